//! Writes the report where it belongs.

use crate::cli::LintArguments;
use crate::commands::{Failure, OutputError, written};
use crate::report::{Format, Report, Statistics, fixed_line, format, links_line, summary_line};
use crate::terminal::streams::Terminal;
use std::fs;
use std::io::{self, Write};

/// Writes `report` to standard output or a file, and a summary after it.
pub fn write(arguments: &LintArguments, report: &Report<'_>, terminal: Terminal) -> Result<(), Failure> {
    // With `-` and `--fix` standard output is for the mended text.
    let to_stderr = report.applied.is_some() && arguments.paths.iter().any(|path| path.as_os_str() == "-");
    let plain = arguments.output_file.is_some() || to_stderr;
    let format: Box<dyn Format> = match format(arguments.output_format, terminal.is_coloured() && !plain) {
        format if format.is_for_people() && arguments.statistics => Box::new(Statistics),
        format => format,
    };
    let summary = summary(report);
    let summary_follows = format.is_for_people() && !plain && !terminal.is_quiet();
    if plain {
        let mut bytes = Vec::new();
        written(format.write(report, &mut bytes))?;
        match &arguments.output_file {
            Some(file) => fs::write(file, bytes)
                .map_err(|reason| OutputError::File { shown: file.display().to_string(), reason })?,
            None => terminal.write_to_stderr(&bytes),
        }
    } else {
        written(to_stdout(&*format, report, summary_follows.then_some(&*summary), terminal))?;
    }
    if !format.is_for_people() && arguments.statistics {
        let mut bytes = Vec::new();
        written(Statistics.write(report, &mut bytes))?;
        terminal.write_to_stderr(&bytes);
    }
    if !summary_follows && !terminal.is_quiet() {
        terminal.write_to_stderr(summary.as_bytes());
    }
    Ok(())
}

fn to_stdout(format: &dyn Format, report: &Report<'_>, summary: Option<&str>, terminal: Terminal) -> io::Result<()> {
    let mut out = terminal.stdout();
    format.write(report, &mut *out)?;
    out.write_all(summary.unwrap_or("").as_bytes())?;
    out.flush()
}

fn summary(report: &Report<'_>) -> String {
    let mut lines = String::new();
    if let Some(applied) = report.applied {
        lines.push_str(&fixed_line(applied));
        lines.push('\n');
    }
    if let Some(links) = report.links.filter(|links| !links.outcomes.is_empty() || links.unremembered > 0) {
        lines.push_str(&links_line(links));
        lines.push('\n');
    }
    if report.documents > 0 {
        lines.push_str(&summary_line(report));
        lines.push('\n');
    }
    lines
}
