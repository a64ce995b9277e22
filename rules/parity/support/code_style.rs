//! Differences of code that may be none: another style of the same code, or an example of the translator's own.

use crate::parity::support::code_difference::LineDifference;
use curate_document::alignment::page::CodeText;
use curate_document::{Block, Document, Span};

/// What one style writes and another does not: a function with an arrow or without, a constant or a variable.
const OF_STYLE: [&str; 5] = ["function", "return", "const", "let", "var"];

/// The words before the name of what a page exports by default.
const DEFAULT: [&str; 2] = ["default", "function"];

/// A shorter piece of code, in bytes, is in another one by chance.
const TELLING: usize = 8;

/// Whether the lines of `difference` may say the same: but for words of style they do, or but for numbers and what is in quotes. A
/// line that one block lacks may be a comment in it.
pub(crate) fn may_be_same(
    [(first, block), (second, block_here)]: [(&Document, &Block); 2],
    [there, here]: [&CodeText<'_>; 2],
    difference: LineDifference,
) -> bool {
    let is_said = |line: &str, block: &str| {
        let code = line.trim_start_matches(|mark: char| !mark.is_alphanumeric());
        code.len() >= TELLING && block.contains(code)
    };
    match (difference.there, difference.here) {
        (Some(line), None) => return is_said(first.text(line), second.text(block_here.span)),
        (None, Some(line)) => return is_said(second.text(line), first.text(block.span)),
        _ => {}
    }
    let Some((a, b)) = words_at(there, difference.there).zip(words_at(here, difference.here)) else { return false };
    let [quoted, quoted_here] = [(first, difference.there), (second, difference.here)]
        .map(|(document, span)| span.map_or(Vec::new(), |span| quoted(document.text(span))));
    a != b
        && (without_style(a).eq(without_style(b))
            || (quoted != quoted_here && !quoted.is_empty() && differ_in_numbers(a, b)))
}

/// The words of the line of `code` at `span`.
fn words_at<'c, 'd>(code: &'c CodeText<'d>, span: Option<Span>) -> Option<&'c [&'d str]> {
    code.lines.iter().find(|line| Some(line.span) == span).map(|line| line.words.as_slice())
}

/// The words of a line but for those of style; what a page exports by default needs no name.
fn without_style<'w>(words: &'w [&'w str]) -> impl Iterator<Item = &'w str> {
    let is_named =
        move |at: usize| at.checked_sub(2).and_then(|at| words.get(at..at + 2)).is_some_and(|two| two == DEFAULT);
    let kept = words.iter().enumerate().filter(move |(at, word)| !OF_STYLE.contains(word) && !is_named(*at));
    kept.map(|(_, word)| *word)
}

/// What stands between quotes in a line.
fn quoted(line: &str) -> Vec<&str> {
    line.split(['"', '\'', '`']).skip(1).step_by(2).collect()
}

/// Whether two lines differ in numbers alone.
fn differ_in_numbers(first: &[&str], second: &[&str]) -> bool {
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit() || b"/.-".contains(&byte));
    first.len() == second.len() && first.iter().zip(second).all(|(a, b)| a == b || (is_number(a) && is_number(b)))
}
