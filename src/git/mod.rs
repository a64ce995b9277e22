//! What git knows: what files were before a change, and when their lines last changed.
//!
//! The `git` program on PATH tells it. Whoever has a repository has that program, it knows every form of
//! repository (worktrees, partial clones, SHA-256, reftables), and a library that does would double this program's size.

mod blame;
mod command;
mod error;
mod objects;
mod repository;
mod revision;
mod special_files;

pub(crate) use crate::git::blame::Blame;
pub(crate) use crate::git::error::GitError;
pub(crate) use crate::git::objects::{Tree, TreeEntry};
pub(crate) use crate::git::repository::GitRepository;
pub(crate) use crate::git::revision::CheckedState;
