//! Whether a description is a sentence or a name for what it describes: many lists put a stop after the one and none after the
//! other.

use crate::entries::support::word_set::WordSet;
use curate_document::Edition;
use curate_document::script::{WritingSystem, is_han};

/// What a description is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DescriptionForm {
    /// A finite clause: `Lamp is a compiler`, `計算します`, `계산한다`.
    Clause,
    /// A noun phrase, or a verb without a subject: `A compiler`, `Compiles lamps`, `計算するツール`.
    Phrase,
}

/// One description in this many with small words of a known language shows that others are in one, too.
const KNOWN_PART: usize = 10;
/// Languages in Latin letters whose verbs are known here.
const KNOWN: [&str; 7] = ["en", "es", "pt", "fr", "de", "it", "nl"];
/// Small words that languages not known here do not have, sorted.
#[rustfmt::skip]
static SMALL_WORDS: WordSet<41> = WordSet::new([
    "an", "and", "avec", "com", "con", "dans", "das", "del", "della", "der", "des", "die", "dos", "du", "een", "ein", "eine",
    "et", "for", "from", "für", "gli", "het", "las", "les", "los", "mit", "of", "para", "por", "pour", "sur", "the", "um",
    "uma", "und", "une", "van", "voor", "with", "your",
]);
/// Verbs that have a subject, sorted.
#[rustfmt::skip]
static VERBS: WordSet<115> = WordSet::new([
    "aims", "allows", "are", "aren't", "bevat", "biedt", "bietet", "can", "can't", "cannot", "comes", "consente", "consists",
    "contains", "contiene", "contient", "contém", "could", "covers", "did", "do", "does", "doesn't", "don't", "enables",
    "enthält", "ermöglicht", "est", "está", "están", "estão", "foi", "fue", "gibt", "gives", "haben", "had", "has", "hat",
    "have", "hay", "heeft", "helps", "here's", "hilft", "há", "i'm", "includes", "incluye", "is", "isn't", "ist", "it's", "kan",
    "kann", "können", "lets", "makes", "may", "might", "must", "nous", "nós", "oferece", "offers", "offre", "ofrece", "permet",
    "permette", "permettent", "permite", "permiten", "peut", "pode", "propose", "provides", "puede", "puedes", "può", "should",
    "sind", "son", "sono", "sont", "supports", "são", "tem", "there's", "they're", "tiene", "tienen", "têm", "vamos", "você",
    "vous", "war", "was", "wasn't", "we're", "werden", "were", "what's", "will", "wir", "wird", "won't", "worden", "wordt",
    "would", "you'll", "you're", "you've", "zijn", "è", "é",
]);
/// What begins the object of a verb, sorted.
static OBJECTS: WordSet<18> = WordSet::new([
    "a", "all", "an", "any", "each", "every", "it", "its", "me", "our", "the", "their", "them", "these", "this", "us",
    "you", "your",
]);
/// What the subject of a sentence begins with, or a name for something, sorted.
static DETERMINERS: WordSet<22> = WordSet::new([
    "all", "das", "der", "die", "each", "el", "every", "il", "la", "las", "le", "les", "los", "most", "my", "o", "os",
    "our", "some", "the", "users", "your",
]);
/// What the clause or infinitive inside of a phrase begins with, sorted.
#[rustfmt::skip]
static RELATIVES: WordSet<17> = WordSet::new([
    "as", "che", "how", "if", "où", "que", "qui", "than", "that", "to", "what", "when", "where", "whether", "which", "who",
    "why",
]);
/// Subjects at the beginning of a sentence, sorted.
#[rustfmt::skip]
static SUBJECTS: WordSet<25> = WordSet::new([
    "cet", "cette", "dies", "diese", "dieser", "dieses", "elle", "es", "esse", "esta", "este", "esto", "here", "i", "il",
    "isto", "it", "questa", "questo", "there", "these", "they", "this", "we", "you",
]);
/// What goes on with a name that is not a subject (`Lamp for the desk`), sorted.
#[rustfmt::skip]
static CONNECTORS: WordSet<32> = WordSet::new([
    "and", "as", "at", "avec", "by", "com", "con", "da", "de", "del", "do", "e", "en", "et", "for", "from", "für", "in", "mit",
    "of", "on", "or", "para", "por", "pour", "to", "und", "via", "von", "vs", "with", "y",
]);
/// What only a clause has in a Chinese description.
#[rustfmt::skip]
const CHINESE: [&str; 34] = [
    "是", "，", "；", "：", ",", "本", "该", "該", "这", "這", "此", "它", "提供", "包含", "包括", "可以", "可用",
    "能够", "能夠", "允许", "允許", "帮助", "幫助", "我", "你", "您", "请", "請", "将", "將", "已经", "已經", "没有",
    "沒有",
];
/// The last letters of Japanese verbs and adjectives, `です` and `た` among them, and of the particles that end a sentence.
const JAPANESE: [char; 17] =
    ['す', 'る', 'た', 'だ', 'い', 'ん', 'う', 'く', 'ぐ', 'つ', 'ぬ', 'ぶ', 'む', 'よ', 'ね', 'か', 'な'];
