//! Lists as the language server has them judged and fixed.

use crate::commands::failure::Failure;
use crate::commands::lsp::around::Around;
use crate::commands::lsp::link_check::{self, ListOutcomes};
use crate::commands::lsp::mistakes::mistake;
use crate::commands::lsp::open_list::{self, OpenedList, folder_of};
use crate::commands::steps::baseline_filter::BaselineFilter;
use crate::commands::steps::fix::fixed_texts;
use crate::commands::steps::parsed_documents::ParsedDocuments;
use crate::commands::steps::plan::{BaselineOptions, Plan};
use crate::commands::steps::run_settings::RunSettings;
use crate::commands::steps::work::Work;
use crate::config::Overrides;
use crate::lsp::documents::Buffer;
use crate::lsp::project::{FixSelection, FixedText, JudgeTask, Judged, LinkChecker, ListJudge};
use crate::lsp::snapshot::{EditionFile, Snapshot};
use crate::lsp::uri::uri_of;
use crate::terminal::streams::Terminal;
use crate::workspace::shown_path::normalised;
use curate_rules::{Diagnostic, Linter, RULES};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Judges and fixes lists by the steps of `curate lint`.
pub(super) struct ListProject {
    terminal: Terminal,
    documents: Arc<ParsedDocuments>,
    around: Around,
    /// The texts of configuration files when they were last right, by path: these stay in force while the files are wrong.
    good: BTreeMap<PathBuf, Vec<u8>>,
    outcomes: ListOutcomes,
}

/// What was found in a list.
struct ListFindings {
    snapshot: Option<Snapshot>,
    failures: Vec<String>,
    /// The configuration files that counted, with their texts.
    configs: Vec<(PathBuf, Vec<u8>)>,
}

impl ListProject {
    /// Nothing was judged yet; messages are in the language of `terminal`, or what the configuration says.
    pub(super) fn new(terminal: Terminal) -> Self {
        Self {
            terminal,
            documents: Arc::default(),
            around: Around::default(),
            good: BTreeMap::new(),
            outcomes: ListOutcomes::default(),
        }
    }

    /// What `work` gives with the configuration as it is, or as it was when it was last right; and why not as it is.
    fn with_good_config<T>(
        &self,
        work: impl Fn(&Overrides) -> Result<T, Failure>,
    ) -> (Result<T, Failure>, Option<Failure>) {
        let failure = match work(&Overrides::default()) {
            Ok(done) => return (Ok(done), None),
            Err(failure) => failure,
        };
        let there = self.good.iter().filter(|(path, _)| path.is_file());
        let texts = there.map(|(path, text)| (path.clone(), text.clone())).collect();
        let overrides = Overrides { texts: Some(texts), ..Overrides::default() };
        (work(&overrides), Some(failure))
    }

    /// What is found in the list of `buffer` where `overrides` count; no list where it is left out or stale.
    fn found(
        &self,
        buffer: &Buffer,
        task: &JudgeTask,
        overrides: &Overrides,
        is_stale: &dyn Fn() -> bool,
    ) -> Result<ListFindings, Failure> {
        let none = |failures, configs| Ok(ListFindings { snapshot: None, failures, configs });
        let loaded = open_list::load(buffer, task, true, overrides, &self.documents)?;
        let Some(OpenedList { mut work, failures }) = loaded else { return none(Vec::new(), Vec::new()) };
        let configs = configs_of(&work);
        let settings = RunSettings::at(&work.workspace.here, &named(buffer), overrides)?;
        let filter = BaselineFilter::read(baseline(settings.baseline).as_ref(), &work)?;
        let surroundings = self.around.of(&work, task);
        let Some(mut prepared) = work.lists.pop().filter(|_| !is_stale()) else { return none(failures, configs) };
        prepared.facts.expand_for_change = true;
        prepared.facts.outcomes = self.outcomes.of(&prepared.paths);
        let mut diagnostics = Linter::new(RULES, &prepared.settings, &prepared.facts).lint(&prepared.list);
        if let Some(filter) = filter {
            let is_known = filter.covers(&prepared.list, &diagnostics);
            let document = |found: &Diagnostic| prepared.list.edition(found.edition).map(|edition| &edition.document);
            diagnostics.retain(|found| !document(found).is_some_and(|document| is_known(document, found)));
        }
        let language = self.terminal.speaking(settings.language).language();
        diagnostics.iter_mut().flat_map(Diagnostic::texts_mut).for_each(|text| language.translate(text));
        let files = prepared.paths.iter().map(|path| file_of(path, buffer, task)).collect::<Option<_>>();
        let snapshot = files.map(|files| Snapshot {
            files,
            list: prepared.list,
            facts: prepared.facts,
            surroundings,
            diagnostics,
            encoding: task.encoding,
            language,
        });
        Ok(ListFindings { snapshot, failures, configs })
    }

