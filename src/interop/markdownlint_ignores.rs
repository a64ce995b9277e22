//! The files that markdownlint and rumdl leave out: `ignores` and negated `globs` of `.markdownlint-cli2.{jsonc,yaml}`,
//! `.markdownlintignore`, and rumdl's `exclude`.

use crate::interop::nearest::NearestSettings;
use crate::interop::rumdl;
use crate::interop::yaml::{self, Yaml};
use crate::workspace::patterns::{MOST_EXPRESSIONS, Patterns};
use crate::workspace::regular_file::{is_within, text_within};
use jsonc_parser::{JsonValue, ParseOptions, parse_to_value};
use std::path::Path;
use std::sync::Arc;

/// The name of the file that does nothing else.
pub(super) const NAME: &str = ".markdownlintignore";
/// The largest file that is looked at, in bytes.
const SIZE_CAP: u64 = 256 * 1024;

/// What the files of one folder leave out.
#[derive(Debug)]
pub(crate) struct IgnoredFiles {
    /// The names of the files that say so.
    pub names: Vec<&'static str>,
    patterns: Patterns,
}

/// What is left out from a folder up, each read at most once.
#[derive(Debug, Default)]
pub(crate) struct MarkdownlintIgnores {
    nearest: NearestSettings<IgnoredFiles>,
}

impl MarkdownlintIgnores {
    /// What leaves out the file at `path`, of the nearest folder up to `root` that leaves out any; `None` where nothing does.
    pub(crate) fn of(&mut self, path: &Path, root: &Path) -> Option<Arc<IgnoredFiles>> {
        let nearest = self.nearest.of(path, root, |folder| find(folder, root));
        nearest.filter(|ignored| ignored.patterns.matches(path))
    }

    /// The names of the files that leave out any of the files in `folder`.
    pub(crate) fn names(&mut self, folder: &Path, root: &Path) -> Vec<&'static str> {
        let nearest = self.nearest.of(&folder.join("README.md"), root, |folder| find(folder, root));
        nearest.map(|ignored| ignored.names.clone()).unwrap_or_default()
    }
}

/// The names of those of markdownlint-cli2's configurations in `folder` whose `globs` name what is checked and not only what is
/// left out.
pub(crate) fn with_positive_globs(folder: &Path, root: &Path) -> Vec<&'static str> {
    let text = |name: &str| text_within(&folder.join(name), root, SIZE_CAP).unwrap_or_default();
    let (json, yaml) = (".markdownlint-cli2.jsonc", ".markdownlint-cli2.yaml");
    let has_positive = |globs: &[String]| globs.iter().any(|glob| !glob.starts_with(['!', '#']) && !is_all(glob));
    let of = [(json, texts_of_json(&text(json), "globs")), (yaml, texts_of_yaml(&text(yaml), "globs"))];
    of.into_iter().filter(|(_, globs)| has_positive(globs)).map(|(name, _)| name).collect()
}

/// Whether `glob` names all markdown files.
fn is_all(glob: &str) -> bool {
    matches!(glob.trim_start_matches("./"), "**" | "." | "**/*.md" | "**/*.{md,markdown}")
}

