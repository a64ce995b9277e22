//! `curate links` and `curate check`: asks the URLs of lists, then judges.

use super::links_aside::Aside;
use super::links_memory::Memory;
use super::links_run::{RunError, asked};
use super::links_settings::LinkSettings;
use super::lint::load::Work;
use super::lint::{Learned, run_with};
use super::{Failure, written};
use crate::cli::LinksArguments;
use crate::links::run::Ended;
use crate::links::shard::has;
use crate::links::store::StoreError;
use crate::links::targets::Target;
use crate::plain::neutral;
use crate::report::Asked;
use crate::terminal::Terminal;
use curate_document::{Link, Target as Leads};
use curate_rules::engine::outcome::{broken_web_address, question_of};
use curate_rules::{Outcome, Outcomes, RULES, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use url::Url;

/// Why URLs cannot be asked.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
enum LinksError {
    #[error("no network? None of the hosts gave an answer of any kind")]
    #[diagnostic(help("nothing was judged; behind a proxy, use --proxy"))]
    NoNetwork,
    #[error(transparent)]
    Run(#[from] RunError),
    #[error(transparent)]
    #[diagnostic(help("--no-store does without"))]
    Store(#[from] StoreError),
}

/// Asks and judges; `lints` says whether the other rules run too.
pub fn run(arguments: &LinksArguments, lints: bool, terminal: Terminal) -> Result<u8, Failure> {
    run_with(&arguments.lint, terminal, &|work| learn(work, arguments, lints, terminal))
}

fn learn(work: &mut Work, arguments: &LinksArguments, lints: bool, terminal: Terminal) -> Result<Learned, Failure> {
    if !lints {
        for settings in work.lists.iter_mut().flat_map(|prepared| &mut prepared.settings) {
            settings.retain(|name| RULES.iter().any(|rule| rule.name == name && rule.asks));
        }
    }
    let settings = LinkSettings::of(&work.lists, &work.world, arguments, terminal)?;
    let Chosen { targets, mut outcomes } = chosen(work, &settings, arguments);
    if arguments.dump {
        let mut out = terminal.stdout();
        let lines = targets.iter().try_for_each(|target| writeln!(out, "{}", neutral::line(target.url.as_str())));
        written(lines.and_then(|()| out.flush()))?;
        return Ok(Learned::Enough);
    }
    let (total, mut ended) = (targets.len(), Ended::Complete);
    if !targets.is_empty() {
        let asking = &settings.asking;
        let mut memory = Memory::recall(arguments, &targets, asking, terminal).map_err(LinksError::from)?;
        let left = memory.known(targets, arguments.cached, &mut outcomes);
        if !left.is_empty() {
            let aside = Aside::put(work);
            let mut learnt = |learnt| outcomes.insert(memory.judged(learnt));
            ended = asked(&left, asking, terminal, &mut learnt).map_err(LinksError::from)?;
            // What was asked is no longer needed, and what is to come needs the room.
            drop(left);
            aside.back(work);
        }
        memory.close(terminal);
    }
    if ended == Ended::NoNetwork {
        return Err(LinksError::NoNetwork.into());
    }
    for prepared in &mut work.lists {
        prepared.facts.outcomes = outcomes.clone();
    }
    let known = outcomes.iter().filter(|outcome| outcome.verdict != Verdict::Refused).count();
    work.asked = Some(Asked { outcomes, shard: arguments.shard });
    if ended == Ended::Interrupted {
        terminal.notice(&format!("INCOMPLETE: interrupted after {known} of {total} URLs"));
        return Ok(Learned::Interrupted);
    }
    Ok(Learned::All)
}

/// What is asked, and what is known without.
struct Chosen {
    /// Every URL once, in the order of the documents.
    targets: Vec<Target>,
    /// What is excluded, and what nobody could ask.
    outcomes: Outcomes,
}

/// What is asked of the judged documents.
fn chosen(work: &Work, settings: &LinkSettings, arguments: &LinksArguments) -> Chosen {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut targets = Vec::new();
    let mut known: BTreeMap<String, Outcome> = BTreeMap::new();
    for (list, prepared) in work.lists.iter().enumerate() {
        let editions = prepared.list.editions.iter().enumerate().filter(|(_, edition)| edition.judged);
        for (at, edition) in editions {
            for link in edition.document.links() {
                let Some(question) = question(link) else { continue };
                let written = edition.document.text(link.destination);
                let refusal = settings.refusal((list, at), &question, written, arguments);
                let url = Url::parse(&question);
                match (refusal, url) {
                    (Some(cause), _) => {
                        let refused = || Outcome::of(question.clone(), Verdict::Refused, cause);
                        known.entry(question.clone()).or_insert_with(refused);
                    }
                    (None, Err(error)) => {
                        let dead = Outcome::of(question.clone(), Verdict::Dead, format!("it is no URL: {error}"));
                        known.insert(question, dead);
                    }
                    (None, Ok(url)) => {
                        let target = Target { url, fragments: Vec::new() };
                        if seen.insert(question) && arguments.shard.is_none_or(|shard| has(shard, &target)) {
                            targets.push(target);
                        }
                    }
                }
            }
        }
    }
    // What one document excludes may be asked for another.
    let outcomes = known.into_values().filter(|outcome| !seen.contains(&outcome.url)).collect();
    Chosen { targets, outcomes }
}

/// What is asked for `link`, or what stands there where nothing can be asked; `None` where it is no web address.
fn question(link: &Link) -> Option<String> {
    match &link.target {
        Leads::Url(url) => question_of(url),
        _ => broken_web_address(link).map(str::to_owned),
    }
}
