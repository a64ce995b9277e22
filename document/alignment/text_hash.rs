//! Texts as numbers, which are quick to compare.

use crate::language::edition_name;
use crate::model::{Link, Target};
use foldhash::fast::{FixedState, RandomState};
use std::collections::HashMap;
use std::hash::BuildHasher;

/// Stands for a text in comparisons: equal texts have equal numbers, in all documents.
pub(super) type TextHash = u64;

/// A table by numbers; its order is not used.
pub(super) type FastMap<K, V> = HashMap<K, V, RandomState>;

/// The number of `text`. That two texts share one by accident is less likely than that a bit of memory flips.
pub(super) fn text_hash(text: &str) -> TextHash {
    FixedState::default().hash_one(text)
}

/// As [`link_hash`], the same in all languages of what `link` leads to.
pub(super) fn localised_link_hash(link: &Link) -> Option<TextHash> {
    link.key().map(|key| text_hash(key.localised().as_str())).or_else(|| link_hash(link))
}

/// The number of where `link` leads; editions of one file have one number.
pub(super) fn link_hash(link: &Link) -> Option<TextHash> {
    if let Some(key) = link.key() {
        return Some(text_hash(key.as_str()));
    }
    let Target::Path { path, .. } = &link.target else { return None };
    let path = path.trim_start_matches("./");
    match edition_name(path) {
        Some(name) => Some(text_hash(&format!("file:{}/{}", name.folder, name.stem))),
        None => Some(text_hash(&format!("file:{path}"))),
    }
}
