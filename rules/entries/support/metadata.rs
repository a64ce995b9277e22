//! Which texts behind a title are data about the resource rather than a description of it: its format, year, stars, licence, links.

use crate::entries::support::inlines::inlines_in;
use curate_document::script::is_emoji_like;
use curate_document::{Document, InlineKind, Span};
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

/// This many descriptions that end alike behind a mark show what stands behind it.
const SAMPLES: usize = 2;
/// Formats and licences, lower case.
#[rustfmt::skip]
const NAMES: [&str; 48] = [
    "pdf", "html", "epub", "mobi", "azw3", "djvu", "chm", "ps", "txt", "rtf", "doc", "docx", "odt", "md", "markdown", "latex", "tex",
    "ipynb", "zip", "mp3", "mp4", "ppt", "pptx", "xls", "xlsx", "csv", "json", "xml", "svg", "png", "iso",
    "mit", "bsd", "isc", "gpl", "agpl", "lgpl", "mpl", "apache", "epl", "unlicense", "wtfpl", "zlib", "cc", "by", "sa",
    "nc", "nd",
];
/// What joins them.
const JOINERS: [char; 22] =
    ['(', ')', '[', ']', '{', '}', ',', '.', '|', '·', '•', '/', '-', '–', '—', '→', '>', '&', '+', ';', '、', '｜'];

/// What stands behind marks in the descriptions of a document.
pub(crate) struct Metadata<'a> {
    document: &'a Document,
    /// How often a description has the mark, and this behind its last one.
    tails: BTreeMap<(&'a str, &'a str), usize>,
    /// Whether descriptions are nothing else here.
    is_usual: bool,
}

impl<'a> Metadata<'a> {
    /// What stands behind `marks` in `descriptions`, each with the mark that separates it from its title.
    pub(crate) fn of(document: &'a Document, marks: &BTreeSet<&'a str>, descriptions: &[(&'a str, Span)]) -> Self {
        let mut tails = BTreeMap::new();
        if marks.is_empty() {
            return Self { document, tails, is_usual: false };
        }
        // Half of them are enough to know.
        let enough = descriptions.len().div_ceil(2);
        let others = descriptions.iter().filter(|(_, span)| !is_metadata(document, *span)).take(enough).count();
        for (own, span) in descriptions {
            let text = document.text(*span);
            for mark in marks.iter().filter(|mark| !mark.is_empty() && *mark != own) {
                if let Some((_, tail)) = text.rsplit_once(mark) {
                    *tails.entry((*mark, tail.trim())).or_default() += 1;
                }
            }
        }
        Self { document, tails, is_usual: others * 2 < descriptions.len() }
    }

    /// Whether the text at `span`, which `mark` separates from a title, is not a description.
    pub(crate) fn has(&self, mark: &str, span: Span) -> bool {
        if !self.is_usual && is_metadata(self.document, span) {
            return true;
        }
        let is_known = |part: &str| self.tails.get(&(mark, part.trim())).is_some_and(|count| *count >= SAMPLES);
        let is_name = |part: &str| part.split_whitespace().all(|word| is_data(word, || false));
        !mark.is_empty()
            && self.document.text(span).split(mark).all(|part| is_known(part) || !self.is_usual && is_name(part))
    }
}

/// Whether the text at `span` is made of links, code, formats, years, licences and numbers of stars.
pub(crate) fn is_metadata(document: &Document, span: Span) -> bool {
    // Most descriptions end this with their first word.
    let has_stars = LazyCell::new(|| {
        let text = document.text(span);
        text.contains(['⭐', '★', '☆', '🌟']) || text.contains(":star")
    });
    inlines_in(document, span).iter().filter(|inline| inline.kind == InlineKind::Text && inline.link.is_none()).all(
        |inline| {
            let text = document.text(Span::new(inline.span.start.max(span.start), inline.span.end.min(span.end)));
            text.split(|character: char| character.is_whitespace() || JOINERS.contains(&character))
                .all(|word| is_data(word, || *has_stars))
        },
    )
}

/// Whether `text` is the name of a format or licence, in brackets or code: `[MIT]`, `` `GPL-3.0` ``.
pub(crate) fn is_name_of_licence(text: &str) -> bool {
    let text = text.trim_matches(['`', '[', ']', '(', ')', ' ']);
    let mut parts = text.split(|character: char| !character.is_alphanumeric()).filter(|part| !part.is_empty());
    let begins = parts.next().is_some_and(|part| !part.starts_with(|first: char| first.is_ascii_digit()));
    begins && text.split(|character: char| !character.is_alphanumeric()).all(|part| is_data(part, || false))
}

/// Whether `word` is the name of a format or licence, a year, a version of these or, where it `has_stars`, a number of them.
fn is_data(word: &str, has_stars: impl Fn() -> bool) -> bool {
    let word = word.trim_matches(|character| {
        JOINERS.contains(&character) || is_emoji_like(character) || matches!(character, '★' | '☆' | '*')
    });
    let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
    let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    if is_number {
        return word.len() < 3 || is_year || has_stars();
    }
    let is_version = |rest: &str| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
    if word.strip_prefix(['v', 'V']).is_some_and(is_version) {
        return true;
    }
    let name = word.trim_end_matches(|character: char| character.is_ascii_digit()).trim_end_matches(['v', 'V']);
    let is_name = |name: &str| NAMES.iter().any(|known| known.eq_ignore_ascii_case(name));
    let is_count = || {
        let begins_with = |start: &str| word.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
        word.starts_with(|first: char| first.is_ascii_digit()) && word.ends_with(['k', 'm', 'K', 'M'])
            || begins_with(":star")
    };
    is_name(word) || name.len() < word.len() && is_name(name) || is_count() && has_stars()
}
