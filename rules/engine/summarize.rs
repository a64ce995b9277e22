//! Many findings of one kind in one document, reported as one.

use crate::api::diagnostic::{Applicability, Diagnostic, Finding, Fix};
use crate::api::rule::{Context, Sink};
use crate::api::summary_group::{Summary, SummaryGroup};
use crate::api::template::Text;

/// Up to this many findings of one kind are reported one by one.
pub(crate) const SINGLE: usize = 20;
/// The same for what says nothing more at its second place than at its first.
pub(crate) const FEW: usize = 3;

/// Reports `findings`, which say the same of different places of one document, in order of their places: one by one, or
/// as one at the first place where there are more than 20 (unless the user wants all of them, or only those of a
/// change). `message` words that one from their number; `title` names the fix of all of them.
///
/// Those with a safe fix, with an unsafe one and with none are kept apart: what is left when the first are fixed must not
/// look like something new.
pub(crate) fn report<M: Into<Text>>(
    findings: Vec<Finding>,
    message: impl Fn(usize) -> M + Clone + Send + Sync + 'static,
    title: impl Into<Text>,
    context: &Context<'_>,
    sink: &mut Sink<'_>,
) {
    report_more_than(SINGLE, findings, message, title, context, sink);
}

/// The same, where more than `single` of them are one.
pub(crate) fn report_more_than<M: Into<Text>>(
    single: usize,
    findings: Vec<Finding>,
    message: impl Fn(usize) -> M + Clone + Send + Sync + 'static,
    title: impl Into<Text>,
    context: &Context<'_>,
    sink: &mut Sink<'_>,
) {
    let facts = context.facts;
    let title = title.into();
    let is_apart = facts.expand || facts.expand_for_change || facts.expand_for_fixes;
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
        let summary_group = (findings.len() > single && !is_apart).then(|| {
            let message = message.clone();
            let message = Box::new(move |count| message(count).into());
            SummaryGroup::of(Summary { single, message, title: title.clone() })
        });
        for finding in findings {
            sink.report(Finding { summary_group: summary_group.clone(), ..finding });
        }
    }
}

/// `diagnostics` with those that belong together as one, at the place of the first, with the fixes of all.
///
/// That is done when it is known which of them yield to other rules or are suppressed: a summary says what is left.
pub(crate) fn gather(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut gathered: Vec<(SummaryGroup, Vec<Diagnostic>)> = Vec::new();
    let mut all = Vec::with_capacity(diagnostics.len());
    for mut diagnostic in diagnostics {
        let Some(summary_group) = diagnostic.summary_group.take() else {
            all.push(diagnostic);
            continue;
        };
        match gathered.iter_mut().rev().find(|(other, _)| *other == summary_group) {
            Some((_, parts)) => parts.push(diagnostic),
            None => gathered.push((summary_group, vec![diagnostic])),
        }
    }
    for (summary_group, parts) in gathered {
        let summary = summary_group.summary();
        if parts.len() <= summary.single {
            all.extend(parts);
            continue;
        }
        let message = (summary.message)(parts.len());
        let fix = Fix::merged(&summary.title, parts.iter().filter_map(|part| part.fix.as_ref()));
        all.extend(parts.into_iter().next().map(|first| Diagnostic { message, fix, ..first }));
    }
    all
}
