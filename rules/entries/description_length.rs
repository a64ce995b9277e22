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

use crate::api::declaration::{Declaration, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::entries::support::description::{description, rendered};
use curate_document::script::display_width;
use curate_document::{Entry, EntryId};
use schemars::JsonSchema;
use serde::Deserialize;
use std::num::NonZeroU32;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    on_by_default: false,
    judges: &[Subject::Entry],
    yields_to: &["entries/glued"],
    ..Declaration::hint(
        include_str!("description_length.rs"),
        "a description that is too long or too short",
        Make::configured::<DescriptionLength, DescriptionLength>(),
    )
};

/// The most columns where nothing is configured.
const LONGEST: NonZeroU32 = NonZeroU32::new(250).unwrap();

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct DescriptionLengthOptions {
    /// The most columns; 250 without it.
    longest: NonZeroU32,
    /// The fewest columns, not more than `longest`; any number without it.
    shortest: Option<NonZeroU32>,
}

impl Default for DescriptionLengthOptions {
    fn default() -> Self {
        Self { longest: LONGEST, shortest: None }
    }
}

/// Options that some description can satisfy.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(try_from = "DescriptionLengthOptions")]
struct DescriptionLength(DescriptionLengthOptions);

impl TryFrom<DescriptionLengthOptions> for DescriptionLength {
    type Error = String;

    fn try_from(options: DescriptionLengthOptions) -> Result<Self, String> {
        let longest = options.longest;
        match options.shortest.filter(|shortest| *shortest > longest) {
            Some(shortest) => Err(format!("`shortest` is {shortest}, more than `longest`, which is {longest}")),
            None => Ok(Self(options)),
        }
    }
}

impl Rule for DescriptionLength {
    fn entry(&self, _: EntryId, entry: &Entry, context: &Context<'_>, sink: &mut Sink<'_>) {
        let Some(span) = description(context.document, entry) else { return };
        // No text is wider than its bytes are many.
        let (shortest, longest) = (self.0.shortest.map_or(0, NonZeroU32::get) as usize, self.0.longest.get() as usize);
        if shortest == 0 && span.len() <= longest {
            return;
        }
        let width = display_width(rendered(context.document, span).trim());
        let message = if width > longest {
            text!("the description takes {width} columns, {longest} are allowed", width, longest)
        } else if width < shortest {
            text!("the description takes {width} columns, {shortest} are required", width, shortest)
        } else {
            return;
        };
        sink.report(Finding::at(span, message));
    }
}
