//! One cause, one finding: what one rule says in the same words of the same text in many places of a document is reported once.
//!
//! A wrong anchor behind thirty links, or one misspelt name in forty entries, is one thing to look at and one thing to fix.

use crate::api::diagnostic::{Applicability, Diagnostic, Fix, Label, Severity};
use crate::api::template::Text;
use curate_document::{EditionId, List};
use std::collections::HashMap;

/// Up to this many findings of one cause are reported one by one.
const SINGLE: usize = 3;
/// The same for what comes of a habit, whatever the text it is about.
const HABITS: usize = 20;
/// How many further places a finding names by their lines.
const LINES: usize = 5;

/// What findings of one cause have in common: rule, document, severity, message, the text they are about, and what their
/// fixes are called.
type Cause<'a> = (&'static str, EditionId, Severity, &'a Text, &'a str, Option<(&'a Text, Applicability)>);

/// `diagnostics` of `list`, in order, where more than three of one cause are one at the first of their places, which says how
/// many there are and fixes all of them.
///
/// Findings about white space and punctuation, which look alike everywhere, have no cause in common.
pub fn one_per_cause(diagnostics: Vec<Diagnostic>, list: &List) -> Vec<Diagnostic> {
    let of_texts = merged(diagnostics, list, SINGLE, cause);
    merged(of_texts, list, HABITS, habit)
}

/// `diagnostics` where more than `single` of one cause are one.
fn merged(
    diagnostics: Vec<Diagnostic>,
    list: &List,
    single: usize,
    cause: for<'a> fn(&'a Diagnostic, &'a List) -> Option<Cause<'a>>,
) -> Vec<Diagnostic> {
    let mut members: HashMap<Cause<'_>, Vec<usize>> = HashMap::new();
    for (index, diagnostic) in diagnostics.iter().enumerate() {
        if let Some(cause) = cause(diagnostic, list) {
            members.entry(cause).or_default().push(index);
        }
    }
    let mut is_reported = vec![false; diagnostics.len()];
    let mut merged: HashMap<usize, Diagnostic> = HashMap::new();
    for group in members.into_values().filter(|group| group.len() > single) {
        let all: Vec<&Diagnostic> = group.iter().filter_map(|index| diagnostics.get(*index)).collect();
        let (Some(first), [_, rest @ ..]) = (group.first(), &*group) else { continue };
        merged.extend(merge(&all, list).map(|all| (*first, all)));
        for index in rest {
            if let Some(reported) = is_reported.get_mut(*index) {
                *reported = true;
            }
        }
    }
    let all = diagnostics.into_iter().enumerate().zip(is_reported);
    all.filter(|(_, reported)| !reported)
        .map(|((index, diagnostic), _)| merged.remove(&index).unwrap_or(diagnostic))
        .collect()
}

/// What comes of one habit: all of the same words.
fn habit<'a>(diagnostic: &'a Diagnostic, _: &'a List) -> Option<Cause<'a>> {
    let Diagnostic { rule, edition, severity, message, fix, .. } = diagnostic;
    let fix = fix.as_ref().map(|fix| (&fix.title, fix.applicability));
    diagnostic.is_habit.then_some((*rule, *edition, *severity, message, "", fix))
}

fn cause<'a>(diagnostic: &'a Diagnostic, list: &'a List) -> Option<Cause<'a>> {
    let text = list.edition(diagnostic.edition)?.document.text(diagnostic.span);
    let fix = diagnostic.fix.as_ref().map(|fix| (&fix.title, fix.applicability));
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

/// `all`, which have one cause, as one at the place of the first.
fn merge(all: &[&Diagnostic], list: &List) -> Option<Diagnostic> {
    let (first, rest) = all.split_first()?;
    let document = &list.edition(first.edition)?.document;
    let mut lines: Vec<usize> = rest.iter().map(|other| document.line_of(other.span.start)).collect();
    lines.dedup();
    let named = Text::series(lines.iter().take(LINES).map(|line| Text::verbatim(line.to_string())));
    let more = lines.len().saturating_sub(LINES);
    let fixes = all.iter().filter_map(|diagnostic| diagnostic.fix.as_ref());
    let fix = first.fix.as_ref().and_then(|own| Fix::merged(&own.title, fixes));
    let mut one = Diagnostic { fix, ..(*first).clone() };
    let (message, count, lines) = (one.message, all.len(), named);
    one.message = match more {
        0 => text!("{message}; {count} times in this document, also on lines {lines}", message, count, lines),
        _ => {
            text!(
                "{message}; {count} times in this document, also on lines {lines} and {more} more",
                message,
                count,
                lines,
                more
            )
        }
    };
    one.labels.extend(rest.first().map(|next| Label {
        edition: next.edition,
        span: next.span,
        message: text!("the next of them"),
        is_same: false,
    }));
    Some(one)
}
