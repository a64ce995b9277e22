//! The walls: `document` ← `rules` ← `src`, and nothing of the world in the first two.

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
fn lower_crates_know_nothing_of_upper_ones() {
    let mut wrong = Vec::new();
    for (folder, refused) in [("document", &["curate_rules", "curate"][..]), ("rules", &["curate"])] {
        for file in sources(folder) {
            let source = text(&file);
            let code = code(&source);
            for name in refused {
                let path = format!("{name}::");
                if words(&code).any(|word| word.starts_with(&path)) {
                    wrong.push(format!("{file}: {name}"));
                }
            }
        }
    }
    none("`document` ← `rules` ← `src`", &wrong);
}

#[test]
fn each_parser_is_named_in_one_file() {
    for (parser, only) in [("pulldown_cmark::", "document/parse/events.rs"), ("markdown::", "rules/fixing/witness.rs")]
    {
        let all = ["document", "rules", "src"].into_iter().flat_map(sources);
        let named: Vec<String> =
            all.filter(|file| words(&code(&text(file))).any(|word| word.starts_with(parser))).collect();
        assert_eq!(named, [only], "{parser}");
    }
}

/// The rooms of `src`, each with those that it may import: `terminal` and `workspace` carry the others, which know nothing of
/// one another. `commands` ties them together.
const ROOMS: [(&str, &[&str]); 8] = [
    ("terminal", &[]),
    ("workspace", &["terminal"]),
    ("config", &["terminal", "workspace"]),
    ("git", &["terminal", "workspace"]),
    ("interop", &["terminal", "workspace"]),
    ("links", &["terminal", "workspace"]),
    ("report", &["terminal", "workspace"]),
    ("cli", &["config", "links", "report", "terminal"]),
];

#[test]
fn rooms_of_src_import_what_they_stand_on() {
    let mut wrong = Vec::new();
    for file in sources("src") {
        let own = file.trim_start_matches("src/").split(['/', '.']).next().unwrap_or("").to_owned();
        if ["commands", "lib", "main"].contains(&own.as_str()) {
            continue;
        }
        let Some((_, below)) = ROOMS.iter().find(|(room, _)| *room == own) else {
            wrong.push(format!("{file}: not in a room"));
            continue;
        };
        let source = text(&file);
        let code = code(without_tests(&source));
        for module in modules_of("crate", &code) {
            if module != own && !below.contains(&module.as_str()) {
                wrong.push(format!("{file}: crate::{module}"));
            }
        }
    }
    none("a room of src imports only what it stands on", &wrong);
}

/// The source without comments. Texts stay: no text of the two crates looks like a path of `std`.
fn code(source: &str) -> String {
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.map(|line| line.split(" // ").next().unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// The paths and macro names in `code`.
fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|character: char| !(character.is_alphanumeric() || "_:!".contains(character)))
}

fn standard_modules(code: &str) -> Vec<String> {
    modules_of("std", code)
}

/// The first segments after `name::`, those of a group included.
fn modules_of(name: &str, code: &str) -> Vec<String> {
    let start = format!("{name}::");
    let mut found = Vec::new();
    for (at, _) in code.match_indices(&start) {
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
