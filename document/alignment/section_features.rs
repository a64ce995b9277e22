//! The sections of a document as they are compared.

use super::headings::headings;
use super::language_menu::is_in_menu;
use super::text_hash::{FastMap, TextHash, text_hash};
use super::words::{is_stop_word, normal_title, word_hashes, words};
use crate::language::contents_title::is_contents_title;
use crate::language::section_kind::SectionKind;
use crate::model::{BlockId, Document, SectionId};
use std::collections::BTreeSet;

/// A section as it is compared; the first node of a document is what stands before any heading, with no section.
#[derive(Debug, Default)]
pub struct SectionFeatures {
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
    pub title: Option<TextHash>,
    /// The Latin words and numbers of the title, without those that stand in many, sorted.
    pub words: Vec<TextHash>,
    /// Whether the title has nothing but words that stand in many: `Other tools`.
    pub is_generic: bool,
    /// What it is there for apart from resources, where no other heading says the same.
    pub kind: Option<SectionKind>,
    /// The keys of the links directly in it with their weights, sorted; those of titles weigh 2, others 1.
    pub keys: Vec<(TextHash, u32)>,
    /// The same, whatever language a URL names.
    pub localised: Vec<(TextHash, u32)>,
    /// Those keys as they stand in the document.
    pub order: Vec<TextHash>,
    /// What else directly in it no translator changes: code and rows of tables, on a page that is not a list images, numbers and
    /// names too; sorted, each of weight 1.
    pub marks: Vec<(TextHash, u32)>,
    /// The blocks of code directly in it, in order.
    pub code: Vec<TextHash>,
    /// Those of them that are in the document once, sorted.
    pub only_code: Vec<TextHash>,
    /// The titles of the linked items directly in it that are more than a word such as `PDF`, sorted.
    pub titles: Vec<TextHash>,
    /// Whether it is the title of the document: the first heading of level 1, in no other.
    pub is_title: bool,
    /// Whether it holds the table of contents.
    pub is_contents: bool,
    /// Whether it is that or in it.
    pub in_contents: bool,
}

/// The sections of `document`, whose language menus are `menus`.
pub(super) fn nodes(document: &Document, menus: &BTreeSet<BlockId>) -> Vec<SectionFeatures> {
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
    // A heading further down is not a title.
    let first_entry = document.markdown_entries().find(|entry| !is_in_menu(document, entry, menus));
    let list_start = first_entry.map_or(usize::MAX, |entry| entry.own.start);
    let mut nodes = vec![SectionFeatures::default()];
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
        let is_title = heading.level == 1
            && heading.start < list_start
            && nodes.iter().all(|node: &SectionFeatures| node.level != 1);
        // Right under the title there may be the table of contents.
        let is_contents =
            !is_title && ((contents.is_some() && contents == heading.section) || is_contents_title(&heading.text));
        let is_before_end = heading.start < contents_end;
        let in_contents = is_contents
            || is_before_end && nodes.get(parent).is_some_and(|around: &SectionFeatures| around.in_contents);
        nodes.push(SectionFeatures {
            section: heading.section,
            start: heading.start,
            level: heading.level,
            parent,
            title: (!normal.is_empty()).then(|| text_hash(&normal)),
            words: word_hashes(&normal, is_stop_word),
            kind: SectionKind::of(&heading.text).filter(|_| heading.level > 1),
            is_generic: normal.is_ascii() && words(&normal).all(is_stop_word),
            is_title,
            is_contents,
            in_contents,
            ..SectionFeatures::default()
        });
        if let Some(parent) = nodes.get_mut(parent) {
            parent.children.push(index);
        }
    }
    leave_out_frequent(&mut nodes);
    leave_out_repeated_kinds(&mut nodes);
    nodes
}

/// Takes kinds out that several headings have: `Contributing` and `Contact`.
fn leave_out_repeated_kinds(nodes: &mut [SectionFeatures]) {
    let kinds: Vec<SectionKind> = nodes.iter().filter_map(|node| node.kind).collect();
    let is_only = |kind: &SectionKind| kinds.iter().filter(|other| *other == kind).count() == 1;
    for node in nodes {
        node.kind = node.kind.filter(is_only);
    }
}

/// A word in more headings of a document than this is what all of it is about.
const FREQUENT: usize = 3;

/// Takes out words that do not distinguish headings: `Linux` in a list of systems.
fn leave_out_frequent(nodes: &mut [SectionFeatures]) {
    let mut counts: FastMap<TextHash, usize> = FastMap::default();
    for word in nodes.iter().flat_map(|node| &node.words) {
        *counts.entry(*word).or_default() += 1;
    }
    for node in nodes {
        node.words.retain(|word| counts.get(word).is_none_or(|count| *count <= FREQUENT));
    }
}
