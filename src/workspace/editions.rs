//! Groups documents into lists: which of them are editions of one another.

use crate::workspace::shown_path::ShownPath;
use curate_document::edition_evidence::Evidence;
use curate_document::language::EditionName;
use curate_document::{Edition, Language};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

/// A document that was read.
#[derive(Debug)]
pub(crate) struct LoadedDocument {
    /// Where it is.
    pub place: ShownPath,
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
pub(crate) fn grouped(loaded: Vec<LoadedDocument>) -> Vec<Vec<LoadedDocument>> {
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
        let members = members.iter().filter_map(|index| EditionCandidate::of(*index, loaded.get(*index)?)).collect();
        join_editions(members, &mut groups);
    }
    let mut lists: BTreeMap<usize, Vec<LoadedDocument>> = BTreeMap::new();
    for (index, document) in loaded.into_iter().enumerate() {
        lists.entry(groups.of(index)).or_default().push(document);
    }
    lists.into_values().filter(|list| list.iter().any(|loaded| loaded.edition.judged)).collect()
}

/// A document among those whose names have the same folder and stem.
struct EditionCandidate<'a> {
    index: usize,
    folder: Option<&'a Path>,
    language: Option<&'a Language>,
    edition: &'a Edition,
    evidence: OnceCell<Evidence<'a>>,
}

impl<'a> EditionCandidate<'a> {
    fn of(index: usize, loaded: &'a LoadedDocument) -> Option<Self> {
        let (language, folder) = (loaded.name.as_ref()?.language.as_ref(), loaded.place.path.parent());
        Some(Self { index, folder, language, edition: &loaded.edition, evidence: OnceCell::new() })
    }

    fn evidence(&self) -> &Evidence<'a> {
        self.evidence.get_or_init(|| Evidence::of(self.edition))
    }
}

/// Joins those of `members` that are editions of one list.
fn join_editions(members: Vec<EditionCandidate<'_>>, groups: &mut Groups) {
    let mut languages: HashMap<usize, BTreeSet<Option<&Language>>> =
        members.iter().map(|member| (member.index, BTreeSet::from([member.language]))).collect();
    // Neighbours first: they are the likelier pair where a language is there twice.
    for neighbours in [true, false] {
        for (at, a) in members.iter().enumerate() {
            for b in members.iter().skip(at + 1) {
                if a.language == b.language || (a.folder == b.folder) != neighbours {
                    continue;
                }
                let (group, other) = (groups.of(a.index), groups.of(b.index));
                let is_apart = |languages: &HashMap<_, BTreeSet<_>>| {
                    languages.get(&group).zip(languages.get(&other)).is_some_and(|(a, b)| a.is_disjoint(b))
                };
                if group == other || !is_apart(&languages) || !a.evidence().confirms(b.evidence()) {
                    continue;
                }
                let joined: Vec<_> =
                    [group, other].iter().filter_map(|group| languages.remove(group)).flatten().collect();
                languages.insert(group.min(other), joined.into_iter().collect());
                groups.join(group, other);
            }
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
            // The way is halved, so that it stays short.
            let next = self.parents.get(parent).copied().unwrap_or(parent);
            if let Some(of_index) = self.parents.get_mut(index) {
                *of_index = next;
            }
            index = next;
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
