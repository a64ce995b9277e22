//! Words and names of both scripts that keep together.

use crate::formatting::support::latin::is_latin_or_digit;
use curate_document::Glyph;
use curate_document::script::is_cjk_letter;

/// Words that are one word: dictionaries list them, and a space would tear them apart.
pub(crate) const FIXED_WORDS: [&str; 16] =
    ["A股", "B股", "H股", "K歌", "K线", "K線", "T恤", "T台", "U盘", "U盤", "X光", "B超", "B站", "Q版", "C位", "P图"];

/// The same with more letters, in capitals.
const KARAOKE: &str = "卡拉OK";

/// Whether the border behind the glyph at `index` is in or behind a word that is written with both scripts.
pub(crate) fn is_fixed_word(glyphs: &[Glyph], index: usize) -> bool {
    let character = |at: usize| glyphs.get(at).map(|glyph| glyph.character);
    let is_alone = index.checked_sub(1).and_then(character).is_none_or(|before| !is_latin_or_digit(before));
    let pair = [character(index), character(index + 1)];
    let is_karaoke = |start: usize| {
        let mut letters = KARAOKE.chars().enumerate();
        letters.all(|(at, letter)| character(start + at).is_some_and(|written| written.to_ascii_uppercase() == letter))
    };
    is_alone && FIXED_WORDS.iter().any(|word| word.chars().map(Some).eq(pair))
        || (index.saturating_sub(KARAOKE.chars().count() - 1)..=index).any(is_karaoke)
}

/// Whether Latin text that ends at `index` begins with a sign that keeps no space from the Chinese before it: `支持.NET平台`,
/// `见~/.bashrc文件`. A space behind it alone reads worse than none.
pub(crate) fn would_be_one_sided(glyphs: &[Glyph], index: usize) -> bool {
    let character = |at: usize| glyphs.get(at).map(|glyph| glyph.character);
    let is_part =
        |at: &usize| character(*at).is_some_and(|written| written.is_ascii_graphic() || matches!(written, '¥' | '￥'));
    let Some(start) = (0..=index).rev().take_while(is_part).last() else { return false };
    let is_sign = match character(start) {
        Some('.') => character(start + 1).is_some_and(|next| next.is_ascii_alphabetic()),
        Some('~' | '¥' | '￥' | '$' | '€' | '£') => true,
        Some('/') => (start + 1..index).any(|at| character(at) == Some('/')),
        _ => false,
    };
    is_sign && start.checked_sub(1).and_then(character).is_some_and(is_cjk_letter)
}
