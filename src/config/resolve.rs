//! Which configuration counts for a file, and what it makes of the rules.

use super::{Config, ConfigError, Level, State};
use crate::plain::place::{Place, normalised};
use crate::plain::selector::Selector;
use curate_rules::{RULES, Settings};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The names of configuration files; the first that is there counts.
pub const NAMES: &[&str] = &["curate.toml", ".curate.toml"];

/// What the command line says of configuration.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// The file that counts for everything.
    pub config: Option<PathBuf>,
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
pub struct Configs {
    here: PathBuf,
    isolated: bool,
    everywhere: Option<Arc<Config>>,
    texts: Option<BTreeMap<PathBuf, Vec<u8>>>,
    by_folder: Mutex<HashMap<PathBuf, Option<Arc<Config>>>>,
}

impl Configs {
    /// Configurations as seen from `here`, where curate runs.
    ///
    /// # Errors
    ///
    /// Where the file that `lines` names cannot be read or is wrong.
    pub fn new(here: &Path, lines: &Lines) -> Result<Self, ConfigError> {
        let everywhere = match &lines.config {
            Some(file) => {
                let place = Place::new(here, file);
                Some(Arc::new(Config::read(&place.path, &place.shown)?))
            }
            None => None,
        };
        let (isolated, texts) = (lines.isolated, lines.texts.clone());
        Ok(Self { here: here.to_owned(), isolated, everywhere, texts, by_folder: Mutex::default() })
    }

    /// The configuration of the file at `path` (absolute): the nearest one up to the repository's root.
    ///
    /// # Errors
    ///
    /// Where it cannot be read or is wrong.
    pub fn of(&self, path: &Path) -> Result<Option<Arc<Config>>, ConfigError> {
        if self.isolated || self.everywhere.is_some() {
            return Ok(self.everywhere.clone());
        }
        self.nearest(normalised(path).parent().unwrap_or(path))
    }

    fn nearest(&self, folder: &Path) -> Result<Option<Arc<Config>>, ConfigError> {
        if let Some(known) = self.by_folder.lock().ok().and_then(|known| known.get(folder).cloned()) {
            return Ok(known);
        }
        let is_there =
            |file: &PathBuf| self.texts.as_ref().map_or_else(|| file.is_file(), |texts| texts.contains_key(file));
        let found = NAMES.iter().map(|name| folder.join(name)).find(is_there);
        let config = match (found, folder.parent()) {
            (Some(file), _) => Some(Arc::new(self.read(&file)?)),
            (None, Some(parent)) if !folder.join(".git").exists() => self.nearest(parent)?,
            _ => None,
        };
        if let Ok(mut known) = self.by_folder.lock() {
            known.insert(folder.to_owned(), config.clone());
        }
        Ok(config)
    }
}

impl Configs {
    fn read(&self, file: &Path) -> Result<Config, ConfigError> {
        let shown = Place::new(&self.here, file).shown;
        match self.texts.as_ref().and_then(|texts| texts.get(file)) {
            Some(text) => Config::parse(text.clone(), file, &shown),
            None => Config::read(file, &shown),
        }
    }
}

/// The settings of the file at `path`: what rules declare, without those that `silenced` names, then the configuration's
/// groups and rules, then its overrides, then the command line.
pub fn settings(config: Option<&Config>, path: &Path, silenced: &[&str], lines: &Lines) -> Settings {
    let mut settings = Settings::defaults(RULES);
    for rule in silenced {
        if let Some(setting) = settings.rule_mut(rule) {
            setting.severity = None;
        }
    }
    if let Some(config) = config {
        config.rules.iter().for_each(|level| apply(level, &mut settings));
        let overrides = config.overrides.iter().filter(|an_override| an_override.paths.matches(path));
        overrides.flat_map(|an_override| &an_override.rules).for_each(|level| apply(level, &mut settings));
    }
    for rule in RULES {
        let Some(setting) = settings.rule_mut(rule.name) else { continue };
        let covered = |selectors: &[Selector]| selectors.iter().any(|selector| selector.covers(rule));
        if covered(&lines.select) {
            setting.severity = setting.severity.or(Some(rule.severity));
        } else if !lines.select.is_empty() {
            setting.severity = None;
        }
        if covered(&lines.ignore) {
            setting.severity = None;
        }
    }
    settings
}

/// A level for a group leaves its rules that are off by default alone, save to turn them off.
fn apply(level: &Level, settings: &mut Settings) {
    for rule in RULES.iter().filter(|rule| level.selector.covers(rule)) {
        let Some(setting) = settings.rule_mut(rule.name) else { continue };
        let is_meant = rule.on_by_default || matches!(level.selector, Selector::Rule(_));
        match level.state {
            Some(State::Off) => setting.severity = None,
            Some(State::On(severity)) if is_meant => setting.severity = Some(severity),
            _ => {}
        }
        for (name, value) in &level.options {
            setting.options.set(name.clone(), value.clone());
        }
    }
}
