//! Workflow commands of GitHub Actions, which become annotations of a pull request.

use crate::locale::SpokenLanguage;
use crate::report::findings::{Report, ReportedFinding};
use crate::report::format::Format;
use crate::terminal::sanitize;
use curate_rules::{Diagnostic, Severity, text};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// `::error file=…,line=…::message`, a line for each finding.
pub(super) struct Github;

impl Format for Github {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        report.shown().iter().try_for_each(|found| command(found, report.language, out))?;
        unchecked(report, out)
    }

    fn is_for_people(&self) -> bool {
        false
    }
}

/// The annotations that a step of a workflow shows: GitHub drops what is more than ten of a kind, so the worst come first,
/// and no line of a file gets a second one.
pub(crate) struct Annotations;

impl Annotations {
    /// How many of a kind a step shows.
    const MOST: usize = 10;
}

impl Format for Annotations {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut shown = report.shown();
        shown.sort_by_key(|found| Reverse(found.diagnostic.severity));
        let mut lines = BTreeSet::new();
        let mut given: BTreeMap<Severity, usize> = BTreeMap::new();
        for found in shown {
            let Diagnostic { edition, span, severity, .. } = found.diagnostic;
            let given = given.entry(*severity).or_default();
            let line = (found.path(*edition), found.position(*edition, span.start).0);
            if *given < Self::MOST && lines.insert(line) {
                *given += 1;
                command(&found, report.language, out)?;
            }
        }
        unchecked(report, out)
    }

    fn is_for_people(&self) -> bool {
        false
    }
}

/// What was not checked, without a place. Of files that were not read there are findings.
fn unchecked(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for unchecked in report.unchecked.iter().filter(|unchecked| unchecked.is_of_urls()) {
        let name = if unchecked.reason.is_failure() { "warning" } else { "notice" };
        let (title, said) = (report.language.say(text!("not checked")), report.language.say(unchecked.sentence()));
        writeln!(out, "::{name} title={}::{}", property(&title), data(&said))?;
    }
    Ok(())
}

fn command(found: &ReportedFinding<'_>, language: SpokenLanguage, out: &mut dyn Write) -> io::Result<()> {
    let diagnostic = found.diagnostic;
    let name = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "notice",
    };
    let (line, column) = found.position(diagnostic.edition, diagnostic.span.start);
    let (end_line, end_column) = found.position(diagnostic.edition, diagnostic.span.end);
    write!(out, "::{name} file={},line={line},endLine={end_line}", property(found.path(diagnostic.edition)))?;
    // GitHub takes columns only where a finding is on one line.
    if line == end_line {
        write!(out, ",col={column},endColumn={end_column}")?;
    }
    write!(out, ",title={}::{}", property(diagnostic.rule), data(&diagnostic.message.to_string()))?;
    let others: Vec<String> = found.places().skip(1).map(|(edition, span)| found.place(edition, span)).collect();
    if !others.is_empty() {
        let others = text!("also at {places}", places = others.join(", "));
        write!(out, "%0A{}", data(&language.say(others)))?;
    }
    if let Some(help) = &diagnostic.help {
        write!(out, "%0A{}", data(&help.to_string()))?;
    }
    writeln!(out)
}

/// The text of a command, escaped as the runner undoes it.
fn data(text: &str) -> String {
    sanitize::line(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
