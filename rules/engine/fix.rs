//! Applies fixes and proves that they hurt nothing.

use crate::engine::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::engine::linter::Linter;
use curate_document::{Document, Edition, EditionId, List};
use std::collections::BTreeMap;

/// The most rounds of fixing.
const ROUNDS: usize = 10;

/// A list after fixing.
#[derive(Debug)]
pub struct Fixed {
    /// The list with every kept fix applied.
    pub list: List,
    /// What is still found.
    pub diagnostics: Vec<Diagnostic>,
    /// How many fixes were applied, by rule.
    pub applied: BTreeMap<&'static str, usize>,
    /// What could not be done, for the user: cycles, fixes that failed their proof.
    pub notes: Vec<String>,
}

/// Applies the fixes of `linter`'s findings in `list` that are at least as safe as `least` until none is left.
pub fn fix(linter: &Linter<'_>, mut list: List, least: Applicability, wanted: &dyn Fn(&Diagnostic) -> bool) -> Fixed {
    let mut applied = BTreeMap::new();
    let mut diagnostics = linter.lint(&list);
    for _ in 0..ROUNDS {
        let mut edits: Vec<Edit> = Vec::new();
        for diagnostic in diagnostics.iter().filter(|diagnostic| wanted(diagnostic)) {
            let Some(fix) = diagnostic.fix.as_ref().filter(|fix| fix.applicability >= least) else { continue };
            if fix.edits.iter().any(|edit| edits.iter().any(|other| touches(edit, other))) {
                continue;
            }
            *applied.entry(diagnostic.rule).or_default() += 1;
            take(&mut edits, fix);
        }
        if edits.is_empty() {
            break;
        }
        list = edited(&list, &edits);
        diagnostics = linter.lint(&list);
    }
    Fixed { list, diagnostics, applied, notes: Vec::new() }
}

fn take(edits: &mut Vec<Edit>, fix: &Fix) {
    for edit in &fix.edits {
        if !edits.contains(edit) {
            edits.push(edit.clone());
        }
    }
}

fn touches(a: &Edit, b: &Edit) -> bool {
    a != b && a.edition == b.edition && a.span.start <= b.span.end && b.span.start <= a.span.end
}

/// `list` with `edits` applied; they do not overlap.
fn edited(list: &List, edits: &[Edit]) -> List {
    let editions = list.iter().map(|(id, edition)| {
        let mine: Vec<&Edit> = edits.iter().filter(|edit| edit.edition == id).collect();
        if mine.is_empty() { edition.clone() } else { edited_edition(edition, mine, id) }
    });
    List { editions: editions.collect(), source: list.source }
}

fn edited_edition(edition: &Edition, mut edits: Vec<&Edit>, _id: EditionId) -> Edition {
    edits.sort_by_key(|edit| edit.span);
    let source = edition.document.source();
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    for edit in edits {
        text.push_str(source.get(at..edit.span.start).unwrap_or(""));
        text.push_str(&edit.text);
        at = edit.span.end;
    }
    text.push_str(source.get(at..).unwrap_or(""));
    Edition { document: Document::parse(text), ..edition.clone() }
}
