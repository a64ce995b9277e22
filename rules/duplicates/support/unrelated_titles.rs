//! Things of wholly different names that one page presents: the books of an author, the shops of a house.

use crate::text::attribution::without_brackets;
use curate_document::normal_text::words;
use curate_document::script::is_cjk_letter;
use curate_document::{Document, Entry};

/// Words that say nothing of what has them in its name, in lower case.
#[rustfmt::skip]
const SMALL_WORDS: [&str; 38] = [
    "the", "a", "an", "of", "and", "for", "with", "in", "on", "to", "from", "by", "at", "de", "la", "le", "les", "el", "los", "las", "del", "du", "des", "y",
    "e", "et", "und", "der", "die", "das", "für", "mit", "do", "da", "o", "para", "edition", "volume",
];
/// The last letter of Latin (Latin Extended-B).
const LAST_LATIN: char = '\u{24F}';
/// Hosts whose pages are one film or lecture each, or a row of them.
const HOSTS_OF_FILMS: [&str; 5] = ["youtube.com", "youtu.be", "vimeo.com", "bilibili.com", "nicovideo.jp"];

/// Whether the titles of `entry` and `earlier`, which lead to one page, have no word in common, and its address names neither: it
/// is about both. An address that names one of them was copied.
pub(crate) fn share_a_page(document: &Document, entry: &Entry, earlier: &Entry) -> bool {
    let title = |entry: &Entry| entry.title.map(|title| without_brackets(document.text(title))).unwrap_or_default();
    let (own, other) = (title(entry), title(earlier));
    // A name in another script may be the same, and words of Chinese are not apart.
    let is_foreign = |character: char| character.is_alphabetic() && character > LAST_LATIN;
    if own.contains(is_foreign) != other.contains(is_foreign) || share_letter_pair(&own, &other) {
        return false;
    }
    let Some(address) = page_address(document, entry) else { return false };
    let (own, other) = (names(&own), names(&other));
    let (whole, other_whole) = (own.concat(), other.concat());
    if whole.is_empty() || other_whole.is_empty() || whole.contains(&other_whole) || other_whole.contains(&whole) {
        return false;
    }
    let address = words(&address);
    let is_named = |names: &[String], whole: &str| {
        names.iter().any(|name| address.contains(name)) || address.iter().any(|word| word.contains(whole))
    };
    !own.iter().any(|word| other.contains(word)) && !is_named(&own, &whole) && !is_named(&other, &other_whole)
}

/// Whether two titles have two letters of Chinese, Japanese or Korean in common that follow one another: one letter is part of many words.
pub(crate) fn share_letter_pair(own: &str, other: &str) -> bool {
    let letters = own.chars().zip(own.chars().skip(1));
    let mut pairs = letters.filter(|(first, second)| is_cjk_letter(*first) && is_cjk_letter(*second));
    pairs.any(|(first, second)| other.chars().zip(other.chars().skip(1)).any(|pair| pair == (first, second)))
}

/// Host and path of the address of `entry`; `None` where it is a film, which is about one thing.
pub(crate) fn page_address(document: &Document, entry: &Entry) -> Option<String> {
    let url = document.link_of(entry)?.parsed_url()?;
    let host = url.host_str().unwrap_or("");
    let is_of_films = HOSTS_OF_FILMS
        .iter()
        .any(|films| host.strip_suffix(films).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')));
    (!is_of_films).then(|| format!("{host} {}", url.path()))
}

/// The words of a title that say what it names, without numbers at their ends: `css3`.
fn names(title: &str) -> Vec<String> {
    let words = words(title).into_iter().map(|word| {
        let bare = word.trim_end_matches(|character: char| character.is_ascii_digit());
        if bare.is_empty() { word.clone() } else { bare.to_owned() }
    });
    words.filter(|word| !SMALL_WORDS.contains(&word.as_str())).collect()
}
