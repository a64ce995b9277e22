//! Reference links, and the definitions that they name (CommonMark 4.7 and 6.3).

use crate::model::{DefinitionId, Document, LinkId};
use std::collections::HashMap;

/// A reference link whose definition is not yet known.
pub(super) struct PendingReference {
    /// The link.
    pub link: LinkId,
    /// The normalised label.
    pub identifier: String,
}

/// Gives every reference link the destination of the first definition with its label (CommonMark 6.3).
pub(super) fn resolve(document: &mut Document, references: Vec<PendingReference>) {
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
pub(super) fn identifier_of(label: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
    if label.bytes().all(is_plain) && !label.starts_with(' ') && !label.ends_with(' ') && !label.contains("  ") {
        return label.to_ascii_uppercase();
    }
    label.split_ascii_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().to_uppercase()
}
