//! Whether fixes made something worse: findings outside the edited blocks that were not there before.

use crate::api::diagnostic::{Diagnostic, Severity};
use crate::fixing::edits::OffsetMap;
use curate_document::{BlockId, BlockKind, Document, EditionId, List, Span};
use std::collections::{BTreeMap, BTreeSet};

/// A finding that moved by at most this many lines is the same.
const ROUGHLY: usize = 8;

/// A list at one moment: its text and what is found in it.
#[derive(Clone, Copy)]
pub(crate) struct ListState<'a> {
    /// The documents.
    pub list: &'a List,
    /// What is found in them.
    pub diagnostics: &'a [Diagnostic],
}

/// What was found before, by where it is now.
struct KnownFindings<'a> {
    places: BTreeSet<(EditionId, &'a str, usize)>,
    texts: BTreeMap<(EditionId, &'a str, &'a str), Vec<usize>>,
}

/// The rule of a finding that fixes brought about. `before` holds the documents as they were, `changed` those that were edited.
///
/// Findings inside edited blocks do not count, nor what is less severe than `least`, nor hints, nor what `is_expected` expects.
pub(crate) fn new_finding(
    before: ListState<'_>,
    changed: &BTreeMap<EditionId, (Document, OffsetMap)>,
    after: &[Diagnostic],
    least: Severity,
    is_expected: &dyn Fn(&Document, &Diagnostic) -> bool,
) -> Option<&'static str> {
    let known = KnownFindings::of(before, changed);
    let zones: BTreeMap<EditionId, Vec<Span>> = changed
        .iter()
        .filter_map(|(id, (document, moves))| Some((*id, zones(&before.list.edition(*id)?.document, document, moves))))
        .collect();
    let no_zones = Vec::new();
    let new = after.iter().find(|diagnostic| {
        let (edition, offset) = (diagnostic.edition, diagnostic.span.start);
        let original = before.list.edition(edition).map(|edition| &edition.document);
        let Some(document) = changed.get(&edition).map(|(document, _)| document).or(original) else { return false };
        diagnostic.severity > Severity::Hint
            && diagnostic.severity >= least
            && !is_inside(zones.get(&edition).unwrap_or(&no_zones), offset)
            && !known.has(diagnostic, document)
            && !is_expected(document, diagnostic)
    });
    new.map(|diagnostic| diagnostic.rule)
}

impl<'a> KnownFindings<'a> {
    fn of(before: ListState<'a>, changed: &BTreeMap<EditionId, (Document, OffsetMap)>) -> Self {
        let mut known = Self { places: BTreeSet::new(), texts: BTreeMap::new() };
        for diagnostic in before.diagnostics {
            let Some(old) = before.list.edition(diagnostic.edition).map(|edition| &edition.document) else { continue };
            let (offset, line) = match changed.get(&diagnostic.edition) {
                Some((document, moves)) => {
                    let offset = moves.offset(diagnostic.span.start);
                    (offset, document.line_of(offset))
                }
                None => (diagnostic.span.start, old.line_of(diagnostic.span.start)),
            };
            known.places.insert((diagnostic.edition, diagnostic.rule, offset));
            known.texts.entry((diagnostic.edition, diagnostic.rule, old.text(diagnostic.span))).or_default().push(line);
        }
        for lines in known.texts.values_mut() {
            lines.sort_unstable();
        }
        known
    }

    /// Whether `diagnostic` was found before: at the same place, or on the same text near it.
    fn has(&self, diagnostic: &Diagnostic, document: &Document) -> bool {
        if self.places.contains(&(diagnostic.edition, diagnostic.rule, diagnostic.span.start)) {
            return true;
        }
        let text = document.text(diagnostic.span);
        let Some(lines) = self.texts.get(&(diagnostic.edition, diagnostic.rule, text)) else { return false };
        let line = document.line_of(diagnostic.span.start);
        let nearest = lines.partition_point(|known| known + ROUGHLY < line);
        lines.get(nearest).is_some_and(|known| *known <= line + ROUGHLY)
    }
}

/// The edited lines of a document after its edits, widened to the paragraphs they are in now and were in before; in order, apart.
fn zones(before: &Document, after: &Document, moves: &OffsetMap) -> Vec<Span> {
    let mut zones: Vec<Span> = moves
        .iter()
        .map(|moved| {
            let was = widened(before, moved.old);
            let was = Span::new(moves.offset(was.start), moves.offset(was.end).max(moved.new.end));
            lines_of(after, was.join(widened(after, moved.new)))
        })
        .collect();
    zones.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(zones.len());
    for zone in zones {
        match merged.last_mut().filter(|last| zone.start <= last.end) {
            Some(last) => *last = last.join(zone),
            None => merged.push(zone),
        }
    }
    merged
}

/// `span` with one byte on either side, which may be a line ending, and the leaf blocks at its ends.
fn widened(document: &Document, span: Span) -> Span {
    let wide = Span::new(span.start.saturating_sub(1), (span.end + 1).min(document.source().len()));
    [leaf_at(document, span.start), leaf_at(document, span.end)].into_iter().flatten().fold(wide, Span::join)
}

/// The paragraph, heading, row, code or HTML that holds `offset`.
fn leaf_at(document: &Document, offset: usize) -> Option<Span> {
    let last = document.blocks().partition_point(|block| block.span.start <= offset).checked_sub(1)?;
    let id = BlockId(last as u32);
    let innermost =
        document.block(id).into_iter().chain(document.ancestors(id)).find(|block| offset <= block.span.end)?;
    match innermost.kind {
        BlockKind::Cell => {
            document.ancestors(id).find(|block| matches!(block.kind, BlockKind::Row { .. })).map(|row| row.span)
        }
        BlockKind::List { .. } | BlockKind::Item { .. } | BlockKind::Quote | BlockKind::Table | BlockKind::Footnote => {
            None
        }
        _ => Some(innermost.span),
    }
}

/// The whole lines of `span`.
fn lines_of(document: &Document, span: Span) -> Span {
    let lines = document.lines();
    lines.span(lines.line_of(span.start)).join(lines.span(lines.line_of(span.end)))
}

fn is_inside(zones: &[Span], offset: usize) -> bool {
    let next = zones.partition_point(|zone| zone.start <= offset);
    zones.get(..next).and_then(<[Span]>::last).is_some_and(|zone| offset <= zone.end)
}
