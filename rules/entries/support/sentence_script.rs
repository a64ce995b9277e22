//! Which script a sentence with words of several is in: that of its first words and of most, not of most letters.

use crate::entries::support::introduction::INTRODUCTIONS;
use curate_document::script::{LetterCounts, WritingSystem, is_han, is_kana};

/// Letters of a script without spaces to a word.
const PER_WORD: usize = 2;
/// Where at least one letter in this many is of a script whose sentences have no stops, a sentence has none, whatever it ends with.
const UNSTOPPED_PART: u32 = 5;
/// Where at least one letter in this many is of the edition's script, so is the sentence.
const OWN_PART: u32 = 5;
/// What names and translations in another script stand in.
const ASIDES: [(char, char); 7] =
    [('"', '"'), ('“', '”'), ('「', '」'), ('『', '』'), ('《', '》'), ('(', ')'), ('（', '）')];

/// Whether the sentence in `texts` is in Latin letters, with names in another script: `A guide to 机器学习`. In an edition that is not
/// in Latin letters, only words such as `to` show that.
pub(crate) fn is_latin<'a>(texts: impl Iterator<Item = &'a str>, edition: Option<WritingSystem>) -> bool {
    let (mut latin, mut others, mut unspaced) = (0_usize, 0_usize, 0_usize);
    let (mut is_first, mut has_function_word) = (None, false);
    for text in texts {
        if text.contains(['，', '、', '。', '；']) {
            return false;
        }
        unspaced += text.chars().filter(|character| is_han(*character) || is_kana(*character)).count();
        for word in text.split(|character: char| !character.is_alphanumeric() && !is_mark(character)) {
            let Some(first) = word.chars().find(|character| character.is_alphabetic()) else { continue };
            let is_latin = first.is_ascii() || matches!(first, '\u{C0}'..='\u{24F}');
            is_first.get_or_insert(is_latin);
            latin += usize::from(is_latin);
            others += usize::from(!is_latin && !is_han(first) && !is_kana(first));
            has_function_word |= is_latin && INTRODUCTIONS.contains(&word.to_lowercase().as_str());
        }
    }
    let is_enough = latin >= others + unspaced.div_ceil(PER_WORD);
    is_first == Some(true) && is_enough && (has_function_word || edition == Some(WritingSystem::Latin))
}

/// Whether all words of `texts` outside of quotes and brackets are Latin, and there are some.
pub(crate) fn is_latin_but_for_asides<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let (mut has_words, mut until) = (false, None);
    for character in texts.flat_map(str::chars) {
        match until {
            Some(closer) if character == closer => until = None,
            Some(_) => {}
            None => until = ASIDES.iter().find(|(open, _)| *open == character).map(|(_, close)| *close),
        }
        if until.is_none() && character.is_alphabetic() {
            if !character.is_ascii() && !matches!(character, '\u{C0}'..='\u{24F}') {
                return false;
            }
            has_words = true;
        }
    }
    has_words && until.is_none()
}

/// Whether `character` is a vowel sign or the like within a word.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{900}'..='\u{97F}') && !matches!(character, '।' | '॥')
}

/// What a sentence with these `letters`, in `texts` of an edition that is in `edition`, is written in; `None` where its script has no
/// full stops, or is not known.
pub(crate) fn writing_system<'a>(
    letters: &LetterCounts,
    edition: Option<WritingSystem>,
    texts: impl Iterator<Item = &'a str> + Clone,
) -> Option<WritingSystem> {
    use WritingSystem::{Chinese, Devanagari, Japanese, Khmer, Korean, Latin, Other, Thai};
    // A Chinese name in an English sentence, a face of kana at its end.
    let is_name_in_other_script = |own: &[WritingSystem], count: u32| {
        !edition.is_some_and(|edition| own.contains(&edition)) && count * 3 < letters.latin()
    };
    if letters.unstopped() * UNSTOPPED_PART >= letters.letters() {
        return None;
    }
    // Names in Latin letters are longer than the words around them.
    if edition == Some(Devanagari) && letters.devanagari() * OWN_PART >= letters.letters() {
        return if is_latin(texts, edition) { Some(Latin) } else { edition };
    }
    if edition == Some(Latin) && is_latin_but_for_asides(texts.clone()) {
        return Some(Latin);
    }
    match letters.writing_system()? {
        Chinese if is_name_in_other_script(&[Chinese, Japanese], letters.han()) => Some(Latin),
        Japanese if is_name_in_other_script(&[Chinese, Japanese], letters.han() + letters.kana()) => Some(Latin),
        Korean if is_name_in_other_script(&[Korean], letters.hangul()) => Some(Latin),
        Chinese | Japanese | Korean | Devanagari if is_latin(texts.clone(), edition) => Some(Latin),
        // `Linux、macOS`: names in Latin letters, and the marks between them are not.
        Latin if matches!(edition, Some(Chinese | Japanese)) && texts.clone().any(has_wide_comma) => edition,
        Thai | Khmer | Other => None,
        known => Some(known),
    }
}

fn has_wide_comma(text: &str) -> bool {
    text.contains(['、', '，'])
}
