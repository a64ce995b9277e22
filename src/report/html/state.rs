//! How a list is, in one line, and what else is to be known of the run.

use crate::report::findings::{CheckedLinks, Report};
use crate::report::link_groups::link_of;
use crate::report::parity::ParityTable;
use crate::report::summary::{links_lines, summary_line, verdict_counts, verdicts};
use curate_rules::{Applicability, CoverageState, Severity, Text, Verdict, plural, text};

/// So many files are named.
const NAMED: usize = 3;

/// How a list is.
pub(super) struct PageState {
    /// Whose state it is: a few files, and how many more there are.
    pub(super) about: Text,
    /// In one line.
    pub(super) headline: Text,
    /// The worst of it; `None` where nothing is wrong.
    pub(super) worst: Option<Severity>,
    /// What else is to be known, in the language of the page.
    pub(super) lines: Vec<String>,
}

impl PageState {
    /// `312 URLs: 2 dead, 5 suspect; 14 findings, 9 fixable`.
    pub(super) fn of_report(report: &Report<'_>) -> Self {
        let shown = report.shown();
        let of_text = shown.iter().filter(|found| link_of(found).is_none());
        let count = of_text.clone().count();
        let fixable = of_text.filter(|found| found.fixed_with() == Some(Applicability::Safe)).count();
        let findings = match (count, fixable) {
            (0, _) => text!("no findings"),
            (_, 0) => plural!(count, "{count} finding", "{count} findings"),
            _ => plural!(count, "{count} finding, {fixable} fixable", "{count} findings, {fixable} fixable", fixable),
        };
        let links = report.links.filter(|links| !links.is_empty());
        let headline = match links.map(links_state) {
            Some(links) if count == 0 => links,
            Some(links) => text!("{links}; {findings}", links, findings),
            None => findings,
        };
        let worst = shown.iter().map(|found| found.diagnostic.severity).max();
        let details = links.into_iter().flat_map(|links| links_lines(links, report.language));
        let lines = std::iter::once(summary_line(report)).filter(|_| report.documents > 0);
        let about = files(judged(report).into_iter());
        Self { about, headline, worst, lines: lines.chain(details).collect() }
    }

    /// `3 sections to look at in 4 translations`.
    pub(super) fn of_parity(tables: &[ParityTable<'_>]) -> Self {
        let wanting: usize = tables.iter().map(wanting_sections).sum();
        let translations: usize = tables.iter().map(|table| table.overview.editions.len().saturating_sub(1)).sum();
        let of = plural!(translations, "{translations} translation", "{translations} translations");
        let headline = match (translations, wanting) {
            (0, _) => text!("nothing here has translations that are compared"),
            (_, 0) => text!("{of}: complete", of),
            _ => plural!(wanting, "{of}: {wanting} section to look at", "{of}: {wanting} sections to look at", of),
        };
        let about = files(tables.iter().map(ParityTable::source_path));
        Self { about, headline, worst: (wanting > 0).then_some(Severity::Warning), lines: Vec::new() }
    }
}

/// How many sections are not complete in all editions.
fn wanting_sections(table: &ParityTable<'_>) -> usize {
    let is_wanting = |row: &usize| {
        let mut cells = table.overview.editions.iter().filter_map(|edition| edition.sections.get(*row));
        cells.any(|coverage| coverage.state() != CoverageState::Complete)
    };
    (0..table.overview.sections.len()).filter(is_wanting).count()
}

/// The paths of what is judged, those of lists first.
fn judged<'a>(report: &Report<'a>) -> Vec<&'a str> {
    let editions = report.lists.iter().flat_map(|linted| &linted.list.editions);
    let mut judged: Vec<(bool, &str)> =
        editions.filter(|edition| edition.judged).map(|edition| (!edition.is_list(), &*edition.path)).collect();
    judged.sort_unstable();
    judged.into_iter().map(|(_, path)| path).collect()
}

/// The first of `paths`, and how many more there are.
fn files<'a>(paths: impl Iterator<Item = &'a str>) -> Text {
    let paths: Vec<&str> = paths.collect();
    let (first, rest) = paths.split_at_checked(NAMED).unwrap_or((&paths, &[]));
    let first = Text::series(first.iter().map(|path| Text::verbatim(*path)));
    match rest.len() {
        0 => first,
        more => plural!(more, "{first} and {more} more file", "{first} and {more} more files", first),
    }
}

/// How many URLs there are, and how many of them are dead or suspect.
fn links_state(links: &CheckedLinks) -> Text {
    let (counts, total) = verdict_counts(links);
    let count = |verdict| counts.get(&verdict).copied().unwrap_or_default();
    let bad = [Verdict::Dead, Verdict::Suspect].map(|verdict| (verdict, count(verdict)));
    let mut kinds: Vec<Text> = bad
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(verdict, count)| verdicts(verdict, count.to_string()))
        .collect();
    if kinds.is_empty() {
        kinds.push(text!("none dead"));
    }
    let kinds = Text::series(kinds);
    plural!(total, "{total} link: {kinds}", "{total} links: {kinds}", kinds)
}
