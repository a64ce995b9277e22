//! What the program says in Chinese: a page for each rule, built like the English one, and every description.

use super::book::schema;
use super::configuration_page::descriptions;
use super::{none, root, text};
use curate_rules::RULES;
use curate_testing::recorded::assert_recorded;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

/// The headings of a rule's page and their translations, in order.
const HEADINGS: [(&str, &str); 4] =
    [("## Why", "## 为什么"), ("## Bad", "## 反例"), ("## Good", "## 正例"), ("## Fix", "## 修复")];
const PAGES: &str = "locales/zh-Hans/rules";

#[test]
fn every_page_is_there_in_chinese() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let path = format!("{PAGES}/{}.md", rule.name);
        let Ok(page) = fs::read_to_string(root().join(&path)) else {
            wrong.push(format!("{path}: there is no such page"));
            continue;
        };
        let english = rule.page();
        let english = english.split("\n## Options").next().unwrap_or_default();
        if page.lines().next() != english.lines().next() {
            wrong.push(format!("{path}: its title is not the rule's name"));
        }
        let own: Vec<&str> = headings(&page).collect();
        let translated = headings(english)
            .map(|line| HEADINGS.iter().find(|(english, _)| *english == line).map_or(line, |(_, chinese)| *chinese));
        if own != translated.collect::<Vec<_>>() {
            wrong.push(format!("{path}: other headings than the English page: {own:?}"));
        }
        if fences(&page) != fences(english) {
            wrong.push(format!("{path}: another number of code blocks than the English page"));
        }
    }
    none("pages in Chinese", &wrong);
}

#[test]
fn only_rules_have_pages_in_chinese() {
    let known: BTreeSet<String> = RULES.iter().map(|rule| format!("{}.md", rule.name)).collect();
    let mut wrong = Vec::new();
    for group in fs::read_dir(root().join(PAGES)).expect("a folder") {
        let group = group.expect("an entry");
        for page in fs::read_dir(group.path()).expect("a folder of a group") {
            let name = format!("{}/{}", group.file_name().display(), page.expect("an entry").file_name().display());
            if !known.contains(&name) {
                wrong.push(format!("{PAGES}/{name}: there is no such rule"));
            }
        }
    }
    none("pages in Chinese", &wrong);
}

#[test]
fn every_description_is_there_in_chinese() {
    let file: toml::Table = text("locales/zh-Hans/options.toml").parse().expect("TOML");
    let keys = |table: &str| -> BTreeSet<String> {
        file.get(table).and_then(toml::Value::as_table).expect("a table").keys().cloned().collect()
    };
    let summaries: BTreeSet<String> = RULES.iter().map(|rule| rule.summary.to_owned()).collect();
    let translated = keys("rules");
    let mut wrong: Vec<String> =
        summaries.difference(&translated).map(|text| format!("[rules]: not translated: {text}")).collect();
    wrong.extend(translated.difference(&summaries).map(|text| format!("[rules]: nobody says: {text}")));
    let translated = keys("options");
    let options = RULES.iter().flat_map(|rule| rule.make.options());
    let options = options.map(|option| option.description.split_whitespace().collect::<Vec<_>>().join(" "));
    wrong
        .extend(options.filter(|key| !translated.contains(key)).map(|key| format!("[options]: not translated: {key}")));
    let schema = schema();
    let settings = descriptions(&schema["properties"]);
    wrong.extend(settings.difference(&translated).map(|text| format!("[options]: not translated: {text}")));
    wrong.extend(translated.difference(&descriptions(&schema)).map(|text| format!("[options]: nobody says: {text}")));
    none("descriptions in Chinese", &wrong);
}

#[test]
fn the_program_holds_every_page_in_chinese() {
    let mut table = String::from(
        "//! The pages of rules in Chinese; written by `CURATE_BLESS=1 cargo test --test tidy`.\n\n\
         /// A rule's name and its page in markdown.\n#[rustfmt::skip]\npub(super) const RULE_PAGES: &[(&str, &str)] = &[\n",
    );
    for rule in RULES {
        writeln!(table, "    (\"{0}\", include_str!(\"../../{PAGES}/{0}.md\")),", rule.name).unwrap();
    }
    table.push_str("];\n");
    assert_recorded("src/locale/rule_pages.rs", &table);
}

fn headings(page: &str) -> impl Iterator<Item = &str> {
    let mut in_code = false;
    page.lines().filter(move |line| {
        in_code ^= line.starts_with("```");
        !in_code && line.starts_with("## ")
    })
}

fn fences(page: &str) -> usize {
    page.lines().filter(|line| line.starts_with("```")).count()
}
