//! One URL on its way: from the first question through redirects to its end. Pure.

use crate::links::learnt::Learnt;
use crate::links::question::{Answer, Failure, Manner, Question, Reply};
use crate::links::redirect;
use crate::links::settings::Asking;
use crate::links::targets::Target;
use crate::links::verdict;
use crate::links::verdict::End;
use curate_rules::api::outcome::Hop;
use reqwest::header::LOCATION;
use std::time::Duration;
use url::Url;

/// Redirects that are followed.
pub const MOST_HOPS: usize = 10;
/// How often a URL waits because its server asks for a pause.
const MOST_PAUSES: u8 = 2;

/// Where a URL is on its way.
#[derive(Clone, Debug)]
pub struct Probe {
    /// Its place among the targets.
    pub target: u32,
    /// Where it is; `None` at the start, so that a URL that waits costs next to nothing.
    journey: Option<Box<Journey>>,
    /// Whether this is the second look: asked by GET over a new connection.
    pub second: bool,
    pauses: u8,
}

#[derive(Clone, Debug)]
struct Journey {
    at: Url,
    manner: Manner,
    hops: Vec<Hop>,
}

/// What a reply leads to.
#[derive(Debug)]
pub enum Step {
    /// Another question, to the host of that URL.
    Ask(Probe, Url),
    /// The same question again, when the server has had a pause; `None` where it does not say how long.
    Pause(Probe, Option<Duration>),
    /// The end.
    Done(Box<Learnt>),
}

impl Probe {
    /// A URL that nothing is known of.
    pub fn first(target: u32) -> Self {
        Self { target, journey: None, second: false, pauses: 0 }
    }

    /// A URL that failed.
    pub fn second(target: u32) -> Self {
        Self { second: true, ..Self::first(target) }
    }

    /// What is asked now.
    pub fn question(&self, target: &Target, asking: &Asking) -> Question {
        let wants_fragments = asking.fragments && !target.fragments.is_empty();
        let start = if self.second || wants_fragments { Manner::Get } else { Manner::Head };
        let (url, manner) =
            self.journey.as_ref().map_or_else(|| (target.url.clone(), start), |way| (way.at.clone(), way.manner));
        let fragments = if wants_fragments && manner == Manner::Get { target.fragments.clone() } else { Vec::new() };
        let first_origin = target.url.origin();
        Question { url, manner, fragments, glance: false, fresh: self.second, first_origin }
    }

    /// Takes the reply to `question`; `pause` is what the server's `Retry-After` asks for.
    pub fn reply(
        self,
        question: &Question,
        reply: &Reply,
        target: &Target,
        asking: &Asking,
        pause: Option<Duration>,
    ) -> Step {
        let accept = question.url.host_str().and_then(|host| asking.host(host)).map_or(&[][..], |rule| &rule.accept);
        let answer = match reply {
            Ok(answer) => answer,
            Err(failure) => return self.done(question, target, &End::Failure(failure), accept),
        };
        let is_pause = answer.status == 429 || (answer.status == 503 && pause.is_some());
        if is_pause && !accept.contains(&answer.status) && self.pauses < MOST_PAUSES {
            let probe = Self { pauses: self.pauses + 1, ..self };
            return Step::Pause(probe, pause);
        }
        match answer.status {
            301 | 302 | 303 | 307 | 308 if !accept.contains(&answer.status) => {
                self.follow(question, answer, target, accept)
            }
            200..=299 => self.done(question, target, &End::Answer(answer, question.manner), accept),
            status if question.manner == Manner::Head && !accept.contains(&status) => {
                let hops = self.journey.as_ref().map(|way| way.hops.clone()).unwrap_or_default();
                let at = question.url.clone();
                let journey = Some(Box::new(Journey { at: at.clone(), manner: Manner::Ranged, hops }));
                Step::Ask(Self { journey, ..self }, at)
            }
            _ => self.done(question, target, &End::Answer(answer, question.manner), accept),
        }
    }

    fn follow(self, question: &Question, answer: &Answer, target: &Target, accept: &[u16]) -> Step {
        let Some(location) = answer.headers.get(LOCATION) else {
            return self.done(question, target, &End::Nowhere(answer), accept);
        };
        let to = match redirect::next(&question.url, location) {
            Ok(to) => to,
            Err(failure) => return self.done(question, target, &End::Failure(&failure), accept),
        };
        let mut hops = self.journey.as_ref().map(|way| way.hops.clone()).unwrap_or_default();
        let been = std::iter::once(target.url.as_str()).chain(hops.iter().map(|hop| hop.to.as_str()));
        let is_loop = been.into_iter().any(|been| been == to.as_str());
        hops.push(Hop { status: answer.status, to: to.to_string() });
        if is_loop || hops.len() > MOST_HOPS {
            let journey = Some(Box::new(Journey { at: question.url.clone(), manner: question.manner, hops }));
            return Self { journey, ..self }.done(question, target, &End::Endless, accept);
        }
        // A page that refused HEAD says nothing of how the next one takes it.
        let manner = if question.manner == Manner::Ranged { Manner::Head } else { question.manner };
        let journey = Some(Box::new(Journey { at: to.clone(), manner, hops }));
        Step::Ask(Self { journey, ..self }, to)
    }

    fn done(self, question: &Question, target: &Target, end: &End<'_>, accept: &[u16]) -> Step {
        let hops = self.journey.map(|way| way.hops).unwrap_or_default();
        Step::Done(Box::new(verdict::learnt(target, &hops, &question.url, end, accept)))
    }

    /// The end of a URL that cannot be asked, for `cause`: nothing was learnt.
    pub fn unasked(&self, target: &Target, cause: &str) -> Learnt {
        let hops = self.journey.as_ref().map(|way| way.hops.clone()).unwrap_or_default();
        let failure = Failure::Dns(String::new());
        let mut learnt = verdict::learnt(target, &hops, &target.url, &End::Failure(&failure), &[]);
        cause.clone_into(&mut learnt.outcome.cause);
        learnt.outcome.final_url = None;
        learnt.counts = false;
        learnt
    }
}
