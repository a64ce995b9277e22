//! Judges the lists of a run, and says how the run ends.

use crate::commands::failure::{CLEAN, FAILED, FOUND, Failure, INTERRUPTED};
use crate::commands::links::clock::now;
use crate::commands::steps::baseline_filter::BaselineFilter;
use crate::commands::steps::fix::{Fixes, fix_all};
use crate::commands::steps::parity_overview::parity_of_judged;
use crate::commands::steps::plan::{OutputOptions, Plan};
use crate::commands::steps::work::{PreparedList, Work};
use crate::locale::SpokenLanguage;
use crate::report::{CheckedLinks, LintedList, Report, Unchecked, UncheckedReason};
use crate::terminal::streams::Terminal;
use crate::workspace::unread_file::UnreadFile;
use curate_rules::{Linter, RULES, Severity, one_per_cause, screen_offers};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::mem;

/// What was found in the lists of a run.
pub(crate) struct Judgement {
    lists: Vec<LintedList>,
    documents: usize,
    /// How many findings a baseline knows.
    known: usize,
    /// How many fixes were applied, by rule; `None` where none were wanted.
    applied: Option<BTreeMap<&'static str, usize>>,
    checked: Option<CheckedLinks>,
    /// What was not checked.
    unchecked: Vec<Unchecked>,
    /// Whether everything could be read and written.
    is_able: bool,
    interrupted: bool,
    gates: bool,
    /// Whether a diff showed anything.
    would_change: bool,
    language: SpokenLanguage,
    /// The day on which it was judged.
    day: String,
}

/// Judges `work`, and fixes it where that is wanted.
///
/// # Errors
///
/// Where the baseline cannot be read or written, or standard output cannot be written.
pub(crate) fn judge(work: Work, plan: &Plan, terminal: Terminal) -> Result<Judgement, Failure> {
    let least = plan.output.least_shown();
    let mut filter = BaselineFilter::read(plan.baseline.as_ref(), &work)?;
    let Work { lists, documents, unread, checked, interrupted, gates, .. } = work;
    let (mut lists, fixes) = match plan.fixing {
        Some(options) => {
            let (lists, fixes) = fix_all(lists, options, plan, filter.as_ref(), terminal)?;
            (lists, Some(fixes))
        }
        // Those that were released are parsed again, and no more than one of them is held.
        None if lists.iter().any(|prepared| prepared.list.is_released()) => {
            (lists.into_iter().map(|prepared| judged(prepared, least, plan)).collect(), None)
        }
        None => (lists.into_par_iter().map(|prepared| judged(prepared, least, plan)).collect(), None),
    };
    let Fixes { applied, failed, would_change } = fixes.unwrap_or_default();
    let unread_files = Unchecked::some(UncheckedReason::Unread, unread.len());
    let of_links = checked.iter().flat_map(|checked| &checked.unchecked).copied();
    let unchecked: Vec<Unchecked> = unread_files.into_iter().chain(of_links).collect();
    let is_able = unread.is_empty() && !failed;
    let complete = is_able && !unchecked.iter().any(|unchecked| unchecked.reason.is_failure());
    let known = match &mut filter {
        Some(filter) => filter.apply(&mut lists, complete, terminal)?,
        None => 0,
    };
    if !plan.output.one_by_one {
        lists.par_iter_mut().for_each(summarize_causes);
    }
    report_unread(&mut lists, &unread);
    let language = terminal.language();
    for judged in &mut lists {
        judged.translate(language);
    }
    Ok(Judgement {
        lists,
        documents,
        known,
        applied,
        checked,
        unchecked,
        is_able,
        interrupted,
        gates,
        would_change,
        language,
        day: now().day().to_string(),
    })
}

