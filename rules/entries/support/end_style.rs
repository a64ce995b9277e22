//! Whether descriptions end with a mark: what a section does, else what the document does where the section does not differ.

use crate::text::majority::{DECIDED_PERCENT, Majority};
use curate_document::SectionId;
use curate_document::script::WritingSystem;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// From this many descriptions on, a section without a clear majority may still speak against the document's.
const OWN_SAMPLES: usize = 3;
/// A section with fewer descriptions has no style of its own where most of the document differ from it …
const SURE_SAMPLES: usize = 10;
/// … that is, of this many descriptions or more in the same writing system.
const DOCUMENT_SAMPLES: usize = 20;

/// Who says whether descriptions end with a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StyleSource {
    /// The configuration.
    Configuration,
    /// Most of the section.
    Section,
    /// Most of the document.
    Document,
}

/// Whether descriptions end with a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EndStyle {
    /// Whether they do.
    pub is_ended: bool,
    /// Who says so.
    pub source: StyleSource,
}

/// How descriptions end; cells and items are styled apart.
#[derive(Debug, Default)]
pub(crate) struct EndStyles {
    majorities: [Majority<bool>; 2],
    /// All that were counted: section, cells or items, writing system, and whether it ends with a mark.
    samples: Vec<(Option<SectionId>, bool, WritingSystem, bool)>,
    /// By section, cells or items, and writing system (`None` for all), how many end with a mark, of how many; once that was wanted.
    shares: OnceCell<Shares>,
    /// By cells or items and writing system, how many hundredths end with a mark, of how many, once that was wanted.
    leanings: OnceCell<BTreeMap<(bool, WritingSystem), (usize, usize)>>,
}

type Shares = BTreeMap<(Option<SectionId>, bool, Option<WritingSystem>), (usize, usize)>;

impl EndStyles {
    /// Counts a description, of a row where `row` is set; `is_ended` where it ends with a mark.
    pub(crate) fn add(&mut self, section: Option<SectionId>, row: bool, writing_system: WritingSystem, is_ended: bool) {
        if let Some(majority) = self.majorities.get_mut(usize::from(row)) {
            majority.add(section, is_ended);
        }
        self.samples.push((section, row, writing_system, is_ended));
        self.shares.take();
        self.leanings.take();
    }

    fn shares(&self) -> &Shares {
        self.shares.get_or_init(|| {
            let mut shares = Shares::new();
            for (section, row, writing_system, is_ended) in &self.samples {
                for group in [None, Some(*writing_system)] {
                    let (ended, all) = shares.entry((*section, *row, group)).or_default();
                    *ended += usize::from(*is_ended);
                    *all += 1;
                }
            }
            shares
        })
    }

    /// How descriptions of `section` in `writing_system` end; `None` where there is no clear majority.
    pub(crate) fn of(&self, section: Option<SectionId>, row: bool, writing_system: WritingSystem) -> Option<EndStyle> {
        let majority = self.majorities.get(usize::from(row))?;
        if let Some(is_ended) = majority.of_section(section) {
            let all = || self.shares().get(&(section, row, None)).map_or(0, |(_, all)| *all);
            let is_own = all() >= SURE_SAMPLES || !self.differ(row, writing_system, is_ended);
            return is_own.then_some(EndStyle { is_ended, source: StyleSource::Section });
        }
        let is_ended = majority.of_document()?;
        // What is fixed only takes from what speaks against the style, so that nothing new is found then.
        let differs = |group: Option<WritingSystem>| {
            let (ended, all) = self.shares().get(&(section, row, group)).copied().unwrap_or_default();
            all >= OWN_SAMPLES && ended * 3 > all
        };
        let is_contrary = !is_ended && (differs(None) || differs(Some(writing_system)));
        (!is_contrary).then_some(EndStyle { is_ended, source: StyleSource::Document })
    }

    /// Whether most descriptions of the document in `writing_system` are not as `is_ended` says. A section that decides counts with
    /// a share of its own, as in [`Majority`], so that fixes do not change this.
    fn differ(&self, row: bool, writing_system: WritingSystem, is_ended: bool) -> bool {
        let leanings = self.leanings.get_or_init(|| {
            let mut leanings: BTreeMap<(bool, WritingSystem), (usize, usize)> = BTreeMap::new();
            for (&(section, row, group), &(ended, all)) in self.shares() {
                let Some(writing_system) = group else { continue };
                let majority = self.majorities.get(usize::from(row));
                let hundredths = match majority.and_then(|majority| majority.of_section(section)) {
                    Some(true) => all * DECIDED_PERCENT,
                    Some(false) => all * (100 - DECIDED_PERCENT),
                    None => ended * 100,
                };
                let leaning = leanings.entry((row, writing_system)).or_default();
                leaning.0 += hundredths;
                leaning.1 += all * 100;
            }
            leanings
        });
        let (ended, all) = leanings.get(&(row, writing_system)).copied().unwrap_or_default();
        let contrary = if is_ended { all - ended } else { ended };
        all >= DOCUMENT_SAMPLES * 100 && contrary * 2 > all
    }
}
