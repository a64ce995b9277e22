//! Versions in what of code is translated, or put there by its reader: comments, strings, addresses.

use crate::parity::support::code_difference::LineDifference;
use curate_document::alignment::page::CodeText;
use curate_document::{Block, Document, Span};
use std::collections::HashSet;

/// The lines of two blocks that differ in nothing but the number of a version, in order. Blocks are compared line by line where
/// they have as many, lines where they have as many versions; not what a program said.
pub(crate) fn version_differences(
    [there, here]: [(&Document, &Block); 2],
    code: [&CodeText<'_>; 2],
) -> Vec<LineDifference> {
    let [theirs, mine] = [there, here].map(|(document, block)| lines(document, block.span));
    if theirs.len() != mine.len() {
        return Vec::new();
    }
    let all = code.iter().flat_map(|code| &code.lines);
    let said: HashSet<Span> = all.filter(|line| line.is_said).map(|line| line.span).collect();
    let differ = |(a, b): &(Span, Span)| {
        let [first, second] = [versions(there.0.text(*a)), versions(here.0.text(*b))];
        first.len() == second.len() && sorted(&first) != sorted(&second)
    };
    let pairs = theirs.into_iter().zip(mine).filter(|(a, b)| !said.contains(a) && !said.contains(b));
    let changed = pairs.filter(differ);
    changed.map(|(a, b)| LineDifference { there: Some(a), here: Some(b) }).collect()
}

/// The lines of a block without the white space around them.
fn lines(document: &Document, block: Span) -> Vec<Span> {
    let mut start = block.start;
    let of_line = |line: &str| {
        let first = start + line.len() - line.trim_start().len();
        start += line.len();
        Span::new(first, first + line.trim().len())
    };
    document.text(block).split_inclusive('\n').map(of_line).collect()
}

/// The versions in a line: numbers with points between them.
fn versions(line: &str) -> Vec<&str> {
    let numbers = line.split(|character: char| !character.is_ascii_digit() && character != '.');
    let whole = numbers.filter(|number| !number.contains(".."));
    whole.map(|number| number.trim_matches('.')).filter(|number| number.contains('.')).collect()
}

fn sorted<'v>(versions: &[&'v str]) -> Vec<&'v str> {
    let mut sorted = versions.to_vec();
    sorted.sort_unstable();
    sorted
}
