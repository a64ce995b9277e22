//! In what order titles come.

use crate::engine::normal_text::folded;
use curate_document::script::{is_emoji_like, is_han, is_latin_letter};
use pinyin::ToPinyin;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How titles are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collation {
    /// By the characters as they are: `Z` before `a`.
    CodePoint,
    /// Without regard to case, accents of Latin letters, punctuation and emoji; `C#` and `C++` keep theirs.
    CaseFolded,
    /// The same, Han letters read aloud: 编 (bian) between `Basil` and `Cobalt`.
    Pinyin,
}

impl Collation {
    /// What `title`, as rendered, is compared by. One of `articles` (lower case) at its start does not count.
    pub fn key(self, title: &str, articles: &[String]) -> String {
        let title = title.trim();
        if self == Self::CodePoint {
            return without_article(title, &title.to_lowercase(), articles).to_owned();
        }
        let plain = folded(title);
        let bare = plain.trim_start_matches(|character: char| !character.is_alphanumeric() || is_emoji_like(character));
        let key = self.words(without_article(bare, bare, articles));
        if key.is_empty() { plain } else { key }
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
        for character in name.nfd() {
            if is_combining_mark(character) {
                if !is_latin {
                    push(character);
                }
                continue;
            }
            is_latin = is_latin_letter(character);
            if let Some(syllable) = character.to_pinyin().filter(|_| self == Self::Pinyin && is_han(character)) {
                // A space keeps syllables apart: `xi an` comes before `xian`.
                syllable.plain().chars().map(|letter| if letter == 'ü' { 'v' } else { letter }).for_each(&mut push);
                push(' ');
            } else if character.is_alphanumeric() || matches!(character, '+' | '#') {
                push(character);
            } else if !matches!(character, '.' | '\'' | '’' | '\u{200C}' | '\u{200D}') {
                push(' ');
            }
        }
        key.trim_end().to_owned()
    }
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
        let sorted = |collation: Collation, titles: &[&'static str]| {
            let mut titles = titles.to_vec();
            titles.sort_by_key(|title| collation.key(title, &articles));
            titles
        };
        assert_eq!(sorted(Collation::CodePoint, &["a", "Z", "_b"]), ["Z", "_b", "a"]);
        assert_eq!(
            sorted(
                Collation::CaseFolded,
                &["zeta", "Émeraude", "The Delta", "🚀 Comet", "@basil/kit", "L'Étoile", "alpha"]
            ),
            ["alpha", "@basil/kit", "🚀 Comet", "The Delta", "Émeraude", "L'Étoile", "zeta"]
        );
        assert_eq!(sorted(Collation::CaseFolded, &["яблоко", "Йод", "Груша"]), ["Груша", "Йод", "яблоко"]);
        assert_eq!(
            sorted(Collation::Pinyin, &["中文", "Basil", "编译器", "Cobalt", "西安", "先生", "阿里"]),
            ["阿里", "Basil", "编译器", "Cobalt", "西安", "先生", "中文"]
        );
        assert_eq!(
            sorted(
                Collation::CaseFolded,
                &["Lantern for all", "Lantern: a book", "C++", "C#", "C", "Node.js", "node-up"]
            ),
            ["C", "C#", "C++", "Lantern: a book", "Lantern for all", "node-up", "Node.js"]
        );
        assert_eq!(Collation::CaseFolded.key("!?", &[]), "!?");
        assert_eq!(Collation::CaseFolded.key("The", &articles), "the");
        assert_eq!(Collation::CaseFolded.key("Theory", &articles), "theory");
        assert_eq!(Collation::CaseFolded.key("कमल", &[]), Collation::CaseFolded.key("कमल ", &[]));
    }
}
