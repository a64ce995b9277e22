//! # parity/missing-item
//!
//! A list of text that has fewer items than the same list in another edition.
//!
//! ## Why
//!
//! Rules of a community and steps of a guide are items without a link. One that is missing has no URL by which it would be missed, and
//! the list reads well without it.
//!
//! Lists are compared by their number of items, in sections that stand for each other and have equally many lists, the lists inside
//! their items too. A reader sees at once which item is missing. Items with links are a case of `parity/missing-entry` and
//! `parity/missing-link`. Nothing is said where one list has less than half of the other's items, which is rather another text.
//!
//! ## Bad
//!
//! ```markdown
//! README.md                    README.de.md
//!
//! - Switch off the mains.      - Die Sicherung ausschalten.
//! - Let the lamp cool.         - Die Birne wechseln.
//! - Change the bulb.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! README.md                    README.de.md
//!
//! - Switch off the mains.      - Die Sicherung ausschalten.
//! - Let the lamp cool.         - Die Lampe abkühlen lassen.
//! - Change the bulb.           - Die Birne wechseln.
//! ```
//!
//! What is meant for one language says so on its own line, or in its section's heading: `<!-- curate de-only -->`.
//!
//! ## Fix
//!
//! None: the item has to be translated.

use crate::api::declaration::{Declaration, Scope, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::parity::support::comparison::{Comparison, ReportSome};
use crate::parity::support::page_blocks::near;
use crate::parity::support::text_items::uncertain_text_items;
use crate::text::entry_name::first_line;
use curate_document::{BlockId, BlockKind, Document, SectionId, Side};
use std::collections::BTreeMap;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::List],
    scope: Scope::Markdown,
    revealed_by_fixes: true,
    ..Declaration::hint(
        include_str!("missing_item.rs"),
        "a list of text with fewer items than its counterpart",
        Make::plain(|_| Box::new(MissingItem)),
    )
};

struct MissingItem;

impl Rule for MissingItem {
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for comparison in near(context) {
            let reversed = comparison.reversed();
            for (is_only, [there, here]) in counterparts(&comparison) {
                sink.report_some(fewer(&comparison, is_only, [there, here]));
                sink.report_some(fewer(&reversed, is_only, [here, there]));
            }
        }
    }
}

type ListsBySection = BTreeMap<Option<SectionId>, Vec<BlockId>>;

/// The lists there and here that stand for each other, the lists inside them too; whether they are the only ones at their place.
fn counterparts(comparison: &Comparison<'_>) -> Vec<(bool, [BlockId; 2])> {
    debug_assert!(comparison.side == Side::First, "a pair is seen from the source");
    let (theirs, mine) = (outer_lists(comparison.other), outer_lists(comparison.document));
    let mut waiting = Vec::new();
    for (section, there) in &theirs {
        let across = match section {
            Some(id) => comparison.alignment.section(Side::First, *id).map(Some),
            None => Some(None),
        };
        if let Some(here) = across.and_then(|section| mine.get(&section)) {
            waiting.extend(paired((comparison.other, there), (comparison.document, here)));
        }
    }
    let mut pairs = Vec::new();
    while let Some((is_only, [there, here])) = waiting.pop() {
        pairs.push((is_only, [there, here]));
        let items = (items(comparison.other, there), items(comparison.document, here));
        if items.0.len() == items.1.len() {
            for (there, here) in items.0.into_iter().zip(items.1) {
                let inner = (lists_in(comparison.other, there), lists_in(comparison.document, here));
                waiting.extend(paired((comparison.other, &inner.0), (comparison.document, &inner.1)));
            }
        }
    }
    pairs.sort_unstable();
    pairs
}

/// As many lists on both sides, numbered where the others are.
fn paired(
    (other, there): (&Document, &[BlockId]),
    (document, here): (&Document, &[BlockId]),
) -> Vec<(bool, [BlockId; 2])> {
    let kinds = |document: &Document, lists: &[BlockId]| -> Vec<Option<BlockKind>> {
        lists.iter().map(|id| document.block(*id).map(|block| block.kind)).collect()
    };
    let are_alike = kinds(other, there) == kinds(document, here);
    let is_only = there.len() == 1;
    if !are_alike {
        return Vec::new();
    }
    there.iter().zip(here).map(|(there, here)| (is_only, [*there, *here])).collect()
}

