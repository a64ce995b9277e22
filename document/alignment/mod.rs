//! Which sections, entries and links of two editions present the same things.
//!
//! Sections are matched first, by what is in them and by what their titles share; entries after that, by URL, by title,
//! by the words that no translation changes, at last by their place between neighbours that are sure. What is matched by
//! place alone says so, so that a rule can keep quiet about it. The result depends on the two documents alone.

mod assignment;
mod entries;
mod entry_features;
mod entry_matches;
mod fallback_link;
mod features;
mod headings;
mod html_headings;
mod language_menu;
mod lost_headings;
mod moved_sections;
mod order;
pub mod page;
mod pairing;
mod paragraphs;
mod positional;
mod section_evidence;
mod section_features;
mod section_marks;
mod section_matches;
mod sections;
mod shared_keys;
mod similarity;
mod subdivided;
mod text_hash;
mod words;

use crate::model::{Document, EntryId, SectionId};
use text_hash::TextHash;

pub use fallback_link::{FallbackLink, fallback_link};
pub use features::Features;
pub use order::longest_increasing;
pub use pairing::{LinkPair, MatchKind, PairEvidence, Partner, Side};

/// What corresponds to what in two documents.
#[derive(Clone, Debug, Default)]
pub struct Alignment {
    /// By side, for each section its partner.
    sections: [Vec<Option<SectionId>>; 2],
    /// For each section of the first document the evidence for its pair.
    evidence: Vec<PairEvidence>,
    /// By side, for each section whose heading across is broken the section that this is in.
    unmarked: [Vec<Option<Option<SectionId>>>; 2],
    /// By side, for each entry its partner.
    entries: [Vec<Partner>; 2],
    links: Vec<LinkPair>,
    matched_share: f64,
    /// By side, for each section the command that its title begins with.
    commands: [Vec<Vec<TextHash>>; 2],
}

impl Alignment {
    /// Aligns two editions of one list; `first` is by custom the source.
    pub fn of(first: &Document, second: &Document) -> Self {
        Self::of_features(first, &Features::of(first), second, &Features::of(second))
    }

    /// The same where the features of the documents are known: those of a source are compared with several translations.
    pub fn of_features(first: &Document, of_first: &Features, second: &Document, of_second: &Features) -> Self {
        let features = [of_first, of_second];
        let nodes = sections::matched(features);
        let pairs = entries::matched(features, &nodes, [first, second]);
        let links = paragraphs::links([first, second], features, &nodes);
        let evidence = of_first.section_nodes().map(|node| nodes.evidence(node)).collect();
        let mut aligned = Self { evidence, links, ..Self::default() };
        for (side, document) in [(0, first), (1, second)] {
            let (Some(mine), Some(theirs)) = (features.get(side), features.get(1 - side)) else { continue };
            let partners: Vec<Option<usize>> = mine.section_nodes().map(|node| nodes.partner(side, node)).collect();
            let across = |node: &Option<usize>| theirs.nodes.get((*node)?)?.section;
            let sections = partners.iter().map(across);
            let unmarked = partners.iter().map(|node| node.filter(|_| across(node).is_none()));
            let entries = pairs.partners(side, mine, theirs, document.entries().len());
            let commands = mine.nodes.iter().filter(|node| node.section.is_some()).map(|node| node.command.clone());
            if let Some(slot) = aligned.commands.get_mut(side) {
                *slot = commands.collect();
            }
            if let Some(slot) = aligned.sections.get_mut(side) {
                *slot = sections.collect();
            }
            if let Some(slot) = aligned.entries.get_mut(side) {
                *slot = entries;
            }
            if let Some(slot) = aligned.unmarked.get_mut(side) {
                *slot = unmarked.map(|node| node.map(|node| theirs.holder(node))).collect();
            }
        }
        let longest = features.iter().map(|features| features.items.len()).max().unwrap_or(0);
        aligned.matched_share = if longest == 0 { 1.0 } else { aligned.pairs().count() as f64 / longest as f64 };
        aligned
    }

