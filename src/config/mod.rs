//! The configuration: `curate.toml` or `.curate.toml`, the nearest one up the tree.

mod file;
pub mod presets;
mod resolve;
pub mod schema;
pub mod show;
mod values;

use crate::plain::neutral;
use crate::plain::patterns::Patterns;
use crate::plain::selector::Selector;
use curate_rules::{OptionValue, Severity};
use miette::{Diagnostic, NamedSource, SourceSpan};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use presets::Preset;
pub use resolve::{Configs, Effective, Lines, NAMES, Origin, effective};

/// What is wrong with a configuration.
#[derive(Debug, thiserror::Error, Diagnostic)]
#[expect(missing_docs, reason = "the messages say all")]
pub enum ConfigError {
    #[error("{shown}: cannot be read: {reason}")]
    Unreadable { shown: String, reason: io::Error },
    #[error("{shown}: is not UTF-8, or has more than {} KiB", file::SIZE_CAP >> 10)]
    NoText { shown: String },
    #[error(transparent)]
    #[diagnostic(transparent)]
    Wrong(Box<Mistake>),
    #[error("`--exclude`: {0}")]
    Exclude(crate::plain::patterns::BadPattern),
}

/// A place in a configuration that is wrong.
#[derive(Debug, thiserror::Error, Diagnostic)]
#[error("{message}")]
#[diagnostic(code(config))]
pub struct Mistake {
    message: String,
    #[source_code]
    text: NamedSource<String>,
    #[label("here")]
    span: SourceSpan,
    #[help]
    help: Option<String>,
}

/// A configuration file.
#[derive(Debug)]
pub struct Config {
    shown: String,
    text: String,
    extends: Vec<&'static Preset>,
    exclude: Patterns,
    lists: Vec<ListPaths>,
    rules: Vec<Level>,
    overrides: Vec<Override>,
}

/// A list whose editions are named.
#[derive(Debug)]
pub struct ListPaths {
    /// The editions, each with the bytes that name it; the first is the source.
    pub editions: Vec<(PathBuf, Range<usize>)>,
}

/// What is said of a rule or a group.
#[derive(Debug)]
struct Level {
    /// The bytes of its key.
    span: Range<usize>,
    selector: Selector,
    /// `None` where only options are given.
    state: Option<State>,
    options: Vec<(String, OptionValue)>,
}

/// Whether a rule is to run.
#[derive(Clone, Copy, Debug)]
pub enum State {
    /// It is not.
    Off,
    /// It is, at this level.
    On(Severity),
}

/// What is said of rules for some files only.
#[derive(Debug)]
struct Override {
    paths: Patterns,
    rules: Vec<Level>,
}

impl Config {
    /// Reads the configuration file at `path`, called `shown` in messages.
    ///
    /// # Errors
    ///
    /// Where it cannot be read or says something that is not understood.
    pub fn read(path: &Path, shown: &str) -> Result<Self, ConfigError> {
        file::read(path, shown)
    }

    /// Reads the text of a configuration file that is in `folder`.
    ///
    /// # Errors
    ///
    /// Where it says something that is not understood.
    pub fn parse(text: String, folder: &Path, shown: &str) -> Result<Self, ConfigError> {
        file::parse(text, folder, shown)
    }

    /// Whether the file at `path` (absolute) is left out.
    pub fn excludes(&self, path: &Path) -> bool {
        self.exclude.matches(path)
    }

    /// The lists that are named, in order.
    pub fn lists(&self) -> &[ListPaths] {
        &self.lists
    }

    /// Its path relative to where curate runs.
    pub fn shown(&self) -> &str {
        &self.shown
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
    fn line_of(&self, offset: usize) -> usize {
        1 + self.text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
    }

    /// A mistake at `span` of this file.
    pub fn mistake(&self, span: Range<usize>, message: &str, help: Option<&str>) -> ConfigError {
        mistake(&self.shown, &self.text, span, message, help)
    }
}

/// A mistake at `span` of `text`, shown without live characters.
fn mistake(shown: &str, text: &str, span: Range<usize>, message: &str, help: Option<&str>) -> ConfigError {
    let text = NamedSource::new(neutral::line(shown), neutral::same_length(text));
    let message = neutral::line(message).into_owned();
    let help = help.map(|help| neutral::line(help).into_owned());
    ConfigError::Wrong(Box::new(Mistake { message, text, span: span.into(), help }))
}
