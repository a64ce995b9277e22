//! What counts for files: their configurations, with what other linters' settings switch off.

use crate::commands::failure::Failure;
use crate::commands::steps::workspace::Workspace;
use crate::config::{Config, Effective, Overrides, effective};
use crate::interop::autocorrect::AutocorrectConfigs;
use crate::interop::markdownlint::MarkdownlintConfigs;
use curate_rules::{MarkdownlintSwitch, OtherSetting, RULES, Settings, settings_by_markdownlint};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The settings of files.
pub(crate) struct FileSettings<'a> {
    pub workspace: &'a Workspace,
    pub overrides: &'a Overrides,
    markdownlint: MarkdownlintConfigs,
    pub autocorrect: AutocorrectConfigs,
    /// The settings of files for which the same counts.
    settings: BTreeMap<Grounds, Settings>,
}

/// What the settings of a file are made of: its configuration and which overrides are meant for it, and what other linters' say.
type Grounds = (Option<(String, Vec<usize>)>, Vec<OtherSetting>);

impl<'a> FileSettings<'a> {
    /// Settings by the files of `workspace` and by `overrides`.
    pub(crate) fn new(workspace: &'a Workspace, overrides: &'a Overrides) -> Self {
        Self {
            workspace,
            overrides,
            markdownlint: MarkdownlintConfigs::default(),
            autocorrect: AutocorrectConfigs::default(),
            settings: BTreeMap::new(),
        }
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
        let others = self.by_others(path);
        let config = config.as_deref();
        let grounds = config.map(|config| (config.shown().to_owned(), config.overrides_of(path)));
        let settings = self.settings.entry((grounds, others));
        let made = |(_, others): &Grounds| effective(config, path, others, self.overrides).settings;
        Ok(settings.or_insert_with_key(made).clone())
    }

    /// Whether a preset of its configuration says that the file at `path` is a list.
    pub(crate) fn takes_for_list(&self, path: Option<&PathBuf>) -> Result<bool, Failure> {
        let config = path.map(|path| self.workspace.configs.of(path)).transpose()?.flatten();
        Ok(config.is_some_and(|config| path.is_some_and(|path| config.takes_for_list(path))))
    }

    /// The settings that the file at `path` would have with `config`.
    pub(crate) fn with(&mut self, config: Option<&Config>, path: &Path) -> Effective {
        effective(config, path, &self.by_others(path), self.overrides)
    }

    /// What configurations of other linters change for the file at `path`.
    pub(crate) fn by_others(&mut self, path: &Path) -> Vec<OtherSetting> {
        if self.overrides.isolated {
            return Vec::new();
        }
        let mut changes = settings_by_markdownlint(&self.switches(path), RULES);
        changes.extend(self.autocorrect.changes(path, &self.workspace.roots.of(path)));
        changes
    }

    /// What a configuration of markdownlint or rumdl says of their rules for the file at `path`, in order.
    pub(crate) fn switches(&mut self, path: &Path) -> Vec<MarkdownlintSwitch> {
        self.markdownlint.switches(path, &self.workspace.roots.of(path))
    }

    /// The configurations of other linters that would count for the file at `path` and have a mistake, as they are shown.
    pub(crate) fn unread(&mut self, path: &Path) -> Vec<String> {
        if self.overrides.isolated {
            return Vec::new();
        }
        let root = self.workspace.roots.of(path);
        let mut unread = self.markdownlint.unread(path, &root);
        unread.extend(self.autocorrect.unread(path, &root));
        unread
    }
}
