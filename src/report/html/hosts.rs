//! The hosts that failed or took long.

use crate::report::findings::{CheckedLinks, HostTime};
use crate::report::html::context::PageContext;
use crate::report::html::page::Part;
use crate::report::html::shown::Foreign;
use curate_rules::{Verdict, text};
use maud::{Markup, html};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::time::Duration;
use url::Url;

/// So many hosts are shown at once; the others are folded.
const FIRST: usize = 15;
/// The length of the longest bar, in pixels.
const LONGEST: u128 = 120;

/// What is known of a host.
#[derive(Clone, Copy, Debug, Default)]
struct HostSummary {
    urls: usize,
    failed: usize,
    time: HostTime,
}

/// The part of the page; `None` where no host is worth a line.
pub(super) fn part(checked: Option<&CheckedLinks>, context: &PageContext<'_>) -> Option<Part> {
    let checked = checked?;
    let mut hosts: BTreeMap<String, HostSummary> = BTreeMap::new();
    for outcome in checked.outcomes.iter().filter(|outcome| outcome.verdict != Verdict::Refused) {
        let Some(host) = Url::parse(&outcome.url).ok().and_then(|url| url.host_str().map(str::to_owned)) else {
            continue;
        };
        let own = hosts.entry(host).or_default();
        own.urls += 1;
        own.failed += usize::from(matches!(outcome.verdict, Verdict::Dead | Verdict::Unknown | Verdict::Blocked));
    }
    for (host, time) in &checked.times {
        hosts.entry(host.clone()).or_default().time = *time;
    }
    let mut hosts: Vec<(String, HostSummary)> =
        hosts.into_iter().filter(|(_, host)| host.failed > 0 || host.time.requests > 0).collect();
    if hosts.is_empty() {
        return None;
    }
    hosts.sort_by_key(|(_, host)| Reverse((host.failed, host.time.total)));
    let longest = hosts.iter().map(|(_, host)| host.time.total).max().unwrap_or_default();
    let (first, rest) = hosts.split_at_checked(FIRST).unwrap_or((&hosts, &[]));
    let body = html! {
        (table(first, longest, &context.say(text!("hosts, those that failed first")), context))
        @if !rest.is_empty() {
            details class="more" {
                @let label = context.say(text!("{count} more", count = rest.len()));
                summary { (label) }
                (table(rest, longest, &label, context))
            }
        }
    };
    Some(Part { id: "hosts", title: context.say(text!("Hosts")), count: hosts.len(), body })
}

fn table(hosts: &[(String, HostSummary)], longest: Duration, label: &str, context: &PageContext<'_>) -> Markup {
    let is_timed = !longest.is_zero();
    html! {
        div class="scroll" role="region" tabindex="0" aria-label=(label) {
            table class="hosts" {
                thead { tr {
                    th scope="col" { (context.say(text!("host"))) }
                    th scope="col" class="figure" { (context.say(text!("URLs"))) }
                    th scope="col" class="figure" { (context.say(text!("failed"))) }
                    @if is_timed {
                        th scope="col" class="figure" { (context.say(text!("requests"))) }
                        th scope="col" class="figure" { (context.say(text!("a request"))) }
                        th scope="col" { (context.say(text!("together"))) }
                    }
                } }
                tbody { @for (name, host) in hosts { (row(name, host, longest)) } }
            }
        }
    }
}

fn row(name: &str, host: &HostSummary, longest: Duration) -> Markup {
    let HostTime { requests, total } = host.time;
    let each = total.checked_div(u32::try_from(requests).unwrap_or(u32::MAX)).unwrap_or_default();
    let bar = total.as_millis() * LONGEST / longest.as_millis().max(1);
    html! {
        tr {
            th scope="row" { bdi { (Foreign(name)) } }
            td class="figure" { (host.urls) }
            td class={ "figure" @if host.failed > 0 { " error" } } { (host.failed) }
            @if !longest.is_zero() {
                td class="figure" { (requests) }
                td class="figure" { (seconds(each)) }
                td {
                    svg class="bar" aria-hidden="true" width=(LONGEST) height="10" {
                        rect width=(bar.max(1)) height="10" rx="2" {}
                    }
                    " " (seconds(total))
                }
            }
        }
    }
}

/// A time as people read it.
fn seconds(time: Duration) -> String {
    match time.as_millis() {
        short @ 0..=999 => format!("{short} ms"),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}
