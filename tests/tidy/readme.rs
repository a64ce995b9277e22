//! What the README promises: two commands that `.ci/run` runs too.

use super::text;

const EDITIONS: [&str; 2] = ["README.md", "README.zh-cn.md"];

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
