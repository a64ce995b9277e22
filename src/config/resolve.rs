//! Which configuration counts for a file, and what it makes of the rules.

use crate::config::error::ConfigError;
use crate::config::file;
use crate::config::levels::{RuleLevel, RuleState};
use crate::config::model::Config;
use crate::config::overlay::is_of_command_line;
use crate::config::selector::Selector;
use crate::workspace::regular_file::repository_of;
use crate::workspace::shown_path::{ShownPath, normalised};
use curate_rules::{Declaration, Options, RULES, Settings, Severity, SilencedWork};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The names of configuration files; the first that is there counts.
pub(crate) const NAMES: &[&str] = &["curate.toml", ".curate.toml"];

/// What settings of the command line are called in messages.
const COMMAND_LINE: &str = "--config";

/// What the command line says of configuration.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// The file that counts for everything.
    pub config: Option<PathBuf>,
    /// Settings that count more than those of any file, as TOML.
    pub settings: Vec<String>,
    /// Whether no file is read.
    pub isolated: bool,
    /// Only these rules run.
    pub select: Vec<Selector>,
    /// These rules do not run.
    pub ignore: Vec<Selector>,
    /// The configuration files there are, with their texts; those on disk where it is `None`.
    pub texts: Option<BTreeMap<PathBuf, Vec<u8>>>,
}

/// Configuration files, each read at most once.
#[derive(Debug)]
pub(crate) struct Configs {
    here: PathBuf,
    isolated: bool,
    everywhere: Option<Arc<Config>>,
    /// Settings of the command line, each of which was parsed by itself.
    settings: Vec<String>,
    /// They alone, where no file counts; `None` where there are none.
    alone: Option<Arc<Config>>,
    texts: Option<BTreeMap<PathBuf, Vec<u8>>>,
    by_folder: Mutex<HashMap<PathBuf, Option<Arc<Config>>>>,
}

impl Configs {
    /// Configurations as seen from `here`, where curate runs.
    ///
    /// # Errors
    ///
    /// Where the file that `overrides` name cannot be read or is wrong.
    pub(crate) fn new(here: &Path, overrides: &Overrides) -> Result<Self, ConfigError> {
        let everywhere = match &overrides.config {
            Some(named) => {
                let place = ShownPath::new(here, named);
                Some(Arc::new(file::read(&place.path, None, &place.shown, &overrides.settings)?))
            }
            None => None,
        };
        for setting in &overrides.settings {
            file::parse(setting.clone(), here, COMMAND_LINE)?;
        }
        let alone = if overrides.settings.is_empty() {
            None
        } else {
            Some(Arc::new(file::parse_with(String::new(), here, COMMAND_LINE, &overrides.settings)?))
        };
        let settings = overrides.settings.clone();
        let (isolated, texts) = (overrides.isolated, overrides.texts.clone());
        Ok(Self { here: here.to_owned(), isolated, everywhere, settings, alone, texts, by_folder: Mutex::default() })
    }

    /// The configuration of the file at `path` (absolute): the nearest one up to the repository's root.
    ///
    /// # Errors
    ///
    /// Where it cannot be read or is wrong.
    pub(crate) fn of(&self, path: &Path) -> Result<Option<Arc<Config>>, ConfigError> {
        if self.isolated || self.everywhere.is_some() {
            return Ok(self.everywhere.clone().or_else(|| self.alone.clone()));
        }
        self.nearest(normalised(path).parent().unwrap_or(path))
    }

    fn nearest(&self, folder: &Path) -> Result<Option<Arc<Config>>, ConfigError> {
        if let Some(known) = self.by_folder.lock().ok().and_then(|known| known.get(folder).cloned()) {
            return Ok(known);
        }
        // What is there and is not a file is reported, not passed over.
        let is_on_disk = |file: &PathBuf| std::fs::symlink_metadata(file).is_ok();
        let is_there =
            |file: &PathBuf| self.texts.as_ref().map_or_else(|| is_on_disk(file), |texts| texts.contains_key(file));
        let found = NAMES.iter().map(|name| folder.join(name)).find(is_there);
        let config = match (found, folder.parent()) {
            (Some(file), _) => Some(Arc::new(self.read(&file)?)),
            (None, Some(parent)) if !folder.join(".git").exists() => self.nearest(parent)?,
            _ => self.alone.clone(),
        };
        if let Ok(mut known) = self.by_folder.lock() {
            known.insert(folder.to_owned(), config.clone());
        }
        Ok(config)
    }
}

impl Configs {
    fn read(&self, path: &Path) -> Result<Config, ConfigError> {
        let shown = ShownPath::new(&self.here, path).shown;
        match self.texts.as_ref().and_then(|texts| texts.get(path)) {
            Some(text) => file::decode(text.clone(), path, &shown, &self.settings),
            None => file::read(path, repository_of(path).as_deref(), &shown, &self.settings),
        }
    }
}

