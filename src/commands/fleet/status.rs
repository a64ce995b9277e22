//! `curate fleet status`: what waits, who works, how fast, and what is paused.

use crate::cli::{StatusArguments, StatusFormat};
use crate::commands::failure::{CLEAN, Failure, written};
use crate::commands::fleet::connect::{FleetRunError, FoundFleet, place};
use crate::commands::steps::report::look;
use crate::fleet::tally::{LONGEST_HOST, MOST_HOSTS, WorkerRecord};
use crate::links::store::BrokerPlace;
use crate::report::fleet::{FleetPartition, FleetRefusals, FleetReport, FleetWorker, lines, write_json};
use crate::terminal::streams::Terminal;
use curate_fleet::status::{self, FleetStatus, PartitionStatus, WorkerStatus};
use serde_json::Value;
use std::io::Write as _;

/// Characters of a text in a record of which the rest is left out.
const LONGEST_TEXT: usize = 64;
/// URLs a second that no worker checks.
const HIGHEST_RATE: f64 = 1e6;

/// Shows what the fleet that `arguments` name is doing.
pub(crate) fn run(arguments: &StatusArguments, terminal: Terminal) -> Result<u8, Failure> {
    let place = place(&arguments.fleet, &arguments.at)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(FleetRunError::from)?;
    let status = runtime.block_on(async {
        let fleet = FoundFleet::find(&place).await?;
        let status = status::read(fleet.connection.jetstream(), &place.name, &fleet.work).await;
        status.map_err(|error| FleetRunError::from(fleet.connection.status_error(&error)))
    })?;
    let report = report(&place, status);
    let mut out = terminal.stdout();
    let shown = match arguments.output_format {
        StatusFormat::Json => write_json(&report, &mut *out),
        StatusFormat::Text => lines(&report, look(terminal, false)).iter().try_for_each(|line| writeln!(out, "{line}")),
    };
    written(shown.and_then(|()| out.flush()))?;
    Ok(CLEAN)
}

fn report(place: &BrokerPlace, status: FleetStatus) -> FleetReport {
    FleetReport {
        fleet: place.name.to_string(),
        broker: place.to_string(),
        waiting: status.waiting,
        in_hand: status.in_hand,
        unheld: status.unheld,
        workers: status.workers.into_iter().map(worker).collect(),
        partitions: status.partitions.into_iter().map(partition).collect(),
    }
}

/// A worker by its record, which anybody may have written: texts and numbers beyond reason are cut.
fn worker(status: WorkerStatus) -> FleetWorker {
    let age = status.age / 1_000;
    let read = Some(status.record).filter(Value::is_object).and_then(|record| serde_json::from_value(record).ok());
    let is_readable = read.is_some();
    let record: WorkerRecord = read.unwrap_or_default();
    let paused = record.paused.into_iter().filter(|(host, _)| host.len() <= LONGEST_HOST).take(MOST_HOSTS);
    let paused = paused.map(|(host, seconds)| (host, seconds.saturating_sub(age))).filter(|(_, seconds)| *seconds > 0);
    FleetWorker {
        id: beginning(&status.id),
        readable: is_readable,
        host: beginning(&record.host),
        process: record.process,
        release: beginning(&record.release),
        partitions: status.partitions,
        in_hand: record.in_hand,
        checked: record.checked,
        rate: record.rate.clamp(0.0, HIGHEST_RATE),
        poisoned: record.poisoned,
        refused: FleetRefusals {
            malformed: record.refused.malformed,
            oversized: record.refused.oversized,
            other_version: record.refused.other_version,
        },
        paused: paused.collect(),
        age,
    }
}

fn partition(status: PartitionStatus) -> FleetPartition {
    FleetPartition {
        partition: status.partition,
        holder: status.holder.as_deref().map(beginning),
        waiting: status.waiting,
        in_hand: status.in_hand,
    }
}

fn beginning(text: &str) -> String {
    text.chars().take(LONGEST_TEXT).collect()
}
