//! What the linter says where a recorded example does not reach: editions that are not judged, summaries.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

mod broken_lines;
mod opened;
mod parity;
mod summaries;
