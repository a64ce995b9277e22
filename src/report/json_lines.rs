//! The findings of the json format, each in a line of its own. Hints are always among them.

use crate::report::findings::Report;
use crate::report::format::Format;
use crate::report::json::{finding, write_line};
use std::io::{self, Write};

/// One object for each finding.
pub(super) struct JsonLines;

impl Format for JsonLines {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        report.all().iter().try_for_each(|found| write_line(&finding(found), out))
    }

    fn is_for_people(&self) -> bool {
        false
    }
}
