//! Rows of a group of links as lines.

use crate::report::link_rows::LinkRow;
use crate::report::shorten::{cut, shorten};
use crate::terminal::sanitize;
use curate_document::script::display_width;
use curate_rules::MOVED_TO;

/// Columns that are left of a title, however narrow the terminal is.
const SHORTEST_TITLE: usize = 12;
/// Columns that are left of a URL and of a result; where there are fewer, they have a line each.
const SHORTEST: usize = 20;
/// So many lines are named of each document.
const LINES: usize = 5;
/// Where a link begins on a terminal.
const INDENT: &str = "    ";

/// All of `row` in one line.
pub(super) fn whole(row: &LinkRow<'_>) -> String {
    let place = |(path, lines): &(&str, Vec<usize>)| {
        let places: Vec<String> = lines.iter().map(|line| format!("{}:{line}", sanitize::line(path))).collect();
        places.join(", ")
    };
    let places: Vec<String> = row.documents.iter().map(place).collect();
    format!("{}  {}{}  {}", places.join(", "), title(row, usize::MAX), url(row), sanitize::line(row.result))
}

/// `row` without the names of its documents, nothing of it shortened: in one line, or in two where `width` wants it.
pub(super) fn whole_on_screen(row: &LinkRow<'_>, width: usize) -> Vec<String> {
    let name = format!("{INDENT}{}  {}{}", line_numbers(row, usize::MAX), title(row, usize::MAX), url(row));
    let result = sanitize::line(row.result);
    if display_width(&name) + 2 + display_width(&result) <= width {
        return vec![format!("{name}  {result}")];
    }
    vec![name, format!("{INDENT}{INDENT}{result}")]
}

/// A row in lines of a terminal.
pub(super) struct RowLines {
    /// The lines.
    pub texts: Vec<String>,
    /// Whether the URL or the result is not whole.
    pub is_shortened: bool,
}

/// `row` without the names of its documents, in one line: where `width` wants it the title is cut short, then the URL loses its
/// middle and the result its end. Where too little would be left of these, they have a line each.
pub(super) fn fitting(row: &LinkRow<'_>, width: usize) -> RowLines {
    let (name, whole_result) = (url(row), result(row, usize::MAX));
    let begin = format!("{INDENT}{}  ", line_numbers(row, LINES));
    let room = width.saturating_sub(display_width(&begin) + 2);
    let (of_name, of_result) = (display_width(&name), display_width(&whole_result));
    let rest = room.saturating_sub(display_width(&title(row, SHORTEST_TITLE)));
    let result_gets = of_result.min(rest.saturating_sub(of_name).max(rest / 2));
    let name_gets = of_name.min(rest.saturating_sub(result_gets));
    // The quotation marks and the blank after them are no part of the title.
    let title = title(row, room.saturating_sub(name_gets + result_gets + 3));
    let is_shortened = name_gets + result_gets < of_name + of_result;
    if is_shortened && rest < SHORTEST * 2 {
        let of_line = |taken: usize| width.saturating_sub(taken).max(SHORTEST);
        let name_gets = of_line(display_width(&begin) + display_width(&title));
        let result_gets = of_line(INDENT.len() * 2);
        let texts = vec![
            format!("{begin}{title}{}", shorten(&name, name_gets)),
            format!("{INDENT}{INDENT}{}", result(row, result_gets)),
        ];
        return RowLines { texts, is_shortened: name_gets < of_name || result_gets < of_result };
    }
    let text = format!("{begin}{title}{}  {}", shorten(&name, name_gets), result(row, result_gets));
    RowLines { texts: vec![text], is_shortened }
}

/// What became of it in at most `columns`; of what has moved only where to, since the heading of its group says the rest.
fn result(row: &LinkRow<'_>, columns: usize) -> String {
    let result = sanitize::line(row.result);
    match result.strip_prefix(MOVED_TO) {
        Some(to) => shorten(&format!("→ {to}"), columns).into_owned(),
        None => cut(&result, columns).into_owned(),
    }
}

/// The title in quotation marks with a blank after it, of at most `columns` between them; nothing where there is none.
fn title(row: &LinkRow<'_>, columns: usize) -> String {
    row.title.map_or(String::new(), |title| format!("\"{}\" ", cut(&sanitize::line(title), columns)))
}

fn url(row: &LinkRow<'_>) -> String {
    sanitize::line(&row.name).into_owned()
}

/// The lines of `row` in each of its documents, `most` of each, once where they are the same in all of them.
fn line_numbers(row: &LinkRow<'_>, most: usize) -> String {
    let is_cut = row.is_cut || row.documents.iter().any(|(_, lines)| lines.len() > most);
    let numbers =
        |(_, lines): &(&str, Vec<usize>)| lines.iter().take(most).map(usize::to_string).collect::<Vec<_>>().join(", ");
    let mut all: Vec<String> = row.documents.iter().map(numbers).collect();
    all.dedup();
    all.join(" · ") + if is_cut { " …" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_fits_in_its_line() {
        let url = format!("https://lamp.example/{}/page.html", "x".repeat(300));
        for (name, result, width, expected) in [
            (
                "https://lamp.example/gone",
                "404 Not Found",
                80,
                &["    5 · 7, 300  \"A lamp that has a na…\" https://lamp.example/gone  404 Not Found"][..],
            ),
            (
                &url,
                "404 Not Found",
                80,
                &["    5 · 7, 300  \"A lamp that…\" https://lamp.example…xxx/page.html  404 Not Found"],
            ),
            (
                &url,
                "moved for good to https://lamp.example/new",
                100,
                &[
                    "    5 · 7, 300  \"A lamp that…\" https://lamp.example/xxx…xxxxxx/page.html  → https://lamp.example/new",
                ],
            ),
            (
                "https://lamp.example/gone",
                "404 Not Found",
                44,
                &["    5 · 7, 300  \"A lamp that…\" https://lamp…le/gone", "        404 Not Found"],
            ),
        ] {
            let documents = vec![("a.md", vec![5]), ("b.md", vec![7, 300])];
            let title = Some("A lamp that has a name of its own");
            let row = LinkRow { title, name: name.into(), result, links: 1, documents, is_cut: false };
            assert_eq!(fitting(&row, width).texts, expected);
            assert!(whole_on_screen(&row, width).concat().contains(name), "{name}");
        }
    }
}
