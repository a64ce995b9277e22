//! What the client has open: texts with their versions, kept in step with what it types.

use crate::lsp::position::{Encoding, PositionMap};
use crate::lsp::uri::path_of;
use crate::workspace::discover::{is_markdown, is_mdx};
use curate_document::LineIndex;
use gen_lsp_types::{TextDocumentContentChangeEvent, Uri};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A text that an editor holds; it counts in the place of the file.
#[derive(Clone, Debug)]
pub(crate) struct Buffer {
    /// What the client calls it.
    pub uri: Uri,
    /// Where its file is, or would be (absolute); `None` for a text that has no file.
    pub path: Option<PathBuf>,
    /// The version that the client gave it.
    pub version: i32,
    /// The whole text.
    pub text: Arc<str>,
    /// Whether it is in markdown, by its name or by what the client says.
    pub is_markdown: bool,
}

/// All open texts, by URI.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    open: BTreeMap<Uri, Buffer>,
}

impl Documents {
    /// Takes over a text that was opened, or opened again.
    pub(crate) fn open(&mut self, uri: Uri, language: &str, version: i32, text: String) {
        let path = path_of(&uri);
        let by_name = path.as_deref().is_some_and(is_named_markdown);
        let is_markdown = by_name || matches!(language, "markdown" | "mdx");
        let buffer = Buffer { uri: uri.clone(), path, version, text: text.into(), is_markdown };
        self.open.insert(uri, buffer);
    }

    /// Makes `changes` one after the other, in the order in which they came: there is no other, whatever the versions say. Whether there is
    /// such a text.
    pub(crate) fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> bool {
        let Some(buffer) = self.open.get_mut(uri) else { return false };
        let mut text = buffer.text.to_string();
        for change in changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(change) => {
                    let index = LineIndex::of(&text);
                    let span = PositionMap::new(&text, &index, encoding).span(change.range);
                    text.replace_range(span.start..span.end, &change.text);
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(change) => text = change.text,
            }
        }
        (buffer.text, buffer.version) = (text.into(), version);
        true
    }

    /// Forgets a text; whether it was open.
    pub(crate) fn close(&mut self, uri: &Uri) -> bool {
        self.open.remove(uri).is_some()
    }

    /// The text called `uri`.
    pub(crate) fn buffer(&self, uri: &Uri) -> Option<&Buffer> {
        self.open.get(uri)
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Buffer> {
        self.open.values()
    }
}

fn is_named_markdown(path: &Path) -> bool {
    is_markdown(path) || is_mdx(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use gen_lsp_types::{Position, Range, TextDocumentContentChangePartial, TextDocumentContentChangeWholeDocument};
    use proptest::prelude::*;

    fn uri() -> Uri {
        Uri::parse("file:///a/README.md").expect("a URI")
    }

    fn opened(text: &str) -> Documents {
        let mut documents = Documents::default();
        documents.open(uri(), "markdown", 1, text.to_owned());
        documents
    }

    fn text(documents: &Documents) -> String {
        documents.buffer(&uri()).expect("open").text.to_string()
    }

    fn part(start: (u32, u32), end: (u32, u32), text: &str) -> TextDocumentContentChangeEvent {
        let position = |(line, character)| Position { line, character };
        let range = Range { start: position(start), end: position(end) };
        #[expect(deprecated, reason = "the length says nothing that the range does not")]
        TextDocumentContentChangePartial { range, range_length: None, text: text.to_owned() }.into()
    }

    fn whole(text: &str) -> TextDocumentContentChangeEvent {
        TextDocumentContentChangeWholeDocument { text: text.to_owned() }.into()
    }

    #[test]
    fn changes_are_made_one_after_the_other() {
        let mut documents = opened("# 灯👧\r\n\r\n- a\r\n");
        let changes = vec![part((0, 3), (0, 5), "x"), part((2, 2), (2, 3), "b\n- c"), part((9, 9), (9, 9), "end")];
        assert!(documents.change(&uri(), 2, changes, Encoding::Utf16));
        assert_eq!(text(&documents), "# 灯x\r\n\r\n- b\n- c\r\nend");
        assert!(documents.change(
            &uri(),
            1,
            vec![part((0, 0), (0, 2), ""), whole("new"), part((0, 3), (0, 3), "er")],
            Encoding::Utf16
        ));
        assert_eq!(text(&documents), "newer");
        assert_eq!(documents.buffer(&uri()).expect("open").version, 1);
    }

    #[test]
    fn what_is_not_open_is_not_changed() {
        let mut documents = opened("a");
        assert!(documents.close(&uri()) && !documents.close(&uri()));
        assert!(!documents.change(&uri(), 2, vec![whole("b")], Encoding::Utf8));
    }

    #[test]
    fn what_is_markdown() {
        for (uri, language, expected) in [
            ("file:///a/b.md", "plaintext", true),
            ("file:///a/b.mdx", "", true),
            ("file:///a/LIST", "markdown", true),
            ("untitled:Untitled-1", "markdown", true),
            ("untitled:Untitled-1", "plaintext", false),
            ("file:///a/curate.toml", "toml", false),
        ] {
            let (mut documents, uri) = (Documents::default(), Uri::parse(uri).expect("a URI"));
            documents.open(uri.clone(), language, 0, String::new());
            assert_eq!(documents.buffer(&uri).expect("open").is_markdown, expected, "{uri} {language}");
        }
    }

    proptest! {
        #[test]
        fn any_change_keeps_it_text(edits in prop::collection::vec((any::<(u8, u8)>(), any::<(u8, u8)>(), "[a👧é\r\n]{0,3}"), 0..20)) {
            let mut documents = opened("# 灯👧\r\n\r\n- a\rb\n");
            for (start, end, text) in edits {
                let at = |(line, character): (u8, u8)| (u32::from(line % 6), u32::from(character % 8));
                documents.change(&uri(), 0, vec![part(at(start), at(end), &text)], Encoding::Utf16);
            }
        }
    }
}
