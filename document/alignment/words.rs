//! What of a title survives translation: its normal form, and its Latin words and numbers.

use super::text_hash::{TextHash, text_hash};
use unicode_normalization::UnicodeNormalization;

/// The title in the form that is compared: NFKC, lower case, letters and digits, one space between words.
pub(super) fn normal_title(rendered: &str) -> String {
    let mut normal = String::with_capacity(rendered.len());
    let mut blank = false;
    let mut push = |character: char| {
        if character.is_alphanumeric() || is_mark(character) {
            if blank && !normal.is_empty() {
                normal.push(' ');
            }
            blank = false;
            normal.push(character);
        } else if !matches!(character, '\'' | '’') {
            // `don't` is one word.
            blank = true;
        }
    };
    if rendered.is_ascii() {
        rendered.chars().map(|character| character.to_ascii_lowercase()).for_each(&mut push);
    } else {
        rendered.nfkc().flat_map(char::to_lowercase).map(ascii_digit).for_each(&mut push);
    }
    normal
}

/// A digit of another script as that of ASCII: years and versions are the same in every language.
pub(super) fn ascii_digit(character: char) -> char {
    /// The zeros of Arabic, Persian, Devanagari, Bengali, Tamil, Telugu, Kannada, Malayalam, Thai, Lao, Myanmar and Khmer.
    const ZEROS: &[u32] = &[0x660, 0x6F0, 0x966, 0x9E6, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0x1040, 0x17E0];
    let code = u32::from(character);
    let digit = ZEROS.iter().map(|zero| code.wrapping_sub(*zero)).find(|digit| *digit < 10);
    digit.and_then(|digit| char::from_digit(digit, 10)).unwrap_or(character)
}

/// The number that a title begins with, in ASCII: `3.9` of `✔ 3.9 Names`, `3` of `３、名前`. A bare number is a part of the text: `3 things`.
pub(super) fn leading_number(rendered: &str) -> Option<String> {
    let normal: String = rendered.nfkc().map(ascii_digit).collect();
    let start = normal.trim_start_matches(|character: char| !character.is_alphanumeric());
    let end = start.find(|character: char| !character.is_ascii_digit() && character != '.').unwrap_or(start.len());
    let (number, rest) = start.split_at_checked(end)?;
    let is_closed = number.contains('.') || rest.starts_with([')', '、', ':']);
    let is_word = rest.starts_with(|character: char| character.is_ascii_alphanumeric()) && !number.ends_with('.');
    let number = number.trim_end_matches('.');
    (is_closed && !is_word && number.starts_with(|character: char| character.is_ascii_digit()))
        .then(|| number.to_owned())
}

/// Characters that distinguish names without being letters: `C++`, `C#`, vowel signs.
fn is_mark(character: char) -> bool {
    matches!(character, '+' | '#')
        || (!character.is_ascii() && unicode_normalization::char::is_combining_mark(character))
}

/// The Latin words and the numbers of a normal title, in order; `gpt4` is one word.
pub(super) fn words(normal: &str) -> impl Iterator<Item = &str> {
    normal.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether no translator changes a Latin word: it has a digit or a capital inside.
pub(super) fn is_kept(word: &str) -> bool {
    let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
    has_digit || word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase())
}

/// Words that stand in any English title and say nothing.
pub(super) fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "the"
            | "of"
            | "and"
            | "or"
            | "for"
            | "to"
            | "in"
            | "on"
            | "with"
            | "by"
            | "from"
            | "vs"
            | "versus"
    )
}

/// Words of headings that stand in any list: that two share one of them says nothing.
pub(super) fn is_stop_word(word: &str) -> bool {
    let is_general = matches!(
        word,
        "other"
            | "others"
            | "misc"
            | "miscellaneous"
            | "various"
            | "general"
            | "more"
            | "extra"
            | "extras"
            | "etc"
            | "tool"
            | "tools"
            | "resource"
            | "resources"
            | "list"
            | "lists"
            | "link"
            | "links"
            | "useful"
            | "related"
            | "awesome"
            | "software"
            | "project"
            | "projects"
            | "app"
            | "apps"
            | "application"
            | "applications"
    );
    is_general || is_filler(word)
}

/// How much two sorted sets of words share: 1 where one is in the other and they have the same size, 0 where nothing is.
pub(super) fn similarity(first: &[TextHash], second: &[TextHash]) -> f32 {
    let shared = shared(first, second) as f32;
    let (fewest, all) = (first.len().min(second.len()), first.len() + second.len());
    if fewest == 0 { 0.0 } else { 0.5 * (2.0 * shared / all as f32) + 0.5 * (shared / fewest as f32) }
}

/// How many words two sorted sets share.
pub(super) fn shared(first: &[TextHash], second: &[TextHash]) -> usize {
    first.iter().filter(|word| second.binary_search(word).is_ok()).count()
}

/// The numbers of the words of a normal title that are not `left_out`, sorted.
pub(super) fn word_hashes(normal: &str, left_out: impl Fn(&str) -> bool) -> Vec<TextHash> {
    let mut numbers: Vec<TextHash> = words(normal).filter(|word| !left_out(word)).map(text_hash).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
