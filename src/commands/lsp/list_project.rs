//! Lists as the language server has them judged.

use crate::commands::failure::Failure;
use crate::commands::lsp::mistakes::mistake;
use crate::commands::lsp::open_list::{self, OpenList, folder_of};
use crate::commands::steps::baseline_filter::BaselineFilter;
use crate::commands::steps::parsed_documents::ParsedDocuments;
use crate::commands::steps::plan::BaselineOptions;
use crate::commands::steps::run_settings::RunSettings;
use crate::config::Overrides;
use crate::locale::SpokenLanguage;
use crate::lsp::documents::Buffer;
use crate::lsp::project::{JudgeTask, Judged, Project};
use crate::lsp::snapshot::{EditionFile, Snapshot};
use crate::lsp::uri::uri_of;
use curate_rules::{Diagnostic, Linter, RULES};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Judges lists by the steps of `curate lint`.
pub(super) struct ListProject {
    /// The language of messages, where one was chosen.
    language: Option<SpokenLanguage>,
    documents: Arc<ParsedDocuments>,
    /// The configuration files that were right when they were last read, by path: they stay in force while they are wrong.
    good: BTreeMap<PathBuf, Vec<u8>>,
}

impl ListProject {
    /// Nothing was judged yet; messages are in `language`, or what the configuration says.
    pub(super) fn new(language: Option<SpokenLanguage>) -> Self {
        Self { language, documents: Arc::default(), good: BTreeMap::new() }
    }

    /// What is found in the list of `buffer` where `overrides` count; `None` where it is left out or stale.
    fn judged(
        &self,
        buffer: &Buffer,
        task: &JudgeTask,
        overrides: &Overrides,
        is_stale: &dyn Fn() -> bool,
    ) -> Result<Option<(Snapshot, Vec<String>)>, Failure> {
        let Some(OpenList { mut work, failures }) = open_list::load(buffer, task, overrides, &self.documents)? else {
            return Ok(None);
        };
        let named: Vec<PathBuf> = buffer.path.iter().cloned().collect();
        let RunSettings { baseline, language, .. } = RunSettings::at(&work.workspace.here, &named, overrides)?;
        let baseline = baseline.map(|file| BaselineOptions { file, writes: false, is_change: true });
        let filter = BaselineFilter::read(baseline.as_ref(), &work)?;
        let Some(mut prepared) = work.lists.pop().filter(|_| !is_stale()) else { return Ok(None) };
        prepared.facts.expand_for_change = true;
        let mut diagnostics = Linter::new(RULES, &prepared.settings, &prepared.facts).lint(&prepared.list);
        if let Some(filter) = filter {
            let is_known = filter.covers(&prepared.list, &diagnostics);
            diagnostics.retain(|found| {
                !prepared.list.edition(found.edition).is_some_and(|edition| is_known(&edition.document, found))
            });
        }
        let language = self.language.or(language).unwrap_or_default();
        diagnostics.iter_mut().flat_map(Diagnostic::texts_mut).for_each(|text| language.translate(text));
        let files = prepared.paths.iter().map(|path| file_of(path, buffer, task)).collect::<Option<_>>();
        let snapshot = files.map(|files| Snapshot {
            files,
            list: prepared.list,
            settings: prepared.settings,
            facts: prepared.facts,
            diagnostics,
            encoding: task.encoding,
            language,
        });
        Ok(snapshot.map(|snapshot| (snapshot, failures)))
    }
}

/// What the client calls the edition at `path`, of the list of `buffer`.
fn file_of(path: &Path, buffer: &Buffer, task: &JudgeTask) -> Option<EditionFile> {
    let is_own = |open: &&Buffer| open.path.as_deref() == Some(path) || (open.uri == buffer.uri && open.path.is_none());
    Some(match task.buffers.iter().find(is_own) {
        Some(open) => EditionFile { uri: open.uri.clone(), path: open.path.clone(), version: Some(open.version) },
        None => EditionFile { uri: uri_of(path)?, path: Some(path.to_owned()), version: None },
    })
}

impl Project for ListProject {
    fn judge(&mut self, task: &JudgeTask, is_stale: &dyn Fn() -> bool) -> Judged {
        let Some(buffer) = open_list::buffer(task) else { return Judged::default() };
        let failure = match self.judged(buffer, task, &Overrides::default(), is_stale) {
            Ok(judged) => {
                let (snapshot, failures) = judged.unzip();
                return Judged { snapshot, failures: failures.unwrap_or_default(), mistakes: Vec::new() };
            }
            Err(failure) => failure,
        };
        let here = folder_of(buffer, &task.folders);
        let Some(mistake) = mistake(&failure, &here, task.encoding) else {
            return Judged { failures: vec![failure.to_string()], ..Judged::default() };
        };
        let overrides = Overrides { texts: Some(self.good.clone()), ..Overrides::default() };
        let judged = self.judged(buffer, task, &overrides, is_stale).ok().flatten();
        let (snapshot, failures) = judged.unzip();
        let mistakes = vec![(mistake.uri, vec![mistake.diagnostic])];
        Judged { snapshot, failures: failures.unwrap_or_default(), mistakes }
    }
}
