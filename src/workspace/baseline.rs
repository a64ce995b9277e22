//! The baseline: the findings that are known, so that only others are reported.
//!
//! Each is known by its file, its rule and a fingerprint, and by how often that occurs, so that a line that moves changes nothing.
//! One line a finding, sorted: where two branches write it, git merges it like any list, and a line that is in it twice counts
//! once. Hints are in no baseline, since they fail no run.

use crate::terminal::sanitize;
use crate::terminal::toml_text::quoted;
use crate::workspace::regular_file::{FileError, bytes};
use crate::workspace::shown_path::{normalised, shown};
use miette::Diagnostic;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The number that changes when older programs could not read the file.
const VERSION: u32 = 2;
/// The largest file that is read, in bytes.
const SIZE_CAP: u64 = 64 * 1024 * 1024;

/// What makes findings the same finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct BaselineKey {
    /// The file, relative to the baseline's folder.
    pub file: String,
    /// The rule.
    pub rule: String,
    /// What the finding is about.
    pub fingerprint: String,
}

/// How many findings there are of each key.
pub(crate) type BaselineCounts = BTreeMap<BaselineKey, usize>;

/// Why there is no baseline to go by.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub(crate) enum BaselineError {
    #[error("{shown}: there is no such baseline")]
    #[diagnostic(help("--write-baseline writes one"))]
    Missing { shown: String },
    #[error("{shown}: {reason}")]
    Unreadable { shown: String, reason: FileError },
    #[error("{shown}:{line}: is not a baseline: {reason}")]
    #[diagnostic(help("--write-baseline writes it anew once it is out of the way"))]
    Wrong { shown: String, line: usize, reason: String },
}

/// What was known when the file was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Baseline {
    /// The folder that its paths are relative to.
    folder: PathBuf,
    counts: BaselineCounts,
}

/// What every version of the file has.
#[derive(serde::Deserialize)]
struct BaselineVersion {
    version: u32,
}

/// The file as TOML has it.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineFile {
    #[serde(rename = "version")]
    _version: u32,
    #[serde(default)]
    findings: Vec<BaselineLine>,
}

/// A line of the file.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineLine {
    file: String,
    rule: String,
    fingerprint: String,
    #[serde(default = "once")]
    count: u32,
}

fn once() -> u32 {
    1
}

impl Baseline {
    /// A baseline that knows nothing, for a file at `path` (absolute).
    pub(crate) fn empty(path: &Path) -> Self {
        Self { folder: path.parent().unwrap_or(Path::new("/")).to_owned(), counts: BaselineCounts::new() }
    }

    /// The baseline in the file at `path` (absolute), called `shown` in messages.
    ///
    /// # Errors
    ///
    /// Where there is no file, or one that is not a baseline.
    pub(crate) fn read(path: &Path, shown: &str) -> Result<Self, BaselineError> {
        let shown = || shown.to_owned();
        let bytes = bytes(path, SIZE_CAP).map_err(|reason| match reason {
            FileError::Missing => BaselineError::Missing { shown: shown() },
            reason => BaselineError::Unreadable { shown: shown(), reason },
        })?;
        let wrong = |line, reason: &str| BaselineError::Wrong {
            shown: shown(),
            line,
            reason: sanitize::line(reason.trim_end()).into_owned(),
        };
        let text = String::from_utf8(bytes).map_err(|_| wrong(1, "it is not UTF-8"))?;
        let not_read = |error: toml::de::Error| {
            let offset = error.span().map_or(0, |span| span.start);
            wrong(1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count(), error.message())
        };
        let BaselineVersion { version } = toml::from_str(&text).map_err(not_read)?;
        if version != VERSION {
            return Err(wrong(1, &format!("its version is {version}, not {VERSION}")));
        }
        let written: BaselineFile = toml::from_str(&text).map_err(not_read)?;
        let mut baseline = Self::empty(path);
        for BaselineLine { file, rule, fingerprint, count } in written.findings {
            let known = baseline.counts.entry(BaselineKey { file, rule, fingerprint }).or_default();
            *known = usize::try_from(count).unwrap_or(usize::MAX).max(*known);
        }
        Ok(baseline)
    }

