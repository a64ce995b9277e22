//! What became of entries over a change: each edition aligned with what it was, and the editions as they were with one
//! another.

use crate::api::change::Change;
use crate::api::rule::Context;
use curate_document::{Alignment, Document, EditionId, EntryId, MatchKind, Partner, Side};
use std::collections::BTreeMap;

/// The entries of a list before and after a change.
pub(crate) struct EntryHistory<'a> {
    change: &'a Change,
    /// By edition, how what it was is aligned with what it is; the editions that did not change are left out.
    editions: BTreeMap<EditionId, Alignment>,
    source: EditionId,
    /// By translation, how the source was aligned with it.
    before: BTreeMap<EditionId, Alignment>,
}

impl<'a> EntryHistory<'a> {
    /// Follows the entries of a list over its change; `None` where there is none.
    pub(crate) fn of(context: &Context<'a>) -> Option<Self> {
        let change = context.facts.change.as_ref()?;
        let was = |id: EditionId| change.document(id);
        let mut editions = BTreeMap::new();
        for (id, edition) in context.list.iter() {
            if let Some(was) = was(id).filter(|was| was.source() != edition.document.source()) {
                editions.insert(id, Alignment::of(was, &edition.document));
            }
        }
        let source = context.list.source;
        let translations = context.list.iter().map(|(id, _)| id).filter(|id| *id != source);
        let before = translations.filter_map(|id| Some((id, Alignment::of(was(source)?, was(id)?)))).collect();
        Some(Self { change, editions, source, before })
    }

    /// What `edition` was; `None` where the change adds it.
    pub(crate) fn document(&self, edition: EditionId) -> Option<&'a Document> {
        self.change.document(edition)
    }

    /// Whether the change edits one of two editions.
    pub(crate) fn has_changed(&self, one: EditionId, other: EditionId) -> bool {
        self.editions.contains_key(&one) || self.editions.contains_key(&other)
    }

    /// What `entry` of `edition` was.
    pub(crate) fn origin(&self, edition: EditionId, entry: EntryId) -> Option<EntryId> {
        self.follow(edition, Side::Second, entry)
    }

    /// What became of `entry`, which `edition` had.
    pub(crate) fn outcome(&self, edition: EditionId, entry: EntryId) -> Option<EntryId> {
        self.follow(edition, Side::First, entry)
    }

    /// Whether the change adds `entry` to `edition`: what it presents was not there.
    pub(crate) fn is_added(&self, edition: EditionId, entry: EntryId) -> bool {
        let Some(alignment) = self.editions.get(&edition) else { return false };
        matches!(alignment.entry(Side::Second, entry), Partner::Missing | Partner::Paired(_, MatchKind::Position))
    }

    fn follow(&self, edition: EditionId, side: Side, entry: EntryId) -> Option<EntryId> {
        let Some(alignment) = self.editions.get(&edition) else { return Some(entry) };
        sure(alignment.entry(side, entry))
    }

    /// What stood for `entry` of `edition` in `other` before the change.
    pub(crate) fn counterpart(&self, edition: EditionId, entry: EntryId, other: EditionId) -> Option<EntryId> {
        let (translation, side) = if edition == self.source { (other, Side::First) } else { (edition, Side::Second) };
        sure(self.before.get(&translation)?.entry(side, entry))
    }

    /// How much of two editions, one of them the source, was matched: 0 to 1.
    pub(crate) fn matched_share(&self, one: EditionId, other: EditionId) -> Option<f64> {
        let translation = if one == self.source { other } else { one };
        self.before.get(&translation).map(Alignment::matched_share)
    }
}

/// A partner that is not only guessed from its place.
fn sure(partner: Partner) -> Option<EntryId> {
    match partner {
        Partner::Paired(other, how) if how != MatchKind::Position => Some(other),
        _ => None,
    }
}
