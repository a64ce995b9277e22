//! Hosts that wanted fewer requests, and the settings with which they get them.

use crate::links::run::HostLimit;
use std::time::Duration;

/// So many hosts are named.
const MOST: usize = 10;

/// A line for each host whose limit is known, or of which URLs were not checked for it.
pub(crate) fn lines(limits: &[HostLimit]) -> Vec<String> {
    let mut lines: Vec<String> = limits.iter().filter_map(line).collect();
    let more = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    if more > 0 {
        lines.push(format!("and {more} more hosts wanted fewer requests"));
    }
    lines
}

fn line(limit: &HostLimit) -> Option<String> {
    let HostLimit { host, refusals, interval, is_dropped } = limit;
    let refused = format!("refused {refusals} request{}", if *refusals == 1 { "" } else { "s" });
    if let Some(interval) = interval {
        let milliseconds = interval.as_millis().div_ceil(10) * 10;
        return Some(format!(
            "{host} allows about {}, and {refused}: `interval = \"{milliseconds}ms\"` in a [[links.host]] with \
             `name = \"{host}\"` keeps to that",
            rate(*interval)
        ));
    }
    is_dropped.then(|| {
        format!(
            "{host} {refused} and wanted a longer pause than a run makes: `longest-pause` in [links] allows more, and a \
             later run checks the rest"
        )
    })
}

/// How many requests come with one each `interval`.
fn rate(interval: Duration) -> String {
    let seconds = interval.as_secs_f64();
    if seconds < 0.7 {
        format!("{:.0} requests a second", 1.0 / seconds)
    } else {
        format!("a request every {seconds:.1} s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_told_where_they_are_known_or_cost_something() {
        let limit = |interval: Option<u64>, is_dropped| HostLimit {
            host: "a.example".to_owned(),
            refusals: 7,
            interval: interval.map(Duration::from_millis),
            is_dropped,
        };
        for (limit, wanted) in [
            (
                limit(Some(204), false),
                "allows about 5 requests a second, and refused 7 requests: `interval = \"210ms\"`",
            ),
            (limit(Some(2_190), false), "allows about a request every 2.2 s"),
            (limit(None, true), "wanted a longer pause"),
        ] {
            let lines = lines(&[limit]);
            assert!(lines.len() == 1 && lines[0].contains(wanted), "{lines:?}");
        }
        assert!(lines(&[limit(None, false)]).is_empty(), "it cost nothing");
        assert_eq!(lines(&vec![limit(None, true); 30]).len(), MOST + 1);
    }
}
