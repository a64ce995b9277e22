//! Values of `[links]` that are checked when they are read. The second line of an error is its help.

use crate::workspace::patterns::{MOST_EXPRESSIONS, expression};
use globset::{Glob, GlobMatcher};
use regex::Regex;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, RangeInclusive};

/// Reads a text by a function that checks it.
pub(crate) struct TextVisitor<F>(pub(crate) F);

impl<T, F: FnOnce(&str) -> Result<T, String>> Visitor<'_> for TextVisitor<F> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).map_err(E::custom)
    }
}

/// A text that is checked when it is read, so that the error has the bytes of the text: how `$type` is read, from
/// `fn read(&str) -> Result<$type, String>`, and its schema.
macro_rules! checked_text {
    ($type:ty, $name:literal, $schema:tt) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str($crate::config::values::TextVisitor(Self::read))
            }
        }

        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!($schema)
            }
            fn inline_schema() -> bool {
                true
            }
        }
    };
}
pub(crate) use checked_text;

/// Regular expressions.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "Vec<Expression>", into = "Vec<Expression>")]
#[schemars(with = "Vec<Expression>")]
pub struct Expressions(Vec<Regex>);

impl Expressions {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Deref for Expressions {
    type Target = [Regex];

    fn deref(&self) -> &[Regex] {
        &self.0
    }
}

impl From<Expressions> for Vec<Expression> {
    fn from(all: Expressions) -> Self {
        all.0.into_iter().map(Expression).collect()
    }
}

impl TryFrom<Vec<Expression>> for Expressions {
    type Error = String;

    fn try_from(all: Vec<Expression>) -> Result<Self, String> {
        if all.len() > MOST_EXPRESSIONS {
            return Err(format!("more than {MOST_EXPRESSIONS} patterns"));
        }
        Ok(Self(all.into_iter().map(|expression| expression.0).collect()))
    }
}

/// A regular expression.
#[derive(Clone, Debug, Serialize)]
#[serde(into = "String")]
pub struct Expression(Regex);

impl Expression {
    fn read(text: &str) -> Result<Self, String> {
        // The first lines of such an error draw the pattern once more.
        let reason = |error: regex::Error| error.to_string().lines().last().unwrap_or_default().to_owned();
        expression(text).map(Self).map_err(|error| {
            let reason = reason(error);
            let reason = reason.strip_prefix("error: ").unwrap_or(&reason);
            let help = if text.starts_with('*') { "\n`.*` stands for any text" } else { "" };
            format!("`{text}` is not a regular expression: {reason}{help}")
        })
    }
}

impl From<Expression> for String {
    fn from(expression: Expression) -> Self {
        expression.0.as_str().to_owned()
    }
}

checked_text!(Expression, "expression", { "type": "string", "format": "regex" });

/// A host's name or a pattern for some, in lower case.
#[derive(Clone, Debug, Serialize)]
#[serde(into = "String")]
pub struct HostPattern {
    /// The pattern.
    pub name: String,
    /// The same, ready to match.
    pub matcher: GlobMatcher,
}

impl HostPattern {
    fn read(text: &str) -> Result<Self, String> {
        let name = text.to_ascii_lowercase();
        // The address of IPv6 is a host's name with colons; it stands in brackets.
        let is_no_name = |character: char| {
            let is_port = character == ':' && !name.starts_with('[');
            is_port || "/@".contains(character) || character.is_whitespace() || character.is_control()
        };
        if name.is_empty() || name.contains(is_no_name) {
            return Err(
                "`name` must be a host's name or a pattern for some\nthe name alone, without `https://`, a port or a \
                        path"
                    .to_owned(),
            );
        }
        // Requests name hosts by their ASCII names.
        let ascii = if name.is_ascii() { None } else { url::Host::parse(&name).ok() };
        let name = ascii.map_or(name, |host| host.to_string());
        let glob =
            Glob::new(&name).map_err(|error| format!("`{text}` is not a pattern for hosts: {}", error.kind()))?;
        Ok(Self { name, matcher: glob.compile_matcher() })
    }
}

impl From<HostPattern> for String {
    fn from(pattern: HostPattern) -> Self {
        pattern.name
    }
}

checked_text!(HostPattern, "host", { "type": "string", "pattern": "^[^/@\\s\\x00-\\x1f]+$" });

/// Reads a whole number of a range.
struct NumberVisitor {
    expected: &'static str,
    range: RangeInclusive<u16>,
}

impl Visitor<'_> for NumberVisitor {
    type Value = u16;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.expected)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<u16, E> {
        let within = u16::try_from(number).ok().filter(|number| self.range.contains(number));
        within.ok_or_else(|| E::invalid_value(Unexpected::Signed(number), &self))
    }
}

/// A number with a range: how `$type` is read, and its schema.
macro_rules! ranged {
    ($type:ident, $name:literal, $least:literal, $most:literal) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = deserializer.deserialize_u16(NumberVisitor {
                    expected: concat!("a whole number from ", $least, " to ", $most),
                    range: $least..=$most,
                })?;
                Ok(Self(number))
            }
        }

        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "integer", "minimum": $least, "maximum": $most })
            }
            fn inline_schema() -> bool {
                true
            }
        }
    };
}

/// A status code, 100 to 999 (some servers say 999).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct StatusCode(pub u16);

ranged!(StatusCode, "accept", 100, 999);

/// A number of days, 1 to 366.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Days(pub u16);

ranged!(Days, "days-of-failure", 1, 366);
