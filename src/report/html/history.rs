//! A small picture of what is remembered of a link: when it last responded, and the days since on which it failed.

use crate::report::findings::LinkHistory;
use crate::report::html::context::PageContext;
use curate_rules::{Text, text};
use maud::{Markup, html};

/// So many days are drawn, the last ones.
const DAYS: usize = 12;
/// From one day to the next, in pixels.
const STEP: usize = 14;

/// A disc for the day of the last response, and a cross for each day of failure; the same in words for who does not see it.
pub(super) fn drawn(history: &LinkHistory, context: &PageContext<'_>) -> Markup {
    let skipped = history.failed_on.len().saturating_sub(DAYS);
    let failed: Vec<&String> = history.failed_on.iter().skip(skipped).collect();
    if failed.is_empty() {
        return Markup::default();
    }
    let first = usize::from(history.responded_on.is_some());
    let words = context.say(in_words(history));
    let width = (first + failed.len()) * STEP;
    html! {
        svg class="history" role="img" aria-label=(words) width=(width) height=(STEP)
            viewBox={ "0 0 " (width) " " (STEP) } {
            title { (words) }
            @if first == 1 { circle class="good" cx=(STEP / 2) cy=(STEP / 2) r="4" {} }
            @for at in 0..failed.len() {
                path class="bad" d={ "M" ((at + first) * STEP + 4) " 4l6 6m0-6l-6 6" } {}
            }
        }
    }
}

fn in_words(history: &LinkHistory) -> Text {
    let days = Text::series(history.failed_on.iter().map(|day| Text::verbatim(day.as_str())));
    match &history.responded_on {
        Some(day) => text!("something responded on {day}; failed on {days}", day, days),
        None => text!("failed on {days}", days),
    }
}
