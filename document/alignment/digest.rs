//! What is compared of a document, with names as numbers.

use super::headings::headings;
use super::items::{Item, menus};
use super::words::{is_stop_word, normal_title, words};
use crate::language::contents_title::is_contents_title;
use crate::language::edition_name;
use crate::language::script::{LetterCounts, WritingSystem};
use crate::language::section_kind::{Role, role_of};
use crate::model::{BlockId, Document, Entry, EntryId, InlineKind, Link, SectionId, Target};
use foldhash::fast::{FixedState, RandomState};
use std::collections::{BTreeSet, HashMap};
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
    /// The section; `None` where its heading is broken.
    pub section: Option<SectionId>,
    /// Where its heading begins.
    pub start: usize,
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
    /// The Latin words and numbers of the title, without those that stand in many, sorted.
    pub words: Vec<Number>,
    /// Whether the title has nothing but words that stand in many: `Other tools`.
    pub is_generic: bool,
    /// What it is there for apart from resources, where no other heading says the same.
    pub role: Option<Role>,
    /// The keys of the links directly in it with their weights, sorted; those of titles weigh 2, others 1.
    pub keys: Vec<(Number, u32)>,
    /// The same, whatever language a URL names.
    pub localised: Vec<(Number, u32)>,
    /// Those keys as they stand in the document.
    pub order: Vec<Number>,
    /// The titles of the linked items directly in it that are more than a word such as `PDF`, sorted.
    pub titles: Vec<Number>,
    /// Whether it is the title of the document: the first heading of level 1, in no other.
    pub is_title: bool,
    /// Whether it holds the table of contents.
    pub is_contents: bool,
    /// Whether it is that or in it.
    pub in_contents: bool,
}

/// What is compared of a document.
#[derive(Debug, Default)]
pub struct Digest {
    /// In document order.
    pub nodes: Vec<Node>,
    /// In document order.
    pub items: Vec<Item>,
    /// Whether URLs of its entries name languages.
    pub names_languages: bool,
    /// Whether it is written in Latin letters, so that Latin words are translated as any others.
    pub is_latin: bool,
}

impl Digest {
    /// Reads `document`.
    pub fn of(document: &Document) -> Self {
        let menus = menus(document);
        let mut digest = Self { nodes: nodes(document, &menus), is_latin: is_latin(document), ..Self::default() };
        digest.add_items(document, &menus);
        digest.add_keys(document);
        digest
    }

    /// The node that has what stands at `offset`.
    pub fn node_at(&self, offset: usize) -> usize {
        self.nodes.get(1..).unwrap_or(&[]).partition_point(|node| node.start <= offset)
    }

    /// The node of each section, in order.
    pub fn section_nodes(&self) -> impl Iterator<Item = usize> {
        self.nodes.iter().enumerate().filter(|(_, node)| node.section.is_some()).map(|(index, _)| index)
    }

    /// The section that the heading of `node`, which is broken, is part of.
    pub fn holder(&self, node: usize) -> Option<SectionId> {
        self.nodes.get(..node)?.iter().rev().find_map(|node| node.section)
    }

    fn add_items(&mut self, document: &Document, menus: &BTreeSet<BlockId>) {
        let mut index_of: Vec<Option<usize>> = Vec::with_capacity(document.entries().len());
        for (index, entry) in document.entries().iter().enumerate() {
            let parent = entry.parent.and_then(|id| index_of.get(id.0 as usize).copied().flatten());
            let in_menu = is_in_menu(document, entry, menus);
            let node = self.node_at(entry.own.start);
            let item = if in_menu { None } else { Item::of(document, EntryId(index as u32), (node, parent)) };
            index_of.push(item.is_some().then_some(self.items.len()));
            let Some(item) = item else { continue };
            if let Some(node) = self.nodes.get_mut(item.node) {
                let start = if node.items.1 == 0 { self.items.len() } else { node.items.0 };
                node.items = (start, self.items.len() + 1);
                node.titles.extend(item.title.filter(|_| item.linked && item.title_length >= TELLING_TITLE));
            }
            self.items.push(item);
        }
        for node in &mut self.nodes {
            node.titles.sort_unstable();
            node.titles.dedup();
        }
    }

    fn add_keys(&mut self, document: &Document) {
        for link in document.links().iter().filter(|link| !link.image) {
            let in_entry = link.entry.is_some();
            let localised = localised_number_of(link);
            let Some(key) = (if in_entry { number_of(link) } else { localised }) else { continue };
            if document.navigation.iter().any(|span| span.contains(link.span)) {
                continue;
            }
            let node = self.node_at(link.span.start);
            let entry = link.entry.and_then(|id| document.entry(id));
            let is_title = entry.and_then(|entry| document.link_of(entry)).is_some_and(|title| title.span == link.span);
            if let Some(node) = self.nodes.get_mut(node) {
                let weight = if is_title { 2 } else { 1 };
                node.keys.push((key, weight));
                node.localised.extend(localised.map(|key| (key, weight)));
            }
        }
        for node in &mut self.nodes {
            node.order = node.keys.iter().map(|(key, _)| *key).collect();
            let is_same = node.keys == node.localised;
            for keys in [&mut node.keys, &mut node.localised] {
                keys.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
                keys.dedup_by_key(|(key, _)| *key);
            }
            self.names_languages |= !is_same;
        }
    }
}

