//! What other linters and link checkers left in a project.

use crate::interop::link_checkers::LinkCheckers;
use crate::interop::lycheeignore::LycheeIgnores;
use crate::interop::markdownlint_ignores::MarkdownlintIgnores;
use crate::workspace::folders::{FileKind, Folders};
use crate::workspace::regular_file::text_in_repository;
use std::path::Path;

/// The largest file that is looked at, in bytes.
const SIZE_CAP: u64 = 256 * 1024;

/// Programs whose work is done here, as workflows and manifests name them.
const PROGRAMS: [&str; 7] =
    ["awesome-lint", "markdownlint", "rumdl", "autocorrect", "lychee", "markdown-link-check", "remark"];

/// What was found, each as a line for people.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct OtherTools {
    /// Files that count as they are.
    pub honoured: Vec<String>,
    /// Files that do not count.
    pub left: Vec<&'static str>,
    /// Where other programs are run.
    pub runs: Vec<String>,
    /// Whether awesome-lint is among them.
    pub awesome_lint: bool,
}

/// What there is in the folder `root` of a project.
pub(super) fn surroundings(root: &Path, folders: &Folders) -> OtherTools {
    let mut found = OtherTools::default();
    let names = folders.names(root);
    let is_file = |name: &str| names.kind(name) == Some(FileKind::File);
    for name in [".autocorrectrc", ".autocorrectrc.yml", ".autocorrectrc.yaml", ".autocorrectrc.json"] {
        if is_file(name) {
            found.honoured.push(format!("{name}: its words, by formatting/terms"));
        }
    }
    let (mut checkers, page) = (LinkCheckers::default(), root.join("README.md"));
    found.honoured.extend(LycheeIgnores::default().of(&page, root).and_then(|ignored| ignored.notice.clone()));
    let others = checkers.lychee(&page, root).into_iter().chain(checkers.markdown_link_check(&page, root));
    found.honoured.extend(others.filter_map(|other| other.notice.clone()));
    for name in MarkdownlintIgnores::default().names(root, root) {
        found.honoured.push(format!("{name}: what it leaves out is left out"));
    }
    for name in [".prettierrc", ".prettierignore", ".remarkrc", ".remarkignore", ".textlintrc"] {
        if is_file(name) {
            found.left.push(name);
        }
    }
    let workflows = root.join(".github").join("workflows");
    let workflows = folders
        .names(&workflows)
        .iter()
        .filter(|(name, kind)| *kind == FileKind::File && is_yaml(name))
        .map(|(name, _)| format!(".github/workflows/{name}"))
        .collect::<Vec<_>>();
    let others = ["package.json", ".pre-commit-config.yaml"].into_iter().filter(|name| is_file(name));
    for name in workflows.into_iter().chain(others.map(str::to_owned)) {
        let text = read(&root.join(&name));
        let programs: Vec<&str> = PROGRAMS.into_iter().filter(|program| names_program(&text, program)).collect();
        found.awesome_lint |= programs.contains(&"awesome-lint");
        if !programs.is_empty() {
            found.runs.push(format!("{name}: {}", programs.join(", ")));
        }
    }
    found
}

fn is_yaml(name: &str) -> bool {
    let extension = Path::new(name).extension();
    extension.is_some_and(|extension| extension == "yml" || extension == "yaml")
}

/// Whether `program` stands in `text` outside comments, not as a part of a longer word.
fn names_program(text: &str, program: &str) -> bool {
    text.lines().filter(|line| !line.trim_start().starts_with('#')).any(|line| {
        line.match_indices(program).any(|(at, _)| {
            let before = line.get(..at).and_then(|before| before.chars().next_back());
            !before.is_some_and(char::is_alphanumeric)
        })
    })
}

fn read(path: &Path) -> String {
    // What cannot be read says nothing: it is another program's file.
    text_in_repository(path, SIZE_CAP).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_others_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("created");
            fs::write(path, text).expect("written");
        };
        assert_eq!(surroundings(folder.path(), &Folders::default()), OtherTools::default());
        write(".lycheeignore", "# ours\nhttps://a.example\n\n^https://b\n");
        write("lychee.toml", "timeout = 30\nexclude = ['^https://c\\.example']\naccept = [200]\n");
        write("mlc_config.json", "{\"ignorePatterns\": [{\"pattern\": \"^https://d\"}], \"retryCount\": 3}");
        write(".github/workflows/lint.yml", "# lychee\nrun: npx awesome-lint && xlychee\n");
        write("package.json", "{\"scripts\": {\"test\": \"markdownlint-cli2 *.md\"}}");
        let found = surroundings(folder.path(), &Folders::default());
        assert_eq!(
            found.honoured,
            [
                ".lycheeignore: 2 patterns taken over",
                "lychee.toml: timeout, exclude, accept taken over",
                "mlc_config.json: ignorePatterns taken over; retryCount not"
            ]
        );
        assert_eq!(found.runs, [".github/workflows/lint.yml: awesome-lint", "package.json: markdownlint"]);
        assert!(found.awesome_lint);
    }
}
