//! Which anchors of a list other files lead to: a heading that they link to keeps its name.

use super::gather::World;
use super::load::Prepared;
use crate::discover::Search;
use crate::plain::place::Place;
use crate::{facts, read};
use curate_document::{Document, List, Target};
use curate_rules::engine::facts::LinkedAnchors;
use curate_rules::{Facts, Fixed};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Gives every list the anchors of its documents that documents of this run lead to, by other ways than those that the
/// edit of a heading takes along: paths within the list.
pub fn look_at_links(lists: &mut [Prepared]) {
    let mut all = LinkedAnchors::new();
    for prepared in &*lists {
        let own = prepared.facts.own_repository.as_ref();
        for edition in &prepared.list.editions {
            for (path, anchor, link) in facts::linked_anchors(&edition.path, &edition.document, own) {
                let goes_along =
                    matches!(link.target, Target::Path { .. }) && prepared.list.iter().any(|(_, own)| own.path == path);
                if !goes_along {
                    all.entry(path).or_default().insert(anchor);
                }
            }
        }
    }
    for prepared in lists {
        learn(&mut prepared.facts, &prepared.list, &all);
    }
}

/// The same for files of the projects that are no part of this run.
pub fn outside(lists: &[Prepared], world: &World) -> LinkedAnchors {
    let loaded: BTreeSet<&PathBuf> = lists.iter().flat_map(|prepared| &prepared.paths).collect();
    let names: BTreeSet<String> =
        loaded.iter().filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect();
    let roots: BTreeSet<PathBuf> = loaded.iter().map(|path| world.roots.of(path)).collect();
    let own = lists.iter().find_map(|prepared| prepared.facts.own_repository.as_ref());
    let search = Search { here: &world.here, is_excluded: &|_| false, force_exclude: false };
    // A walk leaves hidden folders out; this one holds pages that lead to the list.
    let hidden = roots.iter().map(|root| root.join(".github")).filter(|folder| folder.is_dir());
    let found = search.find(&hidden.chain(roots.iter().cloned()).collect::<Vec<_>>());
    let others: Vec<Place> = found.files.into_values().filter(|place| !loaded.contains(&place.path)).collect();
    let links = others.par_iter().flat_map_iter(|place| {
        let text = read::file(&place.path, &place.shown).ok();
        let text = text.filter(|text| text.contains('#') && names.iter().any(|name| text.contains(name.as_str())));
        let document = text.map(Document::parse);
        let links = document.iter().flat_map(|document| facts::linked_anchors(&place.shown, document, own));
        links.map(|(path, anchor, _)| (path, anchor)).collect::<Vec<_>>()
    });
    let mut all = LinkedAnchors::new();
    for (path, anchor) in links.collect::<Vec<_>>() {
        all.entry(path).or_default().insert(anchor);
    }
    all
}

/// Adds to `facts` what `all` knows of the documents of `list`.
pub fn learn(facts: &mut Facts, list: &List, all: &LinkedAnchors) {
    for edition in &list.editions {
        if let Some(anchors) = all.get(&edition.path) {
            facts.linked_anchors.entry(edition.path.clone()).or_default().extend(anchors.iter().cloned());
        }
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
