//! `path:line:column: severity rule message [*]`, a line for each place of a finding; `[*]` where `--fix` fixes it, which a terminal
//! is told. Editors read these lines, so severities are called the same in every language.

use crate::report::findings::{Report, ReportedPlace, places};
use crate::report::format::Format;
use crate::report::look::Look;
use crate::report::rule_page::rule_name;
use crate::terminal::sanitize;
use anstyle::{AnsiColor, Style};
use curate_rules::{Applicability, Severity, text};
use std::io::{self, Write};

/// One line for each place of a finding.
pub(super) struct Concise {
    /// How it looks.
    pub look: Look,
}

impl Format for Concise {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let shown = places(&report.shown());
        shown.iter().try_for_each(|place| self.line(place, out))?;
        let is_marked = shown.iter().any(|place| place.found.applicability() == Some(Applicability::Safe));
        if self.look.screen.is_none() || !is_marked {
            return Ok(());
        }
        writeln!(out, "{}", report.language.say(text!("[*] --fix fixes it")))
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
        let style = if self.look.coloured { severity_style(diagnostic.severity) } else { Style::new() };
        let severity = diagnostic.severity.name();
        let rule = rule_name(diagnostic.rule, self.look);
        let message = place.message();
        let message = sanitize::line(&message);
        let mark = match found.applicability() {
            Some(Applicability::Safe) => " [*]",
            _ => "",
        };
        writeln!(out, "{path}:{line}:{column}: {style}{severity}{style:#} {rule} {message}{mark}")
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
