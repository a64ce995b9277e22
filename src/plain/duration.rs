//! Lengths of time as people write them: `500ms`, `20s`, `2m`, `3h`, `7d`.

use std::time::Duration;

/// The units, the longest name first where one ends with another.
const UNITS: &[(&str, u64)] = &[("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];
/// The longest that is understood: a year, so that no sum of two overflows.
const MOST: u64 = 366 * 86_400_000;

/// Why a text is no length of time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no length of time; write a number with its unit, such as 500ms, 20s, 2m, 3h or 7d")]
pub struct DurationError(String);

/// The length of time that `text` says: a whole number and its unit. At most 366 days.
///
/// # Errors
///
/// Where `text` says something else.
pub fn duration(text: &str) -> Result<Duration, DurationError> {
    let failed = || DurationError(text.to_owned());
    let (number, milliseconds) =
        UNITS.iter().find_map(|(unit, length)| Some((text.strip_suffix(unit)?, *length))).ok_or_else(failed)?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.parse::<u64>().ok().filter(|_| is_number).ok_or_else(failed)?;
    let all = number.checked_mul(milliseconds).filter(|all| *all <= MOST).ok_or_else(failed)?;
    Ok(Duration::from_millis(all))
}

/// The same, but no time at all is none.
///
/// # Errors
///
/// Where `text` says something else, or zero.
pub fn some_duration(text: &str) -> Result<Duration, DurationError> {
    duration(text).ok().filter(|length| !length.is_zero()).ok_or_else(|| DurationError(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        for (text, seconds) in [("20s", 20), ("2m", 120), ("3h", 10_800), ("7d", 604_800), ("0s", 0)] {
            assert_eq!(duration(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        for text in ["", "20", "s", "-1s", "+1s", "1.5s", "1 s", "1w", "367d", "99999999999999999999s", "１s"] {
            assert!(duration(text).is_err(), "{text}");
        }
        assert!(some_duration("0ms").is_err() && some_duration("1ms").is_ok());
    }
}
