//! What a fix would change, as a unified diff.

use crate::terminal::sanitize;
use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};
use std::io::{self, Write};
use std::time::Duration;

/// Lines around a change.
const CONTEXT: usize = 3;
/// After this long the diff may be longer than it need be.
const BUDGET: Duration = Duration::from_millis(500);

/// Writes how `before` becomes `after` in the file called `shown`. Live characters are shown as escapes.
///
/// # Errors
///
/// Where `out` cannot be written.
pub(crate) fn write(out: &mut dyn Write, shown: &str, before: &str, after: &str, coloured: bool) -> io::Result<()> {
    let colour = |colour: AnsiColor| if coloured { Style::new().fg_color(Some(colour.into())) } else { Style::new() };
    let (red, green, cyan) = (colour(AnsiColor::Red), colour(AnsiColor::Green), colour(AnsiColor::Cyan));
    let diff = TextDiff::configure().timeout(BUDGET).diff_lines(before, after);
    let shown = sanitize::line(shown);
    writeln!(out, "{red}--- {shown}{red:#}\n{green}+++ {shown}{green:#}")?;
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        writeln!(out, "{cyan}{}{cyan:#}", hunk.header())?;
        for change in hunk.iter_changes() {
            let style = match change.tag() {
                ChangeTag::Delete => red,
                ChangeTag::Insert => green,
                ChangeTag::Equal => Style::new(),
            };
            let (text, end) = split_end(change.value());
            let text = if change.tag() == ChangeTag::Equal { sanitize::beginning(text) } else { sanitize::line(text) };
            write!(out, "{style}{}{text}{style:#}{end}", change.tag())?;
            if end.is_empty() {
                writeln!(out, "\n\\ No newline at end of file")?;
            }
        }
    }
    Ok(())
}

/// A line without its end, and the end as it is written.
fn split_end(line: &str) -> (&str, &str) {
    let text = line.trim_end_matches(['\n', '\r']);
    match line.get(text.len()..) {
        Some("\n") => (text, "\n"),
        Some("\r\n") => (text, "\r\n"),
        Some("") => (text, ""),
        // A lone carriage return would let the next line overwrite this one.
        _ => (text, "\\r\n"),
    }
}
