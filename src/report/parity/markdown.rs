//! A table for an issue or a wiki.

use crate::locale::SpokenLanguage;
use crate::report::markdown_text::{self, code};
use crate::report::parity::cell::{CellDetail, cell, notes};
use crate::report::parity::table::ParityTable;
use curate_rules::{Text, text};
use std::fmt::Write as _;

/// Written before a title for each level: blanks would not be kept.
const INDENT: &str = "&emsp;";

/// `table` as markdown in `language`.
pub(crate) fn markdown(table: &ParityTable<'_>, language: SpokenLanguage) -> String {
    let say = |said: Text| language.say(said);
    let columns = table.columns(language);
    let head = [text!("edition"), text!("file"), text!("share"), text!("wanting")].map(say).join(" | ");
    let mut page = format!("## {}\n\n| {head} |\n|---|---|---|---|\n", code(table.source_path()));
    for column in &columns {
        let total = column.coverage.total();
        let (name, path) = (markdown_text::text(&column.name), code(&column.edition.path));
        let _ =
            writeln!(page, "| {name} | {path} | {} % | {} |", total.percent(), say(Text::series(notes(&total, None))));
    }
    let _ = write!(page, "\n| {} |", say(text!("section")));
    for column in &columns {
        let _ = write!(page, " {} |", markdown_text::text(&column.name));
    }
    let _ = writeln!(page, "\n|---|{}", "---|".repeat(columns.len()));
    for row in table.rows(&columns, language) {
        let _ = write!(page, "| {}{} |", INDENT.repeat(row.depth), markdown_text::text(&row.title));
        for coverage in row.cells {
            let _ = write!(page, " {} |", cell(coverage, CellDetail::Full, language));
        }
        page.push('\n');
    }
    let _ = write!(page, "| **{}** |", say(text!("total")));
    for column in &columns {
        let _ = write!(page, " **{} %** |", column.coverage.total().percent());
    }
    page.push('\n');
    page
}
