//! `.markdown-link-check.json`: how the link checker markdown-link-check checks a project.

use crate::interop::link_checker_settings::{
    KeyUse, LinkCheckerSettings, length_of_time, notice, status_code, status_codes, take_items, take_patterns, timeout,
};
use curate_rules::text;
use jsonc_parser::{JsonArray, JsonObject, JsonValue, ParseOptions, parse_to_value};
use std::time::Duration;

/// The names that projects give its configuration: the second is the one that its GitHub action looks for.
pub(crate) const NAMES: &[&str] = &[".markdown-link-check.json", "mlc_config.json", ".mlc_config.json"];

/// What `text`, the configuration called `shown`, says. What is not JSON says nothing, with a notice.
pub(crate) fn read(text: &str, shown: &str) -> LinkCheckerSettings {
    let mut settings = LinkCheckerSettings::default();
    let Ok(Some(JsonValue::Object(object))) = parse_to_value(text, &ParseOptions::default()) else {
        settings.notice = Some(text!("{shown}: is not JSON; it is left out", shown));
        return settings;
    };
    let keys = object.take_inner().into_iter();
    let keys: Vec<(String, KeyUse)> = keys
        .map(|(key, value)| {
            let key_use = take(&key, &value, &mut settings);
            (key.into_owned(), key_use)
        })
        .collect();
    settings.notice = notice(shown, &keys);
    settings
}

fn take(key: &str, value: &JsonValue<'_>, settings: &mut LinkCheckerSettings) -> KeyUse {
    match (key, value) {
        ("ignorePatterns", JsonValue::Array(items)) => take_patterns(items.iter().map(pattern), &mut settings.exclude),
        ("aliveStatusCodes", JsonValue::Array(items)) => {
            let mut codes = Vec::new();
            let code = |item| code(item).map(|code| (code, code)).ok_or_else(|| shown(item));
            let key_use = take_items(items.iter(), &mut codes, code);
            settings.accept = status_codes(&codes);
            key_use
        }
        ("timeout", JsonValue::String(text)) => take_timeout(text, settings),
        ("timeout", JsonValue::Number(text)) => take_timeout(text, settings),
        ("ignoreDisable", JsonValue::Boolean(ignores)) => {
            settings.ignores_comments = *ignores;
            if *ignores { KeyUse::TakenOver } else { KeyUse::SameHere }
        }
        // What a server asks for is waited for.
        ("retryOn429", JsonValue::Boolean(true)) => KeyUse::TakenOver,
        // Paths from the root are of the repository.
        ("replacementPatterns", JsonValue::Array(items)) => {
            KeyUse::same_if(objects(items).all(|item| item.is_some_and(is_root)))
        }
        ("httpHeaders", JsonValue::Array(items)) => KeyUse::same_if(items.is_empty()),
        ("showProgressBar" | "$schema", _) => KeyUse::SameHere,
        _ => KeyUse::NotTakenOver,
    }
}

/// A text with a unit, or milliseconds.
fn take_timeout(text: &str, settings: &mut LinkCheckerSettings) -> KeyUse {
    let length = length_of_time(text, Duration::from_millis(1));
    KeyUse::of(length.and_then(timeout), &mut settings.timeout)
}

fn objects<'a>(items: &'a JsonArray<'a>) -> impl Iterator<Item = Option<&'a JsonObject<'a>>> {
    items.iter().map(|item| if let JsonValue::Object(object) = item { Some(object) } else { None })
}

fn text<'a>(object: &'a JsonObject<'a>, key: &str) -> Option<&'a str> {
    object.get_string(key).map(|text| &**text)
}

/// The pattern of an item of `ignorePatterns`.
fn pattern<'a>(item: &'a JsonValue<'a>) -> Result<&'a str, String> {
    let object = if let JsonValue::Object(object) = item { Some(object) } else { None };
    object.and_then(|object| text(object, "pattern")).ok_or_else(|| shown(item))
}

fn code(value: &JsonValue<'_>) -> Option<u16> {
    match value {
        JsonValue::Number(text) => status_code(text),
        JsonValue::String(text) => status_code(text),
        _ => None,
    }
}