fn outer_lists(document: &Document) -> ListsBySection {
    let mut lists = ListsBySection::new();
    for (block, id) in document.blocks().iter().zip(0..) {
        if matches!(block.kind, BlockKind::List { .. }) && block.parent.is_none() {
            lists.entry(block.section).or_default().push(BlockId(id));
        }
    }
    lists
}

fn items(document: &Document, list: BlockId) -> Vec<BlockId> {
    document.children_of(list).map(|(id, _)| id).collect()
}

fn lists_in(document: &Document, item: BlockId) -> Vec<BlockId> {
    let lists = document.children_of(item).filter(|(_, block)| matches!(block.kind, BlockKind::List { .. }));
    lists.map(|(id, _)| id).collect()
}

/// Says that the list `here` has fewer items of text than the list `there`.
fn fewer(comparison: &Comparison<'_>, is_only: bool, [there, here]: [BlockId; 2]) -> Option<Finding> {
    let (all, have) = (items(comparison.other, there).len(), items(comparison.document, here).len());
    // What is beside an item in one edition may be nested in it in the other.
    let are_nested = inner_items(comparison.document, here) >= inner_items(comparison.other, there);
    // What is not indented cuts a list into many of one item.
    let is_cut = have == 1 && !is_only;
    if have >= all || 2 * have < all || are_nested || is_cut {
        return None;
    }
    let linked = [linked_items(comparison.other, there), linked_items(comparison.document, here)];
    if linked[0] != linked[1] || is_meant(comparison, there) || is_reported(comparison, there) {
        return None;
    }
    let reported_in = comparison.reported_in().filter(|_| !comparison.is_left_alone())?;
    let line = |document: &Document, list: BlockId| Some(first_line(document, document.block(list)?.span));
    let (there, here) = (line(comparison.other, there)?, line(comparison.document, here)?);
    let path = &comparison.other_edition.path;
    let message = text!("this list has {have} of the {all} items that it has in {path}", have, all, path);
    let path = &comparison.edition.path;
    let message_there = text!("in {path} this list has {have} of the {all} items", path, have, all);
    let (here, there) = ((here, message, text!("the same list")), (there, message_there, text!("the same list")));
    Some(comparison.finding(reported_in, here, there))
}

/// How many items a list has with those of the lists inside them.
fn inner_items(document: &Document, list: BlockId) -> usize {
    let Some(span) = document.block(list).map(|block| block.span) else { return 0 };
    let inside = document.blocks().iter().skip(list.0 as usize + 1).take_while(|block| block.span.start < span.end);
    inside.filter(|block| matches!(block.kind, BlockKind::Item { .. })).count()
}

/// How many items of a list have a link in them.
fn linked_items(document: &Document, list: BlockId) -> usize {
    let has_link = |item: &BlockId| {
        let Some(block) = document.block(*item) else { return false };
        let first = document.links().partition_point(|link| link.span.start < block.span.start);
        document.links().get(first).is_some_and(|link| block.span.contains(link.span))
    };
    items(document, list).iter().filter(|item| has_link(item)).count()
}

/// Whether an item there, or all of its section, is meant for that edition alone.
fn is_meant(comparison: &Comparison<'_>, list: BlockId) -> bool {
    let Some(list) = comparison.other.block(list) else { return true };
    let pragmas = comparison.pragmas();
    let mut inside = comparison.other.entries().iter().filter(|entry| list.span.contains(entry.span));
    list.section.is_some_and(|section| pragmas.has_section(comparison.other, section))
        || inside.any(|entry| pragmas.has_entry(entry))
}

/// Whether it is known of an item of a list which one is missing, so that it is reported as an entry.
fn is_reported(comparison: &Comparison<'_>, list: BlockId) -> bool {
    let Some(list) = comparison.other.block(list).filter(|_| comparison.is_list) else { return false };
    let uncertain = uncertain_text_items(comparison);
    let mut lone = comparison.alignment.lone_entries(comparison.side).filter(|id| !uncertain.contains(id));
    lone.any(|id| comparison.other.entry(id).is_some_and(|entry| list.span.contains(entry.span)))
}
