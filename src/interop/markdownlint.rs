//! What the configuration of markdownlint switches on and off: `.markdownlint.{jsonc,json,yaml,yml}`, and what
//! `.markdownlint-cli2.{jsonc,yaml}` has under `config`; and what rumdl, which has the same rules, disables.

use crate::interop::nearest::NearestSettings;
use crate::interop::rumdl;
use crate::interop::yaml::{self, Yaml};
use crate::workspace::regular_file::{is_within, text_within};
use crate::workspace::shown_path::normalised;
use curate_rules::MarkdownlintSwitch;
use jsonc_parser::{JsonValue, ParseOptions, parse_to_value};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

/// The names of its configuration, in the order in which markdownlint looks for them, with the key that it is below.
const NAMES: &[(&str, Option<&str>)] = &[
    (".markdownlint.jsonc", None),
    (".markdownlint.json", None),
    (".markdownlint.yaml", None),
    (".markdownlint.yml", None),
    (".markdownlint-cli2.jsonc", Some("config")),
    (".markdownlint-cli2.yaml", Some("config")),
];
/// The largest file that is looked at, in bytes.
const SIZE_CAP: u64 = 256 * 1024;
/// The most files that extend one another.
const LONGEST_CHAIN: usize = 32;

/// The switches of the configurations from a folder up, each read at most once.
#[derive(Debug, Default)]
pub(crate) struct MarkdownlintConfigs {
    nearest: NearestSettings<[MarkdownlintSwitch]>,
}

/// What a key has for a value, as far as that matters.
#[derive(Clone, Debug, PartialEq, Eq)]
enum SwitchValue {
    Off,
    On,
    Text(Rc<str>),
}

impl SwitchValue {
    fn of(value: &Yaml) -> Self {
        let Yaml::Scalar { text, is_plain } = value else { return Self::On };
        match &**text {
            "false" | "False" | "FALSE" | "null" | "Null" | "NULL" | "~" | "" if *is_plain => Self::Off,
            "true" | "True" | "TRUE" if *is_plain => Self::On,
            _ => Self::Text(Rc::clone(text)),
        }
    }
}

impl MarkdownlintConfigs {
    /// The switches of the nearest configuration up to `root` for the file at `path`, in order; what it extends comes first.
    pub(crate) fn switches(&mut self, path: &Path, root: &Path) -> Arc<[MarkdownlintSwitch]> {
        self.nearest.of(path, root, |folder| find(folder, root)).unwrap_or_default()
    }
}

fn find(folder: &Path, root: &Path) -> Option<Arc<[MarkdownlintSwitch]>> {
    let there = NAMES.iter().map(|(name, within)| (folder.join(name), *within));
    let own = there.into_iter().filter(|(path, _)| is_within(path, root)).find_map(|(path, within)| {
        let pairs = pairs(&path, root, within)?;
        let mut switches = Vec::new();
        take(pairs, &path, root, &mut HashSet::from([path.clone()]), &mut switches);
        Some(switches)
    });
    let rumdl = rumdl::settings(folder, root).filter(|rumdl| !rumdl.disable.is_empty());
    if own.is_none() && rumdl.is_none() {
        return None;
    }
    let disabled = rumdl.map(|rumdl| rumdl.disable).unwrap_or_default().into_iter();
    let disabled = disabled.map(|name| MarkdownlintSwitch { name, on: false });
    Some(own.unwrap_or_default().into_iter().chain(disabled).collect())
}

/// The switches among `pairs`, after those of the file that they extend. A file of a package is not looked for.
fn take(
    pairs: Vec<(String, SwitchValue)>,
    path: &Path,
    root: &Path,
    seen: &mut HashSet<PathBuf>,
    switches: &mut Vec<MarkdownlintSwitch>,
) {
    let extended = pairs.iter().find_map(|(key, value)| match value {
        SwitchValue::Text(name) if key == "extends" => Some(normalised(&path.parent().unwrap_or(root).join(&**name))),
        _ => None,
    });
    let extended = extended.filter(|extended| extended.starts_with(root) && is_within(extended, root));
    if let Some(extended) = extended.filter(|extended| seen.len() < LONGEST_CHAIN && seen.insert(extended.clone()))
        && let Some(pairs) = self::pairs(&extended, root, None)
    {
        take(pairs, &extended, root, seen, switches);
    }
    let own = pairs.into_iter().filter(|(key, _)| key != "extends" && key != "$schema");
    switches.extend(own.map(|(name, value)| MarkdownlintSwitch { name, on: value != SwitchValue::Off }));
}

/// The keys of the file at `path` with their values, or of the table that it has under `within`; `None` where there is no
/// such table. What cannot be read says nothing: it is another program's file.
fn pairs(path: &Path, root: &Path, within: Option<&str>) -> Option<Vec<(String, SwitchValue)>> {
    let text = text_within(path, root, SIZE_CAP).unwrap_or_default();
    let is_json = path.extension().is_some_and(|extension| extension.to_string_lossy().starts_with("json"));
    let pairs = if is_json { json(&text, within) } else { yaml(&text, within) };
    if within.is_none() { Some(pairs.unwrap_or_default()) } else { pairs }
}

