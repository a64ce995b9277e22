//! Entries that are elsewhere than in the source: at another depth, in another section, in another order.

use crate::parity::support::comparison::Comparison;
use crate::parity::support::moved_blocks::{EntryPair, MovedBlock, OrderedPair, blocks};
use crate::parity::support::section_counterparts::{SectionCounterparts, SectionPair};
use curate_document::{Document, Entry, EntryId, MatchKind, Partner, Side, UrlKey};
use std::collections::{BTreeMap, HashSet};

/// What is not where it is in the source.
#[derive(Default)]
pub(crate) struct MisplacedEntries {
    /// Those nested in something else.
    pub other_depth: Vec<EntryPair>,
    /// Those of another section, by the two sections.
    pub other_section: BTreeMap<SectionPair, Vec<EntryPair>>,
    /// Those in another order, by the two sections.
    pub moved: BTreeMap<SectionPair, Vec<MovedBlock>>,
}

impl MisplacedEntries {
    /// Sorts out the entries of two editions.
    pub(crate) fn of(comparison: &Comparison<'_>) -> Self {
        let mut misplaced = Self::default();
        let mut homes = SectionCounterparts::default();
        let repeated = [repeated_keys(comparison.other), repeated_keys(comparison.document)];
        let is_repeated = |document: &Document, entry: &Entry| {
            let key = document.link_of(entry).and_then(|link| link.key());
            key.is_some_and(|key| repeated.iter().any(|keys| keys.contains(key)))
        };
        let mut families: BTreeMap<FamilyKey, Vec<OrderedPair>> = BTreeMap::new();
        for (there, here, how) in comparison.alignment.pairs() {
            let (Some(theirs), Some(mine)) = (comparison.other.entry(there), comparison.document.entry(here)) else {
                continue;
            };
            let sections = (theirs.section, mine.section);
            let parents = theirs.parent.map(|parent| comparison.alignment.partner(Side::First, parent));
            let came_along = mine.parent.is_some() && parents == Some(mine.parent);
            match homes.same(comparison, sections) {
                Some(false) if !came_along && !homes.is_known(comparison, theirs) => {
                    misplaced.other_section.entry(sections).or_default().push((there, here));
                }
                None | Some(false) => {}
                Some(true) if theirs.depth != mine.depth || parents.flatten() != mine.parent => {
                    if !came_along && is_certain(comparison, theirs.parent, mine.parent) {
                        misplaced.other_depth.push((there, here));
                    }
                }
                Some(true) => {
                    // Which of the two places of a resource the one across stands for is not known.
                    let is_sure = how != MatchKind::Position && !is_repeated(comparison.document, mine);
                    let family = (around(comparison, sections), theirs.parent, mine.parent);
                    let member = OrderedPair { pair: (there, here), is_sure, section: theirs.section };
                    families.entry(family).or_default().push(member);
                }
            }
        }
        // Where entries are missing by the hundred, nobody fixes their order.
        if !comparison.is_drifted() {
            for ((sections, ..), family) in families {
                let blocks = blocks(comparison, &family);
                if !blocks.is_empty() {
                    misplaced.moved.entry(sections).or_default().extend(blocks);
                }
            }
        }
        misplaced
    }
}

/// Two sections, and the items there and here around the entries.
type FamilyKey = (SectionPair, Option<EntryId>, Option<EntryId>);

/// The section there whose order counts for the section here: the one around the subsection, where this stands for that.
fn around(comparison: &Comparison<'_>, (theirs, mine): SectionPair) -> SectionPair {
    let origin = mine.and_then(|mine| comparison.alignment.section(Side::Second, mine));
    let spans = origin.zip(theirs).map(|ids| (comparison.other.section(ids.0), comparison.other.section(ids.1)));
    match spans {
        Some((Some(outer), Some(inner))) if outer.span.contains(inner.span) => (origin, mine),
        _ => (theirs, mine),
    }
}

/// Whether the items around two entries say where those belong: what has no text of its own does not, nor what is missing here
/// itself; and two neither of which is known across may be one.
fn is_certain(comparison: &Comparison<'_>, there: Option<EntryId>, here: Option<EntryId>) -> bool {
    let is_known = |state: Partner| matches!(state, Partner::Paired(..));
    match (there.map(|id| comparison.partner_state(id)), here.map(|id| comparison.reversed().partner_state(id))) {
        (Some(there), Some(here)) => is_known(there) && is_known(here),
        (Some(there), None) => is_known(there),
        (None, Some(here)) => here != Partner::Outside,
        (None, None) => false,
    }
}

/// The resources that are in several entries.
fn repeated_keys(document: &Document) -> HashSet<&UrlKey> {
    let mut seen = HashSet::new();
    let keys = document.entries().iter().filter_map(|entry| document.link_of(entry)?.key());
    keys.filter(|key| !seen.insert(*key)).collect()
}
