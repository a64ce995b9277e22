//! Where the mark goes that a description lacks: where its siblings have it, before or behind their tags, links and notes.

use crate::entries::ending::{End, Kind, Piece};
use crate::entries::odd_end::takes_mark;
use crate::entries::sentence::Sentence;
use curate_document::{Document, InlineKind, LinkId, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Of so many descriptions of a kind in five, the mark stands on the same side.
const OF_FIVE: usize = 4;

/// Notes stand behind the mark where so many are counted.
const NOTES: usize = 5;

/// Words before a link that make it part of their sentence, lower case.
#[rustfmt::skip]
const INTRODUCTIONS: [&str; 58] = [
    "for", "of", "with", "the", "a", "an", "by", "in", "on", "and", "or", "to", "from", "at", "via", "as", "like", "using", "is",
    "see", "than", "into", "over", "not", "its", "called", "including", "uses", "de", "la", "le", "les", "du", "des", "pour", "avec",
    "et", "en", "sur", "par", "von", "für", "und", "mit", "der", "die", "das", "auf", "y", "con", "para", "por", "el", "em", "um",
    "di", "per", "и",
];

/// Words for the pages of a resource.
#[rustfmt::skip]
const PAGES: [&str; 30] = [
    "demo", "demos", "doc", "docs", "documentation", "manual", "guide", "source", "sources", "code", "repo", "repository", "github", "gitlab",
    "website", "site", "homepage", "web", "download", "downloads", "video", "slides", "paper", "article", "blog", "wiki", "preview",
    "playground", "screenshots", "changelog",
];

/// Elements of text that have no end tag.
const VOID_ELEMENTS: [&str; 5] = ["br", "hr", "img", "input", "wbr"];

/// On which side of tags, links and notes the marks of descriptions stand.
#[derive(Clone, Debug, Default)]
pub struct Tails {
    /// How often the mark stands before it.
    before: BTreeMap<Kind, usize>,
    /// How often right behind it.
    behind: BTreeMap<Kind, usize>,
    /// The words of links behind a mark, lower case.
    words: BTreeSet<String>,
}

impl Tails {
    /// What `sentences` do.
    pub fn of<'a>(document: &Document, sentences: impl Iterator<Item = &'a Sentence>) -> Self {
        let mut tails = Self::default();
        // Those that want a mark, with their links.
        let mut open: Vec<Vec<LinkId>> = Vec::new();
        for sentence in sentences {
            let links = sentence.pieces.iter().filter_map(|piece| piece.link);
            let End::Closed { behind, .. } = sentence.end else {
                open.push(links.collect());
                continue;
            };
            for piece in &sentence.pieces {
                *tails.before.entry(piece.kind).or_default() += 1;
            }
            if let Some(kind) = behind {
                *tails.behind.entry(kind).or_default() += 1;
            }
            tails.words.extend(links.flat_map(|link| words(document, link)));
        }
        // What is like a link behind a mark will be one.
        loop {
            let known = tails.words.len();
            for links in &open {
                if links.iter().any(|link| tails.knows(document, *link)) {
                    tails.words.extend(links.iter().flat_map(|link| words(document, *link)));
                }
            }
            if tails.words.len() == known {
                return tails;
            }
        }
    }

    /// The offset at which a mark makes one sentence of a description that ends at `end` with `pieces`; `None` where only a reader
    /// can tell. Code spans are `tags` where most entries have them.
    pub fn place(&self, document: &Document, pieces: &[Piece], end: usize, tags: bool) -> Option<usize> {
        let mut place = end;
        let mut is_apart = true;
        let mut fits = last_character(document, end).is_some_and(takes_mark);
        for (index, piece) in pieces.iter().enumerate() {
            let is_tight = !piece.apart && piece.kind != Kind::Foreign;
            if is_tight && !piece.joined {
                break;
            }
            // `written in #rust #cli`: where the first is a word of the sentence, the others may be.
            if is_introduced_word(document, piece) {
                return (index == 0 && fits).then_some(place);
            }
            if !self.is_detached(document, piece, pieces.get(index + 1), tags)? {
                break;
            }
            is_apart = !is_tight;
            place = piece.before;
            fits = piece.fits;
        }
        (is_apart && fits).then_some(place)
    }

    /// Whether `piece`, which stands behind `next`, belongs behind the mark; `None` where that is not certain.
    fn is_detached(&self, document: &Document, piece: &Piece, next: Option<&Piece>, tags: bool) -> Option<bool> {
        let count = |counts: &BTreeMap<Kind, usize>| counts.get(&piece.kind).copied().unwrap_or(0);
        let (before, behind) = (count(&self.before), count(&self.behind));
        let all = before + behind;
        match piece.kind {
            // What a closing tag ends is part of the sentence.
            Kind::Foreign => Some(!document.source().get(piece.start..).is_some_and(|text| text.starts_with("</"))),
            Kind::Code if tags => Some(true),
            // One code span may be the last word, several are told from tags only by a reader.
            Kind::Code if next.is_some_and(|next| next.kind == Kind::Code) => None,
            Kind::Link => self.is_link_detached(document, piece, next, before),
            Kind::Code if all == 0 => Some(false),
            Kind::Links if all == 0 => names_page(document, piece).then_some(true),
            // Words in parentheses are nearly always the sentence's own.
            Kind::Note => Some(all >= NOTES && before * 5 >= all * OF_FIVE),
            _ if all > 0 && before * 5 >= all * OF_FIVE => Some(true),
            _ if all > 0 && behind * 5 >= all * OF_FIVE => Some(false),
            _ => None,
        }
    }

    fn is_link_detached(
        &self,
        document: &Document,
        piece: &Piece,
        next: Option<&Piece>,
        before: usize,
    ) -> Option<bool> {
        let follows_tag = next.is_some_and(|next| matches!(next.kind, Kind::Tag | Kind::Links | Kind::Code));
        if piece.dashed || follows_tag || piece.link.is_some_and(|link| self.knows(document, link)) {
            return (before > 0).then_some(true);
        }
        if !piece.apart || before == 0 && !names_page(document, piece) {
            return Some(false);
        }
        is_introduced(document, piece).then_some(false)
    }

    fn knows(&self, document: &Document, link: LinkId) -> bool {
        words(document, link).any(|word| self.words.contains(&word))
    }
}

