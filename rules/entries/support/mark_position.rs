//! Where the mark goes that a description lacks: where its siblings have it, before or behind their tags, links and notes.

use crate::entries::support::ending::SentenceEnd;
use crate::entries::support::habitual_tags::HabitualTags;
use crate::entries::support::html_tags::is_image_tag;
use crate::entries::support::inlines::inlines_in;
use crate::entries::support::introduction::{introduces, is_introduction};
use crate::entries::support::sentence::Sentence;
use crate::entries::support::sentence_marks::takes_mark;
use crate::entries::support::trailing_parts::{TrailingKind, TrailingPart};
use curate_document::{Document, InlineKind, LinkId, LinkKind, Span};
use std::collections::{BTreeMap, BTreeSet};

/// In this many of five descriptions of a kind the mark stands on the same side.
const OF_FIVE: usize = 4;
/// Notes stand behind the mark where this many are counted.
const NOTES: usize = 5;

/// Words for the pages of a resource.
#[rustfmt::skip]
const PAGES: [&str; 30] = [
    "demo", "demos", "doc", "docs", "documentation", "manual", "guide", "source", "sources", "code", "repo", "repository", "github", "gitlab",
    "website", "site", "homepage", "web", "download", "downloads", "video", "slides", "paper", "article", "blog", "wiki", "preview",
    "playground", "screenshots", "changelog",
];

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
            let links = sentence.parts.iter().filter_map(|part| part.link);
            let SentenceEnd::Closed { behind, .. } = sentence.end else {
                open.push(links.collect());
                continue;
            };
            for part in &sentence.parts {
                *tails.before.entry(part.kind).or_default() += 1;
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

    /// The offset at which a mark makes one sentence of a description that ends at `end` with `parts`; `None` where only a reader
    /// can tell. Code spans are `tags` where most entries have them.
    pub(crate) fn place(
        &self,
        document: &Document,
        parts: &[TrailingPart],
        description: Span,
        tags: bool,
    ) -> Option<usize> {
        let mut place = description.end;
        let mut is_apart = true;
        let mut fits = last_character(document, place).is_some_and(takes_mark) || ends_in_autolink(document, place);
        for (index, part) in parts.iter().enumerate() {
            let is_set_apart =
                matches!(part.kind, TrailingKind::Foreign | TrailingKind::Image) || is_bracketed_code(document, part);
            let is_tight = !part.apart && !is_set_apart;
            if is_tight && !part.joined {
                break;
            }
            // `written in #rust #cli`: where the first is a word of the sentence, the others may be.
            if is_introduced_word(document, part) {
                return (index == 0 && fits).then_some(place);
            }
            let next = parts.get(index + 1);
            let is_detached = match part.kind {
                TrailingKind::Code => self.is_code_detached(document, part, next, description.start, tags),
                _ => self.is_detached(document, part, next),
            };
            if !is_detached? {
                break;
            }
            is_apart = !is_tight;
            place = part.before;
            fits = part.fits;
        }
        (is_apart && fits).then_some(place)
    }

    /// Whether `part`, which stands behind `next`, belongs behind the mark; `None` where that is not certain.
    fn is_detached(&self, document: &Document, part: &TrailingPart, next: Option<&TrailingPart>) -> Option<bool> {
        let count = |counts: &BTreeMap<TrailingKind, usize>| counts.get(&part.kind).copied().unwrap_or(0);
        let (before, behind) = (count(&self.before), count(&self.behind));
        let all = before + behind;
        match part.kind {
            // What a closing tag ends is part of the sentence.
            TrailingKind::Foreign if document.source().get(part.start..).is_some_and(|text| text.starts_with("</")) => {
                (!ends_image(document, part)).then_some(false)
            }
            TrailingKind::Foreign => Some(true),
            // The dash would stay behind the mark.
            TrailingKind::Image if part.dashed => None,
            TrailingKind::Image => self.is_image_detached(document, part, next),
            TrailingKind::Tag if introduces(document, part.before) => Some(false),
            TrailingKind::Tag if self.tags.are_sure(document, part) => Some(true),
            TrailingKind::Tag => (all > 0 && behind * 5 >= all * OF_FIVE).then_some(false),
            TrailingKind::Link => self.is_link_detached(document, part, next, before),
            TrailingKind::Links if all == 0 => names_page(document, part).then_some(true),
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
        part: &TrailingPart,
        next: Option<&TrailingPart>,
        start: usize,
        tags: bool,
    ) -> Option<bool> {
        let is_math = document.source().get(part.start..).is_some_and(|text| text.starts_with('$'));
        if is_math || introduces(document, part.before) {
            return Some(false);
        }
        let follows_code = next.is_some_and(|next| next.kind == TrailingKind::Code);
        if self.tags.are_sure(document, part) || tags && (follows_code || !part.joined) {
            return Some(true);
        }
        // One code span may be the last word, of several only a reader knows whether they are tags.
        if follows_code {
            return None;
        }
        let is_one_of_several = || has_code(document, Span::new(start, part.before));
        let is_word = part.joined || is_one_of_several() || !self.tags.are_known(TrailingKind::Code);
        (is_word && !self.tags.may_be(document, part)).then_some(false)
    }

    /// The same for an image.
    fn is_image_detached(&self, document: &Document, part: &TrailingPart, next: Option<&TrailingPart>) -> Option<bool> {
        let follows_image = next.is_some_and(|next| next.kind == TrailingKind::Image);
        let gap = document.text(Span::new(part.before, part.start.max(part.before)));
        let is_listed = gap.contains([',', '/', '&', '+', '、', '，']) && !follows_image;
        let is_word = introduces(document, part.before) || is_listed;
        let text = document.text(Span::new(part.start, part.end));
        let is_badge = || text.contains("shields.io") || text.contains("badge");
        (!is_word && (self.tags.are_sure(document, part) || is_badge())).then_some(true)
    }

    fn is_link_detached(
        &self,
        document: &Document,
        part: &TrailingPart,
        next: Option<&TrailingPart>,
        before: usize,
    ) -> Option<bool> {
        let follows_tag =
            next.is_some_and(|next| matches!(next.kind, TrailingKind::Tag | TrailingKind::Links | TrailingKind::Code));
        if part.dashed || follows_tag || part.link.is_some_and(|link| self.knows(document, link)) {
            return (before > 0).then_some(true);
        }
        if !part.apart || before == 0 && !names_page(document, part) {
            return Some(false);
        }
        introduces(document, part.before).then_some(false)
    }

    fn knows(&self, document: &Document, link: LinkId) -> bool {
        words(document, link).any(|word| self.words.contains(&word))
    }
}

/// Whether `span` has code in it.
fn has_code(document: &Document, span: Span) -> bool {
    inlines_in(document, span).iter().any(|inline| inline.kind == InlineKind::Code)
}

/// Whether the closing tag that is `part` has an image of HTML before it.
fn ends_image(document: &Document, part: &TrailingPart) -> bool {
    let before = document.text(Span::new(0, part.start)).trim_end();
    before.rfind('<').and_then(|at| before.get(at..)).is_some_and(is_image_tag)
}

/// Whether `part` is a word with a `#` that the word before goes on with.
fn is_introduced_word(document: &Document, part: &TrailingPart) -> bool {
    let is_tag = part.kind == TrailingKind::Foreign && document.text(Span::new(part.start, part.start + 1)) == "#";
    is_tag && introduces(document, part.before)
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

/// Whether the first link in `part` says which page of the resource it leads to.
fn names_page(document: &Document, part: &TrailingPart) -> bool {
    let first = document.links_in(Span::new(part.start, part.end)).first();
    let text = first.map_or("", |link| document.text(link.text)).to_lowercase();
    text.split(|character: char| !character.is_alphanumeric()).any(|word| PAGES.contains(&word))
}

/// The words of the link's text, lower case.
fn words(document: &Document, link: LinkId) -> impl Iterator<Item = String> {
    let text = document.link(link).map_or("", |link| document.text(link.text));
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| word.len() > 1 && !is_introduction(word))
        .map(str::to_lowercase)
}

/// Whether `part` is code in its own brackets, `（no longer kept）`, which is a remark wherever it stands.
fn is_bracketed_code(document: &Document, part: &TrailingPart) -> bool {
    let text = document.text(Span::new(part.start, part.end)).trim_matches('`');
    part.kind == TrailingKind::Code && text.starts_with(['(', '（', '【']) && text.ends_with([')', '）', '】'])
}
