//! Descriptions that say who made a thing, in which form and when, and nothing of the thing itself.

use curate_document::script::is_cjk_letter;

/// Small words between names, in lower case.
const PARTICLES: [&str; 29] = [
    "and", "by", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "van", "von", "la", "le", "et", "y", "e",
    "und", "och", "og", "en", "with", "al", "bin", "ibn", "of", "at", "the",
];
/// How credits begin, in lower case.
const CREDITS: [&str; 12] = [
    "by ",
    "written by",
    "compiled by",
    "compiled from",
    "edited by",
    "translated by",
    "created by",
    "made by",
    "author:",
    "作者",
    "著者",
    "por ",
];
/// A name in Chinese, Japanese or Korean has at most this many characters.
const LONGEST_CJK_NAME: usize = 5;
/// A name in a script without letter cases has at most this many words.
const LONGEST_NAME: usize = 3;

/// A name whose words do not begin with capitals has at most this many words …
const WORDS_OF_NAME: usize = 3;
/// … of this many letters in all.
const LONGEST_WORDS: usize = 24;
/// The name of a publisher has at most this many words.
const LONGEST_PUBLISHER: usize = 5;
/// A length has at most this many words …
const WORDS_OF_LENGTH: usize = 4;
/// … and its unit this many letters.
const LONGEST_UNIT: usize = 9;
/// What stands around a nickname.
const QUOTES: [char; 10] = ['"', '\'', '“', '”', '‘', '’', '«', '»', '„', '`'];
/// What books come as.
const FORMATS: [&str; 10] = ["pdf", "html", "epub", "mobi", "kindle", "gitbook", "djvu", "docx", "odt", "txt"];

/// Whether `text` is names, formats, years and remarks in brackets: `Jane Doe, John Roe (PDF, EPUB) (2014)`.
pub(crate) fn is_attribution(text: &str) -> bool {
    let outside = without_brackets(text);
    let bare = outside.trim_matches(|character: char| !character.is_alphanumeric() && !QUOTES.contains(&character));
    let lower = bare.to_lowercase();
    if bare.is_empty() || CREDITS.iter().any(|credit| lower.starts_with(credit)) {
        return true;
    }
    let parts: Vec<&str> = bare
        .split([',', '、', '，', ';', '；', '/', '&', '|', '·'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let has_case = bare.chars().any(|character| character.is_lowercase() || character.is_uppercase());
    if has_case {
        // Beside names, `The Lamp community` is one as well.
        let names = parts.iter().filter(|part| is_capitalised(part)).count();
        let is_credit = |part: &str| is_capitalised(part) || is_publisher(part) || is_length(part);
        let are_lengths = parts.iter().all(|part| is_length(part));
        let are_names = are_lengths || names > 0 && parts.iter().all(|part| is_credit(part));
        return are_names || has_format(text) && is_publisher(&outside);
    }
    parts.len() > 1 && parts.iter().all(|part| is_short_name(part))
}

/// Whether `text` is a few words, as names of people, channels and sites are, in lower case too.
pub(crate) fn is_name(text: &str) -> bool {
    let outside = without_brackets(text);
    let bare = outside.trim_matches(|character: char| !character.is_alphanumeric());
    let letters = bare.chars().filter(|character| character.is_alphanumeric()).count();
    let longest = if bare.chars().any(is_cjk_letter) { LONGEST_CJK_NAME } else { LONGEST_WORDS };
    let is_sentence = outside.trim_end().ends_with(['.', '。', '।', '？', '?']);
    let is_few = letters <= longest && bare.split_whitespace().count() <= WORDS_OF_NAME && !begins_with_article(bare);
    !is_sentence && (is_few || is_publisher(bare))
}

/// Whether every word of `part` is a name or a small word between names.
fn is_capitalised(part: &str) -> bool {
    let words = part.split_whitespace().filter(|word| !is_nickname(word));
    let mut words = words.map(|word| word.trim_matches(['*', '_', '"', '\'', '.', '-', '–', '—', ':']));
    words.all(|word| {
        let first = word.chars().next();
        let begins = first.is_none_or(|first| !first.is_lowercase());
        begins
            || PARTICLES.contains(&word)
            || word.starts_with("d\u{2019}")
            || word.starts_with("d\'")
            || word.contains('.')
    })
}

/// Whether `word` is in quotes: `Jane "ladder" Doe`.
fn is_nickname(word: &str) -> bool {
    word.starts_with(QUOTES) && word.chars().count() > 2 && word.ends_with(QUOTES)
}

/// Whether the last thing in brackets in `text` is a format: `(PDF)`, `(HTML, EPUB)`.
fn has_format(text: &str) -> bool {
    let inside =
        text.trim_end().trim_end_matches('.').strip_suffix([')', '）']).and_then(|text| text.rsplit_once(['(', '（']));
    inside.is_some_and(|(_, inside)| {
        let mut words = inside.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
        words.any(|word| FORMATS.iter().any(|format| format.eq_ignore_ascii_case(word)))
    })
}

/// Whether the few words `text`, before a format, name who published a thing: most begin with a capital (`The Lamp magazine`).
fn is_publisher(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).collect();
    let capitals = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    !begins_with_article(text) && words.len() <= LONGEST_PUBLISHER && capitals * 2 > words.len()
}

fn begins_with_article(text: &str) -> bool {
    text.split_whitespace()
        .find(|word| word.contains(char::is_alphanumeric))
        .is_some_and(|word| ["A", "An"].contains(&word))
}

/// Whether `part` is how long a thing is: `13 minutes`, `1 h 20 min`, `320 pages`.
fn is_length(part: &str) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    let is_number = |word: &str| word.starts_with(|first: char| first.is_numeric());
    let is_unit = |word: &str| word.chars().count() <= LONGEST_UNIT && word.chars().all(char::is_alphabetic);
    words.len() <= WORDS_OF_LENGTH
        && words.chunks(2).all(|pair| match pair {
            [number, unit] => is_number(number) && is_unit(unit),
            [number] => is_number(number),
            _ => false,
        })
}

