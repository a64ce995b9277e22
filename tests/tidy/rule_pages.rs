//! Every rule has a page, examples and a recorded result.

use super::{none, root, text};
use curate_rules::{Declaration, RULES};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

#[test]
fn every_rule_has_a_page() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let page = rule.page();
        let mut parts = vec![format!("# {}", rule.name)];
        parts.extend(["## Why", "## Bad", "## Good", "## Fix"].map(str::to_owned));
        for part in parts {
            if !page.lines().any(|line| line == part) {
                wrong.push(format!("{}: no line `{part}`", rule.name));
            }
        }
        for option in rule.make.options().iter().filter(|option| option.description.is_empty()) {
            wrong.push(format!("{}: the option `{}` has no doc comment", rule.name, option.name));
        }
        if rule.summary.is_empty() || rule.summary.ends_with('.') || rule.summary.contains('\n') {
            wrong.push(format!("{}: the summary is one line without a full stop", rule.name));
        }
    }
    none("rule pages", &wrong);
}

#[test]
fn names_are_those_of_the_files() {
    let registry = text("rules/registry.rs");
    let paths = registry.lines().filter_map(|line| line.trim().strip_prefix("&crate::")?.strip_suffix("::RULE,"));
    let files: Vec<String> = paths.map(|path| path.replace("::", "/").replace('_', "-")).collect();
    let declared: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(declared, files, "the heading of a rule's page is its group and its file");
}

#[test]
fn every_rule_has_examples_and_only_rules_have_them() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let folder = root().join("fixtures/rules").join(rule.name);
        for name in ["bad", "good"] {
            if !folder.join(name).is_dir() && !folder.join(format!("{name}.md")).is_file() {
                wrong.push(format!("{}: no `{name}` example", rule.name));
            }
        }
        if !folder.join("findings.snap").is_file() {
            wrong.push(format!("{}: nothing recorded in findings.snap", rule.name));
        }
    }
    let known: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    for group in fs::read_dir(root().join("fixtures/rules")).expect("a folder") {
        let group = group.expect("an entry");
        for rule in fs::read_dir(group.path()).expect("a folder of a group") {
            let rule = rule.expect("an entry");
            let name = format!("{}/{}", group.file_name().display(), rule.file_name().display());
            if !known.contains(name.as_str()) {
                wrong.push(format!("fixtures/rules/{name}: there is no such rule"));
            }
        }
    }
    none("examples", &wrong);
}

/// Rules by group, in the registry's order.
pub fn groups() -> BTreeMap<&'static str, Vec<&'static Declaration>> {
    let mut groups: BTreeMap<&'static str, Vec<&'static Declaration>> = BTreeMap::new();
    for rule in RULES {
        groups.entry(rule.group()).or_default().push(rule);
    }
    groups
}
