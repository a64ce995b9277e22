//! What every rule stands on: declarations, findings, fixes, settings and the linter.

pub(crate) mod aliases;
pub(crate) mod linter;
pub(crate) mod one_cause;
mod precedence;
mod since;
pub(crate) mod summarize;
pub(crate) mod suppression;
