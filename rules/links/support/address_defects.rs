//! Typing errors in an address whose scheme is whole, and addresses without a scheme.

use crate::api::template::Text;
use crate::links::support::destination::{is_balanced, is_host};
use crate::links::support::placeholders::is_example_host;

/// What is wrong with a scheme or a host, and the destination that was meant.
pub(crate) struct AddressDefect {
    /// What is wrong.
    pub(crate) message: Text,
    /// The whole destination.
    pub(crate) meant: Option<String>,
    /// Whether nothing else can be meant.
    pub(crate) certain: bool,
}

/// Defects behind `scheme`, `http` or `https`, and `://`: `rest` is what follows.
pub(crate) fn after_scheme(scheme: &str, rest: &str) -> Option<AddressDefect> {
    within_itself(rest).or_else(|| two_addresses(rest)).or_else(|| empty_label(scheme, rest))
}

/// `github.com/https://github.com/…` and `github.comhttps://github.com/…`. Archives and proxies have addresses of others in theirs.
fn within_itself(rest: &str) -> Option<AddressDefect> {
    let starts = ["https://", "http://"].into_iter().filter_map(|scheme| rest.find(scheme));
    let at = starts.min().filter(|at| *at > 0)?;
    let (outer, inner) = rest.split_at_checked(at)?;
    let address = inner.split_once("://").map(|(_, address)| address)?;
    let host =
        |text: &str| text.split(['/', '?', '#']).next().unwrap_or("").trim_start_matches("www.").to_ascii_lowercase();
    let is_same = is_host(&host(outer)) && host(outer) == host(address) && !outer.contains('?');
    let is_same = is_same || outer.eq_ignore_ascii_case("www.");
    is_same.then(|| AddressDefect {
        message: text!("the address is there twice, the one within the other"),
        meant: Some(without_surplus_bracket(inner).to_owned()),
        certain: outer.trim_end_matches('/').len() == host(outer).len() || outer.eq_ignore_ascii_case("www."),
    })
}

/// `address` without the bracket at its end that opens outside of it: `[text](https://…)` was taken for a part of a destination.
fn without_surplus_bracket(address: &str) -> &str {
    address.strip_suffix(')').filter(|inner| is_balanced(inner)).unwrap_or(address)
}

/// `a.example,https://b.example`.
fn two_addresses(rest: &str) -> Option<AddressDefect> {
    let marks =
        [",http://", ",https://", ";http://", ";https://", "|http://", "|https://", "，http", "；http", "、http"];
    let at = marks.iter().filter_map(|mark| rest.find(mark)).min()?;
    let first =
        rest.get(..at).filter(|first| !first.contains('?') && is_host(first.split('/').next().unwrap_or("")))?;
    (!first.contains("://")).then(|| AddressDefect {
        message: text!("two addresses are in one destination: it leads to neither"),
        meant: None,
        certain: false,
    })
}

/// `a..example`.
fn empty_label(scheme: &str, rest: &str) -> Option<AddressDefect> {
    let host = rest.split(['/', '?', '#', ':']).next().filter(|host| !host.contains('@'))?;
    let is_empty = host.contains("..") || host.starts_with('.') && host.len() > 1;
    let labels: Vec<&str> = host.split('.').filter(|label| !label.is_empty()).collect();
    let meant = labels.join(".");
    (is_empty && labels.len() > 1 && is_host(&meant)).then(|| AddressDefect {
        message: text!("a part of the host `{host}` is empty: there is no such host", host),
        meant: rest.get(host.len()..).map(|path| format!("{scheme}://{meant}{path}")),
        certain: false,
    })
}

