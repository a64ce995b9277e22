//! What each edition of a list has of each section of its source: what the rules that judge lists have found, sorted into
//! sections.

use crate::api::declaration::{Declaration, SectionState, Subject};
use crate::api::diagnostic::{Diagnostic, Severity};
use crate::api::settings::Settings;
use crate::parity::support::absorbed_sections::is_absorbed;
use crate::parity::support::coverage::Coverage;
use crate::parity::support::edition_pragma::EditionPragmas;
use crate::parity::support::page_sections::is_no_part;
use crate::parity::support::source_parts::SourceParts;
use crate::parity::support::uncertain_runs::UncertainRun;
use curate_document::edition_evidence::copies;
use curate_document::{Alignment, Document, Edition, EditionId, EntryId, List, Partner, SectionId, Side, Span};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// How much of each section each edition of a list has.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The sections of the source in order, before them (`None`) what stands before any heading, where there is something.
    pub sections: Vec<Option<SectionId>>,
    /// The source, which may lack what translations have, and then each translation.
    pub editions: Vec<EditionCoverage>,
}

/// How much of each section an edition has.
#[derive(Clone, Debug)]
pub struct EditionCoverage {
    /// The edition.
    pub edition: EditionId,
    /// Its sections, in the order of [`Overview::sections`].
    pub sections: Vec<Coverage>,
    /// Where the findings are that say so, in the order in which they were found.
    pub findings: Vec<SortedFinding>,
}

/// A finding of which it is known which section it is about.
#[derive(Clone, Debug)]
pub struct SortedFinding {
    /// The rule.
    pub rule: &'static str,
    /// Its place in the edition.
    pub span: Span,
    /// The position of the section in [`Overview::sections`].
    pub row: usize,
}

impl EditionCoverage {
    /// How much it has of all sections together.
    pub fn total(&self) -> Coverage {
        self.sections.iter().fold(Coverage::default(), |mut total, section| {
            total.add(section);
            total
        })
    }
}

/// Whether `curate parity` counts what `rule` finds.
pub fn counts_in_overview(rule: &Declaration) -> bool {
    rule.judges(Subject::List) && rule.section_state != SectionState::Unrelated
}

/// Sorts `found`, what `rules` found in `list` with every finding by itself, into the sections of its source. What a rule makes
/// less of than its level in `settings`, which are by edition, does not count where that leaves a hint; a section that a
/// translation lacks is missing at any level.
pub fn overview(list: &List, found: &[Diagnostic], rules: &[&Declaration], settings: &[Settings]) -> Option<Overview> {
    let source = list.edition(list.source)?;
    let parts = SourceParts::of(&source.document);
    let copies = copies(list);
    let others: Vec<(EditionId, &Edition)> =
        list.iter().filter(|(id, _)| *id != list.source && !copies.contains(id)).collect();
    let translations: Vec<Translation<'_>> = others
        .into_par_iter()
        .map(|(id, edition)| {
            let document = &edition.document;
            Translation { id, document, alignment: Alignment::of(&source.document, document) }
        })
        .collect();
    let mut rows: Vec<EditionRows> = Vec::new();
    rows.push(EditionRows::of(list.source, &parts));
    rows.extend(translations.iter().map(|translation| EditionRows::of(translation.id, &parts)));
    for diagnostic in found {
        let Some(rule) = rules.iter().find(|rule| rule.name == diagnostic.rule) else { continue };
        let level = settings.get(diagnostic.edition.0 as usize).and_then(|settings| settings.severity(rule.name));
        let is_missing = rule.section_state == SectionState::Missing && diagnostic.edition != list.source;
        let is_meant = level.is_some_and(|level| is_missing || diagnostic.severity >= level.min(Severity::Warning));
        let own = rows.iter_mut().find(|own| own.edition == diagnostic.edition);
        if let Some(own) = own.filter(|_| is_meant && counts_in_overview(rule)) {
            let translation = translations.iter().find(|translation| translation.id == diagnostic.edition);
            let is_lowered = level.is_some_and(|level| diagnostic.severity < level);
            own.add((diagnostic, is_lowered), rule.section_state, (list.source, &source.document), translation, &parts);
        }
    }
    let sees_missing = |edition: EditionId| {
        let settings = settings.get(edition.0 as usize);
        let mut missing = rules.iter().filter(|rule| rule.section_state == SectionState::Missing);
        missing.any(|rule| settings.is_some_and(|settings| settings.severity(rule.name).is_some()))
    };
    for translation in translations.iter().filter(|translation| sees_missing(translation.id)) {
        if let Some(own) = rows.iter_mut().find(|own| own.edition == translation.id) {
            own.add_unclear(&source.document, translation, &parts);
        }
    }
    let editions: Vec<EditionCoverage> = rows.into_iter().map(|rows| rows.finished(&parts)).collect();
    let sections = (0..source.document.sections().len() as u32).map(|id| Some(SectionId(id)));
    let mut overview = Overview { sections: [None].into_iter().chain(sections).collect(), editions };
    if overview.editions.iter().all(|edition| edition.sections.first() == Some(&Coverage::default())) {
        overview.sections.remove(0);
        for edition in &mut overview.editions {
            edition.sections.remove(0);
            edition.findings.iter_mut().for_each(|found| found.row = found.row.saturating_sub(1));
        }
    }
    Some(overview)
}

