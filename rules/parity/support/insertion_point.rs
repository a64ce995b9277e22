//! Where something that an edition lacks belongs.

use crate::parity::support::comparison::{Comparison, entry_ids};
use crate::parity::support::message_parts::section_span;
use crate::text::entry_name::entry_span;
use curate_document::{Entry, EntryId, SectionId, Span};

/// The place here of an entry that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct InsertionPoint {
    /// The section here.
    pub section: Option<SectionId>,
    /// The entry here that the place is nested in.
    pub parent: Option<EntryId>,
    /// The entry here that it follows, on the same level.
    pub after: Option<EntryId>,
}

impl InsertionPoint {
    /// The place here of `entry` there; `None` where its section is missing too. What is nested in something missing
    /// belongs where that does.
    pub(crate) fn of(comparison: &Comparison<'_>, entry: EntryId) -> Option<Self> {
        Self::behind(comparison, entry, &|id| comparison.partner(id))
    }

    /// As [`InsertionPoint::of`], counting only those neighbours that `neighbour` knows.
    pub(crate) fn behind(
        comparison: &Comparison<'_>,
        id: EntryId,
        neighbour: &dyn Fn(EntryId) -> Option<EntryId>,
    ) -> Option<Self> {
        let entry = comparison.other.entry(id)?;
        if let Some(parent) = entry.parent {
            let Some(across) = comparison.partner(parent) else { return Self::behind(comparison, parent, neighbour) };
            let section = comparison.document.entry(across)?.section;
            let siblings = (parent.0 + 1..id.0).map(EntryId);
            let after = last_in(comparison, siblings, entry.parent, neighbour, |other| other.parent == Some(across));
            return Some(Self { section, parent: Some(across), after });
        }
        let home = match entry.section {
            Some(section) => Some(comparison.section_for(section)?),
            None => None,
        };
        let section = entry.section.and_then(|section| comparison.other.section(section));
        let (first, end) = section.map_or((0, id.0), |section| section.entries);
        // What is Markdown belongs beside Markdown.
        let fits = |other: &Entry| other.parent.is_none() && other.section == home && other.html == entry.html;
        let before = |first: u32, end: u32| last_in(comparison, (first..end).map(EntryId), None, neighbour, fits);
        let is_flat = entry.section.is_some_and(|id| comparison.alignment.section(comparison.side, id) != home);
        let after = before(first, id.0).or_else(|| {
            // The section here has more than that one: the place is beside what follows, else behind what is in those above.
            let mut following = (id.0 + 1..end).map(EntryId).filter(|_| is_flat).filter_map(neighbour);
            let next = following.find(|across| comparison.document.entry(*across).is_some_and(fits));
            match next {
                Some(next) => {
                    (0..next.0).rev().map(EntryId).find(|other| comparison.document.entry(*other).is_some_and(fits))
                }
                None if is_flat => before(0, first),
                None => None,
            }
        });
        Some(Self { section: home, parent: None, after })
    }

    /// What to point at: the title of the entry before, around, or of the section.
    pub(crate) fn span(self, comparison: &Comparison<'_>) -> Span {
        match self.after.or(self.parent).and_then(|id| comparison.document.entry(id)) {
            Some(entry) => entry_span(comparison.document, entry),
            None => section_span(comparison.document, self.section),
        }
    }

    /// The first entry here of the level that the place is on, raw HTML aside; `None` where there is none.
    pub(crate) fn first_sibling(self, comparison: &Comparison<'_>) -> Option<EntryId> {
        let section = comparison.document.section(self.section?)?;
        entry_ids(section)
            .find(|id| comparison.document.entry(*id).is_some_and(|entry| entry.parent == self.parent && !entry.html))
    }
}

/// The partner here of the last of `siblings`, all with `parent`, that has one with `fits`.
fn last_in(
    comparison: &Comparison<'_>,
    siblings: impl DoubleEndedIterator<Item = EntryId>,
    parent: Option<EntryId>,
    neighbour: &dyn Fn(EntryId) -> Option<EntryId>,
    fits: impl Fn(&Entry) -> bool,
) -> Option<EntryId> {
    siblings
        .rev()
        .filter(|id| comparison.other.entry(*id).is_some_and(|entry| entry.parent == parent))
        .filter_map(neighbour)
        .find(|across| comparison.document.entry(*across).is_some_and(&fits))
}
