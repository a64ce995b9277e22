//! What counts for a file, as a configuration with where each line comes from.

use crate::config::links::LinksConfig;
use crate::config::model::Config;
use crate::config::resolve::{Effective, SettingOrigin};
use crate::terminal::sanitize;
use crate::terminal::toml_text::{array, quoted, value};
use crate::workspace::shown_path::shown;
use curate_rules::RULES;
use std::fmt::Write as _;
use std::path::Path;

/// The settings of the file at `path` as the text of a configuration that would have the same effect on it. Every rule is
/// named; behind it stands where its level and its options come from.
pub(crate) fn text(config: Option<&Config>, effective: &Effective, here: &Path, path: &Path) -> String {
    let mut text = format!("# What counts for {}\n", sanitize::line(&shown(here, path)));
    match config {
        Some(config) => general(config, here, path, &mut text),
        None => text.push_str("# configuration: none\n"),
    }
    text.push_str("\n[rules]\n");
    for rule in RULES {
        let level = effective.settings.severity(rule.name).map_or("off", |severity| severity.name());
        let origin = origin(effective.level(rule.name), config);
        let settings = effective.settings.iter().find(|(name, _)| *name == rule.name);
        let options: Vec<(String, String)> = effective
            .options(rule.name)
            .filter_map(|(name, from)| {
                let set = settings?.1.options.get(name)?;
                Some((format!("{name} = {}", value(set)), self::origin(from, config)))
            })
            .collect();
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
        links(config.links(), &sanitize::line(config.shown()), &mut text);
    }
    text
}

/// What is said of files and lists.
fn general(config: &Config, here: &Path, path: &Path, text: &mut String) {
    let _ = writeln!(text, "# configuration: {}\n", sanitize::line(config.shown()));
    if let Some((baseline, _)) = &config.baseline {
        let _ = writeln!(text, "baseline = {}", quoted(&shown(&config.folder, baseline)));
    }
    if let Some(fail_on) = config.fail_on {
        let _ = writeln!(text, "fail-on = {}", quoted(fail_on.name()));
    }
    if config.presets().next().is_some() {
        let _ = writeln!(text, "extends = {}", array(config.presets()));
    }
    let excluded = config.excluded().iter().map(String::as_str);
    let _ = writeln!(text, "exclude = {}", array(excluded));
    if config.excludes(path) {
        text.push_str("# this file is among them: it is judged only where it is named\n");
    }
    let list = config.lists().iter().find(|list| list.editions.iter().any(|(edition, _)| edition == path));
    let Some(list) = list else { return };
    let editions: Vec<String> = list.editions.iter().map(|(edition, _)| shown(here, edition)).collect();
    if let Some((source, translations)) = editions.split_first() {
        let translations = array(translations.iter().map(String::as_str));
        let _ = writeln!(text, "\n[[list]]\nsource = {}\ntranslations = {translations}", quoted(source));
    }
}

fn origin(origin: SettingOrigin, config: Option<&Config>) -> String {
    let file = || config.map_or_else(String::new, |config| sanitize::line(config.shown()).into_owned());
    match origin {
        SettingOrigin::Default => "default".to_owned(),
        SettingOrigin::Preset(name) => format!("preset {name}"),
        SettingOrigin::Markdownlint => "switched off for markdownlint".to_owned(),
        SettingOrigin::File(line) => format!("{}:{line}", file()),
        SettingOrigin::Override(line) => format!("{}:{line} (override)", file()),
        SettingOrigin::CommandLine => "command line".to_owned(),
    }
}

/// Appends `[links]` and its hosts, where anything is said.
fn links(links: &LinksConfig, shown: &str, text: &mut String) {
    let Ok(mut table) = toml::Table::try_from(links) else { return };
    let hosts = table.remove("host");
    if table.is_empty() && hosts.is_none() {
        return;
    }
    let _ = writeln!(text, "\n[links]  # {shown}; `curate links --help` names what is not said here");
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
