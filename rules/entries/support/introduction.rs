//! Words that go on with what follows them: what stands behind `for` or `mit` is a word of the sentence, whatever it looks like.

use curate_document::script::{is_han, is_kana};
use curate_document::{Document, Span};

/// Words before a link, code or an image that make it part of their sentence, lower case.
#[rustfmt::skip]
pub(crate) const INTRODUCTIONS: [&str; 123] = [
    "for", "of", "with", "the", "a", "an", "by", "in", "on", "and", "or", "to", "from", "at", "via", "as", "like", "using", "is",
    "see", "than", "into", "over", "not", "its", "called", "including", "uses", "de", "la", "le", "les", "du", "des", "pour", "avec",
    "et", "en", "sur", "par", "von", "für", "und", "mit", "der", "die", "das", "auf", "y", "con", "para", "por", "el", "em", "um",
    "di", "per", "и", "about", "without", "are", "use", "runs", "run", "needs", "need", "requires", "supports", "replaces", "reads",
    "parses", "against", "between", "e", "o", "ou", "oder", "aus", "zu", "zum", "zur", "im", "als", "den", "dem", "wie", "un", "una", "une",
    "ein", "eine", "einen", "il", "los", "las", "do", "da", "dos", "com", "come", "como", "comme", "dans", "sin", "sem", "ohne", "w", "z",
    "i", "для", "на", "в", "с", "из", "от", "по", "или", "ile", "için", "ve", "في", "من", "مع",
];

/// What a Hindi or Korean phrase ends with that goes on.
const POSTPOSITIONS: [&str; 14] =
    ["का", "के", "की", "में", "से", "पर", "और", "या", "को", "लिए", "및", "또는", "على", "إلى"];

/// What a phrase in Chinese or Japanese ends with that goes on.
const PARTICLES: [&str; 26] = [
    "和", "与", "與", "及", "或", "的", "为", "為", "用", "在", "是", "于", "於", "从", "对", "跟", "像", "如", "の",
    "と", "や", "は", "が", "を", "替代", "支持",
];

/// Whether the words before `offset`, which white space does not end, go on with what stands behind them.
pub(crate) fn introduces(document: &Document, offset: usize) -> bool {
    let text = document.text(Span::new(0, offset));
    let is_east_asian = text.chars().next_back().is_some_and(|last| is_han(last) || is_kana(last));
    if is_east_asian && PARTICLES.iter().any(|particle| text.ends_with(particle)) {
        return true;
    }
    let spaced = text.rsplit(char::is_whitespace).next().unwrap_or("");
    let word = text.rsplit(|character: char| !character.is_alphabetic()).next().unwrap_or("");
    POSTPOSITIONS.contains(&spaced) || is_introduction(word)
}

/// Whether `word` goes on with what follows it.
pub(crate) fn is_introduction(word: &str) -> bool {
    INTRODUCTIONS.contains(&word) || INTRODUCTIONS.contains(&word.to_lowercase().as_str())
}
