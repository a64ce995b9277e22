//! `curate rules`: all rules.

use crate::cli::{RulesArguments, RulesFormat};
use crate::commands::failure::{CLEAN, Failure, written};
use crate::locale::RuleTexts;
use crate::report::severity_style;
use crate::terminal::flow::flow;
use crate::terminal::streams::Terminal;
use anstyle::Style;
use curate_rules::{Declaration, FixKind, OptionKind, OptionPage, RULES};
use serde::Serialize;
use std::io::{self, Write};

/// The fewest columns that what a rule reports is given.
const NARROWEST: usize = 20;

/// Prints all rules.
pub(super) fn run(arguments: &RulesArguments, terminal: Terminal) -> Result<u8, Failure> {
    let texts = RuleTexts::new(arguments.lang);
    let mut out = terminal.stdout();
    let result = match arguments.output_format {
        RulesFormat::Full => match terminal.width() {
            Some(width) => write_groups(&texts, width, terminal.is_coloured(), &mut *out),
            None => table(&texts, &mut *out),
        },
        RulesFormat::Concise => RULES.iter().try_for_each(|rule| writeln!(out, "{}", rule.name)),
        RulesFormat::Json => json(&texts, &mut *out),
    };
    written(result.and_then(|()| out.flush()))?;
    Ok(CLEAN)
}

fn table(texts: &RuleTexts, out: &mut dyn Write) -> io::Result<()> {
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    writeln!(out, "{:<width$}  {:<7}  {:<6}  reports", "rule", "level", "fix")?;
    for rule in RULES {
        let level = if rule.on_by_default { rule.severity.name() } else { "off" };
        writeln!(out, "{:<width$}  {level:<7}  {:<6}  {}", rule.name, fix(rule).unwrap_or("-"), texts.summary(rule))?;
    }
    writeln!(out, "\n`curate explain RULE` shows a rule's page.")
}

/// Writes a table for each group that fits `width` columns.
fn write_groups(texts: &RuleTexts, width: usize, coloured: bool, out: &mut dyn Write) -> io::Result<()> {
    let style = |style: Style| if coloured { style } else { Style::new() };
    let bold = style(Style::new().bold());
    let short = |rule: &'static Declaration| rule.name.rsplit('/').next().unwrap_or(rule.name);
    let name_width = RULES.iter().map(|rule| short(rule).len()).max().unwrap_or(0);
    for group in RULES.chunk_by(|a, b| a.group() == b.group()) {
        let Some(first) = group.first() else { continue };
        writeln!(out, "{bold}{}/{bold:#}", first.group())?;
        for rule in group {
            let level = if rule.on_by_default { rule.severity.name() } else { "off" };
            let style = style(if rule.on_by_default { severity_style(rule.severity) } else { Style::new().dimmed() });
            let fix = fix(rule).unwrap_or("-");
            let before = format!("  {:<name_width$}  {style}{level:<7}{style:#}  {fix:<6}  ", short(rule));
            let taken = 2 + name_width + 2 + 7 + 2 + 6 + 2;
            let lines = flow(texts.summary(rule), width.saturating_sub(taken).max(NARROWEST), 0);
            writeln!(out, "{before}{}", lines.join(&format!("\n{}", " ".repeat(taken))))?;
        }
        writeln!(out)?;
    }
    let end = "level, what fixes it (--fix what is safe, --unsafe-fixes the rest), what is reported; `curate explain RULE` shows a rule's page, `curate explain GROUP` those of a group";
    flow(end, width, 0).iter().try_for_each(|line| writeln!(out, "{line}"))
}

fn fix(rule: &Declaration) -> Option<&'static str> {
    match rule.fix {
        FixKind::None => None,
        FixKind::Unsafe => Some("unsafe"),
        FixKind::Safe => Some("safe"),
    }
}

#[derive(Serialize)]
struct RuleRow<'t> {
    name: &'static str,
    summary: &'t str,
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

fn json(texts: &RuleTexts, out: &mut dyn Write) -> io::Result<()> {
    let rule = |rule: &&'static Declaration| RuleRow {
        name: rule.name,
        summary: texts.summary(rule),
        severity: rule.severity.name(),
        default: rule.on_by_default,
        fix: fix(rule),
        options: rule.make.options().into_iter().map(option).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &RULES.iter().map(rule).collect::<Vec<_>>())?;
    writeln!(out)
}
