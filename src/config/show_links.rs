//! What is said of links, as a configuration.

use super::{HostConfig, LinksConfig};
use crate::plain::toml_text::{array, quoted};
use std::fmt::Write as _;
use std::time::Duration;

/// Appends `[links]` and its hosts, where anything is said.
pub fn links(links: &LinksConfig, shown: &str, text: &mut String) {
    let mut lines = Vec::new();
    for (key, value) in [
        ("timeout", links.timeout),
        ("connect-timeout", links.connect_timeout),
        ("first-byte-timeout", links.first_byte_timeout),
        ("interval", links.interval),
        ("longest-pause", links.longest_pause),
    ] {
        lines.extend(value.map(|value| format!("{key} = {}", time(value))));
    }
    for (key, value) in [
        ("max-concurrency", links.max_concurrency),
        ("per-host", links.per_host),
        ("days-of-failure", links.days_of_failure),
    ] {
        lines.extend(value.map(|value| format!("{key} = {value}")));
    }
    let fresh = [("blocked", links.fresh_blocked), ("dead", links.fresh_dead), ("ok", links.fresh_ok)];
    let fresh: Vec<String> =
        fresh.iter().filter_map(|(key, value)| Some(format!("{key} = {}", time((*value)?)))).collect();
    if !fresh.is_empty() {
        lines.push(format!("fresh = {{ {} }}", fresh.join(", ")));
    }
    for (key, patterns) in [("exclude", &links.exclude), ("include", &links.include)] {
        if !patterns.is_empty() {
            lines.push(format!("{key} = {}", array(patterns.iter().map(regex::Regex::as_str))));
        }
    }
    if lines.is_empty() && links.hosts.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n[links]  # {shown}; `curate links --help` names what is not said here");
    for line in lines {
        let _ = writeln!(text, "{line}");
    }
    for one in &links.hosts {
        host(one, text);
    }
}

fn host(host: &HostConfig, text: &mut String) {
    let _ = writeln!(text, "[[links.host]]\nname = {}", quoted(&host.name));
    for (key, value) in [("interval", host.interval), ("timeout", host.timeout)] {
        if let Some(value) = value {
            let _ = writeln!(text, "{key} = {}", time(value));
        }
    }
    if host.get {
        text.push_str("method = \"get\"\n");
    }
    if !host.accept.is_empty() {
        let codes: Vec<String> = host.accept.iter().map(u16::to_string).collect();
        let _ = writeln!(text, "accept = [{}]", codes.join(", "));
    }
    if !host.headers.is_empty() {
        let headers: Vec<String> =
            host.headers.iter().map(|(name, variable)| format!("{} = {}", quoted(name), quoted(variable))).collect();
        let _ = writeln!(text, "headers = {{ {} }}", headers.join(", "));
    }
}

/// In the largest unit that says it whole.
fn time(time: Duration) -> String {
    let millis = time.as_millis();
    let units = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1_000, "s")];
    let unit = units.into_iter().find(|(unit, _)| millis > 0 && millis.is_multiple_of(*unit));
    unit.map_or_else(|| format!("\"{millis}ms\""), |(unit, name)| format!("\"{}{name}\"", millis / unit))
}
