//! `curate explain`: a rule's page, or what is remembered of a URL.

use crate::cli::ExplainArguments;
use crate::commands::failure::{CLEAN, Failure, written};
use crate::commands::links;
use crate::commands::steps::run_settings::RunSettings;
use crate::config::selector::{Selector, UnknownName};
use crate::locale::RuleTexts;
use crate::terminal::streams::Terminal;
use crate::terminal::{page, sanitize};
use curate_rules::{Declaration, RULES};
use std::io::{self, Write};
use std::str::FromStr as _;

/// A name that is not a rule's.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
enum ExplainError {
    #[error(transparent)]
    #[diagnostic(help("`curate rules` shows all"))]
    Unknown(#[from] UnknownName),
}

/// Prints the page of a rule, of every rule of a group or of those that do the work of another linter's rule, or what is
/// remembered of a URL.
pub(super) fn run(arguments: &ExplainArguments, terminal: Terminal) -> Result<u8, Failure> {
    let terminal = terminal.speaking(RunSettings::language_here());
    if arguments.subject.contains("://") {
        let lines = links::explain::lines(arguments, terminal)?;
        let mut out = terminal.stdout();
        let result = lines
            .iter()
            .try_for_each(|line| writeln!(out, "{}", sanitize::beginning(&terminal.language().say(line.clone()))));
        written(result.and_then(|()| out.flush()))?;
        return Ok(CLEAN);
    }
    let selector = Selector::from_str(&arguments.subject).map_err(ExplainError::from)?;
    if let Some(note) = selector.note() {
        terminal.notice(note);
    }
    let mut pages = RULES.iter().filter(|rule| selector.covers(rule));
    let mut out = terminal.stdout();
    let texts = RuleTexts::new(terminal.language());
    let result = pages.try_for_each(|rule| write_page(rule, &texts, terminal, &mut *out)).and_then(|()| out.flush());
    written(result)?;
    Ok(CLEAN)
}

/// Writes the page of `rule`, as a terminal shows it or in markdown.
fn write_page(rule: &Declaration, texts: &RuleTexts, terminal: Terminal, out: &mut dyn Write) -> io::Result<()> {
    let text = texts.page(rule);
    match terminal.width() {
        Some(width) => {
            page::lines(&text, width, terminal.is_coloured()).iter().try_for_each(|line| writeln!(out, "{line}"))?;
        }
        None => writeln!(out, "{text}")?,
    }
    writeln!(out)
}
