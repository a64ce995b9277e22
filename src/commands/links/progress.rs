//! The progress of a run: a bar on a terminal, a line now and then elsewhere.

use crate::terminal::streams::Terminal;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::cell::Cell;
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

/// Where there is no bar, the time between two lines.
const LINE: Duration = Duration::from_secs(30);
/// A bar shows the time that has passed.
const TICK: Duration = Duration::from_millis(500);
const TEMPLATE: &str = "{wide_bar} {pos} of {len} URLs, {elapsed}";

/// The progress of a run.
pub(crate) struct Progress {
    total: usize,
    done: Cell<usize>,
    begun: Instant,
    shown: ProgressDisplay,
}

enum ProgressDisplay {
    Nothing,
    Lines(Terminal),
    Bar(ProgressBar),
}

impl Progress {
    /// The beginning of a run over `total` URLs.
    pub(crate) fn of(total: usize, terminal: Terminal) -> Self {
        let shown = if terminal.is_quiet() {
            ProgressDisplay::Nothing
        } else if terminal.is_watched() {
            let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
            ProgressDisplay::Bar(match ProgressStyle::with_template(TEMPLATE) {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            })
        } else {
            ProgressDisplay::Lines(terminal)
        };
        Self { total, done: Cell::new(0), begun: Instant::now(), shown }
    }

    /// One more URL has its result.
    pub(crate) fn one_more(&self) {
        self.done.set(self.done.get() + 1);
        if let ProgressDisplay::Bar(bar) = &self.shown {
            bar.inc(1);
        }
    }

    /// Shows the progress, again and again, until `run` ends with its result.
    pub(crate) async fn during<T>(&self, run: impl Future<Output = T>) -> T {
        let pace = if matches!(self.shown, ProgressDisplay::Bar(_)) { TICK } else { LINE };
        let mut ticks = interval_at(self.begun + pace, pace);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        tokio::pin!(run);
        let output = loop {
            tokio::select! {
                output = &mut run => break output,
                _ = ticks.tick() => self.show(),
            }
        };
        if let ProgressDisplay::Bar(bar) = &self.shown {
            bar.finish_and_clear();
        }
        output
    }

    fn show(&self) {
        match &self.shown {
            ProgressDisplay::Nothing => {}
            ProgressDisplay::Lines(terminal) => terminal.notice(&self.line()),
            ProgressDisplay::Bar(bar) => bar.tick(),
        }
    }

    fn line(&self) -> String {
        format!("{} of {} URLs after {} s", self.done.get(), self.total, self.begun.elapsed().as_secs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::color::ColorChoice;

    #[tokio::test(start_paused = true)]
    async fn it_ends_with_the_run_and_shows_how_far_that_is() {
        let progress = Progress::of(7, Terminal::new(ColorChoice::Never, true));
        let run = async {
            progress.one_more();
            tokio::time::sleep(Duration::from_secs(95)).await;
            progress.one_more();
            5
        };
        assert_eq!(progress.during(run).await, 5);
        assert_eq!(progress.line(), "2 of 7 URLs after 95 s");
    }
}