struct Translation<'a> {
    id: EditionId,
    document: &'a Document,
    alignment: Alignment,
}

/// What is known of an edition while findings are sorted: what stands before any heading first, then section by section.
struct EditionRows {
    edition: EditionId,
    rows: Vec<SectionRow>,
    findings: Vec<SortedFinding>,
}

/// What is known of a section of an edition.
#[derive(Clone, Default)]
struct SectionRow {
    coverage: Coverage,
    /// What is wanting, by its place in the source.
    wanting: BTreeSet<Span>,
    /// How much is wanting that the source does not have.
    beyond: usize,
}

impl EditionRows {
    fn of(edition: EditionId, parts: &SourceParts) -> Self {
        Self { edition, rows: vec![SectionRow::default(); parts.sections.len()], findings: Vec::new() }
    }

    fn add(
        &mut self,
        (found, is_lowered): (&Diagnostic, bool),
        state: SectionState,
        (source, document): (EditionId, &Document),
        translation: Option<&Translation<'_>>,
        parts: &SourceParts,
    ) {
        let own = (found.edition == source).then_some(found.span);
        let place = own.or_else(|| found.labels.iter().find(|label| label.edition == source).map(|label| label.span));
        let place = place.or_else(|| translation.map(|translation| translation.place_of(document, found.span)));
        let place = place.unwrap_or_default();
        let index = row_at(document, place.start);
        let Some(row) = self.rows.get_mut(index) else { return };
        self.findings.push(SortedFinding { rule: found.rule, span: found.span, row: index });
        let part = parts.part_at(index, place).unwrap_or(place);
        match (state, translation) {
            (SectionState::Unrelated, _) => {}
            (SectionState::Missing, Some(translation)) => {
                let documents = [document, translation.document];
                let id = index.checked_sub(1).map(|index| SectionId(index as u32));
                let id = id.filter(|_| is_lowered);
                match id.and_then(|id| UncertainRun::of(&translation.alignment, Side::First, documents, id)) {
                    // Which of several is missing is not known.
                    Some(run) if run.paired > 0 || run.here > 0 => {}
                    Some(run) => {
                        run.sections
                            .iter()
                            .for_each(|id| self.add_missing(id.0 as usize + 1, document, translation, parts));
                    }
                    None => self.add_missing(index, document, translation, parts),
                }
            }
            (SectionState::Missing, None) => row.lacks_beyond(("section", "sections")),
            (SectionState::Lacks { one, many }, None) => row.lacks_beyond((one, many)),
            (SectionState::Lacks { one, many }, Some(_)) => {
                *row.coverage.lacks.entry((one, many)).or_default() += 1;
                row.wanting.insert(part);
            }
            (SectionState::Untranslated, _) => {
                row.coverage.untranslated += 1;
                row.wanting.insert(part);
            }
            (SectionState::Stale, _) => {
                row.coverage.stale += 1;
                row.wanting.insert(part);
            }
            (SectionState::Differs, _) => row.coverage.different += 1,
        }
    }

