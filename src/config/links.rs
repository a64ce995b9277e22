//! `[links]` and `[[links.host]]`: how URLs are asked.

use super::values::{Key, Reader};
use super::{ConfigError, HostConfig, LinksConfig};
use crate::plain::duration::{duration, some_duration};
use crate::plain::patterns::{MOST_EXPRESSIONS, expression};
use globset::{Glob, GlobMatcher};
use regex::Regex;
use std::ops::{Range, RangeInclusive};
use std::time::Duration;
use toml::Spanned;
use toml::de::DeValue;

/// The keys of `[links]`.
pub const KEYS: &[&str] = &[
    "connect-timeout",
    "days-of-failure",
    "exclude",
    "first-byte-timeout",
    "fresh",
    "host",
    "include",
    "interval",
    "longest-pause",
    "max-concurrency",
    "per-host",
    "timeout",
];
/// The keys of `[[links.host]]`.
pub const HOST_KEYS: &[&str] = &["accept", "headers", "interval", "method", "name", "timeout"];
/// The keys of `fresh`: the verdicts that are believed for a while.
pub const FRESH_KEYS: &[&str] = &["blocked", "dead", "ok"];
/// Headers that belong to the connection or to how a URL is asked.
const OWN_HEADERS: &[&str] =
    &["connection", "content-length", "expect", "host", "range", "te", "trailer", "transfer-encoding", "upgrade"];

type Value<'a> = Spanned<DeValue<'a>>;

/// Reads `[links]`.
pub fn links(reader: &Reader<'_>, value: &Value<'_>) -> Result<LinksConfig, ConfigError> {
    let mut links = LinksConfig::default();
    for (key, value) in reader.table(value, "`links`")? {
        let name = key.get_ref().as_ref();
        match name {
            "timeout" => links.timeout = Some(some_time(reader, name, value)?),
            "connect-timeout" => links.connect_timeout = Some(some_time(reader, name, value)?),
            "first-byte-timeout" => links.first_byte_timeout = Some(some_time(reader, name, value)?),
            "interval" => links.interval = Some(time(reader, name, value)?),
            "longest-pause" => links.longest_pause = Some(time(reader, name, value)?),
            "max-concurrency" => links.max_concurrency = Some(whole(reader, name, value, 1..=u16::MAX)?),
            "per-host" => links.per_host = Some(whole(reader, name, value, 1..=u16::MAX)?),
            "days-of-failure" => links.days_of_failure = Some(whole(reader, name, value, 1..=366)?),
            "exclude" => links.exclude = patterns(reader, name, value)?,
            "include" => links.include = patterns(reader, name, value)?,
            "fresh" => fresh(reader, value, &mut links)?,
            "host" => {
                let Some(tables) = value.get_ref().as_array() else {
                    return Err(reader.wrong_kind(value, "`host`", "tables, written `[[links.host]]`"));
                };
                links.hosts = tables.iter().map(|table| host(reader, table)).collect::<Result<_, _>>()?;
            }
            _ => return Err(reader.unknown_key(key, KEYS)),
        }
    }
    Ok(links)
}

fn fresh(reader: &Reader<'_>, value: &Value<'_>, links: &mut LinksConfig) -> Result<(), ConfigError> {
    for (key, value) in reader.table(value, "`fresh`")? {
        let name = key.get_ref().as_ref();
        let lasts = match name {
            "ok" => &mut links.fresh_ok,
            "dead" => &mut links.fresh_dead,
            "blocked" => &mut links.fresh_blocked,
            _ => return Err(reader.unknown_key(key, FRESH_KEYS)),
        };
        *lasts = Some(time(reader, name, value)?);
    }
    Ok(())
}

fn host(reader: &Reader<'_>, value: &Value<'_>) -> Result<HostConfig, ConfigError> {
    let mut name = None;
    let (mut interval, mut timeout, mut get) = (None, None, false);
    let (mut accept, mut headers) = (Vec::new(), Vec::new());
    for (key, value) in reader.table(value, "`links.host`")? {
        match key.get_ref().as_ref() {
            "name" => name = Some(host_name(reader, value)?),
            "interval" => interval = Some(time(reader, "interval", value)?),
            "timeout" => timeout = Some(some_time(reader, "timeout", value)?),
            "method" => {
                let method = reader.text(value, "`method`")?;
                if !["get", "head"].contains(&method) {
                    return Err(reader.no_choice(value.span(), method, "`method`", &["get", "head"]));
                }
                get = method == "get";
            }
            "accept" => accept = codes(reader, value)?,
            "headers" => {
                let table = reader.table(value, "`headers`")?;
                headers = table.iter().map(|(key, value)| header(reader, key, value)).collect::<Result<_, _>>()?;
            }
            _ => return Err(reader.unknown_key(key, HOST_KEYS)),
        }
    }
    let (name, matcher) = name.ok_or_else(|| reader.error(value.span(), "a `[[links.host]]` needs a `name`", None))?;
    Ok(HostConfig { name, matcher, interval, timeout, get, accept, headers })
}

