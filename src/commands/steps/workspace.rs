//! What a run knows of its surroundings.

use crate::commands::failure::Failure;
use crate::config::{Configs, Overrides};
use crate::workspace::folders::Folders;
use crate::workspace::place::Roots;
use crate::workspace::regular_file::leads_out;
use std::path::{Path, PathBuf};

/// There is no working folder.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("the working folder cannot be found: {0}")]
pub struct NoFolder(std::io::Error);

/// The folder where curate runs.
///
/// # Errors
///
/// Where it cannot be found.
pub fn working_folder() -> Result<PathBuf, NoFolder> {
    std::env::current_dir().map_err(NoFolder)
}

/// What a run knows of its surroundings.
#[derive(Debug)]
pub struct Workspace {
    /// Where curate runs.
    pub here: PathBuf,
    /// The configuration files.
    pub configs: Configs,
    /// What is in folders.
    pub folders: Folders,
    /// The roots of projects.
    pub roots: Roots,
}

impl Workspace {
    /// The surroundings of a run with `overrides`.
    pub fn new(overrides: &Overrides) -> Result<Self, Failure> {
        let here = working_folder()?;
        let configs = Configs::new(&here, overrides)?;
        Ok(Self { configs, folders: Folders::default(), roots: Roots::new(here.clone()), here })
    }

    /// Whether symbolic links lead the file at `path` (absolute) out of its repository. Of a file that was `named`, only the
    /// folders count.
    pub fn leads_out(&self, path: &Path, named: bool) -> bool {
        let Some(folder) = path.parent() else { return false };
        let Some(root) = self.roots.repository(folder) else { return false };
        if !named && std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink()) {
            return leads_out(path, &root);
        }
        // Many files are in one folder.
        match (self.folders.real(folder), self.folders.real(&root)) {
            (Some(folder), Some(root)) => !folder.starts_with(root),
            _ => false,
        }
    }
}
