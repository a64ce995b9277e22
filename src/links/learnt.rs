//! What a run says of a URL as soon as it is done with it.

use curate_rules::api::outcome::Outcome;

/// What one run learnt of one URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learnt {
    /// What it learnt, without regard to earlier runs.
    pub outcome: Outcome,
    /// Whether a failure counts for the history: refused, timeout, reset, DNS failures but NXDOMAIN, 5xx but 503. Never
    /// 429, 503, TLS, what was not asked, and what was interrupted.
    pub counts: bool,
    /// The entity tag of the last answer.
    pub etag: Option<String>,
    /// Whether anything answered: an HTTP answer, NXDOMAIN, or a refused connection.
    pub answered: bool,
}
