//! What the server has done by the rest of the program: files, configuration, rules, requests.

use crate::lsp::documents::Buffer;
use crate::lsp::position::Encoding;
use crate::lsp::snapshot::Snapshot;
use gen_lsp_types::{Diagnostic, Uri};
use std::path::PathBuf;

/// What is to be judged: the list of one open text.
#[derive(Clone, Debug)]
pub(crate) struct JudgeTask {
    /// The text.
    pub uri: Uri,
    /// All open texts in markdown.
    pub buffers: Vec<Buffer>,
    /// The folders of the workspace (absolute).
    pub folders: Vec<PathBuf>,
    /// What the client counts columns in.
    pub encoding: Encoding,
}

/// What became of it.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    /// The list; `None` where the text is left out by the configuration, or the work was stopped.
    pub snapshot: Option<Snapshot>,
    /// Mistakes of configuration files, by file; of a file that was looked at and has none, an empty list.
    pub mistakes: Vec<(Uri, Vec<Diagnostic>)>,
    /// What cannot be shown at a place: said to the client as it is.
    pub failures: Vec<String>,
}

/// Judges lists.
pub(crate) trait Project: Send {
    /// Judges the list of `task`. `is_stale` is looked at between steps; what is stale is not finished.
    fn judge(&mut self, task: &JudgeTask, is_stale: &dyn Fn() -> bool) -> Judged;
}
