//! What rumdl is told: `.rumdl.toml`, `rumdl.toml`, `.config/rumdl.toml`, and `[tool.rumdl]` in `pyproject.toml`.

use crate::interop::markdownlint_values::SwitchValue;
use crate::workspace::patterns::Patterns;
use crate::workspace::regular_file::{is_within, text_within};
use curate_rules::{MarkdownlintSwitch, Parameters, RULES, alias_called};
use std::path::Path;
use std::sync::Arc;
use toml::{Table, Value};

/// The names of its configuration, in the order in which they count, with the tables that it is below.
const NAMES: &[(&str, &[&str])] =
    &[(".rumdl.toml", &[]), ("rumdl.toml", &[]), (".config/rumdl.toml", &[]), ("pyproject.toml", &["tool", "rumdl"])];
/// Whether a file with this name may say something of rules.
pub(super) fn is_settings(name: &str) -> bool {
    NAMES.iter().any(|(path, _)| path.rsplit('/').next() == Some(name))
}

/// The largest file that is looked at, in bytes.
const SIZE_CAP: u64 = 256 * 1024;
/// Tables that are not those of rules.
const OTHER_TABLES: &[&str] = &["global", "per-file-ignores", "per-file-flavor", "code-block-tools"];

/// What counts here of one configuration of rumdl.
#[derive(Debug)]
pub(crate) struct RumdlSettings {
    /// The name of the file.
    pub name: &'static str,
    /// Patterns of files that are left out, relative to the folder.
    pub exclude: Vec<String>,
    switches: Vec<MarkdownlintSwitch>,
    /// Rules that are off for some files.
    per_file: Vec<(Patterns, Vec<MarkdownlintSwitch>)>,
}

impl RumdlSettings {
    /// Whether it says anything of rules.
    pub(crate) fn has_switches(&self) -> bool {
        !self.switches.is_empty() || !self.per_file.is_empty()
    }

    /// What it says of rules for the file at `path`, in order.
    pub(crate) fn switches_for(&self, path: &Path) -> Vec<MarkdownlintSwitch> {
        let meant = self.per_file.iter().filter(|(patterns, _)| patterns.matches(path));
        self.switches.iter().chain(meant.flat_map(|(_, switches)| switches)).cloned().collect()
    }
}

/// The first configuration in `folder`; what cannot be read says nothing: it is another program's file.
pub(crate) fn settings(folder: &Path, root: &Path) -> Option<RumdlSettings> {
    NAMES.iter().find_map(|(name, tables)| {
        let path = folder.join(name);
        let text = text_within(&path, root, SIZE_CAP).filter(|_| is_within(&path, root))?;
        read(name, tables, &text, folder)
    })
}

/// The names of those in `folder` that are not TOML.
pub(crate) fn unread(folder: &Path, root: &Path) -> impl Iterator<Item = &'static str> {
    let is_unread = move |(name, tables): &&(&'static str, &[&str])| {
        let path = folder.join(name);
        let text = text_within(&path, root, SIZE_CAP).filter(|_| is_within(&path, root));
        let is_its_own = |text: &str| tables.is_empty() || text.contains("[tool.rumdl");
        text.is_some_and(|text| is_its_own(&text) && text.parse::<Table>().is_err())
    };
    NAMES.iter().filter(is_unread).map(|(name, _)| *name)
}

fn read(name: &'static str, tables: &[&str], text: &str, folder: &Path) -> Option<RumdlSettings> {
    let mut table: &Table = &text.parse().ok()?;
    for key in tables {
        table = table.get(*key)?.as_table()?;
    }
    let source: Arc<str> = Arc::from(name);
    let switch = |name: &str, on: bool| MarkdownlintSwitch {
        name: name.to_owned(),
        on,
        parameters: Parameters::new(),
        source: Arc::clone(&source),
    };
    let ignored = table.get("per-file-ignores").and_then(Value::as_table).into_iter().flatten();
    let per_file = ignored.filter_map(|(pattern, names)| {
        let patterns = Patterns::new(folder, std::slice::from_ref(pattern)).ok()?;
        Some((patterns, texts(names).iter().map(|name| switch(&default_of(name), false)).collect()))
    });
    Some(RumdlSettings {
        name,
        exclude: [global(table, "exclude"), global(table, "extend-exclude")].into_iter().flatten().flatten().collect(),
        per_file: per_file.collect(),
        switches: switches(table, &switch),
    })
}

