//! What the configuration says of a run as a whole.

use crate::commands::failure::Failure;
use crate::commands::steps::workspace::working_folder;
use crate::config::fail_on::FailOn;
use crate::config::{Config, Configs, Overrides};
use crate::locale::SpokenLanguage;
use crate::workspace::regular_file::{leads_out, repository_of};
use crate::workspace::shown_path::ShownPath;
use curate_rules::text;
use std::path::{Path, PathBuf};

/// What the configuration says of a run as a whole: that of the folder where curate runs; where there is none, that of what
/// is named first.
#[derive(Debug, Default)]
pub(crate) struct RunSettings {
    /// The baseline's path (absolute).
    pub baseline: Option<PathBuf>,
    /// From which level on findings make the run fail.
    pub fail_on: Option<FailOn>,
    /// The language of what is reported.
    pub language: Option<SpokenLanguage>,
}

impl RunSettings {
    /// What counts for a run over `paths` with `overrides`.
    ///
    /// # Errors
    ///
    /// Where the configuration cannot be read, or its baseline is outside of the repository.
    pub(crate) fn of(paths: &[PathBuf], overrides: &Overrides) -> Result<Self, Failure> {
        Self::at(&working_folder()?, paths, overrides)
    }

    /// The same for a run in `here` (absolute).
    ///
    /// # Errors
    ///
    /// As [`RunSettings::of`].
    pub(crate) fn at(here: &Path, paths: &[PathBuf], overrides: &Overrides) -> Result<Self, Failure> {
        let configs = Configs::new(here, overrides)?;
        let config = match configs.of(&here.join("README.md"))? {
            Some(config) => Some(config),
            None => paths.first().map(|named| configs.of(&file_of(here, named))).transpose()?.flatten(),
        };
        let Some(config) = config else { return Ok(Self::default()) };
        if let Some((path, span)) = &config.baseline
            && !is_inside(path, &config)
        {
            let message = text!("this baseline is outside of the repository").to_string();
            let help = text!("a baseline is kept beside the lists that it is about").to_string();
            return Err(config.mistake(span.clone(), &message, Some(&help)).into());
        }
        let baseline = config.baseline.as_ref().map(|(path, _)| path.clone());
        Ok(Self { baseline, fail_on: config.fail_on, language: config.lang })
    }

    /// The language that the configuration of this folder names; where it cannot be read, none.
    pub(crate) fn language_here() -> Option<SpokenLanguage> {
        Self::of(&[], &Overrides::default()).ok().and_then(|settings| settings.language)
    }
}

/// A file whose configuration is that of what is `named`: of a folder, one in it.
fn file_of(here: &Path, named: &Path) -> PathBuf {
    let path = ShownPath::new(here, named).path;
    if path.is_dir() { path.join("README.md") } else { path }
}

/// Whether `path` is in the repository of `config`, or else in its folder; no symbolic link leads it out.
fn is_inside(path: &Path, config: &Config) -> bool {
    let root = repository_of(&config.folder.join("README.md")).unwrap_or_else(|| config.folder.clone());
    path.starts_with(&root) && !leads_out(path, &root)
}
