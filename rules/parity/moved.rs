//! Entries that have another order than in the source, in blocks that moved as one.

use super::comparison::{Comparison, name_of};
use curate_document::alignment::longest_increasing;
use curate_document::{Document, EntryId, SectionId};
use std::collections::BTreeMap;

/// An entry there and the one here that stands for it.
pub type Pair = (EntryId, EntryId);

/// Beside what an entry belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It follows this entry.
    After(EntryId),
    /// It comes before this one.
    Before(EntryId),
}

/// Neighbours that moved together.
#[derive(Debug)]
pub struct Block {
    /// The entries, in order.
    pub pairs: Vec<Pair>,
    /// The nearest entry here that stays where it is and is on the wrong side of them.
    pub passed: Anchor,
    /// Where they belong here; that of all that belong between the same two.
    pub anchor: Anchor,
}

/// A pair whose order is compared.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// The pair.
    pub pair: Pair,
    /// Whether nothing else can be meant: what is not sure moves nowhere, and tells where others belong as long as it is where
    /// it should.
    pub is_sure: bool,
    /// The section there; order is compared within one, even where the other edition has several in one.
    pub section: Option<SectionId>,
}

/// Fewer entries than this are in no alphabetical order, but in it by chance.
const FEWEST_SORTED: usize = 5;
/// From this share of neighbours in alphabetical order on, that order is meant.
const SORTED: f64 = 0.7;

/// The blocks of a family that moved: entries of one section here, in the order of the source.
pub fn blocks(comparison: &Comparison<'_>, family: &[Member]) -> Vec<Block> {
    let is_sorted = is_sorted(comparison.document, family);
    let mut sections: BTreeMap<Option<SectionId>, Vec<Member>> = BTreeMap::new();
    for member in family {
        sections.entry(member.section).or_default().push(*member);
    }
    sections.values().flat_map(|family| moved(comparison, family, is_sorted)).collect()
}

fn moved(comparison: &Comparison<'_>, family: &[Member], is_sorted: bool) -> Vec<Block> {
    let order: Vec<usize> = family.iter().filter(|of| of.is_sure).map(|of| of.pair.1.0 as usize).collect();
    let mut kept = longest_increasing(&order).into_iter();
    if kept.clone().all(|kept| kept) {
        return Vec::new();
    }
    let stays: Vec<bool> = family.iter().map(|of| of.is_sure && kept.next().unwrap_or(true)).collect();
    let mut next: Vec<Option<EntryId>> = vec![None; family.len()];
    let mut following = None;
    for ((slot, member), stays) in next.iter_mut().zip(family).zip(&stays).rev() {
        *slot = following;
        following = if *stays { Some(member.pair.1) } else { following };
    }
    let mut blocks: Vec<Block> = Vec::new();
    let (mut after, mut open, mut gap) = (None, false, 0);
    for ((member, stays), next) in family.iter().zip(stays).zip(next) {
        let here = member.pair.1;
        let fits = after.is_none_or(|after| after < here) && next.is_none_or(|next| here < next);
        let passed = match (after, next) {
            (Some(after), _) if here < after => Some(Anchor::After(after)),
            (_, Some(next)) => Some(Anchor::Before(next)),
            _ => None,
        };
        // Where the alphabet puts it here, the source has no better order.
        let passed = passed.filter(|passed| !is_sorted || !is_alphabetical(comparison.document, here, *passed));
        let Some(passed) = passed.filter(|_| member.is_sure && !stays) else {
            if stays || (!member.is_sure && fits) {
                (after, gap) = (Some(here), blocks.len());
            }
            open = false;
            continue;
        };
        match blocks.last_mut().filter(|block| open && block.is_followed_by(comparison.document, here)) {
            Some(block) => block.pairs.push(member.pair),
            None => blocks.push(Block { pairs: vec![member.pair], passed, anchor: passed }),
        }
        // Those that belong between the same two go to one place, to be in order there.
        let between = blocks.get_mut(gap..).unwrap_or_default();
        if let Some(first) = between.iter().map(|block| block.passed).find(|passed| matches!(passed, Anchor::After(_)))
        {
            for block in between {
                block.anchor = first;
            }
        }
        open = true;
    }
    blocks
}

impl Block {
    /// Whether `entry` is the next item after the block.
    fn is_followed_by(&self, document: &Document, entry: EntryId) -> bool {
        let Some((last, next)) =
            self.pairs.last().and_then(|(_, last)| document.entry(*last)).zip(document.entry(entry))
        else {
            return false;
        };
        let between = document.source().get(last.span.end..next.span.start);
        last.parent == next.parent
            && last.section == next.section
            && between.is_some_and(|between| between.trim().is_empty())
    }
}

/// Whether the entries of a family are in alphabetical order here, by and large.
fn is_sorted(document: &Document, family: &[Member]) -> bool {
    if family.len() < FEWEST_SORTED {
        return false;
    }
    let mut entries: Vec<EntryId> = family.iter().map(|member| member.pair.1).collect();
    entries.sort_unstable();
    let titles: Vec<Option<String>> = entries.iter().map(|entry| title(document, *entry)).collect();
    let neighbours = titles.windows(2).filter(|pair| matches!(pair, [before, after] if before <= after));
    neighbours.count() as f64 >= SORTED * (titles.len() - 1) as f64
}

/// Whether an entry here and the one it passed are in alphabetical order as they are, by the titles they have here.
fn is_alphabetical(document: &Document, here: EntryId, passed: Anchor) -> bool {
    let own = title(document, here);
    match passed {
        Anchor::After(after) => own <= title(document, after),
        Anchor::Before(next) => title(document, next) <= own,
    }
}

fn title(document: &Document, entry: EntryId) -> Option<String> {
    document.entry(entry).map(|entry| name_of(document, entry).to_lowercase())
}
