//! Where a description ends, and whether its last sentence does.

use curate_document::block::OBJECT;
use curate_document::script::{LetterCounts, WritingSystem, is_emoji_like};
use curate_document::{Document, Glyph, Inline, InlineKind, LinkKind, Span};
use memchr::memchr3;

/// What ends a sentence, in any script.
const ENDS: [char; 17] = ['.', '!', '?', '…', '‥', '‽', '。', '！', '？', '．', '｡', '।', '॥', '؟', '۔', '׃', '։'];
/// What may stand between the end of a sentence and that of its paragraph.
const CLOSERS: [char; 20] =
    [')', ']', '}', '）', '］', '】', '」', '』', '》', '〉', '〕', '"', '\'', '”', '’', '»', '›', '“', '＂', '〞'];
const OPENING: [char; 5] = ['(', '（', '[', '［', '【'];
const CLOSING: [char; 5] = [')', '）', ']', '］', '】'];

/// How a description ends.
#[derive(Clone, Copy, Debug)]
pub enum End {
    /// With this mark of punctuation.
    Closed {
        /// The mark.
        mark: char,
        /// Its bytes.
        span: Span,
        /// Whether it is the only end of a sentence and nothing stands after it.
        alone: bool,
    },
    /// With a word.
    Open {
        /// The last character.
        last: Span,
        /// Whether a mark put after the description makes one sentence of it for certain.
        mendable: bool,
    },
}

/// A description as far as its punctuation goes.
#[derive(Clone, Copy, Debug)]
pub struct Sentence {
    /// What it is written in.
    pub writing_system: WritingSystem,
    /// How it ends.
    pub end: End,
}

/// Reads the end of the description at `span`; `edition` is what the edition as a whole is written in. `None` where
/// that is nothing to judge: only links, an introduction to what follows, a script without such punctuation.
pub fn sentence_at(document: &Document, span: Span, edition: Option<WritingSystem>) -> Option<Sentence> {
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
        writing_system(&letters, edition)?
    };
    if let Some(end) = plain_end(document, inlines, span) {
        return Some(Sentence { writing_system, end });
    }
    let mut glyphs = Vec::new();
    document.push_glyphs(inlines, &mut glyphs);
    glyphs.retain(|glyph| span.contains(glyph.span));
    let end = end_of(&glyphs, document)?;
    Some(Sentence { writing_system, end })
}

/// The end of the description at `span` where its last byte says it all: a letter or digit of ASCII in text outside of links, or a
/// mark that ends a sentence. What [`end_of`] gives then, without looking at each character.
fn plain_end(document: &Document, inlines: &[Inline], span: Span) -> Option<End> {
    let last = inlines.last().filter(|inline| inline.kind == InlineKind::Text && inline.span.end >= span.end)?;
    let byte = *document.text(span).as_bytes().last()?;
    let place = Span::new(span.end - 1, span.end);
    if byte.is_ascii_alphanumeric() && last.link.is_none() {
        return Some(End::Open { last: place, mendable: true });
    }
    if !matches!(byte, b'.' | b'!' | b'?') || document.is_escaped(place.start) {
        return None;
    }
    let ends_before = inlines.iter().filter(|inline| inline.kind == InlineKind::Text).any(|inline| {
        let part = Span::new(inline.span.start.max(span.start), inline.span.end.min(place.start));
        let text = document.rendered_inline(&Inline { span: part, ..*inline });
        if text.is_ascii() { memchr3(b'.', b'!', b'?', text.as_bytes()).is_some() } else { text.contains(ENDS) }
    });
    Some(End::Closed { mark: char::from(byte), span: place, alone: !ends_before })
}

/// The inlines that lie in `span`, or begin before it and run into it.
pub fn inlines_in(document: &Document, span: Span) -> &[Inline] {
    let inlines = document.inlines();
    let first = inlines.partition_point(|inline| inline.span.end <= span.start);
    let last = inlines.partition_point(|inline| inline.span.start < span.end);
    inlines.get(first..last).unwrap_or(&[])
}

