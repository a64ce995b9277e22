//! `lychee.toml`: how the link checker lychee checks a project, as its version 0.24 and earlier ones write it.

use crate::interop::link_checker_settings::{
    KeyUse, LinkCheckerSettings, length_of_time, notice, status_code, status_codes, take_items, take_patterns, timeout,
};
use curate_rules::text;
use std::time::Duration;
use toml::{Table, Value};

/// The names of its configuration: the one that it looks for, and the one that most projects name beside it.
pub(crate) const NAMES: &[&str] = &["lychee.toml", ".lychee.toml"];

/// The longest value of a header, in bytes.
const LONGEST_HEADER: usize = 512;
/// The longest pause between two requests that is taken over.
const LONGEST_INTERVAL: Duration = Duration::from_mins(1);
/// Keys about what lychee itself shows and writes.
const OF_ITS_OWN: &[&str] = &[
    "dump",
    "dump_inputs",
    "format",
    "generate",
    "glob_ignore_case",
    "host_stats",
    "mode",
    "no_progress",
    "output",
    "skip_missing",
    "threads",
    "verbose",
];
/// Keys that ask for what is done here anyway.
const ALWAYS: &[&str] = &[
    "exclude_all_private",
    "exclude_link_local",
    "exclude_loopback",
    "exclude_mail",
    "exclude_private",
    "include_fragments",
];
/// Keys that ask for what is not done here.
const NEVER: &[&str] = &[
    "accept_timeouts",
    "hidden",
    "include_mail",
    "include_verbatim",
    "include_wikilinks",
    "insecure",
    "no_ignore",
    "offline",
    "require_https",
    "suggest",
];

/// What `text`, the configuration called `shown`, says. What is not TOML says nothing, with a notice.
pub(crate) fn read(text: &str, shown: &str) -> LinkCheckerSettings {
    let mut settings = LinkCheckerSettings::default();
    let Ok(table) = text.parse::<Table>() else {
        settings.notice = Some(text!("{shown}: is not TOML; it is left out", shown));
        return settings;
    };
    let keys: Vec<(String, KeyUse)> =
        table.iter().map(|(key, value)| (key.clone(), take(key, value, &mut settings))).collect();
    settings.notice = notice(shown, &keys);
    settings
}

fn take(key: &str, value: &Value, settings: &mut LinkCheckerSettings) -> KeyUse {
    match key {
        "exclude" => take_patterns(texts(value), &mut settings.exclude),
        "include" => take_patterns(texts(value), &mut settings.include),
        "exclude_path" => take_patterns(texts(value), &mut settings.exclude_path),
        "accept" => take_codes(value, settings),
        "scheme" => take_schemes(value, settings),
        "timeout" => KeyUse::of(length(value).and_then(timeout), &mut settings.timeout),
        "max_cache_age" => KeyUse::of(length(value), &mut settings.fresh),
        "max_concurrency" => KeyUse::of(count(value), &mut settings.max_concurrency),
        "host_concurrency" => KeyUse::of(count(value), &mut settings.per_host),
        "host_request_interval" => {
            KeyUse::of(length(value).filter(|length| *length <= LONGEST_INTERVAL), &mut settings.interval)
        }
        "user_agent" => KeyUse::of(value.as_str().and_then(user_agent), &mut settings.user_agent),
        // There is a store, unless the command line says otherwise.
        "cache" => {
            if is_off(value) {
                KeyUse::NotTakenOver
            } else {
                KeyUse::TakenOver
            }
        }
        // HEAD comes first, and GET where it fails, whatever stands here.
        "method" => KeyUse::NotTakenOver,
        _ if OF_ITS_OWN.contains(&key) => KeyUse::SameHere,
        _ if ALWAYS.contains(&key) => KeyUse::same_if(!is_off(value)),
        _ if NEVER.contains(&key) => KeyUse::same_if(is_off(value)),
        _ => KeyUse::same_if(is_empty(value)),
    }
}

