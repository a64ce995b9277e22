//! The files of a project, as an editor proposes them.

use crate::workspace::shown_path::shown;
use ignore::WalkBuilder;
use std::path::Path;

/// So many files are listed; a project with more has folders that nobody links to.
const MOST: usize = 10_000;
/// So many folders deep.
const DEEPEST: usize = 12;

/// The files below `here` (absolute) that version control does not ignore, of what is hidden those of `.github`, by their paths relative to it with forward
/// slashes, in order. Symbolic links are not followed.
pub(crate) fn project_files(here: &Path) -> Vec<String> {
    let mut builder = WalkBuilder::new(here);
    builder.max_depth(Some(DEEPEST)).follow_links(false).git_global(false).require_git(false).hidden(false);
    builder.filter_entry(|entry| {
        let name = entry.file_name().as_encoded_bytes();
        entry.depth() == 0 || !name.starts_with(b".") || name == b".github"
    });
    let entries = builder.build().filter_map(Result::ok);
    let is_file = |entry: &ignore::DirEntry| entry.file_type().is_some_and(|kind| kind.is_file());
    let mut files: Vec<String> = entries.filter(is_file).take(MOST).map(|entry| shown(here, entry.path())).collect();
    files.sort_unstable();
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_is_ignored_is_no_file_of_the_project() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |path: &str| folder.path().join(path);
        for inner in ["docs", "built", ".github"] {
            fs::create_dir(at(inner)).expect("a folder");
        }
        for path in ["README.md", "docs/a b.md", "built/x.md", ".hidden", ".github/CONTRIBUTING.md"] {
            fs::write(at(path), "x").expect("a file");
        }
        fs::write(at(".gitignore"), "built/\n").expect("a file");
        #[cfg(unix)]
        std::os::unix::fs::symlink(at("README.md"), at("link.md")).expect("a link");
        assert_eq!(project_files(folder.path()), [".github/CONTRIBUTING.md", "README.md", "docs/a b.md"]);
    }
}
