//! Documents that earlier runs of one process have parsed. What is not another text now is not parsed again.

use curate_document::Document;
use curate_document::slug::HostStyle;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// What no run of so many has read is forgotten.
const KEPT: u64 = 8;

/// Parsed documents by path, the newest of each.
#[derive(Debug, Default)]
pub(crate) struct ParsedDocuments {
    run: AtomicU64,
    documents: Mutex<HashMap<PathBuf, ParsedDocument>>,
}

#[derive(Debug)]
struct ParsedDocument {
    document: Document,
    /// The last run that has read it.
    run: u64,
}

impl ParsedDocuments {
    /// Begins another run.
    pub(crate) fn begin_run(&self) {
        let run = self.run.fetch_add(1, Ordering::Relaxed) + 1;
        if let Ok(mut documents) = self.documents.lock() {
            documents.retain(|_, parsed| parsed.run + KEPT > run);
        }
    }

    /// The document of `text`, that of the file at `path`: what is known of it, else what `parse` makes of it.
    pub(crate) fn document(
        &self,
        path: &Path,
        text: String,
        host_style: HostStyle,
        parse: impl FnOnce(String) -> Document,
    ) -> Document {
        let run = self.run.load(Ordering::Relaxed);
        if let Ok(mut documents) = self.documents.lock()
            && let Some(parsed) = documents.get_mut(path)
            && parsed.document.source() == text
            && parsed.document.host_style() == host_style
        {
            parsed.run = run;
            return parsed.document.clone();
        }
        let document = parse(text);
        if let Ok(mut documents) = self.documents.lock() {
            documents.insert(path.to_owned(), ParsedDocument { document: document.clone(), run });
        }
        document
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn what_is_another_text_is_parsed_and_what_nobody_reads_is_forgotten() {
        let (parsed, count) = (ParsedDocuments::default(), Cell::new(0));
        let read = |path: &str, text: &str| {
            parsed.document(Path::new(path), text.to_owned(), HostStyle::GitHub, |text| {
                count.set(count.get() + 1);
                Document::parse(text)
            })
        };
        for (path, text, expected) in
            [("a", "1", 1), ("a", "1", 1), ("b", "1", 2), ("a", "2", 3), ("a", "2", 3), ("b", "1", 3)]
        {
            parsed.begin_run();
            assert_eq!(read(path, text).source(), text);
            assert_eq!(count.get(), expected, "{path} {text}");
        }
        for _ in 0..=KEPT {
            parsed.begin_run();
            read("b", "1");
        }
        assert_eq!(parsed.documents.lock().expect("no panic").len(), 1);
    }
}
