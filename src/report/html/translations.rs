//! How much each translation has of each section of its source: a table whose cells lead to what is wanting.

use crate::report::findings::ReportedFinding;
use crate::report::html::context::PageContext;
use crate::report::html::excerpt::{excerpt, place};
use crate::report::html::page::Part;
use crate::report::html::pairs;
use crate::report::html::shown::Foreign;
use crate::report::parity::ParityTable;
use crate::report::parity::cell::{CellDetail, cell, notes, short_words};
use crate::report::parity::table::{ParityColumn, ParityRow};
use crate::terminal::sanitize;
use curate_document::{EditionId, Span};
use curate_rules::{Coverage, CoverageState, Text, plural, text};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Cells with more findings begin folded.
const OPEN: usize = 8;
/// From so many editions on, cells say no more than they must.
const CROWDED: usize = 7;
/// Levels of headings that are indented.
const DEEPEST: usize = 5;

/// Findings that are shown among the translations: by file, rule and place.
pub(super) struct ComparedPlaces<'a>(BTreeSet<(&'a str, &'static str, Span)>);

impl ComparedPlaces<'_> {
    /// Whether `found` is one of them.
    pub(super) fn has(&self, found: &ReportedFinding<'_>) -> bool {
        let diagnostic = found.diagnostic;
        self.0.contains(&(found.path(diagnostic.edition), diagnostic.rule, diagnostic.span))
    }
}

/// The findings that `tables` have sorted into sections.
pub(super) fn places_in_overviews<'a>(tables: &[ParityTable<'a>]) -> ComparedPlaces<'a> {
    let of_table = |table: &ParityTable<'a>| {
        let (list, overview) = (table.list, table.overview);
        overview.editions.iter().flat_map(move |edition| {
            let path = list.edition(edition.edition).map_or("", |own| &*own.path);
            edition.findings.iter().map(move |found| (path, found.rule, found.span))
        })
    };
    ComparedPlaces(tables.iter().flat_map(of_table).collect())
}

/// A list with its translations, on a page that shows `shown`.
pub(super) struct ParityPart<'p, 'a> {
    pub(super) table: &'p ParityTable<'a>,
    /// Tells the anchors of one list from those of another.
    pub(super) number: usize,
    pub(super) shown: &'p [ReportedFinding<'a>],
}

/// The findings of one edition in one row.
type Cells<'a> = BTreeMap<(EditionId, usize), Vec<ReportedFinding<'a>>>;

/// The part of the page; `None` where nothing has translations.
pub(super) fn part(lists: &[ParityPart<'_, '_>], context: &PageContext<'_>) -> Option<Part> {
    if lists.is_empty() {
        return None;
    }
    let cells: Vec<Cells<'_>> = lists.iter().map(ParityPart::cells).collect();
    let count = cells.iter().flat_map(BTreeMap::values).map(Vec::len).sum();
    let body = html! { @for (list, cells) in lists.iter().zip(&cells) { (list.shown(cells, context)) } };
    Some(Part { id: "translations", title: context.say(text!("Translations")), count, body })
}

