//! Checks the links of an open list as `curate links` does, when the client has said so.

use crate::cli::links_arguments;
use crate::commands::failure::Failure;
use crate::commands::links::check_links;
use crate::commands::links::plan::{LinkPlan, RunFollower};
use crate::commands::lsp::open_list;
use crate::commands::steps::parsed_documents::ParsedDocuments;
use crate::commands::steps::run_settings::RunSettings;
use crate::config::Overrides;
use crate::lsp::project::{JudgeTask, LinkFollower};
use crate::report::links_lines;
use crate::terminal::streams::Terminal;
use curate_rules::Outcomes;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The newest outcomes of the URLs of lists, by each of their editions.
#[derive(Clone, Debug, Default)]
pub(super) struct ListOutcomes(Arc<Mutex<BTreeMap<PathBuf, Outcomes>>>);

impl ListOutcomes {
    /// What is known of the URLs of the list with the editions at `paths`.
    pub(super) fn of(&self, paths: &[PathBuf]) -> Outcomes {
        let Ok(known) = self.0.lock() else { return Outcomes::default() };
        paths.iter().find_map(|path| known.get(path)).cloned().unwrap_or_default()
    }

    fn insert(&self, path: &Path, outcomes: &Outcomes) {
        if let Ok(mut known) = self.0.lock() {
            known.insert(path.to_owned(), outcomes.clone());
        }
    }
}

/// Checks the links of the list of `task`; `follower` follows. Gives how many have which verdict, and what was not checked, in a line.
///
/// # Errors
///
/// Where the configuration is wrong, or the store cannot be used.
pub(super) fn run(
    task: &JudgeTask,
    follower: LinkFollower,
    known: &ListOutcomes,
    terminal: Terminal,
) -> Result<String, Failure> {
    let Some(buffer) = open_list::buffer(task) else { return Ok(String::new()) };
    let documents = Arc::new(ParsedDocuments::default());
    let Some(mut loaded) = open_list::load(buffer, task, true, &Overrides::default(), &documents)? else {
        return Ok(String::new());
    };
    let arguments = links_arguments().map_err(WrongArguments)?;
    let LinkFollower { progress, stop } = follower;
    let plan = LinkPlan { follower: Some(RunFollower { progress, stop }), ..LinkPlan::of(&arguments)? };
    check_links(&mut loaded.work, &plan, terminal.silenced())?;
    for prepared in &loaded.work.lists {
        prepared.paths.iter().for_each(|path| known.insert(path, &prepared.facts.outcomes));
    }
    let work = &loaded.work;
    let named: Vec<PathBuf> = buffer.path.iter().cloned().collect();
    let language = RunSettings::at(&work.workspace.here, &named, &Overrides::default())?.language;
    let language = terminal.speaking(language).language();
    let lines = work.checked.iter().flat_map(|checked| links_lines(checked, language));
    Ok(lines.collect::<Vec<_>>().join("; "))
}

/// What the environment says is wrong.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("links cannot be checked: {0}")]
struct WrongArguments(clap::Error);
