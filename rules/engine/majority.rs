//! Style by majority: what most of a section, else most of the document, does.

use curate_document::SectionId;
use std::collections::BTreeMap;

/// A section decides with this many samples …
const SECTION_SAMPLES: usize = 5;
/// … of which this share agrees.
const SECTION_SHARE: f64 = 0.8;
/// Else the document decides with this many samples …
const DOCUMENT_SAMPLES: usize = 20;
/// … of which this share agrees.
const DOCUMENT_SHARE: f64 = 0.7;

/// Counts how often each style is used, by section and in all.
#[derive(Clone, Debug)]
pub struct Majority<S> {
    sections: BTreeMap<Option<SectionId>, BTreeMap<S, usize>>,
    document: BTreeMap<S, usize>,
}

impl<S: Ord + Copy> Default for Majority<S> {
    fn default() -> Self {
        Self { sections: BTreeMap::new(), document: BTreeMap::new() }
    }
}

impl<S: Ord + Copy> Majority<S> {
    /// Counts one use of `style` in `section`.
    pub fn add(&mut self, section: Option<SectionId>, style: S) {
        *self.sections.entry(section).or_default().entry(style).or_default() += 1;
        *self.document.entry(style).or_default() += 1;
    }

    /// The style that entries of `section` should have; `None` where there is no clear majority.
    pub fn style(&self, section: Option<SectionId>) -> Option<S> {
        let of_section = self.sections.get(&section).and_then(|counts| decided(counts, SECTION_SAMPLES, SECTION_SHARE));
        of_section.or_else(|| self.of_document())
    }

    /// The style of the document as a whole.
    pub fn of_document(&self) -> Option<S> {
        decided(&self.document, DOCUMENT_SAMPLES, DOCUMENT_SHARE)
    }
}

fn decided<S: Ord + Copy>(counts: &BTreeMap<S, usize>, samples: usize, share: f64) -> Option<S> {
    let total: usize = counts.values().sum();
    let (style, count) = counts.iter().max_by_key(|(_, count)| **count)?;
    (total >= samples && *count as f64 >= share * total as f64).then_some(*style)
}
