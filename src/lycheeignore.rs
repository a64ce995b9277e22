//! `.lycheeignore`: URLs that another link checker was told to leave alone, a regular expression on each line.

use regex::Regex;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const NAME: &str = ".lycheeignore";
/// The largest file that is read, in bytes.
const SIZE_CAP: u64 = 256 * 1024;

/// What one such file says.
#[derive(Debug, Default)]
pub struct LycheeIgnore {
    /// The patterns.
    pub patterns: Vec<Regex>,
    /// What is wrong in it, for people.
    pub notices: Vec<String>,
}

/// The files from a folder up, each read at most once.
#[derive(Debug, Default)]
pub struct LycheeIgnores {
    by_folder: HashMap<PathBuf, Option<Arc<LycheeIgnore>>>,
}

impl LycheeIgnores {
    /// The nearest file up to `root` for the file at `path`.
    pub fn of(&mut self, path: &Path, root: &Path) -> Option<Arc<LycheeIgnore>> {
        let mut folders = path.ancestors().skip(1).take_while(|folder| folder.starts_with(root));
        folders.find_map(|folder| self.by_folder.entry(folder.to_owned()).or_insert_with(|| read(folder)).clone())
    }
}

fn read(folder: &Path) -> Option<Arc<LycheeIgnore>> {
    let path = folder.join(NAME);
    let length = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?.len();
    let text = (length <= SIZE_CAP).then(|| fs::read_to_string(&path).ok()).flatten();
    let said = text.map_or_else(
        || LycheeIgnore {
            notices: vec![format!("{}: is no text of at most {} KiB; it is left out", path.display(), SIZE_CAP >> 10)],
            ..LycheeIgnore::default()
        },
        |text| parse(&text, &path),
    );
    Some(Arc::new(said))
}

fn parse(text: &str, path: &Path) -> LycheeIgnore {
    let mut said = LycheeIgnore::default();
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        match Regex::new(line) {
            Ok(pattern) => said.patterns.push(pattern),
            Err(_) => said.notices.push(format!("{}:{}: is no pattern; it is left out", path.display(), at + 1)),
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let said = parse("# ours\n\n^https://a\\.example\r\n(\n  # more\n/login$\n", Path::new("x"));
        let patterns: Vec<&str> = said.patterns.iter().map(Regex::as_str).collect();
        assert_eq!(patterns, ["^https://a\\.example", "/login$"]);
        assert_eq!(said.notices, ["x:4: is no pattern; it is left out"]);
    }
}
