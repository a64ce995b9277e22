//! # parity/table
//!
//! A table of a page that has fewer rows or columns than the same table in another edition, or is missing there.
//!
//! ## Why
//!
//! Rows are what changes in a table: one more model, option or version. Readers of an edition that lacks a row never hear of it.
//!
//! Tables are compared in sections that stand for each other, their rows by code, links, numbers and Latin words. In a
//! list, rows with links are entries and a case of `parity/missing-entry`. Of what a translation has beyond its source, rows that
//! are the same in every language are reported, and a single row in words, as a hint: either edition may have lost it. What links to
//! something in the language of the translation is for its own readers.
//!
//! ## Bad
//!
//! ```markdown
//! README.md                     README.de.md
//!
//! | Option    | Default |       | Option    | Vorgabe |
//! |-----------|---------|       |-----------|---------|
//! | `colour`  | red     |       | `colour`  | rot     |
//! | `watts`   | 40      |
//! ```
//!
//! ## Good
//!
//! ```markdown
//! README.md                     README.de.md
//!
//! | Option    | Default |       | Option    | Vorgabe |
//! |-----------|---------|       |-----------|---------|
//! | `colour`  | red     |       | `colour`  | rot     |
//! | `watts`   | 40      |       | `watts`   | 40      |
//! ```
//!
//! ## Fix
//!
//! None: the words of a row have to be translated.

use crate::api::declaration::{Declaration, Scope, Subject};
use crate::api::diagnostic::{Finding, Severity};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::parity::support::comparison::{Comparison, ReportSome};
use crate::parity::support::linked_rows::has_linked_row;
use crate::parity::support::local_resources::is_local_address;
use crate::parity::support::message_parts::some_of;
use crate::parity::support::page_blocks::{near_pages, place_span};
use crate::text::entry_name::{first_line, shortened};
use curate_document::alignment::page::{AlignedRows, LoneBlock};
use curate_document::{BlockId, BlockKind, Document, Side, Span};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::List],
    scope: Scope::Markdown,
    revealed_by_fixes: true,
    ..Declaration::warning(
        include_str!("table.rs"),
        "a table with fewer rows or columns than its counterpart",
        Make::plain(|_| Box::new(TableParity)),
    )
};

struct TableParity;

impl Rule for TableParity {
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        // Rows with links are entries of a list, and judged as those, but for what the page has elsewhere as well.
        let is_judged = |document: &Document, id: BlockId| {
            let table = document.block(id).map(|table| table.span);
            !(context.is_list && table.is_some_and(|table| has_linked_row(document, table)))
        };
        for (comparison, blocks) in near_pages(context, BlockKind::Table) {
            for pair in blocks.tables.pairs.iter().filter(|pair| pair.is_sure) {
                let rows = AlignedRows::of([comparison.other, comparison.document], [pair.first, pair.second]);
                if !pair.is_alike && rows.columns[0] != rows.columns[1] {
                    continue;
                }
                let reversed = comparison.reversed();
                if !is_judged(comparison.other, pair.first) && !are_elsewhere([&comparison, &reversed], &rows) {
                    continue;
                }
                sink.report_some(fewer(&comparison, &rows, [pair.first, pair.second]));
                sink.report_some(fewer(&reversed, &rows, [pair.second, pair.first]));
            }
            let [lone, _] = &blocks.tables.lone;
            for lone in lone.iter().filter(|lone| is_judged(comparison.other, lone.block)) {
                sink.report_some(missing(&comparison, lone));
            }
        }
    }
}

/// More rows than this are not looked for elsewhere.
const FEW_ROWS: usize = 10;

