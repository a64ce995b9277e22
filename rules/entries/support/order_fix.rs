//! Puts the items of a list, or the rows of a table, in another order.

use crate::api::diagnostic::{Applicability, Effects, Fix};
use crate::api::rule::Context;
use crate::api::suppression::Verb;
use crate::engine::aliases::bare_name;
use crate::engine::suppression::directive::{Dialect, directives};
use curate_document::alignment::longest_increasing;
use curate_document::{BlockKind, Document, Entry, Span};
use std::collections::BTreeMap;

/// What comments keep where it is.
pub(crate) struct Pins {
    /// The comments that speak of their own item, in order.
    comments: Vec<Span>,
    /// From a comment that switches the rule off to the one that switches it on again, in order.
    ranges: Vec<Span>,
}

impl Pins {
    /// Reads the comments of `document` that silence `entries/order`, which other linters call by `aliases`.
    pub(crate) fn of(document: &Document, aliases: &[&str]) -> Self {
        let mut pins = Self { comments: Vec::new(), ranges: Vec::new() };
        let mut open: Option<usize> = None;
        for directive in directives(document) {
            let names: Vec<&str> = directive.names.iter().map(|name| document.text(*name)).collect();
            let is_meant = names.is_empty()
                || names.iter().any(|name| match directive.origin {
                    Dialect::Curate => matches!(*name, "entries" | "entries/order"),
                    Dialect::Remark => aliases.contains(&bare_name(name)),
                    _ => false,
                });
            match directive.verb {
                _ if !is_meant || !matches!(directive.origin, Dialect::Curate | Dialect::Remark) => {}
                Verb::Ignore => pins.comments.push(directive.comment),
                Verb::Disable => open = open.or(Some(directive.comment.start)),
                Verb::Enable => pins.ranges.extend(open.take().map(|start| Span::new(start, directive.comment.end))),
                _ => {}
            }
        }
        pins.ranges.extend(open.map(|start| Span::new(start, document.source().len())));
        pins
    }

    /// Whether `entry` stays where it is.
    pub(crate) fn hold(&self, entry: &Entry) -> bool {
        let next = self.comments.partition_point(|comment| comment.start < entry.own.start);
        let inside = self.comments.get(next).is_some_and(|comment| comment.start < entry.own.end);
        let begun = self.ranges.partition_point(|range| range.start <= entry.own.start);
        inside
            || begun
                .checked_sub(1)
                .and_then(|last| self.ranges.get(last))
                .is_some_and(|range| range.covers(entry.own.start))
    }
}

const ORDERED: BlockKind = BlockKind::List { ordered: true };

/// An item or a row as whole lines.
struct Chunk<'a> {
    /// Without the last line ending and the blank lines after it.
    span: Span,
    text: &'a str,
    /// The line ending and the blank lines up to the next one; `None` for the last.
    separator: Option<&'a str>,
}

