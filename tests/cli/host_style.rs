//! Anchors as the host makes them that renders the documents: `[links] host-style`, else the remote of the repository.

use super::{Folder, Run};

const TEXT: &str = "# Lamps\n\nSee [tips](#x²-tips).\n\n## x² tips\n\nDim them.\n";

fn list(remote: &str) -> Folder {
    let folder = Folder::new();
    folder.file(".git/config", format!("[remote \"origin\"]\n\turl = {remote}\n"));
    folder.file("README.md", TEXT);
    folder
}

fn lint(folder: &Folder, more: &[&str]) -> Run {
    folder.run(&[&["lint", "--select", "anchors", "--output-format", "concise"], more].concat())
}

#[test]
fn the_remote_says_which_host_it_is() {
    for (remote, is_clean) in [
        ("git@gitlab.com:lamps/list.git", true),
        ("https://gitlab.example.org/lamps/list", true),
        ("https://codeberg.org/lamps/list.git", true),
        ("git@github.com:lamps/list.git", false),
        ("git@code.example:lamps/list.git", false),
    ] {
        let run = lint(&list(remote), &[]);
        assert_eq!(run.status == 0, is_clean, "{remote}: {run:?}");
        assert_eq!(run.out.contains("`#x²-tips`"), !is_clean, "{remote}: {run:?}");
    }
}

#[test]
fn the_configuration_counts_more() {
    for (style, is_clean) in [("github", false), ("gitlab", true), ("gitea", true)] {
        for remote in ["git@gitlab.com:lamps/list.git", "git@github.com:lamps/list.git"] {
            let folder = list(remote);
            folder.file("curate.toml", format!("[links]\nhost-style = \"{style}\"\n"));
            let run = lint(&folder, &[]);
            assert_eq!(run.status == 0, is_clean, "{style}, {remote}: {run:?}");
            let shown = folder.run(&["config", "show"]);
            assert!(shown.out.contains(&format!("host-style = \"{style}\"")), "{shown:?}");
        }
    }
    let folder = list("git@github.com:lamps/list.git");
    folder.file("curate.toml", "[links]\nhost-style = \"gitlap\"\n");
    let run = lint(&folder, &[]);
    assert!(run.status == 2 && run.err.contains("did you mean `gitlab`?"), "{run:?}");
}

#[test]
fn linked_files_and_fixes_have_the_same_style() {
    let folder = list("git@gitlab.com:lamps/list.git");
    folder.file(
        "README.md",
        "# Lamps\n\nSee [tips](GUIDE.md#x²-tips) and [x² tips](#x-tips).\n\n## x² tips\n\nDim them.\n",
    );
    folder.file("GUIDE.md", "# Guide\n\n## x² tips\n");
    let run = lint(&folder, &["README.md", "--fix", "--unsafe-fixes"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(folder.text("README.md").contains("[tips](GUIDE.md#x²-tips) and [x² tips](#x²-tips)"), "{run:?}");
}
