//! Dead links whose addresses are told to nobody: their help names no archive, and no archive is asked for them.

use crate::links::private_url::is_private;
use curate_rules::{Outcome, Outcomes, Verdict};
use std::collections::BTreeSet;
use std::sync::Arc;
use url::Url;

/// Marks those of the dead `outcomes` that are private: by their address, or because a link to them carries credentials,
/// which those of the URLs in `with_credentials` do.
pub(super) fn mark_private(outcomes: &mut Outcomes, with_credentials: &BTreeSet<Arc<str>>) {
    if !outcomes.has(Verdict::Dead) {
        return;
    }
    let is_meant = |outcome: &&Outcome| {
        let is_kept =
            || with_credentials.contains(&outcome.url) || Url::parse(&outcome.url).is_ok_and(|url| is_private(&url));
        outcome.verdict == Verdict::Dead && is_kept()
    };
    let private = outcomes.iter().filter(is_meant).cloned();
    let private: Vec<Outcome> = private.map(|outcome| outcome.with(|details| details.is_private = true)).collect();
    outcomes.extend(private);
}
