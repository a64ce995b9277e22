//! What the steps hand on: the lists that were read, with all that is known of them.

use crate::commands::steps::workspace::Workspace;
use crate::config::Configs;
use crate::report::CheckedLinks;
use crate::workspace::unread_file::UnreadFile;
use curate_document::List;
use curate_rules::{Facts, Settings};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A list, ready to be judged.
#[derive(Debug)]
pub(crate) struct PreparedList {
    /// The list.
    pub list: List,
    /// Where its editions are, in their order.
    pub paths: Vec<PathBuf>,
    /// The settings of its editions, in their order.
    pub settings: Vec<Settings>,
    /// What is known of its surroundings.
    pub facts: Facts,
}

/// Everything that is to be judged.
#[derive(Debug)]
pub(crate) struct Work {
    /// The lists.
    pub lists: Vec<PreparedList>,
    /// How many documents are judged.
    pub documents: usize,
    /// What was named and could not be read.
    pub unread: Vec<UnreadFile>,
    /// What is around the lists.
    pub workspace: Workspace,
    /// The outcomes of URLs; `None` where none were to be checked.
    pub checked: Option<CheckedLinks>,
    /// Whether the run was stopped while URLs were checked; what is known by then is reported.
    pub interrupted: bool,
    /// Whether findings fail the run: not where the change they must be of is not known.
    pub gates: bool,
}

impl Work {
    /// The files that were read, whether they are judged or not, with their configurations.
    pub(crate) fn inputs(&self) -> BTreeSet<PathBuf> {
        let lists = || self.lists.iter().flat_map(|prepared| &prepared.paths);
        let configs: &Configs = &self.workspace.configs;
        let configs = lists().filter_map(|path| configs.of(path).ok().flatten());
        let configs = configs.map(|config| self.workspace.here.join(config.shown()));
        lists().cloned().chain(configs).collect()
    }
}
