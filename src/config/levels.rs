//! `[rules]`: levels and options of rules and groups.

use crate::config::error::{ConfigError, SourceFile};
use crate::config::selector::Selector;
use curate_rules::{Options, Severity};
use std::ops::Range;
use std::str::FromStr as _;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The words for levels.
pub(crate) const LEVELS: &[&str] = &["off", "hint", "warning", "error"];
/// The key of the level in a rule's table; the others are options.
const LEVEL: &str = "level";

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

/// Reads a table of levels; those of groups come first, so that a rule's own count.
///
/// # Errors
///
/// Where it names an unknown rule, level or option, or an option has a wrong value.
pub(crate) fn rule_levels(file: SourceFile<'_>, value: &Spanned<DeValue<'_>>) -> Result<Vec<RuleLevel>, ConfigError> {
    let Some(table) = value.get_ref().as_table() else { return Err(file.wrong_kind(value, "`rules`", "a table")) };
    let mut levels = table
        .iter()
        .map(|(key, value)| level(file, key.span(), key.get_ref(), value))
        .collect::<Result<Vec<_>, _>>()?;
    levels.sort_by_key(|level| matches!(level.selector, Selector::Rule(_)));
    Ok(levels)
}

fn level(
    file: SourceFile<'_>,
    span: Range<usize>,
    name: &str,
    value: &Spanned<DeValue<'_>>,
) -> Result<RuleLevel, ConfigError> {
    let selector = Selector::from_str(name).map_err(|unknown| {
        let help = unknown
            .nearest
            .map_or_else(|| "`curate rules` shows all".to_owned(), |nearest| format!("did you mean `{nearest}`?"));
        file.mistake(span.clone(), &format!("no rule or group is called `{}`", unknown.name), Some(&help))
    })?;
    let mut level = RuleLevel { span, selector, state: None, options: Options::new() };
    match value.get_ref() {
        DeValue::String(_) => level.state = Some(state(file, value)?),
        DeValue::Table(table) => {
            if let Some(value) = table.get(LEVEL) {
                level.state = Some(state(file, value)?);
            }
            level.options = options(file, selector, table, value.span())?;
        }
        _ => return Err(file.wrong_kind(value, &format!("`{name}`"), "a level or a table")),
    }
    Ok(level)
}

fn state(file: SourceFile<'_>, value: &Spanned<DeValue<'_>>) -> Result<RuleState, ConfigError> {
    match value.get_ref().as_str().ok_or_else(|| file.wrong_kind(value, "a level", "a string"))? {
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
            Some(key) => Err(file.mistake(key.span(), "a group has no options, only a `level`", None)),
            None => Ok(Options::new()),
        };
    };
    let schemas = rule.make.schemas();
    if let Some(key) = own.keys().find(|key| !schemas.contains_key(key.get_ref().as_ref())) {
        let known: Vec<&str> = std::iter::once(LEVEL).chain(schemas.keys().map(String::as_str)).collect();
        return Err(file.unknown_key(key.span(), key.get_ref(), &known));
    }
    let value = Spanned::new(span, DeValue::Table(own.clone()));
    rule.make.check(value.clone().into()).map_err(|error| file.misread(&error, &own))?;
    serde::Deserialize::deserialize(toml::de::ValueDeserializer::from(value))
        .map_err(|error| file.misread(&error, &own))
}
