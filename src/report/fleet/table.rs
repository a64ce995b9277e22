//! Columns below one another: the first to the left, numbers to the right.

use crate::report::shorten::cut;
use curate_document::script::display_width;

/// Columns between two columns, and before the first.
const GAP: usize = 2;
/// The longest number that is shown whole: what is longer comes from no worker of ours.
const LONGEST_NUMBER: usize = 12;
/// Columns that the first one has whatever the others need.
const SHORTEST_NAME: usize = 8;

/// `rows` of a name and numbers below `head`, in lines of so many `columns`, for which names are cut.
pub(super) fn lines(head: &[String], rows: &[Vec<String>], columns: usize) -> Vec<String> {
    let cell = |row: &[String], at: usize| cut(row.get(at).map_or("", String::as_str), LONGEST_NUMBER).into_owned();
    let all = || [head].into_iter().chain(rows.iter().map(Vec::as_slice));
    let width = |at: usize| all().map(|row| display_width(&cell(row, at))).max().unwrap_or(0);
    let widths: Vec<usize> = (1..head.len()).map(width).collect();
    let taken: usize = widths.iter().map(|width| GAP + width).sum();
    let room = columns.saturating_sub(taken + GAP).max(SHORTEST_NAME);
    let name = |row: &[String]| cut(row.first().map_or("", String::as_str), room).into_owned();
    let name_width = all().map(|row| display_width(&name(row))).max().unwrap_or(0);
    let pad = |text: &str, width: usize| " ".repeat(width.saturating_sub(display_width(text)));
    let line = |row: &[String]| {
        let name = name(row);
        let mut line = format!("{}{name}{}", " ".repeat(GAP), pad(&name, name_width));
        for (at, width) in (1..).zip(&widths) {
            let cell = cell(row, at);
            line.push_str(&format!("{}{}{cell}", " ".repeat(GAP), pad(&cell, *width)));
        }
        line
    };
    all().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_one_another() {
        let texts = |row: &[&str]| -> Vec<String> { row.iter().map(|text| (*text).to_owned()).collect() };
        let rows = [texts(&["mill-1.east.example", "7", "1234"]), texts(&["灯", "1000000000000000", "5"])];
        let head = texts(&["host", "process", "rate"]);
        let narrow = lines(&head, &rows, 36);
        for line in &narrow {
            assert_eq!(display_width(line), display_width(&narrow[0]), "{narrow:#?}");
        }
        assert!(narrow[1].starts_with("  mill-1") && narrow[1].contains('…'), "{narrow:#?}");
        assert!(narrow[2].contains("10000000000…"), "{narrow:#?}");
        let wide = lines(&head, &rows, usize::MAX);
        assert!(wide[1].starts_with("  mill-1.east.example  "), "{wide:#?}");
    }
}
