//! What the configuration of markdownlint switches on and off: `.markdownlint.{jsonc,json,yaml,yml}`,
//! `.markdownlintrc`, and what `.markdownlint-cli2.{jsonc,yaml}` has under `config`; and what rumdl, which has the same rules, is told of them.

use crate::interop::markdownlint_values::{SwitchValue, is_json, is_yaml, of_json, of_yaml};
use crate::interop::nearest::NearestSettings;
use crate::interop::rumdl::{self, RumdlSettings};
use crate::workspace::regular_file::{is_within, text_within};
use crate::workspace::shown_path::{normalised, shown};
use curate_rules::{MarkdownlintSwitch, Parameters};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The names of its configuration, in the order in which markdownlint looks for them, with the key that it is below.
const NAMES: &[(&str, Option<&str>)] = &[
    (".markdownlint.jsonc", None),
    (".markdownlint.json", None),
    (".markdownlint.yaml", None),
    (".markdownlint.yml", None),
    (".markdownlint-cli2.jsonc", Some("config")),
    (".markdownlint-cli2.yaml", Some("config")),
    (".markdownlintrc", None),
];
/// Names of its configuration that are programs, which nobody runs here.
const PROGRAMS: &[&str] =
    &[".markdownlint.cjs", ".markdownlint.mjs", ".markdownlint-cli2.cjs", ".markdownlint-cli2.mjs"];
/// The largest file that is looked at, in bytes.
const SIZE_CAP: u64 = 256 * 1024;
/// The most files that extend one another.
const LONGEST_CHAIN: usize = 32;

/// Whether a file with this name says something of rules.
pub(super) fn is_settings(name: &str) -> bool {
    NAMES.iter().any(|(known, _)| *known == name)
}

/// The switches of the configurations from a folder up, each read at most once.
#[derive(Debug, Default)]
pub(crate) struct MarkdownlintConfigs {
    nearest: NearestSettings<FolderSwitches>,
}

/// The switches of the configurations in one folder.
#[derive(Debug)]
struct FolderSwitches {
    own: Vec<MarkdownlintSwitch>,
    rumdl: Option<RumdlSettings>,
    /// The files that cannot be read, as they are shown.
    unread: Vec<String>,
}

impl MarkdownlintConfigs {
    /// The switches of the nearest configuration up to `root` for the file at `path`, in order; what it extends comes first.
    pub(crate) fn switches(&mut self, path: &Path, root: &Path) -> Vec<MarkdownlintSwitch> {
        let Some(nearest) = self.nearest.of(path, root, |folder| find(folder, root)) else { return Vec::new() };
        let of_rumdl = nearest.rumdl.iter().flat_map(|rumdl| rumdl.switches_for(path));
        nearest.own.iter().cloned().chain(of_rumdl).collect()
    }

    /// The configurations that would count for the file at `path` and cannot be read, as they are shown.
    pub(crate) fn unread(&mut self, path: &Path, root: &Path) -> Vec<String> {
        let nearest = self.nearest.of(path, root, |folder| find(folder, root));
        nearest.map(|nearest| nearest.unread.clone()).unwrap_or_default()
    }
}

/// Those of the configurations in `folder` that are programs, which say nothing here.
pub(crate) fn programs(folder: &Path) -> impl Iterator<Item = &'static str> {
    PROGRAMS.iter().copied().filter(move |name| folder.join(name).is_file())
}

fn find(folder: &Path, root: &Path) -> Option<Arc<FolderSwitches>> {
    let there = NAMES.iter().map(|(name, within)| (folder.join(name), *within));
    let own = there.into_iter().filter(|(path, _)| is_within(path, root)).find_map(|(path, within)| {
        let pairs = pairs(&path, root, within)?;
        let mut switches = Vec::new();
        take(pairs, &path, root, &mut HashSet::from([path.clone()]), &mut switches);
        Some(switches)
    });
    let rumdl = rumdl::settings(folder, root).filter(RumdlSettings::has_switches);
    let of_markdownlint = NAMES.iter().map(|(name, _)| folder.join(name)).filter(|path| is_unread(path, root));
    let of_rumdl = rumdl::unread(folder, root).map(|name| folder.join(name));
    let unread: Vec<String> = of_markdownlint.chain(of_rumdl).map(|path| shown(root, &path)).collect();
    let has_any = own.is_some() || rumdl.is_some() || !unread.is_empty();
    has_any.then(|| Arc::new(FolderSwitches { own: own.unwrap_or_default(), rumdl, unread }))
}

