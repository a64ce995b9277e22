//! The format of `case.toml`.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// A `case.toml`: what holds for all examples of a rule, and what holds for one of them instead.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFile {
    options: Option<toml::Table>,
    outcomes: Option<Vec<GivenOutcome>>,
    files: Option<BTreeMap<String, GivenFile>>,
    repository: Option<GivenRepository>,
    neighbours: Option<Vec<String>>,
    terms: Option<Vec<String>>,
    #[serde(default)]
    case: BTreeMap<String, Given>,
}

/// What one example is judged with. What is absent is not known.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// Options of the rule, as in `curate.toml`.
    pub options: Option<toml::Table>,
    /// Results of checking URLs.
    pub outcomes: Option<Vec<GivenOutcome>>,
    /// Files that documents link to, by their paths: `true` where there is one, `false` where there is none, or how its path
    /// is really written.
    pub files: Option<BTreeMap<String, GivenFile>>,
    /// The repository that the list is in.
    pub repository: Option<GivenRepository>,
    /// Names of files beside the list.
    pub neighbours: Option<Vec<String>>,
    /// Words of a project's `.autocorrectrc`: `right`, or `wrong = right`.
    pub terms: Option<Vec<String>>,
    /// Bytes of editions, by file name, that are too large to be parsed; their text in the example stands for them. Only for one
    /// example.
    pub oversized: Option<BTreeMap<String, u64>>,
    /// Whether archived copies are wanted in the place of dead links. Only for one example.
    pub copies: Option<bool>,
    /// When lines last changed; those that are not here, on the first day. Only for one example.
    pub blame: Option<Vec<GivenBlame>>,
}

/// The result of checking a URL.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct GivenOutcome {
    pub url: String,
    /// The name of a verdict, as in reports.
    pub verdict: String,
    /// What happened, in words.
    pub cause: String,
    pub status: Option<u16>,
    /// Where a permanent redirect leads.
    pub moved_to: Option<String>,
    /// Whether the same page is served over https.
    pub secure: Option<bool>,
    /// Fragments that were looked for, without `#`: whether the page has them.
    #[serde(default)]
    pub fragments: BTreeMap<String, bool>,
    /// Whose parked domain it is.
    pub parked: Option<String>,
    /// The domain that it led to when it last was well, where that is another one now.
    pub led_to: Option<String>,
    /// Where the last answer came from, where that is another URL.
    pub final_url: Option<String>,
    /// Whether it is a video that was removed.
    #[serde(default)]
    pub video_removed: bool,
    /// Whether the repository is archived.
    #[serde(default)]
    pub archived: bool,
    /// Whether the repository is empty.
    #[serde(default)]
    pub empty: bool,
    /// Days since the last push to the repository.
    pub idle_days: Option<u32>,
    /// Where its last copy is.
    pub archived_at: Option<String>,
    /// Whether its address is told to nobody.
    #[serde(default)]
    pub private: bool,
}

/// What is known of a file.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum GivenFile {
    IsThere(bool),
    OtherCase(String),
}

/// A repository on a host.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenRepository {
    pub host: String,
    pub owner: String,
    pub name: String,
    pub branch: String,
}

/// When lines of an edition last changed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenBlame {
    /// The file name of the edition.
    pub path: String,
    /// Numbers of lines, from 1.
    pub lines: Vec<usize>,
    /// The name of the commit.
    pub commit: String,
    /// The day of the commit since 1970; absent for what is not committed.
    pub day: Option<i64>,
}

impl CaseFile {
    /// Reads the file at `path`; nothing is given where there is none.
    pub fn read(path: &Path) -> Result<Self, String> {
        let Ok(text) = std::fs::read_to_string(path) else { return Ok(Self::default()) };
        toml::from_str(&text).map_err(|error| format!("{}: {error}", curate_testing::shown(path)))
    }

    /// What the example called `name` is judged with.
    pub fn given(&self, name: &str) -> Given {
        let own = self.case.get(key(name)).cloned().unwrap_or_default();
        Given {
            options: own.options.or_else(|| self.options.clone()),
            outcomes: own.outcomes.or_else(|| self.outcomes.clone()),
            files: own.files.or_else(|| self.files.clone()),
            repository: own.repository.or_else(|| self.repository.clone()),
            neighbours: own.neighbours.or_else(|| self.neighbours.clone()),
            terms: own.terms.or_else(|| self.terms.clone()),
            ..own
        }
    }

    /// The tables of `[case]` that are for none of the examples called `names`.
    pub fn unused(&self, names: &[String]) -> Vec<&str> {
        self.case.keys().map(String::as_str).filter(|table| !names.iter().any(|name| key(name) == *table)).collect()
    }
}

/// The table of an example: `words` for `case-words`.
fn key(name: &str) -> &str {
    name.strip_prefix("case-").unwrap_or(name)
}
