//! Lines of the contents in another order than their headings, for anchors/toc.

use crate::anchors::support::contents_fix::ContentsEditor;
use crate::anchors::support::contents_habits::is_sorted;
use crate::anchors::support::contents_map::StandsFor;
use crate::api::diagnostic::{Applicability, Finding, Severity};
use crate::api::rule::Sink;

/// From this share of lines out of order on, the contents have an order of their own.
const OWN_ORDER_SHARE: f64 = 0.3;
/// Up to this many lines out of order are named one by one, however short the contents.
const FEW_LINES: usize = 2;

/// Reports lines in another order than their sections: the few that moved, or all as one.
pub(crate) fn report_order(editor: ContentsEditor<'_>, sink: &mut Sink<'_>) {
    let map = editor.map;
    // A line that leads elsewhere or nowhere is reported for that.
    let leads =
        |line: &usize| map.lines.get(*line).is_some_and(|line| matches!(line.stands_for, StandsFor::Section(_)));
    let astray: Vec<usize> =
        (0..map.lines.len()).filter(|line| leads(line) && editor.in_order.get(*line) == Some(&false)).collect();
    if astray.is_empty() || is_sorted(map) {
        return;
    }
    if astray.len() > FEW_LINES && astray.len() as f64 > OWN_ORDER_SHARE * map.lines.len() as f64 {
        let first = astray.first().and_then(|line| map.lines.get(*line));
        let message = text!(
            "the contents are in another order than the headings: {count} of {total} lines",
            count = astray.len(),
            total = map.lines.len(),
        );
        sink.report(
            Finding::at(first.map_or(map.contents.span, |line| line.link.span), message).at_most(Severity::Warning),
        );
        return;
    }
    for index in astray {
        let Some(line) = map.lines.get(index) else { continue };
        let Some(section) = map.section_of_line(index).and_then(|section| map.section(section)) else { continue };
        let message = text!(
            "`{name}` is in another place of the contents than its heading, line {at}, is in the document",
            name = &*line.text,
            at = editor.heading_line(section),
        );
        let finding = editor.beside_heading(line, section, message).at_most(Severity::Warning);
        let edits = editor.moved(index);
        sink.report(editor.with_fix(finding, text!("Move the line"), Applicability::Unsafe, edits));
    }
}
