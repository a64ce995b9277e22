//! Where a document wants no link checked.

use crate::api::suppression::Verb;
use crate::engine::suppression::directive::{Dialect, directives};
use crate::engine::suppression::scope::scope_of;
use curate_document::Document;

/// The bytes of a document in which its comments for markdown-link-check want no link checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UncheckedStretches {
    /// Each from its first byte to the one after its last, in order and apart from one another.
    stretches: Vec<(usize, usize)>,
}

impl UncheckedStretches {
    /// Those of `document`.
    pub fn of(document: &Document) -> Self {
        let mut all = Vec::new();
        let mut open: Option<usize> = None;
        for directive in directives(document).iter().filter(|one| one.origin == Dialect::MarkdownLinkCheck) {
            let start = directive.comment.start;
            match directive.verb {
                Verb::Disable => open = open.or(Some(start)),
                Verb::Enable => all.extend(open.take().map(|from| (from, start))),
                _ => all.push(scope_of(document, directive)),
            }
        }
        all.extend(open.map(|from| (from, usize::MAX)));
        all.sort_unstable();
        let mut stretches: Vec<(usize, usize)> = Vec::new();
        for (start, end) in all {
            match stretches.last_mut() {
                Some((_, last)) if start <= *last => *last = end.max(*last),
                _ => stretches.push((start, end)),
            }
        }
        Self { stretches }
    }

    /// Whether the byte at `offset` is in one.
    pub fn contain(&self, offset: usize) -> bool {
        let begun = self.stretches.partition_point(|(start, _)| *start <= offset);
        let last = begun.checked_sub(1).and_then(|last| self.stretches.get(last));
        last.is_some_and(|(_, end)| offset < *end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The letters of `text` in capitals that are in a stretch.
    fn unchecked(text: &str) -> String {
        let stretches = UncheckedStretches::of(&Document::parse(text));
        let capitals = text.char_indices().filter(|(_, character)| character.is_ascii_uppercase());
        capitals.filter(|(at, _)| stretches.contain(*at)).map(|(_, character)| character).collect()
    }

    #[test]
    fn comments() {
        let (disable, enable) = ("<!-- markdown-link-check-disable -->", "<!--markdown-link-check-enable-->");
        let (line, next) =
            ("<!-- markdown-link-check-disable-line -->", "<!-- markdown-link-check-disable-next-line -->");
        for (text, expected) in [
            (format!("A\n\n{disable}\n\nB\n\n{enable}\n\nC\n"), "B"),
            (format!("A {disable} B {enable} C"), "B"),
            (format!("{disable}\n\nA\n\n{disable}\n\nB\n\n{enable}\n\nC\n"), "AB"),
            (format!("A\n\n{disable}\n\nB\n\n- C\n"), "BC"),
            (format!("A\n\n{enable}\n\nB\n"), ""),
            (format!("- A {line}\n- B\n"), "A"),
            (format!("A\n\n{next}\nB\nC\n"), "B"),
            (format!("- A {line}\n- B {line}\n- C\n\n{disable}\n\nD {line}\n\nE"), "ABDE"),
            (format!("`{disable}` A\n\n```\n{disable}\n```\n\nB"), ""),
            ("<!-- markdown-link-check-disabled -->\n\nA".to_owned(), ""),
            ("<!-- no markdown-link-check-disable -->\n\nA".to_owned(), ""),
        ] {
            assert_eq!(unchecked(&text), expected, "{text}");
        }
    }
}
