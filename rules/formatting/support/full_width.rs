//! Half-width marks in clauses of Chinese or Japanese.

use crate::api::diagnostic::{Applicability, Fix};
use crate::api::template::Text;
use crate::formatting::support::latin::is_latin_or_digit;
use crate::formatting::support::mark_width::{JudgedText, WidthCounts, WrongWidth, are_judged, full, pairs};
use curate_document::block::OBJECT;
use curate_document::script::{is_cjk_punctuation, is_han, is_kana};
use curate_document::{EditionId, Span};
use std::collections::BTreeSet;

/// The marks of `text` that should be full-width; counts those of both widths in `uses`. `comma` is what the edition has
/// between the parts of a clause.
pub(crate) fn to_full_width(
    text: &JudgedText<'_>,
    comma: char,
    edition: EditionId,
    uses: &mut WidthCounts,
) -> Vec<WrongWidth> {
    let mut found = Vec::new();
    for (index, glyph) in text.glyphs.iter().enumerate() {
        let character = glyph.character;
        if matches!(character, '，' | '：' | '；' | '！' | '？') {
            count(&mut uses.full, 0);
        } else if matches!(character, ',' | ':' | ';' | '!' | '?')
            && let Some(wrong) = mark(text, index, comma, edition)
        {
            count(&mut uses.half, 0);
            found.push(wrong);
        }
    }
    all_or_none(text, &mut found);
    for (open, close) in pairs(text) {
        let is_judged = are_judged(text, (open, close));
        match (text.character(open), text.character(close)) {
            (Some('（'), Some('）')) => count(&mut uses.full, 1),
            (Some('('), Some(')')) => {
                // A note behind a name or a link shows the edition's habit as well.
                if has_wide_letter(text, open, close) {
                    count(&mut uses.half, 1);
                }
                found.extend(brackets(text, open, close, edition).filter(|_| is_judged));
            }
            _ => found.extend(mixed(text, open, close, edition).filter(|_| is_judged)),
        }
    }
    found
}

/// Leaves the commas of a sentence to the maintainer where one of them would stay as it is.
fn all_or_none(text: &JudgedText<'_>, found: &mut [WrongWidth]) {
    let ends = |character: char| matches!(character, '。' | '！' | '？' | '；');
    let is_safe = |wrong: &&WrongWidth| wrong.fix.applicability == Applicability::Safe;
    let safe: BTreeSet<Span> = found.iter().filter(is_safe).map(|wrong| wrong.span).collect();
    let mut mixed: BTreeSet<Span> = BTreeSet::new();
    let mut start = 0;
    for sentence in text.glyphs.split_inclusive(|glyph| ends(glyph.character)) {
        let places = start..start + sentence.len();
        start = places.end;
        let is_comma = |index: &usize| text.character(*index) == Some(',') && text.character(index + 1) == Some(' ');
        let stays = |index: usize| {
            text.glyphs.get(index).is_some_and(|glyph| glyph.link.is_none() && !safe.contains(&glyph.span))
        };
        if places.filter(is_comma).any(stays) {
            mixed.extend(sentence.iter().filter(|glyph| glyph.character == ',').map(|glyph| glyph.span));
        }
    }
    for wrong in found.iter_mut().filter(|wrong| mixed.contains(&wrong.span)) {
        wrong.fix.applicability = Applicability::Unsafe;
    }
}

fn count(uses: &mut [usize; 2], kind: usize) {
    if let Some(uses) = uses.get_mut(kind) {
        *uses += 1;
    }
}

/// A Han letter or kana, or punctuation that only they have.
fn is_wide(character: Option<char>) -> bool {
    character.is_some_and(|character| is_han(character) || is_kana(character) || is_cjk_punctuation(character))
}

