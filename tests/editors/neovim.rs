//! Neovim, without a screen, with the Lua that the book shows.

use super::folder::Folder;
use super::{curate, recipe, succeeds};
use curate_testing::root;
use curate_testing::tools::tool;
use serde_json::Value;
use std::fs;

/// A list with one finding, which has a safe fix.
const LIST: &str = "# Lamps\n\n## Desk lamps\n\n- [Clip](https://clip.example/) - Holds on.\n- [Flex ](https://flex.example/) - Bends 😀.\n- [Glow](https://glow.example/) - Warm.\n";

/// Runs `steps` of `neovim/drive.lua` on README.md in `folder` with `recipe` as the user's configuration; gives what they saw. `None`
/// where there is no Neovim.
fn drive(folder: &Folder, recipe: &[String], steps: &str) -> Option<Value> {
    let neovim = tool("python/bin/nvim")?;
    let (configuration, seen) = (folder.beside("init.lua"), folder.beside("seen.json"));
    fs::write(&configuration, recipe.join("\n")).unwrap();
    let mut command = folder.command(&neovim);
    command.args(["--headless", "--clean", "-u"]).arg(&configuration);
    command.env("STEPS", steps).env("SEEN", &seen).arg("-c");
    command.arg(format!("luafile {}", root().join("tests/editors/neovim/drive.lua").display())).arg("README.md");
    succeeds(&mut command);
    Some(serde_json::from_str(&fs::read_to_string(seen).unwrap()).unwrap())
}

/// The start of the server in the book, for versions from 0.11 on.
fn start() -> Vec<String> {
    vec![recipe::blocks("Neovim", "lua")[0].clone()]
}

/// The rules, lines and columns (bytes, from 0) of what `curate lint` finds in README.md of `folder`.
fn linted(folder: &Folder) -> Value {
    let mut command = folder.command(&curate());
    let report = succeeds(command.args(["lint", "--output-format", "json", "--fail-on", "never", "README.md"]));
    let report: Value = serde_json::from_str(&report).unwrap();
    let text = folder.text("README.md");
    let found = report["diagnostics"].as_array().unwrap().iter().map(|found| {
        let offset = usize::try_from(found["start"]["offset"].as_u64().unwrap()).unwrap();
        let column = offset - text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
        serde_json::json!({ "rule": found["rule"], "line": found["start"]["line"], "column": column })
    });
    let mut found: Vec<Value> = found.collect();
    found.sort_by_key(Value::to_string);
    Value::Array(found)
}

fn sorted(found: &Value) -> Value {
    let mut found = found.as_array().unwrap().clone();
    found.sort_by_key(Value::to_string);
    Value::Array(found)
}

#[test]
fn findings_are_those_of_lint_with_every_recipe() {
    let text = format!("{LIST}- 😀灯 [Bright ](https://bright.example/) - Bright,.\n\n[Back](#lamp)\n");
    let recipes = recipe::blocks("Neovim", "lua");
    for recipe in [&recipes[0], recipes.last().unwrap()] {
        let folder = Folder::new(&[("README.md", &text)]);
        let Some(seen) = drive(&folder, std::slice::from_ref(recipe), "diagnostics") else { return };
        let expected = linted(&folder);
        assert!(expected.as_array().unwrap().len() > 2, "{expected}");
        assert_eq!(sorted(&seen["diagnostics"]), expected, "{recipe}");
    }
}

#[test]
fn a_quick_fix_makes_of_the_text_what_lint_does() {
    let files = [("README.md", LIST)];
    let folder = Folder::new(&files);
    if drive(&folder, &start(), "preferred_fix write").is_some() {
        assert_ne!(folder.text("README.md"), LIST);
        assert_eq!(folder.text("README.md"), Folder::fixed(&files, "README.md", &[]));
    }
}

#[test]
fn what_is_saved_is_fixed_where_the_recipe_says_so() {
    let list = format!("{LIST}- 😀灯 [Bright]((https://bright.example/)) - Bright,.\n");
    let files = [("README.md", list.as_str())];
    let folder = Folder::new(&files);
    if drive(&folder, &recipe::blocks("Neovim", "lua")[..2], "save").is_some() {
        let fixed = Folder::fixed(&files, "README.md", &[]);
        assert_ne!(fixed, list);
        assert_eq!(folder.text("README.md"), fixed);
    }
}

#[test]
fn formatting_is_what_lint_does_of_layout() {
    let list = LIST.replace("\n- [Glow]", "   \n-   [Glow]").replace("## Desk lamps\n", "##  Desk lamps\n\n\n");
    let files = [("README.md", list.as_str())];
    let folder = Folder::new(&files);
    if drive(&folder, &start(), "format write").is_some() {
        let fixed = Folder::fixed(&files, "README.md", &["--select", "formatting"]);
        assert!(fixed != list && fixed.contains("[Flex ]"), "{fixed}");
        assert_eq!(folder.text("README.md"), fixed);
    }
}

#[test]
fn a_heading_is_renamed_with_its_anchors_in_both_editions() {
    let list = format!("{LIST}\n[Up](#desk-lamps), [中文](README.zh-cn.md#台灯)\n");
    let translation = "# 灯\n\n## 台灯\n\n- [Clip](https://clip.example/) - 夹住。\n\n见[英文](README.md#desk-lamps)和[自己](#台灯)。\n";
    let folder = Folder::new(&[("README.md", &list), ("README.zh-cn.md", translation)]);
    if drive(&folder, &start(), "rename write").is_some() {
        let renamed = list.replace("## Desk lamps", "## Lamps for desks").replace("#desk-lamps", "#lamps-for-desks");
        assert_eq!(folder.text("README.md"), renamed);
        assert_eq!(folder.text("README.zh-cn.md"), translation.replace("#desk-lamps", "#lamps-for-desks"));
    }
}

#[test]
fn the_line_above_tells_what_a_translation_lacks_and_leads_there() {
    let more = "- [Spot](https://spot.example/) - Small.\n- [Arm](https://arm.example/) - Long.\n";
    let list = format!("{}{more}", LIST.replace("# Lamps\n", "# Lamps\n\n[中文](README.zh-cn.md)\n"));
    let translation = "# 灯\n\n[English](README.md)\n\n## 台灯\n\n- [Clip](https://clip.example/) - 夹住。\n- [Spot](https://spot.example/) - 小。\n- [Arm](https://arm.example/) - 长。\n";
    let folder = Folder::new(&[("README.md", &list), ("README.zh-cn.md", translation)]);
    let Some(seen) = drive(&folder, &recipe::blocks("Neovim", "lua")[..2], "lens") else { return };
    assert_eq!(seen["lenses"], serde_json::json!(["2 entries missing in README.zh-cn.md"]));
    let is_missing = |line: &str| line.contains("[Flex") || line.contains("[Glow");
    let lines: Vec<Value> =
        (1..).zip(list.lines()).filter(|(_, line)| is_missing(line)).map(|(at, _)| at.into()).collect();
    let places = seen["places"].as_array().unwrap();
    assert_eq!(places.iter().map(|place| place["line"].clone()).collect::<Vec<_>>(), lines);
    assert!(places.iter().all(|place| place["file"] == "README.md"), "{places:?}");
}
