//! Full-width marks in text that has no letter of their width.

use crate::api::diagnostic::{Applicability, Fix};
use crate::formatting::support::full_width::two_widths;
use crate::formatting::support::mark_width::{JudgedText, WrongWidth, are_judged, half, pairs};
use curate_document::block::OBJECT;
use curate_document::script::{is_cjk_letter, is_cjk_punctuation};
use curate_document::{EditionId, Span};

/// The marks of `text` that should be half-width: those of a block without any Chinese, Japanese or Korean.
pub(crate) fn to_half_width(text: &JudgedText<'_>, edition: EditionId) -> Vec<WrongWidth> {
    let is_foreign =
        |character: char| is_cjk_letter(character) || is_cjk_punctuation(character) && half(character).is_none();
    if text.glyphs.iter().any(|glyph| is_foreign(glyph.character)) {
        return Vec::new();
    }
    let mut found: Vec<WrongWidth> = text
        .glyphs
        .iter()
        .enumerate()
        .filter(|(_, glyph)| !matches!(glyph.character, '（' | '）'))
        .filter_map(|(index, _)| mark(text, index, edition))
        .collect();
    let judged = pairs(text).into_iter().filter(|pair| are_judged(text, *pair));
    found.extend(judged.filter_map(|(open, close)| brackets(text, open, close, edition)));
    found
}

fn is_word(character: Option<char>) -> bool {
    character.is_some_and(char::is_alphanumeric)
}

fn mark(text: &JudgedText<'_>, index: usize, edition: EditionId) -> Option<WrongWidth> {
    let glyph = text.glyphs.get(index)?;
    let wanted = half(glyph.character).filter(|_| text.is_judged(index))?;
    let before = text.before_spaces(index).checked_sub(1).and_then(|before| text.character(before));
    if !is_word(before) {
        return None;
    }
    // Code and images are words too.
    let next = text.character(index + 1);
    let space = if is_word(next) || next == Some(OBJECT) { " " } else { "" };
    let title = text!("Replace it by `{wanted}`", wanted);
    let fix = Fix::risky(title, edition, glyph.span, format!("{wanted}{space}"));
    let message = text!("full-width `{mark}` in a clause without Chinese or Japanese", mark = glyph.character);
    Some(WrongWidth { brackets: false, mixed: false, span: glyph.span, message, fix })
}

fn brackets(text: &JudgedText<'_>, open: usize, close: usize, edition: EditionId) -> Option<WrongWidth> {
    let shown = (text.character(open)?, text.character(close)?);
    let inside = text.glyphs.get(open + 1..close)?;
    // Emoticons are made of full-width brackets.
    if shown == ('(', ')') || !inside.iter().any(|glyph| glyph.character.is_alphanumeric()) {
        return None;
    }
    let (opening, closing) = (text.glyphs.get(open)?.span, text.glyphs.get(close)?.span);
    let before = if is_word(open.checked_sub(1).and_then(|before| text.character(before))) { " " } else { "" };
    let after = if is_word(text.character(close + 1)) { " " } else { "" };
    let message = if shown == ('（', '）') {
        text!("full-width brackets in a clause without Chinese or Japanese")
    } else {
        two_widths(shown.0, shown.1)
    };
    let fix = Fix::of(text!("Make them `{forms}`", forms = "()"), Applicability::Unsafe)
        .edit(edition, opening, format!("{before}("))
        .edit(edition, closing, format!("){after}"));
    let span = Span::new(opening.start, closing.end);
    Some(WrongWidth { brackets: true, mixed: shown != ('（', '）'), span, message, fix })
}
