//! Which anchors of a list other documents of the run lead to, and which documents have other anchors after fixing.

use super::load::Prepared;
use crate::facts;
use curate_document::{List, Target};
use curate_rules::Fixed;
use curate_rules::engine::facts::LinkedAnchors;
use std::collections::{BTreeMap, BTreeSet};

/// Gives every list the anchors of its documents that documents of this run lead to, by other ways than those that the
/// edit of a heading takes along: paths within the list.
pub fn look_at_links(lists: &mut [Prepared]) {
    let mut all = LinkedAnchors::new();
    for prepared in &*lists {
        let editions: BTreeSet<&str> = prepared.list.editions.iter().map(|edition| &*edition.path).collect();
        for edition in &prepared.list.editions {
            for (path, anchor, link) in facts::linked_anchors(&edition.path, &edition.document, &prepared.facts) {
                let goes_along = matches!(link.target, Target::Path { .. }) && editions.contains(&*path);
                if !goes_along {
                    all.entry(path).or_default().insert(anchor);
                }
            }
        }
    }
    for prepared in lists {
        let paths = prepared.list.editions.iter().map(|edition| &edition.path);
        let known = paths.filter_map(|path| Some((path.clone(), all.get(path)?.clone())));
        prepared.facts.linked_anchors = known.collect();
    }
}

/// The documents whose anchors are others after mending, with those that they have now.
pub fn changed(before: &List, fixed: &Fixed) -> BTreeMap<String, BTreeSet<String>> {
    let editions = before.editions.iter().zip(&fixed.list.editions);
    let anchors = |document: &curate_document::Document| document.anchors().map(str::to_owned).collect();
    editions
        .filter(|(before, after)| before.document.source() != after.document.source())
        .map(|(before, after)| (after.path.clone(), anchors(&before.document), anchors(&after.document)))
        .filter(|(_, before, after): &(String, BTreeSet<String>, BTreeSet<String>)| before != after)
        .map(|(path, _, after)| (path, after))
        .collect()
}
