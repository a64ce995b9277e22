//! Whether fixes hurt anything: the structure of a document before and after, and what is found in it then.

pub(crate) mod blocks;
pub(crate) mod new_findings;
pub(crate) mod structure;

use crate::api::template::Text;

/// Why a fix is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// A URL would change, appear or vanish.
    Urls,
    /// A heading would.
    Headings,
    /// An entry would, or change its depth.
    Entries,
    /// Code or raw HTML would change.
    Verbatim,
    /// A link or an image would appear, vanish or become the other.
    Links,
    /// Emphasis would appear or vanish.
    Emphasis,
    /// Readers would see something else changed than what is edited.
    Text,
    /// Two parsers of markdown read what stands there differently, so renderers do too.
    Disagreement,
    /// They would after it.
    ReadDifferently,
    /// The block is too long or too deeply nested for the second parser.
    Unwitnessed,
    /// The rule would find something that was not found before.
    Finding(&'static str),
    /// Its edits overlap one another or are not within the text.
    Unsound,
    /// Too many fixes of its rule were not kept already.
    Untried,
}

impl Rejection {
    /// What it says, without a full stop.
    pub fn text(&self) -> Text {
        match self {
            Self::Urls => text!("it would change a URL"),
            Self::Headings => text!("it would change a heading"),
            Self::Entries => text!("it would change which entries there are"),
            Self::Verbatim => text!("it would change code or raw HTML"),
            Self::Links => text!("it would make or unmake a link"),
            Self::Emphasis => text!("it would change what is emphasized"),
            Self::Text => text!("it would change more of the text than it edits"),
            Self::Disagreement => text!("renderers read this text in different ways"),
            Self::ReadDifferently => text!("renderers would read the text in different ways after it"),
            Self::Unwitnessed => text!("the text is too long or too deeply nested to be read a second time"),
            Self::Finding(rule) => text!("{rule} would find something new after it", rule = *rule),
            Self::Unsound => text!("its edits do not fit the text"),
            Self::Untried => text!("too many fixes of this rule were refused before it"),
        }
    }
}