/// The last syllables of a Korean sentence.
const KOREAN: [&str; 8] = ["다", "요", "죠", "까", "시오", "보자", "하자", "어라"];
/// The ends of verbs in Hindi, Marathi and Nepali.
#[rustfmt::skip]
const DEVANAGARI: [&str; 24] = [
    "है", "हैं", "हूँ", "हूं", "हो", "था", "थे", "थी", "गा", "गे", "गी", "ता", "ते", "ती", "तो", "तात", "आहे", "आहेत", "छ", "छन्", "ें", "ओ", "िए", "या",
];

/// What reads the forms of the descriptions of one document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FormReader {
    /// Whether its Latin letters are of a language that is known here.
    is_known: bool,
}

impl FormReader {
    /// Of `edition`, whose descriptions in Latin letters are `texts`: its name says the language, or their small words do.
    pub(crate) fn of<'a>(edition: Option<&Edition>, texts: impl Iterator<Item = &'a str>) -> Self {
        let named = edition.filter(|edition| edition.says_language).and_then(|edition| edition.language.as_ref());
        if let Some(language) = named.filter(|language| language.writing_system() == Some(WritingSystem::Latin)) {
            return Self { is_known: KNOWN.contains(&language.primary()) };
        }
        let (mut all, mut known) = (0_usize, 0_usize);
        for text in texts {
            all += 1;
            known += usize::from(text.split_whitespace().any(|word| SMALL_WORDS.contains(word)));
        }
        Self { is_known: known * KNOWN_PART >= all }
    }

    /// The form of the description `text` in `writing_system`, as rendered and without its mark, of what is called `title`; `None`
    /// where words do not show it.
    pub(crate) fn form(self, title: &str, text: &str, writing_system: WritingSystem) -> Option<DescriptionForm> {
        let text = without_note(text.trim_end());
        let ends_with = |ends: &[&str]| ends.iter().any(|end| text.ends_with(end));
        let is_clause = match writing_system {
            WritingSystem::Latin if self.is_known && is_latin_clause(text) => true,
            WritingSystem::Latin if self.is_known && !may_begin_with_subject(text) => false,
            WritingSystem::Japanese => text.ends_with(JAPANESE),
            WritingSystem::Korean => ends_with(&KOREAN),
            WritingSystem::Devanagari => ends_with(&DEVANAGARI),
            WritingSystem::Chinese if CHINESE.iter().any(|word| text.contains(word)) => true,
            // A verb with its object looks like a noun.
            WritingSystem::Chinese if text.contains('的') => false,
            _ => return None,
        };
        Some(if is_clause || begins_with_subject(text, title) {
            DescriptionForm::Clause
        } else {
            DescriptionForm::Phrase
        })
    }
}

/// Whether `text` has a verb that no relative pronoun or infinitive takes, or begins with a subject.
fn is_latin_clause(text: &str) -> bool {
    let lower = text.to_lowercase().replace('’', "'");
    let words = lower.split_whitespace().map(|word| word.trim_matches(|character: char| !character.is_alphanumeric()));
    let (mut second, mut last) = ("", "");
    let mut is_predicate = false;
    for (index, word) in words.enumerate() {
        if index == 0 {
            // `It's`; `Reads plans and draws the lamps` has no subject.
            let subject = word.split('\'').next().unwrap_or("");
            if SUBJECTS.contains(subject) {
                return true;
            }
            is_predicate = looks_like_verb(word);
        } else {
            // Words are looked up as late as can be: there are as many as all descriptions have.
            let is_verb =
                VERBS.contains(word) || index > 1 && !is_predicate && looks_like_verb(last) && OBJECTS.contains(word);
            // `that reads the`: the pronoun stands before the verb, which stands before its object.
            let is_taken = || RELATIVES.contains(last) || RELATIVES.contains(second);
            if is_verb && !is_taken() {
                return true;
            }
        }
        (second, last) = (last, word);
    }
    false
}

