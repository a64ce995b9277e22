//! Every rule's file is registered: by a `mod` line in its group and by a line in `rules/registry.rs`.

use super::{generated, sources, text};
use curate_rules::RULES;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The rules on disk: the names of their modules by group. A rule's file declares a `RULE`.
fn on_disk() -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in sources("rules") {
        let Some((group, name)) = file.trim_start_matches("rules/").trim_end_matches(".rs").split_once('/') else {
            continue;
        };
        if text(&file).lines().any(|line| line == "pub(crate) const RULE: Declaration = Declaration {") {
            found.entry(group.to_owned()).or_default().push(name.to_owned());
        }
    }
    found
}

#[test]
fn the_registry_lists_every_rule() {
    let mut wanted = String::from(
        "//! Every rule there is. Written by `CURATE_BLESS=1 cargo test --test tidy`.\n\n\
         use crate::api::declaration::Declaration;\n\n\
         /// All rules, by name.\n\
         pub const RULES: &[&Declaration] = &[\n",
    );
    for (group, names) in on_disk() {
        for name in names {
            writeln!(wanted, "    &crate::{group}::{name}::RULE,").unwrap();
        }
    }
    wanted.push_str("];\n");
    generated("rules/registry.rs", &wanted);
}

#[test]
fn every_group_holds_its_modules() {
    for (group, rules) in on_disk() {
        let path = format!("rules/{group}/mod.rs");
        let before = text(&path);
        let is_module = |line: &str| line.ends_with(';') && line.split(' ').rev().nth(1) == Some("mod");
        let mut modules: Vec<(String, String)> = Vec::new();
        for file in sources(&format!("rules/{group}")) {
            let name = file.rsplit('/').next().unwrap_or("").trim_end_matches(".rs").to_owned();
            if name == "mod" {
                continue;
            }
            let end = format!("mod {name};");
            let written = before.lines().find(|line| is_module(line) && line.ends_with(&format!(" {end}")));
            let line = if rules.contains(&name) {
                format!("pub {end}")
            } else {
                // How far a module that is no rule can be seen is its author's choice.
                written.map_or(end, str::to_owned)
            };
            modules.push((name, line));
        }
        modules.sort();
        let rest = before.lines().filter(|line| !is_module(line)).collect::<Vec<_>>().join("\n");
        let (head, tail) = rest.split_once("\n\n").unwrap_or((rest.trim_end(), ""));
        let lines = modules.into_iter().map(|(_, line)| line).collect::<Vec<_>>().join("\n");
        let tail = if tail.trim().is_empty() { String::new() } else { format!("\n{}\n", tail.trim_end()) };
        generated(&path, &format!("{head}\n\n{lines}\n{tail}"));
    }
}

#[test]
fn names_are_those_of_the_files() {
    let declared: Vec<String> = RULES.iter().map(|rule| rule.name.to_owned()).collect();
    let files = on_disk();
    let on_disk: Vec<String> = files
        .iter()
        .flat_map(|(group, names)| names.iter().map(move |name| format!("{group}/{}", name.replace('_', "-"))))
        .collect();
    assert_eq!(declared, on_disk, "a rule's name is its group and its file");
}
