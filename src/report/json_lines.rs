//! The findings of the json format, each in a line of its own; hints are always among them. Where something was not checked,
//! a last line says so: an object with `summary` alone.

use crate::report::counts::FindingCounts;
use crate::report::findings::Report;
use crate::report::format::Format;
use crate::report::json::{finding, summary, write_line};
use serde_json::json;
use std::io::{self, Write};

/// One object for each finding.
pub(super) struct JsonLines;

impl Format for JsonLines {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let all = report.all();
        all.iter().try_for_each(|found| write_line(&finding(found), out))?;
        if report.complete && report.unchecked.is_empty() {
            return Ok(());
        }
        write_line(&json!({ "summary": summary(report, FindingCounts::of(&all)) }), out)
    }

    fn is_for_people(&self) -> bool {
        false
    }
}