/// Whether the word before `piece` goes on with it.
fn is_introduced(document: &Document, piece: &Piece) -> bool {
    let text = document.text(Span::new(0, piece.before));
    let word = text.rsplit(|character: char| !character.is_alphabetic()).next().unwrap_or("");
    INTRODUCTIONS.contains(&word.to_lowercase().as_str())
}

/// Whether `piece` is a word with a `#` that the word before goes on with.
fn is_introduced_word(document: &Document, piece: &Piece) -> bool {
    let is_tag = piece.kind == Kind::Foreign && document.text(Span::new(piece.start, piece.start + 1)) == "#";
    is_tag && is_introduced(document, piece)
}

/// The character before `end`, emphasis and closing tags left out.
fn last_character(document: &Document, end: usize) -> Option<char> {
    let mut text = document.text(Span::new(0, end)).trim_end_matches(['*', '_', '~']);
    while text.ends_with('>') {
        let Some(before) = text.rfind('<').filter(|at| text.get(*at..).is_some_and(|tag| tag.starts_with("</"))) else {
            break;
        };
        text = text.get(..before)?.trim_end_matches(['*', '_', '~']);
    }
    text.chars().next_back()
}

/// Whether the first link in `piece` says which page of the resource it leads to.
fn names_page(document: &Document, piece: &Piece) -> bool {
    let links = document.links();
    let first = links.partition_point(|link| link.span.start < piece.start);
    let text = links.get(first).map_or("", |link| document.text(link.text)).to_lowercase();
    text.split(|character: char| !character.is_alphanumeric()).any(|word| PAGES.contains(&word))
}

/// The words of the link's text, lower case.
fn words(document: &Document, link: LinkId) -> impl Iterator<Item = String> {
    let text = document.link(link).map_or("", |link| document.text(link.text));
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| word.len() > 1 && !INTRODUCTIONS.contains(word))
        .map(str::to_lowercase)
}

/// The byte after `description` and the closing tags at its end; `None` where that is within an element that the
/// description opens.
pub fn after_elements(document: &Document, description: Span) -> Option<usize> {
    let mut end = description.end;
    let mut open = 0_usize;
    let first = document.inlines().partition_point(|inline| inline.span.start < description.start);
    for inline in document.inlines().iter().skip(first) {
        let tag = if inline.kind == InlineKind::Html { document.text(inline.span) } else { "" };
        let closing = tag.starts_with("</");
        if inline.span.start >= end {
            if !closing || inline.span.start > end {
                break;
            }
            end = inline.span.end;
        }
        if closing {
            open = open.saturating_sub(1);
        } else if opens_element(tag) {
            open += 1;
        }
    }
    (open == 0).then_some(end)
}

/// Whether `tag` opens an element that another tag closes (HTML, 13.1.2).
fn opens_element(tag: &str) -> bool {
    let Some(name) = tag.strip_prefix('<').filter(|_| !tag.ends_with("/>")) else { return false };
    let name = name.split(|character: char| !character.is_ascii_alphanumeric()).next().unwrap_or("");
    !name.is_empty() && !VOID_ELEMENTS.iter().any(|known| known.eq_ignore_ascii_case(name))
}
