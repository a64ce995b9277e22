//! A page for a browser: one file that loads nothing from elsewhere, is complete without script, and lets no script but its own
//! run, whatever stands in the list or came from a server.

mod bar;
mod context;
mod excerpt;
mod findings;
mod history;
mod hosts;
mod links;
mod links_state;
mod page;
mod pairs;
mod shown;
mod state;
mod translations;

use crate::locale::SpokenLanguage;
use crate::report::findings::{Report, ReportedFinding};
use crate::report::format::Format;
use crate::report::html::context::PageContext;
use crate::report::html::page::{Part, ReportPage};
use crate::report::html::state::PageState;
use crate::report::html::translations::{ParityPart, places_in_overviews};
use crate::report::parity::ParityTable;
use std::io::{self, Write};

/// One page.
pub(super) struct Html;

impl Format for Html {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        // The headline counts links of which there are only hints, so the page has them, folded, as the formats for programs have.
        let unfolds_hints = report.hints;
        let report = &Report { hints: true, ..*report };
        let shown = report.shown();
        let context = PageContext { unfolds_hints, ..PageContext::new(report.language, &shown) };
        let tables: Vec<ParityTable<'_>> =
            report.lists.iter().filter_map(|linted| ParityTable::of(linted, false)).collect();
        let compared = places_in_overviews(&tables);
        let parity = tables.iter().enumerate().map(|(number, table)| ParityPart { table, number, shown: &shown });
        let parts: Vec<Part> = [
            links::part(report, &context),
            translations::part(&parity.collect::<Vec<_>>(), &context),
            findings::part(&shown, &compared, &context),
            hosts::part(report.links, &context),
        ]
        .into_iter()
        .flatten()
        .collect();
        ReportPage { state: PageState::of_report(report), parts, day: report.day, context: &context }.write(out)
    }

    fn is_for_people(&self) -> bool {
        false
    }
}

/// Writes `tables` of translations, compared on `day`, as one page.
///
/// # Errors
///
/// Where `out` cannot be written.
pub(crate) fn write_parity_page(
    tables: &[ParityTable<'_>],
    language: SpokenLanguage,
    day: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let shown: Vec<ReportedFinding<'_>> = tables.iter().flat_map(found_in).collect();
    let context = PageContext::new(language, &shown);
    let parity = tables.iter().enumerate().map(|(number, table)| ParityPart { table, number, shown: &shown });
    let parts = translations::part(&parity.collect::<Vec<_>>(), &context).into_iter().collect();
    ReportPage { state: PageState::of_parity(tables), parts, day, context: &context }.write(out)
}

fn found_in<'a>(table: &ParityTable<'a>) -> impl Iterator<Item = ReportedFinding<'a>> + use<'a> {
    let list = table.list;
    table.found.iter().map(move |diagnostic| ReportedFinding { list, diagnostic })
}
