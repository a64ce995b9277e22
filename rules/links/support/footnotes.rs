//! Footnotes: references without a definition, definitions without a reference.

use crate::links::support::brackets::BracketText;
use curate_document::{BlockKind, Characters, Document, InlineKind, Prose, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What is wrong with a footnote.
pub(crate) enum FootnoteDefect {
    /// No footnote has the label.
    Undefined,
    /// Nothing leads to it.
    Unused,
    /// The footnote at this span has the label already.
    Repeated(Span),
}

/// The defects of `document`: the label as written, its place, and what is wrong.
pub(crate) fn footnote_defects(document: &Document) -> Vec<(String, Span, FootnoteDefect)> {
    if !document.source().contains("[^") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    let mut defined = Vec::new();
    for block in document.blocks().iter().filter(|block| block.kind == BlockKind::Footnote) {
        let text = document.text(block.span);
        let Some(label) = text.strip_prefix("[^").and_then(|text| text.split_once("]:")).map(|(label, _)| label) else {
            continue;
        };
        let place = Span::new(block.span.start, block.span.start + label.len() + "[^]:".len());
        if let Some(before) = first.get(&label.to_lowercase()) {
            found.push((label.to_owned(), place, FootnoteDefect::Repeated(*before)));
            continue;
        }
        first.insert(label.to_lowercase(), place);
        defined.push((label, place));
    }
    let references = document.inlines().iter().filter(|inline| inline.kind == InlineKind::FootnoteReference);
    let used: BTreeSet<String> = references.map(|inline| bare(document.text(inline.span)).to_lowercase()).collect();
    let unused = defined.iter().filter(|(label, _)| !used.contains(&label.to_lowercase()));
    found.extend(unused.map(|(label, place)| ((*label).to_owned(), *place, FootnoteDefect::Unused)));
    found.extend(
        undefined_footnotes(document, !first.is_empty())
            .into_iter()
            .map(|(label, place)| (label, place, FootnoteDefect::Undefined)),
    );
    found
}

/// References in text. Where a document has no footnotes, `[^…]` is one only where it is numbered: else it may be a set of characters.
fn undefined_footnotes(document: &Document, has_footnotes: bool) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    for (block, leaf) in document.leaves() {
        if !leaf.characters.has_all(Characters::marks(b"[^]")) {
            continue;
        }
        let prose = Prose::of(document, block);
        let leaf = BracketText::new(&prose, document);
        for pair in leaf.brackets().square {
            let span = Span::new(leaf.span(pair.open).start, leaf.span(pair.close).end);
            let text = document.text(span);
            let label = bare(text);
            let is_name = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_');
            let is_reference = text.starts_with("[^") && !label.is_empty() && label.chars().all(is_name);
            // `[^a-z]` is a set of characters.
            let is_range = label.len() == 3 && label.as_bytes().get(1) == Some(&b'-');
            let is_numbered = label.bytes().all(|byte| byte.is_ascii_digit());
            let follows = leaf.character(pair.close + 1);
            let is_other = follows.is_some_and(|follows| matches!(follows, ':' | '(' | '[' | '+' | '*' | '{' | '?'));
            if is_reference && (has_footnotes && !is_range || is_numbered) && !is_other {
                found.push((label.to_owned(), span));
            }
        }
    }
    found
}

/// The label of the reference `text`.
fn bare(text: &str) -> &str {
    text.strip_prefix("[^").and_then(|text| text.strip_suffix(']')).unwrap_or("")
}
