//! What one edition of a list lacks of another, as the rules about missing entries and sections report it.

use crate::api::rule::Context;
use crate::parity::support::comparison::{Comparison, entry_ids, translations};
use crate::parity::support::edition_pragma::EditionPragmas;
use crate::parity::support::linked_rows::is_plain_row;
use crate::parity::support::local_resources::LocalResources;
use crate::parity::support::section_place::SectionPlace;
use crate::parity::support::stub::TODO;
use crate::parity::support::text_items::uncertain_text_items;
use curate_document::{Document, Entry, EntryId, Partner, Section, SectionId, SectionKind, Side, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Below this share of present entries the two are reported as a whole.
const DRIFTED: f64 = 0.6;
/// As many findings as this are read even so.
const READ: usize = 3;

/// What an edition lacks of another.
#[derive(Debug, Default)]
pub(crate) struct EditionGaps {
    /// Neighbouring sections there that are missing here, the outermost only, with the place here that all of a run
    /// belong at.
    pub runs: Vec<(SectionPlace, Vec<SectionId>)>,
    /// The entries there that are missing here, by their section here; those of missing sections left out.
    pub entries: BTreeMap<Option<SectionId>, Vec<EntryId>>,
    /// The entries there that are meant for the readers of that edition: resources in its own language.
    pub local: Vec<EntryId>,
    /// How many entries there are compared, without the local ones.
    compared: usize,
    /// How many of those are missing here.
    missing: usize,
}

/// What a translation lacks of the source, and the source of the translation.
#[derive(Debug)]
pub(crate) struct PairGaps {
    /// What the translation lacks.
    pub forth: EditionGaps,
    /// What the source lacks.
    pub back: EditionGaps,
}

/// Each translation with what is missing in either direction, as seen from the source.
pub(crate) fn pairs<'a>(context: &Context<'a>) -> impl Iterator<Item = (Comparison<'a>, Arc<PairGaps>)> + use<'a> {
    let shared = context.cache;
    translations(context).map(move |comparison| {
        let make = || PairGaps { forth: EditionGaps::of(&comparison), back: EditionGaps::of(&comparison.reversed()) };
        let gaps = shared.of_edition::<PairGaps>(comparison.here, make);
        (comparison, gaps)
    })
}

impl PairGaps {
    /// Whether the two editions are so far apart that one finding reports all.
    pub(crate) fn is_drifted(&self, comparison: &Comparison<'_>) -> bool {
        let findings = self.forth.findings() + self.back.findings();
        let is_far = |gaps: &EditionGaps| (gaps.present() as f64) < DRIFTED * gaps.compared as f64;
        !comparison.expands() && findings > READ && (is_far(&self.forth) || is_far(&self.back))
    }
}

impl EditionGaps {
    fn of(comparison: &Comparison<'_>) -> Self {
        let local = LocalResources::of(comparison);
        let found = Exemptions::of(comparison);
        let mut gaps = Self::default();
        let states = (0..comparison.other.entries().len() as u32).map(EntryId).map(|id| comparison.partner_state(id));
        gaps.compared = states.filter(|state| *state != Partner::Outside).count();
        let mut homes: BTreeMap<SectionId, Option<SectionId>> = BTreeMap::new();
        for id in comparison.alignment.lone_entries(comparison.side) {
            let Some(entry) = comparison.other.entry(id).filter(|entry| !found.is_left_out(comparison, (id, entry)))
            else {
                gaps.compared = gaps.compared.saturating_sub(1);
                continue;
            };
            if local.has_entry(comparison, entry) {
                gaps.local.push(id);
                gaps.compared = gaps.compared.saturating_sub(1);
                continue;
            }
            gaps.missing += 1;
            let home =
                entry.section.map(|section| *homes.entry(section).or_insert_with(|| comparison.section_for(section)));
            if home != Some(None) {
                gaps.entries.entry(home.flatten()).or_default().push(id);
            }
        }
        gaps.add_sections(comparison, &found);
        gaps
    }

    fn add_sections(&mut self, comparison: &Comparison<'_>, found: &Exemptions) {
        let mut last: Option<Span> = None;
        let places = SectionPlace::all(comparison);
        for id in comparison.alignment.lone_sections(comparison.side) {
            let Some(section) = comparison.other.section(id) else { continue };
            let inside = last.is_some_and(|span| span.contains(section.span));
            let is_excluded = inside
                || found.pragmas.has_section(comparison.other, id)
                || found.is_stub(section.span)
                || comparison.merged_into(id).is_some()
                || is_kept_apart(comparison, id, section)
                || self.is_local(comparison, id);
            if is_excluded {
                continue;
            }
            last = Some(section.span);
            let Some(place) = places.get(id.0 as usize).copied() else { continue };
            match self.runs.last_mut() {
                Some((known, sections)) if *known == place => sections.push(id),
                _ => self.runs.push((place, vec![id])),
            }
        }
    }

    /// Whether all that is in a section is local.
    fn is_local(&self, comparison: &Comparison<'_>, id: SectionId) -> bool {
        let inside = comparison.sections_in(id).flat_map(|(_, section)| entry_ids(section));
        let mut counted = inside.filter(|id| comparison.partner_state(*id) != Partner::Outside).peekable();
        counted.peek().is_some() && counted.all(|id| self.local.binary_search(&id).is_ok())
    }

    /// How many entries there are looked for here.
    pub(crate) fn compared(&self) -> usize {
        self.compared
    }

    /// How many of them are here.
    pub(crate) fn present(&self) -> usize {
        self.compared - self.missing.min(self.compared)
    }

    /// How many sections are missing.
    pub(crate) fn sections(&self) -> usize {
        self.runs.iter().map(|(_, sections)| sections.len()).sum()
    }

    /// How many findings report all of it.
    fn findings(&self) -> usize {
        let entries = self.entries.values().map(|entries| entries.len().min(READ));
        self.runs.len() + entries.sum::<usize>()
    }
}

/// What is there for other reasons than that it is missing here.
struct Exemptions {
    pragmas: EditionPragmas,
    /// The text items there which may be here all the same.
    uncertain: BTreeSet<EntryId>,
    /// The stubs that are still to be translated, there and here.
    stubs: Vec<Span>,
    stubs_here: Vec<Span>,
}

impl Exemptions {
    fn of(comparison: &Comparison<'_>) -> Self {
        let stubs = |document: &Document| -> Vec<Span> {
            let comments = document.comments().iter().map(|comment| comment.span);
            comments.filter(|span| document.text(*span) == TODO).collect()
        };
        let (there, here) = (stubs(comparison.other), stubs(comparison.document));
        let uncertain = uncertain_text_items(comparison);
        Self { pragmas: comparison.pragmas(), uncertain, stubs: there, stubs_here: here }
    }

    /// Whether an entry there is meant for that edition alone, is a stub itself, is in a section that is one here, is one of
    /// the people whom a section here shows in another way, or a row of a table that presents nothing.
    fn is_left_out(&self, comparison: &Comparison<'_>, (id, entry): (EntryId, &Entry)) -> bool {
        let is_stub = || self.stubs.iter().any(|stub| entry.own.contains(*stub));
        let home = || entry.section.and_then(|id| comparison.alignment.section(comparison.side, id));
        let without_entries =
            || home().and_then(|id| comparison.document.section(id)).filter(|home| home.entries.0 == home.entries.1);
        let in_stub =
            || without_entries().is_some_and(|home| self.stubs_here.iter().any(|stub| home.span.contains(*stub)));
        let is_shown =
            || without_entries().is_some_and(|home| SectionKind::of(&home.rendered) == Some(SectionKind::People));
        self.pragmas.has_entry(entry)
            || self.uncertain.contains(&id)
            || is_stub()
            || (!self.stubs_here.is_empty() && in_stub())
            || is_shown()
            || is_plain_row(comparison.other, entry)
    }

    /// Whether a section there has nothing but a stub.
    fn is_stub(&self, section: Span) -> bool {
        self.stubs.iter().any(|stub| section.contains(*stub))
    }
}

/// Whether subsections or the table of contents make it more than a missing section: half of the subsections are here after
/// all, or nothing is missing.
fn is_kept_apart(comparison: &Comparison<'_>, id: SectionId, section: &Section) -> bool {
    let contents =
        comparison.other.contents().and_then(|contents| contents.section).and_then(|id| comparison.other.section(id));
    let has_contents = contents.is_some_and(|contents| contents.span.start == section.span.start);
    let (here, missing): (Vec<_>, Vec<_>) =
        comparison.sections_in(id).skip(1).partition(|(inner, _)| comparison.section_for(*inner).is_some());
    has_contents || (!here.is_empty() && here.len() >= missing.len())
}

/// The two directions of a pair, each with what is missing, unless a single finding reports both.
pub(crate) fn directions<'a>(
    comparison: &Comparison<'a>,
    gaps: &'a PairGaps,
) -> impl Iterator<Item = (Comparison<'a>, &'a EditionGaps)> {
    debug_assert!(comparison.side == Side::First, "a pair is seen from the source");
    [(*comparison, &gaps.forth), (comparison.reversed(), &gaps.back)].into_iter()
}
