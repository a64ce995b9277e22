//! Rows of a group of links as lines.

use crate::report::link_rows::LinkRow;
use crate::report::shorten::{cut, shorten};
use crate::terminal::sanitize;
use curate_document::script::display_width;
use std::borrow::Cow;

/// Columns that are left of a title, however narrow the terminal is.
const SHORTEST_TITLE: usize = 12;
/// Columns that are left of what became of a link, which says more than its URL: that is in the list.
const SHORTEST_RESULT: usize = 30;
/// Columns that are left of a URL; where there are fewer, URL and result have a line each.
const SHORTEST_URL: usize = 16;
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
    format!("{}  {}{}  {}", places.join(", "), title(row, usize::MAX), url(row), sanitize::line(&row.result))
}

/// `row` without the names of its documents, nothing of it shortened: in one line, or in two where `width` wants it.
pub(super) fn whole_on_screen(row: &LinkRow<'_>, width: usize) -> Vec<String> {
    let name = format!("{INDENT}{}  {}{}", line_numbers(row, usize::MAX), title(row, usize::MAX), url(row));
    let result = sanitize::line(&row.result);
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
/// scheme and its middle, and the result its end. Where too little would be left of these, they have a line each.
pub(super) fn fitting(row: &LinkRow<'_>, width: usize) -> RowLines {
    let (whole_name, whole_result) = (url(row), result(row, usize::MAX));
    // The new address of what has moved is no more than the old one, and the name of a host is known whole or not at all.
    let is_name_equal = row.links > 1 || row.moved_to.is_some();
    let shortest_result = if is_name_equal { 0 } else { SHORTEST_RESULT };
    let begin = format!("{INDENT}{}  ", line_numbers(row, LINES));
    let room = width.saturating_sub(display_width(&begin) + 2);
    let rest = room.saturating_sub(display_width(&title(row, SHORTEST_TITLE)));
    let of_result = display_width(&whole_result);
    let name = fitting_url(&whole_name, rest.saturating_sub(of_result));
    let of_name = display_width(name);
    let result_gets = of_result.min(rest.saturating_sub(of_name).max(rest / 2).max(shortest_result)).min(rest);
    let name_gets = of_name.min(rest.saturating_sub(result_gets));
    // The quotation marks and the blank after them are no part of the title.
    let title = title(row, room.saturating_sub(name_gets + result_gets + 3));
    let is_shortened = name_gets + result_gets < of_name + of_result;
    if is_shortened && rest - result_gets < SHORTEST_URL.min(of_name) {
        let of_line = |taken: usize| width.saturating_sub(taken).max(SHORTEST_URL);
        let name_gets = of_line(display_width(&begin) + display_width(&title));
        let result_gets = of_line(INDENT.len() * 2);
        let texts = vec![
            format!("{begin}{title}{}", shortened_url(&whole_name, name_gets)),
            format!("{INDENT}{INDENT}{}", result(row, result_gets)),
        ];
        return RowLines { texts, is_shortened: name_gets < of_name || result_gets < of_result };
    }
    let text = format!("{begin}{title}{}  {}", shorten(name, name_gets), result(row, result_gets));
    RowLines { texts: vec![text], is_shortened }
}

/// What became of it in at most `columns`; of what has moved only where to, since the heading of its group says the rest.
fn result(row: &LinkRow<'_>, columns: usize) -> String {
    match &row.moved_to {
        Some(to) => format!("→ {}", shortened_url(&sanitize::line(to), columns.saturating_sub(2))),
        None => cut(&sanitize::line(&row.result), columns).into_owned(),
    }
}

/// `url` for so many `columns`: where they do not suffice without `https://`, which nobody misses.
fn fitting_url(url: &str, columns: usize) -> &str {
    if display_width(url) <= columns { url } else { url.strip_prefix("https://").unwrap_or(url) }
}

/// `url` in at most `columns`.
fn shortened_url(url: &str, columns: usize) -> Cow<'_, str> {
    shorten(fitting_url(url, columns), columns)
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
                &["    5 · 7, 300  \"A lamp that…\" lamp.example/xxxxxxx…xxx/page.html  404 Not Found"],
            ),
            (
                &url,
                "moved for good to https://lamp.example/new",
                100,
                &[
                    "    5 · 7, 300  \"A lamp that…\" lamp.example/xxxxxxxxxxx…xxxxxx/page.html  → https://lamp.example/new",
                ],
            ),
            (
                "https://lamp.example/gone",
                "404 Not Found",
                44,
                &["    5 · 7, 300  \"A lamp that…\" lamp.exam…e/gone", "        404 Not Found"],
            ),
            (
                &url,
                "no such part: #installation-from-source",
                80,
                &["    5 · 7, 300  \"A lamp that…\" lamp.examp…e.html  no such part: #installation-f…"],
            ),
            (
                "https://lamp.example/",
                "no such part: #installation-from-source",
                80,
                &["    5 · 7, 300  \"A lamp that…\" lamp.example/  no such part: #installation-from-…"],
            ),
        ] {
            let documents = vec![("a.md", vec![5]), ("b.md", vec![7, 300])];
            let title = Some("A lamp that has a name of its own");
            let moved_to = result.strip_prefix("moved for good to ").map(str::to_owned);
            let result = result.to_owned();
            let row = LinkRow { title, name: name.into(), result, moved_to, links: 1, documents, is_cut: false };
            assert_eq!(fitting(&row, width).texts, expected);
            assert!(whole_on_screen(&row, width).concat().contains(name), "{name}");
        }
    }
}
