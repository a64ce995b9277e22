//! The sections of a document as they are compared.

use super::headings::{headings, take_in_stray};
use super::language_menu::is_in_menu;
use super::text_hash::{FastMap, TextHash, text_hash};
use super::words::{is_stop_word, leading_number, normal_title, word_hashes, words};
use crate::language::contents_title::is_contents_title;
use crate::language::section_kind::SectionKind;
use crate::model::{BlockId, BlockKind, Document, InlineKind, SectionId, Target};
use std::collections::BTreeSet;

/// A section as it is compared; the first node of a document is what stands before any heading, with no section.
#[derive(Debug, Default)]
pub struct SectionFeatures {
    /// The section; `None` where its heading is broken.
    pub section: Option<SectionId>,
    /// Where its heading begins.
    pub start: usize,
    /// How much of the source it is, without its subsections: 0 to 1.
    pub part: f32,
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
    /// The words of the command in code that the title begins with, at most two.
    pub command: Vec<TextHash>,
    /// Whether the title has nothing but words that stand in many: `Other tools`.
    pub is_generic: bool,
    /// The number that its title begins with, `3.9`, where no other heading of its level has that.
    pub number: Option<TextHash>,
    /// Whether so many headings have its title that it says something of the sections around them: `Answer`.
    pub is_label: bool,
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
    /// The words of that code that no translator changes, sorted.
    pub code_words: Vec<TextHash>,
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
    take_in_stray(&mut headings);
    // Contents on a level with the title are a part of the document all the same.
    for heading in headings.iter_mut().skip_while(|heading| heading.level > 1).skip(1) {
        if heading.level == 1 && is_contents_title(&heading.text) {
            heading.level = 2;
        }
    }
    let only_one = headings.iter().filter(|heading| heading.level == 1).count() == 1;
    let contents = contents_section(document);
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
            command: command(document, heading.section),
            number: leading_number(&heading.text).map(|number| text_hash(&number)),
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
    measure(&mut nodes, document.source().len());
    leave_out_frequent(&mut nodes);
    leave_out_repeated(&mut nodes);
    nodes
}

/// The command that the heading of `section` begins with in code, and what follows it there: `omf reload`. None of it where it may be
/// text: with capitals, letters of other scripts or placeholders.
fn command(document: &Document, section: Option<SectionId>) -> Vec<TextHash> {
    let heading = section.and_then(|id| document.section(id)).map(|section| section.heading);
    let first = heading.and_then(|heading| document.inlines_of(heading).first());
    let Some(code) = first.filter(|inline| inline.kind == InlineKind::Code && inline.link.is_none()) else {
        return Vec::new();
    };
    let is_name =
        |word: &&str| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    document.rendered_inline(code).split_whitespace().take(2).take_while(is_name).map(text_hash).collect()
}

/// The section that is the table of contents, whatever it is called: one that is a part of the page with a menu of its subsections is
/// not, and a heading over nothing but a list that leads to anchors is.
fn contents_section(document: &Document) -> Option<SectionId> {
    let sections = || (0..document.sections().len() as u32).map(SectionId);
    let has_parts =
        |id: &SectionId| document.section(SectionId(id.0 + 1)).is_some_and(|below| below.parent == Some(*id));
    let is_named = |id: &SectionId| document.section(*id).is_some_and(|section| is_contents_title(&section.rendered));
    let found = document.contents().and_then(|contents| contents.section);
    found.filter(|id| is_named(id) || !has_parts(id)).or_else(|| {
        let is_free = !sections().any(|id| is_named(&id));
        sections().find(|id| is_free && !has_parts(id) && is_menu(document, *id))
    })
}

/// Whether nothing but one list is in a section, at least half of whose links lead to anchors here and the others to files.
fn is_menu(document: &Document, id: SectionId) -> bool {
    let Some(section) = document.section(id) else { return false };
    let start = document.blocks().partition_point(|block| block.span.start < section.span.start);
    let inside = document.blocks().iter().skip(start).take_while(|block| block.span.start < section.span.end);
    let kinds: Vec<&BlockKind> = inside.filter(|block| block.parent.is_none()).map(|block| &block.kind).collect();
    let links = document.links_in(section.span);
    let anchors = links.iter().filter(|link| matches!(link.target, Target::Anchor(_))).count();
    let files = links.iter().filter(|link| matches!(link.target, Target::Path { .. })).count();
    matches!(kinds[..], [BlockKind::Heading { .. }, BlockKind::List { .. }])
        && anchors >= FEWEST_ANCHORS
        && anchors >= files
        && anchors + files == links.len()
}

/// A menu has so many links to anchors.
const FEWEST_ANCHORS: usize = 2;

/// Says how much of `length` bytes each node is.
fn measure(nodes: &mut [SectionFeatures], length: usize) {
    let ends: Vec<usize> = nodes.iter().skip(1).map(|node| node.start).chain([length]).collect();
    for (node, end) in nodes.iter_mut().zip(ends) {
        node.part = end.saturating_sub(node.start) as f32 / length.max(1) as f32;
    }
}

/// So many headings of one title are labels.
const LABELS: usize = 3;

/// Takes kinds out that several headings have, `Contributing` and `Contact`, and numbers that several of one level have; marks labels.
fn leave_out_repeated(nodes: &mut [SectionFeatures]) {
    let kinds: Vec<SectionKind> = nodes.iter().filter_map(|node| node.kind).collect();
    let is_only = |kind: &SectionKind| kinds.iter().filter(|other| *other == kind).count() == 1;
    let mut numbers: FastMap<(u8, TextHash), usize> = FastMap::default();
    let mut titles: FastMap<TextHash, usize> = FastMap::default();
    for node in nodes.iter() {
        if let Some(number) = node.number {
            *numbers.entry((node.level, number)).or_default() += 1;
        }
        if let Some(title) = node.title {
            *titles.entry(title).or_default() += 1;
        }
    }
    for node in nodes {
        node.kind = node.kind.filter(is_only);
        node.number = node.number.filter(|number| numbers.get(&(node.level, *number)) == Some(&1));
        node.is_label = node.title.and_then(|title| titles.get(&title)).is_some_and(|count| *count >= LABELS);
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
