//! Entries that have another order than in the source, in blocks that moved as one.

use super::comparison::{Comparison, name_of};
use curate_document::alignment::longest_increasing;
use curate_document::{Document, EntryId};
use std::cmp::Ordering;

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
    /// The entry here that stands for what is before them in the source, moved itself or not; `None` where they are first.
    pub before: Option<EntryId>,
    /// Where they belong here, beside an entry that stays.
    pub anchor: Anchor,
}

/// Fewer entries than this are in no alphabetical order, but in it by chance.
const FEWEST_SORTED: usize = 5;
/// How much of a list is in alphabetical order where it is meant to be.
const SORTED: f64 = 0.85;

/// The blocks of a family that moved. Each pair says whether it is sure; those that are not move nowhere, and tell where
/// others belong as long as they are where they should.
pub fn blocks(comparison: &Comparison<'_>, family: &[(Pair, bool)]) -> Vec<Block> {
    let order: Vec<usize> =
        family.iter().filter(|(_, is_sure)| *is_sure).map(|((_, here), _)| here.0 as usize).collect();
    let mut kept = longest_increasing(&order).into_iter();
    if kept.clone().all(|kept| kept) {
        return Vec::new();
    }
    let stays: Vec<bool> = family.iter().map(|(_, is_sure)| *is_sure && kept.next().unwrap_or(true)).collect();
    let alphabet = Alphabet::of(comparison, family);
    let mut next: Vec<Option<EntryId>> = vec![None; family.len()];
    let mut following = None;
    for ((slot, ((_, here), _)), stays) in next.iter_mut().zip(family).zip(&stays).rev() {
        *slot = following;
        following = if *stays { Some(*here) } else { following };
    }
    let mut blocks: Vec<Block> = Vec::new();
    let (mut after, mut before, mut open) = (None, None, false);
    for (((pair, is_sure), stays), next) in family.iter().zip(stays).zip(next) {
        let here = pair.1;
        let fits = after.is_none_or(|after| after < here) && next.is_none_or(|next| here < next);
        let is_moved = *is_sure && !stays && !alphabet.has(here);
        if !is_moved {
            after = if stays || (!is_sure && fits) { Some(here) } else { after };
            (before, open) = (Some(here), false);
            continue;
        }
        let anchor = after.map(Anchor::After).or(next.map(Anchor::Before));
        match blocks.last_mut().filter(|block| open && block.is_followed_by(comparison.document, here)) {
            Some(block) => block.pairs.push(*pair),
            None => blocks.extend(anchor.map(|anchor| Block { pairs: vec![*pair], before, anchor })),
        }
        (before, open) = (Some(here), true);
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

/// The alphabetical order of a list that the source has in another.
struct Alphabet {
    /// The entries in it, sorted by their ids.
    sorted: Vec<EntryId>,
}

impl Alphabet {
    fn of(comparison: &Comparison<'_>, family: &[(Pair, bool)]) -> Self {
        let mut sorted = Vec::new();
        if family.len() >= FEWEST_SORTED {
            let title =
                |document: &Document, id| document.entry(id).map(|entry| name_of(document, entry).to_lowercase());
            let theirs: Vec<_> = family.iter().map(|((there, _), _)| title(comparison.other, *there)).collect();
            let mut mine: Vec<_> =
                family.iter().map(|((_, here), _)| (*here, title(comparison.document, *here))).collect();
            mine.sort_unstable_by_key(|(here, _)| *here);
            let titles: Vec<_> = mine.iter().map(|(_, title)| title.clone()).collect();
            if share(&titles) >= SORTED && share(&titles) > share(&theirs) {
                let fits = |index: usize| {
                    let own = titles.get(index);
                    let before = index.checked_sub(1).and_then(|before| titles.get(before));
                    let after = titles.get(index + 1);
                    before.is_none_or(|before| own.is_some_and(|own| before <= own))
                        && after.is_none_or(|after| own.is_some_and(|own| own <= after))
                };
                sorted.extend(mine.iter().enumerate().filter(|(index, _)| fits(*index)).map(|(_, (here, _))| *here));
            }
        }
        Self { sorted }
    }

    /// Whether `here` is where the alphabet puts it.
    fn has(&self, here: EntryId) -> bool {
        self.sorted.binary_search(&here).is_ok()
    }
}

/// How many neighbours are in order: 0 to 1.
fn share<T: Ord>(titles: &[T]) -> f64 {
    let pairs = titles.windows(2);
    let count = pairs.len().max(1);
    let in_order = pairs.filter(|pair| matches!(pair, [a, b] if a.cmp(b) != Ordering::Greater)).count();
    in_order as f64 / count as f64
}