fn is_short_name(part: &str) -> bool {
    let letters = part.chars().filter(|character| character.is_alphanumeric()).count();
    if part.chars().any(is_cjk_letter) {
        return letters <= LONGEST_CJK_NAME;
    }
    part.split_whitespace().count() <= LONGEST_NAME
}

/// `text` without what is in brackets.
pub(crate) fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut bare = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '(' | '（' | '[' | '【' | '{' => depth += 1,
            ')' | '）' | ']' | '】' | '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(character),
            _ => {}
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (text, expected) in [
            (" - lampshop", true),
            ("lampShop (HTML)", true),
            (" - lantern house", true),
            ("", true),
            (" - 王小明", true),
            (" - 启动极快的文本编辑器", false),
            (" - LS Academy for Light", true),
            (" - friends of lamps", true),
            (" - A lamp", false),
            (" - A lamp for the desk", false),
            (" - Desk lamps.", false),
        ] {
            assert_eq!(is_name(text), expected, "{text}");
        }
    }

    #[test]
    fn attributions() {
        for (text, expected) in [
            ("Jane Doe, John Roe (PDF, EPUB) (archived)", true),
            ("Richard Miles *(:construction: in process)*", true),
            ("Ludwig van Marsh, J. Q. Public and Marie de Lune (2014)", true),
            ("Jane \"ladder\" Doe, Richard “rope” Miles", true),
            (" - Jane Doe \"ladder\"", true),
            ("The Lamp magazine (PDF)", true),
            ("Jane Doe, The Lamp community", true),
            ("Jane Doe, the one who lit all lamps", false),
            ("The Lamp is a magazine of few words (PDF)", false),
            ("A calculator (PDF)", false),
            ("(PDF, HTML, EPUB, Kindle)", true),
            ("2014, 2015", true),
            ("(Dr. Jane DOE @LampTalks) {13 dakika}", true),
            ("(Jane Doe @LampTalks) - 13 minutes", true),
            ("Jane Doe, 1 h 20 min", true),
            ("Jane Doe, 13 lamps that everybody should have", false),
            ("王小明、李四、欧阳修 (PDF)", true),
            ("山田 太郎、佐藤 花子（電子書籍）", true),
            ("محمد علي، أحمد حسن", false),
            ("Shows the history of a text with all its authors and dates.", false),
            ("A calculator for the command line.", false),
            ("启动极快的文本编辑器，支持多种语言。", false),
            ("Ein Rechner für die Kommandozeile.", false),
        ] {
            assert_eq!(is_attribution(text), expected, "{text}");
        }
    }
}
