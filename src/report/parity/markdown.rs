//! A table for an issue or a wiki.

use crate::report::markdown_text::{code, text};
use crate::report::parity::cell::{CellDetail, cell, notes};
use crate::report::parity::table::ParityTable;
use std::fmt::Write as _;

/// Written before a title for each level: blanks would not be kept.
const INDENT: &str = "&emsp;";

/// `table` as markdown.
pub(crate) fn markdown(table: &ParityTable) -> String {
    let columns = table.columns();
    let mut page =
        format!("## {}\n\n| edition | file | share | wanting |\n|---|---|---|---|\n", code(table.source_path()));
    for column in &columns {
        let total = column.coverage.total();
        let (name, path) = (text(&column.name), code(&column.edition.path));
        let _ = writeln!(page, "| {name} | {path} | {} % | {} |", total.percent(), notes(&total, None).join(", "));
    }
    page.push_str("\n| section |");
    for column in &columns {
        let _ = write!(page, " {} |", text(&column.name));
    }
    let _ = writeln!(page, "\n|---|{}", "---|".repeat(columns.len()));
    for row in table.rows(&columns) {
        let _ = write!(page, "| {}{} |", INDENT.repeat(row.depth), text(row.title));
        for coverage in row.cells {
            let _ = write!(page, " {} |", cell(coverage, CellDetail::Full));
        }
        page.push('\n');
    }
    page.push_str("| **total** |");
    for column in &columns {
        let _ = write!(page, " **{} %** |", column.coverage.total().percent());
    }
    page.push('\n');
    page
}
