//! Path patterns with the meaning they have in a `.gitignore`: `fixtures/`, `docs/**`, `*.zh.md`, `!keep.md`.

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use regex::{Regex, RegexBuilder};
use std::path::{Path, PathBuf};

/// The most regular expressions that one file may have: each takes memory and time of its own.
pub(crate) const MOST_EXPRESSIONS: usize = 500;
/// The largest compiled expression, and what it may take while it searches, in bytes.
const LARGEST_EXPRESSION: usize = 256 * 1024;

/// `text` as a regular expression of a settings file.
///
/// # Errors
///
/// Where it is not a pattern, or larger than a repository's may be.
pub(crate) fn expression(text: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(text).size_limit(LARGEST_EXPRESSION).dfa_size_limit(LARGEST_EXPRESSION).build()
}

/// Patterns, relative to a folder.
#[derive(Clone, Debug, Default)]
pub(crate) struct Patterns {
    folder: PathBuf,
    texts: Vec<String>,
    matcher: Option<Gitignore>,
}

/// A text that is not a pattern.
#[derive(Debug, thiserror::Error)]
#[error("`{pattern}` is not a path pattern: {reason}")]
pub struct BadPattern {
    /// Which of the patterns it is.
    pub index: usize,
    pattern: String,
    reason: String,
}

/// `error` without the pattern, which the message shows.
fn why(error: ignore::Error) -> String {
    match error {
        ignore::Error::Glob { err, .. } => err,
        other => other.to_string(),
    }
}

impl Patterns {
    /// `patterns` below `folder`.
    ///
    /// # Errors
    ///
    /// The first pattern that cannot be read.
    pub(crate) fn new(folder: &Path, patterns: &[String]) -> Result<Self, BadPattern> {
        if patterns.is_empty() {
            return Ok(Self::default());
        }
        let mut builder = GitignoreBuilder::new(folder);
        // Git takes `[` for a pattern that matches nothing; who writes it here means something else.
        builder.allow_unclosed_class(false);
        for (index, pattern) in patterns.iter().enumerate() {
            let bad = |reason| BadPattern { index, pattern: pattern.clone(), reason: why(reason) };
            builder.add_line(None, pattern).map_err(bad)?;
        }
        let bad = |reason: ignore::Error| BadPattern {
            index: 0,
            pattern: patterns.iter().take(3).cloned().collect::<Vec<_>>().join(", "),
            reason: why(reason),
        };
        let matcher = Some(builder.build().map_err(bad)?);
        Ok(Self { folder: folder.to_owned(), texts: patterns.to_vec(), matcher })
    }

    /// The patterns as they are written.
    pub(crate) fn texts(&self) -> &[String] {
        &self.texts
    }

    /// Whether a pattern matches the file at `path` (absolute) or a folder around it.
    pub(crate) fn matches(&self, path: &Path) -> bool {
        let Some(matcher) = &self.matcher else { return false };
        let Ok(relative) = path.strip_prefix(&self.folder) else { return false };
        matcher.matched_path_or_any_parents(relative, false).is_ignore()
    }
}
