//! `[rules]`: levels and options of rules and groups.

use crate::config::error::{ConfigError, SourceFile, list};
use crate::config::selector::{Selector, nothing};
use crate::config::structure::misread;
use curate_rules::{Options, RULES, Severity, text};
use serde_json::json;
use std::ops::Range;
use std::str::FromStr as _;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The words for levels.
pub(crate) const LEVELS: &[&str] = &["off", "hint", "warning", "error"];
/// The key of the level in a rule's table; the others are options.
pub(crate) const LEVEL: &str = "level";

/// What is said of a rule or a group.
#[derive(Clone, Debug)]
pub(crate) struct RuleLevel {
    /// The bytes of its key.
    pub span: Range<usize>,
    /// Which rules are meant.
    pub selector: Selector,
    /// `None` where only options are given.
    pub state: Option<RuleState>,
    /// The options that are given.
    pub options: Options,
}

/// Whether a rule is to run.
#[derive(Clone, Copy, Debug)]
pub(crate) enum RuleState {
    /// It is not.
    Off,
    /// It is, at this level.
    On(Severity),
}

/// Reads a table of levels; those of groups come first, then those of other linters' names, so that a rule's own count.
///
/// # Errors
///
/// Where it names an unknown rule, level or option, or an option has a wrong value.
pub(crate) fn rule_levels(file: SourceFile<'_>, value: &Spanned<DeValue<'_>>) -> Result<Vec<RuleLevel>, ConfigError> {
    let Some(table) = value.get_ref().as_table() else {
        return Err(file.wrong_kind(value, "`rules`", "a table", None));
    };
    let mut levels = table
        .iter()
        .map(|(key, value)| level(file, key.span(), key.get_ref(), value))
        .collect::<Result<Vec<_>, _>>()?;
    levels.sort_by_key(|level| match level.selector {
        Selector::All | Selector::Group(_) => 0,
        Selector::Alias(_) | Selector::Nothing(_) => 1,
        Selector::Rule(_) => 2,
    });
    Ok(levels)
}

fn level(
    file: SourceFile<'_>,
    span: Range<usize>,
    name: &str,
    value: &Spanned<DeValue<'_>>,
) -> Result<RuleLevel, ConfigError> {
    let selector = Selector::from_str(name).map_err(|unknown| {
        let help = unknown.suggestion().unwrap_or_else(|| text!("`curate rules` shows all").to_string());
        file.mistake(
            span.clone(),
            &text!("no rule or group is called `{name}`", name = &unknown.name).to_string(),
            Some(&help),
        )
    })?;
    if matches!(selector, Selector::All) {
        let help = text!("set the level of each group; `--select all` and `--ignore all` are for the command line")
            .to_string();
        return Err(file.mistake(span, &text!("no rule or group is called `{name}`", name).to_string(), Some(&help)));
    }
    if let Selector::Nothing(number) = selector {
        // What is not reported is off, whatever is written.
        let is_off = |value: &DeValue<'_>| value.as_str() == Some("off");
        let is_level_off = value.get_ref().as_table().and_then(|table| table.get(LEVEL));
        if !is_off(value.get_ref()) && !is_level_off.is_some_and(|level| is_off(level.get_ref())) {
            let help = "take it out, and keep markdownlint for it";
            return Err(file.mistake(span, &nothing(number).to_string(), Some(help)));
        }
    }
    let mut level = RuleLevel { span: span.clone(), selector, state: None, options: Options::new() };
    match value.get_ref() {
        DeValue::String(_) => level.state = Some(state(file, value)?),
        DeValue::Table(table) => {
            if let Some(value) = table.get(LEVEL) {
                level.state = Some(state(file, value)?);
            }
            level.options = options(file, selector, table, value.span())?;
        }
        _ => {
            let expected = format!("a level ({}) or a table", list(LEVELS));
            return Err(file.wrong_kind(value, &format!("`{name}`"), &expected, None));
        }
    }
    match level.state {
        Some(RuleState::On(_)) => no_part(file, span, name, selector).map(|()| level),
        _ => Ok(level),
    }
}

/// Refuses a level for what is a part of a rule, which can only be off.
fn no_part(file: SourceFile<'_>, span: Range<usize>, name: &str, selector: Selector) -> Result<(), ConfigError> {
    let Some(rule) = RULES.iter().find(|rule| selector.part_of(rule).is_some()) else { return Ok(()) };
    let help = format!("write `{name} = \"off\"`, or set the level of `{}`", rule.name);
    Err(file.mistake(span, &format!("`{name}` is a part of `{}`, which has one level", rule.name), Some(&help)))
}

fn state(file: SourceFile<'_>, value: &Spanned<DeValue<'_>>) -> Result<RuleState, ConfigError> {
    let wrong_kind =
        || file.wrong_kind(value, "a level", &text!("one of {choices}", choices = list(LEVELS)).to_string(), None);
    match value.get_ref().as_str().ok_or_else(wrong_kind)? {
        "off" => Ok(RuleState::Off),
        "hint" => Ok(RuleState::On(Severity::Hint)),
        "warning" => Ok(RuleState::On(Severity::Warning)),
        "error" => Ok(RuleState::On(Severity::Error)),
        other => Err(file.no_choice(value.span(), other, "a level", LEVELS)),
    }
}

/// The options in `table`, which has the bytes `span`.
fn options(
    file: SourceFile<'_>,
    selector: Selector,
    table: &DeTable<'_>,
    span: Range<usize>,
) -> Result<Options, ConfigError> {
    let mut own = table.clone();
    own.remove(LEVEL);
    let Selector::Rule(rule) = selector else {
        return match own.keys().next() {
            Some(key) => {
                let help = "options are set for the rules that have them";
                Err(file.mistake(
                    key.span(),
                    &format!("a group or another linter's rule has no options, only a `{LEVEL}`"),
                    Some(help),
                ))
            }
            None => Ok(Options::new()),
        };
    };
    let whole = || Spanned::new(span.clone(), DeValue::Table(table.clone()));
    let misread = |error: toml::de::Error| {
        let mut properties = rule.make.schemas();
        // Any level, since it has been read.
        properties.insert(LEVEL.to_owned(), json!({}));
        misread(file, &error, &whole(), &json!({ "type": "object", "properties": properties }))
    };
    let own = Spanned::new(span.clone(), DeValue::Table(own));
    rule.make.check(own.clone().into()).map_err(misread)?;
    serde::Deserialize::deserialize(toml::de::ValueDeserializer::from(own)).map_err(misread)
}
