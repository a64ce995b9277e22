//! What the configuration of a file makes of the rules.

use crate::config::levels::{RuleLevel, RuleState};
use crate::config::model::Config;
use crate::config::overlay::is_of_command_line;
use crate::config::resolve::Overrides;
use crate::config::selector::Selector;
use curate_rules::{Declaration, Options, OtherChange, OtherSetting, RULES, Settings, Severity};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Where a level, an option or the silence of a part comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingOrigin {
    /// The rule declares it.
    Default,
    /// A preset that the configuration extends.
    Preset(&'static str),
    /// A configuration of another linter.
    OtherLinter {
        /// The rule of theirs, with its parameter where it is one that says so.
        cause: &'static str,
        /// The file, as it is shown.
        source: Arc<str>,
    },
    /// A 1-based line of the configuration.
    File(usize),
    /// A 1-based line of an `[[override]]`.
    Override(usize),
    /// `--select` or `--ignore`.
    CommandLine,
}

/// The settings of a file, with where each comes from.
#[derive(Debug)]
pub struct Effective {
    /// The settings.
    pub settings: Settings,
    levels: BTreeMap<&'static str, SettingOrigin>,
    options: BTreeMap<(&'static str, String), SettingOrigin>,
    /// By rule and alias.
    silenced: BTreeMap<(&'static str, &'static str), SettingOrigin>,
}

impl Effective {
    /// Where the level of `rule` comes from.
    pub fn level(&self, rule: &str) -> &SettingOrigin {
        self.levels.get(rule).unwrap_or(&SettingOrigin::Default)
    }

    /// The options of `rule` that are set, by name, with where each comes from.
    pub fn options<'a>(&'a self, rule: &'a str) -> impl Iterator<Item = (&'a str, &'a SettingOrigin)> {
        let own = self.options.iter().filter(move |((name, _), _)| *name == rule);
        own.map(|((_, option), origin)| (option.as_str(), origin))
    }

    /// The parts of `rule` that are silent, by what they are called elsewhere, with what says so of each.
    pub fn silent_parts<'a>(&'a self, rule: &'a str) -> impl Iterator<Item = (&'static str, &'a SettingOrigin)> {
        let own = self.silenced.iter().filter(move |((name, _), _)| *name == rule);
        own.map(|((_, alias), origin)| (*alias, origin))
    }

    fn set(&mut self, rule: &'static Declaration, state: Option<Severity>, origin: SettingOrigin) {
        if let Some(setting) = self.settings.rule_mut(rule.name) {
            setting.severity = state;
            setting.opened = setting.opened.filter(|_| origin != SettingOrigin::CommandLine);
            self.levels.insert(rule.name, origin);
        }
        if state.is_some() {
            self.hear_all(rule);
        }
    }

    /// Ends the silence of all parts of `rule`.
    fn hear_all(&mut self, rule: &'static Declaration) {
        self.silenced.retain(|(name, _), _| *name != rule.name);
        self.settings.rule_mut(rule.name).into_iter().for_each(|setting| setting.silenced.clear());
    }

    fn silence(&mut self, rule: &'static str, alias: &'static str, origin: SettingOrigin) {
        if let Some(setting) = self.settings.rule_mut(rule) {
            setting.silenced.insert(alias);
            self.silenced.insert((rule, alias), origin);
        }
    }

    /// Silences what `rule` does of the work that `selector` names, where that is a part of its own.
    fn silences_part(&mut self, rule: &'static Declaration, selector: Selector, origin: &SettingOrigin) -> bool {
        let part = selector.part_of(rule);
        if let Some(alias) = part {
            self.silence(rule.name, alias, origin.clone());
        }
        part.is_some()
    }

    /// A level for a group leaves its rules that are off by default alone, save to turn them off.
    fn apply(&mut self, selector: Selector, state: Option<RuleState>, options: &Options, origin: &SettingOrigin) {
        for rule in RULES.iter().filter(|rule| selector.covers(rule)) {
            let is_meant = rule.on_by_default || matches!(selector, Selector::Rule(_));
            match state {
                Some(RuleState::Off) if self.silences_part(rule, selector, origin) => {}
                Some(RuleState::Off) => self.set(rule, None, origin.clone()),
                Some(RuleState::On(severity)) if is_meant => self.set(rule, Some(severity), origin.clone()),
                _ => {}
            }
            for (name, value) in options {
                self.set_option(rule.name, name, value.clone(), origin.clone());
            }
        }
    }

    fn set_option(&mut self, rule: &'static str, name: &str, value: toml::Value, origin: SettingOrigin) {
        if let Some(setting) = self.settings.rule_mut(rule) {
            setting.options.insert(name.to_owned(), value);
            self.options.insert((rule, name.to_owned()), origin);
        }
    }

    /// What a configuration of another linter changes.
    fn take(&mut self, other: &OtherSetting) {
        let origin = SettingOrigin::OtherLinter { cause: other.cause, source: Arc::clone(&other.source) };
        let declaration = |name: &str| RULES.iter().copied().find(|rule| rule.name == name);
        match &other.change {
            OtherChange::Silence(work) => match (work.alias, declaration(work.rule)) {
                (Some(alias), _) => self.silence(work.rule, alias, origin),
                (None, Some(rule)) => self.set(rule, None, origin),
                (None, None) => {}
            },
            OtherChange::Option { rule, option, values } => {
                let Some(declaration) = declaration(rule) else { return };
                // What is not a value here is one of theirs alone.
                let known = values.iter().filter(|value| is_value_of(declaration, option, value));
                let mut all: Vec<toml::Value> = known.map(|value| toml::Value::from(value.as_str())).collect();
                let setting = self.settings.rule_mut(rule);
                let before = setting.and_then(|setting| setting.options.get(*option)?.as_array().cloned());
                all.extend(before.into_iter().flatten());
                if !all.is_empty() {
                    self.set_option(rule, option, toml::Value::Array(all), origin);
                }
            }
        }
    }

    /// `--select` and `--ignore`.
    fn take_command_line(&mut self, rule: &'static Declaration, overrides: &Overrides) {
        let origin = SettingOrigin::CommandLine;
        let meant = |selectors: &[Selector]| -> Vec<Selector> {
            selectors.iter().copied().filter(|selector| selector.covers(rule)).collect()
        };
        let (selected, ignored) = (meant(&overrides.select), meant(&overrides.ignore));
        if !overrides.select.is_empty() && selected.is_empty() {
            self.set(rule, None, origin);
            return;
        }
        if !selected.is_empty() && self.settings.severity(rule.name).is_none() {
            self.set(rule, Some(rule.severity), origin.clone());
        }
        if selected.iter().any(|selector| matches!(selector, Selector::Rule(_) | Selector::Alias(_))) {
            self.select_parts(rule, &selected);
        }
        let parts = ignored.iter().filter(|selector| self.silences_part(rule, **selector, &origin)).count();
        if parts < ignored.len() {
            self.set(rule, None, origin);
        }
    }

    /// Leaves those parts of `rule` that `selected` name, or all of it where one names the rule or its group.
    fn select_parts(&mut self, rule: &'static Declaration, selected: &[Selector]) {
        let parts: Vec<&'static str> = selected.iter().filter_map(|selector| selector.part_of(rule)).collect();
        if selected.iter().any(|selector| matches!(selector, Selector::Rule(_))) {
            self.hear_all(rule);
        }
        let Some(setting) = self.settings.rule_mut(rule.name) else { return };
        for part in &parts {
            setting.silenced.remove(part);
            self.silenced.remove(&(rule.name, *part));
        }
        if parts.len() == selected.len() {
            setting.only.extend(parts);
        }
    }
}

