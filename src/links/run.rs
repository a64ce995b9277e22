//! A run: asks all targets, each at its time, looks at failures a second time, and says what was learnt.

mod second_look;

use crate::links::beside::{Beside, News};
use crate::links::frontier::{Frontier, HostId, Next};
use crate::links::learnt::Learnt;
use crate::links::manners::Manners;
use crate::links::probe::{Probe, Step};
use crate::links::question::{Failure, Question, Reply, Transport};
use crate::links::retry_after;
use crate::links::settings::Asking;
use crate::links::targets::Target;
use crate::links::verdict::is_answer;
use curate_rules::Verdict;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::{Duration, SystemTime};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};
use url::Url;

/// After so many hosts without any answer there is no network.
const NO_NETWORK: usize = 10;
/// What is in flight has so long when the run is stopped.
const LAST_WORDS: Duration = Duration::from_secs(2);
/// The pause of a host that is busy and does not say for how long.
const PAUSE: Duration = Duration::from_secs(2);

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Everything was asked.
    Complete,
    /// It was stopped before that; what was not learnt is not reported.
    Interrupted,
    /// Time ran out before that; what was not known by then is unknown.
    OutOfTime,
    /// No host gave an answer of any kind. Nothing is reported.
    NoNetwork,
}

/// Asks `targets` as `asking` says, but for those that are asked `beside`. `learnt` is told of each as soon as it is certain;
/// `stop` becomes true when the run is to end.
pub async fn run(
    targets: &[Target],
    asking: &Asking,
    transport: impl Transport,
    beside: Beside,
    mut stop: watch::Receiver<bool>,
    learnt: &mut dyn FnMut(Learnt),
) -> Ended {
    let mut run = Run::new(targets, asking, transport, beside);
    for index in (0..targets.len() as u32).filter(|index| !run.beside.awaits(*index)).collect::<Vec<_>>() {
        run.start(Probe::first(index));
    }
    loop {
        if let Some(ended) = run.phase(&mut stop, learnt).await {
            return ended;
        }
        if !run.look_again(learnt) {
            break;
        }
    }
    if run.is_offline() {
        return Ended::NoNetwork;
    }
    // Where nothing was asked but what may not be, nobody answered either.
    run.held.into_iter().for_each(learnt);
    if run.is_cut { Ended::OutOfTime } else { Ended::Complete }
}

struct Run<'a, T> {
    targets: &'a [Target],
    asking: &'a Asking,
    transport: T,
    beside: Beside,
    begun: Instant,
    frontier: Frontier<Probe>,
    flying: JoinSet<(HostId, Probe, Question, Reply)>,
    hosts: HashMap<HostId, Manners>,
    /// What has failed so far, with how often it was looked at.
    failed: Vec<Failed>,
    looks: HashMap<u32, (u8, Learnt)>,
    /// What is not told before it is certain that there is a network.
    held: Vec<Learnt>,
    answered: bool,
    silent: BTreeSet<HostId>,
    names: HashMap<u32, HostId>,
    /// What is in flight, by its target.
    aloft: BTreeMap<u32, Probe>,
    /// Whether time ran out.
    is_cut: bool,
}

struct Failed {
    probe: Probe,
    learnt: Learnt,
}

impl<'a, T: Transport> Run<'a, T> {
    fn new(targets: &'a [Target], asking: &'a Asking, transport: T, beside: Beside) -> Self {
        Self {
            targets,
            asking,
            transport,
            beside,
            begun: Instant::now(),
            frontier: Frontier::new(asking.per_host),
            flying: JoinSet::new(),
            hosts: HashMap::new(),
            failed: Vec::new(),
            looks: HashMap::new(),
            held: Vec::new(),
            answered: false,
            silent: BTreeSet::new(),
            names: HashMap::new(),
            aloft: BTreeMap::new(),
            is_cut: false,
        }
    }

