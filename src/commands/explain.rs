//! `curate explain`: a rule's page, or what is remembered of a URL.

use super::links_memory::{now, usual_path};
use super::{CLEAN, Failure, written};
use crate::cli::ExplainArguments;
use crate::links::settings::Asking;
use crate::links::store::{Store, StoreError};
use crate::plain::neutral;
use crate::plain::selector::{Selector, UnknownName};
use crate::terminal::Terminal;
use curate_rules::engine::outcome::{Suspicion, question_of};
use curate_rules::{Declaration, FixKind, RULES};
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
    #[diagnostic(help("`curate links` asks the URLs of a list; --store names what it remembers"))]
    Nothing(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Prints the page of a rule, or of every rule of a group, or what is remembered of a URL.
pub fn run(arguments: &ExplainArguments, terminal: Terminal) -> Result<u8, Failure> {
    if arguments.subject.contains("://") {
        let lines = link(arguments)?;
        let mut out = terminal.stdout();
        let result = lines.iter().try_for_each(|line| writeln!(out, "{}", neutral::line(line)));
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

/// What is remembered of a URL, a line each.
fn link(arguments: &ExplainArguments) -> Result<Vec<String>, ExplainError> {
    let subject = || arguments.subject.clone();
    let url = Url::parse(&arguments.subject).ok().as_ref().and_then(question_of);
    let url = url.ok_or_else(|| ExplainError::NoUrl(subject()))?;
    let path = arguments.store.clone().or_else(|| usual_path().filter(|path| path.exists()));
    let store = Store::existing(&path.ok_or_else(|| ExplainError::Nothing(subject()))?)?;
    let row = store.rows([url.as_str()], now())?.remove(&url).ok_or_else(|| ExplainError::Nothing(subject()))?;
    let outcome = row.judged(Asking::default().days_of_failure);
    let mut lines = vec![url, format!("{}: {}", outcome.verdict.name(), outcome.cause)];
    lines.extend(outcome.hops.iter().map(|hop| format!("{} led to {}", hop.status, hop.to)));
    lines.push(format!("asked on {}", row.asked_at.day()));
    lines.extend(row.answered_at.map(|moment| format!("something was there on {}", moment.day())));
    lines.extend(row.home.as_ref().map(|(moment, home)| format!("on {} its domain was {home}", moment.day())));
    if !row.failed_on.is_empty() {
        let days: Vec<String> = row.failed_on.iter().map(ToString::to_string).collect();
        lines.push(format!("failed on {}", days.join(", ")));
    }
    lines.extend(outcome.since.map(|day| format!("dead since {day}")));
    lines.extend(outcome.moved_to.map(|to| format!("moved for good to {to}")));
    match outcome.suspicion {
        Some(Suspicion::Parked(name)) => lines.push(format!("it is a page of {name}")),
        Some(Suspicion::DomainChanged(home)) => lines.push(format!("it led to {home} before")),
        None => {}
    }
    Ok(lines)
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