/// What `table` says of rules: its lists, then the table of each rule, which counts more.
fn switches(table: &Table, switch: &dyn Fn(&str, bool) -> MarkdownlintSwitch) -> Vec<MarkdownlintSwitch> {
    let enabled = global(table, "enable");
    let is_restricted = enabled.is_some();
    let more = global(table, "extend-enable").unwrap_or_default();
    let mut switches = Vec::new();
    // Where rules are enabled by name the others are off, and what is disabled counts no more.
    if let Some(enabled) = enabled {
        switches.push(switch("default", false));
        switches.extend(enabled.iter().chain(&more).map(|name| switch(&default_of(name), true)));
    } else {
        let disabled = [global(table, "disable"), global(table, "extend-disable")].into_iter().flatten().flatten();
        switches.extend(disabled.map(|name| switch(&default_of(&name), false)));
    }
    let is_on = |name: &str, switches: &[MarkdownlintSwitch]| {
        let own = switches.iter().rev().find(|switch| canonical(&switch.name) == canonical(name));
        let default = switches.iter().rev().find(|switch| switch.name == "default");
        own.or(default).map_or(!is_restricted, |switch| switch.on)
    };
    for (name, value) in table.iter().filter(|(name, _)| !OTHER_TABLES.contains(&name.as_str())) {
        let Some(own) = value.as_table() else { continue };
        let on = own.get("enabled").and_then(Value::as_bool).unwrap_or_else(|| is_on(name, &switches));
        let parameters = own.iter().map(|(key, value)| (key.replace('-', "_"), texts(value))).collect();
        let SwitchValue::On(parameters) = SwitchValue::of_table(parameters) else {
            switches.push(switch(name, false));
            continue;
        };
        switches.push(MarkdownlintSwitch { parameters, ..switch(name, on) });
    }
    switches
}

/// The key `name` of the general settings, which may stand in a table of their own.
fn global(table: &Table, name: &str) -> Option<Vec<String>> {
    let global = table.get("global").and_then(Value::as_table);
    global.and_then(|global| global.get(name)).or(table.get(name)).map(texts)
}

/// The value, or the values of the array, as texts.
fn texts(value: &Value) -> Vec<String> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Boolean(is_set) => Some(is_set.to_string()),
        _ => None,
    };
    match value {
        Value::Array(items) => items.iter().filter_map(text).collect(),
        one => text(one).into_iter().collect(),
    }
}

/// `name`, or for `all` what markdownlint calls all rules.
fn default_of(name: &str) -> String {
    if name.eq_ignore_ascii_case("all") { "default".to_owned() } else { name.to_owned() }
}

/// The number of the rule called `name`, where it is one of those that count here.
fn canonical(name: &str) -> &str {
    alias_called(name, RULES).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `text` switches for `a.md`, as `+name` or `-name` with the parameters.
    fn switched(text: &str) -> Vec<String> {
        let read = read("x", &[], text, Path::new("/lists")).expect("settings");
        let one = |switch: MarkdownlintSwitch| {
            let parameters = switch.parameters.iter().map(|(name, values)| format!(" {name}={}", values.join("|")));
            format!("{}{}{}", if switch.on { '+' } else { '-' }, switch.name, parameters.collect::<String>())
        };
        read.switches_for(Path::new("/lists/a.md")).into_iter().map(one).collect()
    }

    #[test]
    fn what_is_off() {
        for (text, expected) in [
            ("[global]\ndisable = [\"MD009\", {}]\nline-length = 80\n", &["-MD009"][..]),
            (
                "disable = [\"MD009\"]\nextend-disable = [\"all\"]\n[MD013]\nline-length = 1\n",
                &["-MD009", "-default", "-MD013 line_length=1"],
            ),
            (
                "[global]\nenable = [\"MD012\"]\nextend-enable = [\"MD010\"]\ndisable = [\"MD012\"]\n",
                &["-default", "+MD012", "+MD010"],
            ),
            (
                "[no-multiple-blanks]\nmaximum = 3\n[MD010]\nenabled = false\n",
                &["+no-multiple-blanks maximum=3", "-MD010"],
            ),
            (
                "disable = [\"MD012\"]\n[no-multiple-blanks]\nmaximum = 3\n",
                &["-MD012", "-no-multiple-blanks maximum=3"],
            ),
            ("disable = [\"MD012\"]\n[MD012]\nenabled = true\n", &["-MD012", "+MD012"]),
            ("[per-file-ignores]\n\"*.md\" = [\"MD034\"]\n\"b.md\" = [\"MD009\"]\n", &["-MD034"]),
        ] {
            assert_eq!(switched(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_left_out() {
        let of = |tables: &[&str], text: &str| read("x", tables, text, Path::new("/lists")).map(|read| read.exclude);
        let expected = Some(vec!["drafts".to_owned()]);
        assert_eq!(of(&[], "[global]\nexclude = [\"drafts\"]\n"), expected);
        assert_eq!(of(&["tool", "rumdl"], "[tool.rumdl]\nexclude = [\"drafts\"]\n"), expected);
        assert_eq!(of(&["tool", "rumdl"], "[tool.black]\n"), None);
        assert_eq!(of(&[], "[global\n"), None);
        assert_eq!(of(&[], &"a=[".repeat(50_000)), None);
    }
}
