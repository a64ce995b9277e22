//! Runs the link checker until it is done, or the user interrupts it.

use crate::commands::links::clock::now;
use crate::commands::links::plan::RunFollower;
use crate::commands::links::progress::Progress;
use crate::links::archive::{at_private_addresses, copies};
use crate::links::github::{Api, ApiConfigError, GithubClient, count_resources, start};
use crate::links::http::{Client, ClientError, client_for};
use crate::links::probe_result::ProbeResult;
use crate::links::provider::Provider;
use crate::links::recording_transport::RecordingTransport;
use crate::links::request::Request;
use crate::links::run::{ListedTargets, ResultSink, RunEnd, RunReport, run};
use crate::links::settings::CheckSettings;
use crate::links::target::{CheckTarget, QueuedTarget};
use crate::links::timed_transport::{HostTimes, TimedTransport};
use crate::links::transport::{RequestResult, Transport};
use crate::terminal::streams::Terminal;
use curate_rules::{Outcomes, Text, Verdict, text};
use std::collections::{BTreeMap, BTreeSet};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::watch;
use url::Url;

/// From so many links to GitHub on, their pages take long, and GitHub may refuse to show them all.
const MANY_RESOURCES: usize = 50;

/// Why URLs cannot be checked.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub(crate) enum RunError {
    #[error("links cannot be checked: {0}")]
    Client(#[from] ClientError),
    #[error("links cannot be checked: {0}")]
    Runtime(#[from] std::io::Error),
    #[error("GitHub's API cannot be used: {0}")]
    #[diagnostic(help("without GITHUB_TOKEN, links to GitHub are checked by their pages"))]
    Api(#[from] ApiConfigError),
}

/// Everything that the check of one URL did.
pub(crate) struct Recording {
    /// The requests with their results, in the order of the results.
    pub(crate) exchanges: Vec<(Request, RequestResult)>,
    /// `None` where nothing became certain.
    pub(crate) result: Option<ProbeResult>,
    pub(crate) end: RunEnd,
}

/// Checks `targets`, and shows the progress; `on_result` gets each result. GitHub's API, which is at `github`, checks what
/// it knows, where there is a token for it. How long hosts take goes into `times`.
pub(crate) fn check_all(
    targets: Vec<QueuedTarget>,
    settings: &CheckSettings,
    github: Option<&str>,
    follower: Option<&RunFollower>,
    times: Option<HostTimes>,
    terminal: Terminal,
    on_result: &mut dyn FnMut(ProbeResult),
) -> Result<RunReport, RunError> {
    let api = Api::of(github, &|name| std::env::var(name).ok())?;
    let watched = Watched { follower, terminal };
    runtime()?.block_on(async {
        let client = TimedTransport::new(Client::new(settings)?, times);
        let Some(api) = api else {
            recommend_token(&targets, terminal);
            return Ok(run_until_stopped(targets, settings, client, Provider::none(), watched, on_result).await);
        };
        run_with_api(api, targets, settings, client, watched, on_result).await
    })
}

/// Runs with `api`, which checks what it knows.
async fn run_with_api(
    api: Api,
    targets: Vec<QueuedTarget>,
    settings: &CheckSettings,
    transport: impl Transport,
    watched: Watched<'_>,
    on_result: &mut dyn FnMut(ProbeResult),
) -> Result<RunReport, RunError> {
    let (provider, mut notices) = provider(api, settings)?;
    let report = run_until_stopped(targets, settings, transport, provider, watched, on_result).await;
    while let Ok(notice) = notices.try_recv() {
        watched.terminal.notice(notice);
    }
    Ok(report)
}

/// Who checks what `api` knows; the receiver gets what went wrong with it.
pub(crate) fn provider(api: Api, settings: &CheckSettings) -> Result<(Provider, UnboundedReceiver<Text>), RunError> {
    Ok(start(GithubClient {
        client: client_for(settings, api.host())?,
        api,
        timeout: settings.timeout,
        longest_pause: settings.longest_pause,
        today: now().day(),
    }))
}

fn recommend_token(targets: &[QueuedTarget], terminal: Terminal) {
    let count = count_resources(targets);
    if count >= MANY_RESOURCES {
        terminal.notice(text!(
            "{count} of {total} URLs are repositories, accounts or gists on GitHub; with GITHUB_TOKEN set they are \
             checked a hundred at once",
            count,
            total = targets.len()
        ));
    }
}

/// Checks one target as [`check_all`] does, and records all that is sent but to GitHub's API.
pub(crate) fn record(
    target: &CheckTarget,
    settings: &CheckSettings,
    github: Option<&str>,
    terminal: Terminal,
) -> Result<Recording, RunError> {
    let api = Api::of(github, &|name| std::env::var(name).ok())?;
    let (mut result, watched) = (None, Watched { follower: None, terminal });
    runtime()?.block_on(async {
        let client = RecordingTransport::new(Client::new(settings)?);
        let targets = vec![QueuedTarget::from(target.clone())];
        let mut on_result = |one| result = Some(one);
        let report = if let Some(api) = api {
            run_with_api(api, targets, settings, client.clone(), watched, &mut on_result).await?
        } else {
            let none = Provider::none();
            run_until_stopped(targets, settings, client.clone(), none, watched, &mut on_result).await
        };
        Ok(Recording { exchanges: client.exchanges(), result, end: report.end })
    })
}

/// Adds the addresses of the last copies of dead URLs to `outcomes`, from the Wayback Machine at `base`.
pub(crate) fn suggest_copies(
    outcomes: &mut Outcomes,
    settings: &CheckSettings,
    base: &Url,
    terminal: Terminal,
) -> Result<(), RunError> {
    let dead = outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Dead && !outcome.is_private);
    let mut dead: Vec<String> = dead.map(|outcome| outcome.url.to_string()).collect();
    if dead.is_empty() {
        return Ok(());
    }
    let mut private = BTreeSet::new();
    let (copies, complete) = runtime()?.block_on(async {
        let client = client_for(settings, base.host_str().unwrap_or_default())?;
        let ask = async {
            private = at_private_addresses(&dead, settings).await?;
            dead.retain(|url| !private.contains(url));
            Ok::<_, RunError>(copies(&client, base, &dead, settings.timeout).await)
        };
        tokio::select! {
            copies = ask => copies,
            () = interrupted() => Ok((BTreeMap::new(), false)),
        }
    })?;
    for url in private {
        if let Some(outcome) = outcomes.get(&url).cloned() {
            outcomes.insert(outcome.with(|details| details.is_private = true));
        }
    }
    if !complete {
        terminal.notice(text!("the Wayback Machine does not answer; not all dead links have the address of a copy"));
    }
    for (url, copy) in copies {
        if let Some(outcome) = outcomes.get(&url).cloned() {
            outcomes.insert(outcome.with(|details| details.archived_at = Some(copy)));
        }
    }
    Ok(())
}

/// One thread is enough for thousands of requests a second, and none has to wake another.
fn runtime() -> Result<tokio::runtime::Runtime, RunError> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}

