//! What a run knows at any moment.

use crate::links::frontier::{Frontier, HostId};
use crate::links::probe::Probe;
use crate::links::probe_result::ProbeResult;
use crate::links::provider::Provider;
use crate::links::request::Request;
use crate::links::run::doubtful::{DoubtfulPage, FirstSeen, MissingPage};
use crate::links::run::exchange::{FIRST_OWN, FIRST_VISIT, ResultSink, Visit};
use crate::links::run::host_state::HostState;
use crate::links::run::network::Network;
use crate::links::run::origins::{OriginId, Origins};
use crate::links::settings::CheckSettings;
use crate::links::target::{CheckTarget, QueuedTarget};
use crate::links::transport::{RequestResult, Transport};
use curate_rules::Verdict;
use std::collections::{HashMap, HashSet, VecDeque};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::{AbortHandle, Id, JoinSet};
use tokio::time::Instant;
use url::Url;

pub(crate) struct RunState<'a, T> {
    /// What has no result yet, by number: what was given, and from [`FIRST_OWN`] on the run's own.
    pub(crate) targets: HashMap<u32, QueuedTarget>,
    /// How many targets of its own the run has had.
    own_targets: u32,
    /// Requests of other runs, by number from [`FIRST_VISIT`] on, until they are sent.
    pub(crate) visits: HashMap<u32, Visit>,
    /// How many of them there were.
    visits_so_far: u32,
    pub(crate) settings: &'a CheckSettings,
    pub(crate) transport: T,
    pub(crate) provider: Provider,
    pub(crate) begun: Instant,
    pub(crate) frontier: Frontier<Probe>,
    pub(crate) requests: JoinSet<RequestResult>,
    /// What is known of each of `requests`.
    pub(crate) in_flight: HashMap<Id, SentRequest>,
    /// How many of `requests` another machine sends.
    pub(crate) elsewhere: usize,
    pub(crate) hosts: HashMap<HostId, HostState>,
    pub(crate) origins: Origins,
    pub(crate) network: Network,
    /// What has failed in this phase.
    pub(crate) failed: Vec<FailedProbe>,
    /// What waits for a suspended origin.
    pub(crate) parked: Vec<ParkedProbe>,
    /// For targets that failed: how often they were checked, and the last result.
    pub(crate) looks: HashMap<u32, (u8, ProbeResult)>,
    /// Pages that may be what their hosts show for pages that do not exist.
    pub(crate) doubtful: Vec<DoubtfulPage>,
    /// What origins show for a page that cannot exist.
    pub(crate) missing_pages: HashMap<OriginId, MissingPage>,
    /// The origins of such pages, by the index that they have as targets.
    pub(crate) missing_targets: HashMap<u32, OriginId>,
    /// Pages that are read once more, each with its own number, since another looks the same: their origins. What else is
    /// doubtful there waits for them.
    pub(crate) corrections: HashMap<u32, OriginId>,
    /// By host, how responses look, with the first URL that looked so.
    pub(crate) seen: HashMap<HostId, HashMap<u64, FirstSeen>>,
    /// Targets that are to be somebody else's once their requests in flight have ended.
    pub(crate) leaving: HashSet<u32>,
    /// Results that are certain and not handed out yet.
    pub(crate) results: VecDeque<Handout>,
    /// Whether time ran out.
    pub(crate) is_cut: bool,
}

/// A request that was sent.
pub(crate) struct SentRequest {
    pub(crate) host: HostId,
    pub(crate) purpose: Purpose,
    pub(crate) request: Request,
    /// When it was sent, since the run began.
    pub(crate) at: Duration,
    /// What sends it.
    pub(crate) task: AbortHandle,
    /// Whether another machine sends it.
    pub(crate) is_elsewhere: bool,
}

/// What a request was sent for.
pub(crate) enum Purpose {
    /// A probe of this target.
    Probe(Probe, CheckTarget),
    /// Another run, which waits for what becomes of it.
    Visit(oneshot::Sender<RequestResult>),
}

/// What a sink gets.
pub(crate) enum Handout {
    /// The result of the target with this number.
    Result(u32, ProbeResult),
    /// A better result for a URL that has one already.
    Corrected(ProbeResult),
    /// The target with this number has left without a result.
    Left(u32),
    /// This host gets no request for so long.
    Paused(String, Duration),
}

/// A probe that waits for a suspended origin.
pub(crate) struct ParkedProbe {
    pub(crate) probe: Probe,
    /// Since when, since the run began.
    pub(crate) since: Duration,
}

