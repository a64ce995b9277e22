//! Which sections of two editions have the same entries.

use crate::parity::support::comparison::Comparison;
use curate_document::{Entry, Link, SectionId};
use std::collections::BTreeMap;

/// Two sections, there and here.
pub(crate) type SectionPair = (Option<SectionId>, Option<SectionId>);

/// Which sections stand for each other, remembered.
#[derive(Debug, Default)]
pub(crate) struct SectionCounterparts {
    here: BTreeMap<SectionId, Option<SectionId>>,
    there: BTreeMap<SectionId, Option<SectionId>>,
}

impl SectionCounterparts {
    /// Whether a section there and one here stand for each other, or one went into the other; `None` where one of them
    /// is missing as a whole, which `parity/missing-section` reports.
    pub(crate) fn same(&mut self, comparison: &Comparison<'_>, sections: SectionPair) -> Option<bool> {
        let (Some(theirs), Some(mine)) = sections else { return Some(sections.0 == sections.1) };
        let home = *self.here.entry(theirs).or_insert_with(|| comparison.section_for(theirs));
        let origin = *self.there.entry(mine).or_insert_with(|| comparison.reversed().section_for(mine));
        let is_same = home? == mine || origin? == theirs;
        (is_same || !comparison.is_alone(theirs)).then_some(is_same)
    }

    /// Whether what `entry` there leads to is in the section here that it belongs to all the same, outside entries.
    pub(crate) fn is_known(&self, comparison: &Comparison<'_>, entry: &Entry) -> bool {
        let home = entry.section.and_then(|section| self.here.get(&section).copied().flatten());
        let key = comparison.other.link_of(entry).and_then(|link| link.key());
        let Some((home, key)) = home.zip(key) else { return false };
        let section_of = |link: &Link| comparison.document.block(link.block).and_then(|block| block.section);
        let links = comparison.document.links().iter().filter(|link| link.entry.is_none());
        links.filter(|link| link.key() == Some(key)).any(|link| section_of(link) == Some(home))
    }
}