/// The fix that puts the entries at `free` among `siblings` into the order of `ordered` (the same indexes), all others
/// staying where they are. `None` where the lines of an entry are not its own.
pub(crate) fn sorted(context: &Context<'_>, siblings: &[&Entry], free: &[usize], ordered: &[usize]) -> Option<Fix> {
    // The first number is that of the list.
    let list = siblings.first().and_then(|first| context.document.block(first.block)).and_then(|item| item.parent);
    if list.and_then(|list| context.document.block(list)).is_some_and(|list| list.kind == ORDERED) {
        return None;
    }
    let chunks = chunks(context.document, siblings)?;
    let mut places: Vec<usize> = (0..siblings.len()).collect();
    for (place, index) in free.iter().zip(ordered) {
        *places.get_mut(*place)? = *index;
    }
    let stays = longest_increasing(&places);
    let count = stays.iter().filter(|stays| !**stays).count();
    let usual = usual_separator(&chunks);
    let mut edits: Vec<(Span, String)> = Vec::new();
    // What stands between two chunks that stay is written anew: separators and what moved in or out.
    let mut start = chunks.first()?.span.start;
    let mut text = String::new();
    let last = places.len().checked_sub(1)?;
    for (position, (index, stays)) in places.iter().zip(&stays).enumerate() {
        let chunk = chunks.get(*index)?;
        if *stays {
            edits.push((Span::new(start, chunk.span.start), std::mem::take(&mut text)));
            start = chunk.span.end;
        } else {
            text.push_str(chunk.text);
        }
        if position < last {
            text.push_str(chunk.separator.unwrap_or(usual));
        }
    }
    edits.push((Span::new(start, chunks.last()?.span.end), text));
    let title = plural!(count, "Move the entry to its place", "Put the list in order ({count} entries move)");
    let effects = Effects { entries: true, ..Effects::default() };
    let mut fix = Fix::of(title, Applicability::Unsafe).with_effects(effects);
    for (span, text) in edits.into_iter().filter(|(span, text)| context.document.text(*span) != text) {
        fix = fix.edit(context.edition, span, text);
    }
    Some(fix)
}

/// The lines of each of `siblings`; `None` where they share lines with something else, or moving them could make what is beside
/// them part of another.
fn chunks<'a>(document: &'a Document, siblings: &[&Entry]) -> Option<Vec<Chunk<'a>>> {
    let (first, last) = (siblings.first()?, siblings.last()?);
    let whole = Span::new(first.span.start, last.span.end);
    if is_bordered(document, whole) {
        return None;
    }
    let mut spans = Vec::with_capacity(siblings.len());
    let mut indent = None;
    for entry in siblings {
        let text = document.text(entry.span);
        let marker = entry.span.start + text.len() - text.trim_start().len();
        let start = document.lines().span(document.line_of(marker)).start;
        let blank = document.text(Span::new(start, marker));
        if !blank.trim().is_empty() || *indent.get_or_insert(blank) != blank {
            return None;
        }
        spans.push(Span::new(start, entry.span.start + text.trim_end().len()));
    }
    let mut chunks = Vec::with_capacity(spans.len());
    for (index, span) in spans.iter().enumerate() {
        let next = spans.get(index + 1);
        // Trailing white space of the last line is its own.
        let line = document.lines().content(document.line_of(span.end.checked_sub(1)?), document.source());
        let span = Span::new(span.start, line.end.max(span.end));
        let separator = match next {
            Some(next) if next.start < span.end => return None,
            Some(next) => Some(document.text(Span::new(span.end, next.start))),
            None => None,
        };
        if separator.is_some_and(|separator| !separator.trim().is_empty() || !separator.contains(['\n', '\r'])) {
            return None;
        }
        chunks.push(Chunk { span, text: document.text(span), separator });
    }
    Some(chunks)
}

/// Whether the line right above or below the list could become part of another entry, or speaks of its first or last one:
/// a comment above; below, anything but a blank line, a heading, or an item of the list around it.
fn is_bordered(document: &Document, list: Span) -> bool {
    let line = |number: usize| document.text(document.lines().span(number)).trim();
    let end = list.start + document.text(list).trim_end().len();
    let (first, last) = (document.line_of(list.start), document.line_of(end.saturating_sub(1)));
    let above = if first > 1 { line(first - 1) } else { "" };
    let below = line(last + 1);
    let is_item =
        below.starts_with(['-', '*', '+']) && below.get(1..).is_some_and(|rest| rest.starts_with([' ', '\t']));
    let is_apart = below.is_empty() || below.starts_with('#') || is_item;
    above.contains("-->") || above.contains("<!--") || below.contains("<!--") || !is_apart
}

/// The separator that most chunks have.
fn usual_separator<'a>(chunks: &[Chunk<'a>]) -> &'a str {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for separator in chunks.iter().filter_map(|chunk| chunk.separator) {
        *counts.entry(separator).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or("\n", |(separator, _)| separator)
}
