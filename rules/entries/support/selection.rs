//! Sections that a rule's options name.

use curate_document::normal_text::{folded, undecorated};
use curate_document::{Document, SectionId};

/// By section, whether it is named by one of `names`, itself or a section around it. A name is the text of the heading
/// (in any case, with or without emoji) or its anchor.
pub(crate) fn named(document: &Document, names: &[String]) -> Vec<bool> {
    let wanted: Vec<String> = names.iter().map(|name| folded(name.trim_start_matches('#'))).collect();
    let mut named: Vec<bool> = Vec::with_capacity(document.sections().len());
    for section in document.sections() {
        let heading = [folded(&section.rendered), undecorated(&section.rendered), section.slug.to_string()];
        let own = wanted.iter().any(|name| heading.contains(name));
        let around = section.parent.and_then(|parent| named.get(parent.0 as usize)).copied().unwrap_or(false);
        named.push(own || around);
    }
    named
}

/// The sections that a rule looks at.
pub(crate) struct Selection {
    included: Vec<bool>,
    /// Whether every section is looked at that is not left out.
    all: bool,
    excluded: Vec<bool>,
}

impl Selection {
    /// The sections of `document` that `only` names (all where it is empty), without those that `except` names.
    pub(crate) fn of(document: &Document, only: &[String], except: &[String]) -> Self {
        Self { included: named(document, only), all: only.is_empty(), excluded: named(document, except) }
    }

    /// Whether `section` is looked at.
    pub(crate) fn has(&self, section: Option<SectionId>) -> bool {
        let is = |marks: &[bool]| section.and_then(|id| marks.get(id.0 as usize)).copied().unwrap_or(false);
        (self.all || is(&self.included)) && !is(&self.excluded)
    }
}