/// The half-width mark at `index`, where it follows a Chinese or Japanese clause.
fn mark(text: &JudgedText<'_>, index: usize, comma: char, edition: EditionId) -> Option<WrongWidth> {
    let glyph = text.glyphs.get(index)?;
    let before = text.character(index.checked_sub(1)?);
    if !is_wide(before) || !text.is_judged(index) || is_shortcode(text, index) {
        return None;
    }
    let next = text.after_spaces(index + 1);
    let after = text.character(next);
    let (certain, ends) = match after {
        None => (false, true),
        Some(_) if is_wide(after) => (true, false),
        Some(OBJECT) => (false, false),
        // A soft break.
        Some(' ') => (is_wide(text.character(next + 1)), false),
        Some(character) if is_latin_or_digit(character) => (false, false),
        Some(_) => return None,
    };
    let is_comma = glyph.character == ',';
    let is_other = is_comma && comma != '，';
    if is_comma && (is_in_source_note(text, index, next) || is_of_latin_row(text, index)) || is_other && !certain {
        return None;
    }
    // A badge after it keeps its space, and so does the end of emphasis, which is not one without it (CommonMark 6.2).
    let spaces = text.glyphs.get(index + 1..next).unwrap_or(&[]);
    let touches = spaces.first().is_some_and(|space| space.span.start == glyph.span.end);
    let end = spaces.last().filter(|_| touches && !ends && after != Some(OBJECT));
    let end = end.map_or(glyph.span.end, |space| space.span.end);
    let wanted = full(glyph.character).map(|wanted| if is_comma { comma } else { wanted })?;
    let applicability = if certain && !is_other { Applicability::Safe } else { Applicability::Unsafe };
    let fix = Fix::of(text!("Replace it by `{wanted}`", wanted), applicability).edit(
        edition,
        Span::new(glyph.span.start, end),
        wanted.to_string(),
    );
    let message = text!(
        "half-width `{mark}` in a Chinese or Japanese clause instead of `{wanted}`",
        mark = glyph.character,
        wanted,
    );
    Some(WrongWidth { brackets: false, mixed: false, span: glyph.span, message, fix })
}

/// Whether nothing but a number follows the comma at `index` in its brackets: `（山と海社, 2023）`.
fn is_in_source_note(text: &JudgedText<'_>, index: usize, next: usize) -> bool {
    let after = text.glyphs.get(next.max(index + 1)..).unwrap_or(&[]);
    let digits = after.iter().take_while(|glyph| glyph.character.is_ascii_digit()).count();
    digits > 0 && after.get(digits).is_none_or(|end| matches!(end.character, ')' | '）'))
}

/// Whether the comma at `index` is one of a row of names that has Latin commas: `Ann Hill, 阿山, et al.`
fn is_of_latin_row(text: &JudgedText<'_>, index: usize) -> bool {
    let ends =
        |character: char| matches!(character, '。' | '；' | ';' | '！' | '？' | '，' | '、' | '(' | '（' | ')' | '）');
    let before =
        text.glyphs.get(..index).unwrap_or(&[]).iter().rev().take_while(|glyph| !ends(glyph.character)).count();
    let after = text.glyphs.get(index..).unwrap_or(&[]).iter().take_while(|glyph| !ends(glyph.character)).count();
    let row = text.glyphs.get(index - before..index + after).unwrap_or(&[]);
    let shown: String = row.iter().map(|glyph| glyph.character).collect();
    let is_credit = ["et al", "trl.", "ed. ", "eds. "].iter().any(|word| shown.contains(word));
    is_credit
        || before > 0 && after > 0 && {
            let is_latin = |pair: &[curate_document::Glyph]| {
                matches!(pair, [letter, comma, space]
            if letter.character.is_ascii_alphabetic() && comma.character == ',' && space.character == ' ')
            };
            let spaced = text.character(index + 1) == Some(' ');
            spaced && row.windows(3).filter(|three| is_latin(three)).count() > 1
        }
}

/// `:smile:` after a letter.
fn is_shortcode(text: &JudgedText<'_>, index: usize) -> bool {
    let after = text.glyphs.get(index + 1..).unwrap_or(&[]);
    let is_name = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '+' | '-');
    let name = after.iter().take(32).take_while(|glyph| is_name(glyph.character)).count();
    text.character(index) == Some(':') && name > 0 && text.character(index + 1 + name) == Some(':')
}