    /// How the file at `path` (absolute) is called in the baseline.
    pub(crate) fn name(&self, path: &Path) -> String {
        shown(&self.folder, &normalised(path))
    }

    /// Where the file called `name` in the baseline is.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        normalised(&self.folder.join(name))
    }

    /// How many findings are known of each key.
    pub(crate) fn counts(&self) -> &BaselineCounts {
        &self.counts
    }

    /// Takes over what was `found`; of the rest stays what `is_kept` says.
    pub(crate) fn renew(&mut self, found: BaselineCounts, is_kept: &dyn Fn(&BaselineKey) -> bool) {
        self.counts.retain(|key, _| is_kept(key));
        self.counts.extend(found);
    }

    /// The text of its file: sorted, the same for the same counts.
    pub(crate) fn text(&self) -> String {
        let mut text = format!(
            "# The findings that are known, one a line; `curate lint --baseline` reports the others. Written by --write-baseline.\n\
             version = {VERSION}\n\
             findings = [\n"
        );
        for (BaselineKey { file, rule, fingerprint }, count) in &self.counts {
            let (file, rule, fingerprint) = (quoted(file), quoted(rule), quoted(fingerprint));
            let _ = write!(text, "  {{ file = {file}, rule = {rule}, fingerprint = {fingerprint}");
            let count = if *count == 1 { String::new() } else { format!(", count = {count}") };
            let _ = writeln!(text, "{count} }},");
        }
        text.push_str("]\n");
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(file: &str, rule: &str, fingerprint: &str) -> BaselineKey {
        let [file, rule, fingerprint] = [file, rule, fingerprint].map(str::to_owned);
        BaselineKey { file, rule, fingerprint }
    }

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("known.toml");
        let mut baseline = Baseline::empty(&path);
        let keys = [
            key("b.md", "links/dead", "https://gone.example/"),
            key("a \"b\"\u{1b}.md", "x/y", "0f"),
            key("b.md", "a/b", "1"),
        ];
        baseline.renew(keys.into_iter().zip([1, 2, 3]).collect(), &|_| true);
        std::fs::write(&path, baseline.text()).expect("written");
        assert_eq!(Baseline::read(&path, "known.toml").expect("read"), baseline);
        assert!(baseline.text().find("a/b") < baseline.text().find("links/dead"));
    }

    #[test]
    fn what_two_branches_wrote_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("known.toml");
        let line = "{ file = \"a.md\", rule = \"x/y\", fingerprint = \"1\"";
        let text = format!("version = 2\nfindings = [\n{line} }},\n{line}, count = 3 }},\n{line}, count = 2 }},\n]\n");
        std::fs::write(&path, text).expect("written");
        let read = Baseline::read(&path, "x").expect("read");
        assert_eq!(read.counts, BaselineCounts::from([(key("a.md", "x/y", "1"), 3)]));
    }

    #[test]
    fn what_is_no_baseline_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("known.toml");
        assert!(matches!(Baseline::read(&path, "x"), Err(BaselineError::Missing { .. })));
        for (text, line, reason) in [
            ("", 1, "version"),
            ("version = 1\n[files.a]\nb = 1\n", 1, "its version is 1, not 2"),
            ("version = 2\n[file]\n", 2, "file"),
            ("version = 2\nfindings = [\n{ file = 1 },\n]\n", 3, "string"),
            ("version = 2\nfindings = [\n<<<<<<< ours\n]\n", 3, ""),
        ] {
            std::fs::write(&path, text).expect("written");
            match Baseline::read(&path, "x") {
                Err(BaselineError::Wrong { line: found, reason: said, .. }) => {
                    assert!(found == line && said.contains(reason), "{text:?}: {found}: {said}");
                }
                other => panic!("{text:?}: {other:?}"),
            }
        }
    }

    #[test]
    fn names_are_relative_to_the_file() {
        let baseline = Baseline::empty(Path::new("/lists/settings/known.toml"));
        assert_eq!(baseline.name(Path::new("/lists/docs/a.md")), "../docs/a.md");
        assert_eq!(baseline.path("../docs/a.md"), Path::new("/lists/docs/a.md"));
    }
}
