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
    /// Those of its aliases whose work is silent, and parameters of other linters that allow what names them.
    pub silenced: BTreeSet<&'static str>,
    /// The aliases whose work alone is reported; all of it where this is empty.
    pub only: BTreeSet<&'static str>,
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
            only: BTreeSet::new(),
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
        let Some(setting) = self.rules.get(diagnostic.rule) else { return false };
        let is_of = |aliases: &BTreeSet<&str>| diagnostic.aliases.iter().any(|alias| aliases.contains(alias));
        is_of(&setting.silenced) || !setting.only.is_empty() && !is_of(&setting.only)
    }

    /// Whether all that `rule` finds is reported.
    pub(crate) fn reports_all_of(&self, rule: &str) -> bool {
        self.rules.get(rule).is_none_or(|setting| setting.silenced.is_empty() && setting.only.is_empty())
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
