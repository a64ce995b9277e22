//! Where the mark goes that a description lacks: where its siblings have it, before or behind their tags, links and notes.

use crate::entries::support::ending::{SentenceEnd, TrailingKind, TrailingPart, is_image_tag};
use crate::entries::support::habitual_tags::HabitualTags;
use crate::entries::support::introduction::{introduces, is_introduction};
use crate::entries::support::odd_end::takes_mark;
use crate::entries::support::sentence::{Sentence, inlines_in};
use curate_document::{Document, InlineKind, LinkId, LinkKind, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Of so many descriptions of a kind in five, the mark stands on the same side.
const OF_FIVE: usize = 4;

/// Notes stand behind the mark where so many are counted.
const NOTES: usize = 5;

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
pub(crate) struct MarkPositions {
    /// How often the mark stands before it.
    before: BTreeMap<TrailingKind, usize>,
    /// How often right behind it.
    behind: BTreeMap<TrailingKind, usize>,
    /// The words of links behind a mark, lower case.
    words: BTreeSet<String>,
    /// What stands behind finished sentences.
    tags: HabitualTags,
}

impl MarkPositions {
    /// What `sentences` do.
    pub(crate) fn of<'a>(document: &Document, sentences: impl Iterator<Item = &'a Sentence> + Clone) -> Self {
        let mut tails = Self { tags: HabitualTags::of(document, sentences.clone()), ..Self::default() };
        // Those that want a mark, with their links.
        let mut open: Vec<Vec<LinkId>> = Vec::new();
        for sentence in sentences {
            let links = sentence.pieces.iter().filter_map(|piece| piece.link);
            let SentenceEnd::Closed { behind, .. } = sentence.end else {
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
    pub(crate) fn place(
        &self,
        document: &Document,
        pieces: &[TrailingPart],
        description: Span,
        tags: bool,
    ) -> Option<usize> {
        let mut place = description.end;
        let mut is_apart = true;
        let mut fits = last_character(document, place).is_some_and(takes_mark) || ends_in_autolink(document, place);
        for (index, piece) in pieces.iter().enumerate() {
            let is_tight = !piece.apart && !matches!(piece.kind, TrailingKind::Foreign | TrailingKind::Image);
            if is_tight && !piece.joined {
                break;
            }
            // `written in #rust #cli`: where the first is a word of the sentence, the others may be.
            if is_introduced_word(document, piece) {
                return (index == 0 && fits).then_some(place);
            }
            let next = pieces.get(index + 1);
            let is_detached = match piece.kind {
                TrailingKind::Code => self.is_code_detached(document, piece, next, description.start, tags),
                _ => self.is_detached(document, piece, next),
            };
            if !is_detached? {
                break;
            }
            is_apart = !is_tight;
            place = piece.before;
            fits = piece.fits;
        }
        (is_apart && fits).then_some(place)
    }

    /// Whether `piece`, which stands behind `next`, belongs behind the mark; `None` where that is not certain.
    fn is_detached(&self, document: &Document, piece: &TrailingPart, next: Option<&TrailingPart>) -> Option<bool> {
        let count = |counts: &BTreeMap<TrailingKind, usize>| counts.get(&piece.kind).copied().unwrap_or(0);
        let (before, behind) = (count(&self.before), count(&self.behind));
        let all = before + behind;
        match piece.kind {
            // What a closing tag ends is part of the sentence.
            TrailingKind::Foreign
                if document.source().get(piece.start..).is_some_and(|text| text.starts_with("</")) =>
            {
                (!ends_image(document, piece)).then_some(false)
            }
            TrailingKind::Foreign => Some(true),
            TrailingKind::Image => self.is_image_detached(document, piece, next),
            TrailingKind::Tag if introduces(document, piece.before) => Some(false),
            TrailingKind::Tag if self.tags.are_sure(document, piece) => Some(true),
            TrailingKind::Tag => (all > 0 && behind * 5 >= all * OF_FIVE).then_some(false),
            TrailingKind::Link => self.is_link_detached(document, piece, next, before),
            TrailingKind::Links if all == 0 => names_page(document, piece).then_some(true),
            // Words in parentheses are nearly always the sentence's own.
            TrailingKind::Note => Some(all >= NOTES && before * 5 >= all * OF_FIVE),
            _ if all > 0 && before * 5 >= all * OF_FIVE => Some(true),
            _ if all > 0 && behind * 5 >= all * OF_FIVE => Some(false),
            _ => None,
        }
    }

    /// The same for code, in a description that begins at `start`.
    fn is_code_detached(
        &self,
        document: &Document,
        piece: &TrailingPart,
        next: Option<&TrailingPart>,
        start: usize,
        tags: bool,
    ) -> Option<bool> {
        let is_math = document.source().get(piece.start..).is_some_and(|text| text.starts_with('$'));
        if is_math || introduces(document, piece.before) {
            return Some(false);
        }
        let follows_code = next.is_some_and(|next| next.kind == TrailingKind::Code);
        if self.tags.are_sure(document, piece) || tags && (follows_code || !piece.joined) {
            return Some(true);
        }
        // One code span may be the last word, several are told from tags only by a reader.
        if follows_code {
            return None;
        }
        let is_one_of_several = || has_code(document, Span::new(start, piece.before));
        let is_word = piece.joined || is_one_of_several() || !self.tags.are_known(TrailingKind::Code);
        (is_word && !self.tags.may_be(document, piece)).then_some(false)
    }

    /// The same for an image.
    fn is_image_detached(
        &self,
        document: &Document,
        piece: &TrailingPart,
        next: Option<&TrailingPart>,
    ) -> Option<bool> {
        let follows_image = next.is_some_and(|next| next.kind == TrailingKind::Image);
        let gap = document.text(Span::new(piece.before, piece.start.max(piece.before)));
        let is_listed = gap.contains([',', '/', '&', '+', '、', '，']) && !follows_image;
        let is_word = introduces(document, piece.before) || is_listed;
        let text = document.text(Span::new(piece.start, piece.end));
        let is_badge = || text.contains("shields.io") || text.contains("badge");
        (!is_word && (self.tags.are_sure(document, piece) || is_badge())).then_some(true)
    }

    fn is_link_detached(
        &self,
        document: &Document,
        piece: &TrailingPart,
        next: Option<&TrailingPart>,
        before: usize,
    ) -> Option<bool> {
        let follows_tag =
            next.is_some_and(|next| matches!(next.kind, TrailingKind::Tag | TrailingKind::Links | TrailingKind::Code));
        if piece.dashed || follows_tag || piece.link.is_some_and(|link| self.knows(document, link)) {
            return (before > 0).then_some(true);
        }
        if !piece.apart || before == 0 && !names_page(document, piece) {
            return Some(false);
        }
        introduces(document, piece.before).then_some(false)
    }

    fn knows(&self, document: &Document, link: LinkId) -> bool {
        words(document, link).any(|word| self.words.contains(&word))
    }
}

/// Whether `span` has code in it.
fn has_code(document: &Document, span: Span) -> bool {
    inlines_in(document, span).iter().any(|inline| inline.kind == InlineKind::Code)
}

/// Whether the closing tag that is `piece` has an image of HTML before it.
fn ends_image(document: &Document, piece: &TrailingPart) -> bool {
    let before = document.text(Span::new(0, piece.start)).trim_end();
    before.rfind('<').and_then(|at| before.get(at..)).is_some_and(is_image_tag)
}

/// Whether `piece` is a word with a `#` that the word before goes on with.
fn is_introduced_word(document: &Document, piece: &TrailingPart) -> bool {
    let is_tag = piece.kind == TrailingKind::Foreign && document.text(Span::new(piece.start, piece.start + 1)) == "#";
    is_tag && introduces(document, piece.before)
}

/// Whether a URL in `<` and `>` ends at `end`.
fn ends_in_autolink(document: &Document, end: usize) -> bool {
    let at = document.links().partition_point(|link| link.span.end < end);
    document.links().get(at).is_some_and(|link| link.kind == LinkKind::Autolink && link.span.end == end)
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
fn names_page(document: &Document, piece: &TrailingPart) -> bool {
    let links = document.links();
    let first = links.partition_point(|link| link.span.start < piece.start);
    let text = links.get(first).map_or("", |link| document.text(link.text)).to_lowercase();
    text.split(|character: char| !character.is_alphanumeric()).any(|word| PAGES.contains(&word))
}

/// The words of the link's text, lower case.
fn words(document: &Document, link: LinkId) -> impl Iterator<Item = String> {
    let text = document.link(link).map_or("", |link| document.text(link.text));
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| word.len() > 1 && !is_introduction(word))
        .map(str::to_lowercase)
}

/// The byte after `description` and the closing tags at its end; `None` where that is within an element that the
/// description opens.
pub(crate) fn after_elements(document: &Document, description: Span) -> Option<usize> {
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
