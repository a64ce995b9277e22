//! # entries/few-entries
//!
//! A section with very few entries.
//!
//! ## Why
//!
//! A heading for one link makes readers look for the rest, and the contents longer than the list. Such entries are
//! better found in a neighbouring section.
//!
//! Sections with subsections, and those of contributors, licences and the like, are left alone. A section without any
//! entry is `entries/empty-section`, or prose.
//!
//! ## Bad
//!
//! ```markdown
//! ## Debuggers
//!
//! - [Cobalt](https://cobalt.example) - A debugger.
//!
//! ## Linters
//! ```
//!
//! ## Good
//!
//! ```markdown
//! ## Debuggers and linters
//!
//! - [Cobalt](https://cobalt.example) - A debugger.
//! - [Delta](https://delta.example) - A linter.
//! - [Ember](https://ember.example) - A formatter.
//! ```
//!
//! ## Fix
//!
//! None.
//!
//! ## Options
//!
//! - `fewest`: how many entries a section should have at least; 3 without it.

use crate::api::diagnostic::{Finding, Severity};
use crate::api::rule::{Context, Declaration, FixKind, OptionDeclaration, OptionKind, Rule, Sink, Subject};
use crate::text::section_kinds::Roles;
use curate_document::SectionId;

/// The declaration of `entries/few-entries`.
pub const RULE: Declaration = Declaration {
    name: "entries/few-entries",
    summary: "a section with very few entries",
    severity: Severity::Hint,
    on_by_default: false,
    fix: FixKind::None,
    judges: &[Subject::Document],
    yields_to: &["entries/empty-section"],
    options: &[OptionDeclaration {
        name: "fewest",
        summary: "how many entries a section should have at least; 3 without it",
        kind: OptionKind::Number,
    }],
    source: include_str!("few_entries.rs"),
    build: |options| Box::new(FewEntries { fewest: options.number("fewest").unwrap_or(FEWEST) }),
};

/// How many entries a section should have where nothing is configured.
const FEWEST: f64 = 3.0;

struct FewEntries {
    fewest: f64,
}

impl Rule for FewEntries {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let roles = Roles::of(context);
        let sections = document.sections();
        for (index, section) in sections.iter().enumerate() {
            let id = SectionId(index as u32);
            let is_parent = sections.get(index + 1).is_some_and(|next| next.parent == Some(id));
            let entries = document.entries_of(section);
            let linked = entries.iter().filter(|entry| entry.link.is_some()).count();
            if is_parent || linked == 0 || entries.len() as f64 >= self.fewest || roles.within(Some(id)).is_some() {
                continue;
            }
            let count = match entries.len() {
                1 => "one entry".to_owned(),
                count => format!("{count} entries"),
            };
            let message = format!("only {count} under this heading, {} are asked for", self.fewest);
            sink.report(Finding::at(section.title, message).help("add more, or join it with a section beside it"));
        }
    }
}
