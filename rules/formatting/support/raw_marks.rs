//! Markdown within raw HTML, which is shown as it is written (CommonMark 4.6).

use crate::formatting::support::html_text::HtmlText;
use curate_document::Span;

/// What a mark was meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum RawMarkKind {
    /// `[text](destination)`.
    Link,
    /// `![text](destination)`.
    Image,
    /// `**text**`.
    Strong,
    /// `- text` or `1. text`.
    Item,
    /// `## text`.
    Heading,
    /// A line of three backticks.
    Fence,
    /// The row of dashes of a table.
    Table,
}

/// A mark of markdown in raw HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RawMark {
    /// Its bytes, counted from the beginning of the HTML.
    pub span: Span,
    /// What it was meant to be.
    pub kind: RawMarkKind,
}

/// The marks that are shown where a browser reads `html`, in order.
pub(crate) fn raw_marks(html: &str) -> Vec<RawMark> {
    let text = HtmlText::of(html);
    let mut marks = Vec::new();
    let mut above: Option<Line<'_>> = None;
    let mut items = Vec::new();
    let mut is_fenced = false;
    let mut start = 0;
    for raw in text.shown.split_inclusive('\n') {
        let line = Line { start, text: raw.trim_end() };
        start += raw.len();
        if is_fence(line.text) {
            if !is_fenced {
                marks.push(line.mark(RawMarkKind::Fence));
            }
            is_fenced = !is_fenced;
        } else if !is_fenced {
            line.inline_marks(&mut marks);
            if is_heading(line.text) {
                marks.push(line.mark(RawMarkKind::Heading));
            } else if is_delimiter_row(line.text) && above.is_some_and(|above| above.text.contains('|')) {
                marks.push(line.mark(RawMarkKind::Table));
            }
            if is_item(line.text) && (!items.is_empty() || text.is_block_border(line.start)) {
                items.push(line.mark(RawMarkKind::Item));
            }
        }
        above = Some(line);
    }
    // One dash may be a dash, unless a link or other markdown follows it; lines that are broken by a tag are set by hand.
    let is_list = items.len() > 1 || items.iter().any(|item| marks.iter().any(|mark| item.span.contains(mark.span)));
    if is_list && !text.has_line_breaks {
        marks.extend(items);
    }
    marks.sort_unstable();
    marks
}

/// A line of what is shown.
#[derive(Clone, Copy)]
struct Line<'t> {
    start: usize,
    text: &'t str,
}

impl Line<'_> {
    /// The whole line without its indentation.
    fn mark(&self, kind: RawMarkKind) -> RawMark {
        let indent = self.text.len() - self.text.trim_start().len();
        RawMark { span: Span::new(self.start + indent, self.start + self.text.len()), kind }
    }

    fn inline_marks(&self, marks: &mut Vec<RawMark>) {
        let mut push = |kind, start: usize, end: usize| {
            marks.push(RawMark { span: Span::new(self.start + start, self.start + end), kind });
        };
        let mut from = 0;
        while let Some(middle) = self.text.get(from..).and_then(|rest| rest.find("](")).map(|at| from + at) {
            let before = self.text.get(from..middle).unwrap_or("");
            let after = self.text.get(middle + 2..).unwrap_or("");
            if let (Some(open), Some(length)) = (before.rfind('[').map(|at| from + at), destination_length(after)) {
                let is_image = open.checked_sub(1).and_then(|at| self.text.as_bytes().get(at)) == Some(&b'!');
                let kind = if is_image { RawMarkKind::Image } else { RawMarkKind::Link };
                push(kind, open - usize::from(is_image), middle + 2 + length + 1);
                from = middle + 2 + length + 1;
            } else {
                from = middle + 2;
            }
        }
        let mut from = 0;
        while let Some(open) = self.text.get(from..).and_then(|rest| rest.find("**")).map(|at| from + at) {
            let inside = self.text.get(open + 2..).unwrap_or("");
            let Some(close) = inside.find("**").filter(|close| is_strong(inside.get(..*close).unwrap_or(""))) else {
                from = open + 2;
                continue;
            };
            push(RawMarkKind::Strong, open, open + 2 + close + 2);
            from = open + 2 + close + 2;
        }
    }
}

/// The longest destination that is looked at, in bytes.
const LONGEST_DESTINATION: usize = 2048;

/// How many bytes before the `)` at its end are a destination, at the beginning of `text`.
fn destination_length(text: &str) -> Option<usize> {
    let length =
        text.bytes().take(LONGEST_DESTINATION).position(|byte| matches!(byte, b')' | b'[' | b']' | b'\x01'))?;
    let written = text.get(..length)?;
    let url = written.split_whitespace().next().unwrap_or("");
    let leads = url.contains(['/', '.']) || url.starts_with('#') || url.starts_with("mailto:");
    let has_title = written.trim_end().ends_with(['"', '\'']);
    (leads && (has_title || url.len() == written.trim().len()) && text.as_bytes().get(length) == Some(&b')'))
        .then_some(length)
}

/// Whether `inside`, between two pairs of asterisks, is words.
fn is_strong(inside: &str) -> bool {
    let begins = inside.chars().next().is_some_and(|first| !first.is_whitespace() && first != '*');
    begins && !inside.ends_with(char::is_whitespace) && inside.chars().any(char::is_alphanumeric)
}

fn is_heading(line: &str) -> bool {
    let bare = line.trim_start();
    let text = bare.trim_start_matches('#');
    let level = bare.len() - text.len();
    (1..=6).contains(&level)
        && text.starts_with(' ')
        && text.trim_start().starts_with(|first: char| first.is_alphabetic() || !first.is_ascii())
}

/// Whether `line` begins or ends a fenced code block.
pub(crate) fn is_fence(line: &str) -> bool {
    let bare = line.trim_start();
    bare.starts_with("```") || bare.starts_with("~~~")
}

fn is_item(line: &str) -> bool {
    let bare = line.trim_start();
    let number = bare.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let behind = match bare.strip_prefix(['-', '*', '+']) {
        Some(behind) => Some(behind),
        None if number.len() < bare.len() => number.strip_prefix('.'),
        None => None,
    };
    behind.is_some_and(|text| text.starts_with(' ') && text.contains(char::is_alphanumeric))
}

fn is_delimiter_row(line: &str) -> bool {
    let is_part = |byte: u8| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t');
    line.contains('|') && line.contains("--") && line.bytes().all(is_part)
}
