//! What the README promises: two commands that `.ci/run` runs too, and a table of the rules there are.

use super::rule_pages::{anchors, groups};
use super::text;
use curate_testing::recorded::assert_recorded;

const EDITIONS: [&str; 2] = ["README.md", "README.zh-cn.md"];
const BEGIN: &str = "<!-- rules: written by the tidy test -->\n";
const END: &str = "<!-- end of rules -->\n";

#[test]
fn the_first_code_block_is_two_commands_that_decide() {
    let run = text(".ci/run");
    for edition in EDITIONS {
        let readme = text(edition);
        let (_, after) = readme.split_once("\n```").expect("a code block");
        let (_, block) = after.split_once('\n').expect("an info string");
        let (block, _) = block.split_once("\n```").expect("the end of the code block");
        let commands: Vec<&str> = block.lines().collect();
        assert_eq!(commands.len(), 2, "{edition}: {commands:?}");
        for command in commands {
            assert!(command.starts_with("cargo "), "{edition}: only a Rust toolchain is needed: {command}");
            assert!(run.lines().any(|line| line == command), "{edition}: .ci/run does not run `{command}`");
        }
    }
}

#[test]
fn the_rule_table_is_the_registry() {
    let anchors = anchors();
    let mut table = String::from("\n");
    for (group, rules) in groups() {
        let links: Vec<String> = rules
            .iter()
            .map(|rule| {
                let name = rule.name.split('/').next_back().unwrap_or(rule.name);
                format!("[{name}](docs/rules.md#{})", anchors[rule.name])
            })
            .collect();
        table.push_str(&format!("| `{group}` | {} |\n", links.join(" · ")));
    }
    for (edition, head) in EDITIONS.into_iter().zip(["| group | rules |\n|---|---|\n", "| 组 | 规则 |\n|---|---|\n"])
    {
        let readme = text(edition);
        let (before, rest) = readme.split_once(BEGIN).unwrap_or_else(|| panic!("{edition}: no line {BEGIN}"));
        let (_, after) = rest.split_once(END).unwrap_or_else(|| panic!("{edition}: no line {END}"));
        let table = table.trim_start();
        assert_recorded(edition, &format!("{before}{BEGIN}\n{head}{table}\n{END}{after}"));
    }
}
