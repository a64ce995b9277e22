//! What the pages show is what is tested: their YAML and their commands are the files in `fixtures/ci`, which run here.

use super::hooks::{Repository, hooks, lists, result_of};
use super::steps::root;
use super::tool;
use std::fs;
use std::path::Path;

fn example(name: &str) -> String {
    fs::read_to_string(root().join("fixtures/ci").join(name)).unwrap()
}

/// The code blocks of `page` that are called `language`.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(page)).unwrap();
    let start = format!("```{language}\n");
    let blocks = text.split(start.as_str()).skip(1);
    blocks.map(|rest| rest.split("```\n").next().unwrap_or("").to_owned()).collect()
}

#[test]
fn yaml_on_the_pages_is_a_tested_file() {
    let files: Vec<String> = fs::read_dir(root().join("fixtures/ci"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    let known: Vec<String> = files.iter().map(|name| example(name)).collect();
    for (page, count) in [
        ("docs/en/guide/ci.md", 5),
        ("docs/zh/guide/ci.md", 5),
        ("docs/en/guide/report.md", 1),
        ("docs/zh/guide/report.md", 1),
        ("README.md", 2),
        ("README.zh-cn.md", 2),
    ] {
        let found = blocks(page, "yaml");
        assert_eq!(found.len(), count, "{page}");
        for block in found {
            assert!(known.contains(&block), "{page} shows what is no file of fixtures/ci:\n{block}");
        }
    }
}

#[test]
fn the_readme_shows_command_line_hook_and_action() {
    for page in ["README.md", "README.zh-cn.md"] {
        // Comments are in the page's language.
        let commands = |text: &str| {
            text.lines().filter_map(|line| line.split('#').next()).map(str::trim).collect::<Vec<_>>().join("\n")
        };
        assert_eq!(commands(&blocks(page, "sh").concat()), commands(&example("cli.sh")), "{page}");
        assert_eq!(blocks(page, "yaml"), [example("pre-commit-config.yaml"), example("action.yml")], "{page}");
    }
}

#[test]
fn inputs_on_the_page_are_those_of_the_action() {
    let mut inputs: Vec<String> =
        super::steps::Definition::of("action.yml").each(&["inputs"], "default").into_keys().collect();
    inputs.sort();
    for page in ["docs/en/guide/ci.md", "docs/zh/guide/ci.md"] {
        let text = fs::read_to_string(root().join(page)).unwrap();
        let shown = text.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
        let mut shown: Vec<&str> = shown.map(|(name, _)| name).collect();
        shown.sort_unstable();
        assert_eq!(shown, inputs, "{page}");
    }
}

#[test]
fn the_hooks_of_the_page_run() {
    let Some(pre_commit) = tool("python/bin/pre-commit") else { return };
    let (hooks, lists) = (hooks(), lists());
    let config = example("pre-commit-config.yaml");
    let ours = format!("rev: v{}\n", env!("CARGO_PKG_VERSION"));
    assert!(config.contains(&ours), "the example is of this version");
    let commit = hooks.git(&["rev-parse", "HEAD"]);
    let local = config
        .replace("https://github.com/curate-lists/curate-pre-commit", &hooks.path().display().to_string())
        .replace(&ours, &format!("rev: {commit}\n"));
    lists.file(".pre-commit-config.yaml", &local);
    lists.commit("hooks");
    let run = |lists: &Repository| {
        let mut command = lists.command_with_ours(&pre_commit);
        result_of(&command.args(["run", "--all-files", "--color=never"]).output().unwrap())
    };
    let (passed, said) = run(&lists);
    assert!(passed && said.contains("curate lint"), "{said}");
    lists.file("README.md", &lists.text("README.md").replace("[Clip]", "[Clip ]"));
    lists.git(&["add", "--all"]);
    assert!(!run(&lists).0);
}

#[test]
fn the_commands_of_the_page_run() {
    let origin = lists();
    let clone = Repository::new();
    clone.git(&["remote", "add", "origin", &origin.path().display().to_string()]);
    clone.git(&["fetch", "--quiet", "origin"]);
    clone.git(&["checkout", "--quiet", "-B", "work", "origin/main"]);
    let flawed = clone.text("README.md").replace("[Clip]", "[Clip ]");
    clone.file("README.md", &flawed);
    clone.file("commands.sh", &example("cli.sh"));
    let mut command = clone.command_with_ours("bash");
    let (done, said) = result_of(&command.args(["-eux", "commands.sh"]).output().unwrap());
    assert!(done && said.contains("fixed 1 finding"), "{said}");
    assert!(clone.text("README.md").contains("[Clip]"));
    assert!(Path::new(&clone.path().join("README.zh-cn.md")).exists());
}
