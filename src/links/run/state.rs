//! What a run knows at any moment.

use crate::links::frontier::{Frontier, HostId};
use crate::links::probe::Probe;
use crate::links::probe_result::ProbeResult;
use crate::links::provider::Provider;
use crate::links::request::Request;
use crate::links::run::doubtful::{DoubtfulPage, FirstSeen, MissingPage};
use crate::links::run::host_state::HostState;
use crate::links::run::network::Network;
use crate::links::run::origins::{OriginId, Origins};
use crate::links::settings::CheckSettings;
use crate::links::target::{CheckTarget, QueuedTarget};
use crate::links::transport::{RequestResult, Transport};
use curate_rules::Verdict;
use std::collections::{HashMap, VecDeque};
use std::time::Duration;
use tokio::task::{Id, JoinSet};
use tokio::time::Instant;
use url::Url;

pub(crate) struct RunState<'a, T> {
    pub(crate) targets: &'a [QueuedTarget],
    pub(crate) settings: &'a CheckSettings,
    pub(crate) transport: T,
    pub(crate) provider: Provider,
    pub(crate) begun: Instant,
    pub(crate) frontier: Frontier<Probe>,
    pub(crate) requests: JoinSet<RequestResult>,
    /// What is known of each of `requests`.
    pub(crate) in_flight: HashMap<Id, SentRequest>,
    pub(crate) hosts: HashMap<HostId, HostState>,
    pub(crate) origins: Origins,
    pub(crate) network: Network,
    /// What has failed in this phase.
    pub(crate) failed: Vec<FailedProbe>,
    /// What waits for a suspended origin.
    pub(crate) parked: Vec<Probe>,
    /// For targets that failed: how often they were checked, and the last result.
    pub(crate) looks: HashMap<u32, (u8, ProbeResult)>,
    /// Pages that may be what their hosts show for pages that do not exist.
    pub(crate) doubtful: Vec<DoubtfulPage>,
    /// What origins show for a page that cannot exist.
    pub(crate) missing_pages: HashMap<OriginId, MissingPage>,
    /// The origins of such pages, by the index that they have as targets.
    pub(crate) missing_targets: HashMap<u32, OriginId>,
    /// Targets of the run's own, which follow those that were given.
    own_targets: Vec<QueuedTarget>,
    /// By host, how responses look, with the first URL that looked so.
    pub(crate) seen: HashMap<(HostId, u64), FirstSeen>,
    /// Results that are certain and not handed out yet.
    pub(crate) results: VecDeque<ProbeResult>,
    /// Better results for URLs that have one already.
    pub(crate) corrected: Vec<ProbeResult>,
    /// Whether time ran out.
    pub(crate) is_cut: bool,
}

/// A request that was sent.
pub(crate) struct SentRequest {
    pub(crate) host: HostId,
    pub(crate) probe: Probe,
    pub(crate) target: CheckTarget,
    pub(crate) request: Request,
    /// When it was sent, since the run began.
    pub(crate) at: Duration,
}

/// A probe that failed.
pub(crate) struct FailedProbe {
    pub(crate) target: u32,
    /// Where it failed: at the target, or at one of the URLs that it redirects to.
    pub(crate) host: HostId,
    pub(crate) origin: OriginId,
    pub(crate) result: ProbeResult,
}

impl<'a, T: Transport> RunState<'a, T> {
    pub(crate) fn new(
        targets: &'a [QueuedTarget],
        settings: &'a CheckSettings,
        transport: T,
        provider: Provider,
    ) -> Self {
        Self {
            targets,
            settings,
            transport,
            provider,
            begun: Instant::now(),
            frontier: Frontier::new(settings.per_host, settings.concurrency),
            requests: JoinSet::new(),
            in_flight: HashMap::new(),
            hosts: HashMap::new(),
            origins: Origins::default(),
            network: Network::new(settings.was_online),
            failed: Vec::new(),
            parked: Vec::new(),
            looks: HashMap::new(),
            doubtful: Vec::new(),
            missing_pages: HashMap::new(),
            missing_targets: HashMap::new(),
            own_targets: Vec::new(),
            seen: HashMap::new(),
            results: VecDeque::new(),
            corrected: Vec::new(),
            is_cut: false,
        }
    }

    pub(crate) fn target(&self, probe: &Probe) -> Option<CheckTarget> {
        let index = probe.target as usize;
        let own = || self.own_targets.get(index.checked_sub(self.targets.len())?);
        self.targets.get(index).or_else(own)?.unpacked()
    }

    /// Adds a target of the run's own; its index.
    pub(crate) fn add_target(&mut self, target: CheckTarget) -> u32 {
        self.own_targets.push(target.into());
        (self.targets.len() + self.own_targets.len() - 1) as u32
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
        self.parked.push(probe);
        None
    }

    /// Hands out a result that is certain, when there is time for it, and once it is certain that there is a network. That of a
    /// target of the run's own counts where it shows that a page which was called well is none.
    pub(crate) fn emit(&mut self, target: u32, result: ProbeResult) {
        if (target as usize) < self.targets.len() {
            self.results.push_back(result);
        } else if matches!(result.outcome.verdict, Verdict::Dead | Verdict::Suspect)
            && !self.missing_targets.contains_key(&target)
        {
            self.corrected.push(result);
        }
    }

    /// Hands out at most so many results; whether there were any.
    pub(crate) fn flush(&mut self, most: usize, on_result: &mut dyn FnMut(ProbeResult)) -> bool {
        if !self.network.responded || self.results.is_empty() {
            return false;
        }
        self.results.drain(..most.min(self.results.len())).for_each(on_result);
        true
    }

    pub(crate) fn is_in_time(&self) -> bool {
        self.settings.deadline.is_none_or(|deadline| self.begun.elapsed() < deadline)
    }
}
