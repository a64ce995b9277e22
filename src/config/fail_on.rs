//! Which findings make a run fail.

use clap::ValueEnum;
use curate_rules::Severity;
use schemars::JsonSchema;
use serde::Deserialize;

/// From which level on findings make the run fail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum FailOn {
    /// Only errors.
    Error,
    /// Errors and warnings.
    #[default]
    Warning,
    /// Nothing that is found.
    Never,
}

impl FailOn {
    /// The word for it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Never => "never",
        }
    }

    /// Whether a finding of `severity` makes the run fail.
    pub(crate) fn is_failed_by(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Never => false,
        }
    }
}
