//! Why git does not tell something.

use curate_rules::{Text, text};
use miette::Diagnostic;

/// Why git does not tell something.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub(crate) enum GitError {
    #[error("git cannot be run: {reason}")]
    NoGit { reason: std::io::Error },
    #[error("{shown} is in no git repository that can be read{message}")]
    NoRepository { shown: String, message: String },
    #[error("`{revision}` is not a revision")]
    #[diagnostic(help("a branch, a tag or a commit, such as `--since origin/main`"))]
    NoRevision { revision: String },
    #[error("`{revision}` is not a commit that git knows here{shallow}")]
    Unknown { revision: String, shallow: Shallow },
    #[error("`{revision}` and {head} have no commit in common here{shallow}")]
    Unrelated { revision: String, head: String, shallow: Shallow },
    #[error("git has no text of {count} files as they were{shallow}")]
    NoText { count: usize, shallow: Shallow },
    #[error("git {command} failed{message}")]
    Failed { command: String, message: String },
}

impl GitError {
    /// What whoever named the revision can do, in a sentence without a full stop.
    pub(crate) fn way_out(&self) -> Text {
        match self {
            Self::NoGit { .. } => text!("comparing needs `git` on the path"),
            Self::NoRepository { .. } => {
                text!("run curate in a clone of the repository, or leave out --since and --staged")
            }
            Self::NoRevision { .. } => text!("name a branch, a tag or a commit, such as `--since origin/main`"),
            Self::Unknown { shallow: Shallow(true), .. }
            | Self::Unrelated { shallow: Shallow(true), .. }
            | Self::NoText { shallow: Shallow(true), .. } => {
                text!("fetch the history: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout")
            }
            Self::Unknown { .. } => {
                text!(
                    "`git branch --all` and `git tag` show the names there are; `git fetch` gets those of the remote, such as \
                 `origin/main`"
                )
            }
            Self::Unrelated { .. } => text!("name a commit that both have in their history"),
            Self::NoText { .. } => text!("`git fetch` gets what a partial clone lacks"),
            Self::Failed { .. } => text!("`git status` says whether git can read the repository"),
        }
    }
}

/// Whether the clone lacks older commits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shallow(pub bool);

impl std::fmt::Display for Shallow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let hint = text!("; the clone is shallow: fetch more of it (`fetch-depth: 0` in actions/checkout)");
        if self.0 { write!(formatter, "{hint}") } else { Ok(()) }
    }
}
