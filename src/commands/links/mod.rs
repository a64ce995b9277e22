//! `curate links` and `curate check`: checks the URLs of lists, then judges.

pub(super) mod clock;
pub(super) mod explain;
mod link_cache;
mod own_tree;
mod progress;
mod runner;
mod selection;
mod settings;

use super::lint::load::Work;
use super::lint::{Learned, run_with};
use super::{Failure, outputs, written};
use crate::cli::LinksArguments;
use crate::links::run::RunEnd;
use crate::links::store::{CloseError, StoreError};
use crate::links::target::CheckTarget;
use crate::report::{Asked, format};
use crate::terminal::sanitize;
use crate::terminal::streams::Terminal;
use curate_rules::{Outcomes, RULES, Verdict};
use link_cache::LinkCache;
use runner::{RunError, check_all, suggest_copies};
use selection::LinkSelection;
use settings::LinkSettings;
use std::io::Write as _;

/// Why URLs cannot be checked.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
enum LinksError {
    #[error("no network? None of the hosts responded in any way")]
    #[diagnostic(help("nothing was judged; behind a proxy, use --proxy"))]
    NoNetwork,
    #[error(transparent)]
    Run(#[from] RunError),
    #[error(transparent)]
    #[diagnostic(help("--no-store does without"))]
    Store(#[from] StoreError),
    #[error(transparent)]
    #[diagnostic(help("--no-store does without"))]
    Close(#[from] CloseError),
    #[error("--dump writes one URL a line, and has no other format")]
    #[diagnostic(help("leave out --output-format"))]
    DumpFormat,
    #[error("{shown}: there is no such store, and with --cached nothing is checked")]
    #[diagnostic(help("a run without --cached creates one"))]
    NoStore { shown: String },
}

/// What a run over the URLs of lists ended with.
struct Checked {
    outcomes: Outcomes,
    end: RunEnd,
    /// How many URLs have no outcome, with `--cached`.
    unremembered: usize,
}

/// Checks and judges; `lints` says whether the other rules run too.
pub fn run(arguments: &LinksArguments, lints: bool, terminal: Terminal) -> Result<u8, Failure> {
    run_with(&arguments.lint, terminal, &|work| check(work, arguments, lints, terminal))
}

/// Checks the URLs of `work`, and puts the outcomes into its facts.
pub fn check(work: &mut Work, arguments: &LinksArguments, lints: bool, terminal: Terminal) -> Result<Learned, Failure> {
    if !lints {
        for settings in work.lists.iter_mut().flat_map(|prepared| &mut prepared.settings) {
            settings.retain(|name| RULES.iter().any(|rule| rule.name == name && rule.judges_outcomes()));
        }
    }
    let settings = LinkSettings::of(&work.lists, &work.world, arguments, terminal)?;
    let LinkSelection { targets, unchecked, own } = LinkSelection::of(work, &settings, arguments);
    if arguments.dump {
        dump(&targets, arguments, terminal)?;
        return Ok(Learned::Enough);
    }
    arguments.store.as_deref().map_or(Ok(()), outputs::stays_inside)?;
    if let Some(store) = arguments.store.as_ref().filter(|store| arguments.cached && !store.exists()) {
        return Err(LinksError::NoStore { shown: store.display().to_string() }.into());
    }
    let total = targets.len();
    let Checked { mut outcomes, end, unremembered } = check_targets(targets, arguments, &settings, terminal)?;
    if end == RunEnd::NoNetwork {
        return Err(LinksError::NoNetwork.into());
    }
    if arguments.suggest_archive && end == RunEnd::Complete {
        suggest_copies(&mut outcomes, &settings.check, &arguments.archive_api, terminal).map_err(LinksError::from)?;
    }
    outcomes.extend(unchecked);
    let known = outcomes.iter().filter(|outcome| outcome.verdict != Verdict::Refused).count();
    let unknown = outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Unknown).count();
    outcomes.extend(own);
    for prepared in &mut work.lists {
        prepared.facts.outcomes = outcomes.clone();
    }
    work.asked =
        Some(Asked { outcomes, unremembered, shard: arguments.shard.map(|shard| (shard.index(), shard.count())) });
    if end == RunEnd::OutOfTime {
        terminal.notice(&format!(
            "time ran out (--deadline): {unknown} of {total} URLs are unknown; a later run, or one with more time, \
             checks them"
        ));
    }
    if end == RunEnd::Interrupted {
        terminal.notice(&format!("INCOMPLETE: interrupted after {known} of {total} URLs"));
        return Ok(Learned::Interrupted);
    }
    Ok(Learned::All)
}

/// Writes the URLs that would be checked, one a line.
fn dump(targets: &[CheckTarget], arguments: &LinksArguments, terminal: Terminal) -> Result<(), Failure> {
    if !format(arguments.lint.output_format, false).is_for_people() {
        return Err(LinksError::DumpFormat.into());
    }
    let mut out = terminal.stdout();
    let lines = targets.iter().try_for_each(|target| writeln!(out, "{}", sanitize::beginning(target.url.as_str())));
    written(lines.and_then(|()| out.flush()))
}

/// The outcomes of `targets`: from the store where they are fresh, else by requests.
fn check_targets(
    targets: Vec<CheckTarget>,
    arguments: &LinksArguments,
    settings: &LinkSettings,
    terminal: Terminal,
) -> Result<Checked, LinksError> {
    let mut checked = Checked { outcomes: Outcomes::default(), end: RunEnd::Complete, unremembered: 0 };
    if targets.is_empty() {
        return Ok(checked);
    }
    let total = targets.len();
    let mut cache = LinkCache::open(arguments, &targets, &settings.check, terminal)?;
    let left = cache.take_fresh(targets, arguments.cached, &mut checked.outcomes);
    if arguments.cached {
        checked.unremembered = total - checked.outcomes.iter().count();
    }
    if !left.is_empty() {
        let mut on_result = |result| checked.outcomes.insert(cache.add(result));
        let api = arguments.github_api.as_deref();
        checked.end = check_all(&left, &settings.check, api, terminal, &mut on_result)?;
    }
    cache.close(terminal)?;
    Ok(checked)
}
