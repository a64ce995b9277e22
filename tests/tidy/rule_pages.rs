//! Every rule has a page, examples and a recorded result; `docs/rules.md` holds all pages.

use super::{none, root, text};
use curate_document::slug::{HostStyle, Slugger};
use curate_rules::{Declaration, FixKind, RULES};
use curate_testing::recorded::assert_recorded;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
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

#[test]
fn the_documentation_holds_every_page() {
    assert_recorded("docs/rules.md", &documentation());
}

/// Rules by group, in the registry's order.
pub fn groups() -> BTreeMap<&'static str, Vec<&'static Declaration>> {
    let mut groups: BTreeMap<&'static str, Vec<&'static Declaration>> = BTreeMap::new();
    for rule in RULES {
        groups.entry(rule.group()).or_default().push(rule);
    }
    groups
}

/// Where the page of each rule is within `docs/rules.md`.
pub fn anchors() -> BTreeMap<&'static str, String> {
    let mut slugger = Slugger::new(HostStyle::GitHub);
    let mut anchors = BTreeMap::new();
    for line in documentation_with(|_| String::new()).lines().filter(|line| line.starts_with('#')) {
        let title = line.trim_start_matches('#').trim();
        let slug = slugger.unique(title);
        if let Some(rule) = RULES.iter().find(|rule| rule.name == title) {
            anchors.insert(rule.name, slug);
        }
    }
    anchors
}

fn documentation() -> String {
    let anchors = anchors();
    documentation_with(|rule| anchors.get(rule).cloned().unwrap_or_default())
}

fn documentation_with(anchor: impl Fn(&str) -> String) -> String {
    let mut text = String::from(
        "# Rules\n\nEvery rule, as `curate explain` shows it. Written by `CURATE_BLESS=1 cargo test --test tidy`.\n\n\
         Fixes that are safe are applied by `--fix`, the others by `--unsafe-fixes` alone. How loud a rule is can be set \
         in `curate.toml`.\n",
    );
    for (group, rules) in groups() {
        write!(text, "\n## {group}\n\n| rule | level | fix | reports |\n|---|---|---|---|\n").unwrap();
        for rule in &rules {
            let level = if rule.on_by_default { rule.severity.name() } else { "off" };
            let fix = match rule.fix {
                FixKind::None => "none",
                FixKind::Unsafe => "unsafe",
                FixKind::Safe => "safe",
            };
            let summary = rule.summary.replace('|', "\\|");
            writeln!(text, "| [{}](#{}) | {level} | {fix} | {summary} |", rule.name, anchor(rule.name)).unwrap();
        }
        for rule in &rules {
            text.push('\n');
            text.push_str(&demoted(&rule.page()));
        }
    }
    text
}

/// A page two levels down: its title becomes a heading of the third level, its parts bold lines, since twenty parts
/// called "Why" would be twenty anchors that differ by a number.
fn demoted(page: &str) -> String {
    let mut text = String::new();
    let mut is_code = false;
    for line in page.trim_end().lines() {
        if line.starts_with("```") {
            is_code = !is_code;
        }
        match line {
            line if is_code => text.push_str(line),
            line if line.starts_with("# ") => write!(text, "##{line}").unwrap(),
            line if line.starts_with("## ") => write!(text, "**{}**", line.trim_start_matches('#').trim()).unwrap(),
            line => text.push_str(line),
        }
        text.push('\n');
    }
    text
}
