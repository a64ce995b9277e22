//! Reads a configuration file. Every error points to the bytes that are wrong.

use crate::config::error::{ConfigError, SIZE_CAP, SourceFile};
use crate::config::fail_on::FailOn;
use crate::config::host_order::each_host_counts;
use crate::config::levels::{RuleLevel, rule_levels};
use crate::config::links::LinksConfig;
use crate::config::model::{Config, ListPaths, Override};
use crate::config::overlay;
use crate::config::presets::{PRESETS, Preset};
use crate::config::secrets::without_secrets;
use crate::config::structure::misread;
use crate::config::syntax;
use crate::locale::SpokenLanguage;
use crate::workspace::patterns::Patterns;
use crate::workspace::regular_file::{FileError, bytes, bytes_within};
use crate::workspace::shown_path::normalised;
use curate_rules::{text, toml_schema};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer};

/// The file without its rules, which [`rule_levels`] reads.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct FileTables {
    /// The file of known findings, which are not reported; `--write-baseline` writes it. It counts for runs in this folder.
    #[schemars(with = "Option<String>")]
    baseline: Option<Spanned<String>>,
    /// Files that are left out, with the meaning patterns have in a .gitignore.
    #[schemars(with = "Vec<String>")]
    exclude: Vec<Spanned<String>>,
    /// Presets: levels and options that count less than `[rules]`.
    #[schemars(with = "Vec<String>")]
    extends: Vec<Spanned<String>>,
    /// Files that are checked though their names are not those of markdown, such as `*.mdx`, with the meaning patterns have in a
    /// .gitignore.
    #[schemars(with = "Vec<String>")]
    include: Vec<Spanned<String>>,
    /// Lowest level of a finding that fails a run in this folder.
    fail_on: Option<FailOn>,
    /// The language of findings and summaries in this folder, unless `--lang` names another.
    lang: Option<SpokenLanguage>,
    /// How URLs are checked.
    links: LinksConfig,
    /// Lists whose editions are named; others are found by their names and what is in them.
    list: Vec<ListTable>,
    /// Settings of rules for some files only.
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
    #[schemars(with = "Vec<String>", length(min = 1))]
    paths: Spanned<Vec<Spanned<String>>>,
}

/// The key of levels, in the file and in its overrides.
pub(crate) const RULES_KEY: &str = "rules";
/// The key of the overrides.
pub(crate) const OVERRIDE_KEY: &str = "override";

/// The schema of the file, in which those of rules are references to `#/definitions/rules`.
pub(crate) fn schema() -> Value {
    let mut schema = toml_schema::<FileTables>();
    let rules = json!({ "$ref": "#/definitions/rules" });
    schema["properties"][OVERRIDE_KEY]["items"]["properties"][RULES_KEY] = rules.clone();
    schema["properties"][RULES_KEY] = rules;
    schema
}

/// Reads the configuration file at `path`, called `shown` in messages; where it was found in a repository with the root
/// `root`, no symbolic link leads out of that.
///
/// # Errors
///
/// Where it cannot be read or says something that is not understood.
pub(crate) fn read(path: &Path, root: Option<&Path>, shown: &str, settings: &[String]) -> Result<Config, ConfigError> {
    let read = match root {
        Some(root) => bytes_within(path, root, SIZE_CAP),
        None => bytes(path, SIZE_CAP),
    };
    match read {
        Ok(bytes) => decode(bytes, path, shown, settings),
        Err(FileError::TooLarge(_)) => Err(ConfigError::NoText { shown: shown.to_owned() }),
        Err(reason) => Err(ConfigError::Unreadable { shown: shown.to_owned(), reason }),
    }
}

/// Reads `bytes`, which the configuration file at `path` has or had at another time.
///
/// # Errors
///
/// Where they say something that is not understood.
pub(crate) fn decode(bytes: Vec<u8>, path: &Path, shown: &str, settings: &[String]) -> Result<Config, ConfigError> {
    let text = (bytes.len() as u64 <= SIZE_CAP).then(|| String::from_utf8(bytes).ok()).flatten();
    let text = text.ok_or_else(|| ConfigError::NoText { shown: shown.to_owned() })?;
    parse_with(text, path.parent().unwrap_or(Path::new("/")), shown, settings)
}

