//! How two blocks of code differ in what no translator changes.

use crate::parity::support::translated_names::TranslatedNames;
use curate_document::alignment::page::{CodeLine, CodeText, aligned_in_order, are_rewrapped};
use curate_document::{Language, Span};
use std::collections::BTreeSet;

/// A line that differs, in the source and in the translation; `None` in the one that lacks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LineDifference {
    /// The line there.
    pub there: Option<Span>,
    /// The line here.
    pub here: Option<Span>,
}

/// The flags `-v` and `-V` are two.
const LONGEST_FLAG: usize = 2;
/// Words of which a line alone is a matter of style.
const OF_STYLE: [&str; 16] = [
    "return", "else", "end", "begin", "do", "done", "fi", "then", "div", "span", "try", "finally", "break", "pass",
    "const", "let",
];
/// Lines that share less than this are two, not one that was changed.
const CHANGED: f32 = 0.5;

/// The lines of code that differ, in order, in more than `names` that are translated.
pub(crate) fn differences(
    there: &CodeText<'_>,
    here: &CodeText<'_>,
    names: &TranslatedNames<'_>,
) -> Vec<LineDifference> {
    let (theirs, mine) = (&there.lines, &here.lines);
    if all_words(theirs).eq(all_words(mine)) {
        return Vec::new();
    }
    let weight =
        |row: usize, column: usize| theirs.get(row).zip(mine.get(column)).map_or(0.0, |(a, b)| fit(a, b, names));
    let pairs = aligned_in_order(theirs.len(), mine.len(), &weight);
    let ends = pairs.iter().copied().filter(|(row, column)| weight(*row, *column) >= 1.0);
    let mut found = Vec::new();
    let (mut from, mut across) = (0, 0);
    for (row, column) in ends.chain([(theirs.len(), mine.len())]) {
        let (gap, gap_across) = (theirs.get(from..row).unwrap_or(&[]), mine.get(across..column).unwrap_or(&[]));
        // One line there may be several here.
        let is_one = are_rewrapped(gap, gap_across)
            || (gap.len() != gap_across.len() && plain_words(gap) == plain_words(gap_across))
            || is_same(&all_words(gap).collect::<Vec<_>>(), &all_words(gap_across).collect::<Vec<_>>());
        if !is_one {
            let changed =
                pairs.iter().filter(|pair| (from..row).contains(&pair.0)).map(|pair| (pair.0 - from, pair.1 - across));
            let lines = in_gap([gap, gap_across], [theirs, mine], changed.collect());
            found.extend(without_rewrapped(lines, [gap, gap_across]));
        }
        (from, across) = (row + 1, column + 1);
    }
    found
}

