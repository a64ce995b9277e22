//! Groups documents into lists: which of them are editions of one another.

use crate::plain::place::Place;
use curate_document::edition::is_confirmed;
use curate_document::language::{EditionName, is_candidate_pair};
use curate_document::{Edition, Language};
use std::collections::BTreeMap;

/// A document that was read.
#[derive(Debug)]
pub struct Loaded {
    /// Where it is.
    pub place: Place,
    /// What its path below the root of its project says.
    pub name: Option<EditionName>,
    /// Its document; judged where it was named.
    pub edition: Edition,
    /// The list that the configuration puts it in.
    pub configured: Option<usize>,
}

/// `loaded` in groups, each the editions of one list. Those that the configuration names belong together without
/// evidence; the others where their names fit and their text confirms it. Two editions of one language are never in
/// one list.
pub fn grouped(loaded: Vec<Loaded>) -> Vec<Vec<Loaded>> {
    let mut groups = Groups { parents: (0..loaded.len()).collect() };
    let mut configured: BTreeMap<usize, usize> = BTreeMap::new();
    let mut named: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (index, document) in loaded.iter().enumerate() {
        if let Some(list) = document.configured {
            groups.join(index, *configured.entry(list).or_insert(index));
        } else if let Some(name) = &document.name {
            named.entry((&name.folder, &name.stem)).or_default().push(index);
        }
    }
    for members in named.values().filter(|members| members.len() > 1) {
        join_editions(&loaded, members, &mut groups);
    }
    let mut lists: BTreeMap<usize, Vec<Loaded>> = BTreeMap::new();
    for (index, document) in loaded.into_iter().enumerate() {
        lists.entry(groups.of(index)).or_default().push(document);
    }
    lists.into_values().filter(|list| list.iter().any(|loaded| loaded.edition.judged)).collect()
}

/// Joins those of `members`, documents with the same stem, that are editions of one list.
fn join_editions(loaded: &[Loaded], members: &[usize], groups: &mut Groups) {
    let folder = |index: usize| loaded.get(index).and_then(|document| document.place.path.parent());
    let mut pairs: Vec<(usize, usize)> =
        members.iter().enumerate().flat_map(|(at, a)| members.iter().skip(at + 1).map(|b| (*a, *b))).collect();
    // Neighbours first: they are the likelier pair where a language is there twice.
    pairs.sort_by_key(|(a, b)| folder(*a) != folder(*b));
    for (a, b) in pairs {
        let (Some(first), Some(second)) = (loaded.get(a), loaded.get(b)) else { continue };
        let fit = first.name.as_ref().zip(second.name.as_ref()).is_some_and(|(a, b)| is_candidate_pair(a, b));
        if !fit || groups.of(a) == groups.of(b) {
            continue;
        }
        let languages = |group: usize, groups: &mut Groups| -> Vec<Option<&Language>> {
            let inside = members.iter().filter(|member| groups.of(**member) == group);
            inside.filter_map(|member| loaded.get(*member)?.name.as_ref().map(|name| name.language.as_ref())).collect()
        };
        let (group_of_a, group_of_b) = (groups.of(a), groups.of(b));
        let languages_of_b = languages(group_of_b, groups);
        let twice = languages(group_of_a, groups).iter().any(|language| languages_of_b.contains(language));
        if !twice && is_confirmed(&first.edition, &second.edition) {
            groups.join(a, b);
        }
    }
}

/// Sets that are joined (union by the smaller index).
struct Groups {
    parents: Vec<usize>,
}

impl Groups {
    fn of(&mut self, mut index: usize) -> usize {
        while let Some(parent) = self.parents.get(index).copied().filter(|parent| *parent != index) {
            index = parent;
        }
        index
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        if let Some(parent) = self.parents.get_mut(a.max(b)) {
            *parent = a.min(b);
        }
    }
}
