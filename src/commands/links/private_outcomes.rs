//! Dead links whose addresses are told to nobody: their help names no archive, and no archive is asked for them.

use crate::commands::steps::work::Work;
use crate::links::private_url::{has_credentials, is_private};
use curate_rules::{Outcome, Outcomes, Verdict};
use std::collections::BTreeSet;
use url::Url;

/// Marks those of the dead `outcomes` that are private: by their address, or because a link of `work` to them carries
/// credentials.
pub(super) fn mark_private(outcomes: &mut Outcomes, work: &Work) {
    if !outcomes.any(|outcome| outcome.verdict == Verdict::Dead) {
        return;
    }
    let editions = work.lists.iter().flat_map(|prepared| &prepared.list.editions);
    let links = editions.flat_map(|edition| edition.document.links_and_embeds());
    let guarded = links.filter(|link| link.parsed_url().is_some_and(has_credentials));
    let guarded: BTreeSet<String> = guarded.filter_map(|link| Some(outcomes.of(link)?.url.clone())).collect();
    let is_meant = |outcome: &&Outcome| {
        let is_kept = || guarded.contains(&outcome.url) || Url::parse(&outcome.url).is_ok_and(|url| is_private(&url));
        outcome.verdict == Verdict::Dead && is_kept()
    };
    let private: Vec<Outcome> =
        outcomes.iter().filter(is_meant).map(|outcome| Outcome { is_private: true, ..outcome.clone() }).collect();
    outcomes.extend(private);
}
