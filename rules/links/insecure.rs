//! # links/insecure
//!
//! `http://` where the same page is served over https: on hosts that everybody knows, and wherever a check has shown it
//! (`curate links`, `curate check`).
//!
//! ## Why
//!
//! Anybody between the reader and the host can read and change what an `http://` page says, and browsers warn of it.
//! Where the host redirects to https, the link works by way of a detour that may end one day.
//!
//! Other hosts are left alone until they have been checked: some of them serve nothing, or something else, over https.
//!
//! ## Bad
//!
//! ```markdown
//! - [Quill](http://github.com/example/quill) - A text editor.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Quill](https://github.com/example/quill) - A text editor.
//! ```
//!
//! ## Fix
//!
//! `https://` takes the place of `http://`: safe where a check has shown the same page, unsafe for known hosts that
//! were not checked.

use crate::api::declaration::{Declaration, FixKind, Need, Scope, Subject};
use crate::api::diagnostic::{Applicability, Finding};
use crate::api::link_url::request_url;
use crate::api::options::Make;
use crate::api::outcome_group::LinkSubject;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::engine::summarize;
use crate::links::support::outcome_subject::title;
use crate::links::support::secure_hosts::serves_https;
use crate::links::support::web_links::{edit, web_links};
use curate_document::{Link, Span};
use std::collections::BTreeMap;
use url::Url;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    yields_to: &["links/malformed", "links/swallowed-text", "links/dead"],
    needs: &[Need::Outcomes],
    uses_outcomes: true,
    ..Declaration::warning(
        include_str!("insecure.rs"),
        "`http://` where the same page is served over https",
        Make::plain(|_| Box::new(Insecure)),
    )
};

struct Insecure;

fn fix_title() -> Text {
    text!("Link over https")
}

impl Rule for Insecure {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let (mut checked, mut known) = (Vec::new(), Vec::new());
        for (link, url) in
            web_links(context.document, |url| !url.starts_with("https:")).filter(|(_, url)| url.scheme() == "http")
        {
            let Some(place) = scheme(link, context) else { continue };
            let host = url.host_str().unwrap_or("");
            let secure = secure(link, url, context);
            let (applicability, message) = match secure {
                Some(true) => (Applicability::Safe, checked_message(link, url, context)),
                None if is_known(url) => (Applicability::Unsafe, text!("`http://` where `{host}` serves https", host)),
                _ => continue,
            };
            let fix = edit((fix_title(), "https"), applicability, link, place, false, context);
            let finding = Finding::at(place, message).help(text!("write `https://`")).fix(fix);
            if secure.is_some() { &mut checked } else { &mut known }.push(finding);
        }
        let summary = |count: usize| {
            text!("{count} links with `http://` lead to pages that are served over https; this is the first", count)
        };
        summarize::report(checked, summary, fix_title(), context, sink);
        let summary = |count: usize| {
            text!("{count} links with `http://` lead to hosts that serve https; this is the first", count)
        };
        summarize::report(known, summary, fix_title(), context, sink);
    }
}

/// What is said of a URL that a check has shown over https.
fn checked_message(link: &Link, url: &Url, context: &Context<'_>) -> Text {
    let result = text!("the same page is served over https");
    let url = request_url(url).unwrap_or_default();
    let (title, others) = (title(context.document, link), BTreeMap::new());
    LinkSubject { title, url, result, moved_to: None, others }.message()
}

/// Whether a check has shown the same page over https; `None` where that is not known.
fn secure(link: &Link, url: &Url, context: &Context<'_>) -> Option<bool> {
    let outcome = context.facts.outcomes.of(link)?;
    match &outcome.moved_to {
        // Where it is another page that it has moved to, `links/moved` says so.
        Some(to) => Some(url.as_str().strip_prefix("http:") == to.strip_prefix("https:")),
        None => outcome.secure,
    }
}

/// The bytes of `http` before `://`; none where the URL is written without.
fn scheme(link: &Link, context: &Context<'_>) -> Option<Span> {
    let text = context.document.text(link.destination);
    let scheme = text.get(..7)?;
    let start = link.destination.start;
    scheme.eq_ignore_ascii_case("http://").then(|| Span::new(start, start + 4))
}

/// Whether the host is known to serve https at the usual port.
fn is_known(url: &Url) -> bool {
    url.port().is_none() && url.host_str().is_some_and(serves_https)
}
