//! The words of a project's `.autocorrectrc`.

use crate::interop::nearest::NearestSettings;
use crate::interop::yaml::{self, Yaml};
use crate::workspace::regular_file::{FileError, bytes_within};
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

/// The name of its configuration.
const NAME: &str = ".autocorrectrc";
/// The largest file that is looked at, in bytes.
const SIZE_CAP: u64 = 64 * 1024;
/// The most words that are taken, and the longest, in bytes.
const MOST: usize = 1024;
const LONGEST: usize = 128;

/// The configurations of folders, each read at most once.
#[derive(Debug, Default)]
pub(crate) struct AutocorrectConfigs {
    nearest: NearestSettings<[String]>,
}

impl AutocorrectConfigs {
    /// The words that the nearest configuration up to `root` wants written in one way in the file at `path`: `right`, or
    /// `wrong = right`; each once. None where it switches its spelling check off.
    pub(crate) fn words(&mut self, path: &Path, root: &Path) -> Arc<[String]> {
        self.nearest.of(path, root, |folder| read(&folder.join(NAME), root)).unwrap_or_default()
    }
}

fn read(path: &Path, root: &Path) -> Option<Arc<[String]>> {
    match bytes_within(path, root, SIZE_CAP) {
        Ok(bytes) => Some(words(&String::from_utf8(bytes).unwrap_or_default()).into()),
        Err(FileError::TooLarge(_)) => Some(Arc::default()),
        Err(_) => None,
    }
}

/// YAML or JSON; the latter is YAML too.
fn words(text: &str) -> Vec<String> {
    let Some(config) = yaml::read(text).value else { return Vec::new() };
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
