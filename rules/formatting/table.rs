//! # formatting/table
//!
//! A row of a table with more or fewer cells than its head, a `|` in code or in a link that ends a cell, and a table that
//! is shown as text because the row of dashes does not fit its head.
//!
//! ## Why
//!
//! What stands in a cell behind the last column is not shown at all. Where a cell is missing, those behind it are in the
//! wrong column. Where the row of dashes has another number of cells than the head, there is no table: readers see bars
//! and dashes.
//!
//! Left alone are empty cells at the end of a row, and rows without their last cells where several rows of the table lack
//! them or that column is mostly empty.
//!
//! ## Bad
//!
//! ```markdown
//! | Command | Shows |
//! |---|---|
//! | `ls | wc` | how many files there are |
//! ```
//!
//! ## Good
//!
//! ```markdown
//! | Command | Shows |
//! |---|---|
//! | `ls \| wc` | how many files there are |
//! ```
//!
//! ## Fix
//!
//! Unsafe: `|` in code and links becomes `\|`, the row of dashes gets as many cells as the head where the rows have as many
//! too, and a line of text below a table is set off by a blank line. None where a cell is missing or too many are there.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Applicability, Effects, Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::formatting::support::blank_line::insertion;
use crate::formatting::support::table_cells::{WrittenRow, is_even, written_rows};
use crate::formatting::support::table_heads::{UnreadTable, unread_tables};
use crate::text::entry_name::shortened;
use curate_document::{BlockId, BlockKind, Document, Span};
use memchr::memchr;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Unsafe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    aliases: &["MD056", "table-column-count"],
    has_parts: true,
    ..Declaration::warning(
        include_str!("table.rs"),
        "cells of a table that are not shown or missing, and a table shown as text",
        Make::plain(|_| Box::new(Table)),
    )
};

/// Of so many rows one may lack its last cells by mistake; where more do, they may.
const ROWS_PER_SLIP: usize = 5;

/// So many columns are named in a message.
const MOST_NAMES: usize = 3;

/// What a fix of a row or of a head may change.
const EFFECTS: Effects =
    Effects { keys: true, links: true, emphasis: true, entries: true, verbatim: true, ..Effects::NONE };

struct Table;

impl Rule for Table {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        if memchr(b'|', document.source().as_bytes()).is_none() {
            return;
        }
        for (index, block) in document.blocks().iter().enumerate() {
            let id = BlockId(index as u32);
            if block.kind == BlockKind::Table
                && !is_even(document, id)
                && let Some(rows) = written_rows(document, id)
                && let Some((head, rows)) = rows.split_first()
            {
                let table = ReadTable { context, head, rows, is_nested: block.parent.is_some() };
                table.judge(sink);
            }
        }
        for table in unread_tables(document) {
            sink.report(unread(&table, context));
        }
    }
}

/// A table, and what is known of the document around it.
struct ReadTable<'a> {
    context: &'a Context<'a>,
    head: &'a WrittenRow,
    rows: &'a [WrittenRow],
    /// Whether it is in an item or a quote.
    is_nested: bool,
}

