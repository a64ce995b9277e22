//! What lists have to do with the others of the run: which anchors are led to, which documents have other anchors after fixing, and
//! how many sections a project has in all.

use crate::commands::steps::work::PreparedList;
use crate::commands::steps::workspace::Workspace;
use crate::workspace::facts;
use curate_document::{List, Target};
use curate_rules::Fixed;
use curate_rules::api::facts::{LinkedAnchors, SectionCount};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Gives every list the anchors of its documents that documents of this run lead to, by other ways than those that the
/// edit of a heading takes along: paths within the list.
pub fn look_at_links(lists: &mut [PreparedList]) {
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

/// Gives every list the number of sections that the lists of its project have.
pub fn count_sections(lists: &mut [PreparedList], workspace: &Workspace) {
    let root = |prepared: &PreparedList| prepared.paths.first().map(|path| workspace.roots.of(path));
    let mut counts: BTreeMap<Option<PathBuf>, SectionCount> = BTreeMap::new();
    for prepared in lists.iter() {
        let editions = prepared.list.editions.iter().filter(|edition| edition.judged);
        for edition in editions.filter(|edition| prepared.facts.named_list || edition.is_list()) {
            let own = curate_rules::section_count(&edition.document);
            let count = counts.entry(root(prepared)).or_default();
            count.all += own.all;
            count.empty += own.empty;
        }
    }
    for prepared in lists {
        prepared.facts.sections = counts.get(&root(prepared)).copied().unwrap_or_default();
    }
}

/// The documents whose anchors are others after fixing, with those that they have now.
pub fn changed_anchors(before: &List, fixed: &Fixed) -> BTreeMap<String, BTreeSet<String>> {
    let editions = before.editions.iter().zip(&fixed.list.editions);
    let anchors = |document: &curate_document::Document| document.anchors().map(str::to_owned).collect();
    editions
        .filter(|(before, after)| before.document.source() != after.document.source())
        .map(|(before, after)| (after.path.clone(), anchors(&before.document), anchors(&after.document)))
        .filter(|(_, before, after): &(String, BTreeSet<String>, BTreeSet<String>)| before != after)
        .map(|(path, _, after)| (path, after))
        .collect()
}
