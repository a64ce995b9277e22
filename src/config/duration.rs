//! Lengths of time as people write them: `500ms`, `20s`, `2m`, `3h`, `7d`.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::time::Duration;

/// The units, the longest name first where one ends with another.
const UNITS: &[(&str, u64)] = &[("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];
/// The longest that is understood, in days: no sum of two overflows.
const MOST_DAYS: u64 = 366;
/// The same in milliseconds.
const MOST: u64 = MOST_DAYS * 86_400_000;

/// Why a text is not a length of time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DurationError {
    #[error("invalid duration `{0}`; write a number with its unit, such as 500ms, 20s, 2m, 3h or 7d")]
    Invalid(String),
    #[error("the duration `{0}` is too long; the longest is {MOST_DAYS}d")]
    TooLong(String),
    #[error("the duration `{0}` is zero; the shortest is 1ms")]
    Zero(String),
}

/// The length of time that `text` says: a whole number and its unit. At most 366 days.
///
/// # Errors
///
/// Where `text` says something else.
pub(crate) fn duration(text: &str) -> Result<Duration, DurationError> {
    let invalid = || DurationError::Invalid(text.to_owned());
    let (number, milliseconds) =
        UNITS.iter().find_map(|(unit, length)| Some((text.strip_suffix(unit)?, *length))).ok_or_else(invalid)?;
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(invalid());
    }
    // A number of digits alone fails only where it is too large.
    let all = number.parse::<u64>().ok().and_then(|number| number.checked_mul(milliseconds));
    let all = all.filter(|all| *all <= MOST).ok_or_else(|| DurationError::TooLong(text.to_owned()))?;
    Ok(Duration::from_millis(all))
}

/// The same, but zero is an error.
///
/// # Errors
///
/// Where `text` says something else, or zero.
pub(crate) fn some_duration(text: &str) -> Result<Duration, DurationError> {
    let length = duration(text)?;
    if length.is_zero() { Err(DurationError::Zero(text.to_owned())) } else { Ok(length) }
}

/// `length` in the largest unit that says it whole.
pub(crate) fn written(length: Duration) -> String {
    let millis = length.as_millis();
    let fits = |unit: u64| millis > 0 && millis.is_multiple_of(u128::from(unit));
    let (unit, length) = UNITS.iter().rev().copied().find(|(_, length)| fits(*length)).unwrap_or(("ms", 1));
    format!("{}{unit}", millis / u128::from(length))
}

/// A length of time in a configuration, zero included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ConfigDuration(pub Duration);

/// A length of time in a configuration that is not zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Timeout(pub Duration);

impl TryFrom<String> for ConfigDuration {
    type Error = DurationError;

    fn try_from(text: String) -> Result<Self, DurationError> {
        duration(&text).map(Self)
    }
}

impl TryFrom<String> for Timeout {
    type Error = DurationError;

    fn try_from(text: String) -> Result<Self, DurationError> {
        some_duration(&text).map(Self)
    }
}

impl From<ConfigDuration> for String {
    fn from(length: ConfigDuration) -> Self {
        written(length.0)
    }
}

impl From<Timeout> for String {
    fn from(timeout: Timeout) -> Self {
        written(timeout.0)
    }
}

impl JsonSchema for ConfigDuration {
    fn schema_name() -> Cow<'static, str> {
        "duration".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": pattern("[0-9]") })
    }

    fn inline_schema() -> bool {
        true
    }
}

impl JsonSchema for Timeout {
    fn schema_name() -> Cow<'static, str> {
        "timeout".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": pattern("[1-9]") })
    }

    fn inline_schema() -> bool {
        true
    }
}

/// The pattern of durations for the schema, whose numbers begin with `first` behind zeros. It knows how many digits the longest
/// has in each unit.
fn pattern(first: &str) -> String {
    let of_unit = |(unit, length): &(&str, u64)| {
        let digits = (MOST / length).ilog10();
        format!("{first}[0-9]{{0,{digits}}}{unit}")
    };
    let units: Vec<String> = UNITS.iter().map(of_unit).collect();
    format!("^0*({})$", units.join("|"))
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
        assert_eq!(duration("367d"), Err(DurationError::TooLong("367d".to_owned())));
        assert_eq!(duration("99999999999999999999s"), Err(DurationError::TooLong("99999999999999999999s".to_owned())));
        assert_eq!(some_duration("0ms"), Err(DurationError::Zero("0ms".to_owned())));
        assert_eq!(some_duration("20"), Err(DurationError::Invalid("20".to_owned())));
        assert_eq!(some_duration("1ms"), Ok(Duration::from_millis(1)));
    }

    #[test]
    fn the_schema_takes_what_is_read() {
        let [all, some] = ["[0-9]", "[1-9]"].map(|first| regex::Regex::new(&pattern(first)).expect("a pattern"));
        for text in ["0s", "0d", "500ms", "366d", "0366d", "8784h", "31622400000ms"] {
            assert!(all.is_match(text) && duration(text).is_ok(), "{text}");
            assert_eq!(some.is_match(text), some_duration(text).is_ok(), "{text}");
        }
        for text in ["", "20", "s", "1w", "-1s", "1.5s", "1000d", "99999999999d"] {
            assert!(!all.is_match(text) && duration(text).is_err(), "{text}");
        }
    }
}
