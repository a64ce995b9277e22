//! Names: the engine knows no rule by name, and words that the project gave up do not come back.

use super::{none, root, sources, text, without_tests};
use curate_rules::RULES;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// Where rules are named on purpose: what `extends` can name, and the comments of a first configuration.
const PRESETS: [&str; 2] = ["src/config/presets.rs", "src/commands/init/file.rs"];

#[test]
fn only_groups_and_presets_name_rules() {
    let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    let groups: BTreeSet<&str> = RULES.iter().map(|rule| rule.group()).collect();
    let mut wrong = Vec::new();
    for file in ["document", "rules", "src"].into_iter().flat_map(sources) {
        let group = file.strip_prefix("rules/").and_then(|rest| rest.split_once('/')).map(|(group, _)| group);
        if group.is_some_and(|group| groups.contains(group)) || PRESETS.contains(&file.as_str()) {
            continue;
        }
        let source = text(&file);
        for (number, line) in without_tests(&source).lines().enumerate() {
            let code = line.split("//").next().unwrap_or(line);
            let quoted = code.split('"').skip(1).step_by(2);
            for name in quoted.filter(|name| names.contains(name) || is_group(name, &groups, code)) {
                wrong.push(format!("{file}:{}: \"{name}\"", number + 1));
            }
        }
    }
    none("rules and groups named outside of rules/<group>/ and the presets; say it in their declarations", &wrong);
}

/// Whether `text` is the name of a group of rules: alone, or with the slash that rules go on with. Alone some are words.
fn is_group(text: &str, groups: &BTreeSet<&str>, code: &str) -> bool {
    let is_compared = code.contains(".group()") || code.contains("starts_with");
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
    for file in ["document", "rules", "src", "benches"].into_iter().flat_map(sources) {
        for (number, line) in text(&file).lines().enumerate() {
            let declared = declared_name(line);
            if let Some((name, now)) = GIVEN_UP.iter().find(|(name, _)| declared == Some(name)) {
                wrong.push(format!("{file}:{}: `{name}` is {now} now", number + 1));
            }
        }
    }
    none("names that were given up", &wrong);
}

/// What the declaration in `line` names, where there is one.
fn declared_name(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = line.strip_prefix("pub(crate) ").or_else(|| line.strip_prefix("pub ")).unwrap_or(line);
    let line = ["async ", "const "].iter().find_map(|word| line.strip_prefix(word)).unwrap_or(line);
    let kinds = ["struct ", "enum ", "trait ", "type ", "fn ", "mod "];
    let rest = kinds.iter().find_map(|kind| line.strip_prefix(kind))?;
    rest.split(|character: char| !(character.is_alphanumeric() || character == '_')).next()
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
