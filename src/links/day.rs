//! Days and timestamps in UTC. The callers read the clock, never this file.

use std::fmt;

/// Seconds of a day; UTC has no leap seconds in Unix time.
const SECONDS: u64 = 86_400;

/// Seconds since 1970-01-01 00:00:00 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub u64);

/// A UTC day: days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(u64);

impl Timestamp {
    /// The last one that is accepted: 9999-12-31 23:59:59. What is later comes from a broken clock or an enemy.
    pub const LAST: Self = Self(253_402_300_799);

    /// Its UTC day.
    pub const fn day(self) -> Day {
        Day(self.0 / SECONDS)
    }
}

impl Day {
    /// The day that `text` names as [`Day`] is shown; `None` for anything else.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-').map(|part| part.parse::<u64>().ok());
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        if parts.next().is_some() || !(1970..=9_999).contains(&year) || !(1..=12).contains(&month) {
            return None;
        }
        let from_march = (month + 9) % 12;
        let years = year - u64::from(month <= 2);
        let leap_days = years / 4 - years / 100 + years / 400;
        let days = years * 365 + leap_days + (153 * from_march + 2) / 5 + day.checked_sub(1)?;
        days.checked_sub(719_468).map(Self).filter(|day| day.to_string() == text)
    }

    /// Whole days from `earlier` to this one; 0 where `earlier` is later.
    pub(crate) const fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// As ISO 8601 writes it: `2026-11-24`.
impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Years that begin in March have their leap day at the end, so that months fall into a pattern of 153 days in five
        // months; 400 such years are 146,097 days. 719,468 days lie between 0000-03-01 and 1970-01-01.
        let days = self.0 + 719_468;
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = era * 400 + year_of_era + u64::from(month <= 2);
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        for (seconds, day) in [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (86_400, "1970-01-02"),
            (951_782_399, "2000-02-28"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_709_164_800, "2024-02-29"),
            (1_798_761_599, "2026-12-31"),
            (1_798_761_600, "2027-01-01"),
            (4_107_542_400, "2100-03-01"),
            (Timestamp::LAST.0, "9999-12-31"),
        ] {
            assert_eq!(Timestamp(seconds).day().to_string(), day, "{seconds}");
            assert_eq!(Day::parse(day), Some(Timestamp(seconds).day()));
        }
    }
}
