//! Tables of editions and sections: how much each translation has of each section of its source.

pub(super) mod cell;
mod json;
mod markdown;
mod screen;
pub(super) mod table;

pub(crate) use crate::report::parity::json::write_json;
pub(crate) use crate::report::parity::markdown::markdown;
pub(crate) use crate::report::parity::screen::lines;
pub(crate) use crate::report::parity::table::ParityTable;
