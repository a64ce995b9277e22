//! One URL on its way: from the first request through redirects to its result. Pure.

use crate::links::cookies::Cookies;
use crate::links::fragment_policy::is_checkable;
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
use crate::links::youtube;
use crate::links::youtube::{StandIn, VideoStatus};
use reqwest::header::{LOCATION, RETRY_AFTER};
use url::{Origin, Url};

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
    requested: Requested,
    /// Whether the page is read, whatever HEAD would say.
    reads: bool,
    /// Whether there is a sign that a page which cannot exist looks the same.
    compares: bool,
}

/// What is requested.
#[derive(Clone, Copy, Debug)]
enum Requested {
    /// The page, unless there is something to request in its place.
    Either,
    /// This in the place of the page; of a video only.
    StandIn(StandIn),
    /// The page itself.
    Page,
}

#[derive(Clone, Debug)]
struct Journey {
    at: Url,
    method: Method,
    hops: Vec<Followed>,
    cookies: Cookies,
    /// Whether a redirect to where it had been before was followed, for the cookie that came with it.
    was_led_back: bool,
}

impl Journey {
    /// Its beginning: a request for `at` by `method`.
    fn to(at: Url, method: Method) -> Self {
        Self { at, method, hops: Vec::new(), cookies: Cookies::default(), was_led_back: false }
    }
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
        Self {
            target,
            journey: None,
            second: false,
            pauses: 0,
            requested: Requested::Either,
            reads: false,
            compares: false,
        }
    }

    /// The second look at a URL that failed.
    pub(crate) fn second(target: u32) -> Self {
        Self { second: true, ..Self::first(target) }
    }

    /// The same check, which reads the page.
    pub(crate) fn reading(self) -> Self {
        Self { reads: true, ..self }
    }

    /// The same check, whose page is to be compared with one that cannot exist.
    pub(crate) fn comparing(self) -> Self {
        Self { compares: true, ..self }
    }

    /// Whether its host has refused it for a while.
    pub(crate) fn was_refused(&self) -> bool {
        self.pauses > 0
    }

    /// Whether its page is to be compared with one that cannot exist.
    pub(crate) fn compares(&self) -> bool {
        self.compares
    }

    /// The same check, as the second look does it: for a host that did not respond to others.
    pub(crate) fn careful(self) -> Self {
        if self.journey.is_some() { self } else { Self { second: true, ..self } }
    }

    /// The same at its start, where the target has a stand-in with the request for that.
    pub(crate) fn started(self, target: &CheckTarget, settings: &CheckSettings) -> Self {
        let is_open = matches!(self.requested, Requested::Either);
        if is_open && self.journey.is_none() { self.with_stand_in(StandIn::Oembed, target, settings) } else { self }
    }

    /// The URL of the next request.
    pub(crate) fn next_url<'a>(&'a self, target: &'a CheckTarget) -> &'a Url {
        self.journey.as_ref().map_or(&target.url, |way| &way.at)
    }

    /// The request to send now.
    pub(crate) fn request(&self, target: &CheckTarget, settings: &CheckSettings) -> Request {
        let url = self.next_url(target).clone();
        let method = self.journey.as_ref().map_or_else(|| self.method(&url, target, settings), |way| way.method);
        let mut fragments = if method == Method::Get { target.fragments.clone() } else { Vec::new() };
        fragments.extend(part_of(&url).filter(|part| method == Method::Get && !fragments.contains(part)));
        // What is configured for the page is not sent to what stands for it.
        let stands_in = matches!(self.requested, Requested::StandIn(_));
        let first_origin = if stands_in { Origin::new_opaque() } else { target.url.origin() };
        let cookies = self.journey.as_ref().and_then(|way| way.cookies.header(&url));
        Request { url, method, fragments, fresh: self.second, last: false, first_origin, cookies }
    }

    /// By which method `url` is requested first.
    fn method(&self, url: &Url, target: &CheckTarget, settings: &CheckSettings) -> Method {
        if self.second || self.reads || settings.thorough || !target.fragments.is_empty() {
            return Method::Get;
        }
        let rule = url.host_str().and_then(|host| settings.host(host));
        if rule.is_some_and(|rule| rule.get) { Method::Ranged } else { Method::Head }
    }

    /// What comes after the `result` of `request`; `is_twin` says that another URL of the host has a response that looks the
    /// same.
    pub(crate) fn advance(
        self,
        request: &Request,
        result: &RequestResult,
        target: &CheckTarget,
        settings: &CheckSettings,
        is_twin: bool,
    ) -> Step {
        let accept = settings.accepted(request.url.host_str());
        let response = match result {
            Ok(response) => response,
            Err(_) if matches!(self.requested, Requested::StandIn(_)) => return self.without_stand_in(),
            Err(error) => return self.done(request, target, &ChainEnd::Error(error), accept),
        };
        let is_accepted = accept.contains(&response.status);
        if !is_accepted && wants_pause(response) && self.pauses < MOST_PAUSES {
            let probe = Self { pauses: self.pauses + 1, ..self };
            // It may be HEAD that the host refuses.
            return Step::Pause(if request.method == Method::Head { probe.by(Method::Ranged, request) } else { probe });
        }
        if let Requested::StandIn(stand_in) = self.requested {
            return self.on_stand_in(stand_in, response, target, settings);
        }
        let is_head = request.method == Method::Head && !is_accepted;
        match response.status {
            301 | 302 | 303 | 307 | 308 if !is_accepted => self.follow(request, response, target, settings, accept),
            200..=299 if (is_head && response.is_hollow()) || (is_twin && !is_accepted) => {
                let probe = self.comparing();
                if request.method == Method::Get {
                    probe.done(request, target, &ChainEnd::Response(response, request.method), accept)
                } else {
                    Step::Request(probe.by(Method::Get, request))
                }
            }
            // What a list may be given is read first: such a page may be one that says that there is none.
            200..=299 | 416 if request.method != Method::Get && verdict::must_be_read(target, self.hops()) => {
                Step::Request(self.by(Method::Get, request))
            }
            200..=299 => {
                // Without HEAD there is no sign that it had.
                let probe = if settings.thorough { self.comparing() } else { self };
                probe.done(request, target, &ChainEnd::Response(response, request.method), accept)
            }
            _ if is_head => Step::Request(self.by(Method::Ranged, request)),
            _ => self.done(request, target, &ChainEnd::Response(response, request.method), accept),
        }
    }

    /// The result for a URL that is not checked to its end, because of `cause`.
    pub(crate) fn skipped(&self, target: &CheckTarget, cause: &str) -> ProbeResult {
        verdict::judge(target, self.hops(), &target.url, &ChainEnd::Skipped(cause), &[])
    }

    /// The same URL once more, by `method`.
    fn by(self, method: Method, request: &Request) -> Self {
        let begun = self.journey.unwrap_or_else(|| Box::new(Journey::to(request.url.clone(), method)));
        Self { journey: Some(Box::new(Journey { method, ..*begun })), ..self }
    }

    fn on_stand_in(
        self,
        stand_in: StandIn,
        response: &Response,
        target: &CheckTarget,
        settings: &CheckSettings,
    ) -> Step {
        let status = stand_in.judge(response);
        match status {
            VideoStatus::Present | VideoStatus::Removed => {
                let is_present = status == VideoStatus::Present;
                Step::Done(self.target, Box::new(youtube::result(target, is_present, response.status)))
            }
            VideoStatus::Doubtful => Step::Request(self.with_stand_in(StandIn::Thumbnail, target, settings)),
            VideoStatus::Unclear => self.without_stand_in(),
        }
    }

    /// Goes on with `stand_in` where the target has one, and else with its page.
    fn with_stand_in(self, stand_in: StandIn, target: &CheckTarget, settings: &CheckSettings) -> Self {
        let Some(at) = stand_in.url(&target.url, settings.youtube.as_ref()) else { return self };
        Self {
            journey: Some(Box::new(Journey::to(at, Method::Ranged))),
            requested: Requested::StandIn(stand_in),
            ..self
        }
    }

    /// Goes on with the page itself.
    fn without_stand_in(self) -> Step {
        Step::Request(Self { journey: None, requested: Requested::Page, ..self })
    }

    fn follow(
        self,
        request: &Request,
        response: &Response,
        target: &CheckTarget,
        settings: &CheckSettings,
        accept: &[u16],
    ) -> Step {
        // Browsers do not choose between two.
        let mut locations = response.headers.get_all(LOCATION).iter();
        let first = locations.next();
        let Some(location) = first.filter(|first| locations.all(|other| other == *first)) else {
            return self.done(request, target, &ChainEnd::NoLocation(response), accept);
        };
        let to = match redirect::next(&request.url, location) {
            Ok(to) => to,
            Err(error) => return self.done(request, target, &ChainEnd::Error(&error), accept),
        };
        // A page that refused HEAD says nothing about how the next one takes it.
        let method = match request.method {
            Method::Ranged => self.method(&to, target, settings),
            // No list is given an address in a page which has no such part.
            Method::Head if matches!(response.status, 301 | 308) && part_of(&to).is_some() => Method::Get,
            method => method,
        };
        let mut way = self.journey.unwrap_or_else(|| Box::new(Journey::to(request.url.clone(), method)));
        let is_new_cookie = way.cookies.take(&response.headers, &request.url, &to);
        let is_loop = to == target.url || way.hops.iter().any(|hop| hop.to == to);
        let is_led_back = is_loop && is_new_cookie && !way.was_led_back;
        // A server that wants its cookie back before it shows the page leads to no other one.
        if !is_led_back {
            way.hops.push(Followed { status: response.status, to: to.clone() });
        }
        let is_endless = (is_loop && !is_led_back) || way.hops.len() > MOST_HOPS;
        let at = if is_endless { request.url.clone() } else { to };
        let was_led_back = way.was_led_back || is_led_back;
        let journey = Some(Box::new(Journey { at, method, was_led_back, ..*way }));
        let probe = Self { journey, ..self };
        if is_endless { probe.done(request, target, &ChainEnd::Endless, accept) } else { Step::Request(probe) }
    }

    fn done(self, request: &Request, target: &CheckTarget, end: &ChainEnd<'_>, accept: &[u16]) -> Step {
        let mut result = verdict::judge(target, self.hops(), &request.url, end, accept);
        result.is_doubtful |= result.page.is_some() && self.compares;
        Step::Done(self.target, Box::new(result))
    }

    fn hops(&self) -> &[Followed] {
        self.journey.as_ref().map_or(&[], |way| &way.hops)
    }
}

/// The fragment that a redirect has added to `url`, where its page can be checked for it. Targets have none.
fn part_of(url: &Url) -> Option<String> {
    url.fragment().filter(|part| is_checkable(url, part)).map(str::to_owned)
}

/// Whether the host wants to be left alone for a while, by its `response`. A bot wall that says so means that it wants no programs at all.
pub(crate) fn wants_pause(response: &Response) -> bool {
    let says = response.status == 429 || (response.status == 503 && response.headers.contains_key(RETRY_AFTER));
    says && signatures::wall(response.status, &response.headers).is_none()
}
