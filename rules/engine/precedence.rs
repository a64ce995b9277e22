//! One defect, one finding: what a rule says is dropped where a rule it yields to says it better.

use crate::api::declaration::Declaration;
use crate::api::diagnostic::{Diagnostic, Severity};
use curate_document::{EditionId, Span};
use std::collections::{BTreeMap, BTreeSet};

/// `diagnostics` without those that a better rule makes superfluous. One that the configuration has set to a lower level
/// (`is_lowered`) says nothing better of what another rule reports at a higher one.
pub(super) fn without_repetitions(
    rules: &[&'static Declaration],
    mut diagnostics: Vec<Diagnostic>,
    is_lowered: impl Fn(&Diagnostic) -> bool,
) -> Vec<Diagnostic> {
    let yielding: BTreeMap<&str, &[&str]> =
        rules.iter().map(|rule| (rule.name, rule.yields_to)).filter(|(_, to)| !to.is_empty()).collect();
    let yielded_to: BTreeSet<&str> = yielding.values().copied().flatten().copied().collect();
    // By the highest level of what gives way to it.
    let mut better: BTreeMap<(&str, EditionId, Severity), Vec<Span>> = BTreeMap::new();
    for diagnostic in diagnostics.iter().filter(|diagnostic| yielded_to.contains(diagnostic.rule)) {
        let most = if is_lowered(diagnostic) { diagnostic.severity } else { Severity::Error };
        better.entry((diagnostic.rule, diagnostic.edition, most)).or_default().push(diagnostic.span);
    }
    let better: BTreeMap<_, SortedSpans> = better.into_iter().map(|(of, spans)| (of, SortedSpans::of(spans))).collect();
    diagnostics.retain(|diagnostic| {
        let Diagnostic { rule, edition, severity, span, .. } = diagnostic;
        let is_better = |name: &&str| {
            let mut known = better.range((*name, *edition, *severity)..=(*name, *edition, Severity::Error));
            known.any(|(_, places)| places.overlap(*span))
        };
        !yielding.get(rule).is_some_and(|to| to.iter().any(is_better))
    });
    diagnostics
}

/// Spans in order, for overlaps.
struct SortedSpans {
    /// In order.
    spans: Vec<Span>,
    /// The furthest end of the spans up to each.
    ends: Vec<usize>,
}

impl SortedSpans {
    fn of(mut spans: Vec<Span>) -> Self {
        spans.sort_unstable();
        let ends = spans.iter().scan(0, |furthest, span| {
            *furthest = span.end.max(*furthest);
            Some(*furthest)
        });
        let ends = ends.collect();
        Self { spans, ends }
    }

    fn overlap(&self, span: Span) -> bool {
        let before = self.spans.partition_point(|other| other.start < span.end);
        let reaches = before.checked_sub(1).and_then(|last| self.ends.get(last)).is_some_and(|end| span.start < *end);
        reaches || self.spans.binary_search(&span).is_ok()
    }
}
