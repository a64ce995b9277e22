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
mod mdx;
mod output;
mod references;
mod templates;

use crate::model::{Document, LineIndex};
use builder::Builder;
pub(crate) use events::decoded_destination;
pub use events::decoded_references;
pub(crate) use markup::is_heading;
pub(crate) use output::ParseOutput;
use std::borrow::Cow;

/// The largest source that is parsed, in bytes.
pub const LARGEST_SOURCE: usize = 64 * 1024 * 1024;

/// Parses `source`, a whole markdown file, or an MDX file where `is_mdx`.
///
/// What is larger than [`LARGEST_SOURCE`] is not parsed; the document then has no blocks and says so.
pub(crate) fn parse(source: String, is_mdx: bool) -> ParseOutput {
    if source.len() > LARGEST_SOURCE {
        let unparsed = Some(source.len() as u64);
        let document = Document { lines: LineIndex::of(&source), source, unparsed, ..Document::default() };
        return ParseOutput { document, html_headings: Vec::new() };
    }
    let (first, front_matter) = front_matter::before_content(&source);
    let code = if is_mdx { mdx::code(&source, first) } else { Vec::new() };
    let markdown =
        if code.is_empty() { Cow::Borrowed(&*source) } else { Cow::Owned(mdx::without_code(&source, &code)) };
    let mut builder = Builder::new(&markdown, first);
    events::walk(&mut builder);
    let (mut output, references) = builder.finish();
    let document = &mut output.document;
    document.lines = LineIndex::of(&source);
    document.front_matter = front_matter;
    drop(markdown);
    document.source = source;
    references::resolve(document, references);
    templates::mark(document, code);
    output
}
