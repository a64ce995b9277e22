//! The end of an entry, read backwards: tags, links, notes and badges, and before them the end of the sentence.

use crate::entries::support::odd_end::{
    CLOSERS, ends_in_laugh, ends_in_sign, is_invisible, is_odd_end, is_unbalanced, may_be_words, takes_mark,
};
use crate::entries::support::remainder::is_finished_before;
use crate::entries::support::sentence::ENDS;
use crate::text::bare_url::end_of_link;
use curate_document::block::OBJECT;
use curate_document::script::is_emoji_like;
use curate_document::{Document, Glyph, InlineKind, Link, LinkId, LinkKind};
use std::ops::Range;

const OPENING: [char; 8] = ['(', '（', '[', '［', '【', '{', '「', '『'];
const CLOSING: [char; 8] = [')', '）', ']', '］', '】', '}', '」', '』'];
/// What joins tags and links: `[MIT]/[Apache2]`, `- [source](…)`.
const JOINERS: [char; 13] = ['/', '|', ',', '·', '、', '，', '&', '-', '–', '—', '+', ';', '•'];
/// What a mark would not end.
const OPEN_ENDS: [char; 15] = [':', '：', ';', '；', '-', '–', '—', '/', '&', '=', '>', '|', '~', '{', '<'];

/// How a description ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SentenceEnd {
    /// With this mark of punctuation.
    Closed {
        /// The mark.
        mark: char,
        /// Its bytes.
        span: curate_document::Span,
        /// Whether it is the only end of a sentence and nothing stands after it.
        alone: bool,
        /// What the mark stands right behind, where that could have stood behind the mark.
        behind: Option<TrailingKind>,
    },
    /// With a word, or something else that needs a mark.
    Open,
}

/// What may stand behind a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TrailingKind {
    /// Words in brackets: `[MIT]`.
    Tag,
    /// Words in parentheses.
    Note,
    /// Links in brackets.
    Links,
    /// A link.
    Link,
    /// A code span.
    Code,
    /// An emoji.
    Emoji,
    /// An image, or a link around one.
    Image,
    /// A comment, an attribute list, `#words`: never words of the sentence.
    Foreign,
}

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TrailingPart {
    /// What it is.
    pub kind: TrailingKind,
    /// The offset of its first byte.
    pub start: usize,
    /// The offset after its last byte.
    pub end: usize,
    /// The offset after the last character before it, white space and joining marks left out; of what no word stands before, the same as `start`.
    pub before: usize,
    /// The link, where it is one.
    pub link: Option<LinkId>,
    /// Whether white space stands before it, or is part of it.
    pub apart: bool,
    /// Whether a joining mark stands before it, or another such thing.
    pub joined: bool,
    /// Whether that is a dash.
    pub dashed: bool,
    /// Whether what stands before it can be followed by a mark.
    pub fits: bool,
}

/// How the description that renders as `glyphs` ends, and what stands behind its sentence, the last one first. `None` where that
/// cannot be told.
pub(crate) fn end_of(glyphs: &[Glyph], document: &Document) -> Option<(SentenceEnd, Vec<TrailingPart>)> {
    if has_open_bracket(glyphs) {
        return None;
    }
    let mut pieces: Vec<TrailingPart> = Vec::new();
    let mut end = trim(glyphs, glyphs.len());
    let all = end;
    loop {
        if let Some((closed, stop)) = closed(glyphs, document, end, all) {
            push_images(glyphs, document, stop..end, &mut pieces);
            return Some((closed, pieces));
        }
        let Some((kind, start)) = piece(glyphs, document, end) else { break };
        let before = before_joiners(glyphs, start);
        if before == 0 {
            break;
        }
        pieces.push(describe(glyphs, document, kind, start..end, before));
        end = before;
    }
    let last = glyphs.get(all.checked_sub(1)?)?;
    // What a bare URL took with it is text of the description.
    let is_url = |link: &Link| {
        let end = end_of_link(link, document).filter(|end| end.certain);
        end.is_none_or(|end| last.span.start < link.destination.start + end.length)
    };
    let literal = last.link.and_then(|link| document.link(link)).filter(|link| link.kind == LinkKind::Literal);
    let is_literal = literal.is_some_and(is_url);
    let is_open = OPEN_ENDS.contains(&last.character);
    let is_filled_in = pieces
        .iter()
        .any(|piece| piece.kind == TrailingKind::Foreign && may_be_words(document.source().get(piece.start..)));
    let is_laughed = glyphs.get(..all).is_some_and(ends_in_laugh);
    if is_open || is_literal || is_filled_in || is_laughed || is_unbalanced(glyphs) {
        return None;
    }
    // `A tool. **new**`, `A tool.<br>License: MIT`: the sentence has its mark, and the rest needs none.
    if glyphs.get(..all).is_some_and(|text| is_finished_before(text, end, document)) {
        return None;
    }
    // What stands behind the sentence is judged by what it is.
    let sentence = glyphs.get(..end).unwrap_or(&[]);
    let is_odd = is_odd_end(sentence) || pieces.is_empty() && ends_in_sign(sentence);
    (!is_odd).then_some((SentenceEnd::Open, pieces))
}