/// Who sees how far a run is.
#[derive(Clone, Copy)]
struct Watched<'a> {
    /// Stops it, where there is one; else whoever sits at the terminal.
    follower: Option<&'a RunFollower>,
    terminal: Terminal,
}

async fn run_until_stopped(
    targets: Vec<QueuedTarget>,
    settings: &CheckSettings,
    transport: impl Transport,
    provider: Provider,
    watched: Watched<'_>,
    on_result: &mut dyn FnMut(ProbeResult),
) -> RunReport {
    let stop = if let Some(follower) = watched.follower {
        follower.stop.clone()
    } else {
        let (cancel, stop) = watch::channel(false);
        tokio::spawn(async move {
            interrupted().await;
            let _ = cancel.send(true);
        });
        stop
    };
    let progress = Progress::of(&targets, watched.terminal);
    let counts = (0, targets.len());
    let mut sink = ShownResults { progress: &progress, follower: watched.follower, counts, on_result };
    let source = ListedTargets::new(targets);
    progress.during(run(source, settings, transport, provider, stop, &mut sink)).await
}

/// Results that the progress counts, each URL once.
struct ShownResults<'a> {
    progress: &'a Progress,
    follower: Option<&'a RunFollower>,
    /// How many there are, of how many.
    counts: (usize, usize),
    on_result: &'a mut dyn FnMut(ProbeResult),
}

impl ResultSink for ShownResults<'_> {
    fn result(&mut self, _: u32, result: ProbeResult) {
        self.progress.add(&result.outcome);
        self.counts.0 += 1;
        if let Some(follower) = self.follower {
            (follower.progress)(self.counts.0, self.counts.1);
        }
        (self.on_result)(result);
    }

    fn corrected(&mut self, result: ProbeResult) {
        (self.on_result)(result);
    }
}

/// Ends when the user interrupts the run: Ctrl-C, or SIGTERM.
pub(crate) async fn interrupted() {
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
