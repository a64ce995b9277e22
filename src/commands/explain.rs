//! `curate explain`: a rule's page, or what is remembered of a URL.

use crate::cli::ExplainArguments;
use crate::commands::links_memory::{now, usual_path};
use crate::commands::links_run::{RunError, overheard};
use crate::commands::links_settings::asking;
use crate::commands::lint::gather::World;
use crate::commands::{CLEAN, Failure, written};
use crate::config::Overrides;
use crate::config::selector::{Selector, UnknownName};
use crate::links::question::Manner;
use crate::links::run::Ended;
use crate::links::settings::Asking;
use crate::links::sought::is_sought;
use crate::links::store::{Row, Store, StoreError};
use crate::links::targets::Target;
use crate::links::verdict::words;
use crate::terminal::sanitize;
use crate::terminal::streams::Terminal;
use curate_rules::api::outcome::{FragmentState, Outcome, Suspicion, question_of};
use curate_rules::{Declaration, FixKind, RULES, Verdict};
use std::io::{self, Write};
use std::str::FromStr as _;
use url::Url;

/// A name that is not a rule's.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
enum ExplainError {
    #[error(transparent)]
    #[diagnostic(help("`curate rules` shows all"))]
    Unknown(#[from] UnknownName),
    #[error("{0} is no web address")]
    NoUrl(String),
    #[error("nothing is remembered of {0}")]
    #[diagnostic(help("`curate links` asks the URLs of a list; --ask asks this one now"))]
    Nothing(String),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Run(#[from] RunError),
}

/// Prints the page of a rule, or of every rule of a group, or what is remembered of a URL.
pub fn run(arguments: &ExplainArguments, terminal: Terminal) -> Result<u8, Failure> {
    if arguments.subject.contains("://") {
        let lines = link(arguments, terminal)?;
        let mut out = terminal.stdout();
        let result = lines.iter().try_for_each(|line| writeln!(out, "{}", sanitize::beginning(line)));
        written(result.and_then(|()| out.flush()))?;
        return Ok(CLEAN);
    }
    let selector = Selector::from_str(&arguments.subject).map_err(ExplainError::from)?;
    let mut out = terminal.stdout();
    let mut pages = RULES.iter().filter(|rule| selector.covers(rule));
    let result = pages.try_for_each(|rule| page(rule, &mut *out)).and_then(|()| out.flush());
    written(result)?;
    Ok(CLEAN)
}

/// What is remembered of a URL, and what it answers now where that is wanted; a line each.
fn link(arguments: &ExplainArguments, terminal: Terminal) -> Result<Vec<String>, Failure> {
    let subject = || arguments.subject.clone();
    let url = Url::parse(&arguments.subject).ok().as_ref().and_then(question_of);
    let url = url.ok_or_else(|| ExplainError::NoUrl(subject()))?;
    let world = World::new(&Overrides::default())?;
    let configs: Vec<_> = world.configs.of(&world.here.join("README.md"))?.into_iter().collect();
    let asking = asking(&configs, &arguments.asking, terminal);
    let row = remembered(arguments, &url)?;
    let mut lines = vec![url.clone()];
    if let Some(row) = &row {
        lines.extend(history(row, asking.days_of_failure));
    } else if !arguments.ask {
        return Err(ExplainError::Nothing(subject()).into());
    }
    if arguments.ask {
        let whole = Url::parse(&arguments.subject).ok();
        let fragment = whole.as_ref().and_then(|url| url.fragment().filter(|fragment| is_sought(url, fragment)));
        lines.extend(answers(&url, fragment, row, &asking, terminal)?);
    }
    Ok(lines)
}

fn remembered(arguments: &ExplainArguments, url: &str) -> Result<Option<Row>, ExplainError> {
    let path = arguments.store.clone().or_else(|| usual_path().filter(|path| path.exists()));
    let Some(path) = path else { return Ok(None) };
    Ok(Store::existing(&path)?.rows([url], now())?.remove(url))
}

/// What earlier runs learnt.
fn history(row: &Row, days_of_failure: u32) -> Vec<String> {
    let outcome = row.judged(days_of_failure);
    let mut lines = verdict(&outcome);
    lines.push(format!("asked on {}", row.asked_at.day()));
    lines.extend(row.answered_at.map(|moment| format!("something was there on {}", moment.day())));
    lines.extend(row.home.as_ref().map(|(moment, home)| format!("on {} its domain was {home}", moment.day())));
    if !row.failed_on.is_empty() {
        let days: Vec<String> = row.failed_on.iter().map(ToString::to_string).collect();
        lines.push(format!("failed on {}", days.join(", ")));
    }
    if outcome.verdict == Verdict::Unknown && row.counts {
        let left = (days_of_failure as usize).saturating_sub(row.failed_on.len());
        lines.push(format!("it is dead when it fails on {left} more days, without an answer between them"));
    }
    lines
}

/// What an outcome says by itself.
fn verdict(outcome: &Outcome) -> Vec<String> {
    let mut lines = vec![format!("{}: {}", outcome.verdict.name(), outcome.cause)];
    lines.extend(outcome.hops.iter().map(|hop| format!("{} led to {}", hop.status, hop.to)));
    lines.extend(outcome.since.as_ref().map(|day| format!("dead since {day}")));
    lines.extend(outcome.moved_to.as_ref().map(|to| format!("moved for good to {to}")));
    for (fragment, state) in &outcome.fragments {
        lines.push(match state {
            FragmentState::Found => format!("`#{fragment}` is on the page"),
            FragmentState::Missing => format!("nothing on the page is called `#{fragment}`"),
            FragmentState::Unknown => format!("whether `#{fragment}` is on the page cannot be told"),
        });
    }
    match &outcome.suspicion {
        Some(Suspicion::Parked(name)) => lines.push(format!("it is a page of {name}")),
        Some(Suspicion::DomainChanged(home)) => lines.push(format!("it led to {home} before")),
        None => {}
    }
    lines
}

/// Asks now: every question with its answer, then what they mean, together with what was known of it.
fn answers(
    url: &str,
    fragment: Option<&str>,
    row: Option<Row>,
    asking: &Asking,
    terminal: Terminal,
) -> Result<Vec<String>, Failure> {
    let target = Url::parse(url).map_err(|_| ExplainError::NoUrl(url.to_owned()))?;
    let target = Target { url: target, fragments: fragment.into_iter().map(str::to_owned).collect() };
    let (heard, learnt, ended) = overheard(&target, asking, terminal).map_err(ExplainError::from)?;
    let mut lines = vec![String::new(), "asked now".to_owned()];
    for (question, reply) in heard {
        let method = match question.manner {
            Manner::Head => "HEAD",
            Manner::Ranged => "GET (one byte)",
            Manner::Get => "GET",
        };
        let again = if question.fresh { ", over a new connection" } else { "" };
        lines.push(format!("{method} {}{again}", shown(&question.url)));
        lines.push(match reply {
            Ok(answer) => {
                let from = answer.address.map_or_else(String::new, |address| format!(" from {address}"));
                format!("  {}{from} in {} ms", words(answer.status), answer.took.as_millis())
            }
            Err(failure) => format!("  {failure}"),
        });
    }
    match (ended, learnt.into_iter().next()) {
        (_, Some(learnt)) => {
            let now = Row::observed(&learnt, now());
            let joined = match (now, row) {
                (Some(now), Some(row)) => Some(row.joined(now)),
                (now, _) => now,
            };
            let outcome = joined.map_or(learnt.outcome, |row| row.judged(asking.days_of_failure));
            lines.extend(verdict(&outcome));
        }
        (Ended::Interrupted, None) => lines.push("interrupted before anything was certain".to_owned()),
        (_, None) => lines.push("no answer of any kind: there may be no network".to_owned()),
    }
    Ok(lines)
}

/// A URL as it was sent: without credentials.
fn shown(url: &Url) -> String {
    question_of(url).unwrap_or_default()
}

fn page(rule: &Declaration, out: &mut dyn Write) -> io::Result<()> {
    let default = if rule.on_by_default { "on by default" } else { "off by default" };
    let fix = match rule.fix {
        FixKind::Safe => "mended with --fix",
        FixKind::Unsafe => "mended with --unsafe-fixes",
        FixKind::None => "mended by hand",
    };
    let page = rule.page();
    let (title, rest) = page.split_once('\n').unwrap_or((&page, ""));
    writeln!(out, "{title}\n\n{}, {default}, {fix}\n{}\n", rule.severity.name(), rest.trim_end())
}
