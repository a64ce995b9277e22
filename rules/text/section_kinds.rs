//! What the sections of a document are there for.

use crate::api::rule::Context;
use curate_document::SectionKind;
use curate_document::{Document, SectionId};
use std::sync::Arc;

/// The kind that every section of a document has, by itself or by a section around it.
#[derive(Clone, Debug, Default)]
pub(crate) struct SectionKinds(Vec<Option<SectionKind>>);

impl SectionKinds {
    /// The kinds of the sections of the document of `context`.
    pub(crate) fn of(context: &Context<'_>) -> Arc<Self> {
        context.cache.of_edition(context.edition, || Self::of_document(context.document))
    }

    /// Reads each heading of `document` once.
    pub(crate) fn of_document(document: &Document) -> Self {
        let mut kinds: Vec<Option<SectionKind>> = Vec::with_capacity(document.sections().len());
        for section in document.sections() {
            // The title of a list says nothing of its sections.
            let own = if section.level > 1 { SectionKind::of(&section.rendered) } else { None };
            let around = section.parent.and_then(|parent| kinds.get(parent.0 as usize).copied().flatten());
            kinds.push(own.or(around));
        }
        Self(kinds)
    }

    /// The kind of `section` or of the nearest section around it that has one.
    pub(crate) fn within(&self, section: Option<SectionId>) -> Option<SectionKind> {
        section.and_then(|section| self.0.get(section.0 as usize).copied().flatten())
    }
}
