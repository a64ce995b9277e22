//! The configuration: `curate.toml` or `.curate.toml`, the nearest one up the tree.

mod file;
mod links;
pub mod presets;
mod resolve;
pub mod schema;
mod schema_links;
pub mod show;
mod show_links;
mod values;

use crate::plain::neutral;
use crate::plain::patterns::Patterns;
use crate::plain::regular_file::FileError;
use crate::plain::selector::Selector;
use curate_rules::{OptionValue, Severity};
use globset::GlobMatcher;
use miette::{Diagnostic, NamedSource, SourceSpan};
use regex::Regex;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use presets::Preset;
pub use resolve::{Configs, Effective, Lines, NAMES, Origin, effective};

/// What is wrong with a configuration.
#[derive(Debug, thiserror::Error, Diagnostic)]
#[expect(missing_docs, reason = "the messages say all")]
pub enum ConfigError {
    #[error("{shown}: {reason}")]
    Unreadable { shown: String, reason: FileError },
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
    links: LinksConfig,
}

/// How URLs are asked, as far as the file says so.
#[derive(Clone, Debug, Default)]
pub struct LinksConfig {
    /// For one request as a whole.
    pub timeout: Option<Duration>,
    /// For resolving and connecting.
    pub connect_timeout: Option<Duration>,
    /// From the request to the first byte of the answer.
    pub first_byte_timeout: Option<Duration>,
    /// Time between the starts of two requests to one host.
    pub interval: Option<Duration>,
    /// A server that asks for a longer pause is not waited for.
    pub longest_pause: Option<Duration>,
    /// Requests in flight, all hosts together.
    pub max_concurrency: Option<u16>,
    /// Requests in flight to one host.
    pub per_host: Option<u16>,
    /// Failures on this many days make a link dead.
    pub days_of_failure: Option<u16>,
    /// How long what was well is not asked again.
    pub fresh_ok: Option<Duration>,
    /// The same for what is dead.
    pub fresh_dead: Option<Duration>,
    /// The same for what is behind a bot wall.
    pub fresh_blocked: Option<Duration>,
    /// URLs that match, as asked or as written, are not asked.
    pub exclude: Vec<Regex>,
    /// Where there are any, only URLs that match one of them are asked.
    pub include: Vec<Regex>,
    /// What is different for some hosts; the first that matches counts.
    pub hosts: Vec<HostConfig>,
}

impl LinksConfig {
    /// Whether it says how hosts are asked: all but which URLs are, and rules for single hosts.
    pub fn says_how(&self) -> bool {
        let times = [self.timeout, self.connect_timeout, self.first_byte_timeout, self.interval, self.longest_pause];
        let fresh = [self.fresh_ok, self.fresh_dead, self.fresh_blocked];
        let numbers = [self.max_concurrency, self.per_host, self.days_of_failure];
        times.iter().chain(&fresh).any(Option::is_some) || numbers.iter().any(Option::is_some)
    }
}

/// What is different for the hosts that a pattern matches.
#[derive(Clone, Debug)]
pub struct HostConfig {
    /// The pattern, in lower case.
    pub name: String,
    /// The same, ready to match.
    pub matcher: GlobMatcher,
    /// Time between the starts of two requests.
    pub interval: Option<Duration>,
    /// For one request as a whole.
    pub timeout: Option<Duration>,
    /// Whether HEAD is skipped.
    pub get: bool,
    /// Status codes that count as 2xx.
    pub accept: Vec<u16>,
    /// Header names, each with the name of the environment variable that holds its value.
    pub headers: Vec<(String, String)>,
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
    /// Reads the configuration file at `path`, called `shown` in messages; where it was found in a repository with the root
    /// `root`, no symbolic link leads out of that.
    ///
    /// # Errors
    ///
    /// Where it cannot be read or says something that is not understood.
    pub fn read(path: &Path, root: Option<&Path>, shown: &str) -> Result<Self, ConfigError> {
        file::read(path, root, shown)
    }

    /// Reads `bytes`, which the configuration file at `path` had at another time.
    ///
    /// # Errors
    ///
    /// Where they say something that is not understood.
    pub fn decode(bytes: Vec<u8>, path: &Path, shown: &str) -> Result<Self, ConfigError> {
        file::decode(bytes, path, shown)
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

    /// The indexes of the overrides that are meant for the file at `path` (absolute).
    pub fn overrides_of(&self, path: &Path) -> Vec<usize> {
        let meant = self.overrides.iter().enumerate().filter(|(_, an_override)| an_override.paths.matches(path));
        meant.map(|(index, _)| index).collect()
    }

    /// The lists that are named, in order.
    pub fn lists(&self) -> &[ListPaths] {
        &self.lists
    }

    /// How URLs are asked.
    pub fn links(&self) -> &LinksConfig {
        &self.links
    }

    /// Its path relative to where curate runs; its name in messages.
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
