//! # entries/few-entries
//!
//! A section with very few entries.
//!
//! ## Why
//!
//! A heading for one link makes readers look for the rest, and makes the contents longer than the list. Such entries are
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

use crate::api::declaration::{Declaration, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::text::section_kinds::SectionKinds;
use curate_document::SectionId;
use schemars::JsonSchema;
use serde::Deserialize;
use std::num::NonZeroU32;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    on_by_default: false,
    judges: &[Subject::Document],
    yields_to: &["entries/empty-section"],
    ..Declaration::hint(
        include_str!("few_entries.rs"),
        "a section with very few entries",
        Make::configured::<FewEntries, FewEntries>(),
    )
};

/// How many entries a section should have where nothing is configured.
const FEWEST: NonZeroU32 = NonZeroU32::new(3).unwrap();

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct FewEntries {
    /// How many entries a section should have at least; 3 without it.
    fewest: NonZeroU32,
}

impl Default for FewEntries {
    fn default() -> Self {
        Self { fewest: FEWEST }
    }
}

impl Rule for FewEntries {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let kinds = SectionKinds::of(context);
        let sections = document.sections();
        for (index, section) in sections.iter().enumerate() {
            let id = SectionId(index as u32);
            let is_parent = sections.get(index + 1).is_some_and(|next| next.parent == Some(id));
            let entries = document.entries_of(section);
            let linked = entries.iter().filter(|entry| entry.link.is_some()).count();
            if is_parent
                || linked == 0
                || entries.len() >= self.fewest.get() as usize
                || kinds.within(Some(id)).is_some()
            {
                continue;
            }
            let count = entries.len();
            let message = plural!(
                count,
                "only one entry under this heading, {fewest} are required",
                "only {count} entries under this heading, {fewest} are required",
                fewest = self.fewest.get()
            );
            let help = text!("add more, or join it with a section beside it");
            sink.report(Finding::at(section.title, message).help(help));
        }
    }
}