/// Where a level or an option comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingOrigin {
    /// The rule declares it.
    Default,
    /// A preset that the configuration extends.
    Preset(&'static str),
    /// The rule's work is switched off in a configuration of markdownlint.
    Markdownlint,
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
}

impl Effective {
    /// Where the level of `rule` comes from.
    pub fn level(&self, rule: &str) -> SettingOrigin {
        self.levels.get(rule).copied().unwrap_or(SettingOrigin::Default)
    }

    /// The options of `rule` that are set, by name, with where each comes from.
    pub fn options<'a>(&'a self, rule: &'a str) -> impl Iterator<Item = (&'a str, SettingOrigin)> {
        let own = self.options.iter().filter(move |((name, _), _)| *name == rule);
        own.map(|((_, option), origin)| (option.as_str(), *origin))
    }

    fn set(&mut self, rule: &'static Declaration, state: Option<Severity>, origin: SettingOrigin) {
        if let Some(setting) = self.settings.rule_mut(rule.name) {
            setting.severity = state;
            setting.opened = setting.opened.filter(|_| origin != SettingOrigin::CommandLine);
            if state.is_some() {
                setting.silenced.clear();
            }
            self.levels.insert(rule.name, origin);
        }
    }

    /// Silences what `rule` does of the work that `selector` names, where that is a part of its own.
    fn silences_part(&mut self, rule: &'static Declaration, selector: Selector) -> bool {
        let Selector::Alias(alias) = selector else { return false };
        let setting = self.settings.rule_mut(rule.name).filter(|_| rule.has_parts);
        setting.map(|setting| setting.silenced.insert(alias)).is_some()
    }

    /// A level for a group leaves its rules that are off by default alone, save to turn them off.
    fn apply(&mut self, selector: Selector, state: Option<RuleState>, options: &Options, origin: SettingOrigin) {
        for rule in RULES.iter().filter(|rule| selector.covers(rule)) {
            let is_meant = rule.on_by_default || matches!(selector, Selector::Rule(_));
            match state {
                Some(RuleState::Off) if self.silences_part(rule, selector) => {}
                Some(RuleState::Off) => self.set(rule, None, origin),
                Some(RuleState::On(severity)) if is_meant => self.set(rule, Some(severity), origin),
                _ => {}
            }
            let Some(setting) = self.settings.rule_mut(rule.name) else { continue };
            for (name, value) in options {
                setting.options.insert(name.clone(), value.clone());
                self.options.insert((rule.name, name.clone()), origin);
            }
        }
    }
}

/// The settings of the file at `path`: what rules declare, then the configuration's presets, without the rules that
/// and parts of rules that are `silenced`, then the configuration's groups and rules, then its overrides, then the command line.
pub fn effective(config: Option<&Config>, path: &Path, silenced: &[SilencedWork], overrides: &Overrides) -> Effective {
    let mut effective =
        Effective { settings: Settings::defaults(RULES), levels: BTreeMap::new(), options: BTreeMap::new() };
    for preset in config.into_iter().flat_map(|config| &config.extends) {
        for level in preset.levels() {
            effective.apply(level.selector, level.state, &level.options, SettingOrigin::Preset(preset.name));
        }
    }
    for work in silenced {
        match (work.alias, RULES.iter().find(|rule| rule.name == work.rule)) {
            (Some(alias), _) => effective.settings.rule_mut(work.rule).into_iter().for_each(|setting| {
                setting.silenced.insert(alias);
            }),
            (None, Some(rule)) => effective.set(rule, None, SettingOrigin::Markdownlint),
            (None, None) => {}
        }
    }
    if let Some(config) = config {
        let mut apply = |level: &RuleLevel, origin: fn(usize) -> SettingOrigin| {
            let origin = origin(config.line_of(level.span.start));
            effective.apply(level.selector, level.state, &level.options, origin);
        };
        let is_set = |level: &&RuleLevel| is_of_command_line(&level.span);
        config.rules.iter().filter(|level| !is_set(level)).for_each(|level| apply(level, SettingOrigin::File));
        let overrides = config.overrides.iter().filter(|an_override| an_override.paths.matches(path));
        overrides.flat_map(|an_override| &an_override.rules).for_each(|level| apply(level, SettingOrigin::Override));
        config.rules.iter().filter(is_set).for_each(|level| apply(level, |_| SettingOrigin::CommandLine));
    }
    for rule in RULES {
        let covered = |selectors: &[Selector]| selectors.iter().any(|selector| selector.covers(rule));
        let severity = effective.settings.severity(rule.name);
        let ignored: Vec<Selector> =
            overrides.ignore.iter().copied().filter(|selector| selector.covers(rule)).collect();
        let parts = ignored.iter().filter(|selector| effective.silences_part(rule, **selector)).count();
        if parts < ignored.len() || (!overrides.select.is_empty() && !covered(&overrides.select)) {
            effective.set(rule, None, SettingOrigin::CommandLine);
        } else if severity.is_none() && covered(&overrides.select) {
            effective.set(rule, Some(rule.severity), SettingOrigin::CommandLine);
        }
    }
    effective
}
