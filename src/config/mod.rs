//! The configuration: `curate.toml` or `.curate.toml`, the nearest one up the tree.

mod file;
mod resolve;
mod values;

use crate::plain::neutral;
use crate::plain::patterns::Patterns;
use crate::plain::selector::Selector;
use curate_rules::{OptionValue, Severity};
use miette::{Diagnostic, NamedSource, SourceSpan};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

pub use resolve::{Configs, Lines, settings};

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
    selector: Selector,
    /// `None` where only options are given.
    state: Option<State>,
    options: Vec<(String, OptionValue)>,
}

/// Whether a rule is to run.
#[derive(Clone, Copy, Debug)]
enum State {
    Off,
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

    /// Whether the file at `path` (absolute) is left out.
    pub fn excludes(&self, path: &Path) -> bool {
        self.exclude.matches(path)
    }

    /// The lists that are named, in order.
    pub fn lists(&self) -> &[ListPaths] {
        &self.lists
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
