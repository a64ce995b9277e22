//! What counts for files: their configurations, with what other linters' settings switch off.

use crate::commands::failure::Failure;
use crate::commands::steps::workspace::Workspace;
use crate::config::{Config, Effective, Overrides, effective};
use crate::interop::markdownlint::MarkdownlintConfigs;
use curate_rules::silenced_by_markdownlint;
use curate_rules::{RULES, Settings, SilencedWork};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The settings of files.
pub(crate) struct FileSettings<'a> {
    pub workspace: &'a Workspace,
    pub overrides: &'a Overrides,
    markdownlint: MarkdownlintConfigs,
    /// The settings of files for which the same counts.
    settings: BTreeMap<Grounds, Settings>,
}

/// What the settings of a file are made of: its configuration and which overrides are meant for it, and what is silenced.
type Grounds = (Option<(String, Vec<usize>)>, Vec<SilencedWork>);

impl<'a> FileSettings<'a> {
    /// Settings by the files of `workspace` and by `overrides`.
    pub(crate) fn new(workspace: &'a Workspace, overrides: &'a Overrides) -> Self {
        Self { workspace, overrides, markdownlint: MarkdownlintConfigs::default(), settings: BTreeMap::new() }
    }

    /// The configuration of the file at `path`, and its settings.
    pub(crate) fn with_config(&mut self, path: &Path) -> Result<(Option<Arc<Config>>, Effective), Failure> {
        let config = self.workspace.configs.of(path)?;
        let effective = self.with(config.as_deref(), path);
        Ok((config, effective))
    }

    /// The settings of the file at `path`.
    pub(crate) fn of(&mut self, path: &Path) -> Result<Settings, Failure> {
        let config = self.workspace.configs.of(path)?;
        let silenced = self.silenced(path);
        let config = config.as_deref();
        let grounds = config.map(|config| (config.shown().to_owned(), config.overrides_of(path)));
        let settings = self.settings.entry((grounds, silenced));
        let made = |(_, silenced): &Grounds| effective(config, path, silenced, self.overrides).settings;
        Ok(settings.or_insert_with_key(made).clone())
    }

    /// Whether a preset of its configuration says that the file at `path` is a list.
    pub(crate) fn takes_for_list(&self, path: Option<&PathBuf>) -> Result<bool, Failure> {
        let config = path.map(|path| self.workspace.configs.of(path)).transpose()?.flatten();
        Ok(config.is_some_and(|config| path.is_some_and(|path| config.takes_for_list(path))))
    }

    /// The settings that the file at `path` would have with `config`.
    pub(crate) fn with(&mut self, config: Option<&Config>, path: &Path) -> Effective {
        effective(config, path, &self.silenced(path), self.overrides)
    }

    /// What a configuration of markdownlint silences in the file at `path`.
    pub(crate) fn silenced(&mut self, path: &Path) -> Vec<SilencedWork> {
        if self.overrides.isolated {
            return Vec::new();
        }
        silenced_by_markdownlint(&self.markdownlint.switches(path, &self.workspace.roots.of(path)), RULES)
    }
}