/// Whether the list `option` of `rule` may have `value`.
fn is_value_of(rule: &Declaration, option: &str, value: &str) -> bool {
    let options =
        format!("{} = [{}]", crate::terminal::toml_text::quoted(option), crate::terminal::toml_text::quoted(value));
    toml::de::ValueDeserializer::parse(&format!("{{ {options} }}"))
        .is_ok_and(|options| rule.make.check(options).is_ok())
}

/// The settings of the file at `path`: what rules declare, then the configuration's presets, then what `others`, the
/// configurations of other linters, change, then the configuration's groups and rules, then its overrides, then the command line.
pub fn effective(config: Option<&Config>, path: &Path, others: &[OtherSetting], overrides: &Overrides) -> Effective {
    let mut effective = Effective {
        settings: Settings::defaults(RULES),
        levels: BTreeMap::new(),
        options: BTreeMap::new(),
        silenced: BTreeMap::new(),
    };
    for preset in config.into_iter().flat_map(|config| &config.extends) {
        for level in preset.levels() {
            effective.apply(level.selector, level.state, &level.options, &SettingOrigin::Preset(preset.name));
        }
    }
    for other in others {
        effective.take(other);
    }
    if let Some(config) = config {
        let mut apply = |level: &RuleLevel, origin: fn(usize) -> SettingOrigin| {
            let origin = origin(config.line_of(level.span.start));
            effective.apply(level.selector, level.state, &level.options, &origin);
        };
        let is_set = |level: &&RuleLevel| is_of_command_line(&level.span);
        config.rules.iter().filter(|level| !is_set(level)).for_each(|level| apply(level, SettingOrigin::File));
        let overrides = config.overrides.iter().filter(|an_override| an_override.paths.matches(path));
        overrides.flat_map(|an_override| &an_override.rules).for_each(|level| apply(level, SettingOrigin::Override));
        config.rules.iter().filter(is_set).for_each(|level| apply(level, |_| SettingOrigin::CommandLine));
    }
    RULES.iter().copied().for_each(|rule| effective.take_command_line(rule, overrides));
    effective
}
