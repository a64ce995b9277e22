//! More than one blank line in a row, where that is not the document's habit.

use crate::api::diagnostic::{Finding, Fix, Severity};
use crate::api::rule::{Context, Sink};
use crate::engine::summarize;
use crate::formatting::support::blank_line::is_blank_line;
use crate::formatting::support::verbatim::Verbatim;
use curate_document::{Block, BlockKind, Document, Span};
use std::collections::BTreeSet;
use std::mem::{Discriminant, discriminant};

/// Where so many percent of the headings have two blank lines before them, nobody can say that these are too many.
const HABIT_PERCENT: usize = 30;
/// A document closes with so many texts at most.
const CLOSING: usize = 3;

/// Reports blank lines in a row.
pub(crate) fn judge(context: &Context<'_>, sink: &mut Sink<'_>) {
    let document = context.document;
    let lines = document.lines();
    let (runs, single) = runs(document);
    if runs.is_empty() || runs.len() > single {
        return;
    }
    let starts = heading_starts(document);
    let wide = runs.iter().filter(|(_, last)| starts.contains(&(last + 1))).count();
    let is_habit = wide > 0 && (wide == starts.len() || wide > 1 && wide * 100 >= starts.len() * HABIT_PERCENT);
    let is_meant =
        |last: usize| is_habit && (starts.contains(&(last + 1)) || ends_section(document.text(lines.span(last + 1))));
    let top = top_blocks(document);
    let mut mirrored = neighbour_kinds_in_source(context);
    let is_meant = |last: usize| is_meant(last) || sets_off(document, &top, last);
    let findings = runs.into_iter().filter(|(_, last)| !is_meant(*last)).filter_map(|(first, last)| {
        let around = (!mirrored.is_empty()).then(|| neighbour_kinds(document, &top, last));
        if let Some(at) = around.and_then(|around| mirrored.iter().position(|other| *other == around)) {
            mirrored.swap_remove(at);
            return None;
        }
        let span = Span::new(lines.span(first).end, lines.span(last).end);
        let message = text!("{count} blank lines in a row", count = last - first + 1);
        let finding = Finding::at(span, message).at_most(Severity::Hint);
        let finding = finding.aliases(&["MD012", "MD012.maximum", "no-consecutive-blank-lines", "prettier"]);
        Some(finding.fix(Fix::safe(text!("Leave one blank line"), context.edition, span, "")))
    });
    let summary =
        |count: usize| text!("more than one blank line in a row, here and in {more} more places", more = count - 1);
    summarize::report(findings.collect(), summary, text!("Leave one blank line each"), context, sink);
}

/// The first and the last line of each run of blank lines that something follows; and how many blank lines are alone.
fn runs(document: &Document) -> (Vec<(usize, usize)>, usize) {
    let verbatim = Verbatim::of(document);
    let lines = document.lines();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut first: Option<usize> = None;
    let mut single = 0_usize;
    for line in 1..=lines.count() {
        if is_blank_line(document, line) && !verbatim.covers(lines.span(line).start) {
            first = first.or(Some(line));
            continue;
        }
        match first.take() {
            Some(first) if line - first > 1 => runs.push((first, line - 1)),
            Some(_) => single += 1,
            None => {}
        }
    }
    (runs, single)
}

/// The lines that headings begin with, each with the anchors and comments over it; not that of one that all begins with.
fn heading_starts(document: &Document) -> BTreeSet<usize> {
    let text = |line: usize| if line == 0 { "" } else { document.text(document.lines().span(line)).trim() };
    let is_markup = |line: usize| text(line).starts_with('<') && text(line).ends_with('>');
    let begins = (1..=document.lines().count()).find(|line| !is_blank_line(document, *line)).unwrap_or(1);
    let headings = document.sections().iter().filter_map(|section| document.block(section.heading));
    let starts = headings.map(|heading| {
        let mut line = document.line_of(heading.span.start);
        loop {
            let above = line.saturating_sub(1);
            line = match (is_markup(above), text(above).is_empty() && is_markup(above.saturating_sub(1))) {
                (true, _) => above,
                (false, true) => above - 1,
                (false, false) => return line,
            };
        }
    });
    starts.filter(|line| *line > begins).collect()
}

/// Whether `line` ends the section above as a heading does: a rule, or a definition.
fn ends_section(line: &str) -> bool {
    let line = line.trim();
    let is_rule = |mark: char| {
        line.starts_with(mark)
            && line.matches(mark).count() > 2
            && line.chars().all(|character| character == mark || character == ' ')
    };
    ['-', '*', '_'].into_iter().any(is_rule) || line.starts_with('[') && line.contains("]:")
}

/// What the blocks over and under a place are.
type NeighbourKinds = [Option<Discriminant<BlockKind>>; 2];

/// Those of the blank lines that end with `line`; `top` are the blocks of `document` that are in no other.
fn neighbour_kinds(document: &Document, top: &[&Block], line: usize) -> NeighbourKinds {
    let (above, below) = around(document, top, line);
    [above.last(), below.first()].map(|block| block.map(|block| discriminant(&block.kind)))
}

/// The blocks of `top` over and under the blank lines that end with `line`.
fn around<'a, 'b>(document: &Document, top: &'a [&'b Block], line: usize) -> (&'a [&'b Block], &'a [&'b Block]) {
    let end = document.lines().span(line).end;
    top.split_at(top.partition_point(|block| block.span.start < end))
}

fn top_blocks(document: &Document) -> Vec<&Block> {
    document.blocks().iter().filter(|block| block.parent.is_none()).collect()
}

/// Whether the blank lines that end with `line` set off a text on purpose: what a document closes with, or a text after a list,
/// which one blank line does not set off from the last item.
fn sets_off(document: &Document, top: &[&Block], line: usize) -> bool {
    let (above, below) = around(document, top, line);
    let is_shown = |block: &&&Block| block.kind != BlockKind::Definition;
    let is_text = |block: &&Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Html);
    let closes = below.iter().filter(is_shown).take(CLOSING + 1).count() <= CLOSING
        && below.iter().filter(is_shown).all(is_text);
    let is_list = |block: &&Block| matches!(block.kind, BlockKind::List { .. });
    closes || above.last().is_some_and(is_list) && below.first().is_some_and(|block| block.kind == BlockKind::Paragraph)
}

/// Those of all runs in the source of a translation.
fn neighbour_kinds_in_source(context: &Context<'_>) -> Vec<NeighbourKinds> {
    let source = context.list.source;
    let Some(edition) = context.list.edition(source).filter(|_| source != context.edition) else { return Vec::new() };
    let top = top_blocks(&edition.document);
    let (runs, _) = runs(&edition.document);
    runs.into_iter().map(|(_, last)| neighbour_kinds(&edition.document, &top, last)).collect()
}
