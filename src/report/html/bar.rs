//! How good or bad it is, as a colour.

use curate_rules::Severity;

/// The bar beside a state, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bar {
    Good,
    Hint,
    Unknown,
    Warning,
    Error,
}

impl Bar {
    /// Its class.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Hint => "hint",
            Self::Unknown => "unknown",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// That of a finding.
    pub(super) const fn of(severity: Severity) -> Self {
        match severity {
            Severity::Hint => Self::Hint,
            Severity::Warning => Self::Warning,
            Severity::Error => Self::Error,
        }
    }
}
