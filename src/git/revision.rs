//! What a change led to, and what it is compared with.

use crate::git::error::GitError;

/// Where the texts are that a change led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CheckedState {
    /// In the files.
    WorkingTree,
    /// In the index.
    Index,
    /// In a commit.
    Commit(String),
}

/// What a change is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BaseCommit {
    /// The commit; `None` where there is none yet, so that everything is new.
    pub commit: Option<String>,
}

/// Whether git can take `revision` for nothing but a revision: whatever follows a `-` might be an option.
pub(crate) fn check(revision: &str) -> Result<(), GitError> {
    if revision.is_empty() || revision.starts_with('-') || revision.contains('\0') {
        return Err(GitError::NoRevision { revision: revision.to_owned() });
    }
    Ok(())
}
