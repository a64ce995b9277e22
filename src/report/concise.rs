//! `path:line:column: severity rule message [*]`, a line for each place of a finding; `[*]` where `--fix` fixes it.

use crate::report::findings::{Report, ReportedPlace, places};
use crate::report::format::Format;
use crate::terminal::sanitize;
use anstyle::{AnsiColor, Style};
use curate_rules::{Applicability, Severity};
use std::io::{self, Write};

/// One line for each place of a finding.
pub(super) struct Concise {
    /// Whether severity and rule are coloured.
    pub coloured: bool,
}

impl Format for Concise {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        places(&report.shown()).iter().try_for_each(|place| self.line(place, out))
    }

    fn is_for_people(&self) -> bool {
        true
    }
}

impl Concise {
    fn line(&self, place: &ReportedPlace<'_>, out: &mut dyn Write) -> io::Result<()> {
        let ReportedPlace { found, edition, span } = place;
        let diagnostic = found.diagnostic;
        let (line, column) = found.position(*edition, span.start);
        let path = sanitize::beginning(found.path(*edition));
        let style = if self.coloured { severity_style(diagnostic.severity) } else { Style::new() };
        let severity = diagnostic.severity.name();
        let message = place.message();
        let message = sanitize::line(&message);
        let mark = match found.applicability() {
            Some(Applicability::Safe) => " [*]",
            _ => "",
        };
        writeln!(out, "{path}:{line}:{column}: {style}{severity}{style:#} {} {message}{mark}", diagnostic.rule)
    }
}

/// How the name of a severity looks.
pub(crate) fn severity_style(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Hint => AnsiColor::Cyan,
    };
    Style::new().bold().fg_color(Some(colour.into()))
}
