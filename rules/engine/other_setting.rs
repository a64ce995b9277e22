//! What configurations of other programs change in our rules.

use crate::api::silenced_work::SilencedWork;
use std::sync::Arc;

/// What another linter's configuration changes in a rule of ours.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OtherSetting {
    /// What is changed.
    pub change: OtherChange,
    /// The rule of theirs, with its parameter where it is one that says so: `MD022`, `MD022.lines_below`, `space-word`.
    pub cause: &'static str,
    /// The file that says so, as it is shown.
    pub source: Arc<str>,
}

/// A change in a rule of ours.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OtherChange {
    /// This is silent.
    Silence(SilencedWork),
    /// An option has these values.
    Option {
        /// The name of the rule.
        rule: &'static str,
        /// The name of its option, a list of texts.
        option: &'static str,
        /// The values.
        values: Vec<String>,
    },
}
