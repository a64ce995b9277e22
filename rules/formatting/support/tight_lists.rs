//! Single blank lines in lists that have none elsewhere.

use crate::api::diagnostic::{Finding, Fix};
use crate::api::rule::{Context, Sink};
use crate::engine::summarize;
use crate::formatting::support::blank_line::is_blank_line;
use curate_document::{BlockKind, Document, Span, Target};
use std::mem::{Discriminant, discriminant};

/// Fewer items than this say nothing of how a list was to be set.
const ENOUGH_GAPS: usize = 5;
/// Of so many gaps one may be a mistake; of more, another one.
const GAPS_PER_SLIP: usize = 20;

/// What is known of a list.
#[derive(Clone, Debug, Default)]
struct ListSpacing {
    /// Between how many of its items there is no blank line.
    tight: usize,
    /// The blank lines between the others.
    blank: Vec<BlankBetweenItems>,
    /// The item before.
    last: Span,
    /// Whether there is a blank line within an item, which makes the list loose anyway.
    is_loose: bool,
}

/// Blank lines between two items.
#[derive(Clone, Debug)]
struct BlankBetweenItems {
    span: Span,
    /// Whether the items on both sides lead to places of one kind. Where the contents follow a list of translations, the
    /// blank line was meant to keep two lists apart.
    within_one_list: bool,
}

/// Reports the one blank line that makes a list loose (CommonMark 5.3): all of its items become paragraphs.
pub(crate) fn judge(context: &Context<'_>, sink: &mut Sink<'_>) {
    let document = context.document;
    let lists = lists(document);
    let is_slip = |gaps: &ListSpacing| {
        gaps.tight >= ENOUGH_GAPS && gaps.blank.len() <= 1 + gaps.tight / GAPS_PER_SLIP && !gaps.is_loose
    };
    // Where several lists are in groups, so is one of two groups.
    let grouped = lists.iter().filter(|gaps| gaps.blank.len() > 1 && gaps.tight > 1 && !is_slip(gaps)).count();
    if grouped > 1 {
        return;
    }
    let findings = lists.iter().filter(|gaps| is_slip(gaps)).flat_map(|gaps| {
        gaps.blank.iter().filter(|blank| blank.within_one_list).map(|BlankBetweenItems { span, .. }| {
            let items = gaps.tight + gaps.blank.len() + 1;
            let message = text!("this blank line makes paragraphs of all {items} items of the list", items);
            let help = text!("one blank line between items makes the whole list loose");
            let fix = Fix::risky(text!("Remove the blank line"), context.edition, *span, "");
            Finding::at(*span, message).help(help).fix(fix)
        })
    });
    let summary = |count: usize| text!("blank lines within {count} lists, of which this is the first", count);
    summarize::report(findings.collect(), summary, text!("Remove the blank lines"), context, sink);
}

fn lists(document: &Document) -> Vec<ListSpacing> {
    let blocks = document.blocks();
    // By block: the list's gaps, and for lists and items whether a child was seen.
    let mut gaps: Vec<Option<ListSpacing>> = vec![None; blocks.len()];
    let mut has_child = vec![false; blocks.len()];
    for block in blocks {
        let Some(parent) = block.parent.map(|id| id.0 as usize) else { continue };
        let is_first = has_child.get_mut(parent).is_none_or(|seen| !std::mem::replace(seen, true));
        let Some(around) = blocks.get(parent) else { continue };
        let list = match around.kind {
            BlockKind::List { .. } => parent,
            BlockKind::Item { .. } if !is_first => around.parent.map_or(parent, |list| list.0 as usize),
            _ => continue,
        };
        let Some(of_list) = gaps.get_mut(list).map(|of_list| of_list.get_or_insert_with(ListSpacing::default)) else {
            continue;
        };
        let before = if parent == list { std::mem::replace(&mut of_list.last, block.span) } else { Span::default() };
        if is_first {
            continue;
        }
        let blank = blank_before(document, block.span.start);
        match (parent == list, blank) {
            (true, Some(span)) => {
                let within_one_list = leads_to(document, before) == leads_to(document, block.span);
                of_list.blank.push(BlankBetweenItems { span, within_one_list });
            }
            (true, None) => of_list.tight += 1,
            (false, blank) => of_list.is_loose |= blank.is_some(),
        }
    }
    gaps.into_iter().flatten().collect()
}

/// The kind of place that the first link of `item` leads to.
fn leads_to(document: &Document, item: Span) -> Option<Discriminant<Target>> {
    let first = document.links().partition_point(|link| link.span.start < item.start);
    let mut links = document.links().iter().skip(first).take_while(|link| link.span.start < item.end);
    links.find(|link| !link.image).map(|link| discriminant(&link.target))
}

/// The blank lines right above the line of `offset`.
fn blank_before(document: &Document, offset: usize) -> Option<Span> {
    let lines = document.lines();
    let line = document.line_of(offset);
    let first = (1..line).rev().take_while(|line| is_blank_line(document, *line)).last()?;
    Some(lines.span(first).join(lines.span(line - 1)))
}
