//! Runs rules over a list: the linter, and what happens to findings before anybody sees them.

pub(crate) mod aliases;
pub(crate) mod autocorrect;
pub(crate) mod linter;
pub(crate) mod markdownlint;
pub(crate) mod markdownlint_parameters;
pub(crate) mod one_cause;
pub(crate) mod other_setting;
mod precedence;
mod since;
pub(crate) mod summarize;
pub(crate) mod suppression;
