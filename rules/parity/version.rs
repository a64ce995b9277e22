//! # parity/version
//!
//! A version, command or file name, written as code in a sentence, that differs in a translation.
//!
//! ## Why
//!
//! With the next release one edition gets the new number and the other keeps the old one; a command that is mistyped in one edition
//! does not work for its readers.
//!
//! Code in sentences is compared in sections that stand for each other, in its order, where it is nearly the same: all but the
//! number of a version, most words of a command, all but the ending or a letter or two of the name of a file. Plain numbers and dates
//! are no versions. What is elsewhere in the other edition is not reported, nor is what names a language, nor a word of a command that
//! became altogether another one where both languages have Latin letters: it is likely translated (`su username`, `su benutzername`).
//!
//! ## Bad
//!
//! ```markdown
//! README.md                       README.de.md
//!
//! It needs `lamp@2.1` or newer.   Benötigt wird `lamp@2.0` oder neuer.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! README.md                       README.de.md
//!
//! It needs `lamp@2.1` or newer.   Benötigt wird `lamp@2.1` oder neuer.
//! ```
//!
//! ## Fix
//!
//! None: which of the two is right is not known.

use crate::api::declaration::{Declaration, Scope, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::parity::support::code_spans::{CodeSpans, are_nearly_same};
use crate::parity::support::comparison::{Comparison, ReportSome};
use crate::parity::support::page_blocks::near;
use crate::text::entry_name::shortened;
use curate_document::Span;
use curate_document::alignment::page::{Regions, aligned_in_order};
use curate_document::script::WritingSystem;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::List],
    scope: Scope::Markdown,
    revealed_by_fixes: true,
    ..Declaration::hint(
        include_str!("version.rs"),
        "a version, command or file name in code that differs",
        Make::plain(|_| Box::new(Version)),
    )
};

struct Version;

impl Rule for Version {
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for comparison in near(context) {
            let documents = [comparison.other, comparison.document];
            let regions = Regions::of(documents, comparison.alignment);
            let editions = [comparison.other_edition, comparison.edition];
            let is_latin = editions.iter().all(|edition| edition.writing_system == Some(WritingSystem::Latin));
            let [theirs, mine] = [0, 1].map(|side| CodeSpans::of(documents[side], side, &regions));
            for region in 0..regions.pairs().len() {
                let (there, here) = (theirs.in_region(region), mine.in_region(region));
                if there.is_empty() || here.is_empty() {
                    continue;
                }
                let weight = |row: usize, column: usize| match there.get(row).zip(here.get(column)) {
                    Some(((a, _), (b, _))) if a == b => 2.0,
                    Some(((a, _), (b, _))) if are_nearly_same(a, b, is_latin) => 0.5,
                    _ => 0.0,
                };
                for (row, column) in aligned_in_order(there.len(), here.len(), &weight) {
                    let Some(((a, there), (b, here))) = there.get(row).zip(here.get(column)) else { continue };
                    if a != b && !mine.has(a) && !theirs.has(b) {
                        sink.report_some(finding(&comparison, [(a, *there), (b, *here)]));
                    }
                }
            }
        }
    }
}

/// Says that `there` is `here`.
fn finding(comparison: &Comparison<'_>, [(theirs, there), (mine, here)]: [(&str, Span); 2]) -> Option<Finding> {
    let reported_in = comparison.reported_in()?;
    let (mine, theirs) = (shortened(mine), shortened(theirs));
    let differs = |own: &str, across: &str, path: &String| text!("`{own}` is `{across}` in {path}", own, across, path);
    let message = differs(&mine, &theirs, &comparison.other_edition.path);
    let message_there = differs(&theirs, &mine, &comparison.edition.path);
    let (here, there) = ((here, message, text!("the same text")), (there, message_there, text!("the same text")));
    Some(comparison.finding(reported_in, here, there))
}