fn json(text: &str, within: Option<&str>) -> Option<Vec<(String, SwitchValue)>> {
    let mut value = parse_to_value(text, &ParseOptions::default()).ok()??;
    if let Some(key) = within {
        let JsonValue::Object(object) = value else { return None };
        value = object.take_inner().into_iter().find(|(name, _)| name == key)?.1;
    }
    let JsonValue::Object(object) = value else { return None };
    let read = |value: JsonValue<'_>| match value {
        JsonValue::Boolean(false) | JsonValue::Null => SwitchValue::Off,
        JsonValue::String(text) => SwitchValue::Text(Rc::from(text)),
        _ => SwitchValue::On,
    };
    Some(object.take_inner().into_iter().map(|(name, value)| (name.into_owned(), read(value))).collect())
}

fn yaml(text: &str, within: Option<&str>) -> Option<Vec<(String, SwitchValue)>> {
    let file = yaml::read(text);
    // What comes before a mistake is not to be trusted either.
    let value = file.value.filter(|_| file.is_whole)?;
    let tables = match within {
        Some(key) => value.values(key).collect(),
        None => vec![&value],
    };
    let pairs =
        tables.into_iter().filter_map(|table| if let Yaml::Mapping(pairs) = table { Some(pairs) } else { None });
    let found: Vec<_> = pairs.flatten().map(|(name, value)| (name.to_string(), SwitchValue::of(value))).collect();
    (!found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// The pairs as `+name`, `-name` or `name=text`.
    fn shown(pairs: Option<Vec<(String, SwitchValue)>>) -> Vec<String> {
        let one = |(name, value): (String, SwitchValue)| match value {
            SwitchValue::On => format!("+{name}"),
            SwitchValue::Off => format!("-{name}"),
            SwitchValue::Text(text) => format!("{name}={text}"),
        };
        pairs.unwrap_or_default().into_iter().map(one).collect()
    }

    #[test]
    fn json_is_read_in_its_order() {
        let text = "{ // why\n \"default\": false, \"MD034\": true, \"MD013\": {\"x\": false}, \"MD012\": null, \"extends\": \"a.json\", }";
        assert_eq!(shown(json(text, None)), ["-default", "+MD034", "+MD013", "-MD012", "extends=a.json"]);
        assert_eq!(shown(json("{ broken", None)), [""; 0]);
        assert_eq!(shown(json("{\"config\": {\"MD001\": false}, \"MD002\": false}", Some("config"))), ["-MD001"]);
    }

    #[test]
    fn yaml_is_read_in_every_style() {
        for (text, within, expected) in [
            (
                "# MD001: false\nMD013: false # long\n\"MD034\": false\nMD007:\n  indent: false\nMD009: true\n",
                None,
                &["-MD013", "-MD034", "+MD009"][..],
            ),
            ("{default: false, MD009: true, 'no-bare-urls': {a: [false]}}", None, &["-default", "+MD009"]),
            (
                "default: false\n? MD001\n: true\nMD010:\nMD011: 'false'\n",
                None,
                &["-default", "+MD001", "-MD010", "MD011=false"],
            ),
            ("MD001: &off false\nMD002: *off\n", None, &["-MD001", "-MD002"]),
            ("globs: ['*.md']\nconfig:\n  MD001: false\n  MD013: {a: b}\nMD002: false\n", Some("config"), &["-MD001"]),
            ("- a\n- b\n", None, &[]),
            ("MD001: false\n  broken: [\n", None, &[]),
            ("", None, &[]),
        ] {
            let found = shown(yaml(text, within));
            let expected_too = expected.iter().all(|name| found.iter().any(|found| found == name));
            assert!(expected_too && (!expected.is_empty() || found.is_empty()), "{text:?}: {found:?}");
        }
    }

    #[test]
    fn nesting_and_aliases_cost_nothing() {
        for text in ["[".repeat(200_000), "{a: ".repeat(60_000), "- ".repeat(100_000), "a: &a [*a,".repeat(10_000)] {
            assert_eq!(yaml(&text, None), None);
        }
    }

    #[test]
    fn what_a_file_extends_comes_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("list");
        fs::create_dir_all(root.join("settings")).expect("created");
        let write = |name: &str, text: &str| fs::write(root.join(name), text).expect("written");
        write(".markdownlint-cli2.jsonc", "{\"globs\": []}");
        let switches = || MarkdownlintConfigs::default().switches(&root.join("README.md"), &root).to_vec();
        assert_eq!(switches(), []);
        write(".markdownlint-cli2.yaml", "config: {extends: settings/base.json, MD001: true}");
        write("settings/base.json", "{\"MD001\": false, \"MD002\": false, \"extends\": \"../../outside.json\"}");
        fs::write(folder.path().join("outside.json"), "{\"MD003\": false}").expect("written");
        let names = |switches: Vec<MarkdownlintSwitch>| -> Vec<String> {
            switches.into_iter().map(|switch| format!("{}{}", if switch.on { '+' } else { '-' }, switch.name)).collect()
        };
        assert_eq!(names(switches()), ["-MD001", "-MD002", "+MD001"], "and nothing from outside the project");
    }
}