/// Whether the last word of `text` is one to look at: a tag such as `#rust`, a sign, a word that may be left over from something.
pub(crate) fn is_plain_word(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or("");
    word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Adds the images among the glyphs in `range`, the last one first.
fn push_images(glyphs: &[Glyph], document: &Document, range: Range<usize>, pieces: &mut Vec<TrailingPart>) {
    let mut end = trim(glyphs, range.end);
    while let Some((TrailingKind::Image, start)) =
        piece(glyphs, document, end).filter(|(_, start)| *start >= range.start)
    {
        let before = trim(glyphs, start);
        pieces.push(describe(glyphs, document, TrailingKind::Image, start..end, before));
        end = before;
    }
}

fn describe(
    glyphs: &[Glyph],
    document: &Document,
    kind: TrailingKind,
    range: Range<usize>,
    before: usize,
) -> TrailingPart {
    let start = range.start;
    let first = glyphs.get(start);
    let link = first.and_then(|glyph| glyph.link);
    let outer = link.and_then(|id| document.link(id)).map(|link| link.span);
    let final_byte = range.end.checked_sub(1).and_then(|at| glyphs.get(at)).map_or(0, |glyph| glyph.span.end);
    let gap = glyphs.get(before..start).unwrap_or(&[]);
    let has = |wanted: &[char]| gap.iter().any(|glyph| wanted.contains(&glyph.character));
    let last = before.checked_sub(1).and_then(|at| glyphs.get(at));
    TrailingPart {
        kind,
        start: outer.map_or_else(|| first.map_or(0, |glyph| glyph.span.start), |outer| outer.start),
        end: outer.map_or(final_byte, |outer| outer.end.max(final_byte)),
        before: last.map_or(0, |glyph| match glyph.link.and_then(|id| document.link(id)) {
            Some(link) => link.span.end.max(glyph.span.end),
            None => glyph.span.end,
        }),
        link: link.filter(|_| kind == TrailingKind::Link),
        // A full-width bracket has its own white space.
        apart: gap.first().is_some_and(|glyph| glyph.character.is_whitespace())
            || first.is_some_and(|glyph| matches!(glyph.character, '（' | '［' | '【')),
        // `[MIT][site](…)`: brackets and links without white space between them.
        joined: has(&JOINERS)
            || gap.is_empty() && last.is_some_and(|glyph| glyph.link.is_some() || matches!(glyph.character, ']' | ')')),
        dashed: has(&['-', '–', '—']),
        fits: last.is_some_and(|glyph| takes_mark(glyph.character)),
    }
}

/// The end of the sentence before `end`, and the index after its mark; `all` is where the text ends.
fn closed(glyphs: &[Glyph], document: &Document, end: usize, all: usize) -> Option<(SentenceEnd, usize)> {
    let at = before_closers(glyphs, end);
    let last = glyphs.get(at.checked_sub(1)?)?;
    if !ENDS.contains(&last.character) || last.kind != InlineKind::Text {
        return None;
    }
    let alone = at == all && !glyphs.iter().take(at - 1).any(|glyph| ENDS.contains(&glyph.character));
    let behind = piece(glyphs, document, at - 1).map(|(kind, _)| kind).filter(|_| at == end);
    Some((SentenceEnd::Closed { mark: last.character, span: last.span, alone, behind }, at))
}

/// What ends at `end`, and where it begins.
fn piece(glyphs: &[Glyph], document: &Document, end: usize) -> Option<(TrailingKind, usize)> {
    let last = glyphs.get(end.checked_sub(1)?)?;
    if let Some(link) = last.link {
        let start = glyphs.get(..end)?.iter().rposition(|glyph| glyph.link != Some(link)).map_or(0, |at| at + 1);
        let is_image = |glyph: &Glyph| glyph.kind == InlineKind::Image || glyph.character.is_whitespace();
        let is_badge = glyphs.get(start..end)?.iter().all(is_image);
        return Some((if is_badge { TrailingKind::Image } else { TrailingKind::Link }, start));
    }
    if last.character == OBJECT {
        let kind = match last.kind {
            InlineKind::Code => TrailingKind::Code,
            InlineKind::Image => TrailingKind::Image,
            InlineKind::Html if is_image_tag(document.text(last.span)) => TrailingKind::Image,
            _ => TrailingKind::Foreign,
        };
        return Some((kind, end - 1));
    }
    if is_emoji_like(last.character) && !last.character.is_ascii() {
        return Some((TrailingKind::Emoji, end - 1));
    }
    if last.character == ':' {
        let start = glyphs.get(..end - 1)?.iter().rposition(|glyph| !is_name(glyph.character))?;
        let is_shortcode = glyphs.get(start)?.character == ':' && start + 2 < end;
        return is_shortcode.then_some((TrailingKind::Emoji, start));
    }
    if CLOSING.contains(&last.character) {
        return bracketed(glyphs, end);
    }
    if is_name(last.character) {
        let start = glyphs.get(..end)?.iter().rposition(|glyph| glyph.character.is_whitespace())? + 1;
        // `#123` is an issue, and words of the sentence.
        let named = glyphs.get(start + 1..end)?;
        let is_tag = glyphs.get(start)?.character == '#' && named.iter().any(|glyph| glyph.character.is_alphabetic());
        return is_tag.then_some((TrailingKind::Foreign, start));
    }
    None
}

/// Whether `tag` is an image of HTML.
pub(crate) fn is_image_tag(tag: &str) -> bool {
    tag.get(..4).is_some_and(|name| name.eq_ignore_ascii_case("<img"))
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '-' | '+')
}

