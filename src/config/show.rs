//! What counts for a file, as a configuration with where each line comes from.

use crate::config::effective::{Effective, SettingOrigin};
use crate::config::links::LinksConfig;
use crate::config::model::Config;
use crate::locale::SpokenLanguage;
use crate::terminal::sanitize;
use crate::terminal::toml_text::{array, quoted, value};
use crate::workspace::shown_path::shown;
use curate_rules::{RULES, Text, alias_in_words, text};
use std::fmt::Write as _;
use std::path::Path;

/// The settings of the file at `path` as the text of a configuration that would have the same effect on it. Every rule is
/// named; behind it stands where its level and its options come from, and which parts of it are silent.
pub(crate) fn text(
    config: Option<&Config>,
    effective: &Effective,
    here: &Path,
    path: &Path,
    language: SpokenLanguage,
) -> String {
    let head = text!("# What counts for {file}", file = &*sanitize::line(&shown(here, path)));
    let mut text = language.say(head) + "\n";
    match config {
        Some(config) => general(config, here, path, language, &mut text),
        None => text.push_str(&(language.say(text!("# configuration: none")) + "\n")),
    }
    text.push_str("\n[rules]\n");
    for rule in RULES {
        let level = effective.settings.severity(rule.name).map_or("off", |severity| severity.name());
        let origin = language.say(origin(effective.level(rule.name), config));
        let settings = effective.settings.iter().find(|(name, _)| *name == rule.name);
        let options: Vec<(String, String)> = effective
            .options(rule.name)
            .filter_map(|(name, from)| {
                let set = settings?.1.options.get(name)?;
                Some((format!("{name} = {}", value(set)), language.say(self::origin(from, config))))
            })
            .collect();
        let silent: Vec<String> =
            effective.silent_parts(rule.name).map(|(alias, from)| language.say(without(alias, from, config))).collect();
        let origin = [&[origin], silent.as_slice()].concat().join("; ");
        let line = if options.is_empty() {
            format!("{} = {}  # {origin}", quoted(rule.name), quoted(level))
        } else {
            let (values, origins): (Vec<String>, Vec<String>) = options.into_iter().unzip();
            format!(
                "{} = {{ level = {}, {} }}  # {origin}; {}",
                quoted(rule.name),
                quoted(level),
                values.join(", "),
                origins.join(", ")
            )
        };
        let _ = writeln!(text, "{line}");
    }
    if let Some(config) = config {
        links(config.links(), &sanitize::line(config.shown()), language, &mut text);
    }
    text
}

/// What is said of files and lists.
fn general(config: &Config, here: &Path, path: &Path, language: SpokenLanguage, text: &mut String) {
    let head = text!("# configuration: {file}", file = &*sanitize::line(config.shown()));
    let _ = writeln!(text, "{}\n", language.say(head));
    if let Some((baseline, _)) = &config.baseline {
        let _ = writeln!(text, "baseline = {}", quoted(&shown(&config.folder, baseline)));
    }
    if let Some(fail_on) = config.fail_on {
        let _ = writeln!(text, "fail-on = {}", quoted(fail_on.name()));
    }
    if let Some(lang) = config.lang {
        let _ = writeln!(text, "lang = {}", quoted(lang.code()));
    }
    if config.presets().next().is_some() {
        let _ = writeln!(text, "extends = {}", array(config.presets()));
    }
    let excluded = config.excluded().iter().map(String::as_str);
    let _ = writeln!(text, "exclude = {}", array(excluded));
    let included = config.included().iter().map(String::as_str);
    if !config.included().is_empty() {
        let _ = writeln!(text, "include = {}", array(included));
    }
    if config.excludes(path) {
        let note = text!("# this file is among them: it is judged only where it is named");
        let _ = writeln!(text, "{}", language.say(note));
    }
    let list = config.lists().iter().find(|list| list.editions.iter().any(|(edition, _)| edition == path));
    let Some(list) = list else { return };
    let editions: Vec<String> = list.editions.iter().map(|(edition, _)| shown(here, edition)).collect();
    if let Some((source, translations)) = editions.split_first() {
        let translations = array(translations.iter().map(String::as_str));
        let _ = writeln!(text, "\n[[list]]\nsource = {}\ntranslations = {translations}", quoted(source));
    }
}

/// That the part of a rule which is called `alias` elsewhere is silent.
fn without(alias: &str, origin: &SettingOrigin, config: Option<&Config>) -> Text {
    let by = self::origin(origin, config);
    match (alias_in_words(alias), origin) {
        (Some(words), SettingOrigin::OtherLinter { .. }) => text!("without {words} ({by})", words, by),
        (Some(words), _) => text!("without {words} ({alias}, {by})", words, alias, by),
        (None, _) => text!("without the work of {alias} ({by})", alias, by),
    }
}

fn origin(origin: &SettingOrigin, config: Option<&Config>) -> Text {
    let file = || config.map_or_else(String::new, |config| sanitize::line(config.shown()).into_owned());
    match origin {
        SettingOrigin::Default => text!("default"),
        SettingOrigin::Preset(name) => text!("preset {name}", name = *name),
        SettingOrigin::OtherLinter { cause, source } => {
            let source = &*sanitize::line(source);
            match cause.split_once('.') {
                Some((rule, parameter)) => text!("{rule} {parameter}, {source}", rule, parameter, source),
                None => text!("{rule}, {source}", rule = *cause, source),
            }
        }
        SettingOrigin::File(line) => text!("{file}:{line}", file = file(), line = *line),
        SettingOrigin::Override(line) => text!("{file}:{line} (override)", file = file(), line = *line),
        SettingOrigin::CommandLine => text!("command line"),
    }
}

/// Appends `[links]` and its hosts, where anything is said.
fn links(links: &LinksConfig, shown: &str, language: SpokenLanguage, text: &mut String) {
    let Ok(mut table) = toml::Table::try_from(links) else { return };
    let hosts = table.remove("host");
    if table.is_empty() && hosts.is_none() {
        return;
    }
    let note = text!("{shown}; `curate links --help` names what is not said here", shown);
    let _ = writeln!(text, "\n[links]  # {}", language.say(note));
    keys(&table, text);
    let hosts = hosts.as_ref().and_then(toml::Value::as_array).into_iter().flatten();
    for host in hosts.filter_map(toml::Value::as_table) {
        text.push_str("[[links.host]]\n");
        keys(host, text);
    }
}

fn keys(table: &toml::Table, text: &mut String) {
    for (key, of_key) in table {
        let _ = writeln!(text, "{key} = {}", value(of_key));
    }
}
