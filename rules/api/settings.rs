//! Which rules run on a document, at what level, with what options.

use crate::api::diagnostic::Severity;
use crate::api::rule::Declaration;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The value of an option.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionValue {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A switch.
    Flag(bool),
    /// A list of texts.
    Texts(Vec<String>),
}

/// The options of one rule; what is not set has the rule's default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    values: BTreeMap<String, OptionValue>,
}

impl Options {
    /// Sets `name` to `value`.
    pub fn set(&mut self, name: impl Into<String>, value: OptionValue) {
        self.values.insert(name.into(), value);
    }

    /// The value of `name`, where it is set.
    pub fn value(&self, name: &str) -> Option<&OptionValue> {
        self.values.get(name)
    }

    /// The text of `name`.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.values.get(name)? {
            OptionValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number of `name`.
    pub fn number(&self, name: &str) -> Option<f64> {
        match self.values.get(name)? {
            OptionValue::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The switch `name`.
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.values.get(name)? {
            OptionValue::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// The texts of `name`; empty where it is not set.
    pub fn texts(&self, name: &str) -> &[String] {
        match self.values.get(name) {
            Some(OptionValue::Texts(texts)) => texts,
            _ => &[],
        }
    }
}

/// Whether a rule runs, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleSetting {
    /// `None` where the rule is off.
    pub severity: Option<Severity>,
    /// Its options.
    pub options: Options,
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
            options: Options::default(),
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

    /// The settings of every rule, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &RuleSetting)> {
        self.rules.iter().map(|(name, setting)| (*name, setting))
    }

    /// Turns off every rule for which `keep` says no.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        for (name, setting) in Arc::make_mut(&mut self.rules) {
            if !keep(name) {
                setting.severity = None;
            }
        }
    }
}