/// The bracket that closes at `end`.
fn bracketed(glyphs: &[Glyph], end: usize) -> Option<(TrailingKind, usize)> {
    let mut depth = 0_usize;
    let start = glyphs.get(..end)?.iter().rposition(|glyph| {
        if CLOSING.contains(&glyph.character) {
            depth += 1;
        } else if OPENING.contains(&glyph.character) {
            depth = depth.saturating_sub(1);
        }
        depth == 0
    })?;
    let inside = glyphs.get(start + 1..end - 1)?;
    let has_links = inside.iter().any(|glyph| glyph.link.is_some());
    let has_words = inside.iter().any(|glyph| glyph.link.is_none() && glyph.character.is_alphanumeric());
    let kind = match glyphs.get(start)?.character {
        '{' => {
            let first = inside.first()?.character;
            let is_attribute = matches!(first, ':' | '#' | '.' | '{' | '%' | '<' | '=')
                || inside.iter().any(|glyph| glyph.character == '=');
            return is_attribute.then_some((TrailingKind::Foreign, start));
        }
        '「' | '『' => return None,
        _ if has_links && !has_words => TrailingKind::Links,
        '[' | '［' | '【' => TrailingKind::Tag,
        _ => TrailingKind::Note,
    };
    Some((kind, start))
}

/// The number of glyphs before what joins tags and links to what stands before them, white space included.
fn before_joiners(glyphs: &[Glyph], start: usize) -> usize {
    let end = trim(glyphs, start);
    let Some(last) = end.checked_sub(1).and_then(|at| glyphs.get(at)) else { return end };
    // A dash has white space before it, `C++` ends with no joining mark.
    let is_apart = end < start || matches!(last.character, '/' | '|' | ',' | '、' | '，');
    if !JOINERS.contains(&last.character) || !is_apart {
        return end;
    }
    let before = trim(glyphs, end - 1);
    let needs_space = matches!(last.character, '-' | '–' | '—' | '+' | '&');
    if needs_space && before == end - 1 { end } else { before }
}

fn trim(glyphs: &[Glyph], end: usize) -> usize {
    let text = glyphs.get(..end).unwrap_or(&[]);
    text.iter().rposition(|glyph| !glyph.character.is_whitespace()).map_or(0, |at| at + 1)
}

/// The number of glyphs before what may follow the end of a sentence.
fn before_closers(glyphs: &[Glyph], end: usize) -> usize {
    let follows = |glyph: &Glyph| {
        let object = glyph.character == OBJECT && glyph.kind != InlineKind::Code;
        object
            || glyph.character.is_whitespace()
            || is_emoji_like(glyph.character)
            || is_invisible(glyph.character)
            || CLOSERS.contains(&glyph.character)
    };
    glyphs.get(..end).unwrap_or(&[]).iter().rposition(|glyph| !follows(glyph)).map_or(0, |at| at + 1)
}

/// Whether a bracket is opened that nothing closes: a badge or a link that is broken.
fn has_open_bracket(glyphs: &[Glyph]) -> bool {
    let mut open = 0_usize;
    for glyph in glyphs.iter().filter(|glyph| glyph.link.is_none() && glyph.kind == InlineKind::Text) {
        match glyph.character {
            '[' | '{' => open += 1,
            ']' | '}' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    open > 0
}
