//! Reads a configuration file. Every error points to the bytes that are wrong.

use crate::config::error::{ConfigError, SIZE_CAP, SourceFile};
use crate::config::header::HEADER_VALUE;
use crate::config::levels::{RuleLevel, rule_levels};
use crate::config::links::LinksConfig;
use crate::config::model::{Config, ListPaths, Override};
use crate::config::presets::{PRESETS, Preset};
use crate::workspace::patterns::Patterns;
use crate::workspace::regular_file::{FileError, bytes, bytes_within};
use crate::workspace::shown_path::normalised;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer};

/// The file without its rules, which [`rule_levels`] reads.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct FileTables {
    /// Files that are left out, with the meaning patterns have in a .gitignore.
    #[schemars(with = "Vec<String>")]
    exclude: Vec<Spanned<String>>,
    /// Tables of levels and options that count less than `[rules]`.
    #[schemars(with = "Vec<String>")]
    extends: Vec<Spanned<String>>,
    /// How URLs are checked.
    links: LinksConfig,
    /// Lists whose editions are named; others are found by their names and what is in them.
    list: Vec<ListTable>,
    /// What is said of rules for some files only.
    r#override: Vec<OverrideTable>,
}

/// `[[list]]`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListTable {
    /// The edition that the others translate.
    #[schemars(with = "String")]
    source: Spanned<String>,
    /// The other editions.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    translations: Vec<Spanned<String>>,
}

/// `[[override]]` without its rules.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct OverrideTable {
    /// The files, with the meaning patterns have in a .gitignore.
    #[schemars(with = "Vec<String>")]
    paths: Spanned<Vec<Spanned<String>>>,
}

/// The key of levels, in the file and in its overrides.
pub(crate) const RULES_KEY: &str = "rules";
/// The key of the overrides.
pub(crate) const OVERRIDE_KEY: &str = "override";

/// Reads the configuration file at `path`, called `shown` in messages; where it was found in a repository with the root
/// `root`, no symbolic link leads out of that.
///
/// # Errors
///
/// Where it cannot be read or says something that is not understood.
pub(crate) fn read(path: &Path, root: Option<&Path>, shown: &str) -> Result<Config, ConfigError> {
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

/// Reads `bytes`, which the configuration file at `path` has or had at another time.
///
/// # Errors
///
/// Where they say something that is not understood.
pub(crate) fn decode(bytes: Vec<u8>, path: &Path, shown: &str) -> Result<Config, ConfigError> {
    let text = (bytes.len() as u64 <= SIZE_CAP).then(|| String::from_utf8(bytes).ok()).flatten();
    let text = text.ok_or_else(|| ConfigError::NoText { shown: shown.to_owned() })?;
    parse(text, path.parent().unwrap_or(Path::new("/")), shown)
}

/// Reads the text of a configuration file that is in `folder`.
///
/// # Errors
///
/// Where it says something that is not understood.
pub fn parse(text: String, folder: &Path, shown: &str) -> Result<Config, ConfigError> {
    let file = SourceFile { shown, text: &text };
    let table = DeTable::parse(&text).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        file.mistake(span, &error.message().trim_end().replace('\n', ", "), None)
    })?;
    let whole = table.get_ref().clone();
    let (span, mut table) = (table.span(), table.into_inner());
    let rules = take_rules(file, &mut table)?;
    let levels_of_overrides = override_levels(file, &mut table)?;
    let tables = FileTables::deserialize(Deserializer::from(Spanned::new(span, table)));
    let tables = tables.map_err(|error| misread(file, &error, &whole))?;
    let extends = tables.extends.iter().map(|name| preset(file, name)).collect::<Result<_, _>>()?;
    let exclude = patterns(file, folder, &tables.exclude)?;
    let lists: Vec<ListPaths> = tables.list.into_iter().map(|list| list.paths(folder)).collect();
    each_once(file, &lists)?;
    let overrides = tables.r#override.into_iter().zip(levels_of_overrides);
    let overrides =
        overrides.map(|(table, rules)| Ok(Override { paths: patterns(file, folder, table.paths.get_ref())?, rules }));
    let overrides = overrides.collect::<Result<_, ConfigError>>()?;
    let links = tables.links;
    Ok(Config { shown: shown.to_owned(), extends, exclude, lists, rules, overrides, links, text })
}

/// The levels of `table`, whose key is taken out.
fn take_rules(file: SourceFile<'_>, table: &mut DeTable<'_>) -> Result<Vec<RuleLevel>, ConfigError> {
    table.remove(RULES_KEY).map_or_else(|| Ok(Vec::new()), |value| rule_levels(file, &value))
}

/// The levels of each override, whose keys are taken out.
fn override_levels(file: SourceFile<'_>, table: &mut DeTable<'_>) -> Result<Vec<Vec<RuleLevel>>, ConfigError> {
    let Some(value) = table.get_mut(OVERRIDE_KEY) else { return Ok(Vec::new()) };
    let array: Option<&mut DeArray<'_>> = match value.get_mut() {
        DeValue::Array(array) => Some(array),
        _ => None,
    };
    let tables = array.into_iter().flat_map(|array| array.iter_mut());
    let levels = tables.map(|one| match one.get_mut() {
        DeValue::Table(table) => take_rules(file, table),
        _ => Ok(Vec::new()),
    });
    levels.collect()
}

/// What is wrong with the file; what may be a secret is not shown.
fn misread(file: SourceFile<'_>, error: &toml::de::Error, table: &DeTable<'_>) -> ConfigError {
    let hides = error.message().contains(HEADER_VALUE);
    let Some(span) = error.span().filter(|_| hides) else { return file.misread(error, table) };
    let hidden = |(at, character): (usize, char)| match span.contains(&at) {
        true if character == '\n' => "\n".to_owned(),
        true => "*".repeat(character.len_utf8()),
        false => character.to_string(),
    };
    let text: String = file.text.char_indices().map(hidden).collect();
    SourceFile { shown: file.shown, text: &text }.misread(error, table)
}

fn preset(file: SourceFile<'_>, name: &Spanned<String>) -> Result<&'static Preset, ConfigError> {
    let names: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
    let unknown = || file.no_choice(name.span(), name.get_ref(), "each of `extends`", &names);
    Preset::named(name.get_ref()).ok_or_else(unknown)
}

impl ListTable {
    fn paths(self, folder: &Path) -> ListPaths {
        let path = |name: Spanned<String>| (normalised(&folder.join(name.get_ref())), name.span());
        ListPaths { editions: std::iter::once(self.source).chain(self.translations).map(path).collect() }
    }
}

/// Every edition is in one list, and once.
fn each_once(file: SourceFile<'_>, lists: &[ListPaths]) -> Result<(), ConfigError> {
    let mut seen = BTreeSet::new();
    for (path, span) in lists.iter().flat_map(|list| &list.editions) {
        if !seen.insert(path) {
            return Err(file.mistake(span.clone(), "this file is already an edition of a list", None));
        }
    }
    Ok(())
}

fn patterns(file: SourceFile<'_>, folder: &Path, patterns: &[Spanned<String>]) -> Result<Patterns, ConfigError> {
    let texts: Vec<String> = patterns.iter().map(|pattern| pattern.get_ref().clone()).collect();
    let spans: Vec<Range<usize>> = patterns.iter().map(Spanned::span).collect();
    Patterns::new(folder, &texts).map_err(|bad| {
        let span = spans.get(bad.index).cloned().unwrap_or(0..0);
        file.mistake(span, &bad.to_string(), None)
    })
}
