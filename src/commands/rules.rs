//! `curate rules`: all rules.

use crate::cli::{RulesArguments, RulesFormat};
use crate::commands::failure::{CLEAN, Failure, written};
use crate::commands::steps::run_settings::RunSettings;
use crate::locale::columns::in_column;
use crate::locale::{RuleTexts, SpokenLanguage};
use crate::report::severity_style;
use crate::terminal::flow::flow;
use crate::terminal::streams::Terminal;
use anstyle::Style;
use curate_rules::{Declaration, FixKind, OptionKind, OptionPage, RULES, text};
use serde::Serialize;
use std::io::{self, Write};

/// The fewest columns that what a rule reports is given.
const NARROWEST: usize = 20;
/// Columns of a level, and of what fixes it.
const LEVEL_WIDTH: usize = 7;
const FIX_WIDTH: usize = 6;

/// Prints all rules.
pub(super) fn run(arguments: &RulesArguments, terminal: Terminal) -> Result<u8, Failure> {
    let terminal = terminal.speaking(RunSettings::language_here());
    let language = terminal.language();
    let texts = RuleTexts::new(language);
    let mut out = terminal.stdout();
    let result = match arguments.output_format {
        RulesFormat::Full => match terminal.width() {
            Some(width) => write_groups(&texts, width, terminal, &mut *out),
            None => table(&texts, language, &mut *out),
        },
        RulesFormat::Concise => RULES.iter().try_for_each(|rule| writeln!(out, "{}", rule.name)),
        RulesFormat::Json => json(&texts, &mut *out),
    };
    written(result.and_then(|()| out.flush()))?;
    Ok(CLEAN)
}

fn table(texts: &RuleTexts, language: SpokenLanguage, out: &mut dyn Write) -> io::Result<()> {
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let head = [text!("rule"), text!("level"), text!("fix"), text!("reports")].map(|word| language.say(word));
    let [name, levels, fixes, reports] = head;
    let (name, levels, fixes) =
        (in_column(&name, width), in_column(&levels, LEVEL_WIDTH), in_column(&fixes, FIX_WIDTH));
    writeln!(out, "{name}  {levels}  {fixes}  {reports}")?;
    for rule in RULES {
        let (level, fix) = (level(rule, language), said_fix(rule, language));
        writeln!(out, "{:<width$}  {level}  {fix}  {}", rule.name, texts.summary(rule))?;
    }
    writeln!(out, "\n{}", language.say(text!("`curate explain RULE` shows a rule's page.")))
}

/// Writes a table for each group that fits `width` columns.
fn write_groups(texts: &RuleTexts, width: usize, terminal: Terminal, out: &mut dyn Write) -> io::Result<()> {
    let language = terminal.language();
    let style = |style: Style| if terminal.is_coloured() { style } else { Style::new() };
    let bold = style(Style::new().bold());
    let short = |rule: &'static Declaration| rule.name.rsplit('/').next().unwrap_or(rule.name);
    let name_width = RULES.iter().map(|rule| short(rule).len()).max().unwrap_or(0);
    for group in RULES.chunk_by(|a, b| a.group() == b.group()) {
        let Some(first) = group.first() else { continue };
        writeln!(out, "{bold}{}/{bold:#}", first.group())?;
        for rule in group {
            let (level, fix) = (level(rule, language), said_fix(rule, language));
            let style = style(if rule.on_by_default { severity_style(rule.severity) } else { Style::new().dimmed() });
            let before = format!("  {:<name_width$}  {style}{level}{style:#}  {fix}  ", short(rule));
            let taken = 2 + name_width + 2 + LEVEL_WIDTH + 2 + FIX_WIDTH + 2;
            let lines = flow(texts.summary(rule), width.saturating_sub(taken).max(NARROWEST), 0);
            writeln!(out, "{before}{}", lines.join(&format!("\n{}", " ".repeat(taken))))?;
        }
        writeln!(out)?;
    }
    let end = text!(
        "level, what fixes it (--fix what is safe, --unsafe-fixes the rest), what is reported; `curate explain RULE` \
         shows a rule's page, `curate explain GROUP` those of a group"
    );
    flow(&language.say(end), width, 0).iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// The level of `rule`, as wide as its column.
fn level(rule: &Declaration, language: SpokenLanguage) -> String {
    let word = if rule.on_by_default { language.severity(rule.severity) } else { language.say(text!("off")) };
    in_column(&word, LEVEL_WIDTH)
}

/// What fixes what `rule` finds, as wide as its column.
fn said_fix(rule: &Declaration, language: SpokenLanguage) -> String {
    let word = match rule.fix {
        FixKind::None => text!("-"),
        FixKind::Unsafe => text!("unsafe"),
        FixKind::Safe => text!("safe"),
    };
    in_column(&language.say(word), FIX_WIDTH)
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
