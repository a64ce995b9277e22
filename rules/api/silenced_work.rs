//! What of a rule's work is silent where another linter's rule is switched off.

use crate::api::declaration::Declaration;
use crate::api::diagnostic::Diagnostic;
use std::collections::BTreeSet;

/// Work of a rule of ours: all of it, or what it finds for one of its aliases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SilencedWork {
    /// The name of the rule.
    pub rule: &'static str,
    /// The alias that its findings name; `None` for all of its work.
    pub alias: Option<&'static str>,
}

impl SilencedWork {
    /// All that `rule` does.
    pub(crate) fn whole(rule: &Declaration) -> Self {
        Self { rule: rule.name, alias: None }
    }

    /// What `rule` does of the work of the other linter's rule `alias`.
    pub(crate) fn of(rule: &Declaration, alias: &'static str) -> Self {
        Self { rule: rule.name, alias: rule.has_parts.then_some(alias) }
    }
}

/// Whether `diagnostic` is among the work that is silent.
pub(crate) fn silences(silent: &BTreeSet<SilencedWork>, diagnostic: &Diagnostic) -> bool {
    let has = |alias| silent.contains(&SilencedWork { rule: diagnostic.rule, alias });
    has(None) || diagnostic.aliases.iter().any(|alias| has(Some(alias)))
}