/// A probe that failed.
pub(crate) struct FailedProbe {
    pub(crate) target: u32,
    /// Where it failed: at the target, or at one of the URLs that it redirects to.
    pub(crate) host: HostId,
    pub(crate) origin: OriginId,
    pub(crate) result: ProbeResult,
    /// When, since the run began.
    pub(crate) at: Duration,
}

impl<'a, T: Transport> RunState<'a, T> {
    pub(crate) fn new(settings: &'a CheckSettings, transport: T, provider: Provider) -> Self {
        Self {
            targets: HashMap::new(),
            own_targets: 0,
            visits: HashMap::new(),
            visits_so_far: 0,
            settings,
            transport,
            provider,
            begun: Instant::now(),
            frontier: Frontier::new(settings.per_host, settings.concurrency),
            requests: JoinSet::new(),
            in_flight: HashMap::new(),
            elsewhere: 0,
            hosts: HashMap::new(),
            origins: Origins::default(),
            network: Network::new(settings.was_online),
            failed: Vec::new(),
            parked: Vec::new(),
            looks: HashMap::new(),
            doubtful: Vec::new(),
            missing_pages: HashMap::new(),
            missing_targets: HashMap::new(),
            corrections: HashMap::new(),
            seen: HashMap::new(),
            leaving: HashSet::new(),
            results: VecDeque::new(),
            is_cut: false,
        }
    }

    /// The target of `probe`; `None` where that has its result, or was withdrawn.
    pub(crate) fn target(&self, probe: &Probe) -> Option<CheckTarget> {
        self.targets.get(&probe.target)?.unpacked()
    }

    /// Whether `probe` has a target that is still to be checked.
    pub(crate) fn is_wanted(&self, probe: &Probe) -> bool {
        self.targets.contains_key(&probe.target)
    }

    /// Takes what is to be checked; what the provider takes is started where that declines it.
    pub(crate) fn add_targets(&mut self, targets: Vec<(u32, QueuedTarget)>) {
        self.targets.reserve(targets.len());
        for (number, target) in targets {
            let is_taken = self.provider.offer(number, &target);
            self.targets.insert(number, target);
            if !is_taken {
                self.start(Probe::first(number));
            }
        }
    }

    /// Lets targets go: at once where no request of theirs is in flight.
    pub(crate) fn let_go(&mut self, numbers: &[u32]) {
        let in_flight = |sent: &SentRequest| match &sent.purpose {
            Purpose::Probe(probe, _) => Some(probe.target),
            Purpose::Visit(_) => None,
        };
        let in_flight: HashSet<u32> = self.in_flight.values().filter_map(in_flight).collect();
        let (later, now): (Vec<u32>, Vec<u32>) = numbers.iter().partition(|number| in_flight.contains(number));
        self.leaving.extend(later);
        self.leave(&now);
    }

    /// Has those of the targets with these numbers that are still to be checked leave without a result.
    pub(crate) fn leave(&mut self, numbers: &[u32]) {
        let known: Vec<u32> = numbers.iter().copied().filter(|number| self.targets.contains_key(number)).collect();
        self.withdraw(&known);
        self.results.extend(known.into_iter().map(Handout::Left));
    }

    /// Ends the requests in flight for targets.
    pub(crate) fn abort(&self, numbers: &[u32]) {
        let numbers: HashSet<u32> = numbers.iter().copied().collect();
        let is_meant =
            |purpose: &Purpose| matches!(purpose, Purpose::Probe(probe, _) if numbers.contains(&probe.target));
        let meant: Vec<_> = self.in_flight.values().filter(|sent| is_meant(&sent.purpose)).collect();
        for sent in meant {
            sent.task.abort();
        }
    }

    /// Forgets targets; nothing more is requested for them.
    pub(crate) fn withdraw(&mut self, numbers: &[u32]) {
        if numbers.is_empty() {
            return;
        }
        for number in numbers {
            self.targets.remove(number);
            self.looks.remove(number);
            self.leaving.remove(number);
            self.origins.cancel_trial(*number);
        }
        let (targets, visits) = (&self.targets, &self.visits);
        self.frontier.retain(|probe| targets.contains_key(&probe.target) || visits.contains_key(&probe.target));
        self.failed.retain(|failed| targets.contains_key(&failed.target));
        self.doubtful.retain(|doubtful| targets.contains_key(&doubtful.target));
        self.parked.retain(|parked| targets.contains_key(&parked.probe.target));
    }

