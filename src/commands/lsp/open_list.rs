//! Loads the list of an open text as `curate lint` would load it, with open texts laid over files.

use crate::commands::failure::Failure;
use crate::commands::steps::inbound_links::{count_sections, look_at_links};
use crate::commands::steps::input_files::InputFile;
use crate::commands::steps::linked_files::look_at_linked_files;
use crate::commands::steps::load::parsed;
use crate::commands::steps::open_files::open_files;
use crate::commands::steps::parsed_documents::ParsedDocuments;
use crate::commands::steps::plan::InputOptions;
use crate::commands::steps::prepare::Preparation;
use crate::commands::steps::work::Work;
use crate::commands::steps::workspace::Workspace;
use crate::config::Overrides;
use crate::lsp::documents::Buffer;
use crate::lsp::project::JudgeTask;
use crate::workspace::editions::{LoadedDocument, grouped};
use crate::workspace::shown_path::{NAMELESS, ShownPath};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is loaded.
pub(super) struct OpenedList {
    /// The list, alone.
    pub work: Work,
    /// What could not be read of it.
    pub failures: Vec<String>,
}

/// The open text that `task` is about.
pub(super) fn buffer(task: &JudgeTask) -> Option<&Buffer> {
    task.buffers.iter().find(|buffer| buffer.uri == task.uri)
}

/// Where curate would be run to judge `buffer`: in the innermost folder of the workspace that it is in, else at the root of its
/// repository, else in its folder.
pub(super) fn folder_of(buffer: &Buffer, folders: &[PathBuf]) -> PathBuf {
    let Some(path) = &buffer.path else { return folders.first().cloned().unwrap_or_else(std::env::temp_dir) };
    let around = folders.iter().filter(|folder| path.starts_with(folder));
    let innermost = around.max_by_key(|folder| folder.components().count()).cloned();
    let parent = path.parent().unwrap_or(path);
    let repository = || parent.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_owned);
    innermost.or_else(repository).unwrap_or_else(|| parent.to_owned())
}

/// Loads the list of `buffer`, one of those of `task`; `None` where the configuration leaves it out. With `all_open` every edition that is
/// open is judged, else `buffer` alone.
///
/// # Errors
///
/// Where a configuration cannot be read or is wrong.
pub(super) fn load(
    buffer: &Buffer,
    task: &JudgeTask,
    all_open: bool,
    overrides: &Overrides,
    documents: &Arc<ParsedDocuments>,
) -> Result<Option<OpenedList>, Failure> {
    documents.begin_run();
    let mut workspace = Workspace::at(folder_of(buffer, &task.folders), overrides)?;
    workspace.parsed = Some(Arc::clone(documents));
    let options = InputOptions { overrides: overrides.clone(), ..InputOptions::default() };
    let files = files_of(buffer, task, all_open, &options, &workspace)?;
    if files.is_empty() {
        return Ok(None);
    }
    let (mut read, mut sources, mut failures) = (Vec::<LoadedDocument>::new(), BTreeSet::new(), Vec::new());
    let all: Vec<_> =
        files.into_values().collect::<Vec<_>>().into_par_iter().map(|file| parsed(file, &workspace)).collect();
    for (result, is_source) in all {
        match result {
            Ok(document) => {
                sources.extend(is_source.then(|| document.place.path.clone()));
                read.push(document);
            }
            Err((error, _)) => failures.push(error.to_string()),
        }
    }
    let path = path_of(buffer, &workspace);
    let own = grouped(read).into_iter().find(|group| group.iter().any(|loaded| loaded.place.path == path));
    let Some(own) = own else { return Ok(None) };
    let mut preparation = Preparation::new(&workspace, overrides);
    let mut lists = vec![preparation.prepare(own, &sources, false)?];
    look_at_linked_files(&mut lists, &workspace);
    look_at_links(&mut lists);
    count_sections(&mut lists, &workspace);
    let documents = lists.iter().flat_map(|prepared| &prepared.list.editions).filter(|edition| edition.judged).count();
    let work = Work { lists, documents, unread: Vec::new(), workspace, checked: None, interrupted: false, gates: true };
    Ok(Some(OpenedList { work, failures }))
}

/// Where `buffer` is taken to be; a text without a file is in no folder.
pub(super) fn path_of(buffer: &Buffer, workspace: &Workspace) -> PathBuf {
    buffer.path.clone().unwrap_or_else(|| workspace.here.join(NAMELESS))
}

fn files_of(
    buffer: &Buffer,
    task: &JudgeTask,
    all_open: bool,
    options: &InputOptions,
    workspace: &Workspace,
) -> Result<BTreeMap<PathBuf, InputFile>, Failure> {
    let Some(path) = &buffer.path else {
        let place = ShownPath { shown: NAMELESS.to_owned(), path: path_of(buffer, workspace) };
        let text = Some(buffer.text.to_string());
        let file = InputFile { place, judged: true, text, configured: None };
        return Ok(BTreeMap::from([(file.place.path.clone(), file)]));
    };
    let text = |open: &Buffer| Some((open.path.clone()?, Arc::clone(&open.text)));
    let buffers = task.buffers.iter().filter_map(text).collect();
    open_files(path, &buffers, all_open, options, workspace)
}
