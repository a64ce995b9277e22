//! What is compared of a document, with names as numbers.

use super::entry_features::EntryFeatures;
use super::language_menu::{is_in_menu, menus};
use super::section_features::{SectionFeatures, nodes};
use super::section_marks::add_marks;
use super::text_hash::{link_hash, localised_link_hash};
use crate::language::script::{LetterCounts, WritingSystem};
use crate::list::is_long_list;
use crate::model::{BlockId, Document, EntryId, InlineKind, SectionId};
use std::collections::BTreeSet;

/// What is compared of a document.
#[derive(Debug, Default)]
pub struct Features {
    /// In document order.
    pub nodes: Vec<SectionFeatures>,
    /// In document order.
    pub items: Vec<EntryFeatures>,
    /// Whether URLs of its entries name languages.
    pub names_languages: bool,
    /// Whether it is written in Latin letters, so that Latin words are translated as any others.
    pub is_latin: bool,
    /// Whether it is a page and not a long list: its sections are known by what they say.
    pub is_page: bool,
}

impl Features {
    /// Reads `document`.
    pub fn of(document: &Document) -> Self {
        let menus = menus(document);
        let mut features = Self { nodes: nodes(document, &menus), is_latin: is_latin(document), ..Self::default() };
        features.is_page = !is_long_list(document);
        features.add_items(document, &menus);
        features.add_keys(document);
        add_marks(document, &mut features.nodes, features.is_page);
        features
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
            let item = if in_menu { None } else { EntryFeatures::of(document, EntryId(index as u32), (node, parent)) };
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
            let localised = localised_link_hash(link);
            let Some(key) = (if in_entry { link_hash(link) } else { localised }) else { continue };
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

/// Titles shorter than this, in characters, are in many sections.
const TELLING_TITLE: usize = 5;

/// How many bytes of text show the script of a document.
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
