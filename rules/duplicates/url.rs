//! # duplicates/url
//!
//! Two entries of a document that lead to one resource: their URLs have the same URL key (scheme, `www.`, trailing slash,
//! tracking parameters and the like do not count).
//!
//! ## Why
//!
//! Readers meet the same thing twice, and one of the two descriptions falls behind.
//!
//! ## Bad
//!
//! ```markdown
//! - [Lamp](https://lamp.example/) - A light for the desk.
//! - [The lamp](http://www.lamp.example) - A light for the night.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Lamp](https://lamp.example/) - A light for the desk.
//! - [The night lamp](https://lamp.example/night) - A light for the night.
//! ```
//!
//! Not reported: links inside descriptions, the same URL twice in one entry, people in sections such as *Contributors*,
//! an entry nested in the one it repeats. One resource under one name in two sections may be there on purpose, and is a
//! warning; two names for one URL, or twice the same in a section, are errors.
//!
//! ## Fix
//!
//! Unsafe, and only where the whole entry is identical and nothing is nested in it: it is removed.

use crate::duplicates::removal::removal;
use crate::engine::diagnostic::{Finding, Severity};
use crate::engine::heading_names::Roles;
use crate::engine::normal_text::letters;
use crate::engine::rule::{Context, Declaration, FixKind, Rule, Sink, Subject};
use curate_document::{Entry, UrlKey};
use std::collections::HashMap;

/// The declaration of `duplicates/url`.
pub const RULE: Declaration = Declaration {
    name: "duplicates/url",
    summary: "two entries with the same URL",
    severity: Severity::Error,
    on_by_default: true,
    fix: FixKind::Unsafe,
    judges: &[Subject::Document],
    yields_to: &[],
    options: &[],
    source: include_str!("url.rs"),
    build: |_| Box::new(DuplicateUrl),
};

struct DuplicateUrl;

impl Rule for DuplicateUrl {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let roles = Roles::of(context);
        let mut listed: HashMap<&UrlKey, Vec<&Entry>> = HashMap::with_capacity(document.entries().len());
        for entry in document.entries() {
            let Some((link, key)) = document.link_of(entry).and_then(|link| Some((link, link.key()?))) else {
                continue;
            };
            if roles.within(entry.section).is_some() {
                continue;
            }
            let before = listed.entry(key).or_default();
            let beside = before.iter().find(|earlier| earlier.section == entry.section);
            let earlier = beside.or_else(|| before.first()).copied();
            before.push(entry);
            let Some(earlier) = earlier.filter(|earlier| !earlier.span.contains(entry.span)) else { continue };
            let line = document.line_of(earlier.span.start);
            let title = earlier.title.map_or("", |title| document.text(title));
            let mut finding = Finding::at(link.text, format!("the same URL as line {line} (\"{title}\")"))
                .label(context.edition, earlier.title.unwrap_or(earlier.own), "first listed here")
                .help("keep the better of the two entries, or link to what each is about");
            if is_cross_listed(context, entry, earlier) {
                finding = finding.at_most(Severity::Warning);
            }
            if let Some(fix) = removal(context, entry, earlier) {
                finding = finding.fix(fix);
            }
            sink.report(finding);
        }
    }
}

/// Whether two entries in two sections name one resource alike; a bare URL is no name.
fn is_cross_listed(context: &Context<'_>, entry: &Entry, earlier: &Entry) -> bool {
    let document = context.document;
    let is_named = |entry: &Entry| entry.title.is_some_and(|title| UrlKey::of(document.text(title)).is_none());
    let title =
        |entry: &Entry| entry.title.map(|title| letters(document.text(title))).filter(|title| !title.is_empty());
    let same_title = title(entry).is_some() && title(entry) == title(earlier);
    entry.section != earlier.section && (same_title || !is_named(entry) || !is_named(earlier))
}
