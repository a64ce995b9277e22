//! `--verbose`: what is checked and why, and how long the steps take.

use crate::commands::steps::file_settings::FileSettings;
use crate::commands::steps::work::PreparedList;
use crate::commands::steps::workspace::Workspace;
use crate::terminal::streams::Terminal;
use curate_document::EditionId;
use curate_rules::{Text, text};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

/// Says which configurations of other linters have a mistake.
pub(crate) fn say_what_is_unread(lists: &[PreparedList], settings_of: &mut FileSettings<'_>, terminal: Terminal) {
    let paths = lists.iter().flat_map(|prepared| &prepared.paths);
    let unread: BTreeSet<String> = paths.flat_map(|path| settings_of.unread(path)).collect();
    for shown in unread {
        terminal.notice(text!("{shown}: has a mistake in its syntax; it does not count here", shown));
    }
}

/// Says which files are checked, which configuration counts for each, and which are editions of one list.
pub(crate) fn say_what_is_checked(lists: &[PreparedList], settings_of: &mut FileSettings<'_>, terminal: Terminal) {
    if !terminal.is_verbose() {
        return;
    }
    let workspace = settings_of.workspace;
    for prepared in lists {
        for ((id, edition), path) in prepared.list.iter().zip(&prepared.paths) {
            let config = workspace.configs.of(path).ok().flatten();
            let config = match config {
                Some(config) => Text::verbatim(config.shown()),
                None => text!("no configuration file"),
            };
            let others: BTreeSet<Arc<str>> =
                settings_of.by_others(path).into_iter().map(|setting| setting.source).collect();
            let config = others
                .into_iter()
                .fold(config, |config, source| text!("{config}, and {source} counts", config, source = &*source));
            let rules = prepared
                .settings
                .get(id.0 as usize)
                .map_or(0, |settings| settings.iter().filter(|(_, rule)| rule.severity.is_some()).count());
            let path = &edition.path;
            terminal.detail(if edition.judged {
                text!("{path}: checked; {config}; {rules} rules are on", path, config, rules)
            } else {
                text!("{path}: read to compare with, not checked; {config}; {rules} rules are on", path, config, rules)
            });
        }
        if prepared.list.editions.len() > 1 {
            terminal.detail(editions(prepared, workspace));
        }
    }
}

/// Which documents are editions of one list, and why.
fn editions(prepared: &PreparedList, workspace: &Workspace) -> Text {
    let list = &prepared.list;
    let name = |id: EditionId| list.edition(id).map_or("", |edition| &edition.path);
    let others: Vec<&str> = list.iter().map(|(id, _)| id).filter(|id| *id != list.source).map(name).collect();
    let is_configured = prepared.paths.first().is_some_and(|path| {
        let config = workspace.configs.of(path).ok().flatten();
        config.is_some_and(|config| {
            config.lists().iter().any(|list| list.editions.iter().any(|(named, _)| named == path))
        })
    });
    let (source, others) = (name(list.source), Text::series(others.into_iter().map(Text::verbatim)));
    if is_configured {
        text!("{source}: is the source of {others}: a `[[list]]` of the configuration names them", source, others)
    } else {
        text!(
            "{source}: is the source of {others}: their names say so, and their links or headings confirm it",
            source,
            others
        )
    }
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
    pub(crate) fn done(&mut self, name: Text) {
        let time = self.started.elapsed().as_millis().to_string();
        self.terminal.detail(text!("{name}: {time} ms", name, time));
        self.started = Instant::now();
    }
}
