//! A fleet's status as one object: a contract, described in `docs/en/guide/fleet.md`.

use crate::report::fleet::fleet_report::{FleetPartition, FleetRefusals, FleetReport, FleetWorker, PausedHost};
use crate::report::json::write_line;
use serde::Serialize;
use std::io::{self, Write};

/// The number that changes when a reader would have to.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct JsonFleet<'a> {
    schema: u32,
    fleet: &'a str,
    broker: &'a str,
    waiting: u64,
    in_hand: u64,
    rate: f64,
    seconds_left: Option<u64>,
    unheld: usize,
    poisoned: u64,
    refused: FleetRefusals,
    paused: Vec<PausedHost<'a>>,
    workers: &'a [FleetWorker],
    partitions: &'a [FleetPartition],
}

/// Writes `report` as one object.
///
/// # Errors
///
/// Where `out` cannot be written.
pub(crate) fn write_json(report: &FleetReport, out: &mut dyn Write) -> io::Result<()> {
    let object = JsonFleet {
        schema: SCHEMA,
        fleet: &report.fleet,
        broker: &report.broker,
        waiting: report.waiting,
        in_hand: report.in_hand,
        rate: report.rate(),
        seconds_left: report.seconds_left(),
        unheld: report.unheld,
        poisoned: report.poisoned(),
        refused: report.refused(),
        paused: report.paused(),
        workers: &report.workers,
        partitions: &report.partitions,
    };
    write_line(&object, out)
}