impl ReadTable<'_> {
    fn judge(&self, sink: &mut Sink<'_>) {
        let columns = self.head.cells.len();
        let long: Vec<&WrittenRow> = self.rows.iter().filter(|row| self.lost(row).is_some()).collect();
        let (split, long): (Vec<&WrittenRow>, Vec<&WrittenRow>) = long.into_iter().partition(|row| self.is_split(row));
        for row in split {
            sink.report(self.stray_bars(row));
        }
        if long.len() > 1 && long.len() * 2 > self.rows.len() {
            let (count, all) = (long.len(), self.rows.len());
            let message = text!(
                "{count} of {all} rows have more cells than the head, which has {columns}: what is in them is not shown",
                count,
                all,
                columns,
            );
            let help = text!("add the missing columns to the head");
            sink.report(Finding::at(self.head.span, message).help(help).aliases(RULE.aliases));
        } else {
            for row in long {
                sink.report(self.surplus(row));
            }
        }
        if columns > 1 {
            self.absorbed(sink);
            self.short(sink);
        }
    }

    /// The cells of `row` that are not shown, up to the last with text.
    fn lost(&self, row: &WrittenRow) -> Option<Span> {
        let behind = row.cells.get(self.head.cells.len()..)?;
        let mut with_text = behind.iter().filter(|cell| !cell.is_empty());
        let first = *with_text.next()?;
        Some(with_text.next_back().map_or(first, |last| first.join(*last)))
    }

    /// Whether `row` would have as many cells as the head without the bars in its code and links.
    fn is_split(&self, row: &WrittenRow) -> bool {
        !row.stray_bars.is_empty() && row.cells.len() - row.stray_bars.len() == self.head.cells.len()
    }

    fn stray_bars(&self, row: &WrittenRow) -> Finding {
        let edition = self.context.edition;
        let bar = |bar: &usize| Span::new(*bar, bar + 1);
        let fix = Fix::of(text!("Write `\\|`"), Applicability::Unsafe).with_effects(EFFECTS);
        let fix = row.stray_bars.iter().fold(fix, |fix, at| fix.edit(edition, bar(at), "\\|"));
        let shown = self.lost_text(row);
        let message =
            text!("this `|` ends the cell, though it is in code or in a link: \"{shown}\" is not shown", shown);
        Finding::at(row.stray_bars.first().map_or(row.span, bar), message)
            .help(text!("write `\\|`"))
            .fix(fix)
            .aliases(RULE.aliases)
    }

    fn surplus(&self, row: &WrittenRow) -> Finding {
        let (cells, columns, shown) = (row.cells.len(), self.head.cells.len(), self.lost_text(row));
        let message =
            text!("the row has {cells} cells, the head {columns}: \"{shown}\" is not shown", cells, columns, shown);
        let finding = Finding::at(self.lost(row).unwrap_or(row.span), message);
        finding
            .aliases(RULE.aliases)
            .help(text!("write `\\|` for a `|` that belongs to the text, or add a column to the head"))
    }

    fn lost_text(&self, row: &WrittenRow) -> String {
        self.lost(row).map(|lost| shortened(self.context.document.text(lost))).unwrap_or_default()
    }

    /// Reports lines without bars that the table took in.
    fn absorbed(&self, sink: &mut Sink<'_>) {
        let document = self.context.document;
        let is_text = |row: &&WrittenRow| !row.has_bars && is_plain_text(document.text(row.span));
        let Some(at) = self.rows.iter().position(|row| is_text(&row)) else { return };
        let (above, below) = self.rows.split_at(at);
        // Where cells stand below, a row was broken in two.
        let ends_table = below.iter().all(|row| !row.has_bars);
        let Some(row) = below.first().filter(|_| ends_table && !above.is_empty()) else { return };
        let finding = Finding::at(row.span, text!("this line is shown as a row of the table above it"))
            .help(text!("put a blank line before it"));
        if self.is_nested {
            return sink.report(finding);
        }
        let fix = insertion(document.line_of(row.span.start), self.context).with_effects(EFFECTS);
        sink.report(finding.fix(Fix { applicability: Applicability::Unsafe, ..fix }));
    }

    /// Reports rows that lack cells which the others have.
    fn short(&self, sink: &mut Sink<'_>) {
        let columns = self.head.cells.len();
        let rows = self.rows.iter().filter(|row| row.has_bars);
        let (short, full): (Vec<&WrittenRow>, Vec<&WrittenRow>) = rows.partition(|row| row.cells.len() < columns);
        if short.len() * (ROWS_PER_SLIP - 1) > full.len() {
            return;
        }
        let filled = filled_columns(&full, columns);
        // One cell is a heading within the table.
        for row in short.into_iter().filter(|row| row.cells.len() > 1) {
            let missing = row.cells.len()..columns;
            if !filled.get(missing.clone()).is_some_and(|filled| filled.contains(&true)) {
                continue;
            }
            let names: Vec<Text> = missing.filter_map(|column| self.name(column)).take(MOST_NAMES).collect();
            let count = names.len();
            let empty = match count {
                0 => text!("the last cells are empty"),
                _ => plural!(count, "{names} is empty", "{names} are empty", names = Text::series(names)),
            };
            let cells = row.cells.len();
            let message = text!("the row has {cells} cells, the head {columns}: {empty}", cells, columns, empty);
            let help = text!("a cell may be missing before the last one: write `| |` for one that is empty");
            sink.report(Finding::at(row.span, message).help(help).aliases(RULE.aliases));
        }
    }

    fn name(&self, column: usize) -> Option<Text> {
        let name = self.head.cells.get(column).map(|cell| self.context.document.text(*cell))?;
        (!name.is_empty()).then(|| text!("\"{text}\"", text = shortened(name)))
    }
}

