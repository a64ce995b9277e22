//! Which files are read for the list of a text that an editor holds.

use crate::commands::failure::Failure;
use crate::commands::steps::input_files::{InputFile, add_editions, all_editions_are_there, exclusion};
use crate::commands::steps::plan::InputOptions;
use crate::commands::steps::workspace::Workspace;
use crate::workspace::shown_path::ShownPath;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The files to read for the list of what is at `named`, where `buffers`, by path, count in the place of files. What is at `named` is judged,
/// and with `all_open` every edition that is open; the others are context. None where the configuration leaves out what is at `named`.
///
/// # Errors
///
/// Where a configuration cannot be read or is wrong.
pub(crate) fn open_files(
    named: &Path,
    buffers: &BTreeMap<PathBuf, Arc<str>>,
    all_open: bool,
    options: &InputOptions,
    workspace: &Workspace,
) -> Result<BTreeMap<PathBuf, InputFile>, Failure> {
    let is_excluded = exclusion(options, workspace)?;
    let mut files = BTreeMap::new();
    if is_excluded(named)? {
        return Ok(files);
    }
    let place = ShownPath::new(&workspace.here, named);
    let text = |path: &Path| buffers.get(path).map(ToString::to_string);
    files.insert(named.to_owned(), InputFile { place, judged: true, text: text(named), configured: None });
    if options.overrides.texts.is_none() {
        all_editions_are_there(workspace, &files)?;
    }
    add_editions(options, workspace, &mut files, &HashSet::new(), &is_excluded)?;
    for (path, file) in &mut files {
        file.text = text(path);
        file.judged |= all_open && file.text.is_some();
    }
    Ok(files)
}
