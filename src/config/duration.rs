//! Lengths of time as people write them: `500ms`, `20s`, `2m`, `3h`, `7d`.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::time::Duration;

/// The units, the longest name first where one ends with another.
const UNITS: &[(&str, u64)] = &[("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];
/// The longest that is understood: a year, so that no sum of two overflows.
const MOST: u64 = 366 * 86_400_000;

/// Why a text is not a length of time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("invalid duration `{0}`; write a number with its unit, such as 500ms, 20s, 2m, 3h or 7d")]
pub struct DurationError(String);

/// The length of time that `text` says: a whole number and its unit. At most 366 days.
///
/// # Errors
///
/// Where `text` says something else.
pub(crate) fn duration(text: &str) -> Result<Duration, DurationError> {
    let failed = || DurationError(text.to_owned());
    let (number, milliseconds) =
        UNITS.iter().find_map(|(unit, length)| Some((text.strip_suffix(unit)?, *length))).ok_or_else(failed)?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.parse::<u64>().ok().filter(|_| is_number).ok_or_else(failed)?;
    let all = number.checked_mul(milliseconds).filter(|all| *all <= MOST).ok_or_else(failed)?;
    Ok(Duration::from_millis(all))
}

/// The same, but zero is an error.
///
/// # Errors
///
/// Where `text` says something else, or zero.
pub(crate) fn some_duration(text: &str) -> Result<Duration, DurationError> {
    duration(text).ok().filter(|length| !length.is_zero()).ok_or_else(|| DurationError(text.to_owned()))
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
        json_schema!({ "type": "string", "pattern": "^[0-9]+(ms|s|m|h|d)$" })
    }

    fn inline_schema() -> bool {
        true
    }
}

impl JsonSchema for Timeout {
    fn schema_name() -> Cow<'static, str> {
        ConfigDuration::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        ConfigDuration::json_schema(generator)
    }

    fn inline_schema() -> bool {
        true
    }
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
