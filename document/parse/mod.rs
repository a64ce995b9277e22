//! From a source to the blocks, inlines, links, definitions and raw HTML of a document, in one pass.

mod autolinks;
mod blocks;
mod builder;
mod definitions;
mod destination;
mod embeds;
mod events;
mod front_matter;
pub mod html;
mod inlines;
mod links;
mod markup;
mod math;
mod output;
mod references;
mod templates;

use crate::model::{Document, LineIndex};
use builder::Builder;
pub(crate) use events::decoded_destination;
pub use events::decoded_references;
pub(crate) use markup::is_heading;
pub(crate) use output::ParseOutput;

/// The largest source that is parsed, in bytes.
pub const LARGEST_SOURCE: usize = 64 * 1024 * 1024;

/// Parses `source`, a whole markdown file.
///
/// What is larger than [`LARGEST_SOURCE`] is not parsed; the document then has no blocks and says so.
pub(crate) fn parse(source: String) -> ParseOutput {
    if source.len() > LARGEST_SOURCE {
        let unparsed = Some(source.len() as u64);
        let document = Document { lines: LineIndex::of(&source), source, unparsed, ..Document::default() };
        return ParseOutput { document, html_headings: Vec::new() };
    }
    let (first, front_matter) = front_matter::before_content(&source);
    let mut builder = Builder::new(&source, first);
    events::walk(&mut builder);
    let (mut output, references) = builder.finish();
    let document = &mut output.document;
    document.lines = LineIndex::of(&source);
    document.front_matter = front_matter;
    document.source = source;
    references::resolve(document, references);
    templates::mark(document);
    output
}
