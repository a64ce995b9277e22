//! What the end of a chain of answers means.

use crate::links::learnt::Learnt;
use crate::links::probe::MOST_HOPS;
use crate::links::question::{Answer, Failure, Manner};
use crate::links::targets::Target;
use crate::links::{moved, signatures};
use curate_rules::Outcome;
use curate_rules::Verdict;
use curate_rules::api::outcome::{FragmentState, Hop, Suspicion};
use reqwest::StatusCode;
use reqwest::header::ETAG;
use url::Url;

/// How a chain ended.
#[derive(Debug)]
pub enum End<'a> {
    /// With an answer to a question asked in that manner.
    Answer(&'a Answer, Manner),
    /// With none.
    Failure(&'a Failure),
    /// It led to where it had been, or further than anybody follows.
    Endless,
    /// A redirect without an address.
    Nowhere(&'a Answer),
}

/// What `end` means for `target`, after `hops`; `last` is the URL that was asked last. Status codes in `accept` count as 2xx.
pub fn learnt(target: &Target, hops: &[Hop], last: &Url, end: &End<'_>, accept: &[u16]) -> Learnt {
    let mut outcome = Outcome::of(target.url.as_str(), Verdict::Unknown, "");
    outcome.hops = hops.to_vec();
    let mut counts = false;
    let mut etag = None;
    match end {
        End::Answer(answer, manner) => {
            outcome.status = Some(answer.status);
            outcome.cause = words(answer.status);
            outcome.verdict = of_status(answer, *manner, accept, &mut outcome.cause);
            counts = outcome.verdict == Verdict::Unknown && answer.status >= 500 && answer.status != 503;
            etag = answer.headers.get(ETAG).and_then(|value| value.to_str().ok()).map(str::to_owned);
            if outcome.verdict == Verdict::Ok {
                good(&mut outcome, target, answer, hops, last);
            }
        }
        End::Nowhere(answer) => {
            outcome.status = Some(answer.status);
            outcome.cause = format!("{} without a Location", words(answer.status));
        }
        End::Endless => {
            outcome.status = hops.last().map(|hop| hop.status);
            outcome.cause = if hops.len() > MOST_HOPS {
                format!("it redirects more than {MOST_HOPS} times")
            } else {
                "it redirects in a circle".to_owned()
            };
        }
        End::Failure(failure) => {
            outcome.cause = failure.to_string();
            outcome.verdict = match failure {
                Failure::NoSuchHost => Verdict::Dead,
                Failure::Private(_) | Failure::BadPort(_) | Failure::Scheme(_) => Verdict::Refused,
                _ => Verdict::Unknown,
            };
            counts = matches!(failure, Failure::Refused | Failure::Reset | Failure::Timeout(_) | Failure::Dns(_));
        }
    }
    let mut shown = last.clone();
    shown.set_fragment(None);
    outcome.final_url = (!hops.is_empty()).then(|| shown.into());
    let answered = match end {
        End::Failure(failure) => is_answer(failure),
        _ => true,
    };
    Learnt { outcome, counts, etag, answered }
}

/// Whether a failure shows that the network is there.
pub fn is_answer(failure: &Failure) -> bool {
    matches!(failure, Failure::NoSuchHost | Failure::Refused | Failure::Reset | Failure::Tls(_) | Failure::Protocol(_))
}

fn of_status(answer: &Answer, manner: Manner, accept: &[u16], cause: &mut String) -> Verdict {
    if accept.contains(&answer.status) {
        return Verdict::Ok;
    }
    if let Some(wall) = signatures::wall(answer.status, &answer.headers) {
        *cause = format!("{cause}, from a bot wall ({wall})");
        return Verdict::Blocked;
    }
    match answer.status {
        200..=299 => Verdict::Ok,
        // A range that cannot be had is a range of something.
        416 if manner == Manner::Ranged => Verdict::Ok,
        404 | 410 => Verdict::Dead,
        401 | 403 => Verdict::Blocked,
        _ => Verdict::Unknown,
    }
}

/// What else a page that is there says.
fn good(outcome: &mut Outcome, target: &Target, answer: &Answer, hops: &[Hop], last: &Url) {
    if let Some(parker) = signatures::parker(&target.url, last, &answer.headers) {
        outcome.verdict = Verdict::Suspect;
        outcome.suspicion = Some(Suspicion::Parked(parker.to_owned()));
        return;
    }
    // What answers may be the login or the home page in the place of the one that was meant.
    let is_meant = hops.is_empty() || moved::is_better(&target.url, last);
    if let Some(body) = &answer.body {
        for wanted in &target.fragments {
            let state = if body.fragments.contains(wanted) {
                FragmentState::Found
            } else if body.whole && !body.scripted && is_meant {
                FragmentState::Missing
            } else {
                FragmentState::Unknown
            };
            outcome.fragments.insert(wanted.clone(), state);
        }
    }
    if target.url.scheme() == "http" && is_twin(&target.url, last) {
        outcome.secure = Some(true);
    }
    let permanent = hops.iter().take_while(|hop| matches!(hop.status, 301 | 308)).last();
    let Some(to) = permanent.and_then(|hop| Url::parse(&hop.to).ok()) else { return };
    // A fragment that the redirect gives is kept (RFC 9110 section 10.2.2); it alone is no move.
    let mut page = to.clone();
    page.set_fragment(None);
    if page != target.url && moved::is_better(&target.url, &to) && moved::is_better(&target.url, last) {
        outcome.verdict = Verdict::Moved;
        outcome.moved_to = Some(to.into());
    }
}

/// Whether `secure` is `url` over https.
fn is_twin(url: &Url, secure: &Url) -> bool {
    secure.scheme() == "https"
        && url.host() == secure.host()
        && url.port().is_none()
        && secure.port().is_none()
        && url.path() == secure.path()
        && url.query() == secure.query()
}

/// `404 Not Found`.
pub fn words(status: u16) -> String {
    let reason = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    reason.map_or_else(|| status.to_string(), |reason| format!("{status} {reason}"))
}
