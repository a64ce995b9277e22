//! What a run knows at any moment.

use super::host_state::HostState;
use crate::links::frontier::{Frontier, HostId};
use crate::links::probe::Probe;
use crate::links::probe_result::ProbeResult;
use crate::links::provider::Provider;
use crate::links::request::Request;
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

pub(super) struct RunState<'a, T> {
    targets: &'a [CheckTarget],
    pub(super) settings: &'a CheckSettings,
    pub(super) transport: T,
    pub(super) provider: Provider,
    pub(super) begun: Instant,
    pub(super) frontier: Frontier<Probe>,
    pub(super) requests: JoinSet<(HostId, Probe, Request, RequestResult)>,
    /// The probes of `requests`, by target.
    pub(super) in_flight: BTreeMap<u32, Probe>,
    pub(super) hosts: HashMap<HostId, HostState>,
    /// The host of each target that was started.
    pub(super) host_of: HashMap<u32, HostId>,
    /// What has failed in this phase.
    pub(super) failed: Vec<FailedProbe>,
    /// For targets that failed: how often they were checked, and the last result.
    pub(super) looks: HashMap<u32, (u8, ProbeResult)>,
    /// Results that wait until it is certain that there is a network.
    pub(super) held: Vec<ProbeResult>,
    pub(super) responded: bool,
    /// Hosts that did not respond.
    pub(super) silent: BTreeSet<HostId>,
    /// Whether time ran out.
    pub(super) is_cut: bool,
}

/// A probe that failed, with its result.
pub(super) struct FailedProbe {
    pub(super) probe: Probe,
    pub(super) result: ProbeResult,
}

impl<'a, T: Transport> RunState<'a, T> {
    pub(super) fn new(
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

    pub(super) fn target(&self, probe: &Probe) -> Option<&'a CheckTarget> {
        self.targets.get(probe.target as usize)
    }

    pub(super) fn host(&mut self, url: &Url) -> HostId {
        let name = url.host_str().unwrap_or_default();
        let own = self.settings.host(name).and_then(|rule| rule.interval);
        self.frontier.host(name, own.unwrap_or(self.settings.interval))
    }

    /// Queues a probe at the host of its target.
    pub(super) fn start(&mut self, probe: Probe) {
        let Some(target) = self.target(&probe) else { return };
        let host = self.host(&target.url);
        self.host_of.insert(probe.target, host);
        self.frontier.push(host, probe);
    }

    /// Ends a probe without checking it further. The second look may still check it.
    pub(super) fn skip(&mut self, probe: Probe, cause: &str) {
        if let Some(target) = self.target(&probe) {
            let result = probe.skipped(target, cause);
            self.failed.push(FailedProbe { probe, result });
        }
    }

    /// Hands out a result that is certain, unless nothing has responded yet.
    pub(super) fn emit(&mut self, result: ProbeResult, on_result: &mut dyn FnMut(ProbeResult)) {
        if !self.responded {
            self.held.push(result);
            return;
        }
        std::mem::take(&mut self.held).into_iter().for_each(&mut *on_result);
        on_result(result);
    }

    pub(super) fn is_in_time(&self) -> bool {
        self.settings.deadline.is_none_or(|deadline| self.begun.elapsed() < deadline)
    }

    pub(super) fn is_offline(&self) -> bool {
        !self.responded && !self.silent.is_empty()
    }
}