/// As [`number_of`], the same in all languages of what `link` leads to.
fn localised_number_of(link: &Link) -> Option<Number> {
    link.key().map(|key| number(key.localised().as_str())).or_else(|| number_of(link))
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

/// Titles shorter than this, in characters, are in many sections.
const TELLING_TITLE: usize = 5;

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

/// Whether `entry` is in one of the language `menus`, or heads it.
fn is_in_menu(document: &Document, entry: &Entry, menus: &BTreeSet<BlockId>) -> bool {
    let list = document.block(entry.block).and_then(|block| block.parent);
    let is_head = entry.link.is_none() && menus.contains(&entry.block);
    is_head || list.is_some_and(|list| menus.contains(&list))
}

fn nodes(document: &Document, menus: &BTreeSet<BlockId>) -> Vec<Node> {
    let mut headings = headings(document);
    // Contents on a level with the title are a part of the document all the same.
    for heading in headings.iter_mut().skip_while(|heading| heading.level > 1).skip(1) {
        if heading.level == 1 && is_contents_title(&heading.text) {
            heading.level = 2;
        }
    }
    let only_one = headings.iter().filter(|heading| heading.level == 1).count() == 1;
    let contents = document.contents().and_then(|contents| contents.section);
    // Resources may stand under the heading of the contents.
    let contents_end = document.contents().map_or(usize::MAX, |contents| contents.span.end);
    // A heading further down is no title.
    let first_entry = document.entries().iter().find(|entry| !is_in_menu(document, entry, menus));
    let list_start = first_entry.map_or(usize::MAX, |entry| entry.own.start);
    let mut nodes = vec![Node::default()];
    let mut open: Vec<(usize, u8)> = Vec::new();
    for heading in headings {
        while open.last().is_some_and(|(_, level)| *level >= heading.level) {
            open.pop();
        }
        let around = open.last().filter(|(_, level)| !only_one || *level > 1);
        let parent = around.map_or(0, |(node, _)| *node);
        let index = nodes.len();
        open.push((index, heading.level));
        let normal = normal_title(&heading.text);
        let is_title =
            heading.level == 1 && heading.start < list_start && nodes.iter().all(|node: &Node| node.level != 1);
        // Right under the title there may be the table of contents.
        let is_contents =
            !is_title && ((contents.is_some() && contents == heading.section) || is_contents_title(&heading.text));
        let is_before_end = heading.start < contents_end;
        let in_contents =
            is_contents || is_before_end && nodes.get(parent).is_some_and(|around: &Node| around.in_contents);
        nodes.push(Node {
            section: heading.section,
            start: heading.start,
            level: heading.level,
            parent,
            title: (!normal.is_empty()).then(|| number(&normal)),
            words: word_numbers(&normal, is_stop_word),
            role: role_of(&heading.text).filter(|_| heading.level > 1),
            is_generic: normal.is_ascii() && words(&normal).all(is_stop_word),
            is_title,
            is_contents,
            in_contents,
            ..Node::default()
        });
        if let Some(parent) = nodes.get_mut(parent) {
            parent.children.push(index);
        }
    }
    leave_out_frequent(&mut nodes);
    leave_out_repeated_roles(&mut nodes);
    nodes
}

/// Takes roles out that several headings have: `Contributing` and `Contact`.
fn leave_out_repeated_roles(nodes: &mut [Node]) {
    let roles: Vec<Role> = nodes.iter().filter_map(|node| node.role).collect();
    let is_only = |role: &Role| roles.iter().filter(|other| *other == role).count() == 1;
    for node in nodes {
        node.role = node.role.filter(is_only);
    }
}

/// A word in more headings of a document than this is what all of it is about.
const FREQUENT: usize = 3;

/// Takes words out that tell no heading from another: `Linux` in a list of systems.
fn leave_out_frequent(nodes: &mut [Node]) {
    let mut counts: Table<Number, usize> = Table::default();
    for word in nodes.iter().flat_map(|node| &node.words) {
        *counts.entry(*word).or_default() += 1;
    }
    for node in nodes {
        node.words.retain(|word| counts.get(word).is_none_or(|count| *count <= FREQUENT));
    }
}

/// The numbers of the words of a normal title that are not `left_out`, sorted.
pub fn word_numbers(normal: &str, left_out: impl Fn(&str) -> bool) -> Vec<Number> {
    let mut numbers: Vec<Number> = words(normal).filter(|word| !left_out(word)).map(number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
