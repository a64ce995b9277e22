//! One cause, one finding: what one rule says in the same words of the same text in many places of a document is told once.
//!
//! A wrong anchor behind thirty links, or one misspelt name in forty entries, is one thing to look at and one thing to fix.

use crate::engine::diagnostic::{Applicability, Diagnostic, Fix, Label, Severity};
use curate_document::{EditionId, List};
use std::collections::HashMap;

/// Up to this many findings of one cause are told one by one.
const SINGLE: usize = 3;
/// How many further places a finding names by their lines.
const LINES: usize = 5;

/// What findings of one cause have in common: rule, document, severity, message, the text they are about, and what their
/// fixes are called.
type Cause<'a> = (&'static str, EditionId, Severity, &'a str, &'a str, Option<(&'a str, Applicability)>);

/// `diagnostics` of `list`, in order, where more than three of one cause are one at the first of their places, which says how
/// many there are and fixes all of them.
///
/// Findings about white space and punctuation, which look alike everywhere, have no cause in common.
pub fn one_per_cause(diagnostics: Vec<Diagnostic>, list: &List) -> Vec<Diagnostic> {
    let mut members: HashMap<Cause<'_>, Vec<usize>> = HashMap::new();
    for (index, diagnostic) in diagnostics.iter().enumerate() {
        if let Some(cause) = cause(diagnostic, list) {
            members.entry(cause).or_default().push(index);
        }
    }
    let mut first_of: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut is_told = vec![false; diagnostics.len()];
    for group in members.into_values().filter(|group| group.len() > SINGLE) {
        let Some((first, rest)) = group.split_first() else { continue };
        for index in rest {
            if let Some(told) = is_told.get_mut(*index) {
                *told = true;
            }
        }
        first_of.insert(*first, rest.to_vec());
    }
    let mut merged: HashMap<usize, Diagnostic> = first_of
        .into_iter()
        .filter_map(|(first, rest)| {
            let rest: Vec<&Diagnostic> = rest.iter().filter_map(|index| diagnostics.get(*index)).collect();
            Some((first, merge(diagnostics.get(first)?, &rest, list)))
        })
        .collect();
    let all = diagnostics.into_iter().enumerate().zip(is_told);
    all.filter(|(_, told)| !told).map(|((index, diagnostic), _)| merged.remove(&index).unwrap_or(diagnostic)).collect()
}

fn cause<'a>(diagnostic: &'a Diagnostic, list: &'a List) -> Option<Cause<'a>> {
    let text = list.edition(diagnostic.edition)?.document.text(diagnostic.span);
    let fix = diagnostic.fix.as_ref().map(|fix| (fix.title.as_str(), fix.applicability));
    // A single letter is where something is missing, not what is wrong.
    let names_something = text.chars().nth(1).is_some() && text.chars().any(char::is_alphanumeric);
    names_something.then_some((
        diagnostic.rule,
        diagnostic.edition,
        diagnostic.severity,
        &diagnostic.message,
        text,
        fix,
    ))
}

/// `first` for `rest` too.
fn merge(first: &Diagnostic, rest: &[&Diagnostic], list: &List) -> Diagnostic {
    let document = list.edition(first.edition).map(|edition| &edition.document);
    let mut lines: Vec<usize> = rest.iter().filter_map(|other| Some(document?.line_of(other.span.start))).collect();
    lines.dedup();
    let named: Vec<String> = lines.iter().take(LINES).map(usize::to_string).collect();
    let more = lines.len().saturating_sub(LINES);
    let tail = if more == 0 { String::new() } else { format!(" and {more} more") };
    let mut all = first.clone();
    all.message = format!(
        "{}; {} times in this document, also on lines {}{tail}",
        first.message,
        rest.len() + 1,
        named.join(", ")
    );
    let places = rest.iter().take(1).map(|other| Label {
        edition: other.edition,
        span: other.span,
        message: "the next of them".to_owned(),
    });
    all.labels.extend(places);
    all.fix = first.fix.clone().map(|fix| with_edits(fix, rest));
    all
}

/// `fix` with the edits of the fixes of `others`.
fn with_edits(mut fix: Fix, others: &[&Diagnostic]) -> Fix {
    for other in others.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()) {
        let new = other.edits.iter().filter(|edit| !fix.edits.contains(edit));
        let new: Vec<_> = new.cloned().collect();
        fix.edits.extend(new);
        fix.effects = fix.effects.and(other.effects);
    }
    fix
}
