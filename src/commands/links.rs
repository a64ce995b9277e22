//! `curate links` and `curate check`: asks the URLs of lists, then judges.

use super::links_memory::Memory;
use super::lint::load::Work;
use super::lint::{Learned, run_with};
use super::{Failure, written};
use crate::cli::LinksArguments;
use crate::links::http::{Client, Unusable};
use crate::links::run::{Ended, run as ask};
use crate::links::settings::{Asking, Private};
use crate::links::shard::has;
use crate::links::store::StoreError;
use crate::links::targets::Target;
use crate::plain::neutral;
use crate::terminal::Terminal;
use curate_document::Target as Leads;
use curate_rules::engine::outcome::question_of;
use curate_rules::{Outcomes, RULES};
use std::collections::BTreeSet;
use std::io::Write as _;
use std::time::Duration;
use tokio::sync::watch;
use url::Url;

/// Why URLs cannot be asked.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
enum LinksError {
    #[error("no network? None of the hosts gave an answer of any kind")]
    #[diagnostic(help("nothing was judged; behind a proxy, use --proxy"))]
    NoNetwork,
    #[error("links cannot be asked: {0}")]
    Unusable(#[from] Unusable),
    #[error("links cannot be asked: {0}")]
    Runtime(std::io::Error),
    #[error(transparent)]
    #[diagnostic(help("--no-store does without"))]
    Store(#[from] StoreError),
}

/// Asks and judges; `lints` says whether the other rules run too.
pub fn run(arguments: &LinksArguments, lints: bool, terminal: Terminal) -> Result<u8, Failure> {
    run_with(&arguments.lint, terminal, &|work| learn(work, arguments, lints, terminal))
}

/// Asks the URLs of `work`, and puts what was learnt into its facts.
pub fn learn(work: &mut Work, arguments: &LinksArguments, lints: bool, terminal: Terminal) -> Result<Learned, Failure> {
    if !lints {
        for settings in work.lists.iter_mut().flat_map(|prepared| &mut prepared.settings) {
            settings.retain(|name| RULES.iter().any(|rule| rule.name == name && rule.asks));
        }
    }
    let targets = targets(work, arguments);
    if arguments.dump {
        let mut out = terminal.stdout();
        let lines = targets.iter().try_for_each(|target| writeln!(out, "{}", neutral::line(target.url.as_str())));
        written(lines.and_then(|()| out.flush()))?;
        return Ok(Learned::Enough);
    }
    if targets.is_empty() {
        return Ok(Learned::All);
    }
    let asking = asking(arguments);
    let mut memory = Memory::recall(arguments, &targets, asking.days_of_failure, terminal).map_err(LinksError::from)?;
    let (mut outcomes, left) = memory.known(&targets, arguments.cached);
    let ended = if left.is_empty() { Ended::Complete } else { asked(&left, &asking, &mut memory, &mut outcomes)? };
    memory.close(terminal);
    if ended == Ended::NoNetwork {
        return Err(LinksError::NoNetwork.into());
    }
    for prepared in &mut work.lists {
        prepared.facts.outcomes = outcomes.clone();
    }
    if ended == Ended::Interrupted {
        terminal.notice(&format!(
            "INCOMPLETE: interrupted after {} of {} URLs",
            outcomes.iter().count(),
            targets.len()
        ));
        return Ok(Learned::Interrupted);
    }
    Ok(Learned::All)
}

/// Every URL of the judged documents once, in their order; of a change only those that were nowhere before.
fn targets(work: &Work, arguments: &LinksArguments) -> Vec<Target> {
    let mut seen = known_before(work);
    let mut targets = Vec::new();
    let editions = work.lists.iter().flat_map(|prepared| &prepared.list.editions).filter(|edition| edition.judged);
    for edition in editions {
        for link in edition.document.links() {
            let Leads::Url(url) = &link.target else { continue };
            let Some(question) = question_of(url) else { continue };
            let written = edition.document.text(link.destination);
            let matches = |patterns: &[regex::Regex]| {
                patterns.iter().any(|pattern| pattern.is_match(&question) || pattern.is_match(written))
            };
            let is_left_out =
                matches(&arguments.exclude_url) || (!arguments.include.is_empty() && !matches(&arguments.include));
            if is_left_out || !seen.insert(question.clone()) {
                continue;
            }
            let target = Url::parse(&question).ok().map(|url| Target { url, fragments: Vec::new() });
            targets.extend(target.filter(|target| arguments.shard.is_none_or(|shard| has(shard, target))));
        }
    }
    targets
}

/// The URLs of all editions before the change.
fn known_before(work: &Work) -> BTreeSet<String> {
    let changes = work.lists.iter().filter_map(|prepared| prepared.facts.change.as_ref());
    let links = changes.flat_map(|change| &change.before.editions).flat_map(|edition| edition.document.links());
    let urls = links.filter_map(|link| if let Leads::Url(url) = &link.target { question_of(url) } else { None });
    urls.collect()
}

fn asking(arguments: &LinksArguments) -> Asking {
    let whole = Duration::from_secs(arguments.timeout);
    let defaults = Asking::default();
    // Every request in flight is a socket, and as much again is left for names, files and connections that wait.
    let descriptors = rlimit::increase_nofile_limit(u64::from(u16::MAX)).unwrap_or(1_024);
    let most = usize::try_from(descriptors / 2).unwrap_or(usize::MAX).max(1);
    Asking {
        concurrency: usize::from(arguments.max_concurrency).min(most),
        connect_timeout: defaults.connect_timeout.min(whole),
        first_byte_timeout: defaults.first_byte_timeout.min(whole),
        timeout: whole,
        deadline: arguments.deadline.map(Duration::from_secs),
        private: if arguments.allow_private { Private::Allowed } else { Private::Refused },
        dns_server: arguments.dns_server,
        system_certificates: arguments.system_certs,
        proxy: arguments.proxy,
        ..defaults
    }
}

fn asked(
    targets: &[Target],
    asking: &Asking,
    memory: &mut Memory,
    outcomes: &mut Outcomes,
) -> Result<Ended, LinksError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(LinksError::Runtime)?;
    runtime.block_on(async {
        let client = Client::new(asking)?;
        let (tell, stop) = watch::channel(false);
        tokio::spawn(async move {
            interrupted().await;
            let _ = tell.send(true);
        });
        Ok(ask(targets, asking, client, stop, &mut |learnt| outcomes.insert(memory.judged(learnt))).await)
    })
}

/// Ends when somebody wants the run to end: Ctrl-C, or SIGTERM.
async fn interrupted() {
    #[cfg(unix)]
    {
        let Ok(mut terminated) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
            return std::future::pending().await;
        };
        tokio::select! {
            pressed = tokio::signal::ctrl_c() => if pressed.is_err() { std::future::pending::<()>().await },
            _ = terminated.recv() => {}
        }
    }
    #[cfg(not(unix))]
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
