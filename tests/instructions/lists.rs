//! Three lists as people keep them, the same on every machine.

use std::fmt::Write as _;

/// Name and editions (file name, text) of each.
pub const ALL: [(&str, fn() -> Vec<(&'static str, String)>); 3] =
    [("list", list), ("bilingual", bilingual), ("table", table)];

/// A list of about 100 KB: contents, sections, nested entries, badges, references, and some of the usual defects.
fn list() -> Vec<(&'static str, String)> {
    let mut text =
        "# Awesome Tools [![Awesome](https://awesome.example/badge.svg)](https://awesome.example)\n\n".to_owned();
    text += "> A list of tools that somebody keeps.\n\n## Contents\n\n";
    for section in 0..20 {
        let _ = writeln!(text, "- [Section {section}](#section-{section})");
    }
    for section in 0..20 {
        let _ = write!(text, "\n## Section {section}\n\n*What part {section} is about, and **why**.*\n\n");
        for number in section * 40..section * 40 + 40 {
            let _ = writeln!(text, "{}", entry(number));
        }
    }
    text += "\n```sh\ncargo install tool\n```\n\n<p align=\"center\"><img src=\"https://img.example/logo.png\" alt=\"Logo\"></p>\n\n";
    for number in (0..800).step_by(10) {
        let _ = writeln!(text, "[ref {number}]: https://ref{number}.example/docs");
    }
    vec![("README.md", text)]
}

fn entry(number: usize) -> String {
    let (name, url) = (format!("Tool {number}"), format!("https://tool{number}.example/docs"));
    match number % 10 {
        0 => format!("- [{name}][ref {number}] - Does the thing that number {number} does, with `code` and **more**."),
        3 => format!("  - [{name}]({url}) - A plugin of the one above, at https://plugin{number}.example/ or by mail."),
        5 => format!("- [{name}]({url}) ![badge](https://img.example/{number}.svg) - Builds & ships in _one_ step."),
        7 => format!("- [{name} ]({url}) - Has a blank too many  and a doubled  one,."),
        9 => format!("* [{name}]({url})- lacks what number {number} should have"),
        _ => format!("- [{name}]({url}) - Does the thing that number {number} does, for everybody who wants it done."),
    }
}

/// A list in two languages; every 20th entry is not translated.
fn bilingual() -> Vec<(&'static str, String)> {
    let mut english = "# Tools\n\n[中文](README.zh-cn.md)\n".to_owned();
    let mut chinese = "# 工具\n\n[English](README.md)\n".to_owned();
    for number in 0..500 {
        if number % 25 == 0 {
            let _ = write!(english, "\n## Part {number}\n\n");
            let _ = write!(chinese, "\n## 第{number}部分\n\n");
        }
        let url = format!("https://tool{number}.example/");
        let _ = writeln!(english, "- [Tool {number}]({url}) - Does the thing that number {number} does.");
        if number % 20 != 0 {
            let _ = writeln!(chinese, "- [工具 {number}]({url}) - 做第{number}件事，支持 Rust 和Python，很好用。");
        }
    }
    vec![("README.md", english), ("README.zh-cn.md", chinese)]
}

/// A table of 1,000 rows.
fn table() -> Vec<(&'static str, String)> {
    let mut text = "# Interfaces\n\n| Interface | Description | Auth | HTTPS |\n| --- | --- | --- | --- |\n".to_owned();
    for number in 0..1000 {
        let auth = if number % 3 == 0 { "`apiKey`" } else { "No" };
        let _ = writeln!(
            text,
            "| [Service {number}](https://service{number}.example/v1) | Data of kind {number} | {auth} | Yes |"
        );
    }
    vec![("README.md", text)]
}