/// Whether the rows that one of two tables lacks, seen from the source and from the translation, are elsewhere on the page: as entries
/// they are not missing there.
fn are_elsewhere(directions: [&Comparison<'_>; 2], rows: &AlignedRows) -> bool {
    let Some(lone) = &rows.lone else { return false };
    let mut sides = directions.iter().zip(lone);
    rows.columns[0] == rows.columns[1]
        && sides
            .all(|(comparison, lone)| lone.len() <= FEW_ROWS && lone.iter().all(|row| is_elsewhere(comparison, *row)))
}

/// Whether the first link of a row there leads to what something here leads to as well.
fn is_elsewhere(comparison: &Comparison<'_>, row: BlockId) -> bool {
    let links = comparison.other.block(row).map_or(&[][..], |row| comparison.other.links_in(row.span));
    let key = links.iter().find_map(|link| link.key());
    key.is_some_and(|key| comparison.document.links().iter().any(|link| link.key() == Some(key)))
}

/// Says what the table `here` lacks of the table `there`.
fn fewer(comparison: &Comparison<'_>, rows: &AlignedRows, [there, here]: [BlockId; 2]) -> Option<Finding> {
    let (side, across) = if comparison.side == Side::First { (0, 1) } else { (1, 0) };
    let (row_count, rows_here) = (rows.counts[side], rows.counts[across]);
    let (columns, columns_here) = (rows.columns[side], rows.columns[across]);
    let lone: &[BlockId] = rows.lone.as_ref().map_or(&[], |lone| &lone[side]);
    let is_own = comparison.side == Side::Second;
    let [path, own] = [comparison.other_edition, comparison.edition].map(|edition| &edition.path);
    let [message, message_there] = if row_count > rows_here {
        if is_own && !may_be_dropped(comparison, lone, row_count - rows_here) {
            return None;
        }
        let names: Vec<String> = lone.iter().map(|row| row_name(comparison.other, *row)).collect();
        let (have, all) = (rows_here, row_count);
        [
            text!("this table has {have} of the {all} rows that it has in {path}", have, all, path),
            text!("in {path} this table has {have} of the {all} rows", path = own, have, all),
        ]
        .map(|message| with_lacking(message, &names))
    } else if columns > columns_here && !is_own {
        let (have, all) = (columns_here, columns);
        [
            text!("this table has {have} of the {all} columns that it has in {path}", have, all, path),
            text!("in {path} this table has {have} of the {all} columns", path = own, have, all),
        ]
    } else {
        return None;
    };
    let reported_in = comparison.reported_in().filter(|_| !comparison.is_left_alone())?;
    let places = [head(comparison.document, here)?, head(comparison.other, there)?];
    let (here, there) =
        ((places[0], message, text!("the same table")), (places[1], message_there, text!("the same table")));
    let finding = comparison.finding(reported_in, here, there);
    let is_in_words = lone.is_empty() || lone.iter().any(|row| !is_ascii(comparison.other, *row));
    Some(if is_own && is_in_words { finding.at_most(Severity::Hint) } else { finding })
}

/// `message` about a table, and what it lacks as far as that has `names`.
fn with_lacking(message: Text, names: &[String]) -> Text {
    if names.is_empty() { message } else { text!("{message}; it lacks {names}", message, names = some_of(names)) }
}

/// Whether a source may have lost the rows that a translation has beyond it: what is the same in every language, or a single row;
/// nothing that is for the readers of the translation.
fn may_be_dropped(comparison: &Comparison<'_>, lone: &[BlockId], count: usize) -> bool {
    let language = comparison.other_edition.language.as_ref();
    let is_local = |row: &BlockId| {
        let links = comparison.other.block(*row).map_or(&[][..], |row| comparison.other.links_in(row.span));
        links.iter().any(|link| language.is_some_and(|language| is_local_address(link, language)))
    };
    let is_invariant = !lone.is_empty() && lone.iter().all(|row| is_ascii(comparison.other, *row));
    (is_invariant || count == 1) && !lone.iter().any(is_local)
}

/// Says that the table `lone` there is missing here.
fn missing(comparison: &Comparison<'_>, lone: &LoneBlock) -> Option<Finding> {
    let reported_in = comparison.reported_in().filter(|_| !comparison.is_left_alone())?;
    let there = head(comparison.other, lone.block)?;
    let here = place_span(comparison.document, lone);
    let [path, own] = [comparison.other_edition, comparison.edition].map(|edition| &edition.path);
    let message = text!("{path} has a table here that this edition lacks", path);
    let message_there = text!("{path} lacks this table", path = own);
    let (here, there) = ((here, message, text!("it belongs after this")), (there, message_there, text!("the table")));
    Some(comparison.finding(reported_in, here, there))
}

/// The first line of a table.
fn head(document: &Document, table: BlockId) -> Option<Span> {
    Some(first_line(document, document.block(table)?.span))
}

/// The first cell with text of a row.
fn row_name(document: &Document, row: BlockId) -> String {
    let cells = document.children_of(row).map(|(cell, _)| document.rendered(cell).trim().to_owned());
    let named = cells.into_iter().find(|text| !text.is_empty());
    shortened(&named.unwrap_or_else(|| document.block(row).map_or("", |row| document.text(row.span)).to_owned()))
}

fn is_ascii(document: &Document, row: BlockId) -> bool {
    document.block(row).is_some_and(|row| document.text(row.span).is_ascii())
}
