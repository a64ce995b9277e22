//! # entries/glued
//!
//! An item that markdown does not see as one: no space after its marker, a sign that is not a marker, no marker at all, or two.
//!
//! ## Why
//!
//! `-[Basil](…)` is text: it is shown as the end of the item above. So are `• [Basil](…)`, `-- [Basil](…)`, `\- [Basil](…)`, a line
//! without a marker that stands under an item, and an entry that begins behind the last sentence of another. `- - Basil` is a list
//! within a list, with an empty item around it.
//!
//! Lines that go on with what stands above them, or name a page of it (`[Docs](…)`), are left alone.
//!
//! ## Bad
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler.
//! -[Basil](https://basil.example) - An interpreter.
//!  [Cobalt](https://cobalt.example) - A debugger.
//! - - [Delta](https://delta.example) - A linter.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler.
//! - [Basil](https://basil.example) - An interpreter.
//! - [Cobalt](https://cobalt.example) - A debugger.
//! - [Delta](https://delta.example) - A linter.
//! ```
//!
//! ## Fix
//!
//! Safe: the space or the marker is added, the second marker is removed. Unsafe where a number stands in a list of bullets, and where
//! another entry leads to the same page: then one of the two is superfluous. Unsafe where a line without a marker would become the parent
//! of items below, too. None where a number is missing, nor for three markers and
//! more, which may have been a rule.

use crate::api::declaration::{Declaration, FixKind, Subject};
use crate::api::diagnostic::{Applicability, Effects, Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::engine::summarize;
use crate::entries::support::glued_place::{adopts, before, level, loosens};
use crate::text::resource::Resource;
use curate_document::{Block, BlockId, BlockKind, Document, Entry, Glued, GluedKind, Marker, Span, Target};
use std::collections::{BTreeMap, HashMap};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    aliases: &["awesome-list-item"],
    ..Declaration::error(
        include_str!("glued.rs"),
        "an item swallowed by the one above, or with two markers",
        Make::plain(|_| Box::new(GluedEntries)),
    )
};

const ENTRIES: Effects = Effects { entries: true, ..Effects::NONE };

struct GluedEntries;

impl Rule for GluedEntries {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let twins = twins(document);
        for glued in document.glued() {
            sink.report(finding(glued, twins.get(&glued.own.start).copied(), context));
        }
        let mut on_lines = BTreeMap::new();
        for (index, block) in document.blocks().iter().enumerate() {
            if matches!(block.kind, BlockKind::List { .. }) {
                let items: Vec<(BlockId, &Block)> = document.children_of(BlockId(index as u32)).collect();
                doubled(&items, &mut on_lines, context, sink);
            }
        }
        for (line, findings) in on_lines {
            let line = line.to_owned();
            let summary = move |count: usize| {
                let line = &line;
                text!("`{line}` is a list within empty items: {count} lines, of which this is the first", line, count)
            };
            summarize::report_more_than(summarize::FEW, findings, summary, "", context, sink);
        }
    }
}

fn finding(glued: &Glued, twin: Option<&Entry>, context: &Context<'_>) -> Finding {
    let document = context.document;
    let span = Span::new(glued.marker.start, glued.own.end);
    let marker = document.text(glued.marker).trim_end();
    let bullet = level(document, glued).map(|item| document.text(item.span));
    let wanted = bullet.unwrap_or("-");
    let above = glued.item.and_then(|item| document.block(item)).map(|item| document.line_of(item.span.start));
    let shown = match above {
        Some(line) => text!("it is shown as the end of the item in line {line}", line),
        None => text!("it is shown as text"),
    };
    let message = match glued.kind {
        GluedKind::Unspaced => {
            text!("no space after `{marker}`: this is not a list item; {shown}", marker, shown)
        }
        GluedKind::Sign => text!("`{marker}` is not a list marker: {shown}", marker, shown),
        GluedKind::Bare => text!("no `{wanted}` before this line: {shown}", wanted, shown),
        GluedKind::SameLine => text!("an entry in the middle of a line: {shown}", shown),
    };
    let mut finding = Finding::at(span, message);
    if let Some(twin) = twin {
        let line = document.line_of(twin.span.start);
        let label = twin.title.unwrap_or(twin.own);
        finding = finding
            .label(context.edition, label, text!("has the same URL"))
            .help(text!("line {line} has the same URL; keep one of the two entries", line));
    }
    let safety = if twin.is_some() { Applicability::Unsafe } else { Applicability::Safe };
    match fix(glued, safety, context) {
        Some(fix) => {
            let link = document.links_in(glued.own).first().filter(|link| glued.own.contains(link.span));
            let contents = link.is_some_and(|link| matches!(link.target, Target::Anchor(_)));
            finding.fix(fix.with_effects(Effects { contents, ..ENTRIES }))
        }
        None => finding,
    }
}

/// The other entry that leads where each glued one does, by where that one begins.
fn twins(document: &Document) -> HashMap<usize, &Entry> {
    if document.glued().is_empty() {
        return HashMap::new();
    }
    let glued = || document.entries().iter().filter(|entry| entry.glued);
    let resources = glued().filter_map(|entry| Resource::of(document, entry));
    let mut listed: HashMap<Resource<'_>, Vec<&Entry>> = resources.map(|resource| (resource, Vec::new())).collect();
    for entry in document.entries() {
        let known = Resource::of(document, entry).and_then(|resource| listed.get_mut(&resource));
        // Two are enough to find another one than any of them.
        if let Some(known) = known.filter(|known| known.len() < 2) {
            known.push(entry);
        }
    }
    let twin = |entry: &Entry| {
        let alike = listed.get(&Resource::of(document, entry)?)?;
        Some((entry.own.start, *alike.iter().find(|other| other.own.start != entry.own.start)?))
    };
    glued().filter_map(twin).collect()
}

