//! # entries/description-length
//!
//! A description that is too long or too short.
//!
//! ## Why
//!
//! A list is skimmed: what takes three lines is not read, and what takes one word says nothing.
//!
//! Length is counted in columns of the rendered text: a letter is one, a Han letter, a kana or a Hangul syllable two, as
//! they say about twice as much. URLs behind links, and badges, do not count.
//!
//! ## Bad
//!
//! With `longest = 40`:
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler that was begun in a garage and is now developed by forty people.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler by forty people.
//! ```
//!
//! ## Fix
//!
//! None.
//!
//! ## Options
//!
//! - `longest`: the most columns; 250 without it.
//! - `shortest`: the fewest columns; none without it.

use crate::api::diagnostic::{Finding, Severity};
use crate::api::rule::{Context, Declaration, FixKind, OptionDeclaration, OptionKind, Rule, Sink, Subject};
use crate::api::settings::Options;
use crate::entries::support::description::{description, rendered};
use curate_document::script::display_width;
use curate_document::{Entry, EntryId};

/// The declaration of `entries/description-length`.
pub const RULE: Declaration = Declaration {
    name: "entries/description-length",
    summary: "a description that is too long or too short",
    severity: Severity::Hint,
    on_by_default: false,
    fix: FixKind::None,
    judges: &[Subject::Entry],
    yields_to: &["entries/glued"],
    options: &[
        OptionDeclaration { name: "longest", summary: "the most columns; 250 without it", kind: OptionKind::Number },
        OptionDeclaration { name: "shortest", summary: "the fewest columns", kind: OptionKind::Number },
    ],
    source: include_str!("description_length.rs"),
    build: |options| Box::new(DescriptionLength::of(options)),
};

/// The most columns where nothing is configured.
const LONGEST: f64 = 250.0;

struct DescriptionLength {
    longest: f64,
    shortest: f64,
}

impl DescriptionLength {
    fn of(options: &Options) -> Self {
        Self {
            longest: options.number("longest").unwrap_or(LONGEST),
            shortest: options.number("shortest").unwrap_or(0.0),
        }
    }
}

impl Rule for DescriptionLength {
    fn entry(&self, _: EntryId, entry: &Entry, context: &Context<'_>, sink: &mut Sink<'_>) {
        let Some(span) = description(context.document, entry) else { return };
        // No text is wider than its bytes are many.
        if self.shortest <= 0.0 && (span.len() as f64) <= self.longest {
            return;
        }
        let width = display_width(rendered(context.document, span).trim());
        let message = if width as f64 > self.longest {
            format!("the description takes {width} columns, {} are allowed", self.longest)
        } else if (width as f64) < self.shortest {
            format!("the description takes {width} columns, {} are asked for", self.shortest)
        } else {
            return;
        };
        sink.report(Finding::at(span, message));
    }
}
