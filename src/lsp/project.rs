//! What the server has done by the rest of the program: files, configuration, rules, requests.

use crate::lsp::documents::Buffer;
use crate::lsp::position::Encoding;
use crate::lsp::snapshot::{EditionFile, Snapshot};
use gen_lsp_types::{Diagnostic, Uri};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::watch;

/// What work is about: the list of one open text.
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

/// What became of judging it.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    /// The list; `None` where the text is left out by the configuration, or the work was stopped.
    pub snapshot: Option<Snapshot>,
    /// A mistake in a configuration file that would count, with the file.
    pub mistake: Option<(Uri, Diagnostic)>,
    /// What cannot be shown at a place: said to the client as it is.
    pub failures: Vec<String>,
}

/// Which safe fixes are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FixSelection {
    /// Those that `lint --fix` applies to the text, in other editions too where one fix edits several.
    All,
    /// Those that change no more than the layout of the text.
    Layout,
}

/// An edition that fixes have changed.
#[derive(Clone, Debug)]
pub(crate) struct FixedText {
    /// Where it is.
    pub file: EditionFile,
    /// Its text before.
    pub before: String,
    /// Its text after.
    pub after: String,
}

/// Who follows the check of links, and may stop it.
pub(crate) struct LinkFollower {
    /// Told how many URLs have a result, of how many.
    pub progress: Arc<dyn Fn(usize, usize) + Send + Sync>,
    /// Becomes true where it is to stop.
    pub stop: watch::Receiver<bool>,
}

/// A check of links that is ready to run, on a thread of its own; it gives what was found, in a line, or why it cannot be done.
pub(crate) type LinkCheck = Box<dyn FnOnce(LinkFollower) -> Result<String, String> + Send>;

/// Makes the check of the links of a list.
pub(crate) type LinkChecker = Box<dyn Fn(JudgeTask) -> LinkCheck>;

/// Judges and fixes lists.
pub(crate) trait ListJudge: Send {
    /// Judges the list of `task`. `is_stale` is looked at between steps; what is stale is not finished.
    fn judge(&mut self, task: &JudgeTask, is_stale: &dyn Fn() -> bool) -> Judged;

    /// What fixes would change in the list of `task`; nothing is written. What could not be done is said as it is.
    fn fix(&mut self, task: &JudgeTask, kind: FixSelection) -> Result<Vec<FixedText>, String>;

    /// What makes checks of links; what is judged after one has run knows its outcomes.
    fn link_checker(&self) -> LinkChecker;
}
