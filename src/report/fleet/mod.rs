//! What a fleet is doing, as a screen for people and as an object for programs.

mod advice;
mod fleet_report;
mod json;
mod screen;
mod table;

pub(crate) use crate::report::fleet::fleet_report::{FleetPartition, FleetRefusals, FleetReport, FleetWorker};
pub(crate) use crate::report::fleet::json::write_json;
pub(crate) use crate::report::fleet::screen::lines;
