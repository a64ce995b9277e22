//! Many URLs of a host that lead to one address, for good or for a while: what they were about is most likely gone, however
//! well that page is.

use curate_rules::api::outcome::Suspicion;
use curate_rules::{Outcome, Outcomes, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

/// So many different pages are many; two may have been joined.
const MANY: usize = 3;

/// Calls those of `outcomes` suspect that lead to the same address as many others of their hosts.
pub(crate) fn suspect_shared(outcomes: &mut Outcomes) {
    // Most pages are where they are looked for.
    if !outcomes.any(leads_on) {
        return;
    }
    let mut groups: BTreeMap<(String, String), Vec<(&Outcome, String)>> = BTreeMap::new();
    for outcome in outcomes.iter().filter(|outcome| leads_on(outcome)) {
        let parsed = |text: &str| Url::parse(text).ok();
        let Some((from, to)) = parsed(&outcome.url).zip(outcome.final_url.as_deref().and_then(parsed)) else {
            continue;
        };
        let page = page(&from);
        // The home page is what leads to the page of a language, and what is there without a path.
        if page == self::page(&to) || page == "?" {
            continue;
        }
        let host = from.host_str().unwrap_or_default().to_owned();
        groups.entry((host, to.into())).or_default().push((outcome, page));
    }
    let is_many =
        |group: &&Vec<(&Outcome, String)>| group.iter().map(|(_, page)| page).collect::<BTreeSet<_>>().len() >= MANY;
    let many = groups.iter().filter(|(_, group)| is_many(group));
    let suspects: Vec<Outcome> = many
        .flat_map(|((_, address), group)| {
            let suspicion = Suspicion::Shared(group.len() as u32, address.clone());
            group.iter().map(move |(outcome, _)| {
                (*outcome).clone().with(|details| {
                    details.verdict = Verdict::Suspect;
                    details.moved_to = None;
                    details.suspicion = Some(suspicion.clone());
                })
            })
        })
        .collect();
    outcomes.extend(suspects);
}

/// Whether the page is there, at another address.
pub(crate) fn leads_on(outcome: &Outcome) -> bool {
    matches!(outcome.verdict, Verdict::Ok | Verdict::Moved) && !outcome.hops.is_empty()
}

/// What of a URL names the page, whatever its spelling: the path without letter case, a slash at its end or the name of an
/// index, and the query.
fn page(url: &Url) -> String {
    let path = url.path().to_lowercase();
    let path = path.trim_end_matches('/');
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let path = if name.starts_with("index.") { folder } else { path };
    format!("{path}?{}", url.query().unwrap_or_default())
}
