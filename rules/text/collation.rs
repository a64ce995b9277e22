//! In what order titles come.

use curate_document::normal_text::folded;
use curate_document::script::{is_emoji_like, is_han, is_latin_letter};
use pinyin::ToPinyin;
use schemars::JsonSchema;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How titles are compared, as the user says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Collation {
    /// By the characters as they are: `Z` before `a`.
    CodePoint,
    /// Without regard to case.
    #[default]
    CaseFolded,
    /// The same, and numbers by their value: `2` before `10`, `3.9` before `3.10`.
    Natural,
    /// As dictionaries of the edition's language have it.
    Locale,
    /// As case-folded, Han letters read aloud: 编 (bian) between `Basil` and `Cobalt`.
    Pinyin,
}

/// One way in which a list can be in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// The characters as they are.
    CodePoints,
    /// Word by word in lower case, numbers by their value, without accents of Latin letters, punctuation and emoji; `C#` and `C++` keep theirs.
    Words,
    /// All characters in lower case.
    Folded,
    /// The same as in whole lines of markdown, where a bracket follows the title: `Ada Kit]` before `Ada]`.
    Lines,
    /// As words, Han letters by their most usual reading.
    Spoken,
    /// The same, titles that begin with a Han letter after all others.
    SpokenLast,
}

impl Collation {
    /// The ways of being in order that it stands for, the usual one first.
    pub(crate) fn readings(self) -> &'static [Reading] {
        match self {
            Self::CodePoint => &[Reading::CodePoints],
            // Where the order of the language is not known, that of words is nearest to it.
            Self::Natural | Self::Locale => &[Reading::Words],
            Self::CaseFolded => &[Reading::Words, Reading::Folded, Reading::Lines],
            Self::Pinyin => &[Reading::Spoken, Reading::SpokenLast],
        }
    }
}

impl Reading {
    /// What `title`, as rendered, is compared by. One of `articles` (lower case) at its start does not count.
    pub(crate) fn key(self, title: &str, articles: &[String]) -> String {
        let title = title.trim();
        if self == Self::CodePoints {
            return without_article(title, &title.to_lowercase(), articles).to_owned();
        }
        let plain = folded(title);
        match self {
            Self::Folded => return without_article(&plain, &plain, articles).to_owned(),
            Self::Lines => return format!("{}]", without_article(&plain, &plain, articles)),
            _ => {}
        }
        let bare = plain.trim_start_matches(|character: char| !character.is_alphanumeric() || is_emoji_like(character));
        let name = without_article(bare, bare, articles);
        let key = self.words(name);
        if key.is_empty() {
            return plain;
        }
        if self == Self::SpokenLast && name.starts_with(is_han) { format!("{}{key}", char::MAX) } else { key }
    }

    /// The words of `name`, with one space between them.
    fn words(self, name: &str) -> String {
        let mut key = String::with_capacity(name.len());
        let mut push = |part: char| {
            if part != ' ' || !key.ends_with(' ') && !key.is_empty() {
                key.push(part);
            }
        };
        let mut is_latin = false;
        let mut characters = name.nfd().peekable();
        let mut last = ' ';
        while let Some(character) = characters.next() {
            let before = std::mem::replace(&mut last, character);
            if is_combining_mark(character) {
                if !is_latin {
                    push(character);
                }
                continue;
            }
            is_latin = is_latin_letter(character);
            if let Some(syllable) = character.to_pinyin().filter(|_| self != Self::Words && is_han(character)) {
                // A space keeps syllables apart: `xi an` comes before `xian`.
                syllable.plain().chars().map(|letter| if letter == 'ü' { 'v' } else { letter }).for_each(&mut push);
                push(' ');
            } else if character.is_alphanumeric() || matches!(character, '+' | '#') {
                push(character);
            } else if !matches!(character, '.' | '\'' | '’' | '\u{200C}' | '\u{200D}') {
                push(' ');
            } else if before.is_ascii_digit() && characters.peek().is_some_and(char::is_ascii_digit) {
                // `3.9` comes before `3.10`.
                push(' ');
            }
        }
        by_value(key.trim_end())
    }
}

