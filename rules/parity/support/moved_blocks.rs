//! Entries that have another order than in the source, in blocks that moved as one.

use crate::parity::support::comparison::Comparison;
use crate::text::collation::Reading;
use crate::text::entry_name::entry_name;
use curate_document::alignment::longest_increasing;
use curate_document::{Document, EntryId, SectionId};
use std::collections::BTreeMap;

/// An entry there and the one here that stands for it.
pub(crate) type EntryPair = (EntryId, EntryId);

/// Beside what an entry belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MoveAnchor {
    /// It follows this entry.
    After(EntryId),
    /// It comes before this one.
    Before(EntryId),
}

/// Neighbours that moved together.
#[derive(Debug)]
pub(crate) struct MovedBlock {
    /// The entries, in order.
    pub pairs: Vec<EntryPair>,
    /// The nearest entry here that stays where it is and is on the wrong side of them.
    pub passed: MoveAnchor,
    /// Where they belong here; that of all that belong between the same two.
    pub anchor: MoveAnchor,
    /// Whether they are in alphabetical order here, and out of it in the source.
    pub by_alphabet: bool,
}

/// A pair whose order is compared.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OrderedPair {
    /// The pair.
    pub pair: EntryPair,
    /// Whether nothing else can be meant: what is not sure moves nowhere, and decides where others belong as long as it is where
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
pub(crate) fn blocks(comparison: &Comparison<'_>, family: &[OrderedPair]) -> Vec<MovedBlock> {
    let mut alphabet = Alphabet::of(comparison.document, family);
    alphabet.add_source(comparison.other, family);
    let mut sections: BTreeMap<Option<SectionId>, Vec<OrderedPair>> = BTreeMap::new();
    for member in family {
        sections.entry(member.section).or_default().push(*member);
    }
    sections.values().flat_map(|family| moved(comparison, family, &alphabet)).collect()
}

fn moved(comparison: &Comparison<'_>, family: &[OrderedPair], alphabet: &Alphabet) -> Vec<MovedBlock> {
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
    let mut blocks: Vec<MovedBlock> = Vec::new();
    let (mut after, mut open, mut gap) = (None, false, 0);
    for ((member, stays), next) in family.iter().zip(stays).zip(next) {
        let here = member.pair.1;
        let fits = after.is_none_or(|after| after < here) && next.is_none_or(|next| here < next);
        let passed = match (after, next) {
            (Some(after), _) if here < after => Some(MoveAnchor::After(after)),
            (_, Some(next)) => Some(MoveAnchor::Before(next)),
            _ => None,
        };
        // Where the alphabet puts it here, the source has no better order, unless it is in that order as well.
        let by_alphabet = passed.is_some_and(|passed| alphabet.puts(here, passed));
        let passed = passed.filter(|passed| !by_alphabet || alphabet.is_out_of_order_there(here, *passed));
        let Some(passed) = passed.filter(|_| member.is_sure && !stays) else {
            if stays || (!member.is_sure && fits) {
                (after, gap) = (Some(here), blocks.len());
            }
            open = false;
            continue;
        };
        let is_next = |block: &&mut MovedBlock| {
            open && block.by_alphabet == by_alphabet && block.is_followed_by(comparison.document, here)
        };
        match blocks.last_mut().filter(is_next) {
            Some(block) => block.pairs.push(member.pair),
            None => blocks.push(MovedBlock { pairs: vec![member.pair], passed, anchor: passed, by_alphabet }),
        }
        // Those that belong between the same two go to one place, to be in order there.
        let between = blocks.get_mut(gap..).unwrap_or_default();
        if let Some(first) =
            between.iter().map(|block| block.passed).find(|passed| matches!(passed, MoveAnchor::After(_)))
        {
            for block in between {
                block.anchor = first;
            }
        }
        open = true;
    }
    blocks
}

impl MovedBlock {
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

/// What a title is sorted by: its words, without accents.
pub(crate) fn sort_key(title: &str) -> String {
    Reading::Words.key(title, &[])
}

/// Whether so many titles are in alphabetical order, by and large, that it is meant.
pub(crate) fn is_sorted<T: Ord>(titles: &[T]) -> bool {
    let neighbours = titles.windows(2).filter(|pair| matches!(pair, [before, after] if before <= after));
    titles.len() >= FEWEST_SORTED && neighbours.count() as f64 >= SORTED * (titles.len() - 1) as f64
}

/// The alphabetical order that the entries of a section here have, by and large.
struct Alphabet {
    /// The entries in the order of the document, with the titles they have here; empty where the order is another one.
    titles: Vec<(EntryId, String)>,
    /// The titles that they have in the source, where those are in alphabetical order, by and large, as well.
    of_source: BTreeMap<EntryId, String>,
}

impl Alphabet {
    fn of(document: &Document, family: &[OrderedPair]) -> Self {
        let title = |entry: EntryId| Some((entry, sort_key(&entry_name(document, document.entry(entry)?))));
        let mut titles: Vec<(EntryId, String)> = family.iter().filter_map(|member| title(member.pair.1)).collect();
        titles.sort_unstable_by_key(|(entry, _)| *entry);
        let is_meant = is_sorted(&titles.iter().map(|(_, title)| title).collect::<Vec<_>>());
        if !is_meant {
            titles.clear();
        }
        Self { titles, of_source: BTreeMap::new() }
    }

    /// Takes the titles of the source, `other`, where they are in alphabetical order, by and large.
    fn add_source(&mut self, other: &Document, family: &[OrderedPair]) {
        let title = |member: &OrderedPair| Some(sort_key(&entry_name(other, other.entry(member.pair.0)?)));
        let titles: Vec<String> = family.iter().filter_map(title).collect();
        if titles.len() == family.len() && is_sorted(&titles) {
            // A title that several entries have (`Source`) gives none of them its place.
            let is_own = |title: &String| titles.iter().filter(|other| *other == title).nth(1).is_none();
            let own = family.iter().zip(&titles).filter(|(_, title)| is_own(title));
            self.of_source = own.map(|(member, title)| (member.pair.1, title.clone())).collect();
        }
    }

    /// Whether it is in the source, which is in alphabetical order but for a few, that `entry` is on the wrong side of the one it passed.
    fn is_out_of_order_there(&self, entry: EntryId, passed: MoveAnchor) -> bool {
        let (first, second) = match passed {
            MoveAnchor::After(after) => (after, entry),
            MoveAnchor::Before(next) => (entry, next),
        };
        let titles = self.of_source.get(&first).zip(self.of_source.get(&second));
        titles.is_some_and(|(first, second)| first > second)
    }

    /// Whether the alphabet puts an entry where it is: between its neighbours, or on this side of the one it passed.
    fn puts(&self, entry: EntryId, passed: MoveAnchor) -> bool {
        let at = |entry: EntryId| self.titles.binary_search_by_key(&entry, |(known, _)| *known).ok();
        let title = |index: usize| self.titles.get(index).map(|(_, title)| title);
        let Some(own) = at(entry) else { return false };
        let before = own.checked_sub(1).and_then(title);
        let after = title(own + 1);
        let is_between = before <= title(own) && after.is_none_or(|after| title(own) <= Some(after));
        let is_on_its_side = match passed {
            MoveAnchor::After(after) => at(after).and_then(title) >= title(own),
            MoveAnchor::Before(next) => at(next).and_then(title) <= title(own),
        };
        is_between || is_on_its_side
    }
}
