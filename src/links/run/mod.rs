//! A run: checks all targets, each at its time, looks at failures a second time, and emits the results.

mod doubtful;
mod host_state;
mod measured_pace;
mod missing_page;
mod network;
mod origins;
mod phase;
mod refusals;
mod report;
mod responses;
mod second_look;
mod state;
mod throttle;
mod twins;

use crate::links::probe::Probe;
use crate::links::probe_result::ProbeResult;
use crate::links::provider::Provider;
pub use crate::links::run::report::{HostLimit, RunEnd, RunReport};
use crate::links::run::state::RunState;
use crate::links::settings::CheckSettings;
use crate::links::target::QueuedTarget;
use crate::links::transport::Transport;
use tokio::sync::watch;

/// Checks `targets` as `settings` say; those that `provider` has taken only where it declines them. `on_result` gets each
/// result as soon as it is certain; the run is cancelled when `stop` becomes true.
pub async fn run(
    targets: &[QueuedTarget],
    settings: &CheckSettings,
    transport: impl Transport,
    provider: Provider,
    mut stop: watch::Receiver<bool>,
    on_result: &mut dyn FnMut(ProbeResult),
) -> RunReport {
    let mut run = RunState::new(targets, settings, transport, provider);
    for index in (0..targets.len() as u32).filter(|index| !run.provider.awaits(*index)).collect::<Vec<_>>() {
        run.start(Probe::first(index));
    }
    run.frontier.shrink();
    let end = loop {
        if let Some(end) = run.phase(&mut stop, on_result).await {
            break end;
        }
        if !run.look_again() {
            break run.end();
        }
    };
    // Nobody may have responded, and that need not mean anything: few hosts, or none that policy lets be requested. Nor does
    // it count against anybody.
    if end != RunEnd::NoNetwork {
        let counts = run.network.responded;
        run.results
            .drain(..)
            .map(|result| ProbeResult { counts: result.counts && counts, ..result })
            .for_each(on_result);
    }
    run.report(end)
}
