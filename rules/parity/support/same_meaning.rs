//! Which differences between two sentences change what is said.

use crate::parity::support::sentences::PageSentence;
use curate_document::script::is_cjk_letter;
use strsim::damerau_levenshtein;

/// A word of fewer letters than this has no slip of the pen: another letter makes another word.
const SHORTEST_SLIP: usize = 4;
/// From so many letters on, a word may differ in two of them.
const LONG_WORD: usize = 8;
/// What is longer is no word, and is not compared letter by letter.
const LONGEST_WORD: usize = 64;
/// From so many Chinese, Japanese or Korean letters on, a sentence may differ in one.
const LONG_CJK: usize = 12;
/// Letters that turn what is said around.
const TELLING: &str = "不没沒无無未非否勿有可上下大小多少前后後新旧舊内內外左右一二三四五六七八九十百千万萬년월일안못";
/// From so many words on, those of a sentence in another order say the same.
const REORDERED: usize = 6;
/// Years, which mark a date that is kept up to date.
const YEARS: std::ops::RangeInclusive<u32> = 1990..=2099;
/// Whether `old` and `new`, each in order, say the same in other words than a few misspelt ones.
pub(crate) fn say_the_same(old: &[&PageSentence], new: &[&PageSentence]) -> bool {
    let all = |sentences: &[&PageSentence]| -> Vec<String> {
        let words = sentences.iter().flat_map(|sentence| sentence.telling_words());
        words.cloned().collect()
    };
    let (old_words, new_words) = (all(old), all(new));
    if old_words.concat() == new_words.concat() {
        return true;
    }
    let is_code = old.iter().chain(new).any(|sentence| sentence.is_code);
    let is_alike = || is_reordered(&old_words, &new_words) || differ_by_slips(&old_words, &new_words);
    !is_code && old_words.len() == new_words.len() && is_alike()
}

/// Whether `old` and `new`, texts of one kind, say the same as far as letters show.
pub(crate) fn texts_say_the_same(old: &str, new: &str) -> bool {
    say_the_same(&[&PageSentence::of(old)], &[&PageSentence::of(new)])
}

fn is_reordered(old: &[String], new: &[String]) -> bool {
    let sorted = |words: &[String]| {
        let mut words = words.to_vec();
        words.sort();
        words
    };
    old.len() >= REORDERED && sorted(old) == sorted(new)
}

/// Whether each word of one is that of the other, or the same with a slip of the pen or a newer date.
fn differ_by_slips(old: &[String], new: &[String]) -> bool {
    let is_cjk = |word: &String| word.chars().all(is_cjk_letter);
    let changed: Vec<(&String, &String)> = old.iter().zip(new).filter(|(old, new)| old != new).collect();
    let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_year = |word: &String| word.parse::<u32>().is_ok_and(|year| YEARS.contains(&year));
    if changed.iter().all(|(old, new)| is_number(old) && is_number(new)) {
        return changed.iter().any(|(old, new)| is_year(old) && is_year(new));
    }
    let (of_letters, of_words): (Vec<_>, Vec<_>) =
        changed.into_iter().partition(|(old, new)| is_cjk(old) && is_cjk(new));
    let is_telling = |word: &String| word.contains(|character| TELLING.contains(character));
    let letters_slip = match of_letters[..] {
        [] => true,
        [(was, is)] => {
            new.iter().filter(|word| is_cjk(word)).count() >= LONG_CJK && !is_telling(was) && !is_telling(is)
        }
        _ => false,
    };
    letters_slip && of_words.into_iter().all(|(old, new)| is_slip(old, new))
}

/// Whether two different words are one with a slip of the pen: they begin alike, and a letter or two differ.
fn is_slip(old: &str, new: &str) -> bool {
    let length = |word: &str| word.chars().count();
    let (shorter, longer) = (length(old).min(length(new)), length(old).max(length(new)));
    let has_digit = |word: &str| word.contains(|character: char| character.is_numeric());
    let is_word = shorter >= SHORTEST_SLIP && longer <= LONGEST_WORD;
    if !is_word || has_digit(old) || has_digit(new) || old.chars().next() != new.chars().next() {
        return false;
    }
    damerau_levenshtein(old, new) <= if longer >= LONG_WORD { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_what_is_said() {
        for (old, new, is_same) in [
            ("Run the tool.", "run  the tool!", true),
            ("It is the fastest tool", "It is fastest tool", true),
            ("A web site for it", "A website for it", true),
            ("They are slow, try others", "They are slow, thus try the others", true),
            ("A part which is being changed fails", "A part being changed fails", true),
            (
                "You can run it to automatically fix most issues",
                "You can run it to fix most issues automatically",
                true,
            ),
            ("Before b, after c", "After c, before b", false),
            ("Note: keep the key", "Keep the key", true),
            ("It suports many formats", "It supports many formats", true),
            ("It recieves mail", "It receives mail", true),
            ("You can use it", "You can't use it", false),
            ("It is stable", "It is unstable", false),
            ("Enable the cache", "Disable the cache", false),
            ("Needs 8 GB", "Needs 16 GB", false),
            ("Needs version 2.0", "Needs version 3.0", false),
            ("Copyright 2023 by us", "Copyright 2024 by us", true),
            ("Updated 3 May 2023", "Updated 12 May 2024", true),
            ("在这里登录您的帐号然后继续使用它", "在这里登录您的账号然后继续使用它", true),
            ("在这里不要登录您的账号然后继续", "在这里只要登录您的账号然后继续", false),
            ("支持它", "不支持它", false),
            ("", "", true),
        ] {
            assert_eq!(texts_say_the_same(old, new), is_same, "{old} → {new}");
        }
    }
}
