//! # links/tracking-params
//!
//! A query parameter that follows the reader and makes no difference to what the link leads to: what a share button has
//! added (`si=`, `spm_id_from=`, WeChat's `chksm=`), `utm_…=`, click numbers such as `fbclid=`, affiliates' numbers.
//!
//! ## Why
//!
//! Readers are counted without knowing it, the same page is listed twice under two URLs, and share parameters may name
//! the person who copied the link.
//!
//! Never reported is what a page may need: Medium's `sk`, `t` and `list` of YouTube, `__biz`, `mid`, `idx` and `sn` of
//! WeChat; `ref` beside parameters of other kinds, on hosts of code, or with a number or the name of a branch; copies
//! in the Wayback Machine.
//!
//! What is there on purpose is only a hint: `utm_…` and affiliates' numbers outside of entries, as sponsors have them,
//! and a `utm_source` that five or more links name. The same URL in an entry is judged the same.
//!
//! ## Bad
//!
//! ```markdown
//! - [Lamps](https://www.youtube.com/watch?v=lamps&si=Ab3dE5) - A talk.
//! - [Quill](https://quill.example/?utm_source=newsletter) - A text editor.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Lamps](https://www.youtube.com/watch?v=lamps) - A talk.
//! - [Quill](https://quill.example/) - A text editor.
//! ```
//!
//! ## Fix
//!
//! The parameters are cut, every other byte of the URL stays. Safe for what share buttons, searches and sessions of
//! known hosts add; unsafe for the rest, which may be there on purpose.

use crate::api::declaration::{Declaration, FixKind, Scope, ShownAs, Subject};
use crate::api::diagnostic::{Applicability, Finding, Severity};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::engine::summarize;
use crate::links::support::query::{Query, parameters};
use crate::links::support::web_links::{edit, web_links};
use curate_document::Link;
use curate_document::url::{Tracking, is_on_host, tracking};
use memchr::memchr2;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    yields_to: &["links/malformed", "links/swallowed-text"],
    shown_as: Some(ShownAs::Unnecessary),
    ..Declaration::warning(
        include_str!("tracking_params.rs"),
        "a query parameter that follows the reader and makes no difference to what the link leads to",
        Make::configured::<TrackingParamsOptions, TrackingParams>(),
    )
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct TrackingParamsOptions {
    /// Names of parameters that are there on purpose; `utm_*` stands for all that begin so.
    allow: Vec<String>,
}

struct TrackingParams {
    allow: Vec<String>,
}

impl From<TrackingParamsOptions> for TrackingParams {
    fn from(options: TrackingParamsOptions) -> Self {
        Self { allow: options.allow.iter().map(|name| name.to_ascii_lowercase()).collect() }
    }
}

impl TrackingParams {
    fn is_allowed(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        self.allow.iter().any(|allowed| match allowed.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => name == *allowed,
        })
    }
}

impl Rule for TrackingParams {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let links: Vec<(&Link, &Url)> = web_links(context.document, may_have_parameters).collect();
        let (own, placed) = (own_marks(&links), placed_outside_of_entries(&links));
        for tracked in [Tracking::Shared, Tracking::Placed] {
            let (mut found, mut on_purpose) = (Vec::new(), Vec::new());
            for &(link, url) in &links {
                let names = tracking_in(url, tracked);
                let names = names.into_iter().filter(|name| !self.is_allowed(name)).collect();
                let Some(finding) = finding(link, names, tracked, context) else { continue };
                let is_placed = placed.contains(&*link.url);
                // Of what is there on purpose no half is cut.
                if tracked == Tracking::Shared && is_placed {
                    continue;
                }
                let is_own = || link.entry.is_none() || source(url).is_some_and(|of| own.contains(&of));
                if tracked == Tracking::Placed && (is_placed || is_own()) {
                    on_purpose.push(finding.at_most(Severity::Hint));
                } else {
                    found.push(finding);
                }
            }
            let summary = move |count: usize| summary(count, tracked);
            summarize::report(found, summary, title(), context, sink);
            summarize::report(on_purpose, summary, title(), context, sink);
        }
    }
}

/// As many links with one `utm_source` are the list's own way to be counted.
const OWN: usize = 5;

/// Whether `url` has a query or a fragment.
fn may_have_parameters(url: &str) -> bool {
    memchr2(b'?', b'#', url.as_bytes()).is_some()
}

