//! What the lines of a table of contents say, beside what the headings say.

use crate::anchors::contents_map::{ContentsMap, StandsFor};
use crate::engine::normal_text::{folded, letters, undecorated, words};

/// From this share of lines with a text of their own on, that is how the contents are worded.
const OWN_WORDING_SHARE: f64 = 0.2;
/// From this share of neighbours in alphabetical order on, contents are sorted.
const SORTED_SHARE: f64 = 0.95;
/// Fewer lines than this are not sorted but happen to be.
const FEWEST_SORTED: usize = 4;

/// Whether a line's text and its heading's differ in substance: neither is a part or the initials of the other.
pub fn differs(line: &str, heading: &str) -> bool {
    let (short, long) = (letters(line), letters(heading));
    if short.is_empty() || long.is_empty() || short.contains(&long) || long.contains(&short) {
        return false;
    }
    let (line, heading) = (words(line), words(heading));
    !is_shortened(&line, &heading) && !is_shortened(&heading, &line)
}

/// Whether `short` has only words of `long`, or is its initials.
fn is_shortened(short: &[String], long: &[String]) -> bool {
    let initials: String = long.iter().filter_map(|word| word.chars().next()).collect();
    short.iter().all(|word| long.iter().any(|other| other.starts_with(word) || word.starts_with(other.as_str())))
        || short.concat() == initials
}

/// Whether so many lines differ from their headings that it is on purpose: another language, short forms.
pub fn has_own_wording(map: &ContentsMap<'_>) -> bool {
    let led = || map.lines.iter().filter(|line| matches!(line.stands_for, StandsFor::Section(_)));
    let different = led().filter(|line| {
        let section = line.stands_for.section().and_then(|section| map.section(section));
        section.is_some_and(|section| differs(&line.text, &section.rendered))
    });
    let different = different.count();
    different > 2 && different as f64 > OWN_WORDING_SHARE * led().count() as f64
}

/// Whether the lines at the depth of most are in alphabetical order.
pub fn is_sorted(map: &ContentsMap<'_>) -> bool {
    let count = |depth: u8| map.lines.iter().filter(|line| line.item.depth == depth).count();
    let depth =
        map.lines.iter().map(|line| line.item.depth).max_by_key(|depth| (count(*depth), std::cmp::Reverse(*depth)));
    let texts: Vec<String> = map
        .lines
        .iter()
        .filter(|line| Some(line.item.depth) == depth)
        .map(|line| folded(&undecorated(&line.text)))
        .collect();
    let pairs = || texts.iter().zip(texts.iter().skip(1));
    let sorted = pairs().filter(|(a, b)| a <= b).count();
    texts.len() >= FEWEST_SORTED && sorted as f64 >= SORTED_SHARE * pairs().count() as f64
}
