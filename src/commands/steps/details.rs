//! `--verbose`: what is checked and why, and how long the steps take.

use crate::commands::steps::work::{PreparedList, Work};
use crate::terminal::streams::Terminal;
use curate_document::EditionId;
use std::time::Instant;

/// Says which files are checked, which configuration counts for each, and which are editions of one list.
pub(crate) fn say_what_is_checked(work: &Work, terminal: Terminal) {
    if !terminal.is_verbose() {
        return;
    }
    for prepared in &work.lists {
        for ((id, edition), path) in prepared.list.iter().zip(&prepared.paths) {
            let config = work.workspace.configs.of(path).ok().flatten();
            let config = config.map_or_else(|| "no configuration file".to_owned(), |config| config.shown().to_owned());
            let judged = if edition.judged { "checked" } else { "read to compare with, not checked" };
            let rules = prepared
                .settings
                .get(id.0 as usize)
                .map_or(0, |settings| settings.iter().filter(|(_, rule)| rule.severity.is_some()).count());
            terminal.detail(&format!("{}: {judged}; {config}; {rules} rules are on", edition.path));
        }
        if prepared.list.editions.len() > 1 {
            terminal.detail(&editions(prepared, work));
        }
    }
}

/// Which documents are editions of one list, and why.
fn editions(prepared: &PreparedList, work: &Work) -> String {
    let list = &prepared.list;
    let name = |id: EditionId| list.edition(id).map_or("", |edition| &edition.path);
    let others: Vec<&str> = list.iter().map(|(id, _)| id).filter(|id| *id != list.source).map(name).collect();
    let is_configured = prepared.paths.first().is_some_and(|path| {
        let config = work.workspace.configs.of(path).ok().flatten();
        config.is_some_and(|config| {
            config.lists().iter().any(|list| list.editions.iter().any(|(named, _)| named == path))
        })
    });
    let reason = if is_configured {
        "a `[[list]]` of the configuration names them"
    } else {
        "their names say so, and their links or headings confirm it"
    };
    format!("{}: is the source of {}: {reason}", name(list.source), others.join(", "))
}

/// Says how long each step takes.
pub(crate) struct Stopwatch {
    terminal: Terminal,
    started: Instant,
}

impl Stopwatch {
    /// The first step begins.
    pub(crate) fn start(terminal: Terminal) -> Self {
        Self { terminal, started: Instant::now() }
    }

    /// The step called `name` is done, and the next one begins.
    pub(crate) fn done(&mut self, name: &str) {
        self.terminal.detail(&format!("{name}: {} ms", self.started.elapsed().as_millis()));
        self.started = Instant::now();
    }
}
