//! What stands behind a sentence that has its mark and is not a sentence of its own: `A tool. **new**`, `A tool.<br>License: MIT`.

use crate::entries::support::html_tags::is_image_tag;
use crate::entries::support::sentence_marks::SENTENCE_ENDS;
use curate_document::script::{display_width, is_han, is_kana};
use curate_document::{Document, Glyph, InlineKind, Span};

/// Up to this many words are not a sentence.
const FEW: usize = 3;
/// Nor are up to this many on a line of their own.
const FEW_ON_LINE: usize = 6;
/// An abbreviation that a small letter follows has at most this many bytes.
const SHORT: usize = 3;
/// Letters of a script without spaces to a word.
const PER_WORD: usize = 2;
/// Words whose full stop ends no sentence, lower case.
#[rustfmt::skip]
const ABBREVIATIONS: [&str; 36] = [
    "vs", "etc", "inc", "co", "corp", "ltd", "al", "st", "mr", "mrs", "ms", "dr", "jr", "sr", "no", "nr", "cf", "approx", "incl", "excl",
    "feat", "vol", "ed", "fig", "prof", "resp", "bzw", "usw", "ca", "z", "b", "т", "др", "ver", "v", "min",
];

/// Whether `glyphs`, which no mark ends, have a sentence with its mark and then only data, a label or a few words; `sentence` of them
/// stand before tags and the like.
pub(crate) fn is_finished_before(glyphs: &[Glyph], sentence: usize, document: &Document) -> bool {
    let Some(before) = glyphs.get(..sentence) else { return false };
    if is_labelled_line(glyphs, document) {
        return true;
    }
    let Some(stop) = last_stop(before, document) else { return false };
    let Some(gap) = glyphs.get(stop + 1..) else { return false };
    let rest = gap.iter().position(|glyph| !is_gap(glyph, document)).unwrap_or(gap.len());
    let (gap, rest) = gap.split_at(rest);
    let Some(last) = rest.last() else { return false };
    let is_line = gap.iter().any(|glyph| breaks_line(glyph, document));
    let words = count_words(rest);
    if is_labelled(rest) || words <= if is_line { FEW_ON_LINE } else { FEW } {
        return true;
    }
    // Emphasis has its marks between the mark and the words.
    let opens = gap.iter().chain(rest).map(|glyph| glyph.span).next().map_or(0, |span| span.start);
    let start = rest.first().map_or(opens, |first| first.span.start);
    let is_marked = document.text(Span::new(opens, start)).ends_with(['*', '_', '~']);
    is_marked && document.source().get(last.span.end..).is_some_and(|text| text.starts_with(['*', '_', '~']))
}

/// Whether the last line has a label: `A tool<br>License: MIT`. That of the source may be wrapped anywhere.
fn is_labelled_line(glyphs: &[Glyph], document: &Document) -> bool {
    let is_break = |glyph: &Glyph| glyph.kind != InlineKind::SoftBreak && breaks_line(glyph, document);
    let line = glyphs.iter().rposition(is_break).and_then(|at| glyphs.get(at + 1..));
    line.is_some_and(is_labelled)
}

/// The index of the last mark that ends a sentence with something behind it.
fn last_stop(glyphs: &[Glyph], document: &Document) -> Option<usize> {
    (0..glyphs.len()).rev().find(|at| ends_sentence(glyphs, *at, document))
}

fn ends_sentence(glyphs: &[Glyph], at: usize, document: &Document) -> bool {
    let Some(mark) = glyphs.get(at).filter(|mark| SENTENCE_ENDS.contains(&mark.character)) else { return false };
    let (Some(next), InlineKind::Text) = (glyphs.get(at + 1), mark.kind) else { return false };
    let is_wide = display_width(mark.character.encode_utf8(&mut [0; 4])) > 1;
    let is_apart = next.character.is_whitespace() || breaks_line(next, document);
    if mark.character != '.' {
        return is_wide || is_apart;
    }
    if !is_apart {
        return false;
    }
    let start = glyphs.iter().take(at).rposition(|glyph| glyph.character.is_whitespace()).map_or(0, |at| at + 1);
    let word: String = glyphs.iter().take(at).skip(start).map(|glyph| glyph.character).collect();
    let word = word.trim_start_matches(['(', '[', '"', '*', '_']).to_lowercase();
    let follows = glyphs.iter().skip(at + 1).find(|glyph| !is_gap(glyph, document));
    // `approx. ten`: a sentence begins with no small letter.
    let is_plain = |glyph: &Glyph| document.text(Span::new(mark.span.end, glyph.span.start)).trim().is_empty();
    let goes_on = word.len() <= SHORT && follows.is_some_and(|glyph| glyph.character.is_lowercase() && is_plain(glyph));
    !goes_on && !word.is_empty() && !word.contains('.') && !ABBREVIATIONS.contains(&word.as_str())
}

fn is_gap(glyph: &Glyph, document: &Document) -> bool {
    glyph.character.is_whitespace() || is_tag(glyph, document)
}

/// Whether `glyph` is a tag of HTML but no image.
fn is_tag(glyph: &Glyph, document: &Document) -> bool {
    glyph.kind == InlineKind::HardBreak || glyph.kind == InlineKind::Html && !is_image_tag(document.text(glyph.span))
}

fn breaks_line(glyph: &Glyph, document: &Document) -> bool {
    let is_break = || document.text(glyph.span).get(..3).is_some_and(|name| name.eq_ignore_ascii_case("<br"));
    matches!(glyph.kind, InlineKind::SoftBreak | InlineKind::HardBreak) || glyph.kind == InlineKind::Html && is_break()
}

/// Whether `rest` begins with few words and a colon: `License: MIT`.
fn is_labelled(rest: &[Glyph]) -> bool {
    let colon = rest.iter().position(|glyph| matches!(glyph.character, ':' | '：'));
    colon.and_then(|colon| rest.get(..colon)).is_some_and(|label| (1..=FEW).contains(&count_words(label)))
}

/// The number of words in `glyphs`; an estimate for scripts without spaces.
fn count_words(glyphs: &[Glyph]) -> usize {
    let mut words = 0;
    let mut letters = 0_usize;
    let mut is_within = false;
    for glyph in glyphs {
        let is_unspaced = is_han(glyph.character) || is_kana(glyph.character);
        letters += usize::from(is_unspaced);
        let is_word = !is_unspaced && (glyph.character.is_alphanumeric() || glyph.kind == InlineKind::Code);
        words += usize::from(is_word && !is_within);
        is_within = is_word || is_within && !is_unspaced && !glyph.character.is_whitespace();
    }
    words + letters.div_ceil(PER_WORD)
}
