//! `curate explain URL`: what is remembered of a URL, and how it responds now.

use crate::cli::ExplainArguments;
use crate::commands::failure::Failure;
use crate::commands::links::clock::now;
use crate::commands::links::link_cache::usual_path;
use crate::commands::links::runner::{Recording, RunError, record};
use crate::commands::links::settings::check_settings;
use crate::commands::steps::workspace::Workspace;
use crate::config::Overrides;
use crate::interop::link_checkers::LinkCheckers;
use crate::links::request::{Method, Request};
use crate::links::run::RunEnd;
#[cfg(feature = "fleet")]
use crate::links::store::BrokerStore;
use crate::links::store::{Store, StoreError, StorePlace, StorePlaceError, StoreRow};
use crate::links::target::CheckTarget;
use crate::links::transport::RequestResult;
use crate::links::verdict::status_text;
use crate::terminal::streams::Terminal;
use curate_rules::api::outcome::{FragmentState, Outcome};
use curate_rules::{Text, Verdict, text};
use url::{Position, Url};

/// Why a URL cannot be explained.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
enum ExplainUrlError {
    #[error("{0} is not a web address")]
    NotWeb(String),
    #[error("nothing is remembered of {url} (store: {store})")]
    #[diagnostic(help(
        "`curate links` checks the URLs of a list; --check checks this one now; --store names another store"
    ))]
    NotRemembered { url: String, store: String },
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    #[diagnostic(transparent)]
    Place(#[from] StorePlaceError),
    #[error(transparent)]
    Run(#[from] RunError),
}

/// What is remembered of a URL, and how it responds now where that is wanted; a line each.
pub(crate) fn lines(arguments: &ExplainArguments, terminal: Terminal) -> Result<Vec<Text>, Failure> {
    let subject = || arguments.subject.clone();
    let target = Url::parse(&arguments.subject).ok().as_ref().and_then(CheckTarget::new);
    let target = target.ok_or_else(|| ExplainUrlError::NotWeb(subject()))?;
    let workspace = Workspace::new(&Overrides::default())?;
    let path = workspace.here.join("README.md");
    let configs: Vec<_> = workspace.configs.of(&path)?.into_iter().collect();
    let (root, mut checkers) = (workspace.roots.of(&path), LinkCheckers::default());
    let others = checkers.lychee(&path, &root).into_iter().chain(checkers.markdown_link_check(&path, &root));
    let settings = check_settings(&configs, &others.collect::<Vec<_>>(), &arguments.request, terminal);
    let store = arguments.store.as_deref().map(|store| arguments.fleet.store(store)).transpose();
    let store = store.map_err(ExplainUrlError::from)?.or_else(|| usual_path().map(StorePlace::File));
    let shown =
        store.as_ref().map_or_else(|| text!("none: there is no folder for caches").to_string(), StorePlace::shown);
    let row = store.map_or(Ok(None), |place| remembered(arguments, &place, target.url.as_str()))?;
    let mut lines =
        vec![Text::verbatim(target.url.to_string()), text!("store: {shown}", shown = Text::verbatim(shown.as_str()))];
    if let Some(row) = &row {
        lines.extend(history(row, settings.days_of_failure));
    } else if !arguments.check {
        return Err(ExplainUrlError::NotRemembered { url: subject(), store: shown }.into());
    }
    if arguments.check {
        let api = arguments.request.github_api.as_deref();
        let recording = record(&target, &settings, api, terminal).map_err(ExplainUrlError::from)?;
        lines.extend([Text::default(), text!("checked now")]);
        lines.extend(recording.exchanges.iter().flat_map(|(request, result)| exchange(request, result)));
        lines.extend(conclusion(recording, row, settings.days_of_failure));
    }
    Ok(lines)
}

/// What the store at `place` has of `url`; the one in the user's cache may not be there yet.
fn remembered(
    arguments: &ExplainArguments,
    place: &StorePlace,
    url: &str,
) -> Result<Option<StoreRow>, ExplainUrlError> {
    let mut rows = match place {
        StorePlace::File(path) if arguments.store.is_none() && !path.exists() => return Ok(None),
        StorePlace::File(path) => Store::existing(path)?.rows([url], now())?,
        #[cfg(feature = "fleet")]
        StorePlace::Broker(place) => BrokerStore::existing(place)?.rows([url], now())?.0,
    };
    Ok(rows.remove(url))
}

/// What earlier runs found out.
pub(crate) fn history(row: &StoreRow, days_of_failure: u32) -> Vec<Text> {
    let outcome = row.clone().judged(days_of_failure);
    let mut lines = verdict(&outcome);
    lines.push(text!("checked on {day}", day = row.checked_at.day().to_string()));
    lines.extend(row.responded_at.map(|moment| text!("something responded on {day}", day = moment.day().to_string())));
    lines.extend(
        row.home
            .as_ref()
            .map(|(moment, home)| text!("on {day} its domain was {home}", day = moment.day().to_string(), home)),
    );
    if !row.failed_on.is_empty() {
        let days = row.failed_on.iter().map(|day| Text::verbatim(day.to_string()));
        lines.push(text!("failed on {days}", days = Text::series(days)));
    }
    if outcome.verdict == Verdict::Unknown && row.counts {
        let left = (days_of_failure as usize).saturating_sub(row.failed_on.len());
        lines.push(text!("it is dead when it fails on {left} more days, without a response between them", left));
    }
    lines
}

/// What an outcome says by itself.
fn verdict(outcome: &Outcome) -> Vec<Text> {
    let cause = Text::verbatim(outcome.cause.as_str());
    let mut lines = vec![match outcome.verdict {
        Verdict::Dead => text!("dead: {cause}", cause),
        Verdict::Suspect => text!("suspect: {cause}", cause),
        Verdict::Moved => text!("moved: {cause}", cause),
        Verdict::Unknown => text!("unknown: {cause}", cause),
        Verdict::Blocked => text!("blocked: {cause}", cause),
        Verdict::Ok => text!("ok: {cause}", cause),
        Verdict::Refused => text!("refused: {cause}", cause),
    }];
    lines.extend(outcome.hops.iter().map(|hop| text!("{status} led to {to}", status = hop.status, to = &hop.to)));
    lines.extend(outcome.since.as_ref().map(|day| text!("dead since {day}", day)));
    lines.extend(outcome.moved_to.as_ref().map(|to| text!("moved for good to {to}", to)));
    for (fragment, state) in &outcome.fragments {
        lines.push(match state {
            FragmentState::Found => text!("`#{fragment}` is on the page", fragment),
            FragmentState::Missing => text!("nothing on the page is called `#{fragment}`", fragment),
            FragmentState::Unknown => text!("it is not certain whether `#{fragment}` is on the page", fragment),
        });
    }
    lines.extend(outcome.suspicion.as_ref().map(|suspicion| Text::verbatim(suspicion.to_string())));
    lines
}

/// One request with its result.
fn exchange(request: &Request, result: &RequestResult) -> [Text; 2] {
    let method = match request.method {
        Method::Head => text!("HEAD"),
        Method::Ranged => text!("GET (one byte)"),
        Method::Get => text!("GET"),
    };
    let result = match result {
        Ok(response) => {
            let (status, time) = (status_text(response.status), response.took.as_millis().to_string());
            match response.address {
                Some(address) => {
                    text!("  {status} from {address} in {time} ms", status, address = address.to_string(), time)
                }
                None => text!("  {status} in {time} ms", status, time),
            }
        }
        Err(error) => text!("  {error}", error = Text::verbatim(error.to_string())),
    };
    let url = &request.url[..Position::AfterQuery];
    let said = if request.fresh {
        text!("{method} {url}, over a new connection", method, url)
    } else {
        text!("{method} {url}", method, url)
    };
    [said, result]
}

/// What a check means, together with what was known before.
fn conclusion(recording: Recording, row: Option<StoreRow>, days_of_failure: u32) -> Vec<Text> {
    match (recording.end, recording.result) {
        (_, Some(result)) => {
            let merged = match (StoreRow::observed(&result, now()), row) {
                (Some(now), Some(row)) => Some(row.merged(now)),
                (now, _) => now,
            };
            verdict(&merged.map_or(result.outcome, |row| row.judged(days_of_failure)))
        }
        (RunEnd::Interrupted, None) => vec![text!("interrupted before anything was certain")],
        (_, None) => vec![text!("no response of any kind: there may be no network")],
    }
}
