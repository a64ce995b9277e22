//! `curate worker`: checks URLs for a fleet until it is told to stop.

use crate::cli::WorkerArguments;
use crate::commands::failure::{CLEAN, FAILED, Failure};
use crate::commands::fleet::connect::{FleetRunError, OpenFleet, place};
use crate::commands::links::clock::now;
use crate::commands::links::runner::{RunError, interrupted, provider};
use crate::commands::links::settings::check_settings;
use crate::commands::steps::workspace::Workspace;
use crate::config::Overrides;
use crate::fleet::worker::Worker;
use crate::links::github::Api;
use crate::links::http::Client;
use crate::links::provider::Provider;
use crate::links::run::RunEnd;
use crate::links::settings::CheckSettings;
use crate::terminal::streams::Terminal;
use curate_rules::{Text, text};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::sync::watch;
use tokio::task::LocalSet;

/// Checks URLs for the fleet that `arguments` name.
pub(crate) fn run(arguments: &WorkerArguments, terminal: Terminal) -> Result<u8, Failure> {
    let place = place(&arguments.fleet, &arguments.at)?;
    let workspace = Workspace::new(&Overrides { config: arguments.config.clone(), ..Overrides::default() })?;
    let configs: Vec<_> = workspace.configs.of(&workspace.here.join("README.md"))?.into_iter().collect();
    let settings = check_settings(&configs, &[], &arguments.request, terminal);
    let api = Api::of(arguments.request.github_api.as_deref(), &|name| std::env::var(name).ok());
    let api = api.map_err(RunError::from)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(FleetRunError::from)?;
    let end = LocalSet::new().block_on(&runtime, async {
        let fleet = OpenFleet::open(&place).await?;
        let client = Client::new(&settings).map_err(RunError::from)?;
        let provider = api.map_or_else(|| Ok(Provider::none()), |api| telling_provider(api, &settings, terminal))?;
        let (leases, events) = fleet.join().await?;
        terminal.notice(text!(
            "worker {id} of the fleet {name} at {place}",
            id = leases.worker().to_owned(),
            name = place.name.to_string(),
            place = place.to_string()
        ));
        let (stopping, stop) = watch::channel(false);
        tokio::spawn(async move {
            interrupted().await;
            let _ = stopping.send(true);
        });
        let OpenFleet { connection, work, outcomes, .. } = fleet;
        let (notices, told) = unbounded_channel();
        show(told, terminal);
        let host = host();
        let worker = Worker { connection, leases, events, work, outcomes, client, provider, host, now, notices };
        Ok::<_, Failure>(worker.work(&settings, stop).await.map_err(FleetRunError::from)?)
    })?;
    if end == RunEnd::NoNetwork {
        terminal.notice(text!(
            "no network? None of the hosts responded in any way, so others go on with what was in hand; behind a proxy, \
             use --proxy"
        ));
        return Ok(FAILED);
    }
    Ok(CLEAN)
}

/// Who checks what GitHub's API knows; what goes wrong with it is told as it happens.
fn telling_provider(api: Api, settings: &CheckSettings, terminal: Terminal) -> Result<Provider, RunError> {
    let (provider, notices) = provider(api, settings)?;
    show(notices, terminal);
    Ok(provider)
}

/// Shows notices as they come.
fn show(mut notices: UnboundedReceiver<Text>, terminal: Terminal) {
    tokio::task::spawn_local(async move {
        while let Some(notice) = notices.recv().await {
            terminal.notice(notice);
        }
    });
}

/// The name of this machine, for people; empty where nothing tells it.
fn host() -> String {
    let named = std::env::var("HOSTNAME").or_else(|_| std::env::var("COMPUTERNAME"));
    let name = named.or_else(|_| std::fs::read_to_string("/etc/hostname")).unwrap_or_default();
    name.trim().chars().take(64).collect()
}
