//! What other linters and link checkers left in a project.

use crate::interop::link_checkers::LinkCheckers;
use crate::interop::lycheeignore::LycheeIgnores;
use crate::interop::markdownlint;
use crate::interop::markdownlint_ignores::{MarkdownlintIgnores, with_positive_globs};
use crate::workspace::folders::{FileKind, Folders};
use crate::workspace::regular_file::text_in_repository;
use curate_rules::Text;
use std::path::Path;

/// The largest file that is looked at, in bytes.
const SIZE_CAP: u64 = 256 * 1024;

/// Programs whose work is done here, as workflows and manifests name them.
const PROGRAMS: [&str; 7] =
    ["awesome-lint", "markdownlint", "rumdl", "autocorrect", "lychee", "markdown-link-check", "remark"];

/// What follows the name of a program in those of its packages.
const PACKAGES: [&str; 7] = ["", "-cli", "-cli2", "-action", "-cli2-action", "-docker", "-pre-commit"];
/// What stands before it in those of actions.
const ACTIONS: [&str; 3] = ["github-action-", "actions-", "action-"];

/// Files of other programs that are not read, with the reason.
const NOT_READ: [(&str, &str); 11] = [
    (".prettierrc", PRETTIER),
    (".prettierrc.json", PRETTIER),
    (".prettierrc.yaml", PRETTIER),
    (".prettierrc.yml", PRETTIER),
    (".prettierrc.toml", PRETTIER),
    ("prettier.config.js", PRETTIER),
    (".prettierignore", "prettier leaves these files alone, curate does not; name them under `exclude` if it should."),
    (".remarkrc", REMARK),
    (".remarkrc.js", REMARK),
    (".remarkignore", "curate checks these files; name them under `exclude` if it should not."),
    (".textlintrc", "curate does not read it; keep textlint for style and grammar."),
];
const PRETTIER: &str =
    "curate wraps no lines and aligns no tables, so there is nothing to take over; run prettier as before.";
const REMARK: &str = "curate does not read it; comments such as `<!--lint disable …-->` count.";

/// What was found, each as a line for people.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct OtherTools {
    /// Files that count as they are.
    pub honoured: Vec<String>,
    /// What does not count, with the reason.
    pub left: Vec<String>,
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
    if is_file(".autocorrectrc") {
        found
            .honoured
            .push(".autocorrectrc: the words of its spelling check are those of formatting/terms.".to_owned());
    }
    let (mut checkers, page) = (LinkCheckers::default(), root.join("README.md"));
    let ignores =
        LycheeIgnores::default().of(&page, root).and_then(|ignored| ignored.notice.as_ref().map(Text::in_english));
    let others = checkers.lychee(&page, root).into_iter().chain(checkers.markdown_link_check(&page, root));
    let notices = ignores.into_iter().chain(others.filter_map(|other| other.notice.as_ref().map(Text::in_english)));
    found.honoured.extend(notices.map(|notice| format!("{notice}; this is for `curate links`.")));
    for name in MarkdownlintIgnores::default().names(root, root) {
        found.honoured.push(format!("{name}: the files that it leaves out are left out here too."));
    }
    for name in with_positive_globs(root, root) {
        found.left.push(format!(
            "{name}: `globs` says which files it checks, and curate checks all others too; name those under `exclude` that it should leave out."
        ));
    }
    for name in markdownlint::programs(root) {
        found.left.push(format!(
            "{name}: it is a program, and curate runs none; what it sets counts if it stands in a .jsonc or .yaml file."
        ));
    }
    for (name, reason) in NOT_READ {
        if is_file(name) {
            found.left.push(format!("{name}: {reason}"));
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

/// Whether `program` is run by a line of `text` that is no comment: a word of the line is its name, also with a path, a version, or
/// the name of a package of it (`markdownlint-cli2`, `lychee-action`). Its configuration and its plugins are other words.
fn names_program(text: &str, program: &str) -> bool {
    let is_between = |letter: char| letter.is_whitespace() || "\"'`,:;()[]{}=&|".contains(letter);
    let is_run = |word: &str| {
        let name = word.split('@').find(|part| !part.is_empty()).unwrap_or(word);
        let name = name.rsplit('/').next().unwrap_or(name);
        let name = ACTIONS.iter().find_map(|action| name.strip_prefix(action)).unwrap_or(name);
        name.strip_prefix(program).is_some_and(|rest| PACKAGES.contains(&rest))
    };
    text.lines().filter(|line| !line.trim_start().starts_with('#')).any(|line| line.split(is_between).any(&is_run))
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
        write(
            ".github/workflows/lint.yml",
            "# lychee\nrun: npx awesome-lint && xlychee --config ./.markdownlint.json\nuses: a/b-rumdl@v1\n",
        );
        write(
            "package.json",
            "{\"scripts\": {\"test\": \"markdownlint-cli2 *.md\"}, \"dependencies\": {\"remark-gfm\": \"4\", \"lychee-types\": \"1\"}}",
        );
        let found = surroundings(folder.path(), &Folders::default());
        assert_eq!(
            found.honoured,
            [
                ".lycheeignore: 2 patterns taken over; this is for `curate links`.",
                "lychee.toml: timeout, exclude, accept taken over; this is for `curate links`.",
                "mlc_config.json: ignorePatterns taken over; retryCount not; this is for `curate links`."
            ]
        );
        assert_eq!(found.runs, [".github/workflows/lint.yml: awesome-lint", "package.json: markdownlint"]);
        assert!(found.awesome_lint);
    }
}
