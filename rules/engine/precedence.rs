//! One defect, one finding: what a rule says is dropped where a rule it yields to says it better.

use crate::api::declaration::Declaration;
use crate::api::diagnostic::Diagnostic;
use curate_document::{EditionId, Span};
use std::collections::{BTreeMap, BTreeSet};

/// `diagnostics` without those that a better rule makes superfluous.
pub(super) fn without_repetitions(rules: &[&'static Declaration], mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let yielding: BTreeMap<&str, &[&str]> =
        rules.iter().map(|rule| (rule.name, rule.yields_to)).filter(|(_, to)| !to.is_empty()).collect();
    let yielded_to: BTreeSet<&str> = yielding.values().copied().flatten().copied().collect();
    let mut better: BTreeMap<(&str, EditionId), Vec<Span>> = BTreeMap::new();
    for diagnostic in diagnostics.iter().filter(|diagnostic| yielded_to.contains(diagnostic.rule)) {
        better.entry((diagnostic.rule, diagnostic.edition)).or_default().push(diagnostic.span);
    }
    let better: BTreeMap<_, SortedSpans> = better.into_iter().map(|(of, spans)| (of, SortedSpans::of(spans))).collect();
    diagnostics.retain(|diagnostic| {
        let to = yielding.get(diagnostic.rule).copied().unwrap_or(&[]);
        !to.iter()
            .any(|name| better.get(&(*name, diagnostic.edition)).is_some_and(|places| places.overlap(diagnostic.span)))
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
