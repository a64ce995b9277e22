//! Reads a configuration file. Every error points to the bytes that are wrong.

use super::links::links;
use super::presets::{PRESETS, Preset};
use super::values::{Key, Reader};
use super::{Config, ConfigError, Level, LinksConfig, ListPaths, Override, State, mistake};
use crate::plain::patterns::Patterns;
use crate::plain::place::normalised;
use crate::plain::regular_file::{FileError, bytes, bytes_within};
use crate::plain::selector::Selector;
use curate_rules::{OptionKind, OptionValue, Severity};
use std::ops::Range;
use std::path::Path;
use std::str::FromStr as _;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The largest configuration that is read, in bytes.
pub const SIZE_CAP: u64 = 1024 * 1024;

/// The keys of the file.
pub const KEYS: &[&str] = &["exclude", "extends", "links", "list", "override", "rules"];
/// The words for levels.
const LEVELS: &[&str] = &["off", "hint", "warning", "error"];

/// Reads the configuration file at `path`; where it was found in a repository with the root `root`, no symbolic link leads
/// out of that.
pub fn read(path: &Path, root: Option<&Path>, shown: &str) -> Result<Config, ConfigError> {
    let read = match root {
        Some(root) => bytes_within(path, root, SIZE_CAP),
        None => bytes(path, SIZE_CAP),
    };
    match read {
        Ok(bytes) => decode(bytes, path, shown),
        Err(FileError::TooLarge(_)) => Err(ConfigError::NoText { shown: shown.to_owned() }),
        Err(reason) => Err(ConfigError::Unreadable { shown: shown.to_owned(), reason }),
    }
}

/// Reads `bytes` of the configuration file at `path`.
pub fn decode(bytes: Vec<u8>, path: &Path, shown: &str) -> Result<Config, ConfigError> {
    let text = (bytes.len() as u64 <= SIZE_CAP).then(|| String::from_utf8(bytes).ok()).flatten();
    let text = text.ok_or_else(|| ConfigError::NoText { shown: shown.to_owned() })?;
    parse(text, path.parent().unwrap_or(Path::new("/")), shown)
}

/// Reads the text of a configuration file that is in `folder`.
pub fn parse(text: String, folder: &Path, shown: &str) -> Result<Config, ConfigError> {
    let reader = Reader { shown, text: &text };
    let table = DeTable::parse(&text).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        mistake(shown, &text, span, &error.message().trim_end().replace('\n', ", "), None)
    })?;
    let mut config = Config {
        shown: shown.to_owned(),
        text: String::new(),
        extends: Vec::new(),
        exclude: Patterns::default(),
        lists: Vec::new(),
        rules: Vec::new(),
        overrides: Vec::new(),
        links: LinksConfig::default(),
    };
    for (key, value) in table.get_ref() {
        match key.get_ref().as_ref() {
            "exclude" => config.exclude = patterns(&reader, folder, "exclude", value)?,
            "extends" => config.extends = presets(&reader, value)?,
            "rules" => config.rules = rules(&reader, value)?,
            "links" => config.links = links(&reader, value)?,
            "list" => config.lists = tables(&reader, "list", value, |table| list(&reader, folder, table))?,
            "override" => {
                config.overrides = tables(&reader, "override", value, |table| an_override(&reader, folder, table))?;
            }
            _ => return Err(reader.unknown_key(key, KEYS)),
        }
    }
    each_once(&reader, &config.lists)?;
    config.text = text;
    Ok(config)
}

fn presets(reader: &Reader<'_>, value: &Spanned<DeValue<'_>>) -> Result<Vec<&'static Preset>, ConfigError> {
    let names: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
    let preset = |(name, span): (String, Range<usize>)| {
        Preset::named(&name).ok_or_else(|| reader.no_choice(span, &name, "each of `extends`", &names))
    };
    reader.texts(value, "`extends`")?.into_iter().map(preset).collect()
}

/// The tables of `[[key]]`.
fn tables<T>(
    reader: &Reader<'_>,
    key: &str,
    value: &Spanned<DeValue<'_>>,
    mut read: impl FnMut(&Spanned<DeValue<'_>>) -> Result<T, ConfigError>,
) -> Result<Vec<T>, ConfigError> {
    let Some(array) = value.get_ref().as_array() else {
        return Err(reader.wrong_kind(value, &format!("`{key}`"), &format!("tables, written `[[{key}]]`")));
    };
    array.iter().map(&mut read).collect()
}

fn list(reader: &Reader<'_>, folder: &Path, value: &Spanned<DeValue<'_>>) -> Result<ListPaths, ConfigError> {
    let table = reader.table(value, "`list`")?;
    let path = |name: &str, span: Range<usize>| (normalised(&folder.join(name)), span);
    let (mut source, mut translations) = (None, Vec::new());
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "source" => source = Some(path(reader.text(value, "`source`")?, value.span())),
            "translations" => {
                let texts = reader.texts(value, "`translations`")?;
                translations = texts.into_iter().map(|(name, span)| path(&name, span)).collect();
            }
            _ => return Err(reader.unknown_key(key, &["source", "translations"])),
        }
    }
    let source = source.ok_or_else(|| reader.error(value.span(), "a `[[list]]` needs a `source`", None))?;
    Ok(ListPaths { editions: std::iter::once(source).chain(translations).collect() })
}