/// The URLs outside of entries that earn somebody a commission or count for a campaign, as sponsors have them.
fn placed_outside_of_entries<'a>(links: &[(&'a Link, &Url)]) -> BTreeSet<&'a str> {
    let links = links.iter().filter(|(link, _)| link.entry.is_none());
    let placed = links.filter(|(_, url)| !tracking_in(url, Tracking::Placed).is_empty());
    placed.map(|(link, _)| &*link.url).collect()
}

/// The sources that many links of the document name: a sponsor or the list itself wants to be counted.
fn own_marks(links: &[(&Link, &Url)]) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for source in links.iter().filter_map(|(_, url)| source(url)) {
        *counts.entry(source).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count >= OWN).map(|(source, _)| source).collect()
}

/// What `url` says of where its reader comes from.
fn source(url: &Url) -> Option<String> {
    let query = url.query().filter(|query| query.contains("utm_source"))?;
    let (_, value) = parameters(query).find(|(name, _)| *name == "utm_source")?;
    Some(value.to_ascii_lowercase())
}

fn title() -> Text {
    text!("Cut the parameters that follow readers")
}

/// The names of the parameters of `url` that are `tracked` and that the page does not need.
fn tracking_in(url: &Url, tracked: Tracking) -> Vec<&str> {
    let (Some(query), Some(host)) = (url.query(), url.host_str()) else { return Vec::new() };
    if is_on_host(host, "archive.org") || !is_article(host, url.path(), query) {
        return Vec::new();
    }
    let is_alone = || parameters(query).all(|(name, _)| tracking(host, name).is_some());
    // `/lamp?ref=L4711` is a thing by its number.
    let is_number = |value: &str| url.path().len() > 1 && value.bytes().any(|byte| byte.is_ascii_digit());
    let means_it = |name: &str, value: &str| {
        name.eq_ignore_ascii_case("ref") && (!is_alone() || is_branch(value) || is_number(value))
    };
    parameters(query)
        .filter(|(name, value)| tracking(host, name) == Some(tracked) && !means_it(name, value))
        .map(|(name, _)| name)
        .collect()
}

/// Whether what is known of WeChat's parameters holds: it does for articles that the other parameters name.
fn is_article(host: &str, path: &str, query: &str) -> bool {
    let is_named = || ["__biz", "mid", "idx", "sn"].iter().all(|need| parameters(query).any(|(name, _)| name == *need));
    host != "mp.weixin.qq.com" || path.starts_with("/s/") || (path == "/s" && is_named())
}

/// Whether `ref=value` chooses what is shown.
fn is_branch(value: &str) -> bool {
    let is_version = value.trim_start_matches('v').starts_with(|character: char| character.is_ascii_digit());
    is_version || value.contains('/') || matches!(value, "" | "main" | "master" | "HEAD" | "develop" | "dev" | "trunk")
}

fn finding(link: &Link, names: Vec<&str>, tracked: Tracking, context: &Context<'_>) -> Option<Finding> {
    let count = names.len();
    let shown = match *names.as_slice() {
        [name] => text!("`{name}`", name),
        [first, second] => text!("`{first}` and `{second}`", first, second),
        [first, ref rest @ ..] => text!("`{first}` and {others} others", first, others = rest.len()),
        [] => return None,
    };
    let message = if tracked == Tracking::Shared {
        plural!(
            count,
            "{shown} tells how the link was found or shared, not what it leads to",
            "{shown} tell how the link was found or shared, not what it leads to",
            shown,
        )
    } else {
        plural!(
            count,
            "{shown} follows readers and tells nothing of what the link leads to",
            "{shown} follow readers and tell nothing of what the link leads to",
            shown,
        )
    };
    let help = text!("the link leads to the same page without");
    let Some(query) = Query::of(link, context.document) else {
        return Some(Finding::at(link.destination, message).help(help));
    };
    let applicability = if tracked == Tracking::Shared { Applicability::Safe } else { Applicability::Unsafe };
    let is_cut = |name: &str| names.contains(&name);
    let fix = edit((title(), &query.without(is_cut)), applicability, link, query.span, false, context);
    Some(Finding::at(query.place(is_cut), message).help(help).fix(fix))
}

/// That `count` links have parameters that are `tracked`.
fn summary(count: usize, tracked: Tracking) -> Text {
    if tracked == Tracking::Shared {
        text!(
            "{count} links have parameters that tell how the link was found or shared, not what it leads to; this is the first",
            count,
        )
    } else {
        text!(
            "{count} links have parameters that follow readers and tell nothing of what the link leads to; this is the first",
            count,
        )
    }
}
