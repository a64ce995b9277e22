//! `.lycheeignore`: URLs that another link checker was told to leave alone, a regular expression on each line.

use crate::interop::nearest::NearestSettings;
use crate::workspace::patterns::{MOST_EXPRESSIONS, expression};
use crate::workspace::regular_file::{FileError, bytes_within};
use regex::Regex;
use std::path::Path;
use std::sync::Arc;

const NAME: &str = ".lycheeignore";
/// The largest file that is read, in bytes.
const SIZE_CAP: u64 = 256 * 1024;

/// What one such file says.
#[derive(Debug, Default)]
pub(crate) struct LycheeIgnore {
    /// The patterns.
    pub patterns: Vec<Regex>,
    /// What is wrong in it, for people.
    pub notices: Vec<String>,
}

/// The files from a folder up, each read at most once.
#[derive(Debug, Default)]
pub(crate) struct LycheeIgnores {
    nearest: NearestSettings<LycheeIgnore>,
}

impl LycheeIgnores {
    /// The nearest file up to `root` for the file at `path`.
    pub(crate) fn of(&mut self, path: &Path, root: &Path) -> Option<Arc<LycheeIgnore>> {
        self.nearest.of(path, root, |folder| read(folder, root))
    }
}

fn read(folder: &Path, root: &Path) -> Option<Arc<LycheeIgnore>> {
    let path = folder.join(NAME);
    let text = match bytes_within(&path, root, SIZE_CAP) {
        Ok(bytes) => String::from_utf8(bytes).ok(),
        Err(FileError::TooLarge(_) | FileError::Io(_)) => None,
        Err(_) => return None,
    };
    let ignore = text.map_or_else(
        || LycheeIgnore {
            notices: vec![format!(
                "{}: is not a text of at most {} KiB; it is left out",
                path.display(),
                SIZE_CAP >> 10
            )],
            ..LycheeIgnore::default()
        },
        |text| parse(&text, &path),
    );
    Some(Arc::new(ignore))
}

fn parse(text: &str, path: &Path) -> LycheeIgnore {
    let mut ignore = LycheeIgnore::default();
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        if ignore.patterns.len() + ignore.notices.len() == MOST_EXPRESSIONS {
            let left_out = format!("{}:{}: has more than {MOST_EXPRESSIONS} patterns", path.display(), at + 1);
            ignore.notices.push(format!("{left_out}; from here on they are left out"));
            break;
        }
        match expression(line) {
            Ok(pattern) => ignore.patterns.push(pattern),
            Err(_) => ignore.notices.push(format!("{}:{}: is not a pattern; it is left out", path.display(), at + 1)),
        }
    }
    ignore
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let ignore = parse("# ours\n\n^https://a\\.example\r\n(\n  # more\n/login$\n", Path::new("x"));
        let patterns: Vec<&str> = ignore.patterns.iter().map(Regex::as_str).collect();
        assert_eq!(patterns, ["^https://a\\.example", "/login$"]);
        assert_eq!(ignore.notices, ["x:4: is not a pattern; it is left out"]);
    }
}