/// Whether `word` may be a verb in the third person or the past, by its end.
fn looks_like_verb(word: &str) -> bool {
    word.len() > 3 && (word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("'s") || word.ends_with("ed"))
}

/// Whether the first word of `text` begins the subject of a sentence as often as a name for something: `The lamp reads plans`.
fn may_begin_with_subject(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or("").to_lowercase();
    DETERMINERS.contains(&first)
}

/// Whether `text` begins with `title` and goes on with what that is or does.
fn begins_with_subject(text: &str, title: &str) -> bool {
    let is_part = |character: &char| character.is_alphanumeric();
    let mut rest = text.chars();
    for wanted in title.chars().filter(is_part) {
        let found = rest.by_ref().find(is_part);
        if !found.is_some_and(|found| found.to_lowercase().eq(wanted.to_lowercase())) {
            return false;
        }
    }
    let rest = rest.as_str();
    let Some(first) = rest.trim_start().chars().next().filter(|_| title.contains(char::is_alphanumeric)) else {
        return false;
    };
    if is_han(first) {
        return !matches!(first, '的' | '之' | '用');
    }
    let word = rest.split_whitespace().next().unwrap_or("");
    rest.starts_with(char::is_whitespace) && first.is_lowercase() && !CONNECTORS.contains(word)
}

/// `text` without brackets at its end.
fn without_note(text: &str) -> &str {
    let Some(inside) = text.strip_suffix([')', '）', ']', '】']) else { return text };
    inside.rfind(['(', '（', '[', '【']).and_then(|open| inside.get(..open)).unwrap_or(text).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(SMALL_WORDS.words().is_sorted() && VERBS.words().is_sorted() && OBJECTS.words().is_sorted());
        assert!(DETERMINERS.words().is_sorted() && RELATIVES.words().is_sorted());
        assert!(SUBJECTS.words().is_sorted() && CONNECTORS.words().is_sorted());
    }

    #[test]
    fn forms() {
        use WritingSystem::{Chinese, Cyrillic, Devanagari, Japanese, Korean, Latin};
        let (clause, phrase) = (Some(DescriptionForm::Clause), Some(DescriptionForm::Phrase));
        for (title, text, writing_system, expected) in [
            ("Lamp", "Lamp is a light for the desk", Latin, clause),
            ("lamp-cli", "Lamp CLI lights the desk", Latin, clause),
            ("Lamp", "Lamp for the desk", Latin, phrase),
            ("Lamp", "Lampshade for the desk", Latin, phrase),
            ("Lamp", "This repository holds plans", Latin, clause),
            ("Lamp", "It’s a light", Latin, clause),
            ("Lamp", "A light that is bright and which also has a cord", Latin, phrase),
            ("Lamp", "Lights desks and has no cord", Latin, clause),
            ("Lamp", "Reads plans of lamps", Latin, phrase),
            ("Lamp", "Reads plans and draws the lamps", Latin, phrase),
            ("Lamp", "Anyone reads the plans", Latin, clause),
            ("Lamp", "A tool that reads the plans", Latin, phrase),
            ("Lamp", "The tool reads plans", Latin, None),
            ("Lamp", "Provides plans of lamps", Latin, phrase),
            ("Lamp", "Uma lâmpada que permite ler", Latin, phrase),
            ("Lamp", "A Lamp é uma lâmpada", Latin, clause),
            ("Lamp", "Eine Lampe, die hell ist", Latin, clause),
            ("ランプ", "机を照らすランプ", Japanese, phrase),
            ("ランプ", "机を照らします", Japanese, clause),
            ("ランプ", "机を照らす道具です（無料）", Japanese, clause),
            ("램프", "책상을 비추는 등", Korean, phrase),
            ("램프", "책상을 비춘다", Korean, clause),
            ("램프", "책상을 비추는 등입니다", Korean, clause),
            ("दीप", "मेज़ के लिए दीप", Devanagari, phrase),
            ("दीप", "यह मेज़ को रोशन करता है", Devanagari, clause),
            ("灯", "照亮书桌的工具", Chinese, phrase),
            ("灯", "这是一盏灯", Chinese, clause),
            ("Lamp", "Lamp 使用油的灯", Chinese, clause),
            ("灯", "照亮书桌", Chinese, None),
            ("Лампа", "Лампа для стола", Cyrillic, None),
        ] {
            assert_eq!(FormReader { is_known: true }.form(title, text, writing_system), expected, "{text}");
        }
        assert_eq!(FormReader { is_known: false }.form("Lamp", "Kurangi cahaya", Latin), None);
    }
}
