//! What `.markdownlint.{jsonc,json,yaml,yml}` switches off.

use crate::plain::yaml::scalars;
use jsonc_parser::{JsonValue, ParseOptions, parse_to_value};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The names of its configuration, in the order in which markdownlint looks for them.
const NAMES: &[&str] = &[".markdownlint.jsonc", ".markdownlint.json", ".markdownlint.yaml", ".markdownlint.yml"];
/// The largest file that is looked at, in bytes.
const SIZE_CAP: u64 = 256 * 1024;

/// The configurations from a folder up, each read at most once.
#[derive(Debug, Default)]
pub struct MarkdownlintConfigs {
    by_folder: HashMap<PathBuf, Option<Vec<String>>>,
}

impl MarkdownlintConfigs {
    /// The codes and names (`MD034`, `no-bare-urls`) that the nearest configuration up to `root` switches off for the
    /// file at `path`.
    pub fn switched_off(&mut self, path: &Path, root: &Path) -> &[String] {
        let folders = path.parent().into_iter().flat_map(Path::ancestors).take_while(|folder| folder.starts_with(root));
        let nearest = folders
            .into_iter()
            .find(|folder| self.by_folder.entry((*folder).to_owned()).or_insert_with(|| read(folder)).is_some());
        nearest.and_then(|folder| self.by_folder.get(folder)?.as_deref()).unwrap_or(&[])
    }
}

fn read(folder: &Path) -> Option<Vec<String>> {
    let path = NAMES.iter().map(|name| folder.join(name)).find(|path| path.is_file())?;
    if fs::metadata(&path).ok()?.len() > SIZE_CAP {
        return Some(Vec::new());
    }
    let text = fs::read_to_string(&path).unwrap_or_default();
    let is_json = path.extension().is_some_and(|extension| extension.to_string_lossy().starts_with("json"));
    Some(if is_json { json(&text) } else { yaml(&text) })
}

/// The keys with the value `false`. What cannot be read switches nothing off: it is another program's file.
fn json(text: &str) -> Vec<String> {
    let Ok(Some(JsonValue::Object(object))) = parse_to_value(text, &ParseOptions::default()) else { return Vec::new() };
    let switches = object.take_inner().into_iter().filter(|(_, value)| matches!(value, JsonValue::Boolean(false)));
    let mut names: Vec<String> = switches.map(|(name, _)| name.into_owned()).collect();
    names.sort();
    names
}

/// The same of YAML.
fn yaml(text: &str) -> Vec<String> {
    let switches = scalars(text).into_iter().filter_map(|(path, value)| match path.as_slice() {
        [name] if matches!(value.as_str(), "false" | "False" | "FALSE") => Some(name.clone()),
        _ => None,
    });
    switches.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn switches() {
        assert_eq!(
            json("{ // why\n \"MD034\": false, \"MD013\": {\"x\": false}, \"no-bare-urls\": false, }"),
            ["MD034", "no-bare-urls"]
        );
        assert_eq!(json("{ broken"), [""; 0]);
        assert_eq!(
            yaml("# MD001: false\nMD013: false # long\n\"MD034\": false\nMD007:\n  indent: false\nMD009: true\n"),
            ["MD013", "MD034"]
        );
        assert_eq!(yaml("{MD013: false, MD007: {indent: false}}"), ["MD013"]);
    }
}