impl<'a> ParityPart<'_, 'a> {
    fn cells(&self) -> Cells<'a> {
        let mut rows = BTreeMap::new();
        for edition in &self.table.overview.editions {
            for found in &edition.findings {
                rows.insert((edition.edition, found.rule, found.span), found.row);
            }
        }
        let mut cells = Cells::new();
        for found in self.shown.iter().filter(|found| std::ptr::eq(found.list, self.table.list)) {
            let diagnostic = found.diagnostic;
            if let Some(row) = rows.get(&(diagnostic.edition, diagnostic.rule, diagnostic.span)) {
                cells.entry((diagnostic.edition, *row)).or_default().push(*found);
            }
        }
        cells
    }

    /// The anchor of a cell.
    fn anchor(&self, edition: EditionId, row: usize) -> String {
        format!("c{}-{}-{row}", self.number, edition.0)
    }

    fn shown(&self, cells: &Cells<'_>, context: &PageContext<'_>) -> Markup {
        let columns = self.table.columns(context.language);
        let rows: Vec<(usize, ParityRow<'a>)> =
            self.table.rows(&columns, context.language).into_iter().enumerate().collect();
        let is_whole = |row: &ParityRow<'_>| row.cells.iter().all(|own| own.state() == CoverageState::Complete);
        let (whole, wanting): (Vec<_>, Vec<_>) = rows.iter().partition(|(_, row)| is_whole(row));
        html! {
            h3 { bdi { (Foreign(self.table.source_path())) } }
            ul class="totals" { @for column in &columns { li { (total(column, context)) } } }
            (self.matrix(&columns, &wanting, &context.say(text!("sections to look at")), context))
            @if !whole.is_empty() {
                details class="more" {
                    @let label = complete_sections(whole.len(), context);
                    summary { (label) }
                    (self.matrix(&columns, &whole, &label, context))
                }
            }
            @for (at, column) in columns.iter().enumerate() {
                @if wanting.iter().any(|(_, row)| row.cells.get(at).is_some_and(|own| is_wanting(own))) {
                    div data-group {
                        h4 { bdi { (column.name) } " " span class="muted" { bdi { (Foreign(&column.edition.path)) } } }
                        @for (number, row) in &wanting { (self.details(column, at, *number, row, cells, context)) }
                    }
                }
            }
        }
    }

    fn matrix(
        &self,
        columns: &[ParityColumn<'_>],
        rows: &[&(usize, ParityRow<'_>)],
        label: &str,
        context: &PageContext<'_>,
    ) -> Markup {
        if rows.is_empty() {
            return html! { p class="none" { (context.say(text!("every section is complete in every edition"))) } };
        }
        let label = format!("{}{}{label}", sanitize::line(self.table.source_path()), context.colon());
        html! {
            div class="scroll" role="region" tabindex="0" aria-label=(label) {
                table class="matrix" {
                    thead { tr {
                        th scope="col" { (context.say(text!("section"))) }
                        @for column in columns { th scope="col" { bdi { (column.name) } } }
                    } }
                    tbody { @for (number, row) in rows { (self.row(columns, *number, row, context)) } }
                }
            }
            @if columns.len() >= CROWDED { p class="muted legend" { (context.say(short_words())) } }
        }
    }

    fn row(
        &self,
        columns: &[ParityColumn<'_>],
        number: usize,
        row: &ParityRow<'_>,
        context: &PageContext<'_>,
    ) -> Markup {
        let detail = if columns.len() < CROWDED { CellDetail::Word } else { CellDetail::Short };
        html! {
            tr {
                th scope="row" class={ "depth-" (row.depth.min(DEEPEST)) } { bdi { (Foreign(&row.title)) } }
                @for (column, coverage) in columns.iter().zip(&row.cells) {
                    // The block that it leads to says the same in words that everybody reads.
                    td class={ "state " (coverage.state().name()) } title=(cell(coverage, CellDetail::Full, context.language)) {
                        @let words = cell(coverage, detail, context.language);
                        @if is_wanting(coverage) {
                            a href={ "#" (self.anchor(column.coverage.edition, number)) } { (words) }
                        } @else {
                            (words)
                        }
                    }
                }
            }
        }
    }

    /// What is wanting of one section in one edition.
    fn details(
        &self,
        column: &ParityColumn<'_>,
        at: usize,
        number: usize,
        row: &ParityRow<'_>,
        cells: &Cells<'_>,
        context: &PageContext<'_>,
    ) -> Markup {
        let Some(coverage) = row.cells.get(at).filter(|own| is_wanting(own)) else { return Markup::default() };
        let edition = column.coverage.edition;
        let found = cells.get(&(edition, number)).map_or(&[][..], Vec::as_slice);
        html! {
            details class="cell" id=(self.anchor(edition, number)) data-group open[found.len() <= OPEN] {
                summary {
                    bdi { (Foreign(&row.title)) } " "
                    span class="muted" { (cell(coverage, CellDetail::Full, context.language)) }
                }
                @if found.is_empty() { (self.heading(row)) }
                ul class="findings" { @for one in found { (pairs::item(one, context)) } }
            }
        }
    }

    /// The heading of `row` in the source: all there is to show where no finding is about it alone.
    fn heading(&self, row: &ParityRow<'_>) -> Markup {
        let source = self.table.list.source;
        let document = self.table.list.edition(source).map(|edition| &edition.document);
        let title = row.id.zip(document).and_then(|(id, document)| document.section(id)).map(|section| section.title);
        // Any finding of the list knows its files.
        let any = self.shown.iter().find(|found| std::ptr::eq(found.list, self.table.list));
        html! {
            @if let Some((title, any)) = title.zip(any) {
                p class="places" { (place(any, source, title)) }
                (excerpt(any, source, title, 0))
            }
        }
    }
}

fn complete_sections(count: usize, context: &PageContext<'_>) -> String {
    context.say(plural!(count, "{count} complete section", "{count} complete sections"))
}

/// Whether there is anything to do.
fn is_wanting(coverage: &Coverage) -> bool {
    coverage.state() != CoverageState::Complete
}

/// How much an edition has of the whole.
fn total(column: &ParityColumn<'_>, context: &PageContext<'_>) -> Markup {
    let total = column.coverage.total();
    let notes = notes(&total, None);
    html! {
        strong { bdi { (column.name) } } " " bdi { (Foreign(&column.edition.path)) } (context.colon()) (total.percent()) " %"
        @if !notes.is_empty() { span class="muted" { " " (context.say(Text::series(notes))) } }
    }
}
