//! The labels a document defines, so that each piece can be given the definitions it uses and no more.

use crate::Span;
use crate::parse::identifier_of;
use std::collections::{BTreeSet, HashMap};

/// The most bytes a label may have (CommonMark 6.3 says 999 characters).
const LABEL_CAP: usize = 999;

/// Labels of definitions and footnotes by their normal form.
#[derive(Debug, Default)]
pub struct Labels<'a> {
    defined: HashMap<String, &'a str>,
}

impl<'a> Labels<'a> {
    /// Finds the labels that `text` defines: `[label]:` at the start of a line that goes on with no paragraph.
    pub fn of(text: &'a str) -> Self {
        let mut defined = HashMap::new();
        if !text.contains("]:") {
            return Self { defined };
        }
        let mut previous_allows = true;
        for line in text.lines() {
            let content = line.trim_start_matches([' ', '\t', '>', '-', '*', '+']);
            let label = content.strip_prefix('[').and_then(|rest| rest.find("]:").and_then(|end| rest.get(..end)));
            let definition = label.filter(|label| previous_allows && is_label(label));
            if let Some(label) = definition {
                defined.entry(identifier_of(label)).or_insert(label);
            }
            previous_allows = content.is_empty() || definition.is_some() || content.starts_with(['#', '<', '`', '~', '=']) || line.ends_with("-->");
        }
        Self { defined }
    }

    /// What to append to the piece at `body` so that its references parse as such; their destinations come later.
    pub fn suffix_for(&self, text: &str, body: Span) -> String {
        let mut suffix = String::new();
        if self.defined.is_empty() {
            return suffix;
        }
        let mut used = BTreeSet::new();
        let piece = text.get(body.start..body.end).unwrap_or("");
        let mut rest = piece;
        while let Some(start) = rest.find('[') {
            rest = rest.get(start + 1..).unwrap_or("");
            let Some(label) = rest.find(']').filter(|end| *end <= LABEL_CAP).and_then(|end| rest.get(..end)) else { continue };
            let label = label.rsplit('[').next().unwrap_or(label);
            if let Some(written) = self.defined.get(&identifier_of(label)) {
                used.insert(*written);
            }
        }
        if !used.is_empty() {
            suffix.push_str("\n\n");
        }
        for label in used {
            suffix.push('[');
            suffix.push_str(label);
            suffix.push_str("]: x\n\n");
        }
        suffix
    }
}

fn is_label(label: &str) -> bool {
    let escaped = label.replace("\\[", "").replace("\\]", "");
    !label.trim().is_empty() && label.len() <= LABEL_CAP && !escaped.contains(['[', ']'])
}
