//! `curate rules`: all rules.

use crate::cli::{RulesArguments, RulesFormat};
use crate::commands::failure::{CLEAN, Failure, written};

use crate::terminal::streams::Terminal;
use curate_rules::{Declaration, FixKind, OptionKind, OptionPage, RULES};
use serde::Serialize;
use std::io::{self, Write};

/// Prints all rules.
pub(super) fn run(arguments: &RulesArguments, terminal: Terminal) -> Result<u8, Failure> {
    let mut out = terminal.stdout();
    let result = match arguments.output_format {
        RulesFormat::Full => table(&mut *out),
        RulesFormat::Concise => RULES.iter().try_for_each(|rule| writeln!(out, "{}", rule.name)),
        RulesFormat::Json => json(&mut *out),
    };
    written(result.and_then(|()| out.flush()))?;
    Ok(CLEAN)
}

fn table(out: &mut dyn Write) -> io::Result<()> {
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    writeln!(out, "{:<width$}  {:<7}  {:<6}  reports", "rule", "level", "fix")?;
    for rule in RULES {
        let level = if rule.on_by_default { rule.severity.name() } else { "off" };
        writeln!(out, "{:<width$}  {level:<7}  {:<6}  {}", rule.name, fix(rule).unwrap_or("-"), rule.summary)?;
    }
    writeln!(out, "\n`curate explain RULE` shows a rule's page.")
}

fn fix(rule: &Declaration) -> Option<&'static str> {
    match rule.fix {
        FixKind::None => None,
        FixKind::Unsafe => Some("unsafe"),
        FixKind::Safe => Some("safe"),
    }
}

#[derive(Serialize)]
struct RuleRow {
    name: &'static str,
    summary: &'static str,
    severity: &'static str,
    default: bool,
    fix: Option<&'static str>,
    options: Vec<RuleOption>,
}

#[derive(Serialize)]
struct RuleOption {
    name: String,
    summary: String,
    kind: &'static str,
    choices: Option<Vec<String>>,
}

fn option(option: OptionPage) -> RuleOption {
    let kind = match option.kind {
        OptionKind::Text | OptionKind::Choice(_) => "text",
        OptionKind::Number(_) => "number",
        OptionKind::Flag => "flag",
        OptionKind::Texts => "texts",
    };
    let choices = match option.kind {
        OptionKind::Choice(choices) => Some(choices),
        _ => None,
    };
    RuleOption { name: option.name, summary: option.description, kind, choices }
}

fn json(out: &mut dyn Write) -> io::Result<()> {
    let rule = |rule: &&'static Declaration| RuleRow {
        name: rule.name,
        summary: rule.summary,
        severity: rule.severity.name(),
        default: rule.on_by_default,
        fix: fix(rule),
        options: rule.make.options().into_iter().map(option).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &RULES.iter().map(rule).collect::<Vec<_>>())?;
    writeln!(out)
}
