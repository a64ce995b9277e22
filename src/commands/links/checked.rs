//! What a run over URLs has found out, on its way into the facts that rules judge.

use crate::commands::failure::Failure;
use crate::commands::links::error::LinksError;
use crate::commands::links::host_limits;
use crate::commands::links::plan::LinkPlan;
use crate::commands::links::private_outcomes::mark_private;
use crate::commands::links::runner::suggest_copies;
use crate::commands::links::selection::LinkSelection;
use crate::commands::links::settings::LinkSettings;
use crate::commands::steps::work::Work;
use crate::links::probe_result::NO_TIME;
use crate::links::run::{RunEnd, RunReport};
use crate::report::{CheckedLinks, HostTime, LinkHistory, Unchecked, UncheckedReason};
use crate::terminal::streams::Terminal;
use curate_rules::Outcomes;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a run over the URLs of lists ended with.
pub(super) struct Checked {
    pub(super) outcomes: Outcomes,
    pub(super) report: RunReport,
    /// What has no outcome, or none but that there was no time for it.
    pub(super) unchecked: Vec<Unchecked>,
    /// What is remembered of URLs that are not well.
    pub(super) histories: BTreeMap<Arc<str>, LinkHistory>,
    /// How long each host took.
    pub(super) times: BTreeMap<String, HostTime>,
}

impl Checked {
    /// What `report` says of a run that had these `outcomes`.
    pub(super) fn new(outcomes: Outcomes, report: RunReport) -> Self {
        Self { outcomes, report, unchecked: Vec::new(), histories: BTreeMap::new(), times: BTreeMap::new() }
    }

    /// Puts it into the facts of `work`, together with what the selection of its URLs knows by itself.
    ///
    /// # Errors
    ///
    /// Where copies of dead pages are wanted and cannot be looked for.
    pub(super) fn put_into(
        self,
        work: &mut Work,
        selection: LinkSelection,
        plan: &LinkPlan,
        settings: &LinkSettings,
        terminal: Terminal,
    ) -> Result<(), Failure> {
        let Self { mut outcomes, report, mut unchecked, histories, times } = self;
        let LinkSelection { targets: _, unchecked: refused, own, of_schemes, with_credentials } = selection;
        let end = report.end;
        mark_private(&mut outcomes, &with_credentials);
        if let Some(archive) = plan.archive.as_ref().filter(|_| end == RunEnd::Complete) {
            suggest_copies(&mut outcomes, &settings.check, archive, terminal).map_err(LinksError::from)?;
        }
        outcomes.extend(refused);
        outcomes.extend(own);
        for (at, prepared) in work.lists.iter_mut().enumerate() {
            prepared.facts.outcomes = outcomes.clone();
            prepared.facts.wants_copies = plan.takes_copies;
            prepared.facts.ignores_link_check_comments = settings.ignores_comments(at);
        }
        let shard = plan.shard.map(|shard| (shard.index(), shard.count()));
        unchecked.extend(Unchecked::refused(&outcomes));
        unchecked.extend(of_schemes);
        let limits = host_limits::lines(&report.limits);
        let more = BTreeMap::new();
        work.checked = Some(CheckedLinks { outcomes, more, unchecked, limits, shard, histories, times });
        work.interrupted = end == RunEnd::Interrupted;
        Ok(())
    }

    /// Counts what of `total` URLs was not checked.
    pub(super) fn count_unchecked(&mut self, total: usize, plan: &LinkPlan) {
        let missing = total.saturating_sub(self.outcomes.len());
        let reason = match self.report.end {
            _ if plan.cached => UncheckedReason::NotRemembered,
            RunEnd::NoNetwork => UncheckedReason::NoNetwork,
            _ => UncheckedReason::Interrupted,
        };
        let counts = [(UncheckedReason::Deadline, late(&self.outcomes)), (reason, missing)];
        self.unchecked = counts.into_iter().filter_map(|(reason, count)| Unchecked::some(reason, count)).collect();
    }
}

/// How many URLs there was no time for.
pub(super) fn late(outcomes: &Outcomes) -> usize {
    outcomes.count(|outcome| outcome.cause == NO_TIME)
}
