//! What simulated hosts send. The path of a request says what is wanted:
//!
//! | path | response |
//! |---|---|
//! | `/status/404/…` | that status |
//! | `/after/250/…` | a page after so many milliseconds |
//! | `/never`, `/close`, `/half`, `/garbage` | none, and none that is whole |
//! | `/to/HOST/…`, `/moved/HOST/…` | 302 and 301 to `/…` of that host |
//! | `/hops/9` | 302 to `/hops/8` of the next host, and so on to `/hops/0` |
//! | `/ring/HOST` | 302 to `/ring/…` of that host, which leads back |
//! | `/head/404`, `/get/404` | that status to HEAD alone, or to GET alone |
//! | `/first/429/2` | that status to the first two requests, with `Retry-After: 1` |
//! | `/home/…`, `/post/…` | 301 to `/`, and to `/blog` |
//! | `/cookie`, `/crumbs` | 302 to itself with a cookie, once or without end |
//! | `/header/NAME/VALUE` | a page with that header |
//! | `/wall` | the challenge of a bot wall |
//! | `/hollow` | HEAD says nothing; GET has a page that calls itself missing |
//! | `/twin/…` | the same page with the same validator |
//! | `/parts` | a page with the parts `#bulbs` and `#shades` |
//! | anything else | a page of its own |
//!
//! No host has a page that curate invents to see what is shown for one that cannot exist.

use super::host_kind::{HostKind, host_name};
use super::request::{ReceivedMethod, ReceivedRequest};
use std::borrow::Cow;
use std::time::Duration;

/// How long hosts take that are slow.
const SLOW: Duration = Duration::from_millis(500);
/// What a host that shows one page for everything shows.
const SAME: &str = "<title>Lamps for sale</title><p>Buy this and that.";

/// What a host does with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// Before anything is sent.
    pub wait: Duration,
    pub bytes: Cow<'static, [u8]>,
    pub after: After,
}

/// What becomes of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// It waits for the next request.
    Listen,
    Close,
    /// It stays open, and nothing is sent any more.
    Hang,
}

/// What `kind`, the `number`-th of its kind, does with `request`; `port` is that of the web, `earlier` the number of requests
/// for the same URL before this one.
pub fn react(kind: HostKind, number: u32, port: u16, request: &ReceivedRequest<'_>, earlier: u32) -> Reaction {
    let host = Host { number, port, request, earlier };
    match kind {
        HostKind::Plain => host.of_path(),
        HostKind::Slow => Reaction { wait: SLOW, ..host.of_path() },
        HostKind::Same => host.hollow(SAME),
        HostKind::Silent => none(b"", After::Hang),
        HostKind::Closing | HostKind::Refused | HostKind::Broken => none(b"", After::Close),
        HostKind::Limited => host.status(429, &[("Retry-After", "3600")]),
    }
}

struct Host<'a> {
    number: u32,
    port: u16,
    request: &'a ReceivedRequest<'a>,
    earlier: u32,
}

