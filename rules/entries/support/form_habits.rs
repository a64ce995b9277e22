//! Which descriptions of a document end with a mark, by their form.

use crate::entries::support::description_form::DescriptionForm;
use curate_document::script::WritingSystem;
use std::collections::BTreeMap;

/// This many phrases show whether phrases end with a mark …
const PHRASES: usize = 5;
/// … beside this many clauses.
const CLAUSES: usize = 3;
/// This many percent are most of them.
const PERCENT: usize = 70;

/// How many descriptions of each form end with a mark, of how many; cells and items apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct FormHabits(BTreeMap<((bool, WritingSystem), DescriptionForm), (usize, usize)>);

impl FormHabits {
    /// Counts descriptions: their kind (of a row where set, and in which writing system), their form, and whether they end with a
    /// mark.
    pub(crate) fn of(descriptions: impl Iterator<Item = ((bool, WritingSystem), DescriptionForm, bool)>) -> Self {
        let mut counts: BTreeMap<_, (usize, usize)> = BTreeMap::new();
        for (kind, form, is_ended) in descriptions {
            let (ended, all) = counts.entry((kind, form)).or_default();
            *ended += usize::from(is_ended);
            *all += 1;
        }
        Self(counts)
    }

    /// Whether clauses end with a mark and phrases do not: then a phrase lacks none. What is fixed only adds to that, so that
    /// nothing new is found then.
    pub(crate) fn are_phrases_open(&self, kind: (bool, WritingSystem)) -> bool {
        let count = |form| self.0.get(&(kind, form)).copied().unwrap_or_default();
        let ((clauses, all_clauses), (phrases, all_phrases)) =
            (count(DescriptionForm::Clause), count(DescriptionForm::Phrase));
        all_clauses >= CLAUSES
            && clauses * 100 >= all_clauses * PERCENT
            && all_phrases >= PHRASES
            && (all_phrases - phrases) * 100 >= all_phrases * PERCENT
    }
}
