//! Which characters end sentences, and which may stand around such marks.

use curate_document::block::OBJECT;
use curate_document::script::{display_width, is_emoji_like};

/// What ends a sentence, in any script.
pub(crate) const SENTENCE_ENDS: [char; 21] =
    ['.', '!', '?', '…', '‥', '‽', '。', '！', '？', '．', '｡', '।', '॥', '؟', '۔', '׃', '։', '။', '።', '។', '៕'];

/// What closes a sentence or part of one, and may have a mark behind it.
pub(crate) const CLOSERS: [char; 20] =
    [')', ']', '}', '）', '］', '】', '」', '』', '》', '〉', '〕', '"', '\'', '”', '’', '»', '›', '“', '＂', '〞'];

/// Whether a mark may stand behind `character`.
pub(crate) fn takes_mark(character: char) -> bool {
    !is_emoji_like(character)
        && (character.is_alphanumeric()
            || CLOSERS.contains(&character)
            // `C++`, `C#`, `30 %`, code, what is not text.
            || matches!(character, '+' | '#' | '%' | '`' | OBJECT)
            || is_combining(character))
}

/// Whether `character` is seen by nobody: marks of direction, joiners.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{61C}' | '\u{FEFF}')
}

/// Whether `character` is written on the one before it: a vowel sign, an accent.
pub(crate) fn is_combining(character: char) -> bool {
    !character.is_ascii() && !character.is_whitespace() && display_width(character.encode_utf8(&mut [0; 4])) == 0
}