impl Host<'_> {
    fn of_path(&self) -> Reaction {
        let target = self.request.target;
        let path = target.split('?').next().unwrap_or(target);
        let mut words = path.split('/').skip(1);
        let (what, first, second) =
            (words.next().unwrap_or(""), words.next().unwrap_or(""), words.next().unwrap_or(""));
        let number = |word: &str| word.parse::<u16>().unwrap_or(0);
        let is_head = self.request.method == ReceivedMethod::Head;
        match what {
            _ if target.contains("curate-no-such-page") => self.status(404, &[]),
            "status" => self.status(number(first), &[]),
            "after" => Reaction { wait: Duration::from_millis(number(first).into()), ..self.page() },
            "never" => none(b"", After::Hang),
            "close" => none(b"", After::Close),
            "half" => none(b"HTTP/1.1 200 OK\r\nContent-Le", After::Close),
            "garbage" => none(b"\x00\x01 what is this\r\n\r\n", After::Close),
            "to" | "moved" => self.redirect(if what == "to" { 302 } else { 301 }, first, &self.rest()),
            "home" => self.redirect(301, self.request.host, "/"),
            "post" => self.redirect(301, self.request.host, "/blog"),
            "hops" if number(first) > 0 => {
                let next = host_name(HostKind::Plain, self.number as usize + 1);
                self.redirect(302, &next, &format!("/hops/{}", number(first) - 1))
            }
            "ring" => self.redirect(302, first, &format!("/ring/{}", self.request.host)),
            "head" if is_head => self.status(number(first), &[]),
            "get" if !is_head => self.status(number(first), &[]),
            "first" if self.earlier < number(second).into() => self.status(number(first), &[("Retry-After", "1")]),
            "cookie" if self.request.cookie.is_empty() => self.itself("seen=1"),
            "crumbs" => self.itself(&format!("seen={}", self.earlier)),
            "header" => self.respond(200, &[(first, second)], &self.title()),
            "wall" => self.status(403, &[("cf-mitigated", "challenge")]),
            "hollow" => self.hollow("<title>Page not found</title><p>Sorry."),
            "twin" => self.respond(200, &[("ETag", "\"one\"")], "<title>Lamps</title><p>One page in two places."),
            "parts" => self.respond(200, &[], &parts()),
            _ => self.page(),
        }
    }

    /// What follows the host in the path of a redirect.
    fn rest(&self) -> String {
        let mut parts = self.request.target.splitn(4, '/').skip(3);
        format!("/{}", parts.next().unwrap_or(""))
    }

    /// An ordinary page. Most requests are HEAD for one.
    fn page(&self) -> Reaction {
        if self.request.method == ReceivedMethod::Head {
            return Reaction {
                wait: Duration::ZERO,
                bytes: Cow::Borrowed(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 64\r\n\r\n"),
                after: After::Listen,
            };
        }
        self.respond(200, &[], &self.title())
    }

    /// A page that names its own address.
    fn title(&self) -> String {
        format!("<title>Lamp of {}{}</title><p>A light.", self.request.host, self.request.target.replace('/', " "))
    }

    fn status(&self, status: u16, headers: &[(&str, &str)]) -> Reaction {
        self.respond(status, headers, "<p>A page.")
    }

    fn redirect(&self, status: u16, host: &str, path: &str) -> Reaction {
        let to = format!("http://{host}:{}{path}", self.port);
        self.respond(status, &[("Location", &to)], "")
    }

    /// A redirect to the same URL, with a cookie.
    fn itself(&self, cookie: &str) -> Reaction {
        self.respond(302, &[("Location", self.request.target), ("Set-Cookie", cookie)], "")
    }

    /// A page that HEAD has nothing to say of.
    fn hollow(&self, html: &str) -> Reaction {
        if self.request.method == ReceivedMethod::Head {
            return none(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", After::Listen);
        }
        self.respond(200, &[], html)
    }

    fn respond(&self, status: u16, headers: &[(&str, &str)], html: &str) -> Reaction {
        let mut bytes = format!("HTTP/1.1 {status} Sent\r\nContent-Type: text/html\r\n");
        for (name, value) in headers {
            bytes.extend([name, ": ", value, "\r\n"]);
        }
        let body = if self.request.method == ReceivedMethod::Head { "" } else { html };
        bytes.push_str(&format!("Content-Length: {}\r\n\r\n{body}", html.len()));
        Reaction { wait: Duration::ZERO, bytes: Cow::Owned(bytes.into_bytes()), after: After::Listen }
    }
}

/// These bytes at once.
fn none(bytes: &'static [u8], after: After) -> Reaction {
    Reaction { wait: Duration::ZERO, bytes: Cow::Borrowed(bytes), after }
}

/// A page that is long enough to be whole.
fn parts() -> String {
    let text = "Words of a page that was written out in full. ".repeat(20);
    format!("<!doctype html><title>Parts</title><h2 id=bulbs>Bulbs</h2><h2 id=shades>Shades</h2>{text}")
}