/// Every edition is in one list, and once.
fn each_once(reader: &Reader<'_>, lists: &[ListPaths]) -> Result<(), ConfigError> {
    let mut seen = std::collections::BTreeSet::new();
    for (path, span) in lists.iter().flat_map(|list| &list.editions) {
        if !seen.insert(path) {
            return Err(reader.error(span.clone(), "this file is already an edition of a list", None));
        }
    }
    Ok(())
}

fn an_override(reader: &Reader<'_>, folder: &Path, value: &Spanned<DeValue<'_>>) -> Result<Override, ConfigError> {
    let table = reader.table(value, "`override`")?;
    let (mut paths, mut levels) = (None, Vec::new());
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "paths" => paths = Some(patterns(reader, folder, "paths", value)?),
            "rules" => levels = rules(reader, value)?,
            _ => return Err(reader.unknown_key(key, &["paths", "rules"])),
        }
    }
    let paths = paths.ok_or_else(|| reader.error(value.span(), "an `[[override]]` needs `paths`", None))?;
    Ok(Override { paths, rules: levels })
}

fn patterns(
    reader: &Reader<'_>,
    folder: &Path,
    key: &str,
    value: &Spanned<DeValue<'_>>,
) -> Result<Patterns, ConfigError> {
    let texts = reader.texts(value, &format!("`{key}`"))?;
    let (texts, spans): (Vec<String>, Vec<Range<usize>>) = texts.into_iter().unzip();
    Patterns::new(folder, &texts).map_err(|bad| {
        let span = spans.get(bad.index).cloned().unwrap_or(value.span());
        reader.error(span, &bad.to_string(), None)
    })
}

/// The levels and options of `[rules]`: those of groups first, so that a rule's own count.
fn rules(reader: &Reader<'_>, value: &Spanned<DeValue<'_>>) -> Result<Vec<Level>, ConfigError> {
    let mut levels: Vec<Level> = reader
        .table(value, "`rules`")?
        .iter()
        .map(|(key, value)| level(reader, key, value))
        .collect::<Result<_, _>>()?;
    levels.sort_by_key(|level| matches!(level.selector, Selector::Rule(_)));
    Ok(levels)
}

fn level(reader: &Reader<'_>, key: &Key<'_>, value: &Spanned<DeValue<'_>>) -> Result<Level, ConfigError> {
    let name = key.get_ref();
    let selector = Selector::from_str(name).map_err(|unknown| {
        let help = unknown
            .nearest
            .map_or_else(|| "`curate rules` shows all".to_owned(), |nearest| format!("did you mean `{nearest}`?"));
        reader.error(key.span(), &format!("no rule or group is called `{}`", unknown.name), Some(&help))
    })?;
    let mut level = Level { span: key.span(), selector, state: None, options: Vec::new() };
    match value.get_ref() {
        DeValue::String(_) => level.state = Some(state(reader, value)?),
        DeValue::Table(table) => {
            for (key, value) in table {
                if key.get_ref() == "level" {
                    level.state = Some(state(reader, value)?);
                } else {
                    level.options.push(option(reader, selector, key, value)?);
                }
            }
        }
        _ => return Err(reader.wrong_kind(value, &format!("`{name}`"), "a level or a table")),
    }
    Ok(level)
}

fn state(reader: &Reader<'_>, value: &Spanned<DeValue<'_>>) -> Result<State, ConfigError> {
    match reader.text(value, "a level")? {
        "off" => Ok(State::Off),
        "hint" => Ok(State::On(Severity::Hint)),
        "warning" => Ok(State::On(Severity::Warning)),
        "error" => Ok(State::On(Severity::Error)),
        other => Err(reader.no_choice(value.span(), other, "a level", LEVELS)),
    }
}

fn option(
    reader: &Reader<'_>,
    selector: Selector,
    key: &Key<'_>,
    value: &Spanned<DeValue<'_>>,
) -> Result<(String, OptionValue), ConfigError> {
    let name = key.get_ref();
    let Selector::Rule(rule) = selector else {
        return Err(reader.error(key.span(), "a group has no options, only a `level`", None));
    };
    let Some(option) = rule.options.iter().find(|option| option.name == name) else {
        let known: Vec<&str> = std::iter::once("level").chain(rule.options.iter().map(|option| option.name)).collect();
        return Err(reader.unknown_key(key, &known));
    };
    let what = format!("`{name}`");
    let read = match option.kind {
        OptionKind::Text => OptionValue::Text(reader.text(value, &what)?.to_owned()),
        OptionKind::Choice(choices) => {
            let text = reader.text(value, &what)?;
            if !choices.contains(&text) {
                return Err(reader.no_choice(value.span(), text, &what, choices));
            }
            OptionValue::Text(text.to_owned())
        }
        OptionKind::Number => OptionValue::Number(reader.number(value, &what)?),
        OptionKind::Flag => OptionValue::Flag(reader.flag(value, &what)?),
        OptionKind::Texts => {
            OptionValue::Texts(reader.texts(value, &what)?.into_iter().map(|(text, _)| text).collect())
        }
    };
    Ok((name.to_string(), read))
}
