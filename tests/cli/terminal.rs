//! What a person sees on a terminal.

use super::{Folder, PADDED};
use assert_cmd::cargo::cargo_bin;
use curate_testing::recorded::assert_recorded;
use nix::pty::{OpenptyResult, Winsize, openpty};
use std::fs::File;
use std::io::Read as _;
use std::process::{Command, Stdio};
use unicode_width::UnicodeWidthStr as _;

/// A terminal of so many columns and lines, without colours unless `variables` say otherwise.
pub(super) fn screen(
    folder: &Folder,
    (width, height): (u16, u16),
    variables: &[(&str, &str)],
    arguments: &[&str],
) -> String {
    let size = Winsize { ws_row: height, ws_col: width, ws_xpixel: 0, ws_ypixel: 0 };
    let OpenptyResult { master, slave } = openpty(Some(&size), None).expect("a terminal");
    let mut command = Command::new(cargo_bin("curate"));
    command.current_dir(folder.path("")).args(arguments).stdin(Stdio::null()).stderr(Stdio::null());
    for variable in ["NO_COLOR", "CLICOLOR_FORCE", "CI", "FORCE_HYPERLINK", "VTE_VERSION", "TERM_PROGRAM"] {
        command.env_remove(variable);
    }
    command.env("TERM", "dumb").envs(variables.iter().copied()).stdout(slave);
    let mut child = command.spawn().expect("it runs");
    // It has the terminal's other end.
    drop(command);
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    let mut terminal = File::from(master);
    // The end of a terminal is an error on Linux.
    while let Ok(count @ 1..) = terminal.read(&mut chunk) {
        bytes.extend(chunk.iter().take(count));
    }
    child.wait().expect("it ends");
    String::from_utf8(bytes).expect("UTF-8").replace("\r\n", "\n")
}

/// A list with its translation, and findings of several rules in both.
fn lamps() -> Folder {
    let folder = Folder::new();
    let mut english = "# Lamps\n\n[中文](README.zh.md)\n\n## Desk\n\n".to_owned();
    let mut chinese = "# 灯\n\n[English](README.md)\n\n## 台灯\n\n".to_owned();
    for number in 0..300 {
        let mark = match number {
            3 | 28 | 53 => ",.",
            9 | 19 => ".  ",
            _ if number % 10 == 9 => ";",
            _ => ".",
        };
        english +=
            &format!("- [Lamp {number} ](https://lamps.example/{number}) - Bright, warm and {number} high{mark}\n");
        if number != 7 {
            chinese += &format!(
                "- [灯 {number}](https://lamps.example/{number}) - 又亮又暖的第 {number} 盏灯，可以放在床头或书桌上，也可以挂在墙上看led灯。\n"
            );
        }
    }
    folder.file("README.md", english + "\nSee [below](#nowhere) and [above](#nowhere-else).\n");
    folder.file("README.zh.md", chinese);
    folder
}

#[test]
fn many_findings_are_a_page() {
    let folder = lamps();
    for width in [40, 80, 120] {
        let page = screen(&folder, (width, 60), &[], &["lint"]);
        let lines: Vec<&str> = page.lines().collect();
        assert!(lines.len() <= 60, "{width}: {} lines\n{page}", lines.len());
        let widest = lines.iter().map(|line| line.width()).max().unwrap_or(0);
        assert!(widest <= usize::from(width), "{width}: {widest}\n{page}");
        assert_recorded(&format!("tests/cli/snapshots/terminal-{width}.txt"), &page);
    }
}

#[test]
fn who_wants_all_gets_all_and_a_pipe_does_too() {
    let folder = lamps();
    let all = screen(&folder, (80, 60), &[], &["lint", "--all", "--select", "links/padding"]);
    assert_eq!(all.matches("white space inside the link's text").count(), 300);
    assert!(folder.run(&["lint"]).out.lines().count() > 600);
}

#[test]
fn few_findings_are_drawn() {
    let folder = Folder::padded();
    let one = screen(&folder, (60, 24), &[], &["lint"]);
    assert!(one.contains("╭─[README.md:3:4]") && one.ends_with("1 warning in 1 file; 1 fixable with --fix\n"), "{one}");
    let long = format!("{PADDED}- {}[Floor lamp ](https://lamps.example/floor) - 明亮。\n", "灯具，".repeat(60));
    folder.file("README.md", long);
    let two = screen(&folder, (60, 24), &[], &["lint", "--select", "links/padding"]);
    assert!(two.matches("╭─[").count() == 2 && two.lines().all(|line| line.width() <= 60), "{two}");
    // What does not fit is a digest.
    let low = screen(&folder, (60, 9), &[], &["lint", "--select", "links/padding"]);
    assert!(!low.contains("╭─[") && low.contains("README.md:4:"), "{low}");
}

#[test]
fn marks_that_a_terminal_cannot_explain_by_itself_are_explained() {
    let folder = Folder::padded();
    let page = screen(&folder, (80, 24), &[], &["lint", "--output-format", "concise"]);
    assert!(page.contains("[*]\n[*] --fix fixes it\n"), "{page}");
    assert!(!folder.lint(&["--output-format", "concise"]).out.contains("--fix fixes it"));
}

#[test]
fn hostile_text_stays_text() {
    let folder = Folder::new();
    let line = "- [\u{1b}[31mRed\u{9b}32m\u{202e}\t##[group]x ](https://lamps.example/) - \u{7}Bell ::stop-commands::x.\n\n ::error::[b ](x)\n\n";
    folder.file("::error::x.md", line.repeat(100));
    for width in [30, 80] {
        let page = screen(&folder, (width, 24), &[], &["lint", "--hints"]);
        assert!(page.lines().count() <= 60, "{page}");
        assert!(
            !page.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}') && !page.contains("##["),
            "{page}"
        );
        assert!(!page.lines().any(|line| line.trim_start().starts_with("::")), "{page}");
    }
}

#[test]
fn colours_end_on_their_line() {
    let folder = lamps();
    let page = screen(&folder, (80, 60), &[("TERM", "xterm-256color")], &["lint"]);
    assert!(page.contains("\u{1b}["));
    for line in page.lines().chain(screen(&folder, (40, 60), &[("TERM", "xterm")], &["explain", "anchors/toc"]).lines())
    {
        let last = line.rsplit_once("\u{1b}[").map_or("0m", |(_, last)| last);
        assert!(last.starts_with("0m"), "{line:?}");
    }
}

#[test]
fn pages_of_rules_fit() {
    let folder = Folder::new();
    for arguments in [&["rules"][..], &["explain", "anchors"]] {
        let page = screen(&folder, (80, 60), &[], arguments);
        assert!(page.lines().all(|line| line.width() <= 80), "{page}");
    }
    let page = screen(&folder, (80, 60), &[], &["explain", "links/padding"]);
    assert!(page.starts_with("links/padding\n\n  warning, on by default") && page.contains("\nWhy\n\n  "), "{page}");
    assert!(folder.run(&["explain", "links/padding"]).out.starts_with("# links/padding\n"), "markdown for a pipe");
}
