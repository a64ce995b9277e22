//! Every rule's file is registered: by a `mod` line in its group and by a line in `rules/registry.rs`.

use super::{generated, none, root, sources, text};
use curate_rules::RULES;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

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

/// The groups of rules.
fn groups() -> Vec<String> {
    on_disk().into_keys().collect()
}

#[test]
fn every_group_holds_rules_and_nothing_else() {
    let mut wrong = Vec::new();
    for (group, rules) in on_disk() {
        for module in modules_in(&format!("rules/{group}")) {
            if !rules.contains(&module) && module != "support" {
                wrong.push(format!("rules/{group}/{module}.rs: a helper belongs into rules/{group}/support/"));
            }
        }
    }
    none("files of a group that are not rules", &wrong);
}

#[test]
fn every_group_names_its_modules() {
    let folders = groups().into_iter().flat_map(|group| [format!("rules/{group}"), format!("rules/{group}/support")]);
    for folder in folders.filter(|folder| root().join(folder).is_dir()) {
        let path = format!("{folder}/mod.rs");
        let head: String = text(&path)
            .lines()
            .take_while(|line| line.starts_with("//!"))
            .fold(String::new(), |head, line| format!("{head}{line}\n"));
        let lines: String =
            modules_in(&folder).iter().fold(String::new(), |lines, name| format!("{lines}pub(crate) mod {name};\n"));
        generated(&path, &format!("{head}\n{lines}"));
    }
}

/// The modules in `folder`, by name: its files and folders but for `mod.rs`.
fn modules_in(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).expect("a folder of the project");
    let name = |entry: std::io::Result<fs::DirEntry>| {
        let name = entry.expect("an entry").file_name().into_string().expect("UTF-8");
        name.trim_end_matches(".rs").to_owned()
    };
    let mut names: Vec<String> = entries.map(name).filter(|name| name != "mod").collect();
    names.sort();
    names
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