/// Whether a Han letter or kana is between the brackets at `open` and `close`.
fn has_wide_letter(text: &JudgedText<'_>, open: usize, close: usize) -> bool {
    let inside = text.glyphs.get(open + 1..close).unwrap_or(&[]);
    inside.iter().any(|glyph| is_han(glyph.character) || is_kana(glyph.character))
}

/// The pair of half-width brackets at `open` and `close`, where Chinese or Japanese is in it and before it.
fn brackets(text: &JudgedText<'_>, open: usize, close: usize, edition: EditionId) -> Option<WrongWidth> {
    let inside = text.glyphs.get(open + 1..close)?;
    let first = inside.first().map(|glyph| glyph.character);
    let last = inside.last().map(|glyph| glyph.character);
    let before = text.before_spaces(open).checked_sub(1)?;
    let next = text.after_spaces(close + 1);
    let outside = text.glyphs.get(before)?;
    if !has_wide_letter(text, open, close) || !is_wide(Some(outside.character)) || outside.link.is_some() {
        return None;
    }
    let after = text.character(next);
    let closed = after.is_none_or(|_| is_wide(after));
    let certain = is_wide(first) && is_wide(last) && closed;
    let is_word = is_wide(after) || after.is_some_and(is_latin_or_digit);
    let start = text.glyphs.get(before)?.span.end;
    let end = if is_word { text.glyphs.get(next)?.span.start } else { text.glyphs.get(close)?.span.end };
    let message = text!("half-width brackets in a Chinese or Japanese clause instead of `（）`");
    let (opening, closing) = (text.glyphs.get(open)?.span, text.glyphs.get(close)?.span);
    // Where emphasis begins or ends between the spaces and a bracket, only the bracket can be replaced.
    let from = if start + (open - before - 1) == opening.start { start } else { opening.start };
    let to = if closing.end + (next - close - 1) == end { end } else { closing.end };
    let edits = [(Span::new(from, opening.end), "（"), (Span::new(closing.start, to), "）")];
    let fix = bracket_fix("（）", edits.into_iter(), certain, edition);
    Some(WrongWidth { brackets: true, mixed: false, span: opening.join(closing), message, fix })
}

/// A pair of two widths: full-width where Chinese or Japanese is inside or around it.
fn mixed(text: &JudgedText<'_>, open: usize, close: usize, edition: EditionId) -> Option<WrongWidth> {
    let (first, last) = (text.glyphs.get(open)?, text.glyphs.get(close)?);
    let inside = text.glyphs.get(open + 1..close)?;
    let any = inside.iter().any(|glyph| is_wide(Some(glyph.character)));
    let around = [open.checked_sub(1), Some(close + 1)];
    let is_full = any || around.into_iter().flatten().any(|beside| is_wide(text.character(beside)));
    let ends = [inside.first(), inside.last()].map(|glyph| glyph.map(|glyph| glyph.character));
    let forms = if is_full { "（）" } else { "()" };
    // One of the two is right.
    let wrong = forms.chars().zip([first, last]).filter(|(form, glyph)| glyph.character != *form);
    let edits = wrong.map(|(form, glyph)| (glyph.span, form));
    let fix = bracket_fix(forms, edits, ends.into_iter().all(is_wide), edition);
    let message = two_widths(first.character, last.character);
    Some(WrongWidth { brackets: true, mixed: true, span: first.span.join(last.span), message, fix })
}

/// That the brackets `first` and `last` differ in width.
pub(crate) fn two_widths(first: char, last: char) -> Text {
    text!("brackets of two widths: `{first}` and `{last}`", first, last)
}

fn bracket_fix<T: Into<String>>(
    forms: &str,
    edits: impl Iterator<Item = (Span, T)>,
    certain: bool,
    edition: EditionId,
) -> Fix {
    let applicability = if certain { Applicability::Safe } else { Applicability::Unsafe };
    let fix = Fix::of(text!("Make them `{forms}`", forms), applicability);
    edits.fold(fix, |fix, (span, text)| fix.edit(edition, span, text))
}
