//! `curate explain`: a rule's page, or what is remembered of a URL.

use crate::cli::ExplainArguments;
use crate::commands::failure::{CLEAN, Failure, written};
use crate::commands::links;
use crate::config::selector::{Selector, UnknownName};
use crate::terminal::sanitize;
use crate::terminal::streams::Terminal;
use curate_rules::{Declaration, FixKind, RULES, rules_called};
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
    if arguments.subject.contains("://") {
        let lines = links::explain::lines(arguments, terminal)?;
        let mut out = terminal.stdout();
        let result = lines.iter().try_for_each(|line| writeln!(out, "{}", sanitize::beginning(line)));
        written(result.and_then(|()| out.flush()))?;
        return Ok(CLEAN);
    }
    let aliased = rules_called(&arguments.subject, RULES);
    let selector = Selector::from_str(&arguments.subject);
    let covers = |rule: &Declaration| match &selector {
        Ok(selector) => selector.covers(rule),
        Err(_) => aliased.contains(rule.name),
    };
    let mut pages = RULES.iter().filter(|rule| covers(rule)).peekable();
    if pages.peek().is_none() {
        selector.clone().map_err(ExplainError::from)?;
    }
    let mut out = terminal.stdout();
    let result = pages.try_for_each(|rule| page(rule, &mut *out)).and_then(|()| out.flush());
    written(result)?;
    Ok(CLEAN)
}

fn page(rule: &Declaration, out: &mut dyn Write) -> io::Result<()> {
    let default = if rule.on_by_default { "on by default" } else { "off by default" };
    let fix = match rule.fix {
        FixKind::Safe => "fixed with --fix",
        FixKind::Unsafe => "fixed with --unsafe-fixes",
        FixKind::None => "fixed by hand",
    };
    let page = rule.page();
    let (title, rest) = page.split_once('\n').unwrap_or((&page, ""));
    writeln!(out, "{title}\n\n{}, {default}, {fix}\n{}\n", rule.severity.name(), rest.trim_end())
}
