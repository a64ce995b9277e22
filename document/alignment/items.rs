//! The entries of a document as they are compared.

use super::apparent::apparent_link;
use super::digest::{Number, node_of, number, number_of, word_numbers};
use super::words::{is_filler, normal_title};
use crate::language::{EditionName, Language, edition_name};
use crate::{BlockId, Document, Entry, EntryId, Link, Target, UrlKey};
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// An entry as it is compared.
#[derive(Debug)]
pub struct Item {
    /// The entry.
    pub entry: EntryId,
    /// The node it is in.
    pub node: usize,
    /// The item around it.
    pub parent: Option<usize>,
    /// 0 at the top level.
    pub depth: u8,
    /// The key of its resource.
    pub key: Option<Number>,
    /// The keys of its other links, sorted.
    pub other_keys: Vec<Number>,
    /// Its title in normal form; `None` where nothing is left of it.
    pub title: Option<Number>,
    /// How many characters the normal title has.
    pub title_length: usize,
    /// The Latin words and numbers of the title, sorted.
    pub words: Vec<Number>,
    /// Whether it has a resource.
    pub linked: bool,
    /// Whether the link to its resource is malformed.
    pub malformed: bool,
    /// The site of its resource, and the name that its URL gives it: two of one title with neither in common are two things.
    pub whereabouts: [Option<Number>; 2],
}

impl Item {
    /// What is compared of `entry`; `None` where it is no entry of the list: a language switch, a badge.
    pub fn of(document: &Document, id: EntryId, entry: &Entry, parent: Option<usize>) -> Option<Self> {
        let link = document.link_of(entry);
        if link.is_some_and(|link| is_switch(document, link)) {
            return None;
        }
        let apparent = apparent_link(document, entry);
        let title = apparent.as_ref().map(|link| link.text).or(entry.title)?;
        let rendered = match entry.body {
            Some(body) if apparent.is_none() => document.rendered_at(body, title),
            _ => document.text(title).to_owned(),
        };
        let normal = normal_title(&rendered);
        if normal.is_empty() && link.is_none() {
            return None;
        }
        let meant = apparent.as_ref().map(|link| number(link.key.as_str()));
        let key = link.and_then(number_of).or(meant);
        let url_key = link.and_then(Link::key).or(apparent.as_ref().map(|link| &link.key));
        let others = document.links_of(entry).iter().filter(|other| !other.image);
        let mut other_keys: Vec<Number> = others.filter_map(|other| Some(number(other.key()?.as_str()))).collect();
        other_keys.sort_unstable();
        other_keys.dedup();
        other_keys.retain(|other| Some(*other) != key);
        Some(Item {
            entry: id,
            node: node_of(entry.section),
            parent,
            depth: entry.depth,
            key,
            other_keys,
            title: (!normal.is_empty()).then(|| number(&normal)),
            title_length: normal.chars().count(),
            words: word_numbers(&normal, is_filler),
            linked: link.is_some() || meant.is_some(),
            malformed: meant.is_some(),
            whereabouts: url_key.map_or([None; 2], whereabouts),
        })
    }

    /// Whether two items of one title can be one resource, as far as their URLs tell.
    pub fn may_be_one(&self, other: &Self) -> bool {
        let pairs = || self.whereabouts.iter().zip(&other.whereabouts);
        let unknown = self.key.is_none() || other.key.is_none();
        unknown || pairs().any(|(mine, theirs)| mine.is_some() && mine == theirs)
    }
}

/// Hosts where the first two segments of a path are an owner and a repository.
const FORGES: &[&str] = &["github.com", "gitlab.com", "gitee.com", "codeberg.org", "bitbucket.org"];

/// The site that `key` is of (for a forge the repository), and the name it gives to the resource.
fn whereabouts(key: &UrlKey) -> [Option<Number>; 2] {
    let key = key.as_str();
    let mut segments = key.split(['/', '?', '#']);
    let host = segments.next().unwrap_or("");
    if FORGES.contains(&host) {
        let (Some(owner), Some(name)) = (segments.next(), segments.next()) else { return [Some(number(host)), None] };
        return [Some(number(&format!("{host}/{owner}/{name}"))), Some(number(&normal_title(name)))];
    }
    let name = host.split('.').find(|label| !matches!(*label, "www" | "docs" | "blog"));
    [Some(number(host)), name.map(|name| number(&normal_title(name)))]
}

/// The lists of a document whose items all lead to editions of one file: language menus.
pub fn menus(document: &Document) -> BTreeSet<BlockId> {
    // By list: the stem that all linked items have, and whether one of them names a language.
    let mut lists: BTreeMap<BlockId, Option<(String, bool)>> = BTreeMap::new();
    for entry in document.entries() {
        let list = document.block(entry.block).and_then(|block| block.parent);
        let (Some(list), Some(link)) = (list, document.link_of(entry)) else { continue };
        let name = file_name(link).map(|name| (name.stem, name.language.is_some()));
        let known = lists.entry(list).or_insert_with(|| name.clone());
        *known = match (known.take(), name) {
            (Some((stem, named)), Some((other, also_named))) if stem == other => Some((stem, named || also_named)),
            _ => None,
        };
    }
    lists.into_iter().filter(|(_, menu)| menu.as_ref().is_some_and(|(_, named)| *named)).map(|(list, _)| list).collect()
}

/// What the name of the markdown file says that `link` leads to, as a path or as a host shows it.
fn file_name(link: &Link) -> Option<EditionName> {
    match &link.target {
        Target::Path { path, .. } => edition_name(path),
        Target::Url => {
            let path = link.url.split(['?', '#']).next()?;
            let (_, file) = path.split_once("/blob/").or_else(|| path.split_once("/tree/"))?;
            edition_name(file)
        }
        _ => None,
    }
}

/// Whether `link` leads to another language of the list: named after one, or to a README that is.
pub fn is_switch(document: &Document, link: &Link) -> bool {
    let Some(name) = file_name(link) else { return false };
    let is_path = matches!(link.target, Target::Path { .. });
    let is_readme = is_path && name.stem == "readme" && name.language.is_some();
    is_readme || Language::parse(document.text(link.text).trim()).is_some()
}

/// The key of the URL that `entry` presents, or was meant to.
pub fn key_of(document: &Document, entry: &Entry) -> Option<UrlKey> {
    match document.link_of(entry) {
        Some(link) => link.key().cloned(),
        None => apparent_link(document, entry).map(|link| link.key),
    }
}
