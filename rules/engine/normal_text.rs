//! Normal forms in which rendered texts are compared.

use curate_document::script::is_emoji_like;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// `text` without what is invisible in a comparison: NFKC, lower case, white space collapsed and trimmed.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return collapsed(&text.to_ascii_lowercase());
    }
    collapsed(&text.nfkc().flat_map(char::to_lowercase).collect::<String>())
}

/// [`folded`], without emoji, `:shortcodes:`, and the punctuation at either end that decorates a heading.
pub fn undecorated(text: &str) -> String {
    let folded = folded(text);
    let kept: String = without_shortcodes(&folded).chars().filter(|character| !is_decoration(*character)).collect();
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
fn is_part_of_word(character: char) -> bool {
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
    let mut words = text.split_whitespace();
    let mut joined = words.next().unwrap_or("").to_owned();
    for word in words {
        joined.push(' ');
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
        assert_eq!(letters("विषय-सूची, 2"), "विषयसूची2");
        assert_eq!(words("Data & Structures"), ["data", "structures"]);
        assert_eq!(without_final_punctuation("一。"), "一");
    }
}
