//! `--config-from`: configuration files as they were before a change, so that the change cannot speak for itself.

use super::LintError;
use crate::commands::Failure;
use crate::config::NAMES;
use crate::git::{Repository, State};
use crate::plain::place::Roots;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The configuration files of the repository that curate runs in, as they were before the change since `revision`, by
/// where they were. A symbolic link is none.
pub fn configs(revision: &str) -> Result<BTreeMap<PathBuf, Vec<u8>>, Failure> {
    let here = std::env::current_dir().map_err(LintError::NoFolder)?;
    let root = Roots::new(here.clone()).of(&here.join("README.md"));
    let repository = Repository::open(&root, &here, true)?;
    let tree = repository.tree(&repository.base(revision, &State::Files)?)?;
    let files: Vec<_> = tree.called(NAMES).filter(|(_, version)| !version.is_link).collect();
    let objects: BTreeSet<&str> = files.iter().map(|(_, version)| &*version.object).collect();
    let contents = repository.contents(&objects)?;
    let text = |(path, version): (&[u8], &crate::git::Version)| {
        let path = root.join(Path::new(std::str::from_utf8(path).ok()?));
        Some((path, contents.get(&version.object)?.clone()))
    };
    Ok(files.into_iter().filter_map(text).collect())
}
