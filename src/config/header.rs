//! Headers of `[links]` and `[[links.host]]`. The second line of an error is its help.

use crate::config::any_case::in_any_case;
use crate::config::credentials::{is_credential, looks_secret};
use crate::config::values::checked_text;
use schemars::JsonSchema;
use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;

/// Headers that belong to the connection or to how a URL is checked.
const OWN_HEADERS: &[&str] = &[
    "accept-encoding",
    "connection",
    "content-length",
    "expect",
    "host",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "keep-alive",
    "proxy-connection",
    "range",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];
/// The longest value, in bytes.
const LONGEST_VALUE: usize = 1_024;
/// In every message about a value of a header. What stands there may be a secret, so it is not shown.
const HEADER_VALUE: &str = "a header's value";

/// The name of a header that may be set (RFC 9110, section 5.6.2: a token).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(into = "String")]
pub struct HeaderName(pub String);

impl HeaderName {
    fn read(name: &str) -> Result<Self, String> {
        let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if name.is_empty() || !name.bytes().all(is_token) {
            return Err(format!("`{name}` is not a header's name"));
        }
        if OWN_HEADERS.contains(&name.to_ascii_lowercase().as_str()) {
            return Err(format!("`{name}` cannot be set: it belongs to the request itself"));
        }
        Ok(Self(name.to_owned()))
    }
}

impl From<HeaderName> for String {
    fn from(name: HeaderName) -> Self {
        name.0
    }
}

checked_text!(HeaderName, "header", { "type": "string", "pattern": header_pattern() });

/// What [`HeaderName::read`] takes.
fn header_pattern() -> String {
    let own: Vec<String> = OWN_HEADERS.iter().map(|name| in_any_case(name)).collect();
    format!("^(?!({})$)[!#$%&'*+.^_`|~0-9A-Za-z-]+$", own.join("|"))
}

/// The name of an environment variable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "String")]
pub struct VariableName(pub String);

impl VariableName {
    /// Whether `name` is such a name: capital letters, digits and `_`.
    pub(crate) fn is_one(name: &str) -> bool {
        let is_of_variable = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
        !name.is_empty() && name.bytes().all(is_of_variable) && !name.starts_with(|first: char| first.is_ascii_digit())
    }

    fn read(name: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "{HEADER_VALUE} in `env` is the name of an environment variable\nwrite `{{ env = \"API_TOKEN\" }}`, set the \
                 variable to the value, and allow it with `--allow-env API_TOKEN`"
            )
        };
        if Self::is_one(name) { Ok(Self(name.to_owned())) } else { Err(wrong()) }
    }

    /// A name for the variable with the value of `header`: `X-Api-Key` becomes `X_API_KEY`.
    fn for_header(header: &str) -> String {
        let name = header.replace(|character: char| !character.is_ascii_alphanumeric(), "_").to_ascii_uppercase();
        if Self::is_one(&name) { name } else { format!("_{name}") }
    }
}

impl From<VariableName> for String {
    fn from(name: VariableName) -> Self {
        name.0
    }
}

checked_text!(VariableName, "variable", { "type": "string", "pattern": "^[A-Z_][A-Z0-9_]*$" });

/// What requests call their sender.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "String")]
pub struct UserAgent(pub String);

impl UserAgent {
    fn read(text: &str) -> Result<Self, String> {
        plain("User-Agent", text).map(Self)
    }
}

impl From<UserAgent> for String {
    fn from(agent: UserAgent) -> Self {
        agent.0
    }
}

checked_text!(UserAgent, "user-agent", { "type": "string" });

/// Where the value of a header comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum HeaderSource {
    /// It is this text, which is no secret.
    Plain(String),
    /// An environment variable holds it.
    Variable {
        /// The name of the variable; the command line allows it.
        env: VariableName,
    },
}

/// Headers with their values, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Headers(BTreeMap<HeaderName, HeaderSource>);

impl Headers {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Deref for Headers {
    type Target = BTreeMap<HeaderName, HeaderSource>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Headers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(HeadersVisitor)
    }
}

struct HeadersVisitor;

impl<'de> Visitor<'de> for HeadersVisitor {
    type Value = Headers;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a table")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Headers, A::Error> {
        let mut headers: BTreeMap<HeaderName, HeaderSource> = BTreeMap::new();
        while let Some(name) = map.next_key::<HeaderName>()? {
            let source = map.next_value_seed(SourceSeed { name: &name.0 })?;
            if headers.keys().any(|known| known.0.eq_ignore_ascii_case(&name.0)) {
                return Err(A::Error::custom(format!("{HEADER_VALUE} is given twice, for `{}`", name.0)));
            }
            headers.insert(name, source);
        }
        Ok(Headers(headers))
    }
}

/// Reads the value of the header called `name`.
#[derive(Clone, Copy)]
struct SourceSeed<'a> {
    name: &'a str,
}

impl<'de> DeserializeSeed<'de> for SourceSeed<'_> {
    type Value = HeaderSource;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<HeaderSource, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for SourceSeed<'_> {
    type Value = HeaderSource;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{HEADER_VALUE}, a string or `{{ env = \"NAME\" }}`")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<HeaderSource, E> {
        plain(self.name, text).map(HeaderSource::Plain).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<HeaderSource, A::Error> {
        let wrong =
            || A::Error::custom(format!("{HEADER_VALUE} is a string, or `{{ env = \"NAME\" }}` and nothing else"));
        match map.next_key::<String>()?.as_deref() {
            Some("env") => {}
            _ => return Err(wrong()),
        }
        let env = map.next_value::<VariableName>()?;
        if map.next_key::<String>()?.is_some() {
            return Err(wrong());
        }
        Ok(HeaderSource::Variable { env })
    }
}

/// `text` as the value of the header called `name`, where it may stand in a file that others read.
fn plain(name: &str, text: &str) -> Result<String, String> {
    let is_credential = is_credential(name);
    if is_credential || looks_secret(text) {
        let reason = if is_credential { "may be a secret" } else { "looks like a secret" };
        let variable = VariableName::for_header(name);
        return Err(format!(
            "the value of `{name}` {reason}, and does not belong in this file\nwrite `{name} = {{ env = \"{variable}\" }}`, \
             set the variable {variable} to the value, and allow it with `--allow-env {variable}`"
        ));
    }
    let is_text = text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    if text.is_empty() || text.trim() != text || !is_text || text.len() > LONGEST_VALUE {
        return Err(format!(
            "{HEADER_VALUE} is 1 to {LONGEST_VALUE} printable ASCII characters, without spaces at its ends"
        ));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_can_be_followed() {
        for (header, variable) in [("Cookie", "COOKIE"), ("X-Api-Key", "X_API_KEY"), ("2fa-Token", "_2FA_TOKEN")] {
            let error = plain(header, "consent=yes").expect_err("it may be a secret");
            assert!(error.contains(&format!("`{header} = {{ env = \"{variable}\" }}`")), "{error}");
            assert!(error.contains(&format!("`--allow-env {variable}`")) && VariableName::is_one(variable), "{error}");
            assert!(!error.contains("consent"), "{error}");
        }
    }
}