fn judged(mut prepared: PreparedList, least: Severity, plan: &Plan) -> LintedList {
    let least = least_screened(&prepared, least);
    let was_released = prepared.list.is_released();
    prepared.list.restore();
    let mut diagnostics = Linter::new(RULES, &prepared.settings, &prepared.facts).lint(&prepared.list);
    let overview = if plan.shows_parity() { parity_of_judged(&prepared, &diagnostics) } else { None };
    let mut list = prepared.list;
    screen_offers(&list, &mut diagnostics, least);
    if was_released {
        list.release();
    }
    LintedList { list, diagnostics, overview }
}

/// From which level on the fixes of findings are looked at: those about outcomes are applied whether they are shown or not.
fn least_screened(prepared: &PreparedList, least: Severity) -> Severity {
    if prepared.facts.outcomes.is_empty() { least } else { Severity::Hint }
}

/// Reports what has one cause as one finding.
fn summarize_causes(judged: &mut LintedList) {
    judged.diagnostics = one_per_cause(mem::take(&mut judged.diagnostics), &judged.list);
}

/// Adds the files that could not be read, with reasons and help, as far as no rule has reported them.
fn report_unread(lists: &mut Vec<LintedList>, unread: &[UnreadFile]) {
    for file in unread {
        if !lists.iter().any(|judged| judged.says_unread(&file.shown)) {
            lists.push(LintedList::unread(file));
        }
    }
}

impl Judgement {
    /// What was found in two parts of the lists of a run. Where `drops` says so, lists without findings are let go, and of the
    /// others no more than their text is held.
    #[cfg(feature = "fleet")]
    pub(crate) fn joined(mut self, mut other: Self, drops: bool) -> Self {
        self.lists.append(&mut other.lists);
        if drops {
            self.lists.retain(|judged| !judged.diagnostics.is_empty());
            self.lists.iter_mut().for_each(|judged| judged.list.release());
        }
        self.documents += other.documents;
        self.known += other.known;
        self.checked = match (self.checked, other.checked) {
            (Some(checked), Some(more)) => Some(checked.joined(more)),
            (checked, more) => checked.or(more),
        };
        self.unchecked = Unchecked::joined(self.unchecked.into_iter().chain(other.unchecked));
        self.is_able &= other.is_able;
        self.interrupted |= other.interrupted;
        self.gates &= other.gates;
        self
    }

    /// What is reported.
    pub(crate) fn report(&self, options: &OutputOptions) -> Report<'_> {
        Report {
            lists: &self.lists,
            documents: self.documents,
            hints: options.hints,
            fails_from: [Severity::Warning, Severity::Error].into_iter().find(|one| options.fail_on.is_failed_by(*one)),
            complete: self.is_complete(),
            known: self.known,
            applied: self.applied.as_ref(),
            links: self.checked.as_ref(),
            unchecked: &self.unchecked,
            language: self.language,
            day: &self.day,
        }
    }

    /// Whether everything that was to be judged was.
    fn is_complete(&self) -> bool {
        self.is_able && !self.interrupted && !self.unchecked.iter().any(|unchecked| unchecked.reason.is_failure())
    }

    /// Whether there is nothing to report beside the diff that was shown.
    pub(crate) fn is_shown(&self, plan: &Plan) -> bool {
        plan.fixing.is_some_and(|fixing| fixing.diff)
    }

    /// The exit status; the process ends with it.
    pub(crate) fn end(self, plan: &Plan) -> u8 {
        let fails = |severity: Severity| self.gates && plan.output.fail_on.is_failed_by(severity);
        let found = || self.lists.iter().flat_map(|judged| &judged.diagnostics).any(|found| fails(found.severity));
        // URLs that nothing is known of may be dead: they fail a run that dead ones fail, and no other.
        let is_cut = !self.is_complete() && fails(Severity::Error);
        let status = match self.is_shown(plan) {
            _ if self.interrupted => INTERRUPTED,
            _ if !self.is_able || is_cut => FAILED,
            true if self.would_change && plan.output.fail_on.is_failed_by(Severity::Error) => FOUND,
            false if found() => FOUND,
            _ => CLEAN,
        };
        // Giving back the memory of all documents piece by piece would only take time.
        mem::forget(self);
        status
    }
}