fn find(folder: &Path, root: &Path) -> Option<Arc<IgnoredFiles>> {
    let text = |name: &str| {
        let path = folder.join(name);
        text_within(&path, root, SIZE_CAP).filter(|_| is_within(&path, root))
    };
    let rumdl = rumdl::settings(folder, root);
    let sources = [
        (".markdownlint-cli2.jsonc", text(".markdownlint-cli2.jsonc").map(|text| json(&text))),
        (".markdownlint-cli2.yaml", text(".markdownlint-cli2.yaml").map(|text| of_yaml(&text))),
        (NAME, text(NAME).map(|text| text.lines().map(str::to_owned).collect())),
        (rumdl.as_ref().map_or("", |rumdl| rumdl.name), rumdl.as_ref().map(|rumdl| rumdl.exclude.clone())),
    ];
    let is_pattern = |line: &String| {
        let text = line.trim();
        !text.is_empty() && !text.starts_with('#') && Patterns::new(folder, std::slice::from_ref(line)).is_ok()
    };
    let (mut names, mut lines) = (Vec::new(), Vec::new());
    for (name, found) in sources {
        let found: Vec<String> =
            found.unwrap_or_default().into_iter().take(MOST_EXPRESSIONS).filter(is_pattern).collect();
        if !found.is_empty() {
            names.push(name);
            lines.extend(found);
        }
    }
    let patterns = Patterns::new(folder, &lines).ok().filter(|_| !lines.is_empty())?;
    Some(Arc::new(IgnoredFiles { names, patterns }))
}

/// The patterns of `ignores` as they are, and those of `globs` that `!` or `#` negates.
fn patterns<'a>(ignores: impl Iterator<Item = &'a str>, globs: impl Iterator<Item = &'a str>) -> Vec<String> {
    let negated = globs.filter_map(|glob| glob.strip_prefix(['!', '#']));
    let plain = |pattern: &str| pattern.strip_prefix("./").unwrap_or(pattern).to_owned();
    ignores.filter(|pattern| !pattern.starts_with(['!', '#'])).chain(negated).map(plain).collect()
}

fn json(text: &str) -> Vec<String> {
    of_texts(&texts_of_json(text, "ignores"), &texts_of_json(text, "globs"))
}

fn of_yaml(text: &str) -> Vec<String> {
    of_texts(&texts_of_yaml(text, "ignores"), &texts_of_yaml(text, "globs"))
}

fn of_texts(ignores: &[String], globs: &[String]) -> Vec<String> {
    patterns(ignores.iter().map(String::as_str), globs.iter().map(String::as_str))
}

/// The texts of the array that the JSON `text` has under `key`.
fn texts_of_json(text: &str, key: &str) -> Vec<String> {
    let Ok(Some(JsonValue::Object(object))) = parse_to_value(text, &ParseOptions::default()) else { return Vec::new() };
    let items = object.get_array(key).into_iter().flat_map(|items| items.iter());
    items.filter_map(|item| if let JsonValue::String(text) = item { Some(text.to_string()) } else { None }).collect()
}

/// The same for YAML.
fn texts_of_yaml(text: &str, key: &str) -> Vec<String> {
    let file = yaml::read(text);
    // What comes before a mistake is not to be trusted either.
    let Some(value) = file.value.filter(|_| file.is_whole) else { return Vec::new() };
    value.values(key).flat_map(Yaml::texts).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out() {
        let expected = ["drafts/**", "old.md"];
        let text =
            "{ \"globs\": [\"**/*.md\", \"#old.md\"], // why\n \"ignores\": [\"./drafts/**\", \"!keep.md\", 7] }";
        assert_eq!(json(text), expected);
        assert_eq!(of_yaml("globs: ['*.md', '!old.md']\nignores:\n  - drafts/**\n"), expected);
        for broken in ["", "[]", "{ \"ignores\": {} }", "ignores: [a\n", &"[".repeat(100_000)] {
            assert!(json(broken).is_empty() && of_yaml(broken).is_empty(), "{broken}");
        }
    }

    #[test]
    fn what_is_named_is_told_from_what_is_left_out() {
        let folder = tempfile::tempdir().expect("a folder");
        for (text, is_positive) in [
            ("{ \"globs\": [\"docs/*.md\"] }", true),
            ("{ \"globs\": [\"**/*.md\", \"!drafts\"] }", false),
            ("{ broken", false),
        ] {
            std::fs::write(folder.path().join(".markdownlint-cli2.jsonc"), text).expect("written");
            let names = with_positive_globs(folder.path(), folder.path());
            assert_eq!(!names.is_empty(), is_positive, "{text}");
        }
    }
}
