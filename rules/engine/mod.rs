//! What every rule stands on: declarations, findings, fixes, settings and the linter.

pub mod aliases;
pub mod linter;
pub mod one_cause;
mod precedence;
mod since;
pub mod summarize;
pub mod suppression;
