//! How much of a section, or of a whole source, an edition has.

use std::collections::BTreeMap;

/// How much of something an edition has. Its parts are entries and, outside of them, paragraphs, tables and code blocks; of a
/// section without any, its heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// How many parts there are.
    pub parts: usize,
    /// How many of them an edition lacks, has in another language, or has as they were.
    pub wanting: usize,
    /// How many sections it lacks as a whole: 0 or 1 of one section.
    pub missing_sections: usize,
    /// What else it lacks, by what one and several are called.
    pub lacks: BTreeMap<(&'static str, &'static str), usize>,
    /// How many texts are not translated.
    pub untranslated: usize,
    /// How many texts translate what the source no longer says.
    pub stale: usize,
    /// How many sections may be the ones it lacks, of several of which it has fewer.
    pub unclear: usize,
    /// How many parts are others than in the source, such as URLs and places; they are no less there.
    pub different: usize,
}

/// What is to be done about a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CoverageState {
    /// Nothing.
    Complete,
    /// To look at what differs.
    Different,
    /// To translate again what has changed.
    Stale,
    /// To add or to translate what is wanting.
    Partial,
    /// To translate it.
    Untranslated,
    /// To look whether it is there.
    Unclear,
    /// To add it.
    Missing,
}

impl CoverageState {
    /// The word for it in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Different => "different",
            Self::Stale => "stale",
            Self::Partial => "partial",
            Self::Untranslated => "untranslated",
            Self::Unclear => "unclear",
            Self::Missing => "missing",
        }
    }
}

impl Coverage {
    /// How many of 100 parts are there as they should be, rounded down: 100 only where nothing is wanting, 0 only where nothing
    /// is there.
    pub fn percent(&self) -> usize {
        let present = self.parts.saturating_sub(self.wanting);
        let rounded = present * 100 / self.parts.max(1);
        if self.parts == 0 { 100 } else { rounded.max(usize::from(present > 0)) }
    }

    /// What is to be done.
    pub fn state(&self) -> CoverageState {
        let is_whole = self.lacks.is_empty() && self.missing_sections == 0;
        match self {
            _ if self.missing_sections > 0 && self.wanting >= self.parts => CoverageState::Missing,
            _ if is_whole && self.unclear > 0 => CoverageState::Unclear,
            _ if is_whole && self.untranslated > 0 && self.untranslated * 2 >= self.parts => {
                CoverageState::Untranslated
            }
            _ if is_whole && self.untranslated == 0 && self.stale > 0 => CoverageState::Stale,
            _ if self.wanting > 0 || !is_whole => CoverageState::Partial,
            _ if self.different > 0 => CoverageState::Different,
            _ => CoverageState::Complete,
        }
    }

    /// Adds what is known of another section.
    pub fn add(&mut self, other: &Self) {
        self.parts += other.parts;
        self.wanting += other.wanting;
        self.missing_sections += other.missing_sections;
        self.untranslated += other.untranslated;
        self.stale += other.stale;
        self.unclear += other.unclear;
        self.different += other.different;
        for (what, count) in &other.lacks {
            *self.lacks.entry(*what).or_default() += count;
        }
    }
}
