//! Which anchors of a list other files lead to: a heading that they link to keeps its name.

use super::gather::World;
use super::inbound_links::FileNames;
use super::load::Prepared;
use crate::discover::Search;
use crate::plain::place::Place;
use crate::plain::regular_file::leads_out;
use crate::{facts, read};
use curate_document::{Document, List, Target};
use curate_rules::engine::facts::LinkedAnchors;
use curate_rules::{Facts, Fixed};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Gives every list the anchors of its documents that documents of this run lead to, by other ways than those that the
/// edit of a heading takes along: paths within the list. Other files are not searched yet.
pub fn look_at_links(lists: &mut [Prepared]) {
    let mut all = LinkedAnchors::new();
    for prepared in &*lists {
        let own = prepared.facts.own_repository.as_ref();
        let editions: BTreeSet<&str> = prepared.list.editions.iter().map(|edition| &*edition.path).collect();
        for edition in &prepared.list.editions {
            for (path, anchor, link) in facts::linked_anchors(&edition.path, &edition.document, own) {
                let goes_along = matches!(link.target, Target::Path { .. }) && editions.contains(&*path);
                if !goes_along {
                    all.entry(path).or_default().insert(anchor);
                }
            }
        }
    }
    for prepared in lists {
        prepared.facts.inbound_links_unsearched = true;
        learn(&mut prepared.facts, &prepared.list, &all);
    }
}

/// The anchors of documents of those lists that `is_meant` that files of their projects lead to which are no part of the
/// run. Such a file is parsed only where a document's name stands before a `#` in it.
pub fn outside(lists: &[Prepared], is_meant: &[bool], world: &World) -> LinkedAnchors {
    let meant = || lists.iter().zip(is_meant).filter(|(_, is_meant)| **is_meant).map(|(prepared, _)| prepared);
    let names = FileNames::of(meant().flat_map(|prepared| &prepared.paths));
    let roots: BTreeSet<PathBuf> =
        meant().flat_map(|prepared| &prepared.paths).map(|path| world.roots.of(path)).collect();
    let loaded: BTreeSet<&Path> = lists.iter().flat_map(|prepared| &prepared.paths).map(PathBuf::as_path).collect();
    let own = lists.iter().find_map(|prepared| prepared.facts.own_repository.as_ref());
    let search = Search { here: &world.here, is_excluded: &|_| false, force_exclude: false };
    // A walk leaves hidden folders out; this one holds pages that lead to the list.
    let hidden = roots.iter().map(|root| (root, root.join(".github")));
    let hidden = hidden.filter(|(root, folder)| folder.is_dir() && !leads_out(folder, root)).map(|(_, folder)| folder);
    let found = search.find(&hidden.chain(roots.iter().cloned()).collect::<Vec<_>>());
    let others: Vec<Place> = found.files.into_values().filter(|place| !loaded.contains(&*place.path)).collect();
    let links = others.par_iter().flat_map_iter(|place| {
        let text = read::file(&place.path, &place.shown).ok().filter(|text| names.are_linked_in(text));
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

/// Adds to `facts` what `all` knows of the documents of `list`; whether that is new.
pub fn learn(facts: &mut Facts, list: &List, all: &LinkedAnchors) -> bool {
    let mut is_new = false;
    for edition in &list.editions {
        if let Some(anchors) = all.get(&edition.path) {
            let known = facts.linked_anchors.entry(edition.path.clone()).or_default();
            let before = known.len();
            known.extend(anchors.iter().cloned());
            is_new |= known.len() > before;
        }
    }
    is_new
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