/// The items of an array, or the one that `value` is.
fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice)
}

/// The same as texts; what is none as it is written.
fn texts(value: &Value) -> impl Iterator<Item = Result<&str, String>> {
    items(value).iter().map(|item| item.as_str().ok_or_else(|| item.to_string()))
}

fn is_off(value: &Value) -> bool {
    matches!(value, Value::Boolean(false)) || value.as_str() == Some("none")
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.is_empty(),
        Value::Table(table) => table.is_empty(),
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

/// Codes and ranges (`200`, `"200..=204"`, `"..300"`, `"500.."`), in an array or in one text with commas.
fn take_codes(value: &Value, settings: &mut LinkCheckerSettings) -> KeyUse {
    let parts = items(value).iter().flat_map(|item| match item {
        Value::String(text) => text.split(',').map(|part| part.trim().to_owned()).collect(),
        other => vec![other.to_string()],
    });
    let mut ranges = Vec::new();
    let key_use = take_items(parts, &mut ranges, |part| range(&part).ok_or(part));
    settings.accept = status_codes(&ranges);
    key_use
}

/// The first and the last code of a range as Rust writes it.
fn range(text: &str) -> Option<(u16, u16)> {
    let Some((first, last)) = text.split_once("..") else { return status_code(text).map(|code| (code, code)) };
    let first = if first.is_empty() { 100 } else { status_code(first)? };
    let last = match last.strip_prefix('=') {
        Some(last) => status_code(last)?,
        None if last.is_empty() => 999,
        None => last.parse::<u16>().ok()?.checked_sub(1).filter(|last| (100..=999).contains(last))?,
    };
    (first <= last).then_some((first, last))
}

fn take_schemes(value: &Value, settings: &mut LinkCheckerSettings) -> KeyUse {
    let schemes: Result<Vec<String>, String> = texts(value).map(|scheme| scheme.map(str::to_ascii_lowercase)).collect();
    let Ok(schemes) = schemes else { return KeyUse::NotTakenOver };
    let has = |name: &str| schemes.iter().any(|scheme| scheme == name);
    if schemes.is_empty() || (has("http") && has("https")) {
        return KeyUse::SameHere;
    }
    settings.schemes = schemes;
    KeyUse::TakenOver
}

/// A number of seconds, or a text with a unit.
fn length(value: &Value) -> Option<Duration> {
    match value {
        Value::Integer(seconds) => u64::try_from(*seconds).ok().map(Duration::from_secs),
        Value::String(text) => length_of_time(text, Duration::from_secs(1)),
        _ => None,
    }
}

fn count(value: &Value) -> Option<u16> {
    u16::try_from(value.as_integer()?).ok().filter(|count| *count > 0)
}

fn user_agent(text: &str) -> Option<String> {
    let is_header = text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    let text = text.trim();
    (is_header && !text.is_empty() && text.len() <= LONGEST_HEADER).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use regex::Regex;

    fn said(text: &str) -> String {
        read(text, "lychee.toml").notice.unwrap_or_default().to_string()
    }

    #[test]
    fn what_counts() {
        let settings = read(
            "exclude = ['^https://a', '(']\ninclude = ['/b$']\nexclude_path = ['^docs/']\naccept = '200..=204, 429'\n\
             timeout = 30\nmax_concurrency = 8\nhost_concurrency = 2\nhost_request_interval = '100ms'\n\
             max_cache_age = '1d'\nuser_agent = 'curl/8'\nscheme = ['https']\n",
            "lychee.toml",
        );
        let patterns =
            |patterns: &[Regex]| patterns.iter().map(|pattern| pattern.as_str().to_owned()).collect::<Vec<_>>();
        assert_eq!(patterns(&settings.exclude), ["^https://a"]);
        assert_eq!(
            (patterns(&settings.include), patterns(&settings.exclude_path)),
            (vec!["/b$".to_owned()], vec!["^docs/".to_owned()])
        );
        assert_eq!(settings.accept, [200, 201, 202, 203, 204, 429]);
        assert_eq!((settings.timeout, settings.fresh), (Some(Duration::from_secs(30)), Some(Duration::from_hours(24))));
        assert_eq!((settings.max_concurrency, settings.per_host), (Some(8), Some(2)));
        assert_eq!(settings.interval, Some(Duration::from_millis(100)));
        assert_eq!((settings.user_agent.as_deref(), settings.schemes), (Some("curl/8"), vec!["https".to_owned()]));
        let line = settings.notice.expect("a notice").to_string();
        assert!(
            line.starts_with("lychee.toml: exclude (but not `(`), include, ") && line.ends_with(" taken over"),
            "{line}"
        );
    }

    #[test]
    fn codes() {
        for (text, expected) in [
            ("[200, 429]", &[200, 429][..]),
            ("['200..=202', '999']", &[200, 201, 202, 999]),
            ("'200..202, 404'", &[200, 201, 404]),
            ("['300..=310']", &[300, 304, 305, 306, 309, 310]),
            ("['998..']", &[998, 999]),
            ("['..=101']", &[100, 101]),
            ("['1..=99', 200]", &[200]),
            ("[200, 301, 302]", &[200]),
        ] {
            assert_eq!(read(&format!("accept = {text}"), "x").accept, expected, "{text}");
        }
        let partly = read("accept = [200, true, '204, x', -1, '300..200', 20]", "x");
        assert_eq!(partly.accept, [200, 204]);
        assert_eq!(
            partly.notice.map(|said| said.to_string()).as_deref(),
            Some("x: accept (but not `true`, `x`, `-1`, `300..200`, `20`) taken over")
        );
        for text in ["[true]", "['x']", "[-1]", "['1..=99999999']", "'200;429'"] {
            let settings = read(&format!("accept = {text}"), "x");
            let notice = settings.notice.unwrap_or_default().to_string();
            assert!(settings.accept.is_empty() && notice == "x: accept not taken over", "{text}");
        }
    }

    #[test]
    fn every_key_is_taken_over_the_same_or_named() {
        assert_eq!(said("verbose = 'info'\nexclude_all_private = true\ninsecure = false\nexclude = []\n"), "");
        assert_eq!(said("include_fragments = 'full'\nscheme = ['http', 'https', 'file']\n"), "");
        assert_eq!(
            said("timeout = 9\nheader = { Authorization = 'secret' }\nremap = ['a b']\n[hosts.'x']\nconcurrency = 1\n"),
            "lychee.toml: timeout taken over; header, remap, hosts not"
        );
        assert_eq!(said("cache = true\nmethod = 'head'"), "lychee.toml: cache taken over; method not");
        for line in [
            "cache = false",
            "exclude_private = false",
            "include_fragments = false",
            "insecure = true",
            "include_mail = true",
            "require_https = true",
            "method = 'post'",
            "method = 'get'",
            "basic_auth = ['a b:c']",
            "base_url = 'https://a'",
            "max_retries = 2",
            "timeout = 0",
            "timeout = 86400",
            "timeout = 'soon'",
            "max_concurrency = 0",
            "host_request_interval = '1d'",
            "user_agent = \"a\\r\\nCookie: b\"",
            "exclude = ['(?<!a)']",
            "unheard_of = 1",
        ] {
            let key = line.split(' ').next().expect("a key");
            assert_eq!(said(line), format!("lychee.toml: {key} not taken over"), "{line}");
        }
    }

    #[test]
    fn what_is_not_toml_is_left_out() {
        let deep = format!("a = {}", "[".repeat(100_000));
        for text in ["exclude = [", "a.".repeat(50_000).as_str(), deep.as_str(), "\u{0}"] {
            assert_eq!(said(text), "lychee.toml: is not TOML; it is left out");
        }
    }
}
