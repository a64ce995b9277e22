//! # links/denied-host
//!
//! A link by way of a URL shortener, or to a host that the configuration does not want.
//!
//! ## Why
//!
//! Nobody sees where a short link leads. Whoever owns it can change that and count the readers, and when the service
//! ends, so do all its links.
//!
//! Pages of the shorteners themselves, such as their documentation, are not reported, nor are addresses of a host's
//! own, such as `youtu.be`. The picture of a sponsor outside of entries, who counts what comes from it, is a hint.
//!
//! ## Bad
//!
//! ```markdown
//! - [Quill](https://bit.ly/3xAmpLe) - A text editor.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Quill](https://quill.example/) - A text editor.
//! ```
//!
//! ## Fix
//!
//! By hand: follow the link, and write where it leads. `curate links` reports it where the redirect is permanent.

use crate::api::declaration::{Declaration, Scope, Subject};
use crate::api::diagnostic::{Finding, Severity};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::engine::summarize;
use crate::links::support::web_links::{host_as_written, is_plain_host, web_links};
use curate_document::url::is_on_host;
use curate_document::{Link, LinkKind};
use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use url::{Host, Url};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    yields_to: &["links/malformed", "links/swallowed-text", "links/dead"],
    ..Declaration::warning(
        include_str!("denied_host.rs"),
        "a link by way of a URL shortener, or to a host that the configuration does not want",
        Make::configured::<DeniedHostOptions, DeniedHost>(),
    )
};

/// Hosts whose every path of one segment is somebody's short link.
#[rustfmt::skip]
const SHORTENERS: &[&str] = &[
    "bit.ly", "j.mp", "bit.do", "t.co", "goo.gl", "tinyurl.com", "tiny.cc", "ow.ly", "is.gd", "v.gd", "buff.ly", "rb.gy", "cutt.ly",
    "shorturl.at", "rebrand.ly", "adf.ly", "soo.gd", "tr.im", "trib.al", "dlvr.it", "mcaf.ee", "git.io", "amzn.to", "lnkd.in", "fb.me",
    "clck.ru", "vk.cc", "n9.cl", "surl.li", "s.id", "zpr.io", "t.ly", "shrtco.de", "qr.ae", "han.gl", "me2.do", "bitly.kr",
    "b23.tv", "t.cn", "url.cn", "dwz.cn", "suo.im", "w.url.cn", "reurl.cc", "lihi1.com", "amzn.asia", "ux.nu", "x.gd",
];

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct DeniedHostOptions {
    /// Further hosts that are not wanted; those below them count too.
    hosts: Vec<HostOption>,
    /// Hosts that are wanted all the same; those below them count too.
    allow: Vec<HostOption>,
}

/// A host's name.
#[derive(Debug, Deserialize, JsonSchema)]
struct HostOption(
    #[serde(deserialize_with = "host_name")]
    #[schemars(regex(pattern = r"^(\*\.)*[^*/\s]+$"))]
    String,
);

/// Reads a name in the form that URLs have it; `*.` in front of it says what counts anyway.
fn host_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    let name = Host::parse(text.trim_start_matches("*.")).ok().map(|host| host.to_string());
    name.filter(|name| !name.contains('*')).ok_or_else(|| {
        let help = "the name alone, such as `example.org`; hosts below it count too";
        D::Error::custom(format!("`{text}` is not a host's name\n{help}"))
    })
}

struct DeniedHost {
    hosts: Vec<String>,
    allow: Vec<String>,
}

impl From<DeniedHostOptions> for DeniedHost {
    fn from(options: DeniedHostOptions) -> Self {
        let names = |hosts: Vec<HostOption>| hosts.into_iter().map(|host| host.0).collect();
        Self { hosts: names(options.hosts), allow: names(options.allow) }
    }
}

impl DeniedHost {
    /// Whether `url` may lead to a host that is not wanted. One that is written in an unusual way may.
    fn may_be_denied(&self, url: &str) -> bool {
        let after_scheme = || url.split_once("://").map_or(url, |(_, rest)| rest);
        let rest = url.strip_prefix("https://").unwrap_or_else(after_scheme);
        let host = host_as_written(rest);
        let bare = host.strip_prefix("www.").unwrap_or(host);
        !self.hosts.is_empty() || SHORTENERS.contains(&bare) || !is_plain_host(host)
    }
}

impl Rule for DeniedHost {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let mut by_host: BTreeMap<&str, Vec<Finding>> = BTreeMap::new();
        for (link, url) in web_links(context.document, |url| self.may_be_denied(url)) {
            let Some(host) = url.host_str() else { continue };
            let is_among = |hosts: &[String]| hosts.iter().any(|known| is_on_host(host, known));
            if is_among(&self.allow) {
                continue;
            }
            let finding = if is_among(&self.hosts) {
                Finding::at(link.destination, text!("the configuration does not want links to `{host}`", host))
            } else if is_short(host, url) {
                let finding = Finding::at(link.destination, text!("`{host}` hides where the link leads", host))
                    .help(text!("follow it, and link to where it leads"));
                if is_banner(link, context) { finding.at_most(Severity::Hint) } else { finding }
            } else {
                continue;
            };
            by_host.entry(host).or_default().push(finding);
        }
        for findings in by_host.into_values() {
            let (banners, links): (Vec<_>, Vec<_>) =
                findings.into_iter().partition(|finding| finding.at_most.is_some());
            for findings in [links, banners] {
                let message = findings.first().map(|first| first.message.clone()).unwrap_or_default();
                let summary = move |count: usize| {
                    let message = message.clone();
                    text!("{message}; {count} links lead to it, of which this is the first", message, count)
                };
                summarize::report_more_than(summarize::FEW, findings, summary, Text::default(), context, sink);
            }
        }
    }
}

/// Whether the link is a picture outside of entries, as sponsors have them, who count what comes from there.
fn is_banner(link: &Link, context: &Context<'_>) -> bool {
    let document = context.document;
    if link.has_text || link.entry.and_then(|id| document.entry(id)).is_some_and(|entry| !entry.html) {
        return false;
    }
    let after = document.source().get(link.span.end..).unwrap_or("").trim_start();
    let shown = if link.kind == LinkKind::Html { after } else { document.text(link.text).trim_start() };
    shown.starts_with("![") || shown.starts_with("<img")
}

/// Paths that are pages of the shorteners themselves.
const PAGES: &[&str] = &[
    "about",
    "api",
    "app",
    "blog",
    "contact",
    "developers",
    "docs",
    "faq",
    "help",
    "login",
    "pricing",
    "privacy",
    "signup",
    "terms",
];

fn is_short(host: &str, url: &Url) -> bool {
    let host = host.strip_prefix("www.").unwrap_or(host);
    if !SHORTENERS.contains(&host) {
        return false;
    }
    let path = url.path().trim_matches('/');
    // `goo.gl/maps/…` and `goo.gl/forms/…` are short links too.
    let code = if host == "goo.gl" { path.rsplit('/').next().unwrap_or(path) } else { path };
    code.len() > 1 && !code.contains(['/', '.']) && !PAGES.contains(&code.to_ascii_lowercase().as_str())
}
