//! A line for each place of a finding below the name of its file; `[*]` where `--fix` fixes it.

use crate::locale::SpokenLanguage;
use crate::report::concise::severity_style;
use crate::report::findings::{Report, ReportedPlace, places};
use crate::report::format::Format;
use crate::terminal::sanitize;
use anstyle::Style;
use curate_rules::Applicability;
use std::io::{self, Write};

/// Findings by file.
pub(super) struct Grouped {
    /// Whether names of files and severities are coloured.
    pub coloured: bool,
}

impl Format for Grouped {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let shown = places(&report.shown());
        let path = |place: &ReportedPlace<'_>| place.found.path(place.edition).to_owned();
        for group in shown.chunk_by(|a, b| path(a) == path(b)) {
            self.group(group, report.language, out)?;
        }
        Ok(())
    }

    fn is_for_people(&self) -> bool {
        true
    }
}

impl Grouped {
    fn group(&self, group: &[ReportedPlace<'_>], language: SpokenLanguage, out: &mut dyn Write) -> io::Result<()> {
        let Some(first) = group.first() else { return Ok(()) };
        let bold = if self.coloured { Style::new().bold().underline() } else { Style::new() };
        writeln!(out, "{bold}{}{bold:#}", sanitize::beginning(first.found.path(first.edition)))?;
        let place = |place: &ReportedPlace<'_>| {
            let (line, column) = place.found.position(place.edition, place.span.start);
            format!("{line}:{column}")
        };
        let places = group.iter().map(|found| place(found).len()).max().unwrap_or(0);
        let rules = group.iter().map(|place| place.found.diagnostic.rule.len()).max().unwrap_or(0);
        for found in group {
            let diagnostic = found.found.diagnostic;
            let style = if self.coloured { severity_style(diagnostic.severity) } else { Style::new() };
            let mark = if found.found.applicability() == Some(Applicability::Safe) { " [*]" } else { "" };
            writeln!(
                out,
                "  {:>places$}  {style}{}{style:#}  {:<rules$}  {}{mark}",
                place(found),
                language.severity_in_column(diagnostic.severity),
                diagnostic.rule,
                sanitize::line(&found.message()),
            )?;
        }
        writeln!(out)
    }
}
