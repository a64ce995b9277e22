//! The progress of a run: a bar on a terminal, a line now and then elsewhere.

use crate::commands::links::run_counts::RunCounts;
use crate::links::target::QueuedTarget;
use crate::locale::SpokenLanguage;
use crate::terminal::streams::Terminal;
use curate_rules::api::outcome::Outcome;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::cell::RefCell;
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

/// Where there is no bar, the time between two lines.
const LINE: Duration = Duration::from_secs(30);
/// A bar shows the time that has passed.
const TICK: Duration = Duration::from_millis(500);
/// Columns of a bar.
const BAR: usize = 12;
const TEMPLATE: &str = "{bar:12} {wide_msg}";
/// Columns of a terminal whose width is not known.
const WIDTH: usize = 80;

/// The progress of a run.
pub(crate) struct Progress {
    counts: RefCell<RunCounts>,
    begun: Instant,
    shown: ProgressDisplay,
    /// Columns for a line.
    columns: usize,
    language: SpokenLanguage,
}

enum ProgressDisplay {
    Nothing,
    Lines(Terminal),
    Bar(ProgressBar),
}

impl Progress {
    /// The beginning of a run over `targets`.
    pub(crate) fn of(targets: &[QueuedTarget], terminal: Terminal) -> Self {
        let shown = if terminal.is_quiet() {
            ProgressDisplay::Nothing
        } else if terminal.is_watched() {
            let bar = ProgressBar::with_draw_target(Some(targets.len() as u64), ProgressDrawTarget::stderr());
            ProgressDisplay::Bar(match ProgressStyle::with_template(TEMPLATE) {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            })
        } else {
            ProgressDisplay::Lines(terminal)
        };
        let columns = match shown {
            ProgressDisplay::Bar(_) => terminal.width().unwrap_or(WIDTH).saturating_sub(BAR + 2),
            _ => usize::MAX,
        };
        Self {
            counts: RefCell::new(RunCounts::of(targets)),
            begun: Instant::now(),
            shown,
            columns,
            language: terminal.language(),
        }
    }

    /// One more URL has its result.
    pub(crate) fn add(&self, outcome: &Outcome) {
        self.counts.borrow_mut().add(outcome);
        if let ProgressDisplay::Bar(bar) = &self.shown {
            bar.inc(1);
        }
    }

    /// So many URLs are still to come.
    #[cfg(feature = "fleet")]
    pub(crate) fn expect(&self, left: usize) {
        let total = self.counts.borrow_mut().expect(left);
        if let ProgressDisplay::Bar(bar) = &self.shown {
            bar.set_length(total as u64);
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
            ProgressDisplay::Lines(terminal) => terminal.notice(self.line()),
            ProgressDisplay::Bar(bar) => bar.set_message(self.line()),
        }
    }

    fn line(&self) -> String {
        self.counts.borrow().line(self.begun.elapsed().as_secs(), self.columns, self.language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::links::target::CheckTarget;
    use crate::terminal::color::ColorChoice;
    use curate_rules::Verdict;
    use url::Url;

    #[tokio::test(start_paused = true)]
    async fn it_ends_with_the_run_and_shows_how_far_that_is() {
        let url = Url::parse("https://a.example/").expect("a URL");
        let targets = vec![QueuedTarget::from(CheckTarget::new(&url).expect("a web address"))];
        let progress = Progress::of(&targets, Terminal::new(ColorChoice::Never, true, false));
        let outcome = Outcome::of(url.as_str(), Verdict::Dead, "404 Not Found");
        let run = async {
            tokio::time::sleep(Duration::from_secs(95)).await;
            progress.add(&outcome);
            5
        };
        assert_eq!(progress.during(run).await, 5);
        assert_eq!(progress.line(), "1 of 1 URLs, 95 s · 1 dead");
    }
}
