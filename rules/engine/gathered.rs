//! Many findings of one kind in one document, told as one.

use crate::engine::diagnostic::{Applicability, Finding, Fix};
use crate::engine::rule::{Context, Sink};

/// Up to this many findings of one kind are reported one by one.
const SINGLE: usize = 20;

/// Reports `findings`, which say the same of different places of one document, in order of their places: one by one, or
/// as one at the first place where there are more than 20 (unless the user wants all of them). `summary` words that one
/// from their number; `title` names the fix that mends all that can be mended safely, or else all that can be mended.
pub fn report(
    findings: Vec<Finding>,
    summary: impl FnOnce(usize) -> String,
    title: &str,
    context: &Context<'_>,
    sink: &mut Sink<'_>,
) {
    if findings.len() <= SINGLE || context.facts.expand {
        for finding in findings {
            sink.report(finding);
        }
        return;
    }
    let count = findings.len();
    let fixes = findings.iter().filter_map(|finding| finding.fix.as_ref());
    let best = fixes.map(|fix| fix.applicability).max().unwrap_or(Applicability::Unsafe);
    let mut all: Option<Fix> = None;
    let mut first: Option<Finding> = None;
    for finding in findings {
        if let Some(fix) = finding.fix.as_ref().filter(|fix| fix.applicability == best) {
            let all = all.get_or_insert_with(|| Fix::of(title, best));
            all.effects = all.effects.and(fix.effects);
            all.edits.extend(fix.edits.iter().cloned());
        }
        first.get_or_insert(finding);
    }
    let Some(mut finding) = first else { return };
    finding.message = summary(count);
    finding.fix = all;
    sink.report(finding);
}
