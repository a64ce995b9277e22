//! Headings that the contents lack, for anchors/toc.

use crate::anchors::support::contents_expected::missing;
use crate::anchors::support::contents_fix::ContentsEditor;
use crate::anchors::support::contents_mentions::{Mention, Mentions};
use crate::anchors::support::heading_name::name_span;
use crate::api::diagnostic::{Applicability, Finding};
use crate::api::rule::Sink;

/// Reports the headings without a line; those between the same two lines share one fix.
pub(crate) fn report_missing(editor: ContentsEditor<'_>, sink: &mut Sink<'_>) {
    let missing = missing(editor.map);
    if !missing.contains(&true) {
        return;
    }
    let mentions = Mentions::of(editor.map);
    let mut run: Vec<usize> = Vec::new();
    for index in 0..=missing.len() {
        if missing.get(index) == Some(&true) {
            run.push(index);
            continue;
        }
        let is_placed = editor.map.line_of.get(index).is_none_or(Option::is_some);
        if is_placed && !run.is_empty() {
            let mentioned = |index: &usize| {
                let section = editor.map.section(*index)?;
                Some((*index, mentions.find(&editor.map.name(section), &editor.anchors(*index))?))
            };
            let named: Vec<(usize, &Mention)> = run.iter().filter_map(mentioned).collect();
            run.retain(|index| named.iter().all(|(named, _)| named != index));
            unlinked(editor, &named, sink);
            insert(editor, &run, named.is_empty(), sink);
            run.clear();
        }
    }
}

/// Headings that a line names without a link to them.
fn unlinked(editor: ContentsEditor<'_>, named: &[(usize, &Mention)], sink: &mut Sink<'_>) {
    let document = editor.map.document;
    for (index, mention) in named {
        let Some(section) = editor.map.section(*index) else { continue };
        if mention.lists(document, &editor.anchors(*index)) {
            continue;
        }
        let line = document.line_of(mention.span.start);
        let name = editor.map.name(section);
        let message = text!("no line of the table of contents links to `{name}`; line {line} names it", name, line);
        let finding = Finding::at(name_span(document, section), message)
            .label(editor.edition, mention.span, text!("this names it"))
            .help(text!("write a link to the heading there"));
        let edits = editor.rewritten(*index, mention).map(|edit| vec![edit]);
        sink.report(editor.with_fix(finding, text!("Write it as a link"), Applicability::Safe, edits));
    }
}

/// Headings that no line lists; surely none, where `is_alone`.
fn insert(editor: ContentsEditor<'_>, run: &[usize], is_alone: bool, sink: &mut Sink<'_>) {
    let map = editor.map;
    let inserted = editor.inserted(run);
    let is_sure = is_alone && inserted.as_ref().is_some_and(|(_, _, is_sure)| *is_sure);
    let safety = if is_sure { Applicability::Safe } else { Applicability::Unsafe };
    for section in run.iter().filter_map(|index| map.section(*index)) {
        let before = inserted.as_ref().and_then(|(_, before, _)| *before).and_then(|line| map.lines.get(line));
        let message = text!("`{name}` is not in the table of contents", name = map.name(section));
        // A link back to the contents may have a defect of its own.
        let place = name_span(map.document, section);
        let finding = match before {
            Some(line) => {
                let at = map.document.line_of(line.link.span.start);
                let message = text!("{message}; it belongs after line {at}", message, at);
                let label = text!("it belongs after this line");
                Finding::at(place, message).label(editor.edition, line.link.span, label)
            }
            None => {
                Finding::at(place, message).label(editor.edition, map.contents.span, text!("the table of contents"))
            }
        };
        let title = if run.len() > 1 { text!("List it and the headings beside it") } else { text!("List it") };
        let edits = inserted.as_ref().map(|(edit, ..)| vec![edit.clone()]);
        sink.report(editor.with_fix(finding, title, safety, edits));
    }
}