/// How a notice shows an item that cannot be read.
fn shown(value: &JsonValue<'_>) -> String {
    match value {
        JsonValue::String(text) => text.to_string(),
        JsonValue::Number(text) => (*text).to_owned(),
        JsonValue::Boolean(value) => value.to_string(),
        JsonValue::Null => "null".to_owned(),
        JsonValue::Array(_) => "[…]".to_owned(),
        JsonValue::Object(_) => "{…}".to_owned(),
    }
}

/// Whether a replacement makes paths from the root those of the repository.
fn is_root(replacement: &JsonObject<'_>) -> bool {
    text(replacement, "pattern") == Some("^/")
        && text(replacement, "replacement").is_some_and(|to| matches!(to, "{{BASEURL}}/" | "{{BASEURL}}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use regex::Regex;

    #[test]
    fn what_counts() {
        let settings = read(
            "{ // why\n\"ignorePatterns\": [{\"pattern\": \"^https?:\\\\/\\\\/a\"}, {\"pattern\": \"(?!b)\"}, 7],\n\
             \"timeout\": \"2000ms\", \"aliveStatusCodes\": [200, 206, 301, \"999\"], \"ignoreDisable\": true,\n\
             \"retryOn429\": true, \"replacementPatterns\": [{\"pattern\": \"^/\", \"replacement\": \"{{BASEURL}}/\"}],\n\
             \"projectBaseUrl\": \"x\", \"httpHeaders\": [{\"urls\": [\"https://a\"], \"headers\": {\"Cookie\": \"c\"}}],\n\
             \"retryCount\": 5 }",
            "mlc_config.json",
        );
        assert_eq!(settings.exclude.iter().map(Regex::as_str).collect::<Vec<_>>(), ["^https?:\\/\\/a"]);
        assert!(settings.exclude.iter().all(|pattern| pattern.is_match("https://a.example/")));
        assert_eq!((settings.timeout, settings.ignores_comments), (Some(Duration::from_secs(2)), true));
        assert_eq!(settings.accept, [200, 206, 999]);
        assert_eq!(
            settings.notice.map(|said| said.to_string()).as_deref(),
            Some(
                "mlc_config.json: ignorePatterns (but not `(?!b)`, `7`), timeout, aliveStatusCodes, ignoreDisable, \
                 retryOn429 taken over; projectBaseUrl, httpHeaders, retryCount not"
            )
        );
    }

    #[test]
    fn what_does_not() {
        let said = |text: &str| read(text, "x").notice.map(|said| said.to_string());
        assert_eq!(said("{}"), None);
        assert_eq!(
            said("{\"httpHeaders\": [], \"ignorePatterns\": [], \"ignoreDisable\": false, \"timeout\": 900}")
                .as_deref(),
            Some("x: timeout taken over")
        );
        for pair in [
            "\"timeout\": \"1 year\"",
            "\"timeout\": -5",
            "\"timeout\": [\"1s\"]",
            "\"aliveStatusCodes\": [true]",
            "\"retryOn429\": false",
            "\"retryCount\": 3",
            "\"fallbackRetryDelay\": \"30s\"",
            "\"projectBaseUrl\": 7",
            "\"projectBaseUrl\": \"https://lamp.example\"",
            "\"replacementPatterns\": [{\"pattern\": \"^/\", \"replacement\": \"file:///etc/\"}]",
            "\"ignorePatterns\": {\"pattern\": \"a\"}",
        ] {
            let key = pair.split('"').nth(1).expect("a key");
            assert_eq!(said(&format!("{{{pair}}}")), Some(format!("x: {key} not taken over")), "{pair}");
        }
        let partly = read("{\"aliveStatusCodes\": [200, true, \"206\", \"x\", 20, null, [1], {}]}", "x");
        assert_eq!(partly.accept, [200, 206]);
        assert_eq!(
            partly.notice.map(|said| said.to_string()).as_deref(),
            Some("x: aliveStatusCodes (but not `true`, `x`, `20`, `null`, `[…]`, `{…}`) taken over")
        );
        for text in ["", "[]", "7", "{ \"a\"", &"[".repeat(100_000), &"{\"a\":".repeat(60_000)] {
            assert_eq!(said(text).as_deref(), Some("x: is not JSON; it is left out"));
        }
    }
}
