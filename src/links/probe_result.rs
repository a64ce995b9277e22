//! What a run finds out about a URL.

use crate::links::response::PageLook;
use curate_rules::api::outcome::Outcome;
use url::Url;

pub(crate) use curate_rules::NO_TIME;

/// What one run found out about one URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProbeResult {
    /// The outcome, without regard to earlier runs.
    pub outcome: Outcome,
    /// The URL of the last request: the one that was checked, or where its redirects led.
    pub final_url: Url,
    /// Whether a failure counts for the history: refused, timeout, reset, DNS failures but NXDOMAIN, 5xx but 503. Never
    /// 429, 503, TLS, what was skipped, and what was interrupted.
    pub counts: bool,
    /// What the page looks like, where it was read.
    pub page: Option<PageLook>,
    /// Whether there is a sign that the host answers so for pages that do not exist too.
    pub is_doubtful: bool,
    /// Whether anything responded: an HTTP response, NXDOMAIN, or a refused connection.
    pub responded: bool,
}
