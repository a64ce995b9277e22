//! Neighbouring sections of which some are missing, and nothing but their places says which.

use crate::parity::support::comparison::Comparison;
use curate_document::alignment::PairEvidence;
use curate_document::{Alignment, Document, SectionId, Side};

/// Sections of one parent and level between two that are surely matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UncertainRun {
    /// All of them there.
    pub sections: Vec<SectionId>,
    /// How many of them have a section here.
    pub paired: usize,
    /// How many sections here, between the same two, may be some of them.
    pub here: usize,
}

/// The run that the section `id` there is in, which nothing here stands for.
pub(crate) fn uncertain_run(comparison: &Comparison<'_>, id: SectionId) -> Option<UncertainRun> {
    UncertainRun::of(comparison.alignment, comparison.side, [comparison.other, comparison.document], id)
}

impl UncertainRun {
    /// The run in `there`, the document on `side`, that its section `id` is in, as seen from `here`.
    pub(crate) fn of(alignment: &Alignment, side: Side, [there, here]: [&Document; 2], id: SectionId) -> Option<Self> {
        let own = there.section(id)?;
        let siblings: Vec<SectionId> = sections_of(there, own.parent, own.level).collect();
        let at = siblings.iter().position(|sibling| *sibling == id)?;
        let across = |id: SectionId| alignment.section(side, id);
        let is_end = |id: &&SectionId| across(**id).is_some() && alignment.evidence(side, **id) > PairEvidence::Place;
        let start = at - siblings.get(..at)?.iter().rev().take_while(|id| !is_end(id)).count();
        let end = at + siblings.get(at..)?.iter().take_while(|id| !is_end(id)).count();
        let sections = siblings.get(start..end)?.to_vec();
        if !sections.iter().any(|id| across(*id).is_none() && !alignment.is_unmarked(side, *id)) {
            return None;
        }
        let is_guess = |id: SectionId| alignment.evidence(side, id) == PairEvidence::Place;
        let is_sure = |id: SectionId| Some(id).filter(|id| is_end(&id)).and_then(across);
        let (first, last) = (sections.first()?.0, sections.last()?.0);
        let before = (0..first).rev().map(SectionId).find_map(is_sure).map_or(0, |id| id.0 + 1);
        let count = there.sections().len() as u32;
        let after = (last + 1..count).map(SectionId).find_map(is_sure).map_or(here.sections().len() as u32, |id| id.0);
        // Whatever their level; those that surely stand for what is elsewhere there are not counted.
        let is_open = |id: &SectionId| match alignment.section(side.other(), *id) {
            Some(partner) => sections.contains(&partner) || is_guess(partner),
            None => !alignment.is_unmarked(side.other(), *id),
        };
        let paired = sections.iter().filter(|id| across(**id).is_some()).count();
        let here = (before..after).map(SectionId).filter(is_open).count().max(paired);
        Some(Self { sections, paired, here })
    }

    /// Whether there are fewer here, so that some are missing.
    pub(crate) fn is_short(&self) -> bool {
        self.here < self.sections.len()
    }
}

/// The sections of a level in `parent`, in order.
fn sections_of(document: &Document, parent: Option<SectionId>, level: u8) -> impl Iterator<Item = SectionId> {
    let sections = document.sections().iter().zip(0..);
    sections.filter(move |(section, _)| section.parent == parent && section.level == level).map(|(_, id)| SectionId(id))
}
