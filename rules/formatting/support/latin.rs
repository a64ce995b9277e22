//! Latin text, as opposed to Han letters and kana.

use curate_document::script::is_latin_letter;

/// A Latin letter or an ASCII digit.
pub(crate) fn is_latin_or_digit(character: char) -> bool {
    character.is_ascii_digit() || is_latin_letter(character)
}
