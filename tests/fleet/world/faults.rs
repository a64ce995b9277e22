//! All that goes wrong on the web, as one list of URLs. What curate makes of each, causes and redirects included, depends
//! neither on the order of requests nor on who sends them. Between two checks, [`SimulatedWeb::forget`] makes hosts that fail
//! at first fail again.

use super::host_kind::HostKind::{Broken, Closing, Limited, Plain, Refused, Same, Silent, Slow};
use super::host_kind::{HostKind, host_name};
use super::web::SimulatedWeb;

/// A URL that is checked, with the verdict that it has.
#[derive(Clone, Debug)]
pub struct Fault {
    pub url: String,
    pub verdict: &'static str,
}

/// The first hosts of faults: no list of [`super::lists`] gets as far.
const FIRST: usize = 1_000_000;

/// Paths of a host of its own each, with their verdicts.
const PATHS: &[(&str, &str)] = &[
    ("/well", "ok"),
    ("/after/400", "ok"),
    ("/status/204", "ok"),
    ("/status/401", "blocked"),
    ("/status/402", "blocked"),
    ("/status/403", "blocked"),
    ("/status/404", "dead"),
    ("/status/410", "dead"),
    ("/status/418", "unknown"),
    ("/status/451", "blocked"),
    ("/status/500", "unknown"),
    ("/status/502", "unknown"),
    ("/status/503", "unknown"),
    ("/status/521", "unknown"),
    ("/status/999", "blocked"),
    ("/wall", "blocked"),
    ("/never", "unknown"),
    ("/close", "unknown"),
    ("/half", "unknown"),
    ("/garbage", "unknown"),
    ("/head/404", "ok"),
    ("/head/405", "ok"),
    ("/get/404", "ok"),
    ("/first/429/1", "ok"),
    ("/first/502/2", "ok"),
    ("/home/page", "suspect"),
    ("/cookie", "ok"),
    ("/crumbs", "unknown"),
    ("/header/X-Adblock-Key/k", "suspect"),
    ("/hollow", "suspect"),
    ("/parts#bulbs", "ok"),
    ("/parts#blubs", "ok"),
    ("/hops/3", "ok"),
    ("/hops/12", "unknown"),
];

/// Redirects of a host of its own each to another host, with their verdicts: `to` for a while, `moved` for good.
const REDIRECTS: &[(&str, HostKind, &str, &str)] = &[
    ("to", Plain, "/well", "ok"),
    ("to", Plain, "/status/404", "dead"),
    ("to", Plain, "/first/429/1", "ok"),
    ("to", Plain, "/never", "unknown"),
    ("to", Refused, "/", "unknown"),
    ("to", Broken, "/", "unknown"),
    ("to", Slow, "/slow", "ok"),
    ("moved", Plain, "/new", "moved"),
    ("moved", Plain, "/status/410", "dead"),
    ("moved", Plain, "/parts#shades", "moved"),
];

impl SimulatedWeb {
    /// The URLs of [`SimulatedWeb::faults_with_verdicts`].
    pub fn faults(&self) -> Vec<String> {
        self.faults_with_verdicts().into_iter().map(|fault| fault.url).collect()
    }

    /// URLs with all faults, each with its verdict. Check them with a `--timeout` of two seconds or more.
    pub fn faults_with_verdicts(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut add = |url: String, verdict| faults.push(Fault { url, verdict });
        // A host is followed by those that its redirects lead to.
        let number = |at: usize| FIRST + 20 * at;
        for (at, (path, verdict)) in PATHS.iter().enumerate() {
            add(self.url(Plain, number(at), path), verdict);
        }
        for (at, (how, kind, path, verdict)) in REDIRECTS.iter().enumerate() {
            let at = number(PATHS.len() + at);
            add(self.url(Plain, at, &format!("/{how}/{}{path}", host_name(*kind, at + 1))), verdict);
        }
        let last = number(PATHS.len() + REDIRECTS.len());
        add(self.url(Plain, last, &format!("/ring/{}", host_name(Plain, last + 1))), "unknown");
        // From host to host to host.
        let third = format!("/moved/{}/new", host_name(Plain, last + 4));
        add(self.url(Plain, last + 2, &format!("/moved/{}{third}", host_name(Plain, last + 3))), "moved");
        // Many that lead to one page, and pages that are the same, on a host where others are missing.
        for at in 0..4 {
            add(self.url(Plain, last + 5, &format!("/post/{at}")), "suspect");
            add(self.url(Plain, last + 6, &format!("/twin/{at}")), "ok");
        }
        // Hosts that are all the same whatever is requested.
        for (kind, verdict) in [
            (Slow, "ok"),
            (Same, "suspect"),
            (Silent, "unknown"),
            (Closing, "unknown"),
            (Refused, "unknown"),
            (Broken, "unknown"),
        ] {
            (0..3).for_each(|at| add(self.url(kind, last, &format!("/a/{at}")), verdict));
        }
        // Of several URLs the first alone would tell why.
        add(self.url(Limited, last, "/"), "unknown");
        add(format!("http://missing.test:{}/", self.port()), "dead");
        add(format!("https://{}:{}/", host_name(Plain, last + 7), self.port()), "unknown");
        add("http://a..test/".to_owned(), "dead");
        faults
    }
}
