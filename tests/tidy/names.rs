//! Names: the engine knows no rule by name, and words that the project gave up do not come back.

use super::lexer::{code, texts};
use super::{CRATES, TESTS, none, root, sources, text, without_tests};
use curate_rules::RULES;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// Where rules are named on purpose: what `extends` can name, the comments of a first configuration, the pages in Chinese.
const PRESETS: [&str; 3] = ["src/config/presets.rs", "src/commands/init/file.rs", "src/locale/rule_pages.rs"];

#[test]
fn only_groups_and_presets_name_rules() {
    let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    let groups: BTreeSet<&str> = RULES.iter().map(|rule| rule.group()).collect();
    let mut wrong = Vec::new();
    for file in CRATES.into_iter().flat_map(sources) {
        let group = file.strip_prefix("rules/").and_then(|rest| rest.split_once('/')).map(|(group, _)| group);
        if group.is_some_and(|group| groups.contains(group)) || PRESETS.contains(&file.as_str()) {
            continue;
        }
        let source = text(&file);
        let source = without_tests(&source);
        let lines: Vec<&str> = source.lines().collect();
        for (number, name) in texts(source) {
            if names.contains(name) || is_group(name, &groups, lines[number - 1]) {
                wrong.push(format!("{file}:{number}: \"{name}\""));
            }
        }
    }
    none("rules and groups named outside of rules/<group>/ and the presets; say it in their declarations", &wrong);
}

/// Whether `text` is the name of a group of rules: alone, or with the slash that rules go on with. Alone some are words.
fn is_group(text: &str, groups: &BTreeSet<&str>, line: &str) -> bool {
    let is_compared = line.contains(".group()") || line.contains("starts_with");
    text.strip_suffix('/').is_some_and(|group| groups.contains(group)) || is_compared && groups.contains(text)
}

/// Names of types, modules and functions that were given up, and what they are called now.
const GIVEN_UP: &[(&str, &str)] = &[
    ("Question", "Request"),
    ("Answer", "Response"),
    ("Reply", "RequestResult"),
    ("Manner", "Method"),
    ("Learnt", "ProbeResult"),
    ("Beside", "Provider"),
    ("News", "Event"),
    ("Manners", "HostState"),
    ("Crowd", "KeepAliveLimit"),
    ("Overheard", "RecordingTransport"),
    ("Questioner", "GithubClient"),
    ("Trouble", "ApiError"),
    ("Useless", "ResponseError"),
    ("Said", "RepositoryStatus"),
    ("Known", "RepositoryInfo or BaselineFilter"),
    ("Memory", "LinkCache"),
    ("Past", "BaseRevision"),
    ("World", "Workspace"),
    ("Wanted", "InputFile"),
    ("Lines", "Overrides or LineIndex"),
    ("Theirs", "an alias"),
    ("Scene", "BaseComparison"),
    ("Bench", "FixBatch"),
    ("Settled", "BatchResult"),
    ("Trial", "FixBatch"),
    ("Doubt", "Rejection"),
    ("Roles", "SectionKinds"),
    ("Place", "what it is a place of"),
    ("Found", "what was found"),
    ("aloft", "in_flight"),
    ("flying", "in_flight"),
    ("landed", "on_response"),
    ("launch", "dispatch"),
    ("told", "on_event, reported"),
    ("heard", "on_event"),
    ("sought", "fragment_policy"),
    ("neutral", "sanitize"),
    ("anatomy", "entries"),
    ("outline", "sections"),
    ("apparent", "fallback_link"),
    ("resemblance", "similarity"),
    ("traces", "entry_history"),
];

/// Words for fixing, checking and outcomes that code, messages and documentation do without.
const GIVEN_UP_WORDS: &[&str] = &["mend", "mends", "mended", "mending", "learn", "learns", "learnt", "learned"];

#[test]
fn names_that_were_given_up_stay_away() {
    let mut wrong = Vec::new();
    for file in CRATES.into_iter().chain(TESTS).flat_map(sources) {
        for (number, line) in code(&text(&file)).lines().enumerate() {
            let declared = declared(line);
            if let Some((name, now)) = GIVEN_UP.iter().find(|(name, _)| declared.is_some_and(|(_, own)| own == *name)) {
                wrong.push(format!("{file}:{}: `{name}` is {now} now", number + 1));
            }
        }
    }
    none("names that were given up", &wrong);
}

