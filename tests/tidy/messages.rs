//! What findings and reports say: every template of the code has a translation with the same arguments.

use super::lexer::{Template, templates};
use super::rule_pages::groups;
use super::{none, root, sources, text, without_tests};
use curate_testing::recorded::assert_recorded;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const FOLDER: &str = "locales/zh-Hans/messages";
/// What stands at the top of each catalogue.
const HEAD: &str =
    "# English = Chinese. `CURATE_BLESS=1 cargo test --test tidy` adds what is new, and takes out what is gone.\n";

/// The templates of each catalogue, by its name.
type Templates = BTreeMap<String, BTreeMap<String, Template>>;

#[test]
fn every_message_is_there_in_chinese() {
    let wanted = templates_of_code();
    if std::env::var_os("CURATE_BLESS").is_some() {
        bless(&wanted);
        return;
    }
    let mut wrong = Vec::new();
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for (name, templates) in &wanted {
        let catalogue = catalogue(name);
        let path = format!("{FOLDER}/{name}.toml");
        let unused = catalogue.keys().filter(|english| !templates.contains_key(*english));
        wrong.extend(unused.map(|english| format!("{path}: nobody says: {english}")));
        for (english, template) in templates {
            let Some(chinese) = catalogue.get(english).filter(|chinese| !chinese.is_empty()) else {
                wrong.push(format!("{path}: not translated: {english}"));
                continue;
            };
            if names(chinese, template) != names(english, template) {
                wrong.push(format!("{path}: other arguments than in English: {chinese}"));
            }
            if known.insert(english.clone(), chinese.clone()).is_some_and(|other| other != *chinese) {
                wrong.push(format!("{path}: another catalogue has another translation of: {english}"));
            }
        }
        let sorted = written(templates.keys().filter_map(|english| catalogue.get_key_value(english)));
        if wrong.is_empty() && text(&path) != sorted {
            wrong.push(format!("{path}: not as CURATE_BLESS=1 writes it"));
        }
    }
    none("messages in Chinese", &wrong);
}

#[test]
fn the_program_holds_every_catalogue() {
    let source = text("src/locale/catalogue.rs");
    let missing = |name: &String| !source.contains(&format!("include_str!(\"../../{FOLDER}/{name}.toml\")"));
    let missing: Vec<String> = templates_of_code().into_keys().filter(missing).collect();
    none("src/locale/catalogue.rs lacks", &missing);
}

/// Takes out of the catalogues what nobody says, and adds what is new, without a translation.
fn bless(wanted: &Templates) {
    let known: BTreeMap<String, String> = wanted.keys().flat_map(|name| catalogue(name)).collect();
    for (name, templates) in wanted {
        let empty = String::new();
        let lines = templates.keys().map(|english| (english, known.get(english).unwrap_or(&empty)));
        assert_recorded(&format!("{FOLDER}/{name}.toml"), &written(lines));
    }
}

fn catalogue(name: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(root().join(format!("{FOLDER}/{name}.toml"))).unwrap_or_default();
    toml::from_str(&text).unwrap_or_else(|error| panic!("{FOLDER}/{name}.toml: {error}"))
}

fn written<'a>(lines: impl Iterator<Item = (&'a String, &'a String)>) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"));
    let lines = lines.map(|(english, chinese)| format!("{} = {}\n", quoted(english), quoted(chinese)));
    HEAD.to_owned() + &lines.collect::<String>()
}

fn templates_of_code() -> Templates {
    let groups = groups();
    let shared = ["program", "rules"].into_iter().chain(groups.keys().copied());
    let mut found: Templates = shared.map(|name| (name.to_owned(), BTreeMap::new())).collect();
    for path in ["rules", "src", "fleet"].into_iter().flat_map(sources) {
        let mut folders = path.split('/');
        let name = match (folders.next(), folders.next()) {
            (Some("rules"), Some(group)) if groups.contains_key(group) => group,
            (Some("rules"), _) => "rules",
            _ => "program",
        };
        let of_file = found.get_mut(name).expect("a catalogue");
        for template in templates(without_tests(&text(&path))) {
            of_file.insert(template.text.clone(), template);
        }
    }
    found
}

/// The names in braces; a number that decides between one and many may be left out, in either language.
fn names<'a>(text: &'a str, template: &Template) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut rest = text;
    while let Some((_, from)) = rest.split_once('{') {
        if let Some(after) = from.strip_prefix('{') {
            rest = after;
            continue;
        }
        let (name, after) = from.split_once('}').unwrap_or((from, ""));
        found.extend((template.count.as_deref() != Some(name)).then_some(name));
        rest = after;
    }
    found
}