/// Hosts that nobody takes for a folder of a repository.
const KNOWN_HOSTS: &[&str] = &[
    "github.com",
    "gist.github.com",
    "raw.githubusercontent.com",
    "gitlab.com",
    "bitbucket.org",
    "codeberg.org",
    "git.sr.ht",
    "youtube.com",
    "youtu.be",
    "twitter.com",
    "x.com",
    "medium.com",
    "reddit.com",
    "linkedin.com",
    "facebook.com",
    "discord.gg",
    "npmjs.com",
    "pypi.org",
    "crates.io",
    "docs.rs",
    "pkg.go.dev",
    "arxiv.org",
    "en.wikipedia.org",
    "wikipedia.org",
    "stackoverflow.com",
    "docs.google.com",
    "google.com",
    "apps.apple.com",
    "itunes.apple.com",
    "zhihu.com",
    "bilibili.com",
    "huggingface.co",
    "t.me",
    "dev.to",
];
/// Top-level domains that are not endings of files.
const TOP_LEVEL: &[&str] = &[
    "com",
    "net",
    "org",
    "edu",
    "gov",
    "io",
    "dev",
    "co",
    "ai",
    "cn",
    "jp",
    "kr",
    "tw",
    "de",
    "fr",
    "uk",
    "eu",
    "ru",
    "info",
    "tech",
    "cloud",
    "online",
    "site",
    "xyz",
    "app",
    "me",
    "br",
    "in",
    "it",
    "es",
    "nl",
    "pl",
    "se",
    "no",
    "fi",
    "dk",
    "ch",
    "at",
    "be",
    "cz",
    "sk",
    "au",
    "nz",
    "ca",
    "us",
    "pt",
    "ie",
    "gr",
    "hu",
    "ro",
    "ua",
    "il",
    "hk",
    "sg",
    "th",
    "vn",
    "mx",
    "ar",
    "cl",
    "za",
    "tr",
    "ir",
    "рф",
    "укр",
    "中国",
    "中國",
    "台灣",
    "香港",
    "한국",
    "भारत",
    "ไทย",
    "مصر",
    "السعودية",
    "امارات",
];
/// What many countries have below their domains.
const SECOND_LEVEL: &[&str] = &["ac", "co", "com", "edu", "gov", "net", "org"];
/// Those among them that are endings of files too: a host in two parts with nothing behind it may be one.
const ENDINGS: &[&str] = &["ai", "info", "me", "app", "in", "it", "es", "site", "pl"];

/// A host without a scheme: `www.…`, one that is known, or one that ends in a top-level domain.
pub(crate) fn missing_scheme(destination: &str) -> Option<AddressDefect> {
    let written = destination.split(['/', '?', '#']).next()?;
    // `README.no` is written in Norwegian.
    let has_capitals = written.starts_with(|first: char| first.is_ascii_uppercase());
    let host = written.to_lowercase();
    let is_local_name = host.rsplit('.').next().is_some_and(|top| !top.is_ascii() && TOP_LEVEL.contains(&top));
    if !(host.is_ascii() || is_local_name) || !is_host(&host) || host.contains(['@', ':', '_']) {
        return None;
    }
    if is_example_host(&host) {
        return None;
    }
    let labels: Vec<&str> = host.split('.').collect();
    let known = KNOWN_HOSTS.contains(&host.as_str()) || (labels.len() > 2 && host.starts_with("www."));
    let top = labels.last()?;
    let path = destination.get(written.len()..)?;
    let is_version =
        labels.first().is_some_and(|first| first.trim_start_matches('v').bytes().all(|byte| byte.is_ascii_digit()));
    let is_alone = path.len() < 2 && labels.len() < 3;
    let likely = TOP_LEVEL.contains(top) && !is_version && !(is_alone && (has_capitals || ENDINGS.contains(top)));
    (known || likely).then(|| AddressDefect {
        message: text!("no scheme before `{host}`: the link leads to a file of that name", host),
        meant: Some(format!("https://{destination}")),
        certain: known,
    })
}

/// `name@example.org` without `mailto:`.
pub(crate) fn mail_address(destination: &str) -> Option<AddressDefect> {
    let (name, host) = destination.split_once('@')?;
    let is_name = |text: &str| {
        !text.is_empty()
            && text.chars().all(|character| character.is_ascii_alphanumeric() || "._%+-".contains(character))
    };
    let top = host.rsplit('.').next()?.to_ascii_lowercase();
    // `name@school.edu.vn`: no file ends like that.
    let is_of_country = top.len() == 2 && host.rsplit('.').nth(1).is_some_and(|second| SECOND_LEVEL.contains(&second));
    let is_known = TOP_LEVEL.contains(&top.as_str()) || is_of_country;
    let is_address = is_name(name) && host.is_ascii() && is_host(host) && is_known;
    is_address.then(|| AddressDefect {
        message: text!("no `mailto:` before the mail address: the link leads to a file of that name"),
        meant: Some(format!("mailto:{destination}")),
        certain: true,
    })
}
