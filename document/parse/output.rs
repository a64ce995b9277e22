//! What parsing gives.

use crate::model::{Document, HtmlHeading};

/// What one pass over a source gives.
#[derive(Debug, Default)]
pub(crate) struct ParseOutput {
    /// The document, without sections, entries and contents.
    pub document: Document,
    /// The headings in raw HTML, in document order.
    pub html_headings: Vec<HtmlHeading>,
}