    /// The section across that stands for `section` of the document on `side`.
    pub fn section(&self, side: Side, section: SectionId) -> Option<SectionId> {
        self.sections.get(side.index())?.get(section.0 as usize).copied().flatten()
    }

    /// The pairs of sections, in the order of the first document.
    pub fn sections(&self) -> impl Iterator<Item = (SectionId, SectionId)> {
        let first = self.sections.first().map_or(&[][..], Vec::as_slice);
        first.iter().enumerate().filter_map(|(index, second)| Some((SectionId(index as u32), (*second)?)))
    }

    /// What says that `section` of the document on `side` stands for its partner; its place alone where it has none.
    pub fn evidence(&self, side: Side, section: SectionId) -> PairEvidence {
        let first = if side == Side::First { Some(section) } else { self.section(side, section) };
        first.and_then(|id| self.evidence.get(id.0 as usize)).copied().unwrap_or_default()
    }

    /// Whether the titles of `section` of the document on `side` and of `other` across are different commands of one program, so that
    /// they are not one section.
    pub fn are_other_commands(&self, side: Side, section: SectionId, other: SectionId) -> bool {
        let command = |side: Side, id: SectionId| self.commands.get(side.index())?.get(id.0 as usize);
        let commands = command(side, section).zip(command(side.other(), other));
        commands.is_some_and(|(mine, theirs)| section_evidence::are_other_commands(mine, theirs))
    }

    /// The sections of the document on `side` that the other lacks, in order.
    pub fn lone_sections(&self, side: Side) -> impl Iterator<Item = SectionId> {
        let sections = self.sections.get(side.index()).map_or(&[][..], Vec::as_slice);
        let alone = sections.iter().enumerate().filter(|(_, other)| other.is_none());
        alone.map(|(index, _)| SectionId(index as u32)).filter(move |id| !self.is_unmarked(side, *id))
    }

    /// Whether `section` of the document on `side` is across, where its heading is broken.
    pub fn is_unmarked(&self, side: Side, section: SectionId) -> bool {
        self.unmarked
            .get(side.index())
            .and_then(|sections| sections.get(section.0 as usize))
            .is_some_and(Option::is_some)
    }

    /// The section across that has what is in `section`, as far as the heading across is broken.
    pub fn holder(&self, side: Side, section: SectionId) -> Option<SectionId> {
        self.unmarked.get(side.index())?.get(section.0 as usize).copied().flatten().flatten()
    }

    /// What became of `entry` of the document on `side`.
    pub fn entry(&self, side: Side, entry: EntryId) -> Partner {
        self.entries
            .get(side.index())
            .and_then(|entries| entries.get(entry.0 as usize))
            .copied()
            .unwrap_or(Partner::Outside)
    }

    /// The entry across that is paired with `entry`.
    pub fn partner(&self, side: Side, entry: EntryId) -> Option<EntryId> {
        match self.entry(side, entry) {
            Partner::Paired(other, _) => Some(other),
            _ => None,
        }
    }

    /// The pairs of entries, in the order of the first document.
    pub fn pairs(&self) -> impl Iterator<Item = (EntryId, EntryId, MatchKind)> {
        let first = self.entries.first().map_or(&[][..], Vec::as_slice);
        first.iter().enumerate().filter_map(|(index, partner)| match partner {
            Partner::Paired(other, kind) => Some((EntryId(index as u32), *other, *kind)),
            _ => None,
        })
    }

    /// The entries of the document on `side` that the other lacks, in order.
    pub fn lone_entries(&self, side: Side) -> impl Iterator<Item = EntryId> {
        let entries = self.entries.get(side.index()).map_or(&[][..], Vec::as_slice);
        entries
            .iter()
            .enumerate()
            .filter(|(_, partner)| **partner == Partner::Missing)
            .map(|(index, _)| EntryId(index as u32))
    }

    /// The pairs of links outside entries, in the order of the first document.
    pub fn links(&self) -> &[LinkPair] {
        &self.links
    }

    /// How much of the longer document's entries is paired: 0 to 1.
    pub fn matched_share(&self) -> f64 {
        self.matched_share
    }
}
