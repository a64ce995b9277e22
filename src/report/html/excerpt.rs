//! Lines of a list around a place, clipped as in a file, with the place marked.

use crate::report::clip::Clip;
use crate::report::findings::ReportedFinding;
use crate::report::html::shown::Foreign;
use curate_document::{Document, EditionId, Span};
use maud::{Markup, html};

/// Lines of a place that are shown.
const TALLEST: usize = 4;

/// A line, in three parts, each sanitized and clipped.
#[derive(Debug, Default, PartialEq, Eq)]
struct ExcerptLine {
    number: usize,
    before: String,
    marked: String,
    after: String,
}

/// The lines of `span` in `edition`, and as many as `around` says before and after; nothing of a file that was not read.
pub(super) fn excerpt(found: &ReportedFinding<'_>, edition: EditionId, span: Span, around: usize) -> Markup {
    let Some(own) = found.list.edition(edition).filter(|edition| !edition.document.source().is_empty()) else {
        return Markup::default();
    };
    let language = own.language.as_ref().map(curate_document::Language::tag);
    html! {
        pre class="excerpt" lang=[language] {
            @for line in lines(&own.document, span, around) {
                // A line is a block of its own, and its number no part of what is read or copied.
                span class="line" {
                    span class="number" data-number=(line.number) {}
                    span class="text" dir="auto" {
                        (line.before)
                        @if !line.marked.is_empty() { mark { (line.marked) } }
                        (line.after)
                    }
                }
            }
        }
    }
}

/// `path:line:column`, and what stands there.
pub(super) fn place(found: &ReportedFinding<'_>, edition: EditionId, span: Span) -> Markup {
    let (line, column) = found.position(edition, span.start);
    html! { span class="place" { bdi { (Foreign(found.path(edition))) } ":" (line) ":" (column) } }
}

fn lines(document: &Document, span: Span, around: usize) -> Vec<ExcerptLine> {
    let first = document.line_of(span.start).max(1);
    // A span that takes the end of its line along ends on that line.
    let last = document.line_of(span.end.saturating_sub(usize::from(!span.is_empty())));
    let last = last.clamp(first, first + TALLEST - 1);
    let index = document.lines();
    let shown = first.saturating_sub(around).max(1)..=(last + around).min(index.count());
    let mut lines: Vec<ExcerptLine> = shown.map(|number| line(document, number, span, first..=last)).collect();
    // Blank lines at either end say nothing.
    let is_blank = |line: &ExcerptLine| line.before.trim().is_empty() && line.marked.is_empty() && line.number != first;
    while lines.last().is_some_and(is_blank) {
        lines.pop();
    }
    let skipped = lines.iter().take_while(|line| is_blank(line)).count();
    lines.split_off(skipped)
}

/// The line of that `number`, with `span` marked where it is one of `marked`.
fn line(document: &Document, number: usize, span: Span, marked: std::ops::RangeInclusive<usize>) -> ExcerptLine {
    let content = document.lines().content(number, document.source());
    let window = if number == *marked.start() { span } else { Span::at(content.start) };
    let (mut text, mut from, mut to) = (String::new(), None, 0);
    Clip::FILE.push(document, content, window, &mut text, |offset, at| {
        if from.is_none() && offset >= span.start {
            from = Some(at);
        }
        if offset <= span.end {
            to = at;
        }
    });
    let from = from.filter(|_| marked.contains(&number) && !span.is_empty()).unwrap_or(text.len());
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default().to_owned();
    let to = to.max(from);
    ExcerptLine { number, before: part(0..from), marked: part(from..to), after: part(to..text.len()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str, span: Span, around: usize) -> Vec<String> {
        let document = Document::parse(source);
        let line = |line: ExcerptLine| format!("{} {}[{}]{}", line.number, line.before, line.marked, line.after);
        lines(&document, span, around).into_iter().map(line).collect()
    }

    #[test]
    fn a_place_is_marked_with_the_lines_around_it() {
        let source = "# Lamps\n\n- one\n- two\n- three\n\n";
        assert_eq!(shown(source, Span::new(17, 20), 0), ["4 - [two]"]);
        assert_eq!(shown(source, Span::new(17, 20), 1), ["3 - one[]", "4 - [two]", "5 - three[]"]);
        assert_eq!(shown(source, Span::new(0, 7), 1), ["1 [# Lamps]"]);
        assert_eq!(shown(source, Span::new(9, 21), 0), ["3 [- one]", "4 [- two]"]);
        assert_eq!(shown(source, Span::at(9), 0), ["3 - one[]"]);
    }

    #[test]
    fn long_lines_are_clipped_and_live_characters_escaped() {
        let source = format!("{}\u{202e}<b>{}\n", "x".repeat(9_000), "y".repeat(9_000));
        let shown = shown(&source, Span::new(9_003, 9_006), 1).concat();
        assert!(shown.contains("\\u{202e}[<b>]") && shown.len() < 400, "{shown}");
    }
}
