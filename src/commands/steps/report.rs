//! Writes the report where it belongs.

use crate::commands::failure::{Failure, OutputError, written};
use crate::commands::steps::judge::Judgement;
use crate::commands::steps::plan::Plan;
use crate::report::{Format, Look, Report, Screen, Statistics, fixed_line, format, links_lines, summary_line};
use crate::terminal::flow::flow;
use crate::terminal::streams::Terminal;
use std::fs;
use std::io::{self, Write};

/// Writes what was found to standard output or a file, and a summary after it; nothing where a diff was shown.
///
/// # Errors
///
/// Where the output cannot be written.
pub(crate) fn report(judgement: &Judgement, plan: &Plan, terminal: Terminal) -> Result<(), Failure> {
    if judgement.is_shown(plan) {
        return Ok(());
    }
    let options = &plan.output;
    let report = &judgement.report(options);
    // With `-` and `--fix` standard output is for the fixed text.
    let to_stderr = report.applied.is_some() && plan.input.reads_stdin();
    let plain = options.file.is_some() || to_stderr;
    let look = match look(terminal, options.all) {
        _ if plain => in_file(terminal),
        look if options.redrawn => Look { screen: look.screen.map(Screen::redrawn), ..look },
        look => look,
    };
    let format: Box<dyn Format> = match format(options.format, look) {
        format if format.is_for_people() && options.statistics => Box::new(Statistics),
        format => format,
    };
    let summary = summary(report, look);
    let summary_follows = format.is_for_people() && !plain && !terminal.is_quiet();
    if plain {
        let mut bytes = Vec::new();
        written(format.write(report, &mut bytes))?;
        match &options.file {
            Some(file) => fs::write(file, bytes)
                .map_err(|reason| OutputError::File { shown: file.display().to_string(), reason })?,
            None => terminal.write_to_stderr(&bytes),
        }
    } else {
        written(to_stdout(&*format, report, summary_follows.then_some(&*summary), terminal))?;
    }
    if !format.is_for_people() && options.statistics {
        let mut bytes = Vec::new();
        written(Statistics.write(report, &mut bytes))?;
        terminal.write_to_stderr(&bytes);
    }
    if !summary_follows && !terminal.is_quiet() {
        terminal.write_to_stderr(summary.as_bytes());
    }
    Ok(())
}

/// How a report looks in a file.
pub(crate) fn in_file(terminal: Terminal) -> Look {
    Look { language: terminal.language(), ..Look::default() }
}

/// How a report looks on standard output; on a terminal whole where it `scrolls`.
pub(crate) fn look(terminal: Terminal, scrolls: bool) -> Look {
    let screen = terminal.size().map(|(width, height)| Screen { width, height, scrolls, redrawn: false });
    Look { coloured: terminal.is_coloured(), linked: terminal.shows_links(), screen, language: terminal.language() }
}

fn to_stdout(format: &dyn Format, report: &Report<'_>, summary: Option<&str>, terminal: Terminal) -> io::Result<()> {
    let mut out = terminal.stdout();
    format.write(report, &mut *out)?;
    out.write_all(summary.unwrap_or("").as_bytes())?;
    out.flush()
}

fn summary(report: &Report<'_>, look: Look) -> String {
    let mut lines = String::new();
    let add = |line: &str, lines: &mut String| {
        let width = look.screen.map_or(usize::MAX, |screen| screen.width);
        lines.push_str(&(flow(line, width, 0).join("\n") + "\n"));
    };
    if let Some(applied) = report.applied {
        add(&report.language.say(fixed_line(applied, report.known)), &mut lines);
    }
    if let Some(links) = report.links.filter(|links| !links.is_empty()) {
        links_lines(links, report.language).for_each(|line| lines.push_str(&(line + "\n")));
    }
    if report.documents > 0 {
        add(&summary_line(report), &mut lines);
    }
    lines
}
