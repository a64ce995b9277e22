//! The links of two editions that stand for each other, with what shows whether they may differ.

use crate::parity::support::comparison::Comparison;
use crate::parity::support::urls::{is_of_many, name_of_site};
use curate_document::alignment::fallback_link;
use curate_document::language::edition_name;
use curate_document::{Document, EditionId, Entry, Language, Link, LinkKind, Span, Target, UrlKey};

/// A link as it is compared.
pub(crate) struct ComparedLink<'a> {
    /// Its edition.
    pub edition: EditionId,
    /// The path of that.
    pub path: &'a str,
    /// The document of that.
    pub document: &'a Document,
    /// What is read as the link.
    pub text: &'a str,
    /// The bytes of the destination.
    pub destination: Span,
    /// The key of its URL.
    pub key: Option<UrlKey>,
    /// Whether it is written as a URL that leads somewhere.
    pub is_whole: bool,
    /// Whether the destination's bytes can be replaced by another URL.
    pub is_inline: bool,
    /// Whether the edition is judged.
    pub judged: bool,
    /// The language of the edition.
    pub language: Option<&'a Language>,
}

pub(crate) fn of_link<'a>(comparison: &Comparison<'a>, link: &Link, is_source: bool) -> ComparedLink<'a> {
    let side = blank(comparison, is_source);
    let is_whole = matches!(link.target, Target::Url);
    ComparedLink {
        text: side.document.text(link.text),
        destination: link.destination,
        key: link.key().cloned(),
        is_whole,
        is_inline: link.kind == LinkKind::Inline,
        ..side
    }
}

pub(crate) fn of_entry<'a>(comparison: &Comparison<'a>, entry: &Entry, is_source: bool) -> Option<ComparedLink<'a>> {
    let side = blank(comparison, is_source);
    if let Some(link) = side.document.link_of(entry) {
        return Some(of_link(comparison, link, is_source));
    }
    let link = fallback_link(side.document, entry)?;
    Some(ComparedLink { destination: link.destination, key: Some(link.key), is_whole: false, is_inline: true, ..side })
}

fn blank<'a>(comparison: &Comparison<'a>, is_source: bool) -> ComparedLink<'a> {
    let (edition, id) =
        if is_source { (comparison.other_edition, comparison.there) } else { (comparison.edition, comparison.here) };
    ComparedLink {
        edition: id,
        path: &edition.path,
        document: &edition.document,
        text: "",
        destination: Span::default(),
        key: None,
        is_whole: false,
        is_inline: false,
        judged: edition.judged,
        language: edition.language.as_ref(),
    }
}

impl ComparedLink<'_> {
    /// Whether the name of the markdown file that it leads to says the language of its edition.
    pub(crate) fn is_in_own_language(&self) -> bool {
        let path = self.key.as_ref().map_or("", |key| key.as_str().split(['?', '#']).next().unwrap_or(""));
        let language = edition_name(path).and_then(|name| name.language);
        language.zip(self.language).is_some_and(|(named, own)| named.primary() == own.primary())
    }

    /// Whether its URL names the language or country of its edition, and `other` does not: `/taid-jp/` in Japanese.
    pub(crate) fn is_for_own_readers(&self, other: &UrlKey) -> bool {
        let Some(own) = self.language else { return false };
        let names = |key: &UrlKey| {
            let mut words = key.as_str().split(|character: char| !character.is_ascii_alphanumeric());
            words.any(|word| Language::parse(word).is_some_and(|named| named.primary() == own.primary()))
        };
        self.key.as_ref().is_some_and(names) && !names(other)
    }

    /// Whether its text is no more than the name of a site where many have their pages: `[YouTube](https://youtube.com/watch?v=1)`.
    pub(crate) fn is_called_by_site(&self) -> bool {
        let letters = |text: &str| -> String { text.chars().filter(|character| character.is_alphanumeric()).collect() };
        let Some(key) = &self.key else { return false };
        is_of_many(key) && letters(self.text).eq_ignore_ascii_case(&letters(name_of_site(key)))
    }

    /// Whether its text has a Latin word or a number of three characters or more that `other` has too.
    pub(crate) fn shares_word(&self, other: &Self) -> bool {
        let words = |text: &str| -> Vec<String> {
            let words = text.split(|character: char| !character.is_ascii_alphanumeric());
            words.filter(|word| word.len() >= 3).map(str::to_ascii_lowercase).collect()
        };
        let theirs = words(other.text);
        words(self.text).iter().any(|word| theirs.contains(word))
    }

    /// Whether its edition says that it is in another language than English.
    pub(crate) fn is_foreign(&self) -> bool {
        self.language.is_some_and(|language| language.primary() != "en")
    }

    /// The destination as written.
    pub(crate) fn url(&self) -> &str {
        self.document.text(self.destination)
    }
}
