//! What rumdl is told: `.rumdl.toml`, `rumdl.toml`, and `[tool.rumdl]` in `pyproject.toml`.

use crate::workspace::regular_file::{is_within, text_within};
use std::path::Path;

/// The names of its configuration, in the order in which they count, with the tables that it is below.
const NAMES: &[(&str, &[&str])] = &[(".rumdl.toml", &[]), ("rumdl.toml", &[]), ("pyproject.toml", &["tool", "rumdl"])];
/// The largest file that is looked at, in bytes.
const SIZE_CAP: u64 = 256 * 1024;

/// What counts here of one configuration of rumdl.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RumdlSettings {
    /// The name of the file.
    pub name: &'static str,
    /// The rules of markdownlint that are off.
    pub disable: Vec<String>,
    /// Patterns of files that are left out, relative to the folder.
    pub exclude: Vec<String>,
}

/// The first configuration in `folder`; what cannot be read says nothing: it is another program's file.
pub(crate) fn settings(folder: &Path, root: &Path) -> Option<RumdlSettings> {
    NAMES.iter().find_map(|(name, tables)| {
        let path = folder.join(name);
        let text = text_within(&path, root, SIZE_CAP).filter(|_| is_within(&path, root))?;
        read(name, tables, &text)
    })
}

fn read(name: &'static str, tables: &[&str], text: &str) -> Option<RumdlSettings> {
    let mut table: &toml::Table = &text.parse().ok()?;
    for key in tables {
        table = table.get(*key)?.as_table()?;
    }
    let global = table.get("global").and_then(toml::Value::as_table);
    let texts = |keys: [&str; 2]| -> Vec<String> {
        let values = keys.into_iter().filter_map(|key| global.and_then(|global| global.get(key)).or(table.get(key)));
        let items = values.filter_map(toml::Value::as_array).flatten();
        items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
    };
    Some(RumdlSettings {
        name,
        disable: texts(["disable", "extend-disable"]),
        exclude: texts(["exclude", "extend-exclude"]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_off_and_left_out() {
        let of = |tables: &[&str], text: &str| read("x", tables, text).map(|read| (read.disable, read.exclude));
        let expected = Some((vec!["MD009".to_owned()], vec!["drafts".to_owned()]));
        assert_eq!(of(&[], "[global]\ndisable = [\"MD009\", 7]\nexclude = [\"drafts\"]\n"), expected);
        assert_eq!(of(&[], "disable = [\"MD009\"]\nexclude = [\"drafts\"]\n[MD013]\nx = 1\n"), expected);
        let own = "[tool.rumdl]\ndisable = [\"MD009\"]\nexclude = [\"drafts\"]\n";
        assert_eq!(of(&["tool", "rumdl"], own), expected);
        assert_eq!(of(&["tool", "rumdl"], "[tool.black]\n"), None);
        assert_eq!(of(&[], "[global\n"), None);
        assert_eq!(of(&[], &"a=[".repeat(50_000)), None);
    }
}
