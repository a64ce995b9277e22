//! A check of links that a client has wanted.

use gen_lsp_types::{ProgressToken, Uri};
use lsp_server::RequestId;
use tokio::sync::watch;

/// A request to check links.
pub(super) struct LinkRequest {
    /// The document whose list it is about.
    pub uri: Uri,
    /// The name under which the client shows the progress, where it has given one.
    pub token: Option<ProgressToken>,
}

/// A check of links that runs.
pub(super) struct RunningCheck {
    pub(super) id: RequestId,
    pub(super) uri: Uri,
    pub(super) token: Option<ProgressToken>,
    pub(super) stop: watch::Sender<bool>,
}

impl RunningCheck {
    /// Whether the request `id` is the one.
    pub(super) fn is_of(&self, id: &RequestId) -> bool {
        self.id == *id
    }

    /// Whether its progress is shown as `token`.
    pub(super) fn is_shown_as(&self, token: &ProgressToken) -> bool {
        self.token.as_ref() == Some(token)
    }

    /// Has it stop; it ends soon after.
    pub(super) fn stop(&self) {
        let _ = self.stop.send(true);
    }
}
