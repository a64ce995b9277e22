//! What the end of a chain of responses means. Pure.

use crate::links::address_signs::words;
use crate::links::error_kind::ErrorKind;
use crate::links::moved::{AddressKind, address_kind};
use crate::links::probe_result::ProbeResult;
use crate::links::redirect::{Followed, MOST_HOPS};
use crate::links::request::Method;
use crate::links::response::{PageLook, Response};
use crate::links::signatures;
use crate::links::target::CheckTarget;
use crate::links::titles::{TitleKind, is_doubtful, names_beside, title_kind};
use curate_rules::api::outcome::{FragmentState, Hop, Suspicion};
use curate_rules::{DOMAIN_PARKER, Outcome, Verdict, text};
use percent_encoding::percent_decode_str;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderValue, LOCATION};
use std::sync::Arc;
use url::Url;

/// Characters of a word that may be a topic.
const SHORTEST_TOPIC: usize = 4;

/// How a chain of requests ended.
#[derive(Debug)]
pub(crate) enum ChainEnd<'a> {
    /// With a response to a request by that method.
    Response(&'a Response, Method),
    /// With a request that got no response.
    Error(&'a ErrorKind),
    /// It leads in a circle, or further than [`MOST_HOPS`].
    Endless,
    /// With a redirect that has no `Location`, several that differ, or one with control characters, which the HTTP library
    /// leaves out.
    NoLocation(&'a Response),
    /// It was not checked to its end, for this reason.
    Skipped(&'a str),
}

/// What `end` means for `target`, after `hops`; `last` is the URL of the last request. Status codes in `accept` count as
/// 2xx.
pub(crate) fn judge(
    target: &CheckTarget,
    hops: &[Followed],
    last: &Url,
    end: &ChainEnd<'_>,
    accept: &[u16],
) -> ProbeResult {
    let mut outcome = Outcome::of(Arc::clone(&target.text), Verdict::Unknown, "");
    outcome.hops = hops.iter().map(|hop| Hop { status: hop.status, to: hop.to.to_string() }).collect();
    let (mut counts, mut responded, mut is_doubtful, mut page) = (false, true, false, None);
    match end {
        ChainEnd::Response(response, method) => {
            outcome.status = Some(response.status);
            outcome.cause = status_text(response.status);
            outcome.verdict = of_status(response, *method, accept, &mut outcome.cause);
            counts = outcome.verdict == Verdict::Unknown && is_own_failure(response.status);
            let title = response.body.as_ref().and_then(|body| body.page.as_ref()).map(|page| &page.title);
            if let Some(title) = title.filter(|title| title_kind(title) == TitleKind::Wall) {
                outcome.verdict = Verdict::Blocked;
                outcome.cause =
                    text!("{cause}, with the page of a bot wall: {title}", cause = &outcome.cause, title).to_string();
            } else if outcome.verdict == Verdict::Ok {
                is_doubtful = judge_page(&mut outcome, target, response, hops, last);
                page = response.body.as_ref().filter(|body| !body.scripted).and_then(|body| body.page.clone());
            }
        }
        ChainEnd::NoLocation(response) => {
            outcome.status = Some(response.status);
            let locations = response.headers.get_all(LOCATION).iter().count();
            let status = status_text(response.status);
            outcome.cause = match locations {
                0 | 1 => text!("{status} with no Location, or a malformed one", status).to_string(),
                _ => text!("{status} with more than one Location", status).to_string(),
            };
        }
        ChainEnd::Endless => {
            outcome.status = hops.last().map(|hop| hop.status);
            outcome.cause = if hops.len() > MOST_HOPS {
                text!("it redirects more than {most} times", most = MOST_HOPS).to_string()
            } else {
                text!("it redirects in a circle").to_string()
            };
        }
        ChainEnd::Error(error) => {
            outcome.cause = error.to_string();
            outcome.refusal = error.refusal();
            outcome.verdict = match error {
                ErrorKind::NoSuchHost | ErrorKind::ImpossibleHost(_) => Verdict::Dead,
                _ if outcome.refusal.is_some() => Verdict::Refused,
                _ => Verdict::Unknown,
            };
            (counts, responded) = (error.counts(), error.proves_network());
        }
        ChainEnd::Skipped(cause) => {
            (*cause).clone_into(&mut outcome.cause);
            responded = false;
        }
    }
    if !hops.is_empty() && !matches!(end, ChainEnd::Skipped(_)) {
        outcome.final_url = Some(without_fragment(last).into());
    }
    ProbeResult { outcome, final_url: last.clone(), counts, page, is_doubtful, responded }
}

fn of_status(response: &Response, method: Method, accept: &[u16], cause: &mut String) -> Verdict {
    if accept.contains(&response.status) {
        return Verdict::Ok;
    }
    if let Some(wall) = signatures::wall(response.status, &response.headers) {
        *cause = text!("{cause}, from a bot wall ({wall})", cause = &*cause, wall).to_string();
        return Verdict::Blocked;
    }
    match response.status {
        200..=299 => Verdict::Ok,
        // A range that cannot be had is a range of something.
        416 if method == Method::Ranged => Verdict::Ok,
        404 | 410 => Verdict::Dead,
        // A login, a price, a refusal, a law: the page is there for others.
        401 | 402 | 403 | 451 => Verdict::Blocked,
        _ => Verdict::Unknown,
    }
}

/// Refines the outcome of a page that is there; whether there is a sign that its host answers so for any page.
fn judge_page(outcome: &mut Outcome, target: &CheckTarget, response: &Response, hops: &[Followed], last: &Url) -> bool {
    let page = response.body.as_ref().and_then(|body| body.page.as_ref());
    if let Some(suspicion) = suspicion(&target.url, response, page, hops, last) {
        outcome.verdict = Verdict::Suspect;
        outcome.suspicion = Some(suspicion);
        return false;
    }
    let last_kind = address_kind(&target.url, last);
    if let Some(body) = &response.body {
        // What responds may be the login or the home page in the place of the page that was meant.
        let is_meant = hops.is_empty() || last_kind == AddressKind::Page;
        let state = |fragment: &String| {
            if body.fragments.contains(fragment) {
                FragmentState::Found
            } else if body.whole && !body.scripted && is_meant {
                FragmentState::Missing
            } else {
                FragmentState::Unknown
            }
        };
        // A fragment that a redirect names is where readers get, whatever their link names (RFC 9110 section 10.2.2).
        let led_to = last.fragment().map(str::to_owned);
        for fragment in &target.fragments {
            let own = if led_to.is_none() { state(fragment) } else { FragmentState::Unknown };
            outcome.fragments.insert(fragment.clone(), own);
        }
        if let Some(fragment) = led_to {
            let state = state(&fragment);
            outcome.fragments.insert(fragment, state);
        }
    }
    if target.url.scheme() == "http" && is_twin(&target.url, last) {
        outcome.secure = Some(true);
    }
    if let Some(to) = permanent(hops) {
        // A fragment alone is not a move.
        let is_new = without_fragment(to) != target.url;
        let is_clean = is_read(response) && page.is_none_or(|page| is_about(&page.title, &target.url));
        if is_new && is_clean && address_kind(&target.url, to) == AddressKind::Page && last_kind == AddressKind::Page {
            outcome.verdict = Verdict::Moved;
            outcome.moved_to = Some(to.to_string());
        }
    }
    let is_sign = |page: &PageLook| !matches!(title_kind(&page.title), TitleKind::Ordinary | TitleKind::Gate);
    last_kind == AddressKind::Home || page.is_some_and(is_sign)
}

/// Whether what a chain for `target` ends in has to be read before it is judged: it has moved for good, or the last of `hops`
/// says that there is no page.
pub(crate) fn must_be_read(target: &CheckTarget, hops: &[Followed]) -> bool {
    let is_error = |last: &Followed| address_kind(&target.url, &last.to) == AddressKind::NotFound;
    permanent(hops).is_some() || hops.last().is_some_and(is_error)
}

/// Whether it is known what a page calls itself, or that the response is none.
fn is_read(response: &Response) -> bool {
    let is_other = |kind: &HeaderValue| !kind.as_bytes().to_ascii_lowercase().windows(4).any(|part| part == b"html");
    response.body.as_ref().is_some_and(|body| match &body.page {
        Some(page) => body.whole || !page.title.is_empty(),
        None => response.headers.get(CONTENT_TYPE).is_some_and(is_other),
    })
}

/// Whether a page with this `title` may be the one that is meant by a link to `linked`, whose own words are no sign.
fn is_about(title: &str, linked: &Url) -> bool {
    match title_kind(title) {
        TitleKind::Ordinary => true,
        TitleKind::Gate => is_gate(linked),
        TitleKind::Wall | TitleKind::Parked | TitleKind::Missing | TitleKind::Doubtful => {
            is_doubtful(&path_text(linked))
        }
    }
}

/// Whether a link to `linked` means a page that wants to know who the reader is.
fn is_gate(linked: &Url) -> bool {
    linked.path().split('/').any(|part| title_kind(&words(part)) == TitleKind::Gate)
}

/// The path of `url` as text.
fn path_text(url: &Url) -> String {
    percent_decode_str(url.path()).decode_utf8_lossy().replace(['-', '_', '+'], " ")
}

/// Why a page that is there is probably not the one that was meant for a link to `linked`.
fn suspicion(
    linked: &Url,
    response: &Response,
    page: Option<&PageLook>,
    hops: &[Followed],
    last: &Url,
) -> Option<Suspicion> {
    if let Some(parker) = signatures::parker(linked, last, &response.headers) {
        return Some(Suspicion::Parked(parker.to_owned()));
    }
    if let Some(suspicion) = page.and_then(|page| of_title(&page.title, linked)) {
        return Some(suspicion);
    }
    if !hops.is_empty() && address_kind(linked, last) == AddressKind::NotFound {
        return Some(Suspicion::Gate(last.clone().into()));
    }
    // For a while a host may lead elsewhere; for good it has no such page any more.
    let to = permanent(hops)?;
    if let Some(page) = page.filter(|page| title_kind(&page.title) == TitleKind::Gate && !is_gate(linked)) {
        return Some(Suspicion::Gate(page.title.clone()));
    }
    match address_kind(linked, to) {
        AddressKind::NotFound | AddressKind::Gate => Some(Suspicion::Gate(to.clone().into())),
        AddressKind::Home => Some(Suspicion::HomePage),
        AddressKind::Page | AddressKind::Above | AddressKind::Locale => None,
    }
}

/// What the `title` of a page says of a link to `linked`. A page about missing pages has such words in its address too, and
/// what it is about beside the words for an error.
fn of_title(title: &str, linked: &Url) -> Option<Suspicion> {
    let path = path_text(linked);
    match title_kind(title) {
        _ if is_doubtful(&path) => None,
        TitleKind::Missing if has_topic(title, linked) => None,
        TitleKind::Missing => Some(Suspicion::NotFoundPage(title.to_owned())),
        TitleKind::Parked => Some(Suspicion::Parked(DOMAIN_PARKER.to_owned())),
        TitleKind::Wall | TitleKind::Gate | TitleKind::Doubtful | TitleKind::Ordinary => None,
    }
}

/// Whether `title` names, beside what is missing, something that the path of `linked` has and its host has not: that is not
/// the name of the site.
fn has_topic(title: &str, linked: &Url) -> bool {
    let (path, host) = (path_text(linked).to_lowercase(), linked.host_str().unwrap_or_default());
    let names = names_beside(title);
    let mut words = names.iter().flat_map(|name| name.split(|character: char| !character.is_alphanumeric()));
    words.any(|word| word.chars().count() >= SHORTEST_TOPIC && path.contains(word) && !host.contains(word))
}

/// Where the leading run of permanent redirects leads.
fn permanent(hops: &[Followed]) -> Option<&Url> {
    hops.iter().take_while(|hop| matches!(hop.status, 301 | 308)).last().map(|hop| &hop.to)
}

fn without_fragment(url: &Url) -> Url {
    let mut page = url.clone();
    page.set_fragment(None);
    page
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

/// Whether `status` says that the host fails to show the page, and not that it is busy, paused, over its quota, without a good
/// certificate behind Cloudflare, or that the network before it wants a login.
fn is_own_failure(status: u16) -> bool {
    status >= 500 && !matches!(status, 503 | 509 | 511 | 525 | 526 | 529)
}

/// `404 Not Found`.
pub(crate) fn status_text(status: u16) -> String {
    let reason = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    // Those that no standard knows, Cloudflare's above all.
    let reason = reason.or(match status {
        509 => Some("Bandwidth Limit Exceeded"),
        520 => Some("Unknown Error behind Cloudflare"),
        521 => Some("Server Down behind Cloudflare"),
        522 => Some("Connection Timeout behind Cloudflare"),
        523 => Some("Server Unreachable behind Cloudflare"),
        524 => Some("Response Timeout behind Cloudflare"),
        525 => Some("TLS Handshake Failed behind Cloudflare"),
        526 => Some("Bad Certificate behind Cloudflare"),
        529 => Some("Site Overloaded"),
        530 => Some("Error of Cloudflare"),
        _ => None,
    });
    reason.map_or_else(|| status.to_string(), |reason| format!("{status} {reason}"))
}
