//! The system's clock.

use crate::links::day::Timestamp;
use std::time::{SystemTime, UNIX_EPOCH};

/// The current time.
pub(crate) fn now() -> Timestamp {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs());
    Timestamp(seconds.min(Timestamp::LAST.0))
}
