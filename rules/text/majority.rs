//! Style by majority: what most of a section, else most of the document, does.
//!
//! What is fixed must not change what is reported of the rest. So a section that decides counts for the document with a share of
//! its own, be all of its samples of one style or just enough of them: fixing the few that differ changes nothing there.
//! A section that the document decides for only comes nearer to the document's style when it is fixed.

use curate_document::SectionId;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A section decides with this many samples …
const SECTION_SAMPLES: usize = 5;
/// … of which this many percent agree.
const SECTION_PERCENT: usize = 80;
/// It counts for the document as if this many percent agreed: at least as many as decide, or fixing it would count against it.
pub(crate) const DECIDED_PERCENT: usize = 88;
/// Else the document decides with this many samples …
const DOCUMENT_SAMPLES: usize = 20;
/// … of which this many percent agree.
const DOCUMENT_PERCENT: usize = 70;

/// Counts how often each style is used, by section and in all.
#[derive(Clone, Debug)]
pub(crate) struct Majority<S> {
    sections: BTreeMap<Option<SectionId>, StyleCounts<S>>,
    /// What the sections together decide, once that was wanted.
    document: OnceLock<Option<S>>,
}

/// The samples of one section.
#[derive(Clone, Debug)]
struct StyleCounts<S> {
    styles: BTreeMap<S, usize>,
    /// Those of no style that a list means to have.
    slips: usize,
}

impl<S: Ord + Copy> Default for StyleCounts<S> {
    fn default() -> Self {
        Self { styles: BTreeMap::new(), slips: 0 }
    }
}

impl<S: Ord + Copy> Default for Majority<S> {
    fn default() -> Self {
        Self { sections: BTreeMap::new(), document: OnceLock::new() }
    }
}

impl<S: Ord + Copy> Majority<S> {
    /// Counts one use of `style` in `section`.
    pub(crate) fn add(&mut self, section: Option<SectionId>, style: S) {
        self.document.take();
        *self.sections.entry(section).or_default().styles.entry(style).or_default() += 1;
    }

    /// Counts one sample in `section` that speaks for no style, and will be fixed to that of the section.
    pub(crate) fn add_slip(&mut self, section: Option<SectionId>) {
        self.document.take();
        self.sections.entry(section).or_default().slips += 1;
    }

    /// The style that entries of `section` should have; `None` where there is no clear majority.
    pub(crate) fn style(&self, section: Option<SectionId>) -> Option<S> {
        self.of_section(section).or_else(|| self.of_document())
    }

    /// The style of `section` by itself.
    pub(crate) fn of_section(&self, section: Option<SectionId>) -> Option<S> {
        self.sections.get(&section).and_then(StyleCounts::decided)
    }

    /// The style that the most samples have, the first of several, however few they are.
    pub(crate) fn most_frequent(&self) -> Option<S> {
        let mut counts: BTreeMap<S, usize> = BTreeMap::new();
        for (style, count) in self.sections.values().flat_map(|counts| &counts.styles) {
            *counts.entry(*style).or_default() += count;
        }
        counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(style, _)| style)
    }

    /// The style of the document as a whole.
    pub(crate) fn of_document(&self) -> Option<S> {
        *self.document.get_or_init(|| {
            let mut samples = 0;
            // In hundredths of a sample.
            let mut styles: BTreeMap<S, usize> = BTreeMap::new();
            for counts in self.sections.values() {
                if let Some(style) = counts.decided() {
                    let all = counts.total() + counts.slips;
                    samples += all;
                    *styles.entry(style).or_default() += all * DECIDED_PERCENT;
                    continue;
                }
                samples += counts.total();
                for (style, count) in &counts.styles {
                    *styles.entry(*style).or_default() += count * 100;
                }
            }
            let (style, hundredths) = styles.iter().max_by_key(|(_, count)| **count)?;
            (samples >= DOCUMENT_SAMPLES && *hundredths >= DOCUMENT_PERCENT * samples).then_some(*style)
        })
    }
}

impl<S: Ord + Copy> StyleCounts<S> {
    fn total(&self) -> usize {
        self.styles.values().sum()
    }

    fn decided(&self) -> Option<S> {
        let total = self.total();
        let (style, count) = self.styles.iter().max_by_key(|(_, count)| **count)?;
        (total >= SECTION_SAMPLES && count * 100 >= SECTION_PERCENT * total).then_some(*style)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(sections: &[&str]) -> Majority<char> {
        let mut majority = Majority::default();
        for (styles, id) in sections.iter().zip(0..) {
            for style in styles.chars() {
                match style {
                    '-' => majority.add_slip(Some(SectionId(id))),
                    _ => majority.add(Some(SectionId(id)), style),
                }
            }
        }
        majority
    }

    #[test]
    fn sections_decide_before_the_document() {
        assert_eq!(of(&["aaaab"]).style(Some(SectionId(0))), Some('a'));
        assert_eq!(of(&["aaab"]).style(Some(SectionId(0))), None);
        let majority = of(&["bbbbb", "aaaaaaaaaaaaaaaaaaaaaaaaa", "abc"]);
        assert_eq!(majority.style(Some(SectionId(0))), Some('b'));
        assert_eq!(majority.style(Some(SectionId(2))), None, "the sections disagree");
        assert_eq!(of(&["aaaaaaaaaaaaaaaaaaaaaaaaa", "abc"]).style(Some(SectionId(1))), Some('a'));
        assert_eq!(of(&["aaaaaaaaaaaaaaaaaaaaaaaaa"]).style(None), Some('a'));
        assert_eq!(of(&["aaaaaaaaaaaaaaaaaaaaaaaaa", "a--------"]).style(Some(SectionId(1))), Some('a'));
    }

    /// Every way to fix some of what is reported leaves what is reported of the rest as it is.
    #[test]
    fn fixing_changes_no_verdict() {
        let mut seed = 7_u32;
        let mut next = |below: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) % below
        };
        for _ in 0..20_000 {
            let sections: Vec<Vec<char>> = (0..=next(4))
                .map(|_| {
                    let odd = next(9);
                    (0..next(22))
                        .map(|_| if next(10) < odd { ['b', 'c', '-'][next(3) as usize] } else { 'a' })
                        .collect()
                })
                .collect();
            let texts =
                |sections: &[Vec<char>]| sections.iter().map(|styles| styles.iter().collect()).collect::<Vec<String>>();
            let decide = |sections: &[Vec<char>]| {
                let texts = texts(sections);
                let majority = of(&texts.iter().map(String::as_str).collect::<Vec<_>>());
                (0..sections.len() as u32).map(|id| majority.style(Some(SectionId(id)))).collect::<Vec<_>>()
            };
            let before = decide(&sections);
            let fixed: Vec<Vec<char>> = sections
                .iter()
                .zip(&before)
                .map(|(styles, wanted)| {
                    styles.iter().map(|style| if next(4) > 0 { wanted.unwrap_or(*style) } else { *style }).collect()
                })
                .collect();
            for (index, (now, then)) in decide(&fixed).iter().zip(&before).enumerate() {
                assert!(now == then || sections[index].is_empty(), "{:?} {:?}", texts(&sections), texts(&fixed));
            }
        }
    }
}
