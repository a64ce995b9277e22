//! Which rules run on a document, at what level, with what options.

use crate::api::declaration::Declaration;
use crate::api::diagnostic::{Diagnostic, Severity};
use crate::api::options::Options;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Whether a rule runs, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleSetting {
    /// `None` where the rule is off.
    pub severity: Option<Severity>,
    /// Its level where it is off, between the comments that open it ([`Declaration::opened_by`]); `None` where none does.
    pub opened: Option<Severity>,
    /// Its options.
    pub options: Options,
    /// Those of its aliases whose work is silent.
    pub silenced: BTreeSet<&'static str>,
}

/// The settings of all rules for one document. Most documents of a project have the same, which clones share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    rules: Arc<BTreeMap<&'static str, RuleSetting>>,
}

impl Settings {
    /// What every rule declares.
    pub fn defaults(rules: &[&'static Declaration]) -> Self {
        let setting = |rule: &Declaration| RuleSetting {
            severity: rule.on_by_default.then_some(rule.severity),
            opened: rule.opened_by.map(|_| rule.severity),
            options: Options::default(),
            silenced: BTreeSet::new(),
        };
        Self { rules: Arc::new(rules.iter().map(|rule| (rule.name, setting(rule))).collect()) }
    }

    /// The settings of `rule`, to be changed.
    pub fn rule_mut(&mut self, rule: &str) -> Option<&mut RuleSetting> {
        Arc::make_mut(&mut self.rules).get_mut(rule)
    }

    /// The level of `rule`; `None` where it is off.
    pub fn severity(&self, rule: &str) -> Option<Severity> {
        self.rules.get(rule)?.severity
    }

    /// The level of `rule` between the comments that open it, where it is off.
    pub(crate) fn opened(&self, rule: &str) -> Option<Severity> {
        self.rules.get(rule).filter(|setting| setting.severity.is_none())?.opened
    }

    /// Whether `diagnostic` is the work of an alias that is silent.
    pub(crate) fn silences(&self, diagnostic: &Diagnostic) -> bool {
        let silenced = self.rules.get(diagnostic.rule).map(|setting| &setting.silenced);
        silenced.is_some_and(|silenced| diagnostic.aliases.iter().any(|alias| silenced.contains(alias)))
    }

    /// The settings of every rule, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &RuleSetting)> {
        self.rules.iter().map(|(name, setting)| (*name, setting))
    }

    /// Turns off every rule for which `keep` says no.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        for (name, setting) in Arc::make_mut(&mut self.rules) {
            if !keep(name) {
                (setting.severity, setting.opened) = (None, None);
            }
        }
    }
}
