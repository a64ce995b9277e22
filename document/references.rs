//! The labels a document defines, so that each piece can be given the definitions it uses and no more.

use crate::Span;
use crate::parse::identifier_of;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

/// The most bytes a label may have (CommonMark 6.3 says 999 characters).
const LABEL_CAP: usize = 999;

/// Labels of definitions and footnotes by their normal form.
#[derive(Debug, Default)]
pub struct Labels<'a> {
    defined: HashMap<String, Cow<'a, str>>,
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
                defined.entry(identifier_of(label)).or_insert(Cow::Borrowed(label));
            }
            previous_allows = content.is_empty()
                || definition.is_some()
                || content.starts_with(['#', '`', '~'])
                || line.ends_with("-->");
        }
        Self { defined }
    }

    /// Takes what parsing found for what was guessed from the lines; says whether that was wrong for a label in use.
    /// Footnotes stay as they are.
    pub fn correct(&mut self, defined: &HashSet<&str>, used: &HashSet<&str>) -> bool {
        let before = self.defined.len();
        self.defined.retain(|identifier, _| {
            identifier.starts_with('^') || defined.contains(identifier.as_str()) || !used.contains(identifier.as_str())
        });
        let mut wrong = self.defined.len() < before;
        let mut defined: Vec<&str> = defined.iter().copied().collect();
        defined.sort_unstable();
        for identifier in defined {
            if !self.defined.contains_key(identifier) {
                wrong = true;
                self.defined.insert(identifier.to_owned(), Cow::Owned(identifier.to_owned()));
            }
        }
        wrong
    }

    /// What to put before the piece at `body` so that its references parse as such; their destinations come later.
    /// Before, not after: a piece may end inside a fence.
    pub fn definitions_for(&self, text: &str, body: Span) -> String {
        let mut definitions = String::new();
        if self.defined.is_empty() {
            return definitions;
        }
        let mut used = BTreeSet::new();
        let piece = text.get(body.start..body.end).unwrap_or("");
        let mut rest = piece;
        while let Some(start) = rest.find('[') {
            rest = rest.get(start + 1..).unwrap_or("");
            let Some(label) = rest.find(']').filter(|end| *end <= LABEL_CAP).and_then(|end| rest.get(..end)) else {
                continue;
            };
            let label = label.rsplit('[').next().unwrap_or(label);
            if let Some(written) = self.defined.get(&identifier_of(label)) {
                used.insert(&**written);
            }
        }
        for label in used {
            definitions.push('[');
            definitions.push_str(label);
            definitions.push_str("]: x\n\n");
        }
        if !definitions.is_empty() {
            // Ends the last footnote, which would take an indented first line with it.
            definitions.push_str("<!-- -->\n\n");
        }
        definitions
    }
}

fn is_label(label: &str) -> bool {
    let escaped = label.replace("\\[", "").replace("\\]", "");
    !label.trim().is_empty() && label.len() <= LABEL_CAP && !escaped.contains(['[', ']'])
}