    /// What `kind` of fixes would change in the list of `buffer` where `overrides` count.
    fn fixed(
        &self,
        buffer: &Buffer,
        task: &JudgeTask,
        kind: FixSelection,
        overrides: &Overrides,
    ) -> Result<Vec<FixedText>, Failure> {
        let loaded = open_list::load(buffer, task, false, overrides, &self.documents)?;
        let Some(OpenedList { mut work, .. }) = loaded else { return Ok(Vec::new()) };
        let settings = RunSettings::at(&work.workspace.here, &named(buffer), overrides)?;
        let plan = Plan { baseline: baseline(settings.baseline), ..Plan::default() };
        let group = (kind == FixSelection::Layout).then_some("formatting");
        let mut fixed = Vec::new();
        for (path, after) in fixed_texts(&mut work, &plan, group)? {
            let mut editions =
                work.lists.iter().flat_map(|prepared| prepared.list.editions.iter().zip(&prepared.paths));
            let before = editions.find(|(_, known)| **known == path).map(|(edition, _)| edition.document.source());
            if let Some((file, before)) = file_of(&path, buffer, task).zip(before) {
                fixed.push(FixedText { file, before: before.to_owned(), after });
            }
        }
        Ok(fixed)
    }
}

impl ListJudge for ListProject {
    fn judge(&mut self, task: &JudgeTask, is_stale: &dyn Fn() -> bool) -> Judged {
        let Some(buffer) = open_list::buffer(task) else { return Judged::default() };
        let (found, failure) = self.with_good_config(|overrides| self.found(buffer, task, overrides, is_stale));
        let here = folder_of(buffer, &task.folders);
        let mut judged = Judged::default();
        match found {
            Ok(found) => {
                (judged.snapshot, judged.failures) = (found.snapshot, found.failures);
                if failure.is_none() {
                    self.good.extend(found.configs);
                }
            }
            Err(again) if failure.is_none() => judged.failures.push(again.to_string()),
            Err(_) => {}
        }
        if let Some(failure) = failure {
            judged.mistake = mistake(&failure, &here, task.encoding);
            if judged.mistake.is_none() {
                judged.failures.push(failure.to_string());
            }
        }
        judged
    }

    fn fix(&mut self, task: &JudgeTask, kind: FixSelection) -> Result<Vec<FixedText>, String> {
        let Some(buffer) = open_list::buffer(task) else { return Ok(Vec::new()) };
        let (fixed, _) = self.with_good_config(|overrides| self.fixed(buffer, task, kind, overrides));
        fixed.map_err(|failure| failure.to_string())
    }

    fn link_checker(&self) -> LinkChecker {
        let (known, terminal) = (self.outcomes.clone(), self.terminal);
        Box::new(move |task| {
            let known = known.clone();
            Box::new(move |follower| {
                link_check::run(&task, follower, &known, terminal).map_err(|failure| failure.to_string())
            })
        })
    }
}

/// What a run for `buffer` would name.
fn named(buffer: &Buffer) -> Vec<PathBuf> {
    buffer.path.iter().cloned().collect()
}

/// The baseline of `file`, which is not written.
fn baseline(file: Option<PathBuf>) -> Option<BaselineOptions> {
    file.map(|file| BaselineOptions { file, writes: false, is_change: true })
}

/// The configuration files that count for what `work` has read, with their texts.
fn configs_of(work: &Work) -> Vec<(PathBuf, Vec<u8>)> {
    let paths = work.lists.iter().flat_map(|prepared| &prepared.paths);
    let configs = paths.filter_map(|path| work.workspace.configs.of(path).ok().flatten());
    configs
        .map(|config| (normalised(&work.workspace.here.join(config.shown())), config.text().as_bytes().to_vec()))
        .collect()
}

/// What the client calls the edition at `path`, of the list of `buffer`.
fn file_of(path: &Path, buffer: &Buffer, task: &JudgeTask) -> Option<EditionFile> {
    // A client may have one file open under several names.
    let is_asked_for = buffer.path.is_none() || buffer.path.as_deref() == Some(path);
    let open = || task.buffers.iter().find(|open| open.path.as_deref() == Some(path));
    Some(match Some(buffer).filter(|_| is_asked_for).or_else(open) {
        Some(open) => EditionFile { uri: open.uri.clone(), path: open.path.clone(), version: Some(open.version) },
        None => EditionFile { uri: uri_of(path)?, path: Some(path.to_owned()), version: None },
    })
}
