//! Labels of references that the parser took for text, and the lines of definitions.

use crate::links::support::brackets::{BracketPair, BracketText};
use curate_document::{Block, BlockId, BlockKind, Characters, Definition, Document, InlineKind, Prose, Span};
use std::collections::BTreeSet;

/// `[text][label]` without a definition of the label.
#[derive(Clone, Debug)]
pub(crate) struct UndefinedLabel {
    /// All of it.
    pub(crate) span: Span,
    /// The label as written; the text where the label is left out (`[text][]`).
    pub(crate) label: String,
    /// Where the label is written.
    pub(crate) label_span: Span,
}

/// The references of `document` that have no definition.
pub(crate) fn undefined_labels(document: &Document) -> Vec<UndefinedLabel> {
    let mut found = Vec::new();
    if !document.source().contains("][") {
        return found;
    }
    for (block, leaf) in document.leaves() {
        if !leaf.characters.has_all(Characters::marks(b"[]")) || !document.text(leaf.span).contains("][") {
            continue;
        }
        images_in_links(document, block, &mut found);
        in_row(&BracketText::new(&Prose::of(document, block), document), document, &mut found);
    }
    found
}

/// `[![alternative][label]](https://…)`: the image is text of the link.
fn images_in_links(document: &Document, block: BlockId, found: &mut Vec<UndefinedLabel>) {
    let texts = document.inlines_of(block).iter().filter(|inline| inline.kind == InlineKind::Text);
    for inline in texts.filter(|inline| inline.link.is_some()) {
        let text = document.text(inline.span);
        for (at, _) in text.match_indices("![") {
            let image = text.get(at..).unwrap_or("");
            let Some((alternative, rest)) = image.get(2..).and_then(|image| image.split_once("][")) else { continue };
            let Some((label, _)) = rest.split_once(']').filter(|_| !alternative.contains(['[', ']'])) else { continue };
            let start = inline.span.start + at + 2 + alternative.len() + 2;
            let label_span = Span::new(start, start + label.len());
            if is_label(label) && !alternative.trim().is_empty() {
                let span = Span::new(inline.span.start + at, label_span.end + 1);
                found.push(UndefinedLabel { span, label: label.to_owned(), label_span });
            }
        }
    }
}

/// What stands in square brackets anywhere in `document` but at the head of a definition, as labels are compared: in lower case,
/// white space as one space. What a parser does not take for a reference another one may.
pub(crate) fn mentioned_labels(document: &Document) -> BTreeSet<String> {
    let source = document.source();
    let heads: BTreeSet<usize> = document.definitions().iter().map(|definition| definition.label.start).collect();
    let after_brackets = source.match_indices('[').map(|(at, _)| at + 1).filter(|at| !heads.contains(at));
    let labels = after_brackets.filter_map(|at| {
        let window = source.as_bytes().get(at..source.len().min(at + LONGEST_LABEL))?;
        let length = window.iter().position(|byte| matches!(byte, b']' | b'['))?;
        source.get(at..at + length)
    });
    labels.map(normalized_label).collect()
}

