//! The end of an entry, read backwards: tags, links, notes and badges, and before them the end of the sentence.

use crate::entries::support::after_sentence::is_finished_before;
use crate::entries::support::sentence_marks::{CLOSERS, SENTENCE_ENDS, is_invisible};
use crate::entries::support::trailing_parts::{
    TrailingKind, TrailingPart, before_joiners, trailing_part, trailing_part_at, trim,
};
use crate::entries::support::unpunctuated_ends::{
    ends_in_laugh, ends_in_symbol, is_unbalanced, may_be_words, takes_no_mark,
};
use crate::text::bare_url::end_of_link;
use curate_document::block::OBJECT;
use curate_document::script::is_emoji_like;
use curate_document::{Document, Glyph, InlineKind, Link, LinkKind};
use std::ops::Range;

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

/// How the description that renders as `glyphs` ends, and what stands behind its sentence, the last one first. `None` where that
/// is not certain.
pub(crate) fn end_of(glyphs: &[Glyph], document: &Document) -> Option<(SentenceEnd, Vec<TrailingPart>)> {
    if has_open_bracket(glyphs) {
        return None;
    }
    let mut parts: Vec<TrailingPart> = Vec::new();
    let mut end = trim(glyphs, glyphs.len());
    let all = end;
    loop {
        if let Some((closed, stop)) = closed(glyphs, document, end, all) {
            push_images(glyphs, document, stop..end, &mut parts);
            return Some((closed, parts));
        }
        let Some((kind, start)) = trailing_part(glyphs, document, end) else { break };
        let before = before_joiners(glyphs, start);
        if before == 0 {
            break;
        }
        parts.push(trailing_part_at(glyphs, document, kind, start..end, before));
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
    let is_filled_in = parts
        .iter()
        .any(|part| part.kind == TrailingKind::Foreign && may_be_words(document.source().get(part.start..)));
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
    let needs_none = takes_no_mark(sentence) || parts.is_empty() && ends_in_symbol(sentence);
    (!needs_none).then_some((SentenceEnd::Open, parts))
}

/// Whether the last word of `text` is one to look at: a tag such as `#rust`, a sign, a word that may be left over from something.
pub(crate) fn is_plain_word(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or("");
    word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Adds the images among the glyphs in `range`, the last one first.
fn push_images(glyphs: &[Glyph], document: &Document, range: Range<usize>, parts: &mut Vec<TrailingPart>) {
    let mut end = trim(glyphs, range.end);
    while let Some((TrailingKind::Image, start)) =
        trailing_part(glyphs, document, end).filter(|(_, start)| *start >= range.start)
    {
        let before = trim(glyphs, start);
        parts.push(trailing_part_at(glyphs, document, TrailingKind::Image, start..end, before));
        end = before;
    }
}

/// The end of the sentence before `end`, and the index after its mark; `all` is where the text ends.
fn closed(glyphs: &[Glyph], document: &Document, end: usize, all: usize) -> Option<(SentenceEnd, usize)> {
    let at = before_closers(glyphs, end);
    let last = glyphs.get(at.checked_sub(1)?)?;
    if !SENTENCE_ENDS.contains(&last.character) || last.kind != InlineKind::Text {
        return None;
    }
    let alone = at == all && !glyphs.iter().take(at - 1).any(|glyph| SENTENCE_ENDS.contains(&glyph.character));
    let behind = trailing_part(glyphs, document, at - 1).map(|(kind, _)| kind).filter(|_| at == end);
    Some((SentenceEnd::Closed { mark: last.character, span: last.span, alone, behind }, at))
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
