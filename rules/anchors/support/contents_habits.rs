//! How the lines of a table of contents are worded and sorted as a whole.

use crate::anchors::support::contents_map::{ContentsLine, ContentsMap, StandsFor};
use crate::anchors::support::name_likeness::differs;
use curate_document::Language;
use curate_document::normal_text::{folded, undecorated};

/// From this share of lines with a text of their own on, that is how the contents are worded.
const OWN_WORDING_SHARE: f64 = 0.2;
/// From this share of neighbours in alphabetical order on, contents are sorted.
const SORTED_SHARE: f64 = 0.95;
/// Fewer lines than this are not sorted but happen to be.
const FEWEST_SORTED: usize = 4;

/// Whether most lines are names of languages, some of which lead to headings that say something else: a switch between
/// the languages of one file.
pub(crate) fn is_language_switch(map: &ContentsMap<'_>) -> bool {
    let is_language = |text: &str| {
        let name = text.split(['(', '（']).next().unwrap_or(text);
        Language::parse(&undecorated(name)).is_some()
    };
    let languages = || map.lines.iter().filter(|line| is_language(&line.text));
    let says_something_else = |line: &ContentsLine<'_>| {
        let section = line.stands_for.section().and_then(|section| map.section(section));
        section.is_some_and(|section| differs(&line.text, &map.name(section)))
    };
    languages().count() * 2 > map.lines.len() && languages().any(says_something_else)
}

/// Whether so many lines differ from their headings that it is on purpose: another language, short forms.
pub(crate) fn has_own_wording(map: &ContentsMap<'_>) -> bool {
    let led = || map.lines.iter().filter(|line| matches!(line.stands_for, StandsFor::Section(_)));
    let different = led().filter(|line| {
        let section = line.stands_for.section().and_then(|section| map.section(section));
        section.is_some_and(|section| differs(&line.text, &map.name(section)))
    });
    let different = different.count();
    different > 2 && different as f64 > OWN_WORDING_SHARE * led().count() as f64
}

/// Whether the lines at the depth of most are in alphabetical order.
pub(crate) fn is_sorted(map: &ContentsMap<'_>) -> bool {
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
