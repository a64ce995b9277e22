//! All lines of contents that comments mark off, brought in step with the headings at once, for anchors/toc.

use crate::anchors::support::contents_expected::missing;
use crate::anchors::support::contents_habits::is_sorted;
use crate::anchors::support::contents_map::{ContentsLine, StandsFor};
use crate::anchors::support::line_findings::LineFindings;
use crate::anchors::support::model_line::prefix;
use crate::api::diagnostic::Edit;
use curate_document::Span;

/// The edit that makes contents between the comments of a tool what the tool would write, in the order of the headings: lines
/// without a defect as they are, others anew, those that lead nowhere left out. Nothing where the lines hold more than a tool
/// writes, have an order of their own, or are in step.
pub(crate) fn renewal(findings: &LineFindings<'_>) -> Option<Edit> {
    let editor = findings.editor;
    let (map, document) = (editor.map, editor.map.document);
    let is_generated = |line: &ContentsLine<'_>| {
        let is_one_line = document.line_of(line.item.span.start) == document.line_of(line.link.span.end);
        is_one_line && line.stands_for != StandsFor::Other && prefix(map, line).is_some()
    };
    let are_all_lines = map.lines.len() == map.contents.items.len();
    if map.lines.len() > MOST_LINES
        || !map.is_marked_off()
        || !are_all_lines
        || !map.lines.iter().all(is_generated)
        || is_sorted(map)
    {
        return None;
    }
    let missing = missing(map);
    let mut lines: Vec<String> = Vec::new();
    let mut most_columns = 0;
    for (index, is_missing) in missing.iter().enumerate() {
        let listed = map.line_of.get(index).copied().flatten();
        let kept = listed.and_then(|at| Some((at, map.lines.get(at)?)));
        let kept = kept.filter(|(at, line)| findings.line(*at, line).is_none());
        let line = match kept {
            Some((_, line)) => {
                let number = document.line_of(line.link.span.start);
                document.text(document.lines().content(number, document.source())).trim_end().to_owned()
            }
            None if listed.is_some() || *is_missing => editor.line_for(index)?.0,
            None => continue,
        };
        // A line nested in nothing would be code.
        let columns = line.len() - line.trim_start().len();
        if columns > most_columns {
            return None;
        }
        most_columns = columns + MOST_INDENT;
        lines.push(line);
    }
    let line_end = if document.source().contains("\r\n") { "\r\n" } else { "\n" };
    let start = document.lines().span(document.line_of(map.contents.span.start)).start;
    let old = document.text(Span::new(start, map.contents.span.end)).trim_end();
    let new = lines.join(line_end);
    (new != old && !lines.is_empty()).then(|| editor.edit(Span::new(start, start + old.len()), new))
}

/// Longer contents are fixed line by line.
const MOST_LINES: usize = 2000;
/// A line is nested in the one before where it is indented by at most this many bytes more.
const MOST_INDENT: usize = 5;
