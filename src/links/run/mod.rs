//! A run: checks all targets, each at its time, looks at failures a second time, and emits the results.

mod doubtful;
mod event_loop;
mod exchange;
mod forgetting;
mod host_state;
mod measured_pace;
mod missing_page;
mod network;
mod origins;
mod refusals;
mod report;
mod responses;
mod second_look;
mod state;
mod throttle;
mod twins;

use crate::links::provider::Provider;
pub use crate::links::run::exchange::{FIRST_OWN, ListedTargets, ResultSink, Supply, TargetSource, Visit};
pub use crate::links::run::report::{HostLimit, RunEnd, RunReport};
use crate::links::run::state::{Handout, RunState};
use crate::links::settings::CheckSettings;
use crate::links::transport::Transport;
use tokio::sync::watch;

/// Checks what `source` brings as `settings` say; what `provider` takes only where that declines it. `sink` gets each result as
/// soon as it is certain; the run is cancelled when `stop` becomes true.
pub async fn run(
    mut source: impl TargetSource,
    settings: &CheckSettings,
    transport: impl Transport,
    provider: Provider,
    mut stop: watch::Receiver<bool>,
    sink: &mut impl ResultSink,
) -> RunReport {
    let mut run = RunState::new(settings, transport, provider);
    let end = run.check_all(&mut source, &mut stop, sink).await;
    // Nobody may have responded, and that need not mean anything: few hosts, or none that policy lets be requested. Nor does
    // it count against anybody.
    if end != RunEnd::NoNetwork {
        let counts = run.network.responded;
        for handout in &mut run.results {
            if let Handout::Result(_, result) | Handout::Corrected(result) = handout {
                result.counts &= counts;
            }
        }
        run.hand_out(usize::MAX, sink);
    }
    run.report(end)
}