/// The differences among `lines` of two parts in which a line has a word that the other part lacks.
fn without_rewrapped(lines: Vec<LineDifference>, [gap, gap_across]: [&[CodeLine<'_>]; 2]) -> Vec<LineDifference> {
    let [theirs, mine] = [(gap, gap_across), (gap_across, gap)].map(|(own, other)| lines_with_others(own, other));
    let of = |lines: &[CodeLine<'_>], span: Option<Span>| -> usize {
        lines.iter().find(|line| Some(line.span) == span).map_or(0, |line| line.words.len())
    };
    let pruned = lines.into_iter().map(|line| {
        let [is_new, is_new_here] =
            [(line.there, &theirs), (line.here, &mine)].map(|(span, new)| span.is_some_and(|span| new.contains(&span)));
        let [words, words_here] = [of(gap, line.there), of(gap_across, line.here)];
        // A part of a longer line is in another one: what looked like a pair is none.
        let is_pair = gap.len() == gap_across.len() || words.min(words_here) * 2 > words.max(words_here);
        LineDifference {
            there: line.there.filter(|_| is_new || (is_new_here && is_pair)),
            here: line.here.filter(|_| is_new_here || (is_new && is_pair)),
        }
    });
    pruned.filter(|line| line.there.is_some() || line.here.is_some()).collect()
}

/// How much of the words of two blocks is the same: 0 to 1, and 1 where there are none.
pub(crate) fn share(there: &CodeText<'_>, here: &CodeText<'_>) -> f32 {
    let [words, others] = [there, here].map(|code| all_words(&code.lines).collect::<Vec<_>>());
    let shared = words.iter().filter(|word| others.iter().any(|other| is_same_word(word, other))).count();
    let longest = words.len().max(others.len());
    if longest == 0 { 1.0 } else { shared as f32 / longest as f32 }
}

/// The words of a line, those of a chain of calls one by one.
fn pieces<'l>(line: &'l CodeLine<'_>) -> impl Iterator<Item = &'l str> {
    line.words.iter().flat_map(|word| word.split('.')).filter(|piece| !piece.is_empty())
}

/// The lines of `own` with a word that `other` does not have in the same order: a call may be written in one line or in several.
fn lines_with_others(own: &[CodeLine<'_>], other: &[CodeLine<'_>]) -> BTreeSet<Span> {
    let [words, others] = [own, other].map(|lines| lines.iter().flat_map(pieces).collect::<Vec<&str>>());
    let weight = |at: usize, across: usize| {
        let is_one = words.get(at).zip(others.get(across)).is_some_and(|(a, b)| is_same_word(a, b));
        if is_one { 1.0 } else { 0.0 }
    };
    let pairs = aligned_in_order(words.len(), others.len(), &weight);
    let same: BTreeSet<usize> =
        pairs.into_iter().filter(|(at, across)| weight(*at, *across) > 0.0).map(|(at, _)| at).collect();
    let mut next = 0;
    let has_other = |line: &&CodeLine<'_>| {
        let first = next;
        next += pieces(line).count();
        line.words.is_empty() || (first..next).any(|at| !same.contains(&at))
    };
    own.iter().filter(has_other).map(|line| line.span).collect()
}

/// The differences of the lines between two that are the same; `changed` are the pairs among them.
fn in_gap(
    [gap, gap_across]: [&[CodeLine<'_>]; 2],
    [theirs, mine]: [&[CodeLine<'_>]; 2],
    mut changed: Vec<(usize, usize)>,
) -> Vec<LineDifference> {
    let mut found = Vec::new();
    let (mut from, mut across) = (0, 0);
    changed.push((gap.len(), gap_across.len()));
    for (row, column) in changed {
        let (part, part_across) = (gap.get(from..row).unwrap_or(&[]), gap_across.get(across..column).unwrap_or(&[]));
        let begins = |a: &CodeLine<'_>, b: &CodeLine<'_>| b.code.trim_start().starts_with(a.code.trim());
        let mut alone: Vec<LineDifference> =
            lone(part, part_across, mine).map(|line| LineDifference { there: Some(line.span), here: None }).collect();
        alone.extend(lone(part_across, part, theirs).map(|line| LineDifference { there: None, here: Some(line.span) }));
        // One line there and one here, of which one goes on, are one that was changed.
        if let ([a], [b]) = (part, part_across)
            && !alone.is_empty()
            && (begins(a, b) || begins(b, a))
        {
            alone = vec![LineDifference { there: Some(a.span), here: Some(b.span) }];
        }
        found.extend(alone);
        if let Some((a, b)) = gap.get(row).zip(gap_across.get(column)) {
            found.push(LineDifference { there: Some(a.span), here: Some(b.span) });
        }
        (from, across) = (row + 1, column + 1);
    }
    found
}

fn all_words<'l>(lines: &'l [CodeLine<'_>]) -> impl Iterator<Item = &'l str> {
    lines.iter().flat_map(|line| line.words.iter().copied())
}

/// The words of some lines, but for those of style.
fn plain_words<'l>(lines: &'l [CodeLine<'_>]) -> Vec<&'l str> {
    all_words(lines).filter(|word| !OF_STYLE.contains(word)).collect()
}

/// The lines of `gap` that the other block lacks: not where as many lines across may be their translations, or where the
/// other block has them elsewhere. Where nothing is across, a line of code is missing though a part of it may be translated.
fn lone<'l, 'd>(
    gap: &'l [CodeLine<'d>],
    across: &[CodeLine<'_>],
    others: &'l [CodeLine<'_>],
) -> impl Iterator<Item = &'l CodeLine<'d>> {
    let open = across.iter().filter(|line| line.is_open).count();
    let is_elsewhere = |line: &CodeLine<'_>| others.iter().any(|other| other.words == line.words);
    let is_style = |line: &CodeLine<'_>| line.words.iter().all(|word| OF_STYLE.contains(&word.trim_start_matches('/')));
    let is_empty = across.is_empty();
    let is_code = move |line: &CodeLine<'_>| !line.is_open || (is_empty && !line.is_said && !line.words.is_empty());
    let closed = gap.iter().filter(move |line| is_code(line) && !is_style(line) && !is_elsewhere(line));
    closed.skip(open)
}

/// How well two lines fit: 1 and more where they say the same.
fn fit(there: &CodeLine<'_>, here: &CodeLine<'_>, names: &TranslatedNames<'_>) -> f32 {
    let [short, long] =
        if there.words.len() <= here.words.len() { [&there.words, &here.words] } else { [&here.words, &there.words] };
    if there.is_spaced(here) {
        return 2.0;
    }
    if is_same(short, long) || is_same(&sorted(short), &sorted(long)) || are_joined_alike(short, long) {
        return if short.is_empty() { 1.0 } else { 2.0 };
    }
    if names.are_all(&there.words, &here.words) || are_of_one_commit(&there.words, &here.words) {
        return 1.5;
    }
    if there.is_open && here.is_open {
        return 1.0;
    }
    if there.is_open || here.is_open {
        return if !short.is_empty() && is_within(short, long) { 1.5 } else { 0.0 };
    }
    let mut rest = long.iter();
    let shared = short.iter().filter(|word| {
        rest.clone().any(|other| is_same_word(word, other)) && rest.any(|other| is_same_word(word, other))
    });
    let share = 2.0 * shared.count() as f32 / (short.len() + long.len()) as f32;
    if share >= CHANGED { 0.5 * share } else { 0.0 }
}

/// An abbreviated name of a commit has so many digits.
const SHORTEST_COMMIT: usize = 7;

/// Whether two lines name one commit near their beginning, with its message behind it and no flag.
fn are_of_one_commit(first: &[&str], second: &[&str]) -> bool {
    let is_commit = |word: &&str| {
        word.len() >= SHORTEST_COMMIT
            && word.bytes().all(|byte| byte.is_ascii_hexdigit())
            && word.bytes().any(|byte| byte.is_ascii_digit())
    };
    let Some(at) = first.iter().take(2).position(is_commit) else { return false };
    let message = |words: &[&str]| words.len() > at + 2 && !words.iter().any(|word| word.starts_with('-'));
    first.get(..=at) == second.get(..=at) && message(first) && message(second)
}

fn is_same(first: &[&str], second: &[&str]) -> bool {
    first.len() == second.len() && first.iter().zip(second).all(|(a, b)| is_same_word(a, b))
}

/// Whether two lines are the same but for where their words end, in a URL with or without braces too: `{user}/{repo}`.
fn are_joined_alike(short: &[&str], long: &[&str]) -> bool {
    let joined = |words: &[&str]| words.concat().replace('/', "");
    let has_url = || long.iter().any(|word| word.contains("://"));
    short.concat() == long.concat() || (has_url() && short.len() < long.len() && joined(short) == joined(long))
}

fn sorted<'w>(words: &[&'w str]) -> Vec<&'w str> {
    let mut words = words.to_vec();
    words.sort_unstable();
    words
}

/// Whether all of `short` are in `long`, in order.
fn is_within(short: &[&str], long: &[&str]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|word| rest.any(|other| is_same_word(word, other)))
}

/// Whether two words are one, or differ in capitals, in the language that they name, as paths do, or in the mirror that a file is
/// loaded from.
fn is_same_word(first: &str, second: &str) -> bool {
    (first.len() > LONGEST_FLAG && first.eq_ignore_ascii_case(second))
        || first == second
        || is_one_path(first, second)
        || is_one_file(first, second)
}

/// The longest part of a path that names a language: `zh-hans-cn/`.
const LONGEST_TAG: usize = 12;

/// Whether two words are paths that differ in the language that they name.
pub(crate) fn is_one_path(first: &str, second: &str) -> bool {
    if first.len().abs_diff(second.len()) > LONGEST_TAG {
        return false;
    }
    let parts = |word: &'_ str| -> Vec<String> {
        let parts = word
            .split(['/', '.', '-', '_', ':', '@'])
            .filter(|part| !part.is_empty() && Language::parse(part).is_none());
        parts.map(str::to_ascii_lowercase).collect()
    };
    let is_path = |word: &str| word.contains(['/', '.', '-', '_']);
    (is_path(first) || is_path(second)) && parts(first) == parts(second)
}

/// Whether two URLs lead to files of one name at different sites.
fn is_one_file(first: &str, second: &str) -> bool {
    let site = |word: &str| word.split_once("://").and_then(|(_, rest)| rest.split('/').next()).map(str::to_owned);
    let name = |word: &str| word.trim_end_matches('/').rsplit('/').next().map(str::to_owned);
    site(first).zip(site(second)).is_some_and(|(a, b)| a != b) && name(first) == name(second)
}
