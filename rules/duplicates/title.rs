//! # duplicates/title
//!
//! Two entries of a section with the same title and different URLs.
//!
//! ## Why
//!
//! Readers cannot tell them apart, and one may be an old address of the other.
//!
//! ## Bad
//!
//! ```markdown
//! - [Lamp](https://lamp.example/) - A light for the desk.
//! - [Lamp](https://other.example/) - A light for the night.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Lamp](https://lamp.example/) - A light for the desk.
//! - [Lamp for the night](https://other.example/) - A light for the night.
//! ```
//!
//! Only within a section: short names repeat legitimately in large lists.
//!
//! ## Fix
//!
//! None.

use crate::engine::diagnostic::{Finding, Severity};
use crate::engine::heading_names::Roles;
use crate::engine::normal_text::folded;
use crate::engine::rule::{Context, Declaration, FixKind, Rule, Sink};
use curate_document::{EntryId, SectionId, Span};
use std::collections::BTreeMap;

/// The declaration of `duplicates/title`.
pub const RULE: Declaration = Declaration {
    name: "duplicates/title",
    summary: "two entries of a section with the same title and different URLs",
    severity: Severity::Hint,
    on_by_default: true,
    fix: FixKind::None,
    yields_to: &["duplicates/url", "duplicates/text"],
    options: &[],
    source: include_str!("title.rs"),
    build: |_| Box::new(DuplicateTitle),
};

struct DuplicateTitle;

impl Rule for DuplicateTitle {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let roles = Roles::of(document);
        let mut first: BTreeMap<(Option<SectionId>, Option<EntryId>, String), Span> = BTreeMap::new();
        for entry in document.entries().iter().filter(|entry| roles.within(entry.section).is_none()) {
            let (Some(title), Some(_)) = (entry.title, document.link_of(entry)) else { continue };
            let prefix = entry.prefix.map_or("", |prefix| document.text(prefix));
            let key = (entry.section, entry.parent, folded(&format!("{prefix} {}", document.text(title))));
            match first.get(&key) {
                None => {
                    first.insert(key, title);
                }
                Some(earlier) => {
                    let line = document.line_of(earlier.start);
                    let finding = Finding::at(title, format!("the same title as line {line}, with another URL"))
                        .label(context.edition, *earlier, "first used here")
                        .help("say in the titles what tells the two apart");
                    sink.report(finding);
                }
            }
        }
    }
}