/// `label` as labels are compared.
pub(crate) fn normalized_label(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// In bytes; CommonMark 4.7 has 999 characters.
const LONGEST_LABEL: usize = 200;

fn in_row(leaf: &BracketText<'_>, document: &Document, found: &mut Vec<UndefinedLabel>) {
    let mut pairs = leaf.brackets().square;
    pairs.sort_unstable_by_key(|pair| pair.open);
    let opening_at = |place: usize| {
        let index = pairs.binary_search_by_key(&place, |pair| pair.open).ok()?;
        pairs.get(index).copied()
    };
    let defines = !document.definitions().is_empty();
    for first in pairs.iter().copied() {
        let Some(second) = opening_at(first.close + 1).filter(|second| is_reference(leaf, first, *second)) else {
            continue;
        };
        let follows = leaf.character(second.close + 1);
        let before = first.open.checked_sub(1).and_then(|place| leaf.character(place));
        // `a[0][1]`, rows of tags, footnotes, definitions, and what other rules know.
        let is_other = before.is_some_and(|character| character.is_alphanumeric() || "])_".contains(character))
            || follows.is_some_and(|character| "[(:（".contains(character));
        let text = document.text(leaf.between(first.open, first.close));
        let label_span = leaf.between(second.open, second.close);
        let label = document.text(label_span);
        let (label, label_span) = if label.trim().is_empty() { (text, label_span) } else { (label, label_span) };
        // Nobody ticks an image.
        let is_image = before == Some('!') && !text.contains(['[', ']']);
        let is_meant = is_image || text.starts_with("![") || is_text(text) && (defines || is_like(text, label));
        if !is_other && is_meant && is_label(label) {
            let start = leaf.span(first.open).start - usize::from(is_image);
            let span = Span::new(start, leaf.span(second.close).end);
            found.push(UndefinedLabel { span, label: label.to_owned(), label_span });
        }
    }
}

/// Whether `second` follows `first` at once, both in ASCII brackets that stand for themselves, and neither has a link in
/// it; an image may be in the text.
fn is_reference(leaf: &BracketText<'_>, first: BracketPair, second: BracketPair) -> bool {
    let ascii = |pair: BracketPair| leaf.character(pair.open) == Some('[') && leaf.character(pair.close) == Some(']');
    let adjacent = leaf.span(first.close).end == leaf.span(second.open).start;
    let has_link =
        |pair: BracketPair| (pair.open..pair.close).any(|place| leaf.link(place).is_some_and(|link| !link.image));
    ascii(first) && ascii(second) && adjacent && !has_link(first) && !has_link(second)
}

/// Whether this can be the text of a link: no task box, no footnote, no alert, no number, no brackets within brackets.
fn is_text(text: &str) -> bool {
    let text = text.trim();
    if text.starts_with("![") {
        return true;
    }
    text.chars().any(char::is_alphabetic) && !text.eq_ignore_ascii_case("x") && !text.starts_with(['^', '!', '['])
}

/// Whether `label` belongs to `text` even where a document defines nothing: it is the text again, or a number.
fn is_like(text: &str, label: &str) -> bool {
    label.bytes().all(|byte| byte.is_ascii_digit()) || text.to_lowercase() == label.to_lowercase()
}

/// Whether this can be a label: of one line, of 999 characters at most (CommonMark 4.7).
fn is_label(label: &str) -> bool {
    let is_whole = !label.contains(['\n', '[', ']', '^']) && label.len() < 1_000;
    is_whole && label.chars().any(char::is_alphanumeric)
}

/// Whether a definition is a way to write a comment: `[//]: # (…)`, `[comment]: <> (…)`.
pub(crate) fn is_comment(definition: &Definition, document: &Document) -> bool {
    let label = document.text(definition.label).trim();
    let is_named = label.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("comment"));
    is_named || label.starts_with("//") || !label.chars().any(char::is_alphanumeric)
}

/// So many definitions in a row are looked past for what follows them.
const LONGEST_RUN: usize = 1000;

/// The lines of the definition at `defined` with their line ending, and one of two blank lines around them; `None` where something
/// else is on them, or where two lists would become one.
pub(crate) fn definition_lines(defined: Span, document: &Document) -> Option<Span> {
    let lines = document.lines();
    let (first, last) = (lines.line_of(defined.start), lines.line_of(defined.end.max(defined.start + 1) - 1));
    let whole = lines.span(first).join(lines.span(last));
    let around = [Span::new(whole.start, defined.start), Span::new(defined.end, whole.end)];
    if !around.iter().all(|span| document.text(*span).trim().is_empty()) || parts_lists(defined, document) {
        return None;
    }
    let is_blank = |line: usize| document.text(lines.span(line)).trim().is_empty();
    // What follows at once, or behind definitions that do, may be a table, of which it is a line of text to other parsers.
    let next = document.definitions().partition_point(|other| other.span.start < whole.end);
    let mut end = last;
    for other in document.definitions().get(next..).unwrap_or(&[]).iter().take(LONGEST_RUN) {
        if lines.line_of(other.span.start) != end + 1 {
            break;
        }
        end = lines.line_of(other.span.end.max(other.span.start + 1) - 1);
    }
    let is_footnote = document.text(lines.span(end + 1)).starts_with("[^");
    if lines.span(end + 1).start < document.source().len() && !is_blank(end + 1) && !is_footnote {
        return None;
    }
    let blank_before = first > 1 && is_blank(first - 1);
    let start = if blank_before && is_blank(last + 1) { lines.span(first - 1).start } else { whole.start };
    Some(Span::new(start, whole.end))
}

/// Whether nothing but the definition at `defined` stands between two lists.
fn parts_lists(defined: Span, document: &Document) -> bool {
    let blocks = document.blocks();
    let next = blocks.partition_point(|block| block.span.start < defined.end);
    let is_blank = |start: usize, end: usize| document.text(Span::new(start, end)).trim().is_empty();
    let is_list = |block: &&Block| matches!(block.kind, BlockKind::List { .. });
    let after = blocks.get(next).filter(is_list).is_some_and(|list| is_blank(defined.end, list.span.start));
    let first = blocks.partition_point(|block| block.span.start < defined.start);
    let last = BlockId(first.saturating_sub(1) as u32);
    let mut before = document.block(last).into_iter().chain(document.ancestors(last)).filter(is_list);
    after && before.any(|list| list.span.end <= defined.start && is_blank(list.span.end, defined.start))
}
