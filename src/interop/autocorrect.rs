//! What AutoCorrect is told: `.autocorrectrc` and `.autocorrectignore`.

use crate::interop::nearest::NearestSettings;
use crate::interop::yaml::{self, Yaml};
use crate::workspace::patterns::{MOST_EXPRESSIONS, Patterns};
use crate::workspace::regular_file::{FileError, bytes_within};
use crate::workspace::shown_path::shown;
use curate_rules::{OtherSetting, RULES, settings_by_autocorrect};
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

/// The name of its configuration, and of the file that names what it leaves alone.
pub(super) const NAME: &str = ".autocorrectrc";
pub(super) const IGNORE: &str = ".autocorrectignore";
/// The largest file that is looked at, in bytes.
const SIZE_CAP: u64 = 64 * 1024;
/// The most words that are taken, and the longest, in bytes.
const MOST: usize = 1024;
const LONGEST: usize = 128;

/// The configurations of folders, each read at most once.
#[derive(Debug, Default)]
pub(crate) struct AutocorrectConfigs {
    nearest: NearestSettings<AutocorrectSettings>,
    ignored: NearestSettings<(Patterns, Arc<str>)>,
}

/// What counts here of one configuration of AutoCorrect.
#[derive(Debug)]
struct AutocorrectSettings {
    words: Arc<[String]>,
    /// The names of its rules that are off.
    off: Vec<String>,
    /// Whether it has no mistake.
    is_whole: bool,
    /// The file, as it is shown.
    source: Arc<str>,
}

impl AutocorrectConfigs {
    /// The words that the nearest configuration up to `root` wants written in one way in the file at `path`: `right`, or
    /// `wrong = right`; each once. None where it switches its spelling check off.
    pub(crate) fn words(&mut self, path: &Path, root: &Path) -> Arc<[String]> {
        if self.ignoring(path, root).is_some() {
            return Arc::default();
        }
        let settings = self.nearest.of(path, root, |folder| read(&folder.join(NAME), root));
        settings.map(|settings| Arc::clone(&settings.words)).unwrap_or_default()
    }

    /// What it changes in our rules for the file at `path`.
    pub(crate) fn changes(&mut self, path: &Path, root: &Path) -> Vec<OtherSetting> {
        if let Some(source) = self.ignoring(path, root) {
            return settings_by_autocorrect(&[String::new()], &source, RULES);
        }
        let settings = self.nearest.of(path, root, |folder| read(&folder.join(NAME), root));
        settings.map(|settings| settings_by_autocorrect(&settings.off, &settings.source, RULES)).unwrap_or_default()
    }

    /// The nearest configuration, as it is shown, where it has a mistake.
    pub(crate) fn unread(&mut self, path: &Path, root: &Path) -> Option<String> {
        let settings = self.nearest.of(path, root, |folder| read(&folder.join(NAME), root));
        settings.filter(|settings| !settings.is_whole).map(|settings| settings.source.to_string())
    }

    /// The nearest `.autocorrectignore`, where it names the file at `path`.
    fn ignoring(&mut self, path: &Path, root: &Path) -> Option<Arc<str>> {
        let nearest = self.ignored.of(path, root, |folder| ignored(folder, root))?;
        nearest.0.matches(path).then(|| Arc::clone(&nearest.1))
    }
}

fn read(path: &Path, root: &Path) -> Option<Arc<AutocorrectSettings>> {
    let text = match bytes_within(path, root, SIZE_CAP) {
        Ok(bytes) => String::from_utf8(bytes).unwrap_or_default(),
        Err(FileError::TooLarge(_)) => String::new(),
        Err(_) => return None,
    };
    // YAML or JSON; the latter is YAML too.
    let file = yaml::read(&text);
    let config = file.value.unwrap_or(Yaml::Alias);
    let (words, off, source) = (words(&config).into(), off(&config), Arc::from(shown(root, path)));
    let settings = AutocorrectSettings { words, off, is_whole: file.is_whole, source };
    Some(Arc::new(settings))
}

fn ignored(folder: &Path, root: &Path) -> Option<Arc<(Patterns, Arc<str>)>> {
    let path = folder.join(IGNORE);
    let text = String::from_utf8(bytes_within(&path, root, SIZE_CAP).ok()?).ok()?;
    let is_pattern = |line: &String| Patterns::new(folder, std::slice::from_ref(line)).is_ok();
    let lines: Vec<String> = text.lines().map(str::to_owned).filter(is_pattern).take(MOST_EXPRESSIONS).collect();
    Some(Arc::new((Patterns::new(folder, &lines).ok()?, Arc::from(shown(root, &path)))))
}

/// The rules that are off.
fn off(config: &Yaml) -> Vec<String> {
    let tables =
        config.values("rules").filter_map(|rules| if let Yaml::Mapping(pairs) = rules { Some(pairs) } else { None });
    let is_off = |value: &Yaml| value.texts().any(|level| matches!(level, "0" | "off"));
    let off = tables.flatten().filter(|(name, value)| !name.is_empty() && is_off(value));
    off.map(|(name, _)| name.to_string()).collect()
}

fn words(config: &Yaml) -> Vec<String> {
    let texts = |keys: [&'static str; 2]| {
        let [table, key] = keys;
        config.values(table).flat_map(move |table| table.values(key)).flat_map(Yaml::texts)
    };
    if texts(["rules", "spellcheck"]).any(|level| matches!(level, "0" | "off")) {
        return Vec::new();
    }
    let mut seen = HashSet::new();
    let words = texts(["spellcheck", "words"]).filter(|word| !word.trim().is_empty() && word.len() <= LONGEST);
    words.take(MOST).filter(|word| seen.insert(*word)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn lists_of_words() {
        let words = |text: &str| yaml::read(text).value.map_or_else(Vec::new, |config| words(&config));
        assert_eq!(
            words(
                "# why\nrules:\n  spellcheck: 2\nspellcheck:\n  words:\n    - LarchNote\n    - 'Elm DB = ElmDB' # new\n  mode: 1\n"
            ),
            ["LarchNote", "Elm DB = ElmDB"]
        );
        assert_eq!(words("{\"spellcheck\": {\"words\": [\"LarchNote\"]}}"), ["LarchNote"]);
        assert_eq!(words("spellcheck: [LarchNote]\nwords:\n  - ElmDB\n"), [""; 0]);
        assert_eq!(words("rules:\n  spellcheck: 0\nspellcheck:\n  words: [LarchNote]\n"), [""; 0]);
    }

    #[test]
    fn the_nearest_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let inner = folder.path().join("docs");
        fs::create_dir(&inner).expect("created");
        fs::write(folder.path().join(NAME), "spellcheck:\n  words: [LarchNote]\n").expect("written");
        let mut configs = AutocorrectConfigs::default();
        assert_eq!(*configs.words(&inner.join("a.md"), folder.path()), ["LarchNote"]);
        assert_eq!(*configs.words(&inner.join("a.md"), &inner), [""; 0]);
    }
}
