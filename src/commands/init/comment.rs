//! Comments of a configuration.

use crate::terminal::sanitize;
use std::fmt::Write as _;

/// A comment, in one line whatever it holds.
pub(super) fn comment(out: &mut String, line: &str) {
    let _ = writeln!(out, "# {}", sanitize::line(line));
}