/// Whether the last line has words of its own: one that is all link was glued to the description by accident.
fn ends_in_prose(inlines: &[Inline]) -> bool {
    let is_break = |inline: &Inline| matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak);
    let Some(at) = inlines.iter().rposition(is_break) else { return true };
    inlines.iter().skip(at + 1).any(|inline| inline.kind == InlineKind::Text && inline.link.is_none())
}

fn writing_system(letters: &LetterCounts, edition: Option<WritingSystem>) -> Option<WritingSystem> {
    use WritingSystem::{Chinese, Japanese, Khmer, Latin, Other, Thai};
    match letters.writing_system()? {
        Thai | Khmer | Other => None,
        // A Chinese name in an English sentence.
        Chinese if !matches!(edition, Some(Chinese | Japanese)) && letters.han() * 3 < letters.latin() => Some(Latin),
        known => Some(known),
    }
}

fn end_of(glyphs: &[Glyph], document: &Document) -> Option<End> {
    let mut end = before_closers(glyphs, glyphs.len());
    let tail = last_character(glyphs)?;
    let outer = end;
    loop {
        let last = glyphs.get(end.checked_sub(1)?)?;
        if ENDS.contains(&last.character) {
            let alone =
                end == glyphs.len() && !glyphs.iter().take(end - 1).any(|glyph| ENDS.contains(&glyph.character));
            return Some(End::Closed { mark: last.character, span: last.span, alone });
        }
        // A remark in brackets or a link may follow the sentence.
        match before_brackets(glyphs, end).or_else(|| before_link(glyphs, end)) {
            Some(before) if before > 0 && before < end => end = before,
            _ => break,
        }
    }
    let last = glyphs.get(outer.checked_sub(1)?)?;
    if matches!(last.character, ':' | '：' | ';' | '；' | '-' | '–' | '—' | '/' | '&' | '=' | '>' | '|' | '~') {
        return None;
    }
    // The Arabic semicolon too: what follows it may be missing.
    let comma = matches!(last.character, ',' | '，' | '、' | '،' | '؛');
    let url = last.link.and_then(|link| document.link(link)).is_some_and(|link| link.kind == LinkKind::Literal);
    let mendable = !comma
        && !url
        && !is_emoji_like(tail.character)
        && !matches!(tail.kind, InlineKind::Html | InlineKind::Template);
    Some(End::Open { last: last.span, mendable })
}

fn last_character(glyphs: &[Glyph]) -> Option<&Glyph> {
    glyphs.iter().rev().find(|glyph| !glyph.character.is_whitespace())
}

/// The number of glyphs before what may follow the end of a sentence.
fn before_closers(glyphs: &[Glyph], end: usize) -> usize {
    let follows = |glyph: &Glyph| {
        let object = glyph.character == OBJECT && glyph.kind != InlineKind::Code;
        object
            || glyph.character.is_whitespace()
            || is_emoji_like(glyph.character)
            || CLOSERS.contains(&glyph.character)
    };
    glyphs.get(..end).unwrap_or(&[]).iter().rposition(|glyph| !follows(glyph)).map_or(0, |at| at + 1)
}

/// The number of glyphs before the brackets that the last word at `end` stands in.
fn before_brackets(glyphs: &[Glyph], end: usize) -> Option<usize> {
    if !glyphs.get(end..)?.iter().any(|glyph| CLOSING.contains(&glyph.character)) {
        return None;
    }
    let mut depth = 0_usize;
    for (index, glyph) in glyphs.get(..end)?.iter().enumerate().rev() {
        if CLOSING.contains(&glyph.character) {
            depth += 1;
        } else if OPENING.contains(&glyph.character) {
            let Some(outer) = depth.checked_sub(1) else { return Some(before_closers(glyphs, index)) };
            depth = outer;
        }
    }
    None
}

/// The number of glyphs before the link that ends at `end`, where a sentence ends there.
fn before_link(glyphs: &[Glyph], end: usize) -> Option<usize> {
    let link = glyphs.get(end.checked_sub(1)?)?.link?;
    let start = glyphs.get(..end)?.iter().rposition(|glyph| glyph.link != Some(link))? + 1;
    let before = before_closers(glyphs, start);
    glyphs.get(before.checked_sub(1)?).filter(|glyph| ENDS.contains(&glyph.character)).map(|_| before)
}
