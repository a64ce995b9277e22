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
//! an entry nested in the one it repeats.
//!
//! ## Fix
//!
//! Unsafe, and only where the whole entry is identical and nothing is nested in it: it is removed.

use crate::duplicates::removal::removal;
use crate::engine::diagnostic::{Finding, Severity};
use crate::engine::heading_names::role_within;
use crate::engine::rule::{Context, Declaration, FixKind, Rule, Sink};
use curate_document::{Entry, UrlKey};
use std::collections::BTreeMap;

/// The declaration of `duplicates/url`.
pub const RULE: Declaration = Declaration {
    name: "duplicates/url",
    summary: "two entries with the same URL",
    severity: Severity::Error,
    on_by_default: true,
    fix: FixKind::Unsafe,
    yields_to: &[],
    options: &[],
    source: include_str!("url.rs"),
    build: |_| Box::new(DuplicateUrl),
};

struct DuplicateUrl;

impl Rule for DuplicateUrl {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let mut first: BTreeMap<&UrlKey, &Entry> = BTreeMap::new();
        for entry in document.entries() {
            let Some((link, key)) = document.link_of(entry).and_then(|link| Some((link, link.key.as_ref()?))) else {
                continue;
            };
            if role_within(document, entry.section).is_some() {
                continue;
            }
            let Some(earlier) = first.get(key).copied() else {
                first.insert(key, entry);
                continue;
            };
            let nested = earlier.span.contains(entry.span);
            if nested {
                continue;
            }
            let line = document.line_of(earlier.span.start);
            let title = earlier.title.map_or("", |title| document.text(title));
            let mut finding = Finding::at(link.text, format!("the same URL as line {line} (\"{title}\")"))
                .label(context.edition, earlier.title.unwrap_or(earlier.own), "first listed here")
                .help("keep the better of the two entries, or link to what each is about");
            if let Some(fix) = removal(context, entry, earlier) {
                finding = finding.fix(fix);
            }
            sink.report(finding);
        }
    }
}
