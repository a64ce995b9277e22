//! `document` and `rules` are pure: nothing of the world is in them.
//!
//! What touches the world by name is refused here, by text; what does so by the types of its values (`path.exists()`) clippy
//! refuses by `document/clippy.toml` and `rules/clippy.toml`.

use super::lexer::code;
use super::walls::words;
use super::{none, sources, text, without_tests};

/// Modules of the standard library by which a crate touches the world.
const WORLD: [&str; 7] = ["fs", "net", "env", "process", "io", "time", "os"];
/// Macros that print.
const PRINTING: [&str; 5] = ["print!", "println!", "eprint!", "eprintln!", "dbg!"];

#[test]
fn the_pure_crates_touch_nothing() {
    let mut wrong = Vec::new();
    for file in ["document", "rules"].into_iter().flat_map(sources) {
        let source = text(&file);
        let code = code(without_tests(&source));
        for module in standard_modules(&code) {
            if WORLD.contains(&module.as_str()) {
                wrong.push(format!("{file}: std::{module}"));
            }
        }
        for name in PRINTING {
            if words(&code).any(|word| word == name) {
                wrong.push(format!("{file}: {name}"));
            }
        }
    }
    none("`document` and `rules` are pure", &wrong);
}

#[test]
fn the_pure_crates_depend_on_nothing_that_touches_the_world() {
    let world = [
        "clap",
        "tokio",
        "reqwest",
        "rustls",
        "hickory-resolver",
        "rusqlite",
        "ignore",
        "tempfile",
        "anstream",
        "indicatif",
        "etcetera",
        "rlimit",
        "miette",
        "curate",
    ];
    let mut wrong = Vec::new();
    for (file, upper) in [("document/Cargo.toml", Some("curate-rules")), ("rules/Cargo.toml", None)] {
        let manifest: toml::Table = text(file).parse().expect("TOML");
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let names = manifest.get(kind).and_then(toml::Value::as_table).into_iter().flat_map(toml::Table::keys);
            for name in names.filter(|name| world.contains(&name.as_str()) || upper == Some(name.as_str())) {
                wrong.push(format!("{file}: {name}"));
            }
        }
    }
    none("the pure crates list no IO crate", &wrong);
}

#[test]
fn clippy_refuses_the_world_in_both_pure_crates() {
    let settings = text("document/clippy.toml");
    assert_eq!(settings, text("rules/clippy.toml"), "the two are one");
    // A crate's own settings stand instead of those of the workspace.
    let own = text("clippy.toml");
    none(
        "settings of the workspace that document/clippy.toml lacks",
        &own.lines().filter(|line| !settings.contains(line)).map(str::to_owned).collect::<Vec<_>>(),
    );
}

/// The first segments after `std::`, those of a group included.
fn standard_modules(code: &str) -> Vec<String> {
    let start = "std::";
    let mut found = Vec::new();
    for (at, _) in code.match_indices(start) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|character| character.is_alphanumeric() || character == '_') {
            continue;
        }
        let rest = &code[at + start.len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(first_segments(group)),
            None => found.push(segment(rest).to_owned()),
        }
    }
    found
}

/// The first segment of every member of a group that was opened before `group`.
fn first_segments(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut found = Vec::new();
    let mut is_start = true;
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => is_start = true,
            _ if is_start && !character.is_whitespace() => {
                found.push(segment(&group[at..]).to_owned());
                is_start = false;
            }
            _ => {}
        }
    }
    found
}

fn segment(path: &str) -> &str {
    path.split(|character: char| !(character.is_alphanumeric() || character == '_')).next().unwrap_or("")
}

#[test]
fn imports_are_seen_in_every_shape() {
    let code =
        "use std::{\n    collections::{BTreeMap, io},\n    fs,\n};\nlet x = std::time::Instant::now();\nmystd::net();";
    assert_eq!(standard_modules(code), ["collections", "fs", "time"]);
}
