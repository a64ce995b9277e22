//! # duplicates/text
//!
//! The same text twice: an item of text only that repeats another of its section, or one description for two entries.
//!
//! ## Why
//!
//! A repeated item is a slip of the editor; a repeated description says nothing of what makes its entry worth listing.
//!
//! ## Bad
//!
//! ```markdown
//! - Seed round: Lantern Fund
//! - Series A: Harbour Partners
//! - Seed round: Lantern Fund.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - Seed round: Lantern Fund
//! - Series A: Harbour Partners
//! ```
//!
//! Descriptions count from 20 columns on, and not in tables, where cells repeat legitimately.
//!
//! ## Fix
//!
//! Unsafe, for items of text only: the repeated item is removed.

use crate::duplicates::removal::removal;
use crate::engine::diagnostic::{Finding, Severity};
use crate::engine::heading_names::role_within;
use crate::engine::normal_text::{folded, without_final_punctuation};
use crate::engine::rule::{Context, Declaration, FixKind, Rule, Sink};
use curate_document::script::display_width;
use curate_document::{Entry, EntryId, SectionId};
use std::collections::BTreeMap;

/// Descriptions narrower than this many columns repeat legitimately.
const NARROWEST: usize = 20;

/// The declaration of `duplicates/text`.
pub const RULE: Declaration = Declaration {
    name: "duplicates/text",
    summary: "identical text-only items or descriptions",
    severity: Severity::Warning,
    on_by_default: true,
    fix: FixKind::Unsafe,
    yields_to: &["duplicates/url"],
    options: &[],
    source: include_str!("text.rs"),
    build: |_| Box::new(DuplicateText),
};

struct DuplicateText;

impl Rule for DuplicateText {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let mut items: BTreeMap<(Option<SectionId>, Option<EntryId>, String), &Entry> = BTreeMap::new();
        let mut descriptions: BTreeMap<String, &Entry> = BTreeMap::new();
        for entry in
            document.entries().iter().filter(|entry| !entry.row && role_within(document, entry.section).is_none())
        {
            let Some(title) = entry.title else { continue };
            let (text, earlier) = if entry.links.0 == entry.links.1 && entry.trailer.is_none() {
                let text = normal(document.text(entry.own));
                let repeated = (entry.span.end == entry.own.end).then(|| {
                    let key = (entry.section, entry.parent, text.clone());
                    let earlier = items.get(&key).copied();
                    items.entry(key).or_insert(entry);
                    earlier
                });
                (text, repeated.flatten())
            } else {
                let Some(description) = entry.description else { continue };
                let text = normal(document.text(description));
                if display_width(&text) < NARROWEST || text.contains("](") {
                    continue;
                }
                let earlier = descriptions.get(&text).copied();
                descriptions.entry(text.clone()).or_insert(entry);
                (text, earlier)
            };
            let Some(earlier) = earlier.filter(|_| text.chars().any(char::is_alphabetic)) else { continue };
            report(context, sink, entry, earlier, title);
        }
    }
}

fn report(context: &Context<'_>, sink: &mut Sink<'_>, entry: &Entry, earlier: &Entry, title: curate_document::Span) {
    let line = context.document.line_of(earlier.span.start);
    let what = if entry.link.is_some() { "description" } else { "item" };
    let mut finding = Finding::at(title, format!("the same {what} as line {line}")).label(
        context.edition,
        earlier.title.unwrap_or(earlier.own),
        "first written here",
    );
    if entry.link.is_none()
        && let Some(fix) = removal(context, entry, earlier)
    {
        finding = finding.fix(fix);
    }
    sink.report(finding);
}

fn normal(text: &str) -> String {
    folded(without_final_punctuation(text.trim()))
}
