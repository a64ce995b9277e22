//! Finds the settings of other link checkers.

use crate::interop::link_checker_settings::LinkCheckerSettings;
use crate::interop::nearest::NearestSettings;
use crate::interop::{lychee_toml, markdown_link_check};
use crate::workspace::regular_file::{FileError, bytes_within};
use curate_rules::text;
use std::path::Path;
use std::sync::Arc;

/// The largest file that is read, in bytes.
const SIZE_CAP: u64 = 256 * 1024;

/// The configurations of lychee and of markdown-link-check from a folder up, each read at most once.
#[derive(Debug, Default)]
pub(crate) struct LinkCheckers {
    lychee: NearestSettings<LinkCheckerSettings>,
    markdown_link_check: NearestSettings<LinkCheckerSettings>,
}

impl LinkCheckers {
    /// The nearest configuration of lychee up to `root` for the file at `path`.
    pub(crate) fn lychee(&mut self, path: &Path, root: &Path) -> Option<Arc<LinkCheckerSettings>> {
        self.lychee.of(path, root, |folder| first(folder, root, lychee_toml::NAMES, lychee_toml::read))
    }

    /// The nearest configuration of markdown-link-check up to `root` for the file at `path`.
    pub(crate) fn markdown_link_check(&mut self, path: &Path, root: &Path) -> Option<Arc<LinkCheckerSettings>> {
        let names = markdown_link_check::NAMES;
        self.markdown_link_check.of(path, root, |folder| first(folder, root, names, markdown_link_check::read))
    }
}

/// What `read` makes of the first file in `folder` that has one of `names`. What cannot be read says nothing, with a notice.
fn first(
    folder: &Path,
    root: &Path,
    names: &[&str],
    read: fn(&str, &str) -> LinkCheckerSettings,
) -> Option<Arc<LinkCheckerSettings>> {
    names.iter().find_map(|name| {
        let path = folder.join(name);
        let shown = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        let text = match bytes_within(&path, root, SIZE_CAP) {
            Ok(bytes) => String::from_utf8(bytes).ok(),
            Err(FileError::TooLarge(_) | FileError::Io(_)) => None,
            Err(_) => return None,
        };
        let unreadable = || LinkCheckerSettings {
            notice: Some(text!(
                "{shown}: is not a text of at most {most} KiB; it is left out",
                shown = &shown,
                most = SIZE_CAP >> 10
            )),
            ..LinkCheckerSettings::default()
        };
        let settings = text.map_or_else(unreadable, |text| read(&text, &shown));
        Some(Arc::new(LinkCheckerSettings { folder: folder.to_owned(), ..settings }))
    })
}
