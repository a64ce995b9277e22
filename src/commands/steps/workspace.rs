//! What a run knows of its surroundings.

use crate::commands::failure::Failure;
use crate::commands::steps::parsed_documents::ParsedDocuments;
use crate::config::{Configs, Overrides};
use crate::workspace::discover::is_mdx;
use crate::workspace::folders::Folders;
use crate::workspace::host_style::HostStyles;
use crate::workspace::project_roots::ProjectRoots;
use crate::workspace::regular_file::leads_out;
use curate_document::Document;
use curate_document::slug::HostStyle;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// There is no working folder.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("the working folder cannot be found: {0}")]
pub(crate) struct NoFolder(std::io::Error);

/// The folder where curate runs.
///
/// # Errors
///
/// Where it cannot be found.
pub(crate) fn working_folder() -> Result<PathBuf, NoFolder> {
    std::env::current_dir().map_err(NoFolder)
}

/// What a run knows of its surroundings.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// Where curate runs.
    pub here: PathBuf,
    /// The configuration files.
    pub configs: Configs,
    /// What is in folders.
    pub folders: Folders,
    /// The roots of projects.
    pub roots: ProjectRoots,
    /// The hosts that show projects.
    pub host_styles: HostStyles,
    /// What earlier runs have parsed; `None` where there are none.
    pub parsed: Option<Arc<ParsedDocuments>>,
}

impl Workspace {
    /// The surroundings of a run with `overrides`.
    pub(crate) fn new(overrides: &Overrides) -> Result<Self, Failure> {
        Self::at(working_folder()?, overrides)
    }

    /// The same as seen from `here` (absolute), wherever the process runs.
    pub(crate) fn at(here: PathBuf, overrides: &Overrides) -> Result<Self, Failure> {
        let configs = Configs::new(&here, overrides)?;
        let (folders, host_styles) = (Folders::default(), HostStyles::default());
        let (roots, parsed) = (ProjectRoots::new(here.clone()), None);
        Ok(Self { here, configs, folders, roots, host_styles, parsed })
    }

    /// Whether symbolic links lead the file at `path` (absolute) out of its repository. Of a file that was `named`, only the
    /// folders count.
    pub(crate) fn leads_out(&self, path: &Path, named: bool) -> bool {
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

    /// Parses `text`, that of the file at `path` (absolute), whose name says what it is written in.
    pub(crate) fn parse(&self, text: String, path: &Path) -> Document {
        let host_style = self.host_style(path);
        let is_mdx = is_mdx(path);
        let parse =
            |text| if is_mdx { Document::parse_mdx(text, host_style) } else { Document::parse_for(text, host_style) };
        match &self.parsed {
            Some(parsed) => parsed.document(path, text, host_style, parse),
            None => parse(text),
        }
    }

    /// The style of the host that renders the file at `path` (absolute): what the configuration says, else what its
    /// repository tells.
    fn host_style(&self, path: &Path) -> HostStyle {
        // A configuration that cannot be read ends the run elsewhere.
        let config = self.configs.of(path).ok().flatten();
        let configured = config.and_then(|config| config.links().host_style);
        configured.map_or_else(|| self.host_styles.of(&self.roots.of(path)), HostStyle::from)
    }
}