#[test]
fn no_type_is_declared_twice() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in CRATES.into_iter().flat_map(sources) {
        let source = text(&file);
        for line in code(without_tests(&source)).lines() {
            if let Some((_, name)) = declared(line).filter(|(kind, _)| ["struct", "enum", "trait"].contains(kind)) {
                places.entry(name.to_owned()).or_default().push(file.clone());
            }
        }
    }
    places.retain(|_, files| files.len() > 1);
    let wrong: Vec<String> = places.iter().map(|(name, files)| format!("{name}: {}", files.join(", "))).collect();
    none("types that share a name; one name for one thing", &wrong);
}

/// What the declaration in `line` is (`struct`, `fn`, …) and what it names, where there is one.
fn declared(line: &str) -> Option<(&str, &str)> {
    let (kind, rest) = without_modifiers(line).split_once(' ')?;
    let is_kind = ["struct", "enum", "trait", "type", "fn", "mod"].contains(&kind);
    let name = rest.split(|character: char| !(character.is_alphanumeric() || character == '_')).next()?;
    is_kind.then_some((kind, name))
}

/// A line of code from its first word on that says what is declared.
pub fn without_modifiers(line: &str) -> &str {
    let mut rest = line.trim_start();
    loop {
        let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
        let is_modifier = ["pub", "const", "async", "unsafe"].contains(&word);
        rest = match rest.strip_prefix("pub(").and_then(|scope| scope.split_once(')')) {
            Some((_, after)) => after.trim_start(),
            None if is_modifier => after,
            None => return rest,
        };
    }
}

#[test]
fn declarations_are_seen_in_every_shape() {
    for (line, expected) in [
        ("pub(super) struct Answer {", Some(("struct", "Answer"))),
        ("    pub(in crate::links) const unsafe fn told<T>() {", Some(("fn", "told"))),
        ("enum News {", Some(("enum", "News"))),
        ("pub async fn heard(", Some(("fn", "heard"))),
        ("const LONGEST: usize = 1;", None),
        ("told();", None),
    ] {
        assert_eq!(declared(line), expected, "{line}");
    }
}

#[test]
fn words_that_were_given_up_stay_away() {
    let mut wrong = Vec::new();
    let folders = ["document", "rules", "src", "tests", "benches", "docs", "fuzz", ".github"];
    let pages = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "Cargo.toml", "action.yml"];
    for file in files(&folders).into_iter().chain(pages.map(str::to_owned)) {
        if file == "tests/tidy/names.rs" {
            continue;
        }
        let source = text(&file);
        for (number, line) in source.lines().enumerate() {
            // Parts of addresses are other people's names.
            let line = line.replace("learn.microsoft.com", "").replace("/learn", "");
            let words = line.split(|character: char| !character.is_alphanumeric()).map(str::to_lowercase);
            if let Some(word) = words.into_iter().find(|word| GIVEN_UP_WORDS.contains(&word.as_str())) {
                wrong.push(format!("{file}:{}: {word}", number + 1));
            }
        }
    }
    none("words that were given up: fix, check, report, outcome", &wrong);
}

#[test]
fn a_rule_names_itself_at_most_twice() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let group = rule.group();
        let file = rule.name.rsplit('/').next().unwrap_or("").replace('-', "_");
        let path = format!("rules/{group}/{file}.rs");
        let source = text(&path);
        let count = without_tests(&source).lines().filter(|line| line.contains(rule.name)).count();
        if count > 2 {
            wrong.push(format!("{path}: {count} lines"));
        }
    }
    none("rules whose own name stands in more than two lines of their file", &wrong);
}

/// The text files below `folders`, as paths from the root.
fn files(folders: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut left: Vec<PathBuf> = folders.iter().map(|folder| root().join(folder)).collect();
    while let Some(folder) = left.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            let is_text = path
                .extension()
                .is_some_and(|extension| ["rs", "md", "yml", "toml"].iter().any(|known| extension == *known));
            if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
                left.push(path);
            } else if is_text {
                found.push(super::from_root(&path));
            }
        }
    }
    found.sort();
    found
}
