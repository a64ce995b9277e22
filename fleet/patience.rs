//! How long something is tried again that a broker did not answer: its leader may have changed, or it may be starting.

use crate::error::{FleetError, FleetErrorKind};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// In all.
const LONGEST: Duration = Duration::from_secs(10);
/// Before the second time; doubled each time.
const FIRST: Duration = Duration::from_millis(50);
/// At most.
const LAST: Duration = Duration::from_secs(1);

/// What is left of it.
#[derive(Debug)]
pub struct Patience {
    until: Instant,
    pause: Duration,
}

impl Patience {
    /// All of it.
    pub(crate) fn new() -> Self {
        Self::of(LONGEST)
    }

    /// For so long.
    pub fn of(longest: Duration) -> Self {
        Self { until: Instant::now() + longest, pause: FIRST }
    }

    /// Waits a little; `false`, at once, where it is at its end.
    pub async fn wait(&mut self) -> bool {
        if Instant::now() + self.pause > self.until {
            return false;
        }
        sleep(self.pause).await;
        self.pause = (self.pause * 2).min(LAST);
        true
    }
}

/// What `attempt` comes to, which is made again for as long as the broker does not answer and there is `patience`.
///
/// # Errors
///
/// Those of the last attempt.
pub async fn patiently<T>(
    mut patience: Patience,
    attempt: impl AsyncFn() -> Result<T, FleetError>,
) -> Result<T, FleetError> {
    loop {
        match attempt().await {
            Err(error) if matches!(error.kind(), FleetErrorKind::Unavailable(_)) && patience.wait().await => {}
            result => return result,
        }
    }
}