/// Makes an item of `glued`, with no more than `safety`.
fn fix(glued: &Glued, safety: Applicability, context: &Context<'_>) -> Option<Fix> {
    let document = context.document;
    let marker = document.text(glued.marker).trim_end();
    let is_number = marker.starts_with(|character: char| character.is_ascii_digit());
    let parent = level(document, glued);
    let beside = parent.or_else(|| before(document, glued));
    let is_doubtful = (parent.is_none() && loosens(document, glued)) || adopts(document, glued, beside);
    let safety = if is_doubtful { Applicability::Unsafe } else { safety };
    if glued.kind == GluedKind::Unspaced {
        let sign = |text: &str| text.chars().next_back();
        // With another sign it would be a list of its own (CommonMark 5.3).
        let is_alike = beside.is_none_or(|beside| sign(document.text(beside.span)) == sign(marker));
        if is_alike && (!is_number || parent.is_some_and(|parent| !parent.is_bullet())) {
            let title = text!("Put a space after `{marker}`", marker);
            return Some(Fix::of(title, safety).edit(context.edition, Span::at(glued.marker.end), " "));
        }
    }
    let parent = beside.filter(Marker::is_bullet)?;
    let bullet = document.text(parent.span);
    let indent = document.text(parent.before);
    let gap = " ".repeat(parent.content_column - parent.column - parent.span.len());
    let line = document.lines().span(document.line_of(glued.marker.start)).start;
    let (place, text) = match glued.kind {
        GluedKind::SameLine => {
            let sentence = document.source().get(..glued.marker.start).unwrap_or("").trim_end().len();
            (Span::new(sentence, glued.marker.end), format!("\n{indent}{bullet}{gap}"))
        }
        _ => (Span::new(line, glued.marker.end), format!("{indent}{bullet}{gap}")),
    };
    let title = match glued.kind {
        GluedKind::Bare => text!("Put `{bullet}` before it", bullet),
        GluedKind::SameLine => text!("Put it on a line of its own"),
        _ => text!("Replace `{marker}` by `{bullet}`", marker, bullet),
    };
    let safety = if is_number { Applicability::Unsafe } else { safety };
    indent.trim().is_empty().then(|| Fix::of(title, safety).edit(context.edition, place, text))
}

/// `- - title`: one item of one paragraph, alone in an item of its own. Where many are so, it is meant. With more markers it may have been
/// a rule, and goes to those `on_lines`, by their text.
fn doubled<'a>(
    items: &[(BlockId, &Block)],
    on_lines: &mut BTreeMap<&'a str, Vec<Finding>>,
    context: &Context<'a>,
    sink: &mut Sink<'_>,
) {
    let document = context.document;
    let found: Vec<(&Block, &Block, &Block)> = items
        .iter()
        .filter_map(|(id, item)| Some((*item, inner_item(document, *id, item)?)))
        .map(|(item, (inner, content))| (item, inner, content))
        .collect();
    if found.len() * 2 > items.len().max(2) {
        return;
    }
    for (item, inner, content) in found {
        // The span of a nested item may begin with its indentation.
        let indent = document.text(item.span).len() - document.text(item.span).trim_start().len();
        let markers = Span::new(item.span.start + indent, content.span.start);
        let surplus = Span::new(inner.span.start, content.span.start);
        let line = document.lines().content(document.line_of(markers.start), document.source());
        let all = markers_before(document.text(Span::new(line.start, content.span.start)));
        let count = all.split_whitespace().count();
        if count > 2 {
            let span = Span::new(content.span.start - all.len(), line.end);
            let finding = Finding::at(span, text!("{count} markers: this is a list within empty items", count));
            let finding = finding.help(text!("keep one marker, or write `---` alone on the line for a rule"));
            on_lines.entry(document.text(span)).or_default().push(finding);
            continue;
        }
        let fix = Fix::safe(text!("Remove the second marker"), context.edition, surplus, "").with_effects(ENTRIES);
        sink.report(Finding::at(markers, text!("two markers: this is a list within an empty item")).fix(fix));
    }
}

/// The markers of bullet lists at the end of `text`, what stands before them left out.
fn markers_before(text: &str) -> &str {
    let rest =
        text.trim_end_matches(|character: char| matches!(character, '-' | '*' | '+') || character.is_whitespace());
    text.get(rest.len()..).unwrap_or("").trim_start()
}

/// The only item of the bullet list that is all of `item`, with its paragraph, where both markers stand on one line.
fn inner_item<'a>(document: &'a Document, id: BlockId, item: &Block) -> Option<(&'a Block, &'a Block)> {
    if document.block(BlockId(id.0 + 1)).is_none_or(|list| !matches!(list.kind, BlockKind::List { .. })) {
        return None;
    }
    let [list, inner, content] = [1, 2, 3].map(|offset| document.block(BlockId(id.0 + offset)));
    let (list, inner, content) = (list?, inner?, content?);
    let nested =
        list.parent == Some(id) && inner.parent == Some(BlockId(id.0 + 1)) && content.parent == Some(BlockId(id.0 + 2));
    let bullet = document.text(Span::new(item.span.start, list.span.start));
    let fits = nested
        && list.kind == BlockKind::List { ordered: false }
        && matches!(bullet.trim(), "-" | "*" | "+")
        && content.kind == BlockKind::Paragraph
        && document.text(Span::new(content.span.end, item.span.end)).trim().is_empty()
        && !document.has_line_ending(Span::new(item.span.start, content.span.start));
    fits.then_some((inner, content))
}
