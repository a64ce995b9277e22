//! What is compared of a document, with names as numbers.

use super::apparent::apparent_link;
use super::words::{is_filler, normal_title, words};
use crate::contents::navigation;
use crate::contents_title::is_contents_title;
use crate::language::{Language, edition_name};
use crate::script::{LetterCounts, WritingSystem};
use crate::{Document, Entry, EntryId, InlineKind, Link, SectionId, Target, UrlKey};
use foldhash::fast::{FixedState, RandomState};
use std::collections::HashMap;
use std::hash::BuildHasher;

/// Stands for a text in comparisons: equal texts have equal numbers, in all documents.
pub type Number = u64;

/// A table by numbers; its order is not used.
pub type Table<K, V> = HashMap<K, V, RandomState>;

/// The number of `text`. That two texts share one by accident is less likely than that a bit of memory flips.
pub fn number(text: &str) -> Number {
    FixedState::default().hash_one(text)
}

/// A section as it is compared; the first node of a digest is what stands before any heading, with no section.
#[derive(Debug, Default)]
pub struct Node {
    /// The section.
    pub section: Option<SectionId>,
    /// 1 to 6; 0 for the first node.
    pub level: u8,
    /// The node around it, a lone H1 left out; the first node is around all.
    pub parent: usize,
    /// The nodes directly in it, in order.
    pub children: Vec<usize>,
    /// Its items, as a range.
    pub items: (usize, usize),
    /// Its title in normal form; `None` where nothing is left of it.
    pub title: Option<Number>,
    /// The Latin words and numbers of the title, sorted.
    pub words: Vec<Number>,
    /// The keys of the links directly in it with their weights, sorted; those of titles weigh 2, others 1.
    pub keys: Vec<(Number, u32)>,
    /// Whether it holds the table of contents.
    pub is_contents: bool,
}

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
}

/// What is compared of a document.
#[derive(Debug, Default)]
pub struct Digest {
    /// In document order.
    pub nodes: Vec<Node>,
    /// In document order.
    pub items: Vec<Item>,
    /// Whether it is written in Latin letters, so that Latin words are translated as any others.
    pub is_latin: bool,
}

impl Digest {
    /// Reads `document`.
    pub fn of(document: &Document) -> Self {
        let mut digest = Self { nodes: nodes(document), items: Vec::new(), is_latin: is_latin(document) };
        digest.add_items(document);
        digest.add_keys(document);
        digest
    }

    fn add_items(&mut self, document: &Document) {
        let mut index_of: Vec<Option<usize>> = Vec::with_capacity(document.entries().len());
        for (index, entry) in document.entries().iter().enumerate() {
            let parent = entry.parent.and_then(|id| index_of.get(id.0 as usize).copied().flatten());
            let item = item(document, EntryId(index as u32), entry, parent);
            index_of.push(item.is_some().then_some(self.items.len()));
            let Some(item) = item else { continue };
            if let Some(node) = self.nodes.get_mut(item.node) {
                let start = if node.items.1 == 0 { self.items.len() } else { node.items.0 };
                node.items = (start, self.items.len() + 1);
            }
            self.items.push(item);
        }
    }

    fn add_keys(&mut self, document: &Document) {
        let outside = navigation(document);
        for link in document.links().iter().filter(|link| !link.image) {
            let Some(key) = number_of(link) else { continue };
            if outside.iter().any(|span| span.contains(link.span)) {
                continue;
            }
            let node = node_of(document.block(link.block).and_then(|block| block.section));
            let entry = link.entry.and_then(|id| document.entry(id));
            let is_title = entry.and_then(|entry| document.link_of(entry)).is_some_and(|title| title.span == link.span);
            if let Some(node) = self.nodes.get_mut(node) {
                node.keys.push((key, if is_title { 2 } else { 1 }));
            }
        }
        for node in &mut self.nodes {
            node.keys.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
            node.keys.dedup_by_key(|(key, _)| *key);
        }
    }
}

/// The node of a section.
pub fn node_of(section: Option<SectionId>) -> usize {
    section.map_or(0, |id| id.0 as usize + 1)
}

/// The number of where `link` leads; editions of one file have one number.
pub fn number_of(link: &Link) -> Option<Number> {
    if let Some(key) = link.key() {
        return Some(number(key.as_str()));
    }
    let Target::Path { path, .. } = &link.target else { return None };
    let path = path.trim_start_matches("./");
    match edition_name(path) {
        Some(name) => Some(number(&format!("file:{}/{}", name.folder, name.stem))),
        None => Some(number(&format!("file:{path}"))),
    }
}

/// Whether `link` leads to another language of the list: named after one, or to a README that is.
pub fn is_switch(document: &Document, link: &Link) -> bool {
    let Target::Path { path, .. } = &link.target else { return false };
    let Some(name) = edition_name(path) else { return false };
    Language::parse(document.text(link.text).trim()).is_some() || (name.stem == "readme" && name.language.is_some())
}

/// How many bytes of text tell the script of a document.
const TELLING_TEXT: usize = 16_384;

fn is_latin(document: &Document) -> bool {
    let mut counts = LetterCounts::default();
    let mut left = TELLING_TEXT;
    for inline in document.inlines().iter().filter(|inline| inline.kind == InlineKind::Text) {
        counts.add(document.text(inline.span));
        left = left.saturating_sub(inline.span.len());
        if left == 0 {
            break;
        }
    }
    counts.writing_system() == Some(WritingSystem::Latin)
}

fn nodes(document: &Document) -> Vec<Node> {
    let sections = document.sections();
    let only_one = sections.iter().filter(|section| section.level == 1).count() == 1;
    let contents = document.contents().and_then(|contents| contents.section);
    let mut nodes = vec![Node::default()];
    for (index, section) in sections.iter().enumerate() {
        let around =
            section.parent.filter(|id| !only_one || document.section(*id).is_none_or(|parent| parent.level > 1));
        let parent = node_of(around);
        let normal = normal_title(&section.rendered);
        let id = SectionId(index as u32);
        nodes.push(Node {
            section: Some(id),
            level: section.level,
            parent,
            title: (!normal.is_empty()).then(|| number(&normal)),
            words: word_numbers(&normal),
            is_contents: contents == Some(id) || is_contents_title(&section.rendered),
            ..Node::default()
        });
        if let Some(parent) = nodes.get_mut(parent) {
            parent.children.push(index + 1);
        }
    }
    nodes
}

fn item(document: &Document, id: EntryId, entry: &Entry, parent: Option<usize>) -> Option<Item> {
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
        words: word_numbers(&normal),
        linked: link.is_some() || meant.is_some(),
    })
}

/// The key of the URL that `entry` presents, or was meant to.
pub fn key_of(document: &Document, entry: &Entry) -> Option<UrlKey> {
    match document.link_of(entry) {
        Some(link) => link.key().cloned(),
        None => apparent_link(document, entry).map(|link| link.key),
    }
}

fn word_numbers(normal: &str) -> Vec<Number> {
    let mut numbers: Vec<Number> = words(normal).filter(|word| !is_filler(word)).map(number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
