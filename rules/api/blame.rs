//! When the lines of editions last changed, and what the source edition was then.

use crate::api::template::Text;
use curate_document::{Document, EditionId, Span};
use std::collections::BTreeMap;

/// So many digits of a commit's name are shown.
const SHORT_NAME: usize = 9;

/// The history of a list, as far as it is needed. Plain data.
#[derive(Clone, Debug, Default)]
pub struct Ages {
    /// By edition, the commit that each line (0-based) is from.
    pub lines: BTreeMap<EditionId, Vec<Commit>>,
    /// What the source edition was at commits, by their names.
    pub former: BTreeMap<String, Document>,
}

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its name, in hexadecimal digits.
    pub name: String,
    /// When it was made, in seconds since 1970; `None` for what is not committed.
    pub time: Option<i64>,
}

impl Commit {
    /// `commit 0a1b2c3d4 of 2026-11-28`: its name, shortened, and the day when it was made, in UTC.
    pub(crate) fn described(&self) -> Text {
        let name: String = self.name.chars().take(SHORT_NAME).collect();
        match self.time {
            Some(time) => text!("commit {name} of {day}", name, day = day(time)),
            None => text!("commit {name}", name),
        }
    }
}

/// The day of `time`, in seconds since 1970, as ISO 8601 writes it (in the proleptic Gregorian calendar, where each era of 400
/// years has as many days).
fn day(time: i64) -> String {
    const ERA: i64 = 146_097;
    // Years begin in March here, so that a leap day is the last of its year.
    let days = time.div_euclid(86_400) + 719_468;
    let of_era = days.rem_euclid(ERA);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let (month, is_next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let year = year_of_era + days.div_euclid(ERA) * 400 + is_next;
    format!("{year:04}-{month:02}-{of_month:02}")
}

impl Ages {
    /// The newest of the commits that the lines of `span` are from; `None` where some of it is not committed, or not known.
    pub fn newest(&self, edition: EditionId, document: &Document, span: Span) -> Option<&Commit> {
        let first = document.line_of(span.start).checked_sub(1)?;
        let last = document.line_of(span.end.saturating_sub(1).max(span.start));
        let lines = self.lines.get(&edition)?.get(first..last)?;
        if lines.iter().any(|commit| commit.time.is_none()) {
            return None;
        }
        lines.iter().max_by_key(|commit| commit.time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        for (time, expected) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (951_782_400, "2000-02-29"),
            (951_868_799, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_609_459_199, "2020-12-31"),
            (4_107_542_400, "2100-03-01"),
        ] {
            assert_eq!(day(time), expected, "{time}");
        }
    }
}
