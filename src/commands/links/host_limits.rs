//! Hosts that wanted fewer requests, and the settings with which they get them.

use crate::links::run::HostLimit;
use curate_rules::{Text, plural, text};
use std::time::Duration;

/// So many hosts are named.
const MOST: usize = 3;
/// So many characters of a host's name are shown, where it is longer its end.
const LONGEST_NAME: usize = 30;
/// Nobody waits longer than this.
const LONGEST_WAIT: Duration = Duration::from_mins(15);

/// A line for each of a few hosts whose limit is known, or of which URLs were not checked for it, and how many more there are.
pub(crate) fn lines(limits: &[HostLimit]) -> Vec<Text> {
    // What was not checked is worth more than what took long.
    let (dropped, slow): (Vec<&HostLimit>, Vec<&HostLimit>) = limits.iter().partition(|limit| limit.is_dropped);
    let mut lines: Vec<Text> = dropped.into_iter().chain(slow).filter_map(line).collect();
    let more = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    if more > 0 {
        lines.push(plural!(more, "{more} more host wanted fewer requests", "{more} more hosts wanted fewer requests"));
    }
    lines
}

fn line(limit: &HostLimit) -> Option<Text> {
    let HostLimit { refusals, interval, too_long_pause, is_dropped, .. } = limit;
    let host = name(&limit.host);
    let interval = interval.map(|interval| {
        let milliseconds = interval.as_millis().div_ceil(10) * 10;
        (rate(interval), format!("`interval = \"{milliseconds}ms\"`"))
    });
    let seconds = too_long_pause.map(|pause| pause.as_secs_f64().ceil());
    let waits = too_long_pause.is_some_and(|pause| pause <= LONGEST_WAIT);
    Some(match (interval, seconds) {
        (Some((rate, setting)), Some(seconds)) if waits => {
            let seconds = seconds.to_string();
            text!(
                "{host} allows about {rate}: try {setting} or `longest-pause = \"{seconds}s\"`",
                host,
                rate,
                setting,
                seconds
            )
        }
        (_, Some(seconds)) if waits => {
            let seconds = seconds.to_string();
            text!(
                "{host} wants a pause of {seconds} s: `longest-pause = \"{seconds}s\"` in [links] waits for it",
                host,
                seconds
            )
        }
        (_, Some(seconds)) => {
            text!("{host} wants a pause of {time}: a later run checks the rest", host, time = time(seconds))
        }
        (_, None) if *is_dropped => {
            let count = *refusals;
            plural!(
                count,
                "{host} refused {count} request: a later run, or a longer `longest-pause`, may check the rest",
                "{host} refused {count} requests: a later run, or a longer `longest-pause`, may check the rest",
                host
            )
        }
        (Some((rate, setting)), None) => {
            text!("{host} allows about {rate}: set {setting} in its [[links.host]]", host, rate, setting)
        }
        (None, None) => return None,
    })
}

/// A name of a host, or the end of a very long one.
fn name(host: &str) -> String {
    let length = host.chars().count();
    if length <= LONGEST_NAME {
        return host.to_owned();
    }
    format!("…{}", host.chars().skip(length - LONGEST_NAME).collect::<String>())
}

/// How many requests come with one each `interval`.
fn rate(interval: Duration) -> Text {
    let seconds = interval.as_secs_f64();
    if seconds < 0.3 {
        text!("{count} requests a second", count = format!("{:.0}", 1.0 / seconds))
    } else if seconds < 0.9 {
        text!("{count} requests a second", count = format!("{:.1}", 1.0 / seconds))
    } else {
        text!("a request every {seconds} s", seconds = format!("{seconds:.1}"))
    }
}

/// A long time, in the largest unit of which there are two.
fn time(seconds: f64) -> Text {
    let count = |length: f64| format!("{:.0}", seconds / length);
    match seconds {
        days if days >= 172_800.0 => text!("{count} days", count = count(86_400.0)),
        hours if hours >= 7_200.0 => text!("{count} hours", count = count(3_600.0)),
        minutes if minutes >= 120.0 => text!("{count} minutes", count = count(60.0)),
        _ => text!("{count} seconds", count = seconds.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(interval: Option<u64>, pause: Option<u64>, is_dropped: bool) -> HostLimit {
        HostLimit {
            host: "a.example".to_owned(),
            refusals: 7,
            interval: interval.map(Duration::from_millis),
            too_long_pause: pause.map(Duration::from_secs),
            is_dropped,
        }
    }

    #[test]
    fn limits_are_told_where_they_are_known_or_cost_something() {
        for (limit, wanted) in [
            (
                limit(Some(204), None, false),
                "a.example allows about 5 requests a second: set `interval = \"210ms\"` in its [[links.host]]",
            ),
            (limit(Some(2_190), None, false), "allows about a request every 2.2 s: set `interval = \"2190ms\"`"),
            (
                limit(Some(600), Some(55), true),
                "allows about 1.7 requests a second: try `interval = \"600ms\"` or `longest-pause = \"55s\"`",
            ),
            (limit(None, Some(55), true), "wants a pause of 55 s: `longest-pause = \"55s\"` in [links]"),
            (limit(Some(600), Some(100_000), true), "wants a pause of 28 hours: a later run checks the rest"),
            (limit(Some(600), None, true), "refused 7 requests: a later run, or a longer `longest-pause`, may"),
        ] {
            let lines: Vec<String> = lines(&[limit]).iter().map(Text::to_string).collect();
            assert!(lines.len() == 1 && lines[0].contains(wanted), "{lines:?}");
            assert!(lines[0].chars().count() <= 100, "{lines:?}");
        }
        assert!(lines(&[limit(None, None, false)]).is_empty(), "it cost nothing");
    }

    #[test]
    fn a_few_hosts_are_named_those_with_unchecked_urls_first() {
        let mut limits = vec![limit(Some(200), None, false); 12];
        limits.push(HostLimit { host: format!("{}.example", "x".repeat(200)), ..limit(None, None, true) });
        let lines: Vec<String> = lines(&limits).iter().map(Text::to_string).collect();
        assert!(lines.len() == MOST + 1 && lines[0].contains("xx.example refused 7"), "{lines:?}");
        assert_eq!(lines[MOST], "10 more hosts wanted fewer requests");
        assert!(lines[0].chars().count() <= 115, "{lines:?}");
    }
}
