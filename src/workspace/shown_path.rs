//! Where a file is, and how it is called in reports.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

/// How text from standard input is called that was given no name.
pub(crate) const NAMELESS: &str = "<stdin>";

/// A file with the name it has in reports.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ShownPath {
    /// Relative to where curate runs, with forward slashes.
    pub shown: String,
    /// Absolute, without `.` and `..`.
    pub path: PathBuf,
}

impl ShownPath {
    /// The place that `named` means when curate runs in `here` (absolute).
    pub(crate) fn new(here: &Path, named: &Path) -> Self {
        let path = normalised(&here.join(named));
        Self { shown: shown(here, &path), path }
    }
}

/// `path` without `.` and `..`, by its text alone.
pub(crate) fn normalised(path: &Path) -> PathBuf {
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
pub(crate) fn shown(here: &Path, path: &Path) -> String {
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
            assert_eq!(ShownPath::new(Path::new(here), Path::new(named)).shown, expected);
        }
    }
}
