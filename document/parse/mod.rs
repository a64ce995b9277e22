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
mod markup;
mod math;
mod templates;

use crate::model::{DefinitionId, Document, Lines, LinkId};
use builder::Builder;
pub use events::decoded_destination;
pub use markup::is_heading;
use std::collections::HashMap;

/// The largest source that is parsed, in bytes.
pub const LARGEST_SOURCE: usize = 64 * 1024 * 1024;

/// A reference link whose definition is not yet known.
struct Reference {
    link: LinkId,
    /// The normalised label.
    identifier: String,
}

/// Parses `source` into a document that has no sections, entries and contents yet.
///
/// What is larger than [`LARGEST_SOURCE`] is not parsed; the document then has no blocks and says so.
pub fn parse(source: String) -> Document {
    if source.len() > LARGEST_SOURCE {
        let unparsed = Some(source.len() as u64);
        return Document { lines: Lines::of(&source), source, unparsed, ..Document::default() };
    }
    let (first, front_matter) = front_matter::before_content(&source);
    let mut builder = Builder::new(&source, first);
    events::walk(&mut builder);
    let (mut document, references) = builder.finish();
    document.lines = Lines::of(&source);
    document.front_matter = front_matter;
    document.source = source;
    resolve(&mut document, references);
    templates::mark(&mut document);
    document
}

/// Gives every reference link the destination of the first definition with its label (CommonMark 6.3).
fn resolve(document: &mut Document, references: Vec<Reference>) {
    if references.is_empty() {
        return;
    }
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (index, definition) in document.definitions.iter().enumerate() {
        first.entry(&*definition.identifier).or_insert(index);
    }
    for reference in references {
        let Some(index) = first.get(reference.identifier.as_str()).copied() else { continue };
        let Some(definition) = document.definitions.get(index) else { continue };
        let Some(link) = document.links.get_mut(reference.link.0 as usize) else { continue };
        link.definition = Some(DefinitionId(index as u32));
        link.destination = definition.destination;
    }
}

/// The normal form of a reference's label (CommonMark 4.7, "matches").
pub fn identifier_of(label: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
    if label.bytes().all(is_plain) && !label.starts_with(' ') && !label.ends_with(' ') && !label.contains("  ") {
        return label.to_ascii_uppercase();
    }
    label.split_ascii_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().to_uppercase()
}
