//! Normal forms in which rendered texts are compared.

use crate::language::script::is_emoji_like;
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// `text` without what is invisible in a comparison: NFKC, lower case, white space collapsed and trimmed.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        let mut folded = collapsed(text);
        folded.make_ascii_lowercase();
        return folded;
    }
    let lower: String = if is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        text.chars().flat_map(char::to_lowercase).collect()
    } else {
        text.nfkc().flat_map(char::to_lowercase).collect()
    };
    collapsed(&lower)
}

/// The same number for texts whose [`folded`] forms are the same; different ones for most texts whose beginnings differ. Quicker
/// than comparing those forms.
pub fn folded_hash(text: &str) -> u64 {
    let hash = |bytes: &[u8]| {
        let solid = bytes.iter().filter(|byte| !byte.is_ascii_whitespace() && **byte != 0x0B).take(HASHED);
        solid.fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01B3)
        })
    };
    if text.is_ascii() {
        return hash(text.as_bytes());
    }
    // The beginning of a folded form comes from that of the text, white space aside; four characters are never less than one byte.
    let mut solid = 0;
    let end = text.char_indices().find(|(_, character)| {
        solid += usize::from(!character.is_whitespace());
        solid > HASHED * 4
    });
    hash(folded(text.get(..end.map_or(text.len(), |(at, _)| at)).unwrap_or(text)).as_bytes())
}

/// So many bytes of a text distinguish it from most others.
const HASHED: usize = 24;

/// [`folded`], without emoji, `:shortcodes:`, and the punctuation at either end that decorates a heading.
pub fn undecorated(text: &str) -> String {
    let folded = folded(text);
    let bare = if folded.contains(':') { Cow::Owned(without_shortcodes(&folded)) } else { Cow::Borrowed(&*folded) };
    let kept = if bare.is_ascii() {
        bare
    } else {
        Cow::Owned(bare.chars().filter(|character| !is_decoration(*character)).collect::<String>())
    };
    let is_edge = |character: char| {
        matches!(character, ':' | '-' | '–' | '—' | '·' | '•' | '|' | '"' | '\'' | '“' | '”')
            || character.is_whitespace()
    };
    let trimmed = kept.trim_matches(is_edge);
    if trimmed.is_empty() { folded } else { collapsed(trimmed) }
}

/// The letters, marks and digits of `text` in the form of [`folded`], nothing between them.
pub fn letters(text: &str) -> String {
    folded(text).chars().filter(|character| is_part_of_word(*character)).collect()
}

/// The words of `text` in the form of [`folded`].
pub fn words(text: &str) -> Vec<String> {
    let folded = folded(text);
    folded.split(|character| !is_part_of_word(character)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Without white space at the end and one run of final punctuation.
pub fn without_final_punctuation(text: &str) -> &str {
    text.trim_end().trim_end_matches(['.', '。', '．', '!', '！', ';', '；', '।', '۔', '။', '።', '։']).trim_end()
}

/// Letters, digits and the marks that belong to them; variation selectors and the keycap are marks of emoji.
pub fn is_part_of_word(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric();
    }
    if matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{20E3}') {
        return false;
    }
    character.is_alphanumeric() || character.general_category_group() == GeneralCategoryGroup::Mark
}

fn is_decoration(character: char) -> bool {
    is_emoji_like(character) || matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{200B}' | '\u{2060}')
}

fn collapsed(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}

/// `text` without `:rocket:` and the like.
fn without_shortcodes(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(':') {
        kept.push_str(before);
        let name = after.split_once(':').map(|(name, _)| name).filter(|name| is_shortcode(name));
        if let Some(following) = name.and_then(|name| after.get(name.len() + 1..)) {
            rest = following;
        } else {
            kept.push(':');
            rest = after;
        }
    }
    kept.push_str(rest);
    kept
}

fn is_shortcode(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic() || matches!(first, '+' | '-'))
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (text, plain) in [
            ("🚀  Launch Pads:", "launch pads"),
            ("❤️ Sponsors", "sponsors"),
            (":rocket: Launch", "launch"),
            ("C++", "c++"),
            ("C#", "c#"),
            (".NET", ".net"),
            ("竞品：语言 模型", "竞品:语言 模型"),
            ("ＦＵＬＬ　width", "full width"),
            ("🚀", "🚀"),
            ("10:30: a", "10:30: a"),
        ] {
            assert_eq!(undecorated(text), plain, "{text}");
        }
        for text in ["A  b\tC ", "a b c", "Ａ b　c", "\u{B}a b\nc"] {
            assert_eq!(folded_hash(text), folded_hash("a b c"), "{text:?}");
        }
        assert_ne!(folded_hash("a b d"), folded_hash("a b c"));
        assert_eq!(letters("विषय-सूची, 2"), "विषयसूची2");
        assert_eq!(words("Data & Structures"), ["data", "structures"]);
        assert_eq!(without_final_punctuation("一。"), "一");
    }
}
