//! What of raw HTML a browser shows as text.

use curate_document::Span;
use curate_document::html::{HtmlTag, Markup, scan};

/// Elements whose text is code, or is not shown.
const CODE: [&str; 11] =
    ["code", "kbd", "samp", "var", "tt", "pre", "script", "style", "textarea", "template", "title"];
/// Elements that stand by themselves on the page, so that a line below their tag begins a text.
const BLOCKS: [&str; 21] = [
    "article",
    "blockquote",
    "center",
    "dd",
    "details",
    "div",
    "dt",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "p",
    "section",
    "summary",
    "td",
    "th",
];

/// Stands for each byte of what is no text.
pub(crate) const MARKUP: char = '\u{1}';

/// The text of raw HTML.
pub(crate) struct HtmlText {
    /// As long as the HTML: each byte of a tag, of a comment and of code is [`MARKUP`], line endings stay.
    pub shown: String,
    /// Whether a `<br>` is in it.
    pub has_line_breaks: bool,
    /// Where tags of [`BLOCKS`] end, in order.
    borders: Vec<usize>,
}

impl HtmlText {
    /// Reads `html`.
    pub(crate) fn of(html: &str) -> Self {
        let mut hidden = Vec::new();
        let mut borders = Vec::new();
        let mut has_line_breaks = false;
        let mut code: Option<(&str, usize)> = None;
        for markup in scan(html) {
            match markup {
                Markup::Comment(span, _) => hidden.push(span),
                Markup::Open(HtmlTag { name, span, .. }) => {
                    hidden.push(span);
                    has_line_breaks |= name.eq_ignore_ascii_case("br");
                    if code.is_none() && is_one_of(name, &CODE) {
                        code = Some((name, span.end));
                    }
                    if is_one_of(name, &BLOCKS) {
                        borders.push(span.end);
                    }
                }
                Markup::Close(name, span) => {
                    if let Some((_, start)) = code.take_if(|(open, _)| open.eq_ignore_ascii_case(name)) {
                        hidden.push(Span::new(start, span.start));
                    }
                    hidden.push(span);
                    if is_one_of(name, &BLOCKS) {
                        borders.push(span.end);
                    }
                }
            }
        }
        hidden.extend(code.map(|(_, start)| Span::new(start, html.len())));
        let last = hidden.iter().map(|span| span.end).max().unwrap_or(0);
        let open_comment = html.get(last..).and_then(|rest| rest.find("<!--"));
        hidden.extend(open_comment.map(|at| Span::new(last + at, html.len())));
        hidden.sort_unstable();
        Self { shown: without(html, &hidden), has_line_breaks, borders }
    }

    /// Whether nothing but white space is between a tag that stands by itself and the line that begins at `start`.
    pub(crate) fn is_block_border(&self, start: usize) -> bool {
        let before = self.borders.partition_point(|border| *border <= start);
        let border = before.checked_sub(1).and_then(|index| self.borders.get(index));
        border.is_some_and(|border| self.shown.get(*border..start).is_some_and(|between| between.trim().is_empty()))
    }
}

/// `html` with [`MARKUP`] for each byte of `hidden`, spans in order that may overlap.
fn without(html: &str, hidden: &[Span]) -> String {
    let mut shown = String::with_capacity(html.len());
    let mut at = 0;
    for span in hidden.iter().filter(|span| span.end > 0) {
        shown.push_str(html.get(at..span.start.max(at)).unwrap_or(""));
        at = at.max(span.start);
        let bytes = html.as_bytes().get(at..span.end.max(at)).unwrap_or(&[]);
        shown.extend(bytes.iter().map(|byte| if *byte == b'\n' { '\n' } else { MARKUP }));
        at = at.max(span.end);
    }
    shown.push_str(html.get(at..).unwrap_or(""));
    shown
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}
