//! What every format is.

use crate::report::findings::Report;
use std::io::{self, Write};

/// A way to write a report.
pub(crate) trait Format {
    /// Writes the findings of `report`.
    ///
    /// # Errors
    ///
    /// Where `out` cannot be written.
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()>;

    /// Whether people read it: then a summary follows.
    fn is_for_people(&self) -> bool;
}
