//! Entries that say what they are part of.

use crate::duplicates::support::forges::is_on_forge;
use curate_document::normal_text::{folded, letters};
use curate_document::{Document, Entry, Span};

/// A title of fewer letters is not looked for in other texts.
const FEWEST_LETTERS: usize = 3;
/// What parts say of the whole, in lower case.
const PART_OF: [&str; 14] = [
    "part of",
    "included in",
    "bundled with",
    "comes with",
    "component of",
    "module of",
    "subproject of",
    "ships with",
    "一部分",
    "属于",
    "內建於",
    "内置于",
    "の一部",
    "parte de",
];

/// Whether one of two entries for one repository says that it is part of the other, or names it.
pub(crate) fn is_part(document: &Document, entry: &Entry, other: &Entry) -> bool {
    let title = |entry: &Entry| entry.title.map(|title| folded(document.text(title))).unwrap_or_default();
    let (own, others) = (title(entry), title(other));
    if letters(&own) == letters(&others) || !document.link_of(entry).is_some_and(is_on_forge) {
        return false;
    }
    let names = |entry: &Entry, name: &str| {
        let said = folded(document.text(after_title(entry)));
        let is_named = letters(name).chars().count() >= FEWEST_LETTERS && has_word(&said, name);
        is_named || PART_OF.iter().any(|phrase| said.contains(phrase))
    };
    names(entry, &others) || names(other, &own)
}

/// What stands behind the title of `entry`.
fn after_title(entry: &Entry) -> Span {
    let start = entry.description.map_or(entry.own.end, |description| description.start);
    Span::new(start.min(entry.own.end), entry.own.end)
}

/// Whether `text` has `word` with no letter of a script that separates words beside it.
fn has_word(text: &str, word: &str) -> bool {
    let continues = |character: char| character.is_ascii_alphanumeric();
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(continues) && !after.is_some_and(continues)
    })
}