/// Whether the file at `path` is there and is not what its name promises.
fn is_unread(path: &Path, root: &Path) -> bool {
    let is_read = |text: String| match Syntax::of(path) {
        Syntax::Json => is_json(&text),
        Syntax::Yaml => is_yaml(&text),
        Syntax::Either => is_json(&text) || is_yaml(&text),
    };
    is_within(path, root) && !text_within(path, root, SIZE_CAP).is_some_and(is_read)
}

/// What a configuration is written in.
enum Syntax {
    Json,
    Yaml,
    /// Its name does not say.
    Either,
}

impl Syntax {
    fn of(path: &Path) -> Self {
        match path.extension() {
            Some(extension) if extension.to_string_lossy().starts_with("json") => Self::Json,
            Some(_) => Self::Yaml,
            None => Self::Either,
        }
    }
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
        SwitchValue::Text(name) if key == "extends" => Some(normalised(&path.parent().unwrap_or(root).join(name))),
        _ => None,
    });
    let extended = extended.filter(|extended| extended.starts_with(root) && is_within(extended, root));
    if let Some(extended) = extended.filter(|extended| seen.len() < LONGEST_CHAIN && seen.insert(extended.clone()))
        && let Some(pairs) = self::pairs(&extended, root, None)
    {
        take(pairs, &extended, root, seen, switches);
    }
    let source: Arc<str> = Arc::from(shown(root, path));
    let own = pairs.into_iter().filter(|(key, _)| key != "extends" && key != "$schema");
    switches.extend(own.map(|(name, value)| {
        let (on, parameters) = match value {
            SwitchValue::Off => (false, Parameters::new()),
            SwitchValue::On(parameters) => (true, parameters),
            SwitchValue::Text(_) => (true, Parameters::new()),
        };
        MarkdownlintSwitch { name, on, parameters, source: Arc::clone(&source) }
    }));
}

/// The keys of the file at `path` with their values, or of the table that it has under `within`; `None` where there is no
/// such table. What cannot be read says nothing: it is another program's file.
fn pairs(path: &Path, root: &Path, within: Option<&str>) -> Option<Vec<(String, SwitchValue)>> {
    let text = text_within(path, root, SIZE_CAP).unwrap_or_default();
    let pairs = match Syntax::of(path) {
        Syntax::Json => of_json(&text, within),
        Syntax::Yaml => of_yaml(&text, within),
        Syntax::Either => of_json(&text, within).or_else(|| of_yaml(&text, within)),
    };
    if within.is_none() { Some(pairs.unwrap_or_default()) } else { pairs }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_a_file_extends_comes_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("list");
        fs::create_dir_all(root.join("settings")).expect("created");
        let write = |name: &str, text: &str| fs::write(root.join(name), text).expect("written");
        write(".markdownlint-cli2.jsonc", "{\"globs\": []}");
        let switches = || MarkdownlintConfigs::default().switches(&root.join("README.md"), &root);
        assert_eq!(switches(), []);
        write(".markdownlint-cli2.yaml", "config: {extends: settings/base.json, MD001: true}");
        write("settings/base.json", "{\"MD001\": false, \"MD002\": false, \"extends\": \"../../outside.json\"}");
        fs::write(folder.path().join("outside.json"), "{\"MD003\": false}").expect("written");
        let names = |switches: Vec<MarkdownlintSwitch>| -> Vec<String> {
            let one = |switch: MarkdownlintSwitch| {
                format!("{}{} {}", if switch.on { '+' } else { '-' }, switch.name, switch.source)
            };
            switches.into_iter().map(one).collect()
        };
        assert_eq!(
            names(switches()),
            ["-MD001 settings/base.json", "-MD002 settings/base.json", "+MD001 .markdownlint-cli2.yaml"],
            "and nothing from outside the project"
        );
    }
}
