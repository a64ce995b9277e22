//! # links/canonical
//!
//! A URL that is longer than it need be, or that leads to its page by way of an old address.
//!
//! ## Why
//!
//! One page under one URL: readers, searches and duplicates see that it is the same. An old host answers with a
//! redirect as long as somebody pays for it.
//!
//! On GitHub: `www.`, `.git`, a slash at the end, `?tab=readme-ov-file`, `/tree/` with the name of the default branch.
//! arXiv: the PDF where the abstract says what it is, unless the entry says PDF. Old addresses: `docs.microsoft.com`,
//! `twitter.com`, `pypi.python.org`, `readthedocs.org`, the web stores, sites for phones, and others. A `#readme` is a
//! habit of many lists and left alone.
//!
//! ## Bad
//!
//! ```markdown
//! - [Quill](https://www.github.com/example/quill.git) - A text editor.
//! - [Lamps](https://arxiv.org/pdf/2101.00001v2.pdf) - A paper.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Quill](https://github.com/example/quill) - A text editor.
//! - [Lamps](https://arxiv.org/abs/2101.00001v2) - A paper.
//! ```
//!
//! ## Fix
//!
//! Safe on GitHub, but for the name of a branch; else unsafe.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Applicability, Finding};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::engine::summarize;
use crate::links::support::renamed_hosts::{for_everybody, may_be_old, newer};
use crate::links::support::web_links::{edit, editable_url, host_as_written, is_plain_host, web_links};
use curate_document::{Link, Span};
use memchr::memchr;
use url::Url;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    yields_to: &["links/malformed", "links/swallowed-text", "links/moved", "links/dead"],
    ..Declaration::hint(
        include_str!("canonical.rs"),
        "a URL that is longer than it need be, or leads to its page by way of an old address",
        Make::plain(|_| Box::new(Canonical)),
    )
};

struct Canonical;

/// Why the abstract of a paper is better than its PDF.
fn why_not_pdf() -> Text {
    text!("the PDF of a paper, whose abstract says what it is and leads to all formats")
}

/// Whether the link or what is said of it promises a PDF: it may stand beside one to the abstract.
fn is_meant_as_pdf(link: &Link, context: &Context<'_>) -> bool {
    let says_pdf = |text: &str| text.to_ascii_lowercase().contains("pdf");
    let after = context.document.source().get(link.span.end..).unwrap_or("");
    let of_link = after.lines().next().unwrap_or("").split('[').next().unwrap_or("");
    says_pdf(context.document.text(link.text)) || link.entry.is_some() && says_pdf(of_link)
}

/// A shorter or newer way to write a URL.
struct BetterUrl {
    url: String,
    why: Text,
    /// Whether it leads to the very same page, now and later.
    same: bool,
}

impl Rule for Canonical {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let (mut safe, mut unsure) = (Vec::new(), Vec::new());
        for (link, url) in web_links(context.document, may_be_better).filter(|(link, _)| !link.image) {
            let Some(text) = editable_url(link, context.document) else { continue };
            let Some(better) = better(text, url).filter(|better| better.url != text) else { continue };
            if better.why == why_not_pdf() && is_meant_as_pdf(link, context) {
                continue;
            }
            let same = better.same;
            if same { &mut safe } else { &mut unsure }.push(finding(link, text, better, context));
        }
        let summary =
            |count: usize| text!("{count} URLs on GitHub are longer than they need be; this is the first", count);
        summarize::report(safe, summary, title(), context, sink);
        let summary = |count: usize| {
            text!("{count} URLs are old addresses or longer than they need be; this is the first", count)
        };
        summarize::report(unsure, summary, title(), context, sink);
    }
}

fn title() -> Text {
    text!("Write the usual form")
}

fn finding(link: &Link, text: &str, better: BetterUrl, context: &Context<'_>) -> Finding {
    // Only what differs is replaced.
    let same = |(a, b): &(char, char)| a == b;
    let start: usize =
        text.chars().zip(better.url.chars()).take_while(same).map(|(character, _)| character.len_utf8()).sum();
    let (old, new) = (text.get(start..).unwrap_or(""), better.url.get(start..).unwrap_or(""));
    let end: usize =
        old.chars().rev().zip(new.chars().rev()).take_while(same).map(|(character, _)| character.len_utf8()).sum();
    let place = Span::new(link.destination.start + start, link.destination.end - end);
    let replacement = new.get(..new.len() - end).unwrap_or("");
    let applicability = if better.same { Applicability::Safe } else { Applicability::Unsafe };
    let fix = edit((title(), replacement), applicability, link, place, !better.same, context);
    let help = text!("write `{url}`", url = &better.url);
    Finding::at(link.destination, better.why).help(help).fix(fix)
}

