//! Differences of code that may be none: another style of the same code, or an example of the translator's own.

use crate::parity::support::code_difference::LineDifference;
use curate_document::alignment::page::{CodeLine, CodeText};
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
    let documents = [first, second];
    let is_said = |line: &str, block: &str| {
        let code = line.trim_start_matches(|mark: char| !mark.is_alphanumeric());
        code.len() >= TELLING && block.contains(code)
    };
    match (difference.there, difference.here) {
        (Some(line), None) => return is_said(first.text(line), second.text(block_here.span)),
        (None, Some(line)) => return is_said(second.text(line), first.text(block.span)),
        _ => {}
    }
    let line = |code: &CodeText<'_>, span: Option<Span>| -> Option<Vec<String>> {
        let is_it = |line: &&CodeLine<'_>| Some(line.span) == span;
        code.lines.iter().find(is_it).map(|line| line.words.iter().map(|word| (*word).to_owned()).collect())
    };
    let Some((a, b)) = line(there, difference.there).zip(line(here, difference.here)) else { return false };
    let plain = |words: &[String]| -> Vec<String> {
        // What a page exports by default needs no name.
        let is_named =
            |at: usize| at.checked_sub(2).and_then(|at| words.get(at..at + 2)).is_some_and(|two| two == DEFAULT);
        let kept = words.iter().enumerate().filter(|(at, word)| !OF_STYLE.contains(&word.as_str()) && !is_named(*at));
        kept.map(|(_, word)| word.clone()).collect()
    };
    let [quoted, quoted_here] = [(documents[0], difference.there), (documents[1], difference.here)]
        .map(|(document, span)| span.map_or(Vec::new(), |span| quoted(document.text(span))));
    a != b && (plain(&a) == plain(&b) || (quoted != quoted_here && !quoted.is_empty() && differ_in_numbers(&a, &b)))
}

/// What stands between quotes in a line.
fn quoted(line: &str) -> Vec<&str> {
    line.split(['"', '\'', '`']).skip(1).step_by(2).collect()
}

/// Whether two lines differ in numbers alone.
fn differ_in_numbers(first: &[String], second: &[String]) -> bool {
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit() || b"/.-".contains(&byte));
    first.len() == second.len() && first.iter().zip(second).all(|(a, b)| a == b || (is_number(a) && is_number(b)))
}
