//! Lists and tables that say again, in another form, what another one says.

use crate::text::resource::Resource;
use curate_document::normal_text::letters;
use curate_document::{BlockId, BlockKind, Document, Entry};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// From this share of the resources of one of two blocks on, in the other as well, one accompanies the other.
const SHARED: f64 = 0.5;
/// Blocks that share fewer resources are not companions.
const FEWEST_SHARED: usize = 3;
/// A table and a list are companions from this many shared resources on.
const FEWEST_IN_TABLE: usize = 2;
/// This many resources, all of which a longer list has as well, are a selection from it.
const FEWEST_CHOSEN: usize = 2;
/// A resource in more blocks than this says nothing of any two of them.
const MOST_BLOCKS: usize = 8;

/// What headings of a choice say, in the form of [`letters`].
#[rustfmt::skip]
const CHOICE_NAMES: [&str; 32] = [
    "toppick", "ourpick", "editorspick", "editorschoice", "featured", "favorite", "favourite", "highlight", "starthere", "mustread", "musthave",
    "bestof", "recommend", "essentials", "destacad", "favorit", "imprescindib", "empfehl", "coupsdecœur", "preferiti", "избранн", "лучшие",
    "精选", "精選", "推荐", "推薦", "おすすめ", "お勧め", "추천", "แนะนำ", "öneçıkan", "مختارات",
];

/// Which lists and tables of a document accompany one another.
#[derive(Debug, Default)]
pub(crate) struct CompanionLists(BTreeSet<(BlockId, BlockId)>);

impl CompanionLists {
    /// Compares the lists and tables that the entries of `listed`, by resource, are in.
    pub(crate) fn of(document: &Document, listed: &HashMap<Resource<'_>, Vec<&Entry>>) -> Self {
        let mut sizes: BTreeMap<BlockId, usize> = BTreeMap::new();
        let mut shared: BTreeMap<(BlockId, BlockId), usize> = BTreeMap::new();
        #[expect(clippy::iter_over_hash_type, reason = "counting does not depend on the order")]
        for entries in listed.values() {
            let mut blocks: Vec<BlockId> = entries.iter().filter_map(|entry| block_of(document, entry)).collect();
            blocks.sort_unstable();
            blocks.dedup();
            for block in &blocks {
                *sizes.entry(*block).or_default() += 1;
            }
            if blocks.len() > MOST_BLOCKS {
                continue;
            }
            for (index, first) in blocks.iter().enumerate() {
                for second in blocks.iter().skip(index + 1) {
                    *shared.entry((*first, *second)).or_default() += 1;
                }
            }
        }
        let is_companion = |(pair, count): (&(BlockId, BlockId), &usize)| {
            let size = |block: BlockId| sizes.get(&block).copied().unwrap_or(0);
            let (first, second) = (size(pair.0), size(pair.1));
            let is_half = *count >= FEWEST_SHARED && *count as f64 >= SHARED * first.min(second) as f64;
            let smaller = first.min(second);
            // A short section has a short table.
            let is_beside_table = is_table(document, pair.0) != is_table(document, pair.1)
                && (*count >= FEWEST_IN_TABLE && *count as f64 >= SHARED * smaller as f64
                    || *count == first && *count == second);
            // The best of a list, named before it.
            let is_choice =
                *count >= FEWEST_CHOSEN && *count == first && first < second && are_of_one(document, pair.0, pair.1);
            is_half || is_beside_table || is_choice
        };
        Self(shared.iter().filter(|found| is_companion(*found)).map(|(pair, _)| *pair).collect())
    }

    /// Whether the lists or tables of `entry` and `earlier` accompany one another.
    pub(crate) fn are(&self, document: &Document, entry: &Entry, earlier: &Entry) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let (Some(a), Some(b)) = (block_of(document, entry), block_of(document, earlier)) else { return false };
        self.0.contains(&(a.min(b), a.max(b)))
    }
}

impl CompanionLists {
    /// Whether `entry` and `earlier` are in one list or table that accompanies another one, in which the resource that `all` are
    /// entries of is twice as well: it is reported there.
    pub(crate) fn repeat(&self, document: &Document, entry: &Entry, earlier: &Entry, all: &[&Entry]) -> bool {
        let block = block_of(document, entry);
        if self.0.is_empty() || block != block_of(document, earlier) {
            return false;
        }
        let Some(own) = block else { return false };
        let others: Vec<BlockId> = all.iter().filter_map(|other| block_of(document, other)).collect();
        let is_told = |other: &&BlockId| {
            **other < own && self.0.contains(&(**other, own)) && others.iter().filter(|same| same == other).count() > 1
        };
        others.iter().any(|other| is_told(&other))
    }
}

/// Whether the list or table `first` is in the section of `second` or in one around it, or its heading says that it is a choice.
fn are_of_one(document: &Document, first: BlockId, second: BlockId) -> bool {
    let section_of = |block: BlockId| document.block(block).and_then(|block| block.section);
    let (first, second) = (section_of(first), section_of(second));
    let around = |section: &curate_document::SectionId| document.section(*section).and_then(|section| section.parent);
    let Some(section) = first else { return true };
    let title = document.section(section).map(|section| letters(&section.rendered)).unwrap_or_default();
    std::iter::successors(second, around).any(|around| around == section)
        || CHOICE_NAMES.iter().any(|name| title.contains(name))
}

fn is_table(document: &Document, id: BlockId) -> bool {
    document.block(id).is_some_and(|block| matches!(block.kind, BlockKind::Table | BlockKind::Html))
}

/// The outermost list or table that `entry` is in; of raw HTML its block.
fn block_of(document: &Document, entry: &Entry) -> Option<BlockId> {
    if entry.html {
        return Some(entry.block);
    }
    let parents = std::iter::successors(document.block(entry.block).and_then(|block| block.parent), |id| {
        document.block(*id).and_then(|block| block.parent)
    });
    parents.filter(|id| is_block(document, *id)).last()
}

fn is_block(document: &Document, id: BlockId) -> bool {
    document.block(id).is_some_and(|block| matches!(block.kind, BlockKind::List { .. } | BlockKind::Table))
}