    fn target(&self, probe: &Probe) -> Option<&'a Target> {
        self.targets.get(probe.target as usize)
    }

    fn host(&mut self, url: &Url) -> HostId {
        let name = url.host_str().unwrap_or_default();
        let own = self.asking.host(name).and_then(|rule| rule.interval);
        self.frontier.host(name, own.unwrap_or(self.asking.interval))
    }

    fn start(&mut self, probe: Probe) {
        let Some(target) = self.target(&probe) else { return };
        let host = self.host(&target.url);
        self.names.insert(probe.target, host);
        self.frontier.push(host, probe);
    }

    /// Asks until nothing is left; how the run ended, where it did.
    async fn phase(&mut self, stop: &mut watch::Receiver<bool>, learnt: &mut dyn FnMut(Learnt)) -> Option<Ended> {
        let deadline = self.asking.deadline.map(|deadline| self.begun + deadline);
        loop {
            if *stop.borrow() {
                return Some(self.stopped(learnt).await);
            }
            let wake = self.launch();
            if self.flying.is_empty() && self.frontier.is_empty() && self.beside.is_over() {
                return None;
            }
            let wake_at = wake.map_or_else(far, |wake| self.begun + wake);
            tokio::select! {
                biased;
                () = told(stop) => {}
                () = sleep_until(deadline.unwrap_or_else(far)), if deadline.is_some() => {
                    self.out_of_time();
                    return None;
                }
                Some(done) = self.flying.join_next(), if !self.flying.is_empty() => {
                    if let Ok((host, probe, question, reply)) = done {
                        self.landed(host, probe, &question, &reply, learnt);
                    }
                    if self.is_offline() && self.silent.len() >= NO_NETWORK && self.beside.is_over() {
                        return Some(Ended::NoNetwork);
                    }
                }
                news = self.beside.next(), if !self.beside.is_over() => self.heard(news, learnt),
                () = sleep_until(wake_at), if wake.is_some() => {}
            }
        }
    }

    /// Takes what was learnt beside the run.
    fn heard(&mut self, news: Option<News>, learnt: &mut dyn FnMut(Learnt)) {
        match news {
            Some(News::Learnt(_, done)) => {
                self.answered |= done.answered;
                self.tell(*done, learnt);
            }
            Some(News::Left(target)) => self.start(Probe::first(target)),
            None => {}
        }
    }

    /// Fills the free slots; when the next host may be asked, where a slot is left for it.
    fn launch(&mut self) -> Option<Duration> {
        while self.flying.len() < self.asking.concurrency.max(1) {
            match self.frontier.next(self.begun.elapsed()) {
                Next::Task(host, probe) => {
                    let Some(target) = self.target(&probe) else { continue };
                    let question = probe.question(target, self.asking);
                    self.aloft.insert(probe.target, probe.clone());
                    let transport = self.transport.clone();
                    self.flying.spawn(async move {
                        let reply = transport.ask(question.clone()).await;
                        (host, probe, question, reply)
                    });
                }
                Next::At(then) => return Some(then),
                Next::Nothing => return None,
            }
        }
        None
    }

    fn landed(
        &mut self,
        host: HostId,
        probe: Probe,
        question: &Question,
        reply: &Reply,
        learnt: &mut dyn FnMut(Learnt),
    ) {
        let answers = reply.as_ref().map_or_else(is_answer, |_| true);
        let is_refused_by_us = matches!(reply, Err(Failure::Private(_) | Failure::BadPort(_) | Failure::Scheme(_)));
        self.aloft.remove(&probe.target);
        self.answered |= answers;
        if !answers && !is_refused_by_us {
            self.silent.insert(host);
        }
        self.frontier.finish(host, reply.is_ok());
        if self.hosts.entry(host).or_default().note(reply, probe.second) {
            self.give_up(host, "its host does not answer");
        }
        if matches!(reply, Err(Failure::NoSuchHost)) {
            self.nameless(host, reply, learnt);
        }
        let Some(target) = self.target(&probe) else { return };
        let pause = reply.as_ref().ok().and_then(|answer| retry_after::pause(&answer.headers, SystemTime::now()));
        match probe.clone().reply(question, reply, target, self.asking, pause) {
            Step::Ask(next, url) => self.go_on(next, &url),
            Step::Pause(next, pause) => self.pause(host, next, pause, target, learnt),
            Step::Done(done) => self.done(probe, *done, learnt),
        }
    }

    /// A name that does not exist is not asked for once for every URL: what is left of its host gets the same `reply`.
    fn nameless(&mut self, host: HostId, reply: &Reply, learnt: &mut dyn FnMut(Learnt)) {
        for probe in self.frontier.drain(host) {
            let Some(target) = self.target(&probe) else { continue };
            let question = probe.question(target, self.asking);
            if let Step::Done(done) = probe.clone().reply(&question, reply, target, self.asking, None) {
                self.done(probe, *done, learnt);
            }
        }
    }

    fn go_on(&mut self, probe: Probe, url: &Url) {
        let host = self.host(url);
        let given_up = self.hosts.get(&host).is_some_and(Manners::is_silent);
        if given_up && !probe.second {
            self.leave(probe, "the host it leads to does not answer");
        } else {
            self.frontier.push_first(host, probe);
        }
    }

    /// A host wants to be left alone: for a while it is, and for longer than that its URLs are not asked.
    fn pause(
        &mut self,
        host: HostId,
        probe: Probe,
        pause: Option<Duration>,
        target: &Target,
        learnt: &mut dyn FnMut(Learnt),
    ) {
        let pause = pause.unwrap_or(PAUSE).max(self.asking.interval);
        let now = self.begun.elapsed();
        let manners = self.hosts.entry(host).or_default();
        manners.paused += pause;
        let is_too_late = self.asking.deadline.is_some_and(|deadline| now + pause >= deadline);
        if manners.paused <= self.asking.longest_pause && !is_too_late {
            self.frontier.pause(host, now + pause);
            self.frontier.push_first(host, probe);
            return;
        }
        self.is_cut |= is_too_late;
        let cause = "429 Too Many Requests, and its host asks for a longer pause than this run has";
        self.tell(probe.unasked(target, cause), learnt);
        for probe in self.frontier.drain(host) {
            if let Some(target) = self.target(&probe) {
                self.tell(probe.unasked(target, cause), learnt);
            }
        }
    }

    fn give_up(&mut self, host: HostId, cause: &str) {
        for probe in self.frontier.drain(host) {
            self.leave(probe, cause);
        }
    }

    fn leave(&mut self, probe: Probe, cause: &str) {
        if let Some(target) = self.target(&probe) {
            let learnt = probe.unasked(target, cause);
            self.failed.push(Failed { probe, learnt });
        }
    }

    fn done(&mut self, probe: Probe, done: Learnt, learnt: &mut dyn FnMut(Learnt)) {
        if matches!(done.outcome.verdict, Verdict::Dead | Verdict::Unknown) {
            self.failed.push(Failed { probe, learnt: done });
        } else {
            self.looks.remove(&probe.target);
            self.tell(done, learnt);
        }
    }

    fn tell(&mut self, done: Learnt, learnt: &mut dyn FnMut(Learnt)) {
        if !self.answered {
            self.held.push(done);
            return;
        }
        std::mem::take(&mut self.held).into_iter().for_each(&mut *learnt);
        learnt(done);
    }

    fn is_in_time(&self) -> bool {
        self.asking.deadline.is_none_or(|deadline| self.begun.elapsed() < deadline)
    }

    fn is_offline(&self) -> bool {
        !self.answered && !self.silent.is_empty()
    }

    /// The deadline has come: what is not known by now stays unknown.
    fn out_of_time(&mut self) {
        self.is_cut = true;
        let cause = "there was no time left to ask";
        let mut left = self.frontier.drain_all();
        self.flying = JoinSet::new();
        left.extend(std::mem::take(&mut self.aloft).into_values());
        left.extend(self.beside.end().into_iter().map(Probe::first));
        for probe in left {
            self.leave(probe, cause);
        }
    }

    /// Stops: what is in flight may still land.
    async fn stopped(&mut self, learnt: &mut dyn FnMut(Learnt)) -> Ended {
        let end = Instant::now() + LAST_WORDS;
        while let Ok(Some(done)) = timeout(end.saturating_duration_since(Instant::now()), self.flying.join_next()).await
        {
            if let Ok((host, probe, question, reply)) = done {
                self.landed(host, probe, &question, &reply, learnt);
            }
        }
        self.flying.abort_all();
        self.beside.end();
        Ended::Interrupted
    }
}

/// Waits until `stop` changes; for ever where nobody is left to change it.
async fn told(stop: &mut watch::Receiver<bool>) {
    if stop.changed().await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// So far away that it never comes.
fn far() -> Instant {
    Instant::now() + Duration::from_hours(24 * 365)
}
