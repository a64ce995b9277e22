//! Columns of tables that hold labels (`intermediate`, `help wanted`) where another entry has a description.

use crate::entries::support::checked_description::CheckedDescription;
use curate_document::script::display_width;
use curate_document::{Document, SectionId};
use std::collections::BTreeMap;

/// What is narrower than this, in columns, is a label …
const LABEL: usize = 20;
/// … and what is not narrower than this a description.
const DESCRIPTION: usize = 30;

/// By section, how many cells without a mark at their end are labels, and how many of them there are.
pub(crate) struct LabelColumns(BTreeMap<Option<SectionId>, (usize, usize)>);

impl LabelColumns {
    /// Those of the cells among `judged`.
    pub(crate) fn of(judged: &[CheckedDescription], document: &Document) -> Self {
        let mut columns: BTreeMap<Option<SectionId>, (usize, usize)> = BTreeMap::new();
        for cell in judged.iter().filter(|judged| judged.row && !judged.is_ended()) {
            let (labels, all) = columns.entry(cell.section).or_default();
            *labels += usize::from(width(cell, document) < LABEL);
            *all += 1;
        }
        Self(columns)
    }

    /// Whether `judged` is a description where most others are labels: how those end says nothing of it.
    pub(crate) fn hold(&self, judged: &CheckedDescription, document: &Document) -> bool {
        let (labels, all) = self.0.get(&judged.section).copied().unwrap_or_default();
        judged.row && labels * 2 >= all && width(judged, document) >= DESCRIPTION
    }
}

fn width(judged: &CheckedDescription, document: &Document) -> usize {
    display_width(document.text(judged.span).trim())
}
