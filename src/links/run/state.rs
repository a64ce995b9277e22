//! What a run knows at any moment.

use crate::links::frontier::{Frontier, HostId};
use crate::links::probe::Probe;
use crate::links::probe_result::ProbeResult;
use crate::links::provider::Provider;
use crate::links::request::Request;
use crate::links::run::host_state::HostState;
use crate::links::settings::CheckSettings;
use crate::links::target::CheckTarget;
use crate::links::transport::{RequestResult, Transport};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use tokio::task::JoinSet;
use tokio::time::Instant;
use url::Url;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunEnd {
    /// All targets were checked.
    Complete,
    /// The run was cancelled; what is missing is not reported.
    Interrupted,
    /// Time ran out; what was not known by then is unknown.
    OutOfTime,
    /// No host responded in any way. Nothing is reported.
    NoNetwork,
}

pub(crate) struct RunState<'a, T> {
    targets: &'a [CheckTarget],
    pub(crate) settings: &'a CheckSettings,
    pub(crate) transport: T,
    pub(crate) provider: Provider,
    pub(crate) begun: Instant,
    pub(crate) frontier: Frontier<Probe>,
    pub(crate) requests: JoinSet<(HostId, Probe, Request, RequestResult)>,
    /// The probes of `requests`, by target.
    pub(crate) in_flight: BTreeMap<u32, Probe>,
    pub(crate) hosts: HashMap<HostId, HostState>,
    /// The host of each target that was started.
    pub(crate) host_of: HashMap<u32, HostId>,
    /// What has failed in this phase.
    pub(crate) failed: Vec<FailedProbe>,
    /// For targets that failed: how often they were checked, and the last result.
    pub(crate) looks: HashMap<u32, (u8, ProbeResult)>,
    /// Results that wait until it is certain that there is a network.
    pub(crate) held: Vec<ProbeResult>,
    pub(crate) responded: bool,
    /// Hosts that did not respond.
    pub(crate) silent: BTreeSet<HostId>,
    /// Whether time ran out.
    pub(crate) is_cut: bool,
}

/// A probe that failed, with its result.
pub(crate) struct FailedProbe {
    pub(crate) probe: Probe,
    pub(crate) result: ProbeResult,
}

impl<'a, T: Transport> RunState<'a, T> {
    pub(crate) fn new(
        targets: &'a [CheckTarget],
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
            frontier: Frontier::new(settings.per_host),
            requests: JoinSet::new(),
            in_flight: BTreeMap::new(),
            hosts: HashMap::new(),
            host_of: HashMap::new(),
            failed: Vec::new(),
            looks: HashMap::new(),
            held: Vec::new(),
            responded: false,
            silent: BTreeSet::new(),
            is_cut: false,
        }
    }

    pub(crate) fn target(&self, probe: &Probe) -> Option<&'a CheckTarget> {
        self.targets.get(probe.target as usize)
    }

    pub(crate) fn host(&mut self, url: &Url) -> HostId {
        let name = url.host_str().unwrap_or_default();
        let own = self.settings.host(name).and_then(|rule| rule.interval);
        self.frontier.host(name, own.unwrap_or(self.settings.interval))
    }

    /// Queues a probe at the host of its target.
    pub(crate) fn start(&mut self, probe: Probe) {
        let Some(target) = self.target(&probe) else { return };
        let (probe, url) = probe.started(target, self.settings);
        let host = self.host(&url);
        self.host_of.insert(probe.target, host);
        self.frontier.push(host, probe);
    }

    /// Ends a probe without checking it further. The second look may still check it.
    pub(crate) fn skip(&mut self, probe: Probe, cause: &str) {
        if let Some(target) = self.target(&probe) {
            let result = probe.skipped(target, cause);
            self.failed.push(FailedProbe { probe, result });
        }
    }

    /// Hands out a result that is certain, unless nothing has responded yet.
    pub(crate) fn emit(&mut self, result: ProbeResult, on_result: &mut dyn FnMut(ProbeResult)) {
        if !self.responded {
            self.held.push(result);
            return;
        }
        std::mem::take(&mut self.held).into_iter().for_each(&mut *on_result);
        on_result(result);
    }

    pub(crate) fn is_in_time(&self) -> bool {
        self.settings.deadline.is_none_or(|deadline| self.begun.elapsed() < deadline)
    }

    pub(crate) fn is_offline(&self) -> bool {
        !self.responded && !self.silent.is_empty()
    }
}
