//! Ways to make asterisks emphasis again; what is offered was parsed and found to be.

use crate::api::template::Text;
use curate_document::{BlockId, Document, Span};

/// The longest paragraph that is parsed again, in bytes.
const LONGEST: usize = 4096;

/// What a way is called, and its edits.
type FixOption = (Text, Vec<(Span, String)>);

/// The first way that makes emphasis of what is between the asterisks at `ends`.
pub(crate) fn first_working_fix(block: BlockId, ends: (Span, Span), document: &Document) -> Option<FixOption> {
    let block = document.block(block)?.span;
    let text = document.text(block);
    if text.len() > LONGEST {
        return None;
    }
    let (opening, closing) = ends;
    let inside = document.text(Span::new(opening.end, closing.start));
    let shown = asterisks(text);
    let mut fix_options = fix_options(inside, opening, closing).into_iter();
    fix_options.find(|(_, edits)| {
        edited(text, block.start, edits).is_some_and(|text| {
            asterisks(&text).is_some_and(|now| shown.is_some_and(|shown| now + opening.len() + closing.len() == shown))
        })
    })
}

/// How many asterisks readers of `markdown`, a paragraph, see.
fn asterisks(markdown: &str) -> Option<usize> {
    let document = Document::parse(markdown);
    let (block, _) = document.leaves().next()?;
    let one = document.leaves().nth(1).is_none();
    one.then(|| document.rendered(block).matches('*').count())
}

/// What can be done about `inside`, between `opening` and `closing`, in the order of preference.
fn fix_options(inside: &str, opening: Span, closing: Span) -> Vec<FixOption> {
    let marks = "*".repeat(opening.len());
    let trimmed = inside.trim();
    if trimmed.len() != inside.len() {
        let end = inside.trim_end().len();
        let start = inside.len() - inside.trim_start().len();
        let edits = [
            (Span::new(opening.end, opening.end + start), String::new()),
            (Span::new(opening.end + end, closing.start), String::new()),
        ];
        let edits = edits.into_iter().filter(|(span, _)| !span.is_empty()).collect();
        return vec![(text!("Remove the spaces inside of the asterisks"), edits)];
    }
    let mut fix_options: Vec<FixOption> = Vec::new();
    let first = inside.chars().next().filter(|character| is_mark(*character));
    let last = inside.chars().next_back().filter(|character| is_mark(*character));
    let moved_in = |mark: char| (Span::new(opening.start, opening.end + mark.len_utf8()), format!("{mark}{marks}"));
    let moved_out = |mark: char| (Span::new(closing.start - mark.len_utf8(), closing.end), format!("{marks}{mark}"));
    match (first, last) {
        // The pair around all of it goes out as a pair.
        (Some(first), Some(last)) if is_pair(first, last) && is_only_pair(inside, first, last) => {
            fix_options.push((text!("Move the pair out of the emphasis"), vec![moved_in(first), moved_out(last)]));
        }
        (_, Some(last)) if is_stop(last) => {
            fix_options.push((text!("Move the punctuation out of the emphasis"), vec![moved_out(last)]));
        }
        _ => {}
    }
    let space = || " ".to_owned();
    fix_options.push((text!("Put a space after the emphasis"), vec![(Span::at(closing.end), space())]));
    fix_options.push((text!("Put a space before the emphasis"), vec![(Span::at(opening.start), space())]));
    let both = vec![(Span::at(opening.start), space()), (Span::at(closing.end), space())];
    fix_options.push((text!("Put spaces around the emphasis"), both));
    fix_options
}

/// Punctuation that ends a clause.
fn is_stop(character: char) -> bool {
    matches!(character, '：' | '，' | '。' | '、' | '；' | '！' | '？' | ':' | ',' | '.' | ';' | '!' | '?')
}

fn is_mark(character: char) -> bool {
    is_stop(character) || PAIRS.iter().any(|(open, close)| character == *open || character == *close)
}

const PAIRS: [(char, char); 9] = [
    ('“', '”'),
    ('‘', '’'),
    ('「', '」'),
    ('『', '』'),
    ('《', '》'),
    ('（', '）'),
    ('【', '】'),
    ('(', ')'),
    ('"', '"'),
];

fn is_pair(first: char, last: char) -> bool {
    PAIRS.contains(&(first, last))
}

/// Whether `first` and `last` are at the ends of `inside` alone: not `“a”和“b”`.
fn is_only_pair(inside: &str, first: char, last: char) -> bool {
    let count = inside.chars().filter(|character| *character == first || *character == last).count();
    count == 2 && inside.chars().count() > 2
}

/// `text`, which begins at `offset`, after `edits`, which are in order.
fn edited(text: &str, offset: usize, edits: &[(Span, String)]) -> Option<String> {
    let mut result = String::with_capacity(text.len() + 8);
    let mut at = 0;
    for (span, replacement) in edits {
        result.push_str(text.get(at..span.start.checked_sub(offset)?)?);
        result.push_str(replacement);
        at = span.end - offset;
    }
    result.push_str(text.get(at..)?);
    Some(result)
}