/// By column, whether nearly all of `rows` have something in it.
fn filled_columns(rows: &[&WrittenRow], columns: usize) -> Vec<bool> {
    let mut counts = vec![0; columns];
    for row in rows {
        for (count, _) in counts.iter_mut().zip(&row.cells).filter(|(_, cell)| !cell.is_empty()) {
            *count += 1;
        }
    }
    counts.into_iter().map(|count| count * ROWS_PER_SLIP >= rows.len() * (ROWS_PER_SLIP - 1)).collect()
}

/// Whether `text` is words, and no caption or attribute list of a site generator.
fn is_plain_text(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(':');
    !matches!(first, ':' | '{' | '<' | '^' | '%')
        && text.chars().any(char::is_alphabetic)
        && !text.starts_with("Table:")
        && (!text.starts_with('[') || text.contains("]("))
}

fn unread(table: &UnreadTable, context: &Context<'_>) -> Finding {
    let (head, dashes) = (table.head.cells.len(), table.dashes.cells.len());
    let message = plural!(
        head,
        "the head has {head} cell, the row of dashes below it {dashes}: the whole table is shown as text",
        "the head has {head} cells, the row of dashes below it {dashes}: the whole table is shown as text",
        dashes,
    );
    let label = text!("the row of dashes");
    let finding = Finding::at(table.head.span, message).label(context.edition, table.dashes.span, label);
    let fits = |columns: usize| table.rows.iter().filter(|row| **row == columns).count();
    if head < 2 || fits(head) < fits(dashes) || table.rows.is_empty() {
        return finding.help(text!("give both the same number of cells"));
    }
    let whole = table_span(context.document, table);
    let fixed = with_cells(context.document, table, whole);
    let fix = Fix::risky(text!("Give the row of dashes {head} cells", head), context.edition, whole, fixed);
    finding.help(text!("write {head} cells of dashes", head)).fix(fix.with_effects(EFFECTS))
}

/// From the head to the end of the paragraph.
fn table_span(document: &Document, table: &UnreadTable) -> Span {
    let end = document.block(table.block).map_or(table.dashes.span.end, |block| block.span.end);
    Span::new(table.head.span.start, end)
}

/// The text of `whole` with as many cells of dashes as the head has.
fn with_cells(document: &Document, table: &UnreadTable, whole: Span) -> String {
    let dashes = table.dashes.span;
    let columns = table.head.cells.len();
    let kept = table.dashes.cells.iter().take(columns).map(|cell| document.text(*cell));
    let cells: Vec<&str> = kept.chain(std::iter::repeat("---")).take(columns).collect();
    let before = document.text(Span::new(whole.start, dashes.start));
    let [open, close] = if document.text(dashes).starts_with('|') { ["| ", " |"] } else { [""; 2] };
    format!("{before}{open}{}{close}{}", cells.join(" | "), document.text(Span::new(dashes.end, whole.end)))
}
