//! Which configuration counts for a file.

use crate::config::error::ConfigError;
use crate::config::file;
use crate::config::model::Config;
use crate::config::selector::Selector;
use crate::workspace::regular_file::repository_of;
use crate::workspace::shown_path::{ShownPath, normalised};
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
