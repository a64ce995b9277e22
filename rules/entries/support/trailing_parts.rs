//! What may stand behind a sentence: tags, links, notes and badges.

use crate::entries::support::html_tags::is_image_tag;
use crate::entries::support::sentence_marks::takes_mark;
use curate_document::block::OBJECT;
use curate_document::script::is_emoji_like;
use curate_document::{Document, Glyph, InlineKind, LinkId};
use std::ops::Range;

/// Brackets that open a part.
const OPENING: [char; 8] = ['(', '（', '[', '［', '【', '{', '「', '『'];
/// Those that close it.
const CLOSING: [char; 8] = [')', '）', ']', '］', '】', '}', '」', '』'];
/// What joins tags and links: `[MIT]/[Apache2]`, `- [source](…)`.
const JOINERS: [char; 13] = ['/', '|', ',', '·', '、', '，', '&', '-', '–', '—', '+', ';', '•'];

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

/// The part of `kind` at `range`, before whose joining marks stand `before` glyphs.
pub(crate) fn trailing_part_at(
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

/// What ends at `end`, and where it begins.
pub(crate) fn trailing_part(glyphs: &[Glyph], document: &Document, end: usize) -> Option<(TrailingKind, usize)> {
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
pub(crate) fn before_joiners(glyphs: &[Glyph], start: usize) -> usize {
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

/// The number of glyphs before `end` without the white space at their end.
pub(crate) fn trim(glyphs: &[Glyph], end: usize) -> usize {
    let text = glyphs.get(..end).unwrap_or(&[]);
    text.iter().rposition(|glyph| !glyph.character.is_whitespace()).map_or(0, |at| at + 1)
}
