//! Runs rules over a list: the linter, and what happens to findings before anybody sees them.

pub(crate) mod aliases;
pub(crate) mod linter;
pub(crate) mod one_cause;
mod precedence;
mod since;
pub(crate) mod summarize;
pub(crate) mod suppression;
