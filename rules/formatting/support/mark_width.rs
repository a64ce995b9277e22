//! Punctuation marks of two widths, and the text that they are judged in.

use crate::api::diagnostic::Fix;
use crate::api::template::Text;
use curate_document::{Glyph, InlineKind, Span};

/// A mark or a pair of brackets of the wrong width.
#[derive(Debug)]
pub(crate) struct WrongWidth {
    /// Whether it is a pair of brackets.
    pub(crate) brackets: bool,
    /// Whether the two brackets differ: no edition chooses that.
    pub(crate) mixed: bool,
    /// From the first to the last of its characters.
    pub(crate) span: Span,
    /// What is wrong.
    pub(crate) message: Text,
    /// How it is fixed.
    pub(crate) fix: Fix,
}

/// How often an edition has which width beside its Chinese or Japanese characters: marks, and pairs of brackets.
#[derive(Debug, Default)]
pub(crate) struct WidthCounts {
    /// Full-width ones: marks, pairs.
    pub(crate) full: [usize; 2],
    /// Half-width ones: marks, pairs.
    pub(crate) half: [usize; 2],
}

/// The text of a block, with what of it is not prose.
pub(crate) struct JudgedText<'a> {
    /// Its glyphs.
    pub(crate) glyphs: &'a [Glyph],
    /// For each of them whether it is part of a name, a URL, code or a link.
    pub(crate) blocked: Vec<bool>,
    /// Between the title and the description of an entry.
    pub(crate) separator: Option<Span>,
}

impl JudgedText<'_> {
    /// The character of the glyph at `index`.
    pub(crate) fn character(&self, index: usize) -> Option<char> {
        self.glyphs.get(index).map(|glyph| glyph.character)
    }

    /// Whether the glyph at `index` is prose that stands in the source as it is shown.
    pub(crate) fn is_judged(&self, index: usize) -> bool {
        let separates = |span: Span| self.separator.is_some_and(|separator| separator.overlaps(span));
        self.glyphs.get(index).is_some_and(|glyph| {
            glyph.link.is_none()
                && glyph.span.len() == glyph.character.len_utf8()
                && !self.blocked.get(index).copied().unwrap_or(true)
                && !separates(glyph.span)
        })
    }

    /// The index after the spaces that begin at `index`; they stand on one line.
    pub(crate) fn after_spaces(&self, index: usize) -> usize {
        let rest = self.glyphs.get(index..).unwrap_or(&[]);
        index + rest.iter().take_while(|glyph| is_plain_space(glyph)).count()
    }

    /// The index of the first of the spaces that end before `index`.
    pub(crate) fn before_spaces(&self, index: usize) -> usize {
        let before = self.glyphs.get(..index).unwrap_or(&[]);
        index - before.iter().rev().take_while(|glyph| is_plain_space(glyph)).count()
    }
}

fn is_plain_space(glyph: &Glyph) -> bool {
    glyph.character == ' ' && glyph.span.len() == 1 && glyph.kind == InlineKind::Text
}

/// The full-width form of a half-width mark.
pub(crate) fn full(character: char) -> Option<char> {
    Some(match character {
        ',' => '，',
        ':' => '：',
        ';' => '；',
        '!' => '！',
        '?' => '？',
        '(' => '（',
        ')' => '）',
        _ => return None,
    })
}

/// The half-width form of a full-width mark.
pub(crate) fn half(character: char) -> Option<char> {
    Some(match character {
        '，' => ',',
        '：' => ':',
        '；' => ';',
        '！' => '!',
        '？' => '?',
        '（' => '(',
        '）' => ')',
        _ => return None,
    })
}

/// The pairs of round brackets in `text`, of any widths, as indices of glyphs; none of them in the text of a link.
pub(crate) fn pairs(text: &JudgedText<'_>) -> Vec<(usize, usize)> {
    let is_own = |index: usize| text.glyphs.get(index).is_some_and(|glyph| glyph.link.is_none());
    let mut open = Vec::new();
    let mut pairs = Vec::new();
    for (index, glyph) in text.glyphs.iter().enumerate() {
        match glyph.character {
            '(' | '（' => open.push(index),
            ')' | '）' => {
                let Some(start) = open.pop() else { continue };
                if is_own(start) && is_own(index) {
                    pairs.push((start, index));
                }
            }
            _ => {}
        }
    }
    pairs
}

/// Whether both brackets of a pair are judged.
pub(crate) fn are_judged(text: &JudgedText<'_>, (open, close): (usize, usize)) -> bool {
    text.is_judged(open) && text.is_judged(close)
}