    /// Adds a target of the run's own; its number.
    pub(crate) fn add_target(&mut self, target: QueuedTarget) -> u32 {
        let number = FIRST_OWN + self.own_targets % (FIRST_VISIT - FIRST_OWN);
        self.own_targets = self.own_targets.wrapping_add(1);
        self.targets.insert(number, target);
        number
    }

    /// Queues a request of another run, before the others of its host: that one has waited already.
    pub(crate) fn add_visit(&mut self, visit: Visit) {
        let host = self.host(&visit.request.url);
        let number = FIRST_VISIT + self.visits_so_far % (u32::MAX - FIRST_VISIT);
        self.visits_so_far = self.visits_so_far.wrapping_add(1);
        self.visits.insert(number, visit);
        self.frontier.push_first(host, Probe::first(number));
    }

    pub(crate) fn host(&mut self, url: &Url) -> HostId {
        let name = url.host_str().unwrap_or_default();
        let own = self.settings.host(name).and_then(|rule| rule.interval);
        self.frontier.host(name, own.unwrap_or(self.settings.interval))
    }

    /// Queues a probe at the host of its next request, unless the origin is suspended.
    pub(crate) fn start(&mut self, probe: Probe) {
        if let Some((host, probe)) = self.admitted(probe) {
            self.frontier.push(host, probe);
        }
    }

    /// Queues a probe that is under way, before the others of the host of its next request.
    pub(crate) fn go_on(&mut self, probe: Probe) {
        if let Some((host, probe)) = self.admitted(probe) {
            self.frontier.push_first(host, probe);
        }
    }

    /// `probe` with the host of its next request, or nothing where it has to wait.
    fn admitted(&mut self, probe: Probe) -> Option<(HostId, Probe)> {
        let target = self.target(&probe)?;
        let probe = probe.started(&target, self.settings);
        let url = probe.next_url(&target).clone();
        let origin = self.origins.of(&url);
        if self.origins.admits(origin, probe.target) {
            return Some((self.host(&url), probe));
        }
        self.park(probe);
        None
    }

    /// Keeps a probe until its origin responds to another.
    pub(crate) fn park(&mut self, probe: Probe) {
        self.parked.push(ParkedProbe { probe, since: self.begun.elapsed() });
    }

    /// Hands out a result that is certain, when there is time for it, and once it is certain that there is a network. That of a
    /// target of the run's own counts where it shows that a page which was called well is none.
    pub(crate) fn emit(&mut self, target: u32, result: ProbeResult) {
        if self.targets.remove(&target).is_none() {
            return;
        }
        self.origins.end_trial(target);
        self.leaving.remove(&target);
        if target < FIRST_OWN && is_refused(&result) && self.network.is_lasting() {
            self.results.push_front(Handout::Result(target, result));
        } else if target < FIRST_OWN {
            self.results.push_back(Handout::Result(target, result));
        } else if let Some(origin) = self.missing_targets.remove(&target) {
            self.missing_pages.insert(origin, MissingPage::Unknown);
        } else {
            self.corrections.remove(&target);
            if matches!(result.outcome.verdict, Verdict::Dead | Verdict::Suspect) {
                self.results.push_back(Handout::Corrected(result));
            }
        }
    }

    /// Hands out at most so many results; whether there were any.
    pub(crate) fn flush(&mut self, most: usize, sink: &mut impl ResultSink) -> bool {
        // What a lasting run refuses needs no network, and stands first.
        let is_refused = |handout: &&Handout| matches!(handout, Handout::Result(_, result) if is_refused(result));
        let most = match self.network.is_certain(self.begun.elapsed()) {
            true => most,
            false if self.network.is_lasting() => self.results.iter().take(most).take_while(is_refused).count(),
            false => 0,
        };
        if most == 0 || self.results.is_empty() {
            return false;
        }
        self.hand_out(most, sink);
        true
    }

    /// Hands out at most so many results, whatever is known of the network.
    pub(crate) fn hand_out(&mut self, most: usize, sink: &mut impl ResultSink) {
        for handout in self.results.drain(..most.min(self.results.len())) {
            match handout {
                Handout::Result(target, result) => sink.result(target, result),
                Handout::Corrected(result) => sink.corrected(result),
                Handout::Left(target) => sink.left(target),
                Handout::Paused(host, pause) => sink.paused(&host, pause),
            }
        }
    }

    pub(crate) fn is_in_time(&self) -> bool {
        self.settings.deadline.is_none_or(|deadline| self.begun.elapsed() < deadline)
    }
}

/// Whether policy refuses the URL.
fn is_refused(result: &ProbeResult) -> bool {
    result.outcome.verdict == Verdict::Refused
}
