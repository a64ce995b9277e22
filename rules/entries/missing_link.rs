//! # entries/missing-link
//!
//! An entry without any link, in a section where most have one.
//!
//! ## Why
//!
//! A list of resources that leads to all but one of them has lost a link, and readers have to search.
//!
//! A section is judged where more than half of its entries have a link. Not reported are items with something nested in them, which are
//! categories, and sections of contributing, licences, contributors and the like, which hold prose.
//!
//! ## Bad
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler.
//! - Basil - An interpreter.
//! - [Cobalt](https://cobalt.example) - A debugger.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler.
//! - [Basil](https://basil.example) - An interpreter.
//! - [Cobalt](https://cobalt.example) - A debugger.
//! ```
//!
//! ## Fix
//!
//! None: where it leads is not known.

use crate::api::declaration::{Declaration, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::entries::support::description::holds_more;
use crate::text::entry_name::entry_span;
use crate::text::section_kinds::SectionKinds;
use curate_document::{Document, Entry, SectionId};
use std::collections::BTreeMap;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    on_by_default: false,
    judges: &[Subject::Document],
    yields_to: &["entries/glued", "links/malformed", "links/scheme", "links/undefined-reference"],
    aliases: &["awesome-list-item"],
    ..Declaration::hint(
        include_str!("missing_link.rs"),
        "an entry without a link where most of the section have one",
        Make::plain(|_| Box::new(MissingLink)),
    )
};

struct MissingLink;

impl Rule for MissingLink {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let kinds = SectionKinds::of(context);
        let mut sections: BTreeMap<Option<SectionId>, Vec<&Entry>> = BTreeMap::new();
        for entry in document.markdown_entries().filter(|entry| !holds_more(document, entry)) {
            if kinds.within(entry.section).is_none() {
                sections.entry(entry.section).or_default().push(entry);
            }
        }
        for entries in sections.values() {
            let linked = entries.iter().filter(|entry| has_link(document, entry)).count();
            if linked * 2 <= entries.len() {
                continue;
            }
            for entry in entries.iter().filter(|entry| !has_link(document, entry) && entry.title.is_some()) {
                let all = entries.len();
                let message = text!("no link; {linked} of {all} entries of this section have one", linked, all);
                sink.report(Finding::at(entry_span(document, entry), message));
            }
        }
    }
}

/// Whether anything in the entry's own line or row leads somewhere.
fn has_link(document: &Document, entry: &Entry) -> bool {
    document.links_of(entry).iter().any(|link| !link.image)
}
