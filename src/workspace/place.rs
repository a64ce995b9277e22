//! Where a file is, and how it is called in reports.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;

/// How text from standard input is called that was given no name.
pub const NAMELESS: &str = "<stdin>";

/// A file with the name it has in reports.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Relative to where curate runs, with forward slashes.
    pub shown: String,
    /// Absolute, without `.` and `..`.
    pub path: PathBuf,
}

impl Place {
    /// The place that `named` means when curate runs in `here` (absolute).
    pub fn new(here: &Path, named: &Path) -> Self {
        let path = normalised(&here.join(named));
        Self { shown: shown(here, &path), path }
    }
}

/// `path` without `.` and `..`, by its text alone.
pub fn normalised(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            component => out.push(component),
        }
    }
    out
}

/// `path` relative to `here` with forward slashes; both absolute and normalised.
pub fn shown(here: &Path, path: &Path) -> String {
    let shared = here.components().zip(path.components()).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return with_slashes(path);
    }
    let up = here.components().skip(shared).map(|_| "..".to_owned());
    let down = path.components().skip(shared).map(|part| name(part.as_os_str()).into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

fn with_slashes(path: &Path) -> String {
    let text = name(path.as_os_str());
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}

/// `name` as text; bytes that are not UTF-8 as `\xff`, so that two such names do not look alike.
fn name(name: &OsStr) -> Cow<'_, str> {
    if let Some(text) = name.to_str() {
        return Cow::Borrowed(text);
    }
    let mut text = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    Cow::Owned(text)
}

/// The roots of projects: the folder with `.git` above a file.
#[derive(Debug)]
pub struct Roots {
    here: PathBuf,
    known: Mutex<HashMap<PathBuf, Option<PathBuf>>>,
}

impl Roots {
    /// Roots as seen from `here`, where curate runs.
    pub fn new(here: PathBuf) -> Self {
        Self { here, known: Mutex::default() }
    }

    /// The root of the project that the file at `path` is in: its repository, else where curate runs, else its folder.
    pub fn of(&self, path: &Path) -> PathBuf {
        let folder = path.parent().unwrap_or(path);
        if let Some(root) = self.repository(folder) {
            return root;
        }
        if folder.starts_with(&self.here) { self.here.clone() } else { folder.to_owned() }
    }

    /// The root of the repository that `folder` is in.
    pub fn repository(&self, folder: &Path) -> Option<PathBuf> {
        if let Some(known) = self.known.lock().ok().and_then(|known| known.get(folder).cloned()) {
            return known;
        }
        let root = folder.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_owned);
        if let Ok(mut known) = self.known.lock() {
            known.insert(folder.to_owned(), root.clone());
        }
        root
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_reports() {
        for (here, named, expected) in [
            ("/a/b", "README.md", "README.md"),
            ("/a/b", "./docs/../README.md", "README.md"),
            ("/a/b", "../c/x.md", "../c/x.md"),
            ("/a/b", "/a/b/c.md", "c.md"),
            ("/a/b", ".", "."),
        ] {
            assert_eq!(Place::new(Path::new(here), Path::new(named)).shown, expected);
        }
    }
}
