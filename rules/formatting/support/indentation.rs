//! How items are indented: tabs against spaces, and the width that `.editorconfig` requires.

use crate::api::diagnostic::{Applicability, Finding, Fix, Severity};
use crate::api::facts::Indent;
use crate::api::rule::{Context, Sink};
use crate::engine::summarize;
use curate_document::marker::{Marker, TAB, columns};
use curate_document::{Block, BlockId, BlockKind, Document, Span};

/// What other linters call tabs in the place of spaces.
const TABS: &[&str] = &["MD010", "no-tabs", "prettier"];
/// What they call another width than the usual one.
const WIDTH: &[&str] =
    &["MD005", "MD007", "MD007.indent", "MD007.start_indented", "list-item-content-indent", "prettier"];

/// The line of a nested item.
struct Indented {
    block: BlockId,
    /// The white space before its marker.
    space: Span,
    /// How many items are around it.
    depth: usize,
}

/// Reports what is indented other than required or, where nothing is required, than most.
pub(crate) fn judge(context: &Context<'_>, sink: &mut Sink<'_>) {
    let document = context.document;
    let items = nested_items(document);
    let tabs = items.iter().filter(|item| document.text(item.space).contains('\t')).count();
    let spaces = items.len() - tabs;
    let required = context.facts.editor_settings.get(&context.edition).and_then(|settings| settings.indent);
    let wanted = match required {
        Some(Indent::Spaces(_)) => Some(false),
        Some(Indent::Tabs) => Some(true),
        None if tabs > 0 && spaces >= tabs * 3 => Some(false),
        None if spaces > 0 && tabs >= spaces * 3 => Some(true),
        None => None,
    };
    if let Some(wanted) = wanted {
        characters(&items, wanted, context, sink);
    }
    if let Some(Indent::Spaces(width)) = required
        && tabs == 0
    {
        widths(&items, usize::from(width), context, sink);
    }
}

fn nested_items(document: &Document) -> Vec<Indented> {
    let mut depths: Vec<usize> = Vec::with_capacity(document.blocks().len());
    let mut items = Vec::new();
    for (index, block) in document.blocks().iter().enumerate() {
        let around = block.parent.and_then(|parent| depths.get(parent.0 as usize)).copied().unwrap_or(0);
        let is_item = matches!(block.kind, BlockKind::Item { .. });
        depths.push(around + usize::from(is_item));
        if !is_item || around == 0 {
            continue;
        }
        let Some(Marker { before: space, .. }) = document.marker(block.span) else { continue };
        let text = document.text(space);
        // In a quote the line begins with the quote's marker, and after a marker on the same line with that.
        if !text.is_empty() && text.bytes().all(|byte| matches!(byte, b' ' | b'\t')) {
            items.push(Indented { block: BlockId(index as u32), space, depth: around });
        }
    }
    items
}

/// Tabs where spaces are wanted, or the other way round; the columns stay what they are.
fn characters(items: &[Indented], tabs: bool, context: &Context<'_>, sink: &mut Sink<'_>) {
    let document = context.document;
    let title = if tabs { text!("Indent with tabs") } else { text!("Indent with spaces") };
    let mut findings = Vec::new();
    for item in items {
        let text = document.text(item.space);
        let width = columns(text, 0);
        let replacement = if tabs { "\t".repeat(width / TAB) } else { " ".repeat(width) };
        let fixable = columns(&replacement, 0) == width;
        if replacement == text || (tabs && !fixable) {
            continue;
        }
        let fix = Fix::safe(title.clone(), context.edition, item.space, replacement);
        let message = if tabs {
            text!("indented with spaces instead of tabs")
        } else {
            text!("indented with tabs instead of spaces")
        };
        findings.push(Finding::at(item.space, message).fix(fix).aliases(TABS));
    }
    let summary = move |count: usize| {
        if tabs {
            text!("{count} lines are indented with spaces instead of tabs, of which this is the first", count)
        } else {
            text!("{count} lines are indented with tabs instead of spaces, of which this is the first", count)
        }
    };
    summarize::report(findings, summary, title, context, sink);
}

/// Items that are indented by another width than `.editorconfig` has: one finding, since one cannot move alone.
fn widths(items: &[Indented], width: usize, context: &Context<'_>, sink: &mut Sink<'_>) {
    let document = context.document;
    // What stands under a number is aligned to the text beside that number.
    let numbered =
        |item: &Indented| document.ancestors(item.block).any(|block| block.kind == BlockKind::List { ordered: true });
    let is_off = |item: &&Indented| item.space.len() != item.depth * width && !numbered(item);
    let off: Vec<&Indented> = items.iter().filter(is_off).collect();
    let Some(first) = off.first() else { return };
    let message = match off.len() {
        1 => text!(
            "indented by {found} spaces, `.editorconfig` requires {required}",
            found = first.space.len(),
            required = first.depth * width,
        ),
        count => text!(
            "{count} items are not indented by {width} spaces a level as `.editorconfig` requires, of which this is the first",
            count,
            width,
        ),
    };
    let mut finding = Finding::at(first.space, message).aliases(WIDTH);
    let own_width = first.space.len() / first.depth.max(1);
    if off.len() == items.len() && items.iter().all(|item| item.space.len() == item.depth * own_width) {
        // The list has a style of its own and keeps to it.
        finding = finding.at_most(Severity::Hint);
    }
    // Under a bullet of two columns, two to five columns make a nested item. What has more lines moves by hand.
    let fixable = (2..=5).contains(&width)
        && items
            .iter()
            .all(|item| document.block(item.block).is_some_and(|block| is_plain(document, item.block, block)));
    if !fixable {
        sink.report(finding);
        return;
    }
    let mut fix = Fix::of(text!("Indent by {width} spaces a level", width), Applicability::Safe);
    for item in off {
        fix = fix.edit(context.edition, item.space, " ".repeat(item.depth * width));
    }
    sink.report(finding.fix(fix));
}

/// Whether the item and the one around it have bullets of two columns, and the item has one line of its own.
fn is_plain(document: &Document, id: BlockId, item: &Block) -> bool {
    let children: Vec<&Block> = document.children_of(id).map(|(_, child)| child).collect();
    let own = children
        .first()
        .is_some_and(|child| child.kind == BlockKind::Paragraph && !document.has_line_ending(child.span));
    let lists = children.iter().skip(1).all(|child| matches!(child.kind, BlockKind::List { .. }));
    let around = document.ancestors(id).find(|block| matches!(block.kind, BlockKind::Item { .. }));
    let is_narrow = |marker: Marker| marker.is_bullet() && marker.content_column == marker.column + 2;
    let bullet = |block: &Block| document.marker(block.span).is_some_and(is_narrow);
    own && lists && bullet(item) && around.is_some_and(bullet)
}
