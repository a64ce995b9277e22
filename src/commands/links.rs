//! `curate links` and `curate check`: asks the URLs of lists, then judges.

use crate::cli::LinksArguments;
use crate::commands::links_memory::Memory;
use crate::commands::links_run::{RunError, asked, suggest_copies};
use crate::commands::links_settings::LinkSettings;
use crate::commands::lint::load::Work;
use crate::commands::lint::{Learned, run_with};
use crate::commands::{Failure, outputs, own_tree, written};
use crate::links::run::Ended;
use crate::links::shard::has;
use crate::links::sought::is_sought;
use crate::links::store::StoreError;
use crate::links::targets::Target;
use crate::report::{Asked, format};
use crate::terminal::sanitize;
use crate::terminal::streams::Terminal;
use curate_document::Link;
use curate_rules::api::outcome::{broken_web_address, question_of, url_of};
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
    #[error("--dump writes one URL a line, and has no other format")]
    #[diagnostic(help("leave out --output-format"))]
    DumpFormat,
    #[error("{shown}: there is no such store, and with --cached nothing is asked")]
    #[diagnostic(help("a run without --cached makes one"))]
    NoStore { shown: String },
}

/// Asks and judges; `lints` says whether the other rules run too.
pub fn run(arguments: &LinksArguments, lints: bool, terminal: Terminal) -> Result<u8, Failure> {
    run_with(&arguments.lint, terminal, &|work| learn(work, arguments, lints, terminal))
}

/// Asks the URLs of `work`, and puts what was learnt into its facts.
pub fn learn(work: &mut Work, arguments: &LinksArguments, lints: bool, terminal: Terminal) -> Result<Learned, Failure> {
    if !lints {
        for settings in work.lists.iter_mut().flat_map(|prepared| &mut prepared.settings) {
            settings.retain(|name| RULES.iter().any(|rule| rule.name == name && rule.judges_outcomes()));
        }
    }
    let settings = LinkSettings::of(&work.lists, &work.world, arguments, terminal)?;
    let Chosen { mut targets, mut outcomes } = chosen(work, &settings, arguments);
    let own = own_tree::answered(work, &mut targets);
    if arguments.dump {
        if !format(arguments.lint.output_format, false).is_for_people() {
            return Err(LinksError::DumpFormat.into());
        }
        let mut out = terminal.stdout();
        let lines = targets.iter().try_for_each(|target| writeln!(out, "{}", sanitize::beginning(target.url.as_str())));
        written(lines.and_then(|()| out.flush()))?;
        return Ok(Learned::Enough);
    }
    arguments.store.as_deref().map_or(Ok(()), outputs::stays_inside)?;
    if let Some(store) = arguments.store.as_ref().filter(|store| arguments.cached && !store.exists()) {
        return Err(LinksError::NoStore { shown: store.display().to_string() }.into());
    }
    let (total, mut ended, mut unremembered) = (targets.len(), Ended::Complete, 0);
    if !targets.is_empty() {
        let asking = &settings.asking;
        let mut memory = Memory::recall(arguments, &targets, asking, terminal).map_err(LinksError::from)?;
        let known_before = outcomes.iter().count();
        let left = memory.known(targets, arguments.cached, &mut outcomes);
        if arguments.cached {
            unremembered = total - (outcomes.iter().count() - known_before);
        }
        if !left.is_empty() {
            let mut learnt = |learnt| outcomes.insert(memory.judged(learnt));
            let api = arguments.github_api.as_deref();
            ended = asked(&left, asking, api, terminal, &mut learnt).map_err(LinksError::from)?;
        }
        memory.close(terminal);
    }
    if ended == Ended::NoNetwork {
        return Err(LinksError::NoNetwork.into());
    }
    if arguments.suggest_archive && ended == Ended::Complete {
        let base = &arguments.archive_api;
        suggest_copies(&mut outcomes, &settings.asking, base, terminal).map_err(LinksError::from)?;
    }
    let known = outcomes.iter().filter(|outcome| outcome.verdict != Verdict::Refused).count();
    let unknown = outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Unknown).count();
    for outcome in own {
        outcomes.insert(outcome);
    }
    for prepared in &mut work.lists {
        prepared.facts.outcomes = outcomes.clone();
    }
    work.asked = Some(Asked { outcomes, unremembered, shard: arguments.shard });
    if ended == Ended::OutOfTime {
        terminal.notice(&format!(
            "time ran out (--deadline): {unknown} of {total} URLs are unknown; a later run, or one with more time, asks them"
        ));
    }
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

/// What is asked of the judged documents; of a change only what was nowhere in the list before.
fn chosen(work: &Work, settings: &LinkSettings, arguments: &LinksArguments) -> Chosen {
    let before = known_before(work);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut targets: Vec<Target> = Vec::new();
    let mut known: BTreeMap<String, Outcome> = BTreeMap::new();
    for (list, prepared) in work.lists.iter().enumerate() {
        let editions = prepared.list.editions.iter().enumerate().filter(|(_, edition)| edition.judged);
        for (at, edition) in editions {
            for link in edition.document.links() {
                let Some(question) = question(link).filter(|question| !before.contains(question)) else { continue };
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
                        let at = *seen.entry(question).or_insert(targets.len());
                        if at == targets.len() {
                            targets.push(Target { url, fragments: Vec::new() });
                        }
                        if let Some(target) = targets.get_mut(at) {
                            target.fragments.extend(fragment(link));
                        }
                    }
                }
            }
        }
    }
    for target in &mut targets {
        target.fragments.sort();
        target.fragments.dedup();
    }
    targets.retain(|target| arguments.shard.is_none_or(|shard| has(shard, target)));
    // What one document excludes may be asked for another.
    let outcomes = known.into_values().filter(|outcome| !seen.contains_key(&outcome.url)).collect();
    Chosen { targets, outcomes }
}

/// The URLs of all editions before the change; none where no change is judged.
fn known_before(work: &Work) -> BTreeSet<String> {
    let changes = work.lists.iter().filter_map(|prepared| prepared.facts.change.as_ref());
    let links = changes.flat_map(|change| &change.before.editions).flat_map(|edition| edition.document.links());
    links.filter_map(question).collect()
}

/// What is asked for `link`, or what stands there where nothing can be asked; `None` where it is no web address.
fn question(link: &Link) -> Option<String> {
    match url_of(link) {
        Some(url) => question_of(&url),
        None => broken_web_address(link).map(str::to_owned),
    }
}

/// The part of the page that `link` names, where it can be told whether it is there.
fn fragment(link: &Link) -> Option<String> {
    let url = url_of(link)?;
    url.fragment().filter(|fragment| is_sought(&url, fragment)).map(str::to_owned)
}
