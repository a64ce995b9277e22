//! The parts of which the sections of a source are made, as `curate parity` counts them.

use crate::parity::support::prose::prose_blocks;
use curate_document::{BlockKind, Document, SectionId, Span};
use std::collections::BTreeSet;

/// The parts of a source, by section; those before any heading first.
#[derive(Clone, Debug)]
pub(crate) struct SourceParts {
    /// The parts of each section, subsections apart, in order; they do not overlap.
    pub sections: Vec<Vec<Span>>,
}

impl SourceParts {
    /// The entries of `document` and what else it says: paragraphs, tables and code blocks. Of a section without any its
    /// heading is one.
    pub(crate) fn of(document: &Document) -> Self {
        let mut sections: Vec<Vec<Span>> = vec![Vec::new(); document.sections().len() + 1];
        let row = |section: Option<SectionId>| section.map_or(0, |id| id.0 as usize + 1);
        let mut add = |section: Option<SectionId>, span: Span| {
            if let Some(own) = sections.get_mut(row(section)) {
                own.push(span);
            }
        };
        for entry in document.entries() {
            add(entry.section, entry.own);
        }
        let mut tables = BTreeSet::new();
        for (id, block) in prose_blocks(document, |_, _| true) {
            let table = document.ancestors(id).find(|around| around.kind == BlockKind::Table).map(|table| table.span);
            let is_of_entries = |table: Span| {
                let first = document.entries().partition_point(|entry| entry.own.start < table.start);
                document.entries().get(first).is_some_and(|entry| table.contains(entry.own))
            };
            match table {
                None => add(block.section, block.span),
                Some(table) if tables.insert(table) && !is_of_entries(table) => add(block.section, table),
                Some(_) => {}
            }
        }
        for (own, section) in sections.iter_mut().skip(1).zip(document.sections()) {
            if own.is_empty() {
                own.push(section.title);
            }
            own.sort_unstable();
        }
        Self { sections }
    }

    /// The parts of a section.
    pub(crate) fn of_section(&self, row: usize) -> &[Span] {
        self.sections.get(row).map_or(&[], Vec::as_slice)
    }

    /// The part of a section that `span` begins in.
    pub(crate) fn part_at(&self, row: usize, span: Span) -> Option<Span> {
        let parts = self.of_section(row);
        let next = parts.partition_point(|part| part.start <= span.start);
        let part = next.checked_sub(1).and_then(|last| parts.get(last));
        part.copied().filter(|part| span.start < part.end)
    }
}
