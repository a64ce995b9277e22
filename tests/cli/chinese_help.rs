//! The help of commands in Chinese.

use super::command_line::COMMANDS;
use super::{Folder, run_with};
use unicode_width::UnicodeWidthStr as _;

/// Words of clap and of headings that no help in Chinese has.
const ENGLISH: &[&str] =
    &["Usage:", "Options:", "Arguments:", "Commands:", "Print ", "default:", "values:", "Output:", "Examples:", "the "];

#[test]
fn the_help_is_chinese_and_fits_a_screen() {
    let folder = Folder::new();
    for command in COMMANDS {
        for flag in ["-h", "--help"] {
            let arguments: Vec<&str> = command.split_whitespace().chain([flag, "--lang", "zh"]).collect();
            let help = run_with(&folder.path(""), &arguments, "", &[("COLUMNS", "80")]);
            assert_eq!(help.status, 0, "{command}: {help:?}");
            assert!(help.out.contains("\n用法: curate") && help.out.contains("\n选项:\n"), "{command}: {}", help.out);
            let english: Vec<_> = ENGLISH.iter().filter(|word| help.out.contains(**word)).collect();
            assert!(english.is_empty(), "{command} {flag}: {english:?}\n{}", help.out);
            let wide: Vec<_> = help.out.lines().filter(|line| line.width() > 80).collect();
            assert!(wide.is_empty(), "{command} {flag}: {wide:#?}");
            let lines = help.out.lines().count();
            assert!(flag == "--help" || lines < 60, "{command}: {lines} lines\n{}", help.out);
        }
    }
}

#[test]
fn every_way_to_the_help_speaks_chinese() {
    let folder = Folder::new();
    let of = |arguments: &[&str], variables: &[(&str, &str)]| run_with(&folder.path(""), arguments, "", variables);
    let long = of(&["lint", "--help", "--lang", "zh"], &[]).out;
    assert_eq!(of(&["help", "lint", "--lang", "zh"], &[]).out, long);
    assert_eq!(of(&["--lang", "zh", "help", "lint"], &[]).out, long);
    let by_variable = of(&["lint", "--help"], &[("CURATE_LANG", "zh")]).out;
    assert_eq!(by_variable.replace("\n          \n          [默认: zh]", ""), long);
    assert!(of(&["lint", "--help", "--lang", "en"], &[("CURATE_LANG", "zh")]).out.contains("\nUsage: "));
    // As `curate` alone: help, and nothing done.
    let alone = of(&["--lang", "zh"], &[]);
    assert_eq!((alone.status, &*alone.out), (2, ""), "{alone:?}");
    assert!(alone.err.contains("\n命令:\n"), "{alone:?}");
    assert!(of(&[], &[("CURATE_LANG", "zh")]).err.contains("\n命令:\n"));
    // What is wrong with arguments is said in English, and other help is as before.
    let wrong = of(&["lint", "--lang", "zh", "--nothing"], &[]);
    assert!(wrong.status == 2 && wrong.err.starts_with("error: unexpected argument"), "{wrong:?}");
    assert!(of(&["lint", "-h"], &[]).out.contains("\nUsage: curate lint"));
}
