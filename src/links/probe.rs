//! One URL on its way: from the first request through redirects to its result. Pure.

use crate::links::probe_result::ProbeResult;
use crate::links::redirect;
use crate::links::redirect::{Followed, MOST_HOPS};
use crate::links::request::{Method, Request};
use crate::links::response::Response;
use crate::links::settings::CheckSettings;
use crate::links::target::CheckTarget;
use crate::links::transport::RequestResult;
use crate::links::verdict;
use crate::links::verdict::ChainEnd;
use reqwest::header::LOCATION;
use std::time::Duration;
use url::Url;

/// How often a URL waits because its server asks for a pause.
const MOST_PAUSES: u8 = 2;

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
    /// Another request, to the host of that URL.
    Request(Probe, Url),
    /// The same request again after a pause; `None` where the server does not say how long.
    Pause(Probe, Option<Duration>),
    /// Nothing: this is the result.
    Done(Box<ProbeResult>),
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

    /// The request to send now.
    pub(crate) fn request(&self, target: &CheckTarget) -> Request {
        let wants_fragments = !target.fragments.is_empty();
        let start = if self.second || wants_fragments { Method::Get } else { Method::Head };
        let (url, method) =
            self.journey.as_ref().map_or_else(|| (target.url.clone(), start), |way| (way.at.clone(), way.method));
        let fragments = if method == Method::Get { target.fragments.clone() } else { Vec::new() };
        Request { url, method, fragments, fresh: self.second, first_origin: target.url.origin() }
    }

    /// What comes after the `result` of `request`; `pause` is what the server's `Retry-After` asks for.
    pub(crate) fn advance(
        self,
        request: &Request,
        result: &RequestResult,
        target: &CheckTarget,
        settings: &CheckSettings,
        pause: Option<Duration>,
    ) -> Step {
        let accept = settings.accepted(request.url.host_str());
        let response = match result {
            Ok(response) => response,
            Err(error) => return self.done(request, target, &ChainEnd::Error(error), accept),
        };
        let is_pause = response.status == 429 || (response.status == 503 && pause.is_some());
        if is_pause && !accept.contains(&response.status) && self.pauses < MOST_PAUSES {
            let probe = Self { pauses: self.pauses + 1, ..self };
            return Step::Pause(probe, pause);
        }
        match response.status {
            301 | 302 | 303 | 307 | 308 if !accept.contains(&response.status) => {
                self.follow(request, response, target, accept)
            }
            200..=299 => self.done(request, target, &ChainEnd::Response(response, request.method), accept),
            status if request.method == Method::Head && !accept.contains(&status) => {
                let hops = self.hops().to_vec();
                let at = request.url.clone();
                let journey = Some(Box::new(Journey { at: at.clone(), method: Method::Ranged, hops }));
                Step::Request(Self { journey, ..self }, at)
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
        let journey = Some(Box::new(Journey { at: to.clone(), method, hops }));
        Step::Request(Self { journey, ..self }, to)
    }

    fn done(self, request: &Request, target: &CheckTarget, end: &ChainEnd<'_>, accept: &[u16]) -> Step {
        Step::Done(Box::new(verdict::judge(target, self.hops(), &request.url, end, accept)))
    }

    fn hops(&self) -> &[Followed] {
        self.journey.as_ref().map_or(&[], |way| &way.hops)
    }
}