    /// Adds that a section is missing, and so are those in it; some of their entries may be elsewhere.
    fn add_missing(&mut self, row: usize, document: &Document, translation: &Translation<'_>, parts: &SourceParts) {
        let Some(first) = row.checked_sub(1) else { return };
        let end = document.sections().get(first).map_or(0, |section| section.span.end);
        let inside = document.sections().iter().enumerate().skip(first);
        for (index, _) in inside.take_while(|(_, section)| section.span.end <= end) {
            let id = SectionId(index as u32);
            let is_here = translation.alignment.section(Side::First, id).is_some()
                || translation.alignment.is_unmarked(Side::First, id);
            if let Some(row) = self.rows.get_mut(index + 1).filter(|_| !is_here || index == first) {
                row.coverage.missing_sections = 1;
                let parts = parts.of_section(index + 1).iter().copied();
                row.wanting.extend(parts.filter(|part| !translation.has(document, *part)));
            }
        }
    }

    /// Adds what the rules are silent about, since other sections may be the missing ones: the sections that nothing here stands for,
    /// and with them those of which there are fewer here.
    fn add_unclear(&mut self, document: &Document, translation: &Translation<'_>, parts: &SourceParts) {
        let (alignment, documents) = (&translation.alignment, [document, translation.document]);
        let pragmas = EditionPragmas::of(document);
        let alone: Vec<SectionId> = alignment.lone_sections(Side::First).collect();
        for id in alone {
            let index = id.0 as usize + 1;
            let is_known = self.rows.get(index).is_none_or(|row| row.coverage.missing_sections > 0);
            let is_excluded = is_no_part(document, id) || pragmas.has_section(document, id);
            let own = parts.of_section(index).iter().copied();
            let lacking: Vec<Span> = own.filter(|part| !translation.has(document, *part)).collect();
            if is_known || is_excluded || lacking.is_empty() || is_absorbed(alignment, Side::First, documents, id) {
                continue;
            }
            let run = UncertainRun::of(alignment, Side::First, documents, id)
                .filter(|run| run.paired > 0 || (run.here > 0 && run.is_short()));
            let others = run.map(|run| run.sections).unwrap_or_default();
            for id in [id].into_iter().chain(others) {
                if let Some(row) = self.rows.get_mut(id.0 as usize + 1) {
                    row.coverage.unclear = usize::from(row.coverage.missing_sections == 0);
                }
            }
            if let Some(row) = self.rows.get_mut(index) {
                row.wanting.extend(lacking);
            }
        }
    }

    fn finished(self, parts: &SourceParts) -> EditionCoverage {
        let sections = self.rows.into_iter().enumerate().map(|(index, row)| {
            let known: BTreeSet<Span> = parts.of_section(index).iter().copied().collect();
            // What no part is known for is one of its own.
            let count = known.union(&row.wanting).count() + row.beyond;
            Coverage { parts: count, wanting: row.wanting.len() + row.beyond, ..row.coverage }
        });
        EditionCoverage { edition: self.edition, sections: sections.collect(), findings: self.findings }
    }
}

impl SectionRow {
    /// Adds that the source lacks what is called so.
    fn lacks_beyond(&mut self, what: (&'static str, &'static str)) {
        *self.coverage.lacks.entry(what).or_default() += 1;
        self.beyond += 1;
    }
}

impl Translation<'_> {
    /// The place in the source of what stands at `span` here: the heading of its section.
    fn place_of(&self, source: &Document, span: Span) -> Span {
        let mut section = row_at(self.document, span.start).checked_sub(1).map(|index| SectionId(index as u32));
        while let Some(id) = section {
            if let Some(across) = self.alignment.section(Side::Second, id).and_then(|id| source.section(id)) {
                return across.title;
            }
            section = self.document.section(id).and_then(|section| section.parent);
        }
        Span::default()
    }

    /// Whether an entry of the source is here.
    fn has(&self, source: &Document, part: Span) -> bool {
        // In the order of the document.
        let index = source.entries().partition_point(|entry| entry.own.start < part.start);
        let id = source.entries().get(index).filter(|entry| entry.own == part).map(|_| EntryId(index as u32));
        id.is_some_and(|id| matches!(self.alignment.entry(Side::First, id), Partner::Paired(..) | Partner::Elsewhere))
    }
}

/// The row of the innermost section that `offset` is in; 0 before any heading.
fn row_at(document: &Document, offset: usize) -> usize {
    document.sections().partition_point(|section| section.span.start <= offset)
}
