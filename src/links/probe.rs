//! One URL on its way: from the first request through redirects to its result. Pure.

use crate::links::probe_result::ProbeResult;
use crate::links::redirect;
use crate::links::redirect::{Followed, MOST_HOPS};
use crate::links::request::{Method, Request};
use crate::links::response::Response;
use crate::links::settings::CheckSettings;
use crate::links::signatures;
use crate::links::target::CheckTarget;
use crate::links::transport::RequestResult;
use crate::links::verdict;
use crate::links::verdict::ChainEnd;
use reqwest::header::{LOCATION, RETRY_AFTER};
use url::Url;

/// How often a URL is refused because its host wants a pause, before that is its result.
const MOST_PAUSES: u8 = 8;

/// How far the check of one URL is.
#[derive(Clone, Debug)]
pub(crate) struct Probe {
    /// The index of the target.
    pub(crate) target: u32,
    /// `None` before the first response, so that a URL that waits costs next to nothing.
    journey: Option<Box<Journey>>,
    /// Whether this is the second look: by GET, over a new connection.
    pub(crate) second: bool,
    pauses: u8,
}

#[derive(Clone, Debug)]
struct Journey {
    at: Url,
    method: Method,
    hops: Vec<Followed>,
}

/// What comes after a result.
#[derive(Debug)]
pub(crate) enum Step {
    /// Another request.
    Request(Probe),
    /// The same request again, after a pause.
    Pause(Probe),
    /// Nothing: this is the result for the target of that index.
    Done(u32, Box<ProbeResult>),
}

impl Probe {
    /// A check from the start.
    pub(crate) fn first(target: u32) -> Self {
        Self { target, journey: None, second: false, pauses: 0 }
    }

    /// The second look at a URL that failed.
    pub(crate) fn second(target: u32) -> Self {
        Self { second: true, ..Self::first(target) }
    }

    /// The same check, as the second look does it: for a host that did not respond to others.
    pub(crate) fn careful(self) -> Self {
        if self.journey.is_some() { self } else { Self { second: true, ..self } }
    }

    /// The URL of the next request.
    pub(crate) fn next_url<'a>(&'a self, target: &'a CheckTarget) -> &'a Url {
        self.journey.as_ref().map_or(&target.url, |way| &way.at)
    }

    /// The request to send now.
    pub(crate) fn request(&self, target: &CheckTarget) -> Request {
        let wants_fragments = !target.fragments.is_empty();
        let start = if self.second || wants_fragments { Method::Get } else { Method::Head };
        let url = self.next_url(target).clone();
        let method = self.journey.as_ref().map_or(start, |way| way.method);
        let fragments = if method == Method::Get { target.fragments.clone() } else { Vec::new() };
        Request { url, method, fragments, fresh: self.second, first_origin: target.url.origin() }
    }

    /// What comes after the `result` of `request`.
    pub(crate) fn advance(
        self,
        request: &Request,
        result: &RequestResult,
        target: &CheckTarget,
        settings: &CheckSettings,
    ) -> Step {
        let accept = request.url.host_str().and_then(|host| settings.host(host)).map_or(&[][..], |rule| &rule.accept);
        let response = match result {
            Ok(response) => response,
            Err(error) => return self.done(request, target, &ChainEnd::Error(error), accept),
        };
        let is_accepted = accept.contains(&response.status);
        if !is_accepted && wants_pause(response) && self.pauses < MOST_PAUSES {
            return Step::Pause(Self { pauses: self.pauses + 1, ..self });
        }
        match response.status {
            301 | 302 | 303 | 307 | 308 if !is_accepted => self.follow(request, response, target, accept),
            200..=299 => self.done(request, target, &ChainEnd::Response(response, request.method), accept),
            _ if request.method == Method::Head && !is_accepted => {
                let hops = self.hops().to_vec();
                let journey = Some(Box::new(Journey { at: request.url.clone(), method: Method::Ranged, hops }));
                Step::Request(Self { journey, ..self })
            }
            _ => self.done(request, target, &ChainEnd::Response(response, request.method), accept),
        }
    }

    /// The result for a URL that is not checked to its end, because of `cause`.
    pub(crate) fn skipped(&self, target: &CheckTarget, cause: &str) -> ProbeResult {
        verdict::judge(target, self.hops(), &target.url, &ChainEnd::Skipped(cause), &[])
    }

    fn follow(self, request: &Request, response: &Response, target: &CheckTarget, accept: &[u16]) -> Step {
        let Some(location) = response.headers.get(LOCATION) else {
            return self.done(request, target, &ChainEnd::NoLocation(response), accept);
        };
        let to = match redirect::next(&request.url, location) {
            Ok(to) => to,
            Err(error) => return self.done(request, target, &ChainEnd::Error(&error), accept),
        };
        let is_loop = to == target.url || self.hops().iter().any(|hop| hop.to == to);
        let mut hops = self.hops().to_vec();
        hops.push(Followed { status: response.status, to: to.clone() });
        if is_loop || hops.len() > MOST_HOPS {
            let journey = Some(Box::new(Journey { at: request.url.clone(), method: request.method, hops }));
            return Self { journey, ..self }.done(request, target, &ChainEnd::Endless, accept);
        }
        // A page that refused HEAD says nothing about how the next one takes it.
        let method = if request.method == Method::Ranged { Method::Head } else { request.method };
        let journey = Some(Box::new(Journey { at: to, method, hops }));
        Step::Request(Self { journey, ..self })
    }

    fn done(self, request: &Request, target: &CheckTarget, end: &ChainEnd<'_>, accept: &[u16]) -> Step {
        Step::Done(self.target, Box::new(verdict::judge(target, self.hops(), &request.url, end, accept)))
    }

    fn hops(&self) -> &[Followed] {
        self.journey.as_ref().map_or(&[], |way| &way.hops)
    }
}

/// Whether the host wants to be left alone for a while. A bot wall that says so means that it wants no programs at all.
fn wants_pause(response: &Response) -> bool {
    let says = response.status == 429 || (response.status == 503 && response.headers.contains_key(RETRY_AFTER));
    says && signatures::wall(response.status, &response.headers).is_none()
}
