//! What lines become by fixes, for people who correct them by hand.

use crate::report::findings::ReportedFinding;
use curate_document::EditionId;
use curate_rules::{Applicability, Edit, Fix};

/// Lines of a document that become other ones.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Correction<'a> {
    /// The document.
    pub path: &'a str,
    /// The first of the lines, from 1; where none is replaced, the line that the new ones come before.
    pub line: usize,
    /// How many lines are replaced.
    pub replaced: usize,
    /// What stands there then, without line ends; empty where the lines go.
    pub lines: Vec<String>,
    /// Whether a person must look at it first.
    pub is_suggestion: bool,
}

/// An edit of a fix, and whether that is a safe one.
type Chosen<'a> = (&'a Edit, bool);

/// What the lines become where the fixes of `findings`, all in one list, are applied together: the safe ones first, and what
/// contradicts an earlier one is left out. Sorted by document and line.
pub(super) fn corrections<'a>(findings: &[ReportedFinding<'a>]) -> Vec<Correction<'a>> {
    let Some(first) = findings.first() else { return Vec::new() };
    let edits = chosen(findings);
    let mut corrections = Vec::new();
    let mut rest = edits.as_slice();
    while !rest.is_empty() {
        let together = lines_together(first, rest);
        let (these, others) = rest.split_at(together);
        corrections.extend(corrected(first, these));
        rest = others;
    }
    corrections
}

/// The edits that can be made together, sorted by place.
fn chosen<'a>(findings: &[ReportedFinding<'a>]) -> Vec<Chosen<'a>> {
    let mut edits: Vec<Chosen<'a>> = Vec::new();
    for wanted in [Applicability::Safe, Applicability::Unsafe] {
        let fixes = findings.iter().filter_map(|found| found.diagnostic.fix.as_ref());
        for fix in fixes.filter(|fix| fix.applicability == wanted) {
            if agrees(fix, &edits) {
                edits.extend(fix.edits.iter().map(|edit| (edit, wanted == Applicability::Safe)));
            }
        }
    }
    edits.sort_by_key(|(edit, _)| (edit.edition, edit.span));
    edits
}

/// Whether no edit of `fix` touches what one of `edits` does.
fn agrees(fix: &Fix, edits: &[Chosen<'_>]) -> bool {
    let touches =
        |a: &Edit, b: &Edit| a.edition == b.edition && a.span.start <= b.span.end && b.span.start <= a.span.end;
    !fix.edits.iter().any(|edit| edits.iter().any(|(known, _)| touches(edit, known)))
}

/// How many of the first `edits` are in lines that follow one another.
fn lines_together(found: &ReportedFinding<'_>, edits: &[Chosen<'_>]) -> usize {
    let line = |edition: EditionId, offset: usize| found.position(edition, offset).0;
    let mut end: Option<(EditionId, usize)> = None;
    for (index, (edit, _)) in edits.iter().enumerate() {
        if end.is_some_and(|(edition, last)| edition != edit.edition || line(edition, edit.span.start) > last + 1) {
            return index;
        }
        end = Some((edit.edition, line(edit.edition, edit.span.end)));
    }
    edits.len()
}

/// What `edits`, all in one document, make of their lines; `None` where they leave them as they are.
fn corrected<'a>(found: &ReportedFinding<'a>, edits: &[Chosen<'_>]) -> Option<Correction<'a>> {
    let (first, last) = (edits.first()?.0, edits.last()?.0);
    let edition = first.edition;
    let source = found.document(edition)?.source();
    let start = source.get(..first.span.start)?.rfind('\n').map_or(0, |at| at + 1);
    let end = source.get(last.span.end..)?.find('\n').map_or(source.len(), |at| last.span.end + at);
    let mut after = String::new();
    let mut at = start;
    for (edit, _) in edits {
        after.push_str(source.get(at..edit.span.start)?);
        after.push_str(&edit.text);
        at = edit.span.end;
    }
    after.push_str(source.get(at..end)?);
    let split = |text: &str| text.split('\n').map(|line| line.trim_end_matches('\r').to_owned()).collect::<Vec<_>>();
    let (before, mut lines) = (split(source.get(start..end)?), split(&after));
    let same = before.iter().zip(&lines).take_while(|(a, b)| a == b).count();
    let shorter = before.len().min(lines.len()) - same;
    let ending = before.iter().rev().zip(lines.iter().rev()).take(shorter).take_while(|(a, b)| a == b).count();
    lines.truncate(lines.len() - ending);
    lines.drain(..same);
    let replaced = before.len() - same - ending;
    let correction = Correction {
        path: found.path(edition),
        line: found.position(edition, start).0 + same,
        replaced,
        lines,
        is_suggestion: edits.iter().any(|(_, is_safe)| !is_safe),
    };
    (correction.replaced > 0 || !correction.lines.is_empty()).then_some(correction)
}