/// Reads the text of a configuration file that is in `folder`.
///
/// # Errors
///
/// Where it says something that is not understood.
pub fn parse(text: String, folder: &Path, shown: &str) -> Result<Config, ConfigError> {
    parse_with(text, folder, shown, &[])
}

/// Parses `text` as [`parse`] does, with `settings` over it, each of which can be parsed by itself.
///
/// # Errors
///
/// Where something in it is wrong, or does not go with the settings.
pub(crate) fn parse_with(text: String, folder: &Path, shown: &str, settings: &[String]) -> Result<Config, ConfigError> {
    // A byte order mark is not part of the first line.
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    let file = SourceFile { shown, text: &text };
    let whole = DeTable::parse(&text).map_err(|error| syntax::mistake(file, &error))?;
    let covered = without_secrets(&text, whole.get_ref());
    let file = SourceFile { shown, text: &covered };
    let span = whole.span();
    let mut table = whole.into_inner();
    for setting in settings.iter().filter_map(|setting| DeTable::parse(setting).ok()) {
        overlay::set(&mut table, setting.get_ref());
    }
    let whole = Spanned::new(span, table.clone());
    let rules = take_rules(file, &mut table)?;
    let levels_of_overrides = override_levels(file, &mut table)?;
    let tables = FileTables::deserialize(Deserializer::from(Spanned::new(whole.span(), table)));
    let value = || Spanned::new(whole.span(), DeValue::Table(whole.get_ref().clone()));
    let tables = tables.map_err(|error| misread(file, &error, &value(), &schema()))?;
    let extends = tables.extends.iter().map(|name| preset(file, name)).collect::<Result<_, _>>()?;
    let exclude = patterns(file, folder, &tables.exclude)?;
    let include = patterns(file, folder, &tables.include)?;
    let baseline = tables.baseline.map(|name| (normalised(&folder.join(name.get_ref())), name.span()));
    let (fail_on, lang) = (tables.fail_on, tables.lang);
    let lists: Vec<ListPaths> = tables.list.into_iter().map(|list| list.paths(folder)).collect();
    each_once(file, &lists)?;
    let overrides = tables.r#override.into_iter().zip(levels_of_overrides);
    let overrides = overrides.map(|(table, rules)| Ok(Override { paths: table.patterns(file, folder)?, rules }));
    let overrides = overrides.collect::<Result<_, ConfigError>>()?;
    let links = tables.links;
    each_host_counts(file, whole.get_ref(), &links.hosts)?;
    let folder = folder.to_owned();
    let shown = shown.to_owned();
    Ok(Config {
        folder,
        shown,
        text,
        baseline,
        fail_on,
        lang,
        extends,
        exclude,
        include,
        lists,
        rules,
        overrides,
        links,
    })
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

impl OverrideTable {
    fn patterns(&self, file: SourceFile<'_>, folder: &Path) -> Result<Patterns, ConfigError> {
        if self.paths.get_ref().is_empty() {
            let help = text!("name files, such as `paths = [\"docs/**\"]`").to_string();
            let message = text!("`paths` is empty, so this `[[override]]` counts for no file").to_string();
            return Err(file.mistake(self.paths.span(), &message, Some(&help)));
        }
        patterns(file, folder, self.paths.get_ref())
    }
}

/// Every edition is in one list, and once.
fn each_once(file: SourceFile<'_>, lists: &[ListPaths]) -> Result<(), ConfigError> {
    let mut seen = BTreeMap::new();
    for (path, span) in lists.iter().flat_map(|list| &list.editions) {
        if let Some(first) = seen.insert(path, span.clone()) {
            return Err(file.repeated(
                span.clone(),
                first,
                &text!("this file is already an edition of a list").to_string(),
                None,
            ));
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
