//! How a list is, in one line, and what else is to be known of the run.

use crate::report::findings::{Report, ReportedFinding};
use crate::report::html::bar::Bar;
use crate::report::html::links_state::LinksState;
use crate::report::link_groups::link_of;
use crate::report::parity::ParityTable;
use crate::report::summary::summary_line;
use curate_rules::{Applicability, CoverageState, Severity, Text, plural, text};

/// So many files are named.
const NAMED: usize = 3;

/// How a list is.
pub(super) struct PageState {
    /// Whose state it is: a few files, and how many more there are.
    pub(super) about: Text,
    /// In one line.
    pub(super) headline: Text,
    /// The worst of it.
    pub(super) bar: Bar,
    /// What else is to be known, in the language of the page.
    pub(super) lines: Vec<String>,
}

impl PageState {
    /// `312 links: 2 dead, 5 suspect; 14 other findings`.
    pub(super) fn of_report(report: &Report<'_>) -> Self {
        let shown = report.shown();
        let links = report.links.filter(|links| !links.is_empty());
        let state = links.map(LinksState::of);
        let is_empty = report.documents == 0 && shown.is_empty() && links.is_none();
        let mut headline = match &state {
            Some(state) => with_findings(state.headline(), &shown),
            None if is_empty => text!("no files were checked"),
            None => findings(report, &shown),
        };
        if !report.complete {
            headline = text!("INCOMPLETE: {line}", line = headline);
        }
        let unknown = (is_empty || !report.complete).then_some(Bar::Unknown);
        let worst = shown.iter().map(|found| Bar::of(found.diagnostic.severity)).max();
        let bars = [unknown, worst, state.as_ref().map(LinksState::bar)];
        let bar = bars.into_iter().flatten().max().unwrap_or(Bar::Good);
        let rest = links.zip(state).and_then(|(links, state)| state.rest(&links.unchecked));
        let limits = links.into_iter().flat_map(|links| links.limits.iter().cloned());
        let lines = rest.into_iter().chain(limits).map(|line| report.language.say(line));
        let lines = counts(report, &shown).into_iter().chain(lines).chain(only_with_hints(report, &shown)).collect();
        Self { about: files(judged(report).into_iter()), headline, bar, lines }
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
        let bar = match (translations, wanting) {
            (0, _) => Bar::Unknown,
            (_, 0) => Bar::Good,
            _ => Bar::Warning,
        };
        Self { about, headline, bar, lines: Vec::new() }
    }
}

/// `14 findings, 9 fixable`.
fn findings(report: &Report<'_>, shown: &[ReportedFinding<'_>]) -> Text {
    let count = shown.len();
    // What `--fix` has left it will leave the next time too.
    let safe = shown.iter().filter(|found| found.fixed_with() == Some(Applicability::Safe));
    let fixable = if report.applied.is_none() { safe.count() } else { 0 };
    match (count, fixable) {
        (0, _) => text!("no findings"),
        (_, 0) => plural!(count, "{count} finding", "{count} findings"),
        _ => plural!(count, "{count} finding, {fixable} fixable", "{count} findings, {fixable} fixable", fixable),
    }
}

/// `links`, and how many of the findings `shown` are not about them.
fn with_findings(links: Text, shown: &[ReportedFinding<'_>]) -> Text {
    let count = shown.iter().filter(|found| link_of(found).is_none()).count();
    let findings = match count {
        0 => return links,
        all if all == shown.len() => plural!(count, "{count} finding", "{count} findings"),
        _ => plural!(count, "{count} other finding", "{count} other findings"),
    };
    text!("{links}; {findings}", links, findings)
}

/// The findings by level, in the language of the page; of links and of text together where there are both.
fn counts(report: &Report<'_>, shown: &[ReportedFinding<'_>]) -> Option<String> {
    // The headline says that it is incomplete.
    let line = (report.documents > 0).then(|| summary_line(&Report { complete: true, ..*report }))?;
    let count = shown.len();
    let of_links = shown.iter().filter(|found| link_of(found).is_some()).count();
    if of_links == 0 {
        return Some(line);
    }
    Some(report.language.say(plural!(count, "{count} finding in all: {line}", "{count} findings in all: {line}", line)))
}

/// That some of what can be fixed are hints, which `--fix` leaves alone by itself.
fn only_with_hints(report: &Report<'_>, shown: &[ReportedFinding<'_>]) -> Option<String> {
    let is_left = |found: &&ReportedFinding<'_>| found.diagnostic.severity == Severity::Hint && !found.is_of_outcome();
    let count = shown.iter().filter(is_left).filter(|found| found.fixed_with().is_some()).count();
    let line = plural!(
        count,
        "of what is fixable, {count} hint is fixed only with `--hints`",
        "of what is fixable, {count} hints are fixed only with `--hints`"
    );
    (count > 0 && report.applied.is_none()).then(|| report.language.say(line))
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
