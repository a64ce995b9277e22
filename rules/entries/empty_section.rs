//! # entries/empty-section
//!
//! A heading with nothing under it: no text, no entries, no subsections.
//!
//! ## Why
//!
//! A reader who follows the contents to it finds nothing, and takes the list for unfinished. Most often the last entry
//! was removed and the heading forgotten, or the next heading is a level too high.
//!
//! A comment in words (`<!-- Wanted: a debugger -->`) says that the gap is known, and nothing is reported. Comments for programs
//! (`<!-- toc -->`), rules (`---`), bare anchors and a repeated link back to the top do not fill a section. The title of the document, a
//! subtitle right under it, headings that hold a link or an image of their own, small print set as headings, and the headings of
//! contributors, sponsors and footnotes, which programs fill, are left alone.
//!
//! More than 3 empty sections are one finding. From 6 on, where they are a fifth of all sections of the document or of the project, the
//! list is made that way, and the finding is a hint.
//!
//! ## Bad
//!
//! ```markdown
//! ## Compilers
//!
//! ## Debuggers
//!
//! - [Cobalt](https://cobalt.example) - A debugger.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! ## Debuggers
//!
//! - [Cobalt](https://cobalt.example) - A debugger.
//! ```
//!
//! ## Fix
//!
//! None: only the maintainer knows whether entries are missing or the heading is superfluous.

use crate::api::declaration::{Declaration, Subject};
use crate::api::diagnostic::{Finding, Severity};
use crate::api::facts::SectionCount;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::engine::summarize;
use crate::entries::support::empty_sections::empty;
use crate::text::section_kinds::SectionKinds;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::Document],
    aliases: &["no-empty-sections"],
    ..Declaration::warning(
        include_str!("empty_section.rs"),
        "a heading with nothing under it",
        Make::plain(|_| Box::new(EmptySection)),
    )
};

/// Where at least one section in this many is empty, the list is made that way.
const TEMPLATE: usize = 5;
/// Fewer empty sections are not a template.
const FEWEST: usize = 6;

struct EmptySection;

impl Rule for EmptySection {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let sections = document.sections();
        let empty = empty(document, &SectionKinds::of(context));
        let finding = |index: &usize| {
            let section = sections.get(*index)?;
            let finding = Finding::at(section.title, text!("nothing under this heading"))
                .help(text!("add entries, or remove the heading and its line in the contents"));
            let Some(next) = sections.get(index + 1).filter(|next| next.level == section.level) else {
                return Some(finding);
            };
            let message = text!("the next heading is of the same level; is it meant to be under this one?");
            Some(finding.label(context.edition, next.title, message))
        };
        let mut findings: Vec<Finding> = empty.iter().filter_map(finding).collect();
        // So many are kept on purpose, for what may come.
        let own = SectionCount { all: sections.len(), empty: empty.len() };
        if [own, context.facts.sections].into_iter().any(is_template) {
            findings = findings.into_iter().map(|finding| finding.at_most(Severity::Hint)).collect();
        }
        let summary = |count: usize| text!("nothing under {count} headings, of which this is the first", count);
        summarize::report_more_than(summarize::FEW, findings, summary, "", context, sink);
    }
}

fn is_template(sections: SectionCount) -> bool {
    sections.empty >= FEWEST && sections.empty * TEMPLATE >= sections.all
}
