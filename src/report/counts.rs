//! How many findings there are.

use crate::report::findings::ReportedFinding;
use curate_rules::{Applicability, Severity};

/// How many findings there are, by severity and by fix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct FindingCounts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Hints.
    pub hints: usize,
    /// Those that `--fix` fixes: with a safe fix, or one that the user has named an option for.
    pub safe: usize,
    /// Those with an unsafe fix.
    pub risky: usize,
    /// How many places the safe fixes change: of one cause told as one finding, each of its places.
    pub safe_places: usize,
    /// How many places the unsafe fixes change.
    pub risky_places: usize,
}

impl FindingCounts {
    /// Counts `found`.
    pub(super) fn of(found: &[ReportedFinding<'_>]) -> Self {
        let mut counts = Self::default();
        for found in found {
            *match found.diagnostic.severity {
                Severity::Error => &mut counts.errors,
                Severity::Warning => &mut counts.warnings,
                Severity::Hint => &mut counts.hints,
            } += 1;
            let Some(fix) = &found.diagnostic.fix else { continue };
            let (findings, places) = if fix.applicability == Applicability::Safe || found.is_of_outcome() {
                (&mut counts.safe, &mut counts.safe_places)
            } else {
                (&mut counts.risky, &mut counts.risky_places)
            };
            *findings += 1;
            *places += fix.groups.len().max(1);
        }
        counts
    }
}
