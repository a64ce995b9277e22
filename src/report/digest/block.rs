//! A finding in few lines: its place and message on one, or with the line of the list, what is wrong marked in it.

use crate::report::clip::Clip;
use crate::report::findings::ReportedFinding;
use crate::report::look::Screen;
use crate::report::shorten::{cut, shorten};
use crate::terminal::flow::flow;
use crate::terminal::sanitize;
use anstyle::Style;
use curate_document::script::display_width;
use curate_rules::Applicability;

/// What stands before a finding, and before each further line of it.
const INDENT: usize = 2;
const DEEPER: usize = 4;
/// The lines that a place and a message take at most.
const TALLEST: usize = 2;
/// Columns beside a path that is shown whole, which can be copied and opened: for line, column and the first words of a message.
const BESIDE_PATH: usize = 24;
/// The fewest columns that are worth saying in how something is fixed.
const SHORTEST_FIX: usize = 24;

/// A finding in few lines.
#[derive(Debug)]
pub(super) struct FindingBlock {
    /// `path:line:column`, and the message.
    head: String,
    /// The head in lines, and the line of the list where there is one.
    whole: Vec<String>,
    marked: Option<MarkedLine>,
    /// Whether all of it is shown, or one line.
    pub shows_all: bool,
}

/// A line of a list.
#[derive(Debug)]
struct MarkedLine {
    text: String,
    /// The columns before what is wrong, and those that it takes.
    mark: (usize, usize),
    /// How it is fixed.
    fix: Option<String>,
}

impl FindingBlock {
    /// `found` in lines that fit `screen`.
    pub(super) fn of(found: &ReportedFinding<'_>, screen: Screen) -> Self {
        let diagnostic = found.diagnostic;
        let (line, column) = found.position(diagnostic.edition, diagnostic.span.start);
        let path = sanitize::line(found.path(diagnostic.edition));
        let path = shorten(&path, screen.width.saturating_sub(BESIDE_PATH).max(screen.width / 2));
        let head = format!("{path}:{line}:{column}: {}", sanitize::line(&diagnostic.message.to_string()));
        let columns = screen.width.saturating_sub(INDENT);
        let mut whole = flow(&head, columns, DEEPER - INDENT);
        if whole.len() > TALLEST {
            let rest = whole.split_off(TALLEST - 1);
            let rest: Vec<&str> = rest.iter().map(|line| line.trim()).collect();
            whole.push(cut(&format!("{}{}", " ".repeat(DEEPER - INDENT), rest.join(" ")), columns).into_owned());
        }
        Self { head, whole, marked: MarkedLine::of(found, screen), shows_all: false }
    }

    /// How many lines are shown.
    pub(super) fn height(&self) -> usize {
        if self.shows_all { self.height_of_all() } else { 1 }
    }

    /// How many lines it has.
    pub(super) fn height_of_all(&self) -> usize {
        self.whole.len() + if self.marked.is_some() { 2 } else { 0 }
    }

    /// The lines that are shown, marks in `style`.
    pub(super) fn lines(&self, screen: Screen, style: Style) -> Vec<String> {
        if !self.shows_all {
            return vec![indented(INDENT, &cut(&self.head, screen.width.saturating_sub(INDENT)))];
        }
        let mut lines: Vec<String> = self.whole.iter().map(|line| indented(INDENT, line)).collect();
        if let Some(marked) = &self.marked {
            let (before, width) = marked.mark;
            lines.push(indented(DEEPER, &marked.text));
            let room = screen.width.saturating_sub(DEEPER + before + width + 1);
            let fix = marked
                .fix
                .as_deref()
                .filter(|_| room >= SHORTEST_FIX)
                .map_or(String::new(), |fix| format!(" {}", cut(fix, room)));
            lines.push(format!("{}{style}{}{style:#}{fix}", " ".repeat(DEEPER + before), "^".repeat(width)));
        }
        lines
    }
}

impl MarkedLine {
    /// The line that `found` begins on; `None` where there is nothing to see.
    fn of(found: &ReportedFinding<'_>, screen: Screen) -> Option<Self> {
        let diagnostic = found.diagnostic;
        let document = found.document(diagnostic.edition)?;
        let (line, _) = found.position(diagnostic.edition, diagnostic.span.start);
        let content = document.lines().content(line, document.source());
        let room = screen.width.saturating_sub(DEEPER);
        let (mut text, mut from, mut to) = (String::new(), None, None);
        Clip::within(room).push(document, content, diagnostic.span, &mut text, |offset, at| {
            if from.is_none() && offset >= diagnostic.span.start {
                from = Some(at);
            }
            if offset <= diagnostic.span.end {
                to = Some(at);
            }
        });
        // A tab is as wide as the terminal likes.
        let text = text.replace('\t', " ");
        if text.trim().is_empty() {
            return None;
        }
        let from = from.unwrap_or(text.len());
        let before = text.get(..from).map_or(0, display_width).min(room.saturating_sub(1));
        let width = text.get(from..to.unwrap_or(from)).map_or(1, display_width).clamp(1, room - before);
        let fix = diagnostic.fix.as_ref().zip(found.fixed_with()).map(|(fix, applicability)| {
            let option = match applicability {
                Applicability::Safe => "--fix",
                Applicability::Unsafe => "--unsafe-fixes",
            };
            format!("{option}: {}", sanitize::line(&fix.title.to_string()))
        });
        // Escapes of what a list has in it take more columns than it has.
        let text = cut(&text, room).into_owned();
        Some(Self { text, mark: (before, width), fix })
    }
}

/// `text` behind so many spaces, so that no runner takes it for a command.
fn indented(columns: usize, text: &str) -> String {
    let mark = if sanitize::is_command(text) { "\\" } else { " " };
    format!("{mark}{}{text}", " ".repeat(columns.saturating_sub(1)))
}