/// Whether there may be a better way to write `url`: most repositories have none.
fn may_be_better(url: &str) -> bool {
    let after_scheme = || url.split_once("://").map(|(_, rest)| rest);
    let Some(rest) = url.strip_prefix("https://").or_else(after_scheme) else { return false };
    let Some(path) = rest.strip_prefix("github.com/") else {
        let host = host_as_written(rest);
        return !is_plain_host(host) || may_be_old(host) || host.ends_with("github.com") || host.ends_with("arxiv.org");
    };
    let path = path.get(..memchr(b'#', path.as_bytes()).unwrap_or(path.len())).unwrap_or(path);
    let bytes = path.as_bytes();
    path.ends_with('/') || bytes.ends_with(b".git") || memchr(b'?', bytes).is_some() || path.contains("/tree/")
}

fn better(text: &str, url: &Url) -> Option<BetterUrl> {
    let host = url.host_str()?;
    if url.port().is_some() || !url.username().is_empty() {
        return None;
    }
    // Only a host that is written as it is understood can be replaced.
    let (scheme, rest) = text.split_once("://")?;
    let rest = rest.get(..host.len()).filter(|start| start.eq_ignore_ascii_case(host)).and(rest.get(host.len()..))?;
    match host {
        "github.com" | "www.github.com" => on_github(scheme, host, rest),
        "arxiv.org" | "www.arxiv.org" => on_arxiv(scheme, rest),
        _ => {
            let old =
                newer(host, rest).map(|address| (address, text!("an old address, which redirects to the present one")));
            let (address, why) = old.or_else(|| {
                Some((for_everybody(host, rest)?, text!("a page for phones; others get the same elsewhere")))
            })?;
            Some(BetterUrl { url: format!("{scheme}://{address}"), why, same: false })
        }
    }
}

/// What follows the host: its path, its query and its fragment, each with its mark.
fn parts(rest: &str) -> (&str, &str, &str) {
    let (before, fragment) = rest.split_at_checked(rest.find('#').unwrap_or(rest.len())).unwrap_or((rest, ""));
    let (path, query) = before.split_at_checked(before.find('?').unwrap_or(before.len())).unwrap_or((before, ""));
    (path, query, fragment)
}

fn on_github(scheme: &str, host: &str, rest: &str) -> Option<BetterUrl> {
    let (path, query, fragment) = parts(rest);
    let is_tab = query == "?tab=readme-ov-file";
    let query = if is_tab { "" } else { query };
    let trimmed = path.trim_end_matches('/');
    if trimmed.is_empty() {
        return None;
    }
    let mut segments = trimmed.split('/').skip(1);
    let (owner, name) = (segments.next().unwrap_or(""), segments.next().unwrap_or(""));
    let deeper: Vec<&str> = segments.collect();
    let repository = name.strip_suffix(".git").filter(|name| !name.is_empty() && deeper.is_empty());
    let short = match (repository, deeper.as_slice()) {
        (Some(name), _) => format!("/{owner}/{name}"),
        (None, ["tree", "HEAD"]) => format!("/{owner}/{name}"),
        _ => trimmed.to_owned(),
    };
    if let ["tree", branch @ ("main" | "master")] = deeper.as_slice() {
        let why = if *branch == "main" {
            text!("`/tree/main` is what the repository shows")
        } else {
            text!("`/tree/master` is what the repository shows")
        };
        return Some(BetterUrl {
            url: format!("{scheme}://github.com/{owner}/{name}{query}{fragment}"),
            why,
            same: false,
        });
    }
    // The case of a host matters to nobody.
    if host == "github.com" && repository.is_none() && short == path && !is_tab {
        return None;
    }
    let why = if host != "github.com" {
        text!("`www.` only redirects to github.com")
    } else if repository.is_some() {
        text!("`.git` is for cloning, and redirects readers")
    } else if trimmed.len() < path.len() {
        text!("a needless slash at the end")
    } else if is_tab {
        text!("`?tab=readme-ov-file` is what the repository shows")
    } else {
        text!("`/tree/HEAD` is what the repository shows")
    };
    Some(BetterUrl { url: format!("{scheme}://github.com{short}{query}{fragment}"), why, same: true })
}

fn on_arxiv(scheme: &str, rest: &str) -> Option<BetterUrl> {
    let (path, query, fragment) = parts(rest);
    let paper = path.strip_prefix("/pdf/").filter(|_| query.is_empty() && fragment.is_empty())?;
    let paper = paper.strip_suffix(".pdf").unwrap_or(paper);
    // `2101.00001v2` or `cs/0101001` (arXiv's identifiers).
    let is_paper = paper.bytes().any(|byte| byte.is_ascii_digit())
        && paper.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'/'));
    is_paper.then(|| BetterUrl { url: format!("{scheme}://arxiv.org/abs/{paper}"), why: why_not_pdf(), same: false })
}
