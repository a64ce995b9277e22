//! The baseline: how many findings of each rule are known in each file, so that only what is above that is reported.
//!
//! Counts alone: a line that moves changes nothing. Which findings are the new ones where a count has grown cannot be told
//! from it, so then all of that rule in that file are reported. Hints are in no baseline, since they fail no run.

use crate::terminal::sanitize;
use crate::terminal::toml_text::quoted;
use crate::workspace::shown_path::{normalised, shown};
use miette::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// The number that changes when older programs could not read the file.
const VERSION: u32 = 1;
/// The largest file that is read, in bytes.
const SIZE_CAP: u64 = 16 * 1024 * 1024;

/// How many findings there are, by file and rule.
pub(crate) type BaselineCounts = BTreeMap<String, BTreeMap<String, usize>>;

/// Why there is no baseline to go by.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub(crate) enum BaselineError {
    #[error("{shown}: there is no such baseline")]
    #[diagnostic(help("--write-baseline writes one"))]
    Missing { shown: String },
    #[error("{shown}: cannot be read: {reason}")]
    Unreadable { shown: String, reason: io::Error },
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

/// The file as TOML has it.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineFile {
    version: u32,
    #[serde(default)]
    files: BaselineCounts,
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
        let mut text = String::new();
        let read = File::open(path).and_then(|file| file.take(SIZE_CAP).read_to_string(&mut text));
        read.map_err(|reason| match reason.kind() {
            io::ErrorKind::NotFound => BaselineError::Missing { shown: shown() },
            _ => BaselineError::Unreadable { shown: shown(), reason },
        })?;
        let wrong = |line, reason: &str| BaselineError::Wrong {
            shown: shown(),
            line,
            reason: sanitize::line(reason.trim_end()).into_owned(),
        };
        let written: BaselineFile = toml::from_str(&text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            wrong(1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count(), error.message())
        })?;
        if written.version != VERSION {
            return Err(wrong(1, &format!("its version is {}, not {VERSION}", written.version)));
        }
        Ok(Self { counts: written.files, ..Self::empty(path) })
    }

    /// How the file at `path` (absolute) is called in the baseline.
    pub(crate) fn name(&self, path: &Path) -> String {
        shown(&self.folder, &normalised(path))
    }

    /// Where the file called `name` in the baseline is.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        normalised(&self.folder.join(name))
    }

    /// How many findings of `rule` are known in the file called `name`.
    pub(crate) fn known(&self, name: &str, rule: &str) -> usize {
        self.counts.get(name).and_then(|rules| rules.get(rule)).copied().unwrap_or(0)
    }

    /// Every count: file, rule, how many.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str, usize)> {
        self.counts
            .iter()
            .flat_map(|(file, rules)| rules.iter().map(|(rule, count)| (file.as_str(), rule.as_str(), *count)))
    }

    /// Takes over what was `found` in the files and rules that `ran` names; of the others the counts stay, unless `is_gone`
    /// says that there is no such file or rule any more.
    pub(crate) fn renew(
        &mut self,
        found: &BaselineCounts,
        ran: &BTreeMap<String, BTreeSet<&'static str>>,
        is_gone: &dyn Fn(&str, &str) -> bool,
    ) {
        let is_judged = |file: &str, rule: &str| ran.get(file).is_some_and(|rules| rules.contains(rule));
        for (file, rules) in &mut self.counts {
            rules.retain(|rule, _| !is_judged(file, rule) && !is_gone(file, rule));
        }
        for (file, rules) in found {
            self.counts
                .entry(file.clone())
                .or_default()
                .extend(rules.iter().map(|(rule, count)| (rule.clone(), *count)));
        }
        self.counts.values_mut().for_each(|rules| rules.retain(|_, count| *count > 0));
        self.counts.retain(|_, rules| !rules.is_empty());
    }

    /// The text of its file: sorted, the same for the same counts.
    pub(crate) fn text(&self) -> String {
        let mut text = format!(
            "# How many findings of each rule are known in each file; `curate lint --baseline` reports what is above that.\n\
             # Written by --write-baseline.\n\
             version = {VERSION}\n"
        );
        for (file, rules) in &self.counts {
            let _ = writeln!(text, "\n[files.{}]", quoted(file));
            for (rule, count) in rules {
                let _ = writeln!(text, "{} = {count}", quoted(rule));
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(all: &[(&str, &str, usize)]) -> BaselineCounts {
        let mut counts = BaselineCounts::new();
        for (file, rule, count) in all {
            counts.entry((*file).to_owned()).or_default().insert((*rule).to_owned(), *count);
        }
        counts
    }

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("known.toml");
        let mut baseline = Baseline::empty(&path);
        baseline.counts = counts(&[("b.md", "links/dead", 2), ("a \"b\"\u{1b}.md", "links/x", 1), ("b.md", "a/b", 1)]);
        std::fs::write(&path, baseline.text()).expect("written");
        assert_eq!(Baseline::read(&path, "known.toml").expect("read"), baseline);
        assert!(baseline.text().find("a/b") < baseline.text().find("links/dead"));
    }

    #[test]
    fn what_is_no_baseline_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("known.toml");
        assert!(matches!(Baseline::read(&path, "x"), Err(BaselineError::Missing { .. })));
        for (text, line) in [
            ("", 1),
            ("version = 2\n", 1),
            ("version = 1\n[file]\n", 2),
            ("version = 1\n[files.a]\nb = -1\n", 3),
            ("version = 1\n\n= 1", 3),
        ] {
            std::fs::write(&path, text).expect("written");
            match Baseline::read(&path, "x") {
                Err(BaselineError::Wrong { line: found, .. }) => assert_eq!(found, line, "{text:?}"),
                other => panic!("{text:?}: {other:?}"),
            }
        }
    }

    #[test]
    fn only_what_was_judged_is_renewed() {
        let mut baseline = Baseline::empty(Path::new("/lists/known.toml"));
        baseline.counts = counts(&[("a.md", "x", 3), ("a.md", "y", 2), ("b.md", "x", 1), ("gone.md", "x", 1)]);
        let ran = BTreeMap::from([("a.md".to_owned(), BTreeSet::from(["x", "z"]))]);
        baseline.renew(&counts(&[("a.md", "z", 4)]), &ran, &|file, _| file == "gone.md");
        assert_eq!(baseline.counts, counts(&[("a.md", "y", 2), ("a.md", "z", 4), ("b.md", "x", 1)]));
    }

    #[test]
    fn names_are_relative_to_the_file() {
        let baseline = Baseline::empty(Path::new("/lists/settings/known.toml"));
        assert_eq!(baseline.name(Path::new("/lists/docs/a.md")), "../docs/a.md");
        assert_eq!(baseline.path("../docs/a.md"), Path::new("/lists/docs/a.md"));
    }
}
