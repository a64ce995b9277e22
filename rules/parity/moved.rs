//! Entries that have another order than in the source, in blocks that moved as one.

use super::comparison::{Comparison, name_of};
use curate_document::alignment::longest_increasing;
use curate_document::{Document, EntryId, SectionId};
use std::cmp::Ordering;
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
/// How much of a list is in alphabetical order where it is meant to be.
const SORTED: f64 = 0.85;

/// The blocks of a family that moved: entries of one section here, in the order of the source.
pub fn blocks(comparison: &Comparison<'_>, family: &[Member]) -> Vec<Block> {
    let alphabet = Alphabet::of(comparison, family);
    let mut sections: BTreeMap<Option<SectionId>, Vec<Member>> = BTreeMap::new();
    for member in family {
        sections.entry(member.section).or_default().push(*member);
    }
    sections.values().flat_map(|family| moved(comparison, family, &alphabet)).collect()
}

fn moved(comparison: &Comparison<'_>, family: &[Member], alphabet: &Alphabet) -> Vec<Block> {
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
        if !member.is_sure || stays || alphabet.has(here) {
            if stays || (!member.is_sure && fits) {
                (after, gap) = (Some(here), blocks.len());
            }
            open = false;
            continue;
        }
        let passed = match (after, next) {
            (Some(after), _) if here < after => Anchor::After(after),
            (_, Some(next)) => Anchor::Before(next),
            _ => continue,
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

/// The alphabetical order of a list that the source has in another.
struct Alphabet {
    /// The entries in it, sorted by their ids.
    sorted: Vec<EntryId>,
}

impl Alphabet {
    fn of(comparison: &Comparison<'_>, family: &[Member]) -> Self {
        let mut sorted = Vec::new();
        if family.len() >= FEWEST_SORTED {
            let title =
                |document: &Document, id| document.entry(id).map(|entry| name_of(document, entry).to_lowercase());
            let theirs: Vec<_> = family.iter().map(|of| title(comparison.other, of.pair.0)).collect();
            let mut mine: Vec<_> = family.iter().map(|of| (of.pair.1, title(comparison.document, of.pair.1))).collect();
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
