//! Many findings of one kind in one document, told as one.

use crate::engine::diagnostic::{Applicability, Finding, Fix};
use crate::engine::rule::{Context, Sink};
use curate_document::Span;

/// Up to this many findings of one kind are reported one by one.
pub const SINGLE: usize = 20;
/// The same for what says nothing more at its second place than at its first.
pub const FEW: usize = 3;

/// Reports `findings`, which say the same of different places of one document, in order of their places: one by one, or
/// as one at the first place where there are more than 20 (unless the user wants all of them, or only those of a
/// change). `summary` words that one from their number; `title` names the fix that mends all of them.
///
/// Those with a safe fix, with an unsafe one and with none are told apart: what is left when the first are mended must not
/// look like something new.
pub fn report(
    findings: Vec<Finding>,
    summary: impl Fn(usize) -> String,
    title: &str,
    context: &Context<'_>,
    sink: &mut Sink<'_>,
) {
    report_more_than(SINGLE, findings, summary, title, context, sink);
}

/// The same, where more than `single` of them are one.
pub fn report_more_than(
    single: usize,
    findings: Vec<Finding>,
    summary: impl Fn(usize) -> String,
    title: &str,
    context: &Context<'_>,
    sink: &mut Sink<'_>,
) {
    let mut kinds: [Vec<Finding>; 3] = [const { Vec::new() }; 3];
    let [safe, risky, rest] = &mut kinds;
    for finding in findings {
        match finding.fix.as_ref().map(|fix| fix.applicability) {
            Some(Applicability::Safe) => safe.push(finding),
            Some(Applicability::Unsafe) => risky.push(finding),
            None => rest.push(finding),
        }
    }
    for findings in kinds {
        let facts = context.facts;
        if findings.len() > single && !facts.expand && !facts.single && !facts.apart {
            sink.report(one(findings, &summary, title));
            continue;
        }
        for finding in findings {
            sink.report(finding);
        }
    }
}

/// `findings` as one, at the place of the first, with the fixes of all.
fn one(findings: Vec<Finding>, summary: &dyn Fn(usize) -> String, title: &str) -> Finding {
    let message = summary(findings.len());
    let fix = Fix::gathered(title, findings.iter().filter_map(|finding| finding.fix.as_ref()));
    let first = findings.into_iter().next().unwrap_or_else(|| Finding::at(Span::default(), ""));
    Finding { message, fix, ..first }
}