fn host_name(reader: &Reader<'_>, value: &Value<'_>) -> Result<(String, GlobMatcher), ConfigError> {
    let name = reader.text(value, "`name`")?.to_ascii_lowercase();
    if name.is_empty() || name.contains('/') {
        let help = Some("the name alone, without `https://` and without a path");
        return Err(reader.error(value.span(), "`name` must be a host's name or a pattern for some", help));
    }
    // Hosts are asked by their ASCII names.
    let ascii = if name.is_ascii() { None } else { url::Host::parse(&name).ok() };
    let name = ascii.map_or(name, |host| host.to_string());
    let glob = Glob::new(&name).map_err(|error| reader.error(value.span(), &error.kind().to_string(), None))?;
    Ok((name, glob.compile_matcher()))
}

fn codes(reader: &Reader<'_>, value: &Value<'_>) -> Result<Vec<u16>, ConfigError> {
    let Some(array) = value.get_ref().as_array() else {
        return Err(reader.wrong_kind(value, "`accept`", "an array of status codes"));
    };
    array.iter().map(|code| whole(reader, "accept", code, 100..=999)).collect()
}

/// A header's name, and the name of the environment variable that holds its value.
fn header(reader: &Reader<'_>, key: &Key<'_>, value: &Value<'_>) -> Result<(String, String), ConfigError> {
    let name = key.get_ref().as_ref();
    // RFC 9110, 5.6.2: a token.
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(is_token) {
        return Err(reader.error(key.span(), &format!("`{name}` is no header's name"), None));
    }
    if OWN_HEADERS.contains(&name.to_ascii_lowercase().as_str()) {
        return Err(reader.error(
            key.span(),
            &format!("`{name}` cannot be set: it belongs to the request itself"),
            None,
        ));
    }
    let is_of_variable = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    let variable = value.get_ref().as_str().filter(|text| {
        !text.is_empty() && text.bytes().all(is_of_variable) && !text.starts_with(|first: char| first.is_ascii_digit())
    });
    let Some(variable) = variable else {
        // What stands there may be a secret, so it is not shown.
        let message = "a header's value is the name of an environment variable, such as `API_TOKEN`";
        let help = Some("put the value into the variable, and allow it with `--allow-env API_TOKEN`");
        return Err(reader.error_hiding(value.span(), message, help));
    };
    Ok((name.to_owned(), variable.to_owned()))
}

fn time(reader: &Reader<'_>, key: &str, value: &Value<'_>) -> Result<Duration, ConfigError> {
    let text = reader.text(value, &format!("`{key}`"))?;
    duration(text).map_err(|error| reader.error(value.span(), &error.to_string(), None))
}

fn some_time(reader: &Reader<'_>, key: &str, value: &Value<'_>) -> Result<Duration, ConfigError> {
    let text = reader.text(value, &format!("`{key}`"))?;
    some_duration(text).map_err(|error| reader.error(value.span(), &error.to_string(), None))
}

fn whole(reader: &Reader<'_>, key: &str, value: &Value<'_>, range: RangeInclusive<u16>) -> Result<u16, ConfigError> {
    let what = format!("`{key}`");
    let number = value.get_ref().as_integer();
    let number = number.and_then(|number| u16::from_str_radix(number.as_str(), number.radix()).ok());
    let found = number.filter(|number| range.contains(number));
    let expected = || format!("{what} must be a whole number from {} to {}", range.start(), range.end());
    found.ok_or_else(|| reader.error(value.span(), &expected(), None))
}

fn patterns(reader: &Reader<'_>, key: &str, value: &Value<'_>) -> Result<Vec<Regex>, ConfigError> {
    let texts = reader.texts(value, &format!("`{key}`"))?;
    if texts.len() > MOST_EXPRESSIONS {
        return Err(reader.error(value.span(), &format!("`{key}` has more than {MOST_EXPRESSIONS} patterns"), None));
    }
    let compiled = |(text, span): (String, Range<usize>)| {
        // The first lines of such an error draw the pattern once more.
        let last = |error: regex::Error| error.to_string().lines().last().unwrap_or_default().to_owned();
        expression(&text).map_err(|error| {
            let reason = last(error);
            let reason = reason.strip_prefix("error: ").unwrap_or(&reason);
            let help = text.starts_with('*').then_some("this is a regular expression: `.*` stands for any text");
            reader.error(span, &format!("this is no pattern: {reason}"), help)
        })
    };
    texts.into_iter().map(compiled).collect()
}
