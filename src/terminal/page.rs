//! A page of markdown as a terminal shows it.

use crate::terminal::flow::flow_markdown;
use anstyle::{AnsiColor, Style};

/// Columns that lines of prose have at most: longer ones are hard to read.
const WIDEST: usize = 100;
/// What stands before all but headings.
const INDENT: usize = 2;
/// What stands before code.
const CODE_INDENT: usize = 4;

/// The lines of `markdown` on a terminal of so many `columns`: headings, paragraphs, items of lists, and code, whose lines stay as
/// they are. Other constructs are shown as they are written.
pub(crate) fn lines(markdown: &str, columns: usize, coloured: bool) -> Vec<String> {
    let mut page = PageLines { lines: Vec::new(), text: String::new(), columns: columns.min(WIDEST), coloured };
    let mut fence: Option<&str> = None;
    for line in markdown.lines() {
        let ticks = line.trim_start();
        let ticks = ticks.get(..ticks.len() - ticks.trim_start_matches('`').len()).unwrap_or("");
        match fence {
            Some(open) if ticks.len() >= open.len() => fence = None,
            Some(_) => page.code(line),
            None if ticks.len() >= 3 => {
                page.end_block();
                fence = Some(ticks);
            }
            None => page.add(line),
        }
    }
    page.end_block();
    while page.lines.last().is_some_and(String::is_empty) {
        page.lines.pop();
    }
    page.lines
}

struct PageLines {
    lines: Vec<String>,
    /// The paragraph or item that has begun.
    text: String,
    columns: usize,
    coloured: bool,
}

impl PageLines {
    fn style(&self, style: Style) -> Style {
        if self.coloured { style } else { Style::new() }
    }

    /// Adds a line that is no code.
    fn add(&mut self, line: &str) {
        let heading = line.trim_start_matches('#');
        if line.trim().is_empty() {
            self.end_block();
            if self.lines.last().is_some_and(|last| !last.is_empty()) {
                self.lines.push(String::new());
            }
        } else if heading.len() < line.len() && heading.starts_with(' ') {
            self.end_block();
            let style = self.style(Style::new().bold());
            self.lines.push(format!("{style}{}{style:#}", heading.trim()));
        } else if line.trim_start().starts_with('|') {
            self.end_block();
            self.lines.push(format!("{}{line}", " ".repeat(INDENT)));
        } else if marker(line).is_some() {
            self.end_block();
            line.trim_end().clone_into(&mut self.text);
        } else if self.text.is_empty() {
            line.trim().clone_into(&mut self.text);
        } else {
            self.text.push(' ');
            self.text.push_str(line.trim());
        }
    }

    fn code(&mut self, line: &str) {
        let style = self.style(AnsiColor::Green.on_default());
        let shown = format!("{}{style}{line}{style:#}", " ".repeat(CODE_INDENT));
        self.lines.push(if line.is_empty() { String::new() } else { shown });
    }

    /// Writes the paragraph or the item that has begun.
    fn end_block(&mut self) {
        let text = std::mem::take(&mut self.text);
        let hanging = marker(&text).unwrap_or(0);
        let depth = text.len() - text.trim_start().len();
        let (before, room) = (INDENT + depth, self.columns.saturating_sub(INDENT + depth));
        let code = self.style(AnsiColor::Cyan.on_default());
        let lines = flow_markdown(text.trim_start(), room, hanging, code);
        self.lines.extend(lines.into_iter().map(|line| format!("{}{line}", " ".repeat(before))));
    }
}

/// How many columns the marker takes that `line` begins with, with the space after it; `None` where it is no item.
fn marker(line: &str) -> Option<usize> {
    let (marker, _) = line.trim_start().split_once(' ')?;
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_marker = ["-", "*"].contains(&marker) || marker.strip_suffix('.').is_some_and(is_number);
    is_marker.then_some(marker.len() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# lamps/glow\n\nA lamp that glows\ntoo much.\n\n## Bad\n\n```markdown\n## Lamps\n\n- `x`\n```\n\n- `size` (text): how large it is\n- 12\n";

    #[test]
    fn a_page_fits_the_terminal() {
        let expected = "lamps/glow\n\n  A lamp that glows\n  too much.\n\nBad\n\n    ## Lamps\n\n    - `x`\n\n  - `size` (text):\n    how large it is\n  - 12";
        assert_eq!(lines(PAGE, 20, false).join("\n"), expected);
        let wide = lines(PAGE, 300, true);
        assert!(wide.contains(&"\u{1b}[1mBad\u{1b}[0m".to_owned()), "{wide:?}");
        assert!(wide.contains(&"  - \u{1b}[36msize\u{1b}[0m (text): how large it is".to_owned()), "{wide:?}");
    }
}
