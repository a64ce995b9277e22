//! Emacs, without a screen, with the Lisp that the book shows. Its packages are those of Debian: only Linux has them for sure.

use super::folder::Folder;
use super::{recipe, succeeds};
use curate_testing::root;
use curate_testing::tools::program;
use serde_json::Value;
use std::fs;

const LIST: &str = "# Lamps\n\n## Desk lamps\n\n- [Clip](https://clip.example/) - 😀 Holds on.\n- [Flex ](https://flex.example/) - Bends.   \n- [Glow](https://glow.example/) - Warm.\n\n[Up](#desk-lamps)\n";

/// Runs `steps` of `emacs/drive.el` on README.md in `folder`; gives what they saw. `None` where there is no Emacs.
fn drive(folder: &Folder, steps: &str) -> Option<Value> {
    let emacs = program("emacs")?;
    let (configuration, seen) = (folder.beside("init.el"), folder.beside("seen.json"));
    fs::write(&configuration, &recipe::blocks("Emacs", "elisp")[0]).unwrap();
    let mut command = folder.command(&emacs);
    command.args(["--batch", "--funcall", "package-initialize", "--load"]).arg(configuration);
    command.arg("--load").arg(root().join("tests/editors/emacs/drive.el"));
    succeeds(command.env("STEPS", steps).env("SEEN", &seen));
    Some(serde_json::from_str(&fs::read_to_string(seen).unwrap()).unwrap())
}

#[test]
fn findings_are_shown_where_they_are() {
    let folder = Folder::new(&[("README.md", LIST)]);
    let Some(seen) = drive(&folder, "diagnostics") else { return };
    let found = seen["diagnostics"].as_array().unwrap();
    let padding = found.iter().find(|found| found["message"].as_str().unwrap().contains("links/padding")).unwrap();
    assert_eq!(padding["offset"].as_u64().unwrap(), LIST.find("[Flex ]").unwrap() as u64 + 1, "{found:?}");
}

#[test]
fn a_heading_is_renamed_with_its_anchors_in_both_editions() {
    let translation =
        "# 灯\n\n## 台灯\n\n- [Clip](https://clip.example/) - 夹住。\n\n见[英文](README.md#desk-lamps)。\n";
    let folder = Folder::new(&[("README.md", LIST), ("README.zh-cn.md", translation)]);
    if drive(&folder, "rename").is_some() {
        let renamed = LIST.replace("## Desk lamps", "## Lamps for desks").replace("#desk-lamps", "#lamps-for-desks");
        assert_eq!(folder.text("README.md"), renamed);
        assert_eq!(folder.text("README.zh-cn.md"), translation.replace("#desk-lamps", "#lamps-for-desks"));
    }
}

#[test]
fn formatting_is_what_lint_does_of_layout() {
    let files = [("README.md", LIST)];
    let folder = Folder::new(&files);
    if drive(&folder, "format-it").is_some() {
        let fixed = Folder::fixed(&files, "README.md", &["--select", "formatting"]);
        assert_ne!(fixed, LIST);
        assert_eq!(folder.text("README.md"), fixed);
    }
}