/// `text` with the number of its digits before each number, so that `2` comes before `10`.
fn by_value(text: &str) -> String {
    let mut key = String::with_capacity(text.len() + 4);
    let mut rest = text;
    while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|character: char| !character.is_ascii_digit()).unwrap_or(from.len());
        let (number, after) = from.split_at(end);
        let digits = number.trim_start_matches('0');
        key.push_str(before);
        // A nine says that more digits are to come.
        let mut length = digits.len();
        while length >= 9 {
            key.push('9');
            length -= 9;
        }
        key.extend(char::from_digit(length as u32, 10));
        key.push_str(digits);
        rest = after;
    }
    key.push_str(rest);
    key
}

/// `title` without what stands before its first letter or number, and without the article that it begins with then.
pub(crate) fn bare_title<'a>(title: &'a str, articles: &[String]) -> &'a str {
    let bare = title.trim_start_matches(|character: char| !character.is_alphanumeric() || is_emoji_like(character));
    let name = without_article(bare, &bare.to_lowercase(), articles);
    if name.is_empty() { title } else { name }
}

/// `title` without the article that `lower`, the same in lower case, begins with.
fn without_article<'a>(title: &'a str, lower: &str, articles: &[String]) -> &'a str {
    let rest = articles.iter().find_map(|article| {
        let after = lower.strip_prefix(article.as_str())?;
        let is_whole = article.ends_with(['\'', '’']) || after.starts_with(char::is_whitespace);
        let rest = title.get(title.len().checked_sub(after.len())?..)?.trim_start();
        (is_whole && !rest.is_empty()).then_some(rest)
    });
    rest.unwrap_or(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders() {
        let articles = ["the".to_owned(), "l'".to_owned()];
        let sorted = |reading: Reading, titles: &[&'static str]| {
            let mut titles = titles.to_vec();
            titles.sort_by_key(|title| reading.key(title, &articles));
            titles
        };
        assert_eq!(sorted(Reading::CodePoints, &["a", "Z", "_b"]), ["Z", "_b", "a"]);
        assert_eq!(
            sorted(Reading::Words, &["zeta", "Émeraude", "The Delta", "🚀 Comet", "@basil/kit", "L'Étoile", "alpha"]),
            ["alpha", "@basil/kit", "🚀 Comet", "The Delta", "Émeraude", "L'Étoile", "zeta"]
        );
        assert_eq!(sorted(Reading::Words, &["яблоко", "Йод", "Груша"]), ["Груша", "Йод", "яблоко"]);
        assert_eq!(
            sorted(Reading::Spoken, &["中文", "Basil", "编译器", "Cobalt", "西安", "先生", "阿里"]),
            ["阿里", "Basil", "编译器", "Cobalt", "西安", "先生", "中文"]
        );
        assert_eq!(
            sorted(Reading::Words, &["Lantern for all", "Lantern: a book", "C++", "C#", "C", "Node.js", "node-up"]),
            ["C", "C#", "C++", "Lantern: a book", "Lantern for all", "node-up", "Node.js"]
        );
        assert_eq!(
            sorted(Reading::Folded, &["ada_kit", "ada kit", "ada", "Ásgard", "zeta"]),
            ["ada", "ada kit", "ada_kit", "zeta", "Ásgard"]
        );
        assert_eq!(sorted(Reading::Lines, &["Ada", "Ada Kit", "Adage"]), ["Ada Kit", "Ada", "Adage"]);
        assert_eq!(sorted(Reading::SpokenLast, &["阿里", "Zeta", "编译器", "2go"]), ["2go", "Zeta", "阿里", "编译器"]);
        assert_eq!(
            sorted(
                Reading::Words,
                &[
                    "Lesson 10",
                    "Lesson 2",
                    "Manual 3.10",
                    "Manual 3.9",
                    "Lesson 1",
                    "Manual 12.1",
                    "A 007",
                    "A 12",
                    "A 1000000000",
                    "A 999999999"
                ]
            ),
            [
                "A 007",
                "A 12",
                "A 999999999",
                "A 1000000000",
                "Lesson 1",
                "Lesson 2",
                "Lesson 10",
                "Manual 3.9",
                "Manual 3.10",
                "Manual 12.1"
            ]
        );
        assert_eq!(Reading::Words.key("!?", &[]), "!?");
        assert_eq!(Reading::Words.key("The", &articles), "the");
        assert_eq!(Reading::Words.key("Theory", &articles), "theory");
        assert_eq!(Reading::Words.key("कमल", &[]), Reading::Words.key("कमल ", &[]));
    }
}
