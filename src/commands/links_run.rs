//! Runs the link checker until it is done, or somebody wants it to end.

use crate::commands::links_memory::now;
use crate::commands::links_progress::Progress;
use crate::links::archive::copies;
use crate::links::beside::Beside;
use crate::links::github::{Api, Questioner, Unfit, count_repositories, start};
use crate::links::http::{Client, Unusable, client_for};
use crate::links::learnt::Learnt;
use crate::links::overheard::Overheard;
use crate::links::question::{Question, Reply, Transport};
use crate::links::run::{Ended, run as ask};
use crate::links::settings::Asking;
use crate::links::targets::Target;
use crate::terminal::streams::Terminal;
use curate_rules::{Outcome, Outcomes, Verdict};
use std::collections::BTreeMap;
use tokio::sync::watch;
use url::Url;

/// From so many repositories on GitHub on, their pages take long, and GitHub may refuse to show them all.
const MANY_REPOSITORIES: usize = 50;

/// Why URLs cannot be asked.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum RunError {
    #[error("links cannot be asked: {0}")]
    Unusable(#[from] Unusable),
    #[error("links cannot be asked: {0}")]
    Runtime(#[from] std::io::Error),
    #[error("GitHub's API cannot be asked: {0}")]
    #[diagnostic(help("without GITHUB_TOKEN, repositories are asked by their pages"))]
    Api(#[from] Unfit),
}

/// Asks `targets`, and shows how far that is; `learnt` is told of each. Repositories are asked of GitHub's API, which is at
/// `github`, where there is a token for it.
pub fn asked(
    targets: &[Target],
    asking: &Asking,
    github: Option<&str>,
    terminal: Terminal,
    learnt: &mut dyn FnMut(Learnt),
) -> Result<Ended, RunError> {
    let api = Api::of(github, &|name| std::env::var(name).ok())?;
    runtime()?.block_on(async {
        let client = Client::new(asking)?;
        let Some(api) = api else {
            say_what_a_token_would_do(targets, terminal);
            return Ok(ended(targets, asking, client, Beside::nothing(), terminal, learnt).await);
        };
        let questioner = Questioner {
            client: client_for(asking, api.host())?,
            api,
            timeout: asking.timeout,
            longest_pause: asking.longest_pause,
            today: now().day(),
        };
        let (beside, mut notes) = start(questioner, targets);
        let ended = ended(targets, asking, client, beside, terminal, learnt).await;
        while let Ok(note) = notes.try_recv() {
            terminal.notice(&note);
        }
        Ok(ended)
    })
}

fn say_what_a_token_would_do(targets: &[Target], terminal: Terminal) {
    let count = count_repositories(targets.iter().map(|target| &target.url));
    if count >= MANY_REPOSITORIES {
        terminal.notice(&format!(
            "{count} of {} URLs are repositories on GitHub; with GITHUB_TOKEN set they are asked a hundred at once",
            targets.len()
        ));
    }
}

/// Asks one target; what was asked for that, and what was learnt of it.
pub fn overheard(
    target: &Target,
    asking: &Asking,
    terminal: Terminal,
) -> Result<(Vec<(Question, Reply)>, Vec<Learnt>, Ended), RunError> {
    let mut all = Vec::new();
    runtime()?.block_on(async {
        let client = Overheard::new(Client::new(asking)?);
        let targets = std::slice::from_ref(target);
        let mut learnt = |learnt| all.push(learnt);
        let ended = ended(targets, asking, client.clone(), Beside::nothing(), terminal, &mut learnt).await;
        Ok((client.heard(), all, ended))
    })
}

/// Asks the Wayback Machine at `base` for the last copies of what is dead among `outcomes`, and adds their addresses.
pub fn suggest_copies(
    outcomes: &mut Outcomes,
    asking: &Asking,
    base: &Url,
    terminal: Terminal,
) -> Result<(), RunError> {
    let dead = outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Dead && Url::parse(&outcome.url).is_ok());
    let dead: Vec<String> = dead.map(|outcome| outcome.url.clone()).collect();
    if dead.is_empty() {
        return Ok(());
    }
    let (copies, complete) = runtime()?.block_on(async {
        let client = client_for(asking, base.host_str().unwrap_or_default())?;
        tokio::select! {
            copies = copies(&client, base, &dead, asking.timeout) => Ok::<_, RunError>(copies),
            () = interrupted() => Ok((BTreeMap::new(), false)),
        }
    })?;
    if !complete {
        terminal.notice("the Wayback Machine does not answer; not all dead links have the address of a copy");
    }
    for (url, copy) in copies {
        if let Some(outcome) = outcomes.get(&url).cloned() {
            outcomes.insert(Outcome { archived_at: Some(copy), ..outcome });
        }
    }
    Ok(())
}

fn runtime() -> Result<tokio::runtime::Runtime, RunError> {
    Ok(tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?)
}

async fn ended(
    targets: &[Target],
    asking: &Asking,
    transport: impl Transport,
    beside: Beside,
    terminal: Terminal,
    learnt: &mut dyn FnMut(Learnt),
) -> Ended {
    let (tell, stop) = watch::channel(false);
    tokio::spawn(async move {
        interrupted().await;
        let _ = tell.send(true);
    });
    let progress = Progress::of(targets.len(), terminal);
    let mut each = |one| {
        progress.one_more();
        learnt(one);
    };
    progress.during(ask(targets, asking, transport, beside, stop, &mut each)).await
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
