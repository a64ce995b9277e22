//! Waits until files change that a run has read, or could read.

mod burst;
pub(crate) mod scope;
pub(crate) mod watcher;
