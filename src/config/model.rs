//! A configuration file as it was read.

use crate::config::error::{ConfigError, SourceFile};
use crate::config::fail_on::FailOn;
use crate::config::levels::RuleLevel;
use crate::config::links::LinksConfig;
use crate::config::presets::Preset;
use crate::locale::SpokenLanguage;
use crate::workspace::patterns::Patterns;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A configuration file.
#[derive(Debug)]
pub struct Config {
    /// Absolute.
    pub(crate) folder: PathBuf,
    pub(crate) shown: String,
    pub(crate) text: String,
    /// The baseline's path, with the bytes that name it.
    pub(crate) baseline: Option<(PathBuf, Range<usize>)>,
    pub(crate) fail_on: Option<FailOn>,
    pub(crate) lang: Option<SpokenLanguage>,
    pub(crate) extends: Vec<&'static Preset>,
    pub(crate) exclude: Patterns,
    pub(crate) include: Patterns,
    pub(crate) lists: Vec<ListPaths>,
    pub(crate) rules: Vec<RuleLevel>,
    pub(crate) overrides: Vec<Override>,
    pub(crate) links: LinksConfig,
}

/// A list whose editions are named.
#[derive(Debug)]
pub struct ListPaths {
    /// The editions, each with the bytes that name it; the first is the source.
    pub editions: Vec<(PathBuf, Range<usize>)>,
}

/// What is said of rules for some files only.
#[derive(Debug)]
pub(crate) struct Override {
    pub(crate) paths: Patterns,
    pub(crate) rules: Vec<RuleLevel>,
}

impl Config {
    /// Whether the file at `path` (absolute) is left out.
    pub fn excludes(&self, path: &Path) -> bool {
        self.exclude.matches(path)
    }

    /// Whether the file at `path` (absolute) is checked whatever its name is.
    pub fn includes(&self, path: &Path) -> bool {
        self.include.matches(path)
    }

    /// The patterns of files that are checked whatever their names are, as they are written.
    pub fn included(&self) -> &[String] {
        self.include.texts()
    }

    /// The indexes of the overrides that are meant for the file at `path` (absolute).
    pub fn overrides_of(&self, path: &Path) -> Vec<usize> {
        let meant = self.overrides.iter().enumerate().filter(|(_, an_override)| an_override.paths.matches(path));
        meant.map(|(index, _)| index).collect()
    }

    /// The lists that are named, in order.
    pub fn lists(&self) -> &[ListPaths] {
        &self.lists
    }

    /// Whether a preset says that the file at `path` (absolute) is a list: it is the README beside this file.
    pub fn takes_for_list(&self, path: &Path) -> bool {
        let is_readme = || path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
        self.extends.iter().any(|preset| preset.readme_is_list) && path.parent() == Some(&self.folder) && is_readme()
    }

    /// How URLs are checked.
    pub fn links(&self) -> &LinksConfig {
        &self.links
    }

    /// Its path relative to where curate runs; its name in messages.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Its whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The names of the presets it extends, in order.
    pub fn presets(&self) -> impl Iterator<Item = &'static str> {
        self.extends.iter().map(|preset| preset.name)
    }

    /// The patterns of files that are left out, as they are written.
    pub fn excluded(&self) -> &[String] {
        self.exclude.texts()
    }

    /// The 1-based line of the byte `offset` of this file.
    pub(crate) fn line_of(&self, offset: usize) -> usize {
        self.file().line_of(offset)
    }

    /// A mistake at `span` of this file.
    pub fn mistake(&self, span: Range<usize>, message: &str, help: Option<&str>) -> ConfigError {
        self.file().mistake(span, message, help)
    }

    fn file(&self) -> SourceFile<'_> {
        SourceFile { shown: &self.shown, text: &self.text }
    }
}
