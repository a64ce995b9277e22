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
    /// Of these, the hints.
    pub safe_hints: usize,
    /// Those that `--unsafe-fixes` fixes.
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
            let Some((fix, applicability)) = found.diagnostic.fix.as_ref().zip(found.fixed_with()) else { continue };
            let (findings, places) = match applicability {
                Applicability::Safe => (&mut counts.safe, &mut counts.safe_places),
                Applicability::Unsafe => (&mut counts.risky, &mut counts.risky_places),
            };
            if applicability == Applicability::Safe && found.diagnostic.severity == Severity::Hint {
                counts.safe_hints += 1;
            }
            *findings += 1;
            *places += fix.groups.len().max(1);
        }
        counts
    }
}
