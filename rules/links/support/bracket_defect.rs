//! Links that were meant and that their brackets do not make.

use crate::links::support::bracket_missing::{beside_images, beside_text, in_square_brackets, unbracketed, unopened};
use crate::links::support::bracket_typos::{badge_alone, emphasis_between, in_braces, mark_between, typos};
use crate::links::support::brackets::{BracketPair, BracketText, Brackets};
use crate::links::support::broken_link::BrokenLink;
use crate::links::support::destination::{DestinationKind, destination_kind, has_anchor};
use crate::links::support::intended_link::IntendedLink;
use crate::links::support::split_images::split_image;
use curate_document::{BlockId, Document};

/// The broken links of `leaf`, the text of `block`, in order of their ends.
pub(crate) fn broken_links(
    leaf: &BracketText<'_>,
    brackets: &Brackets,
    block: BlockId,
    document: &Document,
) -> Vec<BrokenLink> {
    let mut found: Vec<BrokenLink> = Vec::new();
    for pair in &brackets.square {
        let done = found.last().map_or(0, |last| last.end);
        if pair.open >= done {
            found.extend(of_pair(leaf, brackets, *pair, document));
        }
    }
    found.extend(beside_images(leaf, brackets, document));
    found.extend(typos(leaf, brackets, document));
    for broken in unopened(leaf, brackets, block, document) {
        // `[text](https://…](https://…)` is one mistake.
        match found.iter_mut().find(|other| other.span.start < broken.span.end && broken.span.start < other.span.end) {
            Some(other) => other.absorb(&broken, document),
            None => found.push(broken),
        }
    }
    found
}

/// Whether `)` stands right before `pair`.
fn follows_round(leaf: &BracketText<'_>, pair: BracketPair) -> bool {
    pair.open.checked_sub(1).and_then(|before| leaf.character(before)) == Some(')')
}

fn of_pair(leaf: &BracketText<'_>, brackets: &Brackets, pair: BracketPair, document: &Document) -> Option<BrokenLink> {
    let inside = document.text(leaf.between(pair.open, pair.close));
    let is_destination = match destination_kind(unbracketed(inside)) {
        Some(DestinationKind::Web) => true,
        Some(DestinationKind::Anchor) => follows_round(leaf, pair) && has_anchor(inside, document),
        _ => false,
    };
    if is_destination && let Some(broken) = in_square_brackets(leaf, brackets, pair, document) {
        return Some(broken);
    }
    if leaf.has_link(pair.open, pair.close) {
        return None;
    }
    let broken = split_image(leaf, brackets, pair, document)
        .or_else(|| beside_text(leaf, brackets, pair, document))
        .or_else(|| badge_alone(leaf, pair, document))
        .or_else(|| in_braces(leaf, pair, document))
        .or_else(|| mark_between(leaf, pair, document));
    if broken.is_some() {
        return broken;
    }
    let next = pair.close + 1;
    let bracket = leaf.after_blanks(next);
    if !matches!(leaf.character(bracket), Some('(' | '（')) || leaf.link(bracket).is_some() {
        return None;
    }
    let broken = emphasis_between(leaf, pair, bracket, document);
    if broken.is_some() {
        return broken;
    }
    let image = pair.open.checked_sub(1).and_then(|before| leaf.character(before)) == Some('!');
    let start = leaf.span(pair.open - usize::from(image)).start;
    let text = inside.trim();
    if text.is_empty() && !image {
        return None;
    }
    let intended = IntendedLink { leaf, document, pair, bracket, start, text, image };
    let tail = leaf.tail(bracket);
    if bracket > next { intended.apart(tail) } else { intended.beside(tail) }
}
