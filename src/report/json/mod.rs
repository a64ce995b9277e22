//! The json format, its parts and how reports are merged.

mod finding;
mod join;
mod report;
mod sanitized;
mod shape;

pub(crate) use crate::report::json::finding::finding;
pub(crate) use crate::report::json::join::{JoinError, JoinedReport};
pub(crate) use crate::report::json::report::{Json, summary};
pub(crate) use crate::report::json::sanitized::write_line;
