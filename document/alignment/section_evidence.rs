//! What says that two sections are one, apart from their places.

use super::features::Features;
use super::pairing::PairEvidence;
use super::section_features::SectionFeatures;
use super::shared_keys::SharedKeys;
use super::text_hash::TextHash;
use super::words::{shared, similarity};

/// What sections are compared by.
pub(super) struct AllKeys<'a> {
    /// The links.
    pub keys: &'a SharedKeys,
    /// The same, whatever language a URL names.
    pub localised: Option<&'a SharedKeys>,
    /// What else no translator changes.
    pub marks: &'a SharedKeys,
}

/// What code, images, numbers and names count, compared with links.
pub(super) const MARKS: f32 = 0.7;
/// With less in common than this, marks say nothing.
const FEWEST_MARKS: u32 = 2;
/// With so many, marks are most of what a section has.
const MANY_MARKS: u32 = 4;
/// What is beside that counts less.
pub(super) const BESIDE: f32 = 0.4;
/// What a single link of prose counts.
pub(super) const SINGLE: f32 = 0.3;
/// The same code in one section of each counts so much, compared with links.
pub(super) const CODE: f32 = 0.9;
/// The same as a share.
const LEAST_SHARE: f32 = 0.2;

impl AllKeys<'_> {
    /// How much two sections share of what is neither a link nor in their titles: 0 to 1.
    pub(super) fn marks(&self, pair: (usize, usize)) -> f32 {
        if self.marks.nested(pair) < FEWEST_MARKS {
            return 0.0;
        }
        Some(self.marks.share(pair)).filter(|share| *share >= LEAST_SHARE).unwrap_or(0.0)
    }

    /// Whether all that two sections share is one link of prose.
    pub(super) fn share_one_link(&self, pair: (usize, usize)) -> bool {
        let localised = self.localised.map_or(0, |keys| keys.nested(pair));
        self.keys.nested(pair).max(localised) == 1 && self.marks.nested(pair) == 0
    }

    /// Whether both have much of that and share nothing.
    pub(super) fn are_unlike(&self, pair: (usize, usize)) -> bool {
        self.marks.have_many(pair) && self.marks.nested(pair) == 0
    }

    /// Whether they are on different levels and only one has marks, many of them: what they share is said beside.
    pub(super) fn is_beside(&self, pair: (usize, usize), levels: [u8; 2]) -> bool {
        let totals = [self.marks.total(0, pair.0), self.marks.total(1, pair.1)];
        levels[0] != levels[1] && totals.iter().any(|total| *total >= MANY_MARKS) && self.marks.nested(pair) == 0
    }
}

/// How much of the code of two nodes is the same and in no other: 0 to 1.
pub(super) fn code_share(node: &SectionFeatures, other: &SectionFeatures) -> f32 {
    let all = node.only_code.len() + other.only_code.len();
    if all == 0 { 0.0 } else { 2.0 * shared(&node.only_code, &other.only_code) as f32 / all as f32 }
}

/// How much of the titles of two nodes is the same, whose URLs are all different: 0 to 1.
pub(super) fn title_share(node: &SectionFeatures, other: &SectionFeatures) -> f32 {
    let all = node.titles.len() + other.titles.len();
    if all == 0 { 0.0 } else { 2.0 * shared(&node.titles, &other.titles) as f32 / all as f32 }
}

/// From 0 to 1; above where nothing can be more certain. Where the two are `unlike` in what they have, nothing less than
/// the same title counts; one such as `Other` says little but within one section.
pub(super) fn titles((node, other): (&SectionFeatures, &SectionFeatures), unlike: bool, is_within_same: bool) -> f32 {
    if node.is_contents && other.is_contents || node.is_title && other.is_title {
        return 4.0;
    }
    match has_title_of(node, other) {
        true if !node.is_generic => 1.5,
        true if is_within_same => 0.75,
        true => 0.25,
        // `Contributors`, `Autores`: in every language one word.
        false if node.kind.is_some() && node.kind == other.kind => 0.75,
        false if unlike => 0.0,
        false => similarity(&node.words, &other.words),
    }
}

/// Whether both are of one level and no other of that has the number before their titles. Sections are numbered anew.
pub(super) fn has_number_of(node: &SectionFeatures, other: &SectionFeatures) -> bool {
    node.number.is_some() && node.number == other.number && node.level == other.level
}

/// Whether both have one title.
pub(super) fn has_title_of(node: &SectionFeatures, other: &SectionFeatures) -> bool {
    node.title.is_some() && node.title == other.title
}

/// Whether two commands are of one program and not the same: `omf reload` and `omf submit`.
pub(super) fn are_other_commands(first: &[TextHash], second: &[TextHash]) -> bool {
    matches!((first, second), ([program, name], [other, across]) if program == other && name != across)
}

/// What says that two nodes are one, apart from their places.
pub(super) fn evidence_for([first, second]: [&Features; 2], all: &AllKeys<'_>, pair: (usize, usize)) -> PairEvidence {
    let (Some(node), Some(other)) = (first.nodes.get(pair.0), second.nodes.get(pair.1)) else {
        return PairEvidence::Place;
    };
    let localised = |share: fn(&SharedKeys, (usize, usize)) -> f32| all.localised.map_or(0.0, |keys| share(keys, pair));
    let is_titled = has_title_of(node, other) && !node.is_generic && !node.is_label && !other.is_label;
    let is_named = is_titled
        || (node.is_title && other.is_title)
        || (node.is_contents && other.is_contents)
        || (node.kind.is_some() && node.kind == other.kind)
        || has_number_of(node, other)
        || similarity(&node.words, &other.words) >= SIMILAR;
    let share = all.keys.share(pair).max(localised(SharedKeys::share)).max(all.marks.share(pair));
    let share = share.max(code_share(node, other)).max(title_share(node, other));
    let shares_key = all.keys.nested(pair) > 0 || localised(|keys, pair| keys.nested(pair) as f32) > 0.0;
    if is_named || share >= SIMILAR {
        PairEvidence::Much
    } else if shares_key || all.marks.nested(pair) >= FEWEST_MARKS || code_share(node, other) > 0.0 {
        PairEvidence::Some
    } else {
        PairEvidence::Place
    }
}

/// Titles that are as similar as this are one, and sections that share so much.
const SIMILAR: f32 = 0.5;
