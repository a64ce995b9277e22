//! The part of the schema that is about `[links]`.

use super::links::{FRESH_KEYS, HOST_KEYS, KEYS};
use serde_json::{Map, Value, json};

/// What `[links]` can hold.
pub fn links() -> Value {
    table(KEYS, &key)
}

/// A table with `keys`, each as `of` describes it.
fn table(keys: &[&str], of: &dyn Fn(&str) -> Value) -> Value {
    let properties: Map<String, Value> = keys.iter().map(|key| ((*key).to_owned(), of(key))).collect();
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

fn key(key: &str) -> Value {
    match key {
        "timeout" => time("For one request as a whole"),
        "connect-timeout" => time("For resolving and connecting"),
        "first-byte-timeout" => time("From the request to the first byte of the answer"),
        "interval" => time("Between the starts of two requests to one host"),
        "longest-pause" => time("A server that asks for a longer pause is not waited for"),
        "max-concurrency" => number("Requests in flight, all hosts together", 1, u16::MAX),
        "per-host" => number("Requests in flight to one host", 1, u16::MAX),
        "days-of-failure" => number("Failures on this many days make a link dead", 1, 366),
        "exclude" => patterns("URLs that match, as asked or as written, are not asked"),
        "include" => patterns("Where there are any, only URLs that match one of them are asked"),
        "fresh" => table(FRESH_KEYS, &|verdict| time(&format!("How long what was {verdict} is not asked again"))),
        "host" => {
            let mut host = table(HOST_KEYS, &host_key);
            if let Some(host) = host.as_object_mut() {
                host.insert("required".to_owned(), json!(["name"]));
            }
            json!({ "description": "What is different for some hosts; the first that matches counts", "type": "array", "items": host })
        }
        _ => json!({}),
    }
}

fn host_key(key: &str) -> Value {
    match key {
        "name" => json!({ "description": "A host's name, or a pattern such as *.example.org", "type": "string" }),
        "interval" => time("Between the starts of two requests"),
        "timeout" => time("For one request as a whole"),
        "method" => json!({ "description": "get skips HEAD", "enum": ["get", "head"] }),
        "accept" => json!({
            "description": "Status codes that count as 2xx",
            "type": "array",
            "items": { "type": "integer", "minimum": 100, "maximum": 999 },
        }),
        "headers" => json!({
            "description": "Headers, each with the name of the environment variable that holds its value",
            "type": "object",
            "additionalProperties": { "type": "string", "pattern": "^[A-Z_][A-Z0-9_]*$" },
        }),
        _ => json!({}),
    }
}

fn time(description: &str) -> Value {
    json!({ "description": description, "type": "string", "pattern": "^[0-9]+(ms|s|m|h|d)$" })
}

fn number(description: &str, least: u16, most: u16) -> Value {
    json!({ "description": description, "type": "integer", "minimum": least, "maximum": most })
}

fn patterns(description: &str) -> Value {
    json!({ "description": description, "type": "array", "items": { "type": "string", "format": "regex" } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_described() {
        for (keys, of) in [(KEYS, &key as &dyn Fn(&str) -> Value), (HOST_KEYS, &host_key)] {
            for key in keys {
                assert_ne!(of(key), json!({}), "{key}");
            }
        }
    }
}
