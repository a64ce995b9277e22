//! What of a description is judged, and what it is written in.

use crate::entries::support::ending::{SentenceEnd, end_of, is_plain_word};
use crate::entries::support::inlines::inlines_in;
use crate::entries::support::sentence_marks::SENTENCE_ENDS;
use crate::entries::support::sentence_script::writing_system;
use crate::entries::support::trailing_parts::TrailingPart;
use curate_document::script::{LetterCounts, WritingSystem};
use curate_document::{Document, Inline, InlineKind, Span};
use memchr::memchr3;

/// A description as far as its punctuation goes.
#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    /// What it is written in.
    pub writing_system: WritingSystem,
    /// How it ends.
    pub end: SentenceEnd,
    /// What stands behind the sentence or at its end, the last one first: tags, links, notes, badges.
    pub parts: Vec<TrailingPart>,
}

/// Reads the end of the description at `span`, whose entry goes on to `end` with tags, links and badges; `edition` is what the
/// edition as a whole is written in. `None` where that is nothing to judge: only links, an introduction to what follows, a
/// script without such punctuation, a bracket that is not closed.
pub(crate) fn sentence_at(
    document: &Document,
    span: Span,
    end: usize,
    edition: Option<WritingSystem>,
) -> Option<Sentence> {
    let whole = Span::new(span.start, end.max(span.end));
    let inlines = inlines_in(document, span);
    let mut letters = LetterCounts::default();
    let mut words = false;
    for inline in inlines.iter().filter(|inline| inline.kind == InlineKind::Text) {
        let text = document.text(Span::new(inline.span.start.max(span.start), inline.span.end.min(span.end)));
        if !text.is_ascii() {
            letters.add(text);
        }
        words |= inline.link.is_none() && text.contains(char::is_alphabetic);
    }
    // The resource's own text may be bracketed or prefixed by words, but a description of links alone is a set of links.
    if !words || !ends_in_prose(inlines) {
        return None;
    }
    // Words of ASCII letters alone were not counted.
    let writing_system = if letters.letters() == 0 {
        WritingSystem::Latin
    } else {
        inlines.iter().filter(|inline| inline.kind == InlineKind::Text).for_each(|inline| {
            let text = document.text(Span::new(inline.span.start.max(span.start), inline.span.end.min(span.end)));
            if text.is_ascii() {
                letters.add(text);
            }
        });
        let texts = inlines
            .iter()
            .filter(|inline| inline.kind == InlineKind::Text)
            .map(|inline| document.text(Span::new(inline.span.start.max(span.start), inline.span.end.min(span.end))));
        writing_system(&letters, edition, texts)?
    };
    let inlines = if whole == span { inlines } else { inlines_in(document, whole) };
    if let Some(end) = plain_end(document, inlines, whole) {
        return Some(Sentence { writing_system, end, parts: Vec::new() });
    }
    let mut glyphs = Vec::new();
    document.push_glyphs(inlines, &mut glyphs);
    // The first inline and the last may go on outside of it.
    let first = glyphs.partition_point(|glyph| glyph.span.start < whole.start);
    let last = glyphs.partition_point(|glyph| glyph.span.end <= whole.end);
    let (end, parts) = end_of(glyphs.get(first..last)?, document)?;
    Some(Sentence { writing_system, end, parts })
}

/// The end of the description at `span` where its last byte says it all: a letter or digit of ASCII in text outside of links, or a
/// mark that ends a sentence behind one. What [`end_of`] gives then, without looking at each character.
fn plain_end(document: &Document, inlines: &[Inline], span: Span) -> Option<SentenceEnd> {
    let last = inlines.last().filter(|inline| inline.kind == InlineKind::Text && inline.span.end >= span.end)?;
    let text = document.text(span);
    let byte = *text.as_bytes().last()?;
    let place = Span::new(span.end - 1, span.end);
    let has_pairs =
        text.bytes().any(|byte| matches!(byte, b'[' | b'(' | b'{' | b'`' | b'"' | b'\'')) || !text.is_ascii();
    if byte.is_ascii_alphanumeric() && last.link.is_none() && !has_pairs {
        // What is behind a sentence that has its mark may be none, nor may what has a label.
        let is_one = !text.bytes().any(|byte| matches!(byte, b'.' | b'!' | b'?' | b':'));
        return (is_one && is_plain_word(text)).then_some(SentenceEnd::Open);
    }
    if !matches!(byte, b'.' | b'!' | b'?') || document.is_escaped(place.start) {
        return None;
    }
    if !text.as_bytes().iter().rev().nth(1).is_some_and(u8::is_ascii_alphanumeric) || last.span.len() < 2 {
        return None;
    }
    let ends_before = inlines.iter().filter(|inline| inline.kind == InlineKind::Text).any(|inline| {
        let part = Span::new(inline.span.start.max(span.start), inline.span.end.min(place.start));
        let text = document.rendered_inline(&Inline { span: part, ..*inline });
        if text.is_ascii() {
            memchr3(b'.', b'!', b'?', text.as_bytes()).is_some()
        } else {
            text.contains(SENTENCE_ENDS)
        }
    });
    Some(SentenceEnd::Closed { mark: char::from(byte), span: place, alone: !ends_before, behind: None })
}

/// Whether the last line has words of its own: one that is all link was glued to the description by accident.
fn ends_in_prose(inlines: &[Inline]) -> bool {
    let is_break = |inline: &Inline| matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak);
    let Some(at) = inlines.iter().rposition(is_break) else { return true };
    inlines.iter().skip(at + 1).any(|inline| inline.kind == InlineKind::Text && inline.link.is_none())
}
