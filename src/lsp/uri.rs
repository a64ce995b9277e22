//! URIs of clients, and the paths that they mean.

use crate::workspace::shown_path::normalised;
use gen_lsp_types::Uri;
use std::path::{Path, PathBuf};

/// The file that `uri` means, absolute and without `.` and `..`; `None` where it is not one of this machine: a buffer that was never saved,
/// a file within an archive or on another host.
pub(crate) fn path_of(uri: &Uri) -> Option<PathBuf> {
    if uri.scheme() != "file" {
        return None;
    }
    uri.to_file_path().ok().map(|path| normalised(&path))
}

/// The URI of the file at `path` (absolute).
pub(crate) fn uri_of(path: &Path) -> Option<Uri> {
    Uri::from_file_path(path).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(uri: &str) -> Option<PathBuf> {
        path_of(&Uri::parse(uri).expect("a URI"))
    }

    #[cfg(unix)]
    #[test]
    fn paths_of_uris() {
        for (uri, expected) in [
            ("file:///home/a%20b/README.md", Some("/home/a b/README.md")),
            ("file:///%E4%B8%AD%E6%96%87/%E8%AF%BB.md", Some("/中文/读.md")),
            ("file:///中文/读.md", Some("/中文/读.md")),
            ("file:///a/b/../c%23d.md", Some("/a/c#d.md")),
            ("file://localhost/a.md", Some("/a.md")),
            ("file://elsewhere/a.md", None),
            ("untitled:Untitled-1", None),
            ("vscode-vfs://github/a/b.md", None),
            ("git:/a/b.md?%7B%7D", None),
        ] {
            assert_eq!(path(uri), expected.map(PathBuf::from), "{uri}");
        }
    }

    #[cfg(windows)]
    #[test]
    fn drive_letters() {
        for uri in ["file:///c%3A/a%20b.md", "file:///C:/a%20b.md"] {
            let path = path(uri).expect("a path");
            assert!(path.to_string_lossy().eq_ignore_ascii_case(r"C:\a b.md"), "{path:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn there_and_back() {
        for path in ["/home/a b/100%.md", "/中文/读 #1?.md"] {
            let uri = uri_of(Path::new(path)).expect("a URI");
            assert_eq!(path_of(&uri), Some(PathBuf::from(path)), "{uri}");
        }
    }
}
