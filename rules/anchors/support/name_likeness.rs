//! How alike the names of a line of the contents and of a heading are.

use curate_document::normal_text::{letters, words};
use curate_document::script::display_width;

/// From this likeness on, a name is another's new wording.
pub(crate) const ALIKE: f64 = 0.75;
/// Names of fewer letters are not compared.
const FEWEST_SHARED: usize = 3;
/// What numbers in front of Chinese and Japanese headings are written with.
const HAN_DIGITS: &str = "〇零一二三四五六七八九十百";
/// Names that share fewer words are not alike for these.
const FEWEST_SHARED_WORDS: usize = 2;
/// Names of more letters are not compared.
const LONGEST_COMPARED: usize = 100;

/// Whether a line's text and its heading's differ in substance: neither is a part or the initials of the other.
pub(crate) fn differs(line: &str, heading: &str) -> bool {
    let (short, long) = (letters(line), letters(heading));
    if short.is_empty() || long.is_empty() || short.contains(&long) || long.contains(&short) {
        return false;
    }
    let (line, heading) = (words(line), words(heading));
    !is_shortened(&line, &heading) && !is_shortened(&heading, &line)
}

/// Whether a line's text and a heading's are so much alike that one is the other's new wording: they say the same in nearly the
/// same letters, or one has all words of the other; numbers are the same.
pub(crate) fn are_alike(line: &str, heading: &str) -> bool {
    if likeness(line, heading) >= ALIKE {
        return true;
    }
    if !has_same_digits(line, heading) {
        return false;
    }
    let (line, heading) = (words(line), words(heading));
    let (short, long) = if line.len() <= heading.len() { (&line, &heading) } else { (&heading, &line) };
    display_width(&short.concat()) >= FEWEST_SHARED && short.iter().all(|word| long.contains(word))
}

/// How alike two names are, from 0 to 1; 0 where their numbers differ.
pub(crate) fn likeness(a: &str, b: &str) -> f64 {
    let (short, long) = (letters(a), letters(b));
    let (of_short, of_long) = (short.chars().count(), long.chars().count());
    if of_short.min(of_long) < FEWEST_SHARED || of_short.max(of_long) > LONGEST_COMPARED || !has_same_digits(a, b) {
        return 0.0;
    }
    strsim::normalized_damerau_levenshtein(&short, &long)
}

fn has_same_digits(a: &str, b: &str) -> bool {
    let digits = |text: &str| text.chars().filter(|character| character.is_numeric()).collect::<String>();
    digits(a) == digits(b)
}

/// How alike the words of two names are, from 0 to 1, the numbers in front of headings aside; 0 where they share too few, or say other
/// numbers.
pub(crate) fn likeness_of_words(a: &str, b: &str) -> f64 {
    let (a, b) = (without_number(a), without_number(b));
    if !has_same_digits(a, b) {
        return 0.0;
    }
    let (a, b) = (words(a), words(b));
    let shared = a.iter().filter(|word| b.contains(word)).count();
    if shared < FEWEST_SHARED_WORDS { 0.0 } else { 2.0 * shared as f64 / (a.len() + b.len()) as f64 }
}

/// `name` without a number such as `4.1.`, `5)`, `（二）` or `三、` in front.
pub(crate) fn without_number(name: &str) -> &str {
    let name = name.trim();
    let opened = name.strip_prefix(['(', '（']);
    let from = opened.unwrap_or(name);
    let is_digit = |character: char| character.is_numeric() || HAN_DIGITS.contains(character);
    let after = from.trim_start_matches(|character: char| is_digit(character) || matches!(character, '.' | '．'));
    let number = from.get(..from.len() - after.len()).unwrap_or("");
    let closed = after.strip_prefix([')', '）']).or_else(|| after.strip_prefix('、').filter(|_| opened.is_none()));
    let is_number = closed.is_some() || (opened.is_none() && number.contains(['.', '．']));
    let rest = closed.unwrap_or(after).trim_start();
    if is_number && number.starts_with(is_digit) && !rest.is_empty() { rest } else { name }
}

/// The parts of the number in front of a heading: 4 and 1 of `4.1. Lists`; nothing where none is.
pub(crate) fn number_of(name: &str) -> Vec<u16> {
    let name = name.trim();
    let rest = without_number(name);
    let number = name.strip_suffix(rest).unwrap_or("").trim_end_matches(|character: char| !character.is_ascii_digit());
    number.split('.').map_while(|part| part.parse().ok()).collect()
}

/// Whether `short` has only words of `long`, or is its initials.
fn is_shortened(short: &[String], long: &[String]) -> bool {
    let initials: String = long.iter().filter_map(|word| word.chars().next()).collect();
    short.iter().all(|word| long.iter().any(|other| other.starts_with(word) || word.starts_with(other.as_str())))
        || short.concat() == initials
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_front() {
        for (heading, number, name) in [
            ("4.1. Lists", &[4, 1][..], "Lists"),
            ("4. Lists", &[4], "Lists"),
            ("4) Lists", &[4], "Lists"),
            ("1.2 Lists", &[1, 2], "Lists"),
            ("3D", &[], "3D"),
            ("2024", &[], "2024"),
            ("3.", &[], "3."),
            (".NET", &[], ".NET"),
            ("三、列表", &[], "列表"),
            ("（二）列表", &[], "列表"),
            ("१. सूची", &[], "सूची"),
            ("(3) Lists", &[], "Lists"),
            ("(2024", &[], "(2024"),
            ("十年", &[], "十年"),
        ] {
            assert_eq!((number_of(heading).as_slice(), without_number(heading)), (number, name));
        }
    }
}
