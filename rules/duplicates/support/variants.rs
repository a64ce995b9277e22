//! Titles of editions and parts of one thing: `Lamp Free`, `Lamp Pro`.

use curate_document::normal_text::words;
use curate_document::{Document, Entry};

/// A title of this many words is a sentence rather than a name.
const SENTENCE: usize = 4;
/// A word of fewer letters names no product.
const SHORTEST_NAME: usize = 3;
/// What editions of a product are called, in lower case.
#[rustfmt::skip]
const EDITIONS: [&str; 16] = [
    "community", "ultimate", "professional", "pro", "enterprise", "premium", "free", "lite", "plus", "standard", "express",
    "社区版", "专业版", "旗舰版", "企业版", "免费版",
];

/// Whether two titles begin with the same word and go on differently, or different badges stand before them: editions and parts of
/// one thing (`Lamp Free`, `Lamp Pro`).
pub(crate) fn are_variants(document: &Document, entry: &Entry, earlier: &Entry) -> bool {
    let name = |entry: &Entry| entry.title.map(|title| words(document.text(title))).unwrap_or_default();
    let (own, other) = (name(entry), name(earlier));
    let badge = |entry: &Entry| {
        let before = document.links_of(entry).iter().find(|link| link.image);
        before.map(|link| document.text(link.text).to_lowercase())
    };
    if own != other && matches!((badge(entry), badge(earlier)), (Some(own), Some(other)) if own != other) {
        return true;
    }
    let begins_alike = own.len() > 1 && other.len() > 1 && own.first() == other.first();
    if begins_alike && are_sentences(document, entry, earlier) {
        return false;
    }
    begins_alike && own.iter().zip(&other).any(|(own, other)| own != other)
}

/// Whether two entries that follow one another have titles of many words that part after the first: two sentences about one thing, not
/// parts of a series (`Lamps: the first part`, `Lamps: the second part`).
fn are_sentences(document: &Document, entry: &Entry, earlier: &Entry) -> bool {
    let title = |entry: &Entry| entry.title.map_or("", |title| document.text(title));
    let (own, other) = (words(title(entry)), words(title(earlier)));
    let is_series = |title: &str| title.contains(": ") || title.contains(" - ") || title.contains('：');
    let last = document.line_of(earlier.own.end.saturating_sub(1));
    own.len().min(other.len()) >= SENTENCE
        && own.get(1) != other.get(1)
        && document.line_of(entry.own.start) == last + 1
        && !is_series(title(entry))
        && !is_series(title(earlier))
}

/// Whether two titles name one product, and one of them the edition: `Lamp`, `Lamp Community`.
pub(crate) fn are_editions(document: &Document, entry: &Entry, earlier: &Entry) -> bool {
    let name = |entry: &Entry| entry.title.map(|title| words(document.text(title))).unwrap_or_default();
    let (own, other) = (name(entry), name(earlier));
    let is_edition = |word: &String| EDITIONS.contains(&word.as_str());
    let names_edition =
        |own: &[String], other: &[String]| own.iter().any(|word| is_edition(word) && !other.contains(word));
    let is_product = |word: &String| !is_edition(word) && word.chars().count() >= SHORTEST_NAME && other.contains(word);
    are_variants(document, entry, earlier)
        && (names_edition(&own, &other) || names_edition(&other, &own))
        && own.iter().any(is_product)
}
