//! Every rule against its examples on disk: `fixtures/rules/<group>/<rule>/`.
//!
//! - `bad.md` (or `bad/` with the editions of one list; `README.md.size` stands for a file of so many bytes): what the rule finds is recorded in `findings.snap` beside it.
//! - `good.md` (or `good/`): no rule that is on by default finds anything.
//! - `fixed.md` (or `fixed/`): `bad` after the rule's fixes, unsafe ones included; fixing it again changes nothing.
//! - `case-*.md` and `case-*/`: more bad examples, recorded in `case-*.snap`, with `case-*.fixed.md` where a fix applies.
//! - `options.toml`: the rule's options in all examples; `options-case-*.toml`: those of one case instead.
//!
//! - `before-bad/`, `before-good/`, `before-case-*/`: what the list was before a change, for rules that judge changes.
//!
//! Record anew with `INSTA_UPDATE=always cargo test --test rules`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a test may panic and say why it skips"
)]

use curate_document::{Document, Edition, List};
use curate_rules::api::blame::{Ages, Commit};
use curate_rules::api::change::Change;
use curate_rules::api::facts::OwnRepository;
use curate_rules::api::linked_file::LinkedFile;
use curate_rules::api::outcome::{FragmentState, Suspicion};
use curate_rules::{
    Applicability, Declaration, Diagnostic, Facts, Linter, Options, Outcome, RULES, Settings, Verdict, fix,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn folder_of(rule: &Declaration) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules").join(rule.name)
}

/// The list in `place`: a file, or a folder with editions.
fn read(place: &Path) -> Option<List> {
    let files: Vec<PathBuf> = if place.is_dir() {
        let mut files: Vec<PathBuf> = fs::read_dir(place).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
        files.sort();
        files
    } else {
        vec![place.to_owned()]
    };
    let editions: Vec<Edition> = files
        .iter()
        .filter_map(|file| {
            let source = fs::read_to_string(file).ok()?;
            let name = file.file_name()?.to_str()?;
            if let Some(name) = name.strip_suffix(".size") {
                return Some(Edition::new(name, Document::too_large(source.trim().parse().expect("bytes")), true));
            }
            let name = if place.is_dir() { name } else { "README.md" };
            Some(Edition::new(name, Document::parse(source), true))
        })
        .collect();
    (!editions.is_empty()).then(|| List::new(editions))
}

/// The options of the example called `name`, by its own file or else that of the folder.
fn options(folder: &Path, name: &str) -> Options {
    let own = folder.join(format!("options-{name}.toml"));
    let file = if own.exists() { own } else { folder.join("options.toml") };
    let Ok(text) = fs::read_to_string(&file) else { return Options::new() };
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Settings with `rule` alone, with its options in the example called `name`; or with every default rule.
fn settings(list: &List, rule: Option<&Declaration>, folder: &Path, name: &str) -> Vec<Settings> {
    let mut settings = Settings::defaults(RULES);
    if let Some(rule) = rule {
        settings.retain(|name| name == rule.name);
        if let Some(setting) = settings.rule_mut(rule.name) {
            setting.severity = Some(rule.severity);
            setting.options = options(folder, name);
        }
    }
    vec![settings; list.editions.len()]
}

/// What was learnt of URLs, by `outcomes.txt`: lines of verdict, status, URL and cause, with ` -> ` before where it moved, and
/// ` | ` before each thing more that is known: `archived`, `empty`, `idle` with days, `found` or `missing` with a fragment.
fn facts(folder: &Path) -> Facts {
    let text = fs::read_to_string(folder.join("outcomes.txt")).unwrap_or_default();
    let outcome = |line: &str| {
        let parts: Vec<&str> = line.splitn(4, ' ').collect();
        let [verdict, status, url, cause] = parts[..] else { panic!("four parts: {line}") };
        let mut more = cause.split(" | ");
        let cause = more.next().expect("a cause");
        let (cause, to) = cause.split_once(" -> ").map_or((cause, None), |(cause, to)| (cause, Some(to)));
        let verdict = Verdict::named(verdict).expect("a verdict");
        let mut outcome = Outcome::of(url, verdict, cause);
        outcome.status = status.parse().ok();
        outcome.moved_to = to.map(str::to_owned);
        for fact in more {
            learn(&mut outcome, fact);
        }
        outcome.suspicion = (verdict == Verdict::Suspect).then(|| Suspicion::Parked("a domain parker".to_owned()));
        outcome
    };
    let outcomes = text.lines().map(outcome).chain(secure(folder)).collect();
    let beside = fs::read_to_string(folder.join("beside.txt")).unwrap_or_default();
    Facts {
        outcomes,
        files: linked_files(folder),
        own_repository: own_repository(folder),
        root: Some(String::new()),
        beside: Arc::new(beside.lines().map(str::to_owned).collect()),
        terms: terms(folder),
        ..Facts::default()
    }
}

/// The words of a project's `.autocorrectrc`, by `terms.txt`: one a line.
fn terms(folder: &Path) -> Arc<[String]> {
    fs::read_to_string(folder.join("terms.txt")).unwrap_or_default().lines().map(str::to_owned).collect()
}

/// Pages that were asked over https too, by `secure.txt`: lines of `yes` or `no` and URL.
fn secure(folder: &Path) -> Vec<Outcome> {
    let text = fs::read_to_string(folder.join("secure.txt")).unwrap_or_default();
    let outcome = |line: &str| {
        let (answer, url) = line.split_once(' ').expect("two parts");
        Outcome { secure: Some(answer == "yes"), ..Outcome::of(url, Verdict::Ok, "200 OK") }
    };
    text.lines().map(outcome).collect()
}

/// What is known of linked files, by `files.txt`: lines of path and `missing`, `present`, or how it is really written.
fn linked_files(folder: &Path) -> BTreeMap<String, LinkedFile> {
    let text = fs::read_to_string(folder.join("files.txt")).unwrap_or_default();
    let file = |line: &str| {
        let (path, known) = line.split_once(": ").expect("two parts");
        let known = match known {
            "missing" => LinkedFile::Missing,
            "present" => LinkedFile::Present,
            actual => LinkedFile::OtherCase(actual.to_owned()),
        };
        (path.to_owned(), known)
    };
    text.lines().map(file).collect()
}

/// The repository that the example is in, by `own-repository.txt`: host, owner, name, and branch.
fn own_repository(folder: &Path) -> Option<OwnRepository> {
    let text = fs::read_to_string(folder.join("own-repository.txt")).ok()?;
    let parts: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    let [host, owner, name, branch] = <[String; 4]>::try_from(parts).expect("four parts");
    Some(OwnRepository {
        host,
        owner,
        name,
        branches: vec![branch],
        root: String::new(),
        readme: Some("README.md".to_owned()),
    })
}

/// Adds something more that is known.
fn learn(outcome: &mut Outcome, fact: &str) {
    match fact.split_once(' ').unwrap_or((fact, "")) {
        ("archived", "") => outcome.repository.get_or_insert_default().archived = true,
        ("empty", "") => outcome.repository.get_or_insert_default().empty = true,
        ("idle", days) => outcome.repository.get_or_insert_default().idle_days = Some(days.parse().expect("days")),
        ("found", fragment) => {
            outcome.fragments.insert(fragment.to_owned(), FragmentState::Found);
        }
        ("missing", fragment) => {
            outcome.fragments.insert(fragment.to_owned(), FragmentState::Missing);
        }
        _ => panic!("known of outcomes: {fact}"),
    }
}

/// When lines last changed, by `ages-NAME.txt`: lines of path, line, commit and its day. In `former-NAME/` the source is
/// kept as it was at commits, in files named after them.
fn ages(folder: &Path, name: &str, list: &List) -> Ages {
    let mut ages = Ages::default();
    let text = fs::read_to_string(folder.join(format!("ages-{name}.txt"))).unwrap_or_default();
    let named = |line: &str| {
        let parts: Vec<&str> = line.split(' ').collect();
        let [path, line, commit, day] = parts[..] else { panic!("four parts: {line}") };
        let time = day.parse::<i64>().ok().map(|day| day * 86_400);
        ((path.to_owned(), line.parse::<usize>().unwrap()), Commit { name: commit.to_owned(), time })
    };
    let named: BTreeMap<_, _> = text.lines().map(named).collect();
    for (id, edition) in list.iter().filter(|_| !named.is_empty()) {
        let commit = |line| {
            let first = Commit { name: "first".to_owned(), time: Some(0) };
            named.get(&(edition.path.clone(), line)).cloned().unwrap_or(first)
        };
        ages.lines.insert(id, (1..=edition.document.lines().count()).map(commit).collect());
    }
    for entry in fs::read_dir(folder.join(format!("former-{name}"))).into_iter().flatten().flatten() {
        let commit = entry.path().file_stem().unwrap().to_str().unwrap().to_owned();
        ages.former.insert(commit, Document::parse(fs::read_to_string(entry.path()).unwrap()));
    }
    ages
}

/// The facts for the case `name`: with a folder `before-NAME`, what is in it is what the list was before a change.
fn facts_of(folder: &Path, name: &str, list: &List) -> Facts {
    let facts = Facts { ages: ages(folder, name, list), ..facts(folder) };
    let Some(before) = Some(folder.join(format!("before-{name}"))).filter(|place| place.is_dir()) else { return facts };
    let before = read(&before).expect("what was before can be read");
    assert_eq!(before.editions.len(), list.editions.len(), "as many editions before the change");
    Facts { change: Some(Change { before, added: BTreeSet::new(), files: BTreeMap::new() }), ..facts }
}

fn describe(list: &List, diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        let edition = list.edition(diagnostic.edition).expect("a finding is in an edition");
        let document = &edition.document;
        let line = document.line_of(diagnostic.span.start);
        let column = document.lines().column_of(diagnostic.span.start, document.source());
        writeln!(
            text,
            "{}:{line}:{column} {} {}: {}",
            edition.path,
            diagnostic.severity.name(),
            diagnostic.rule,
            diagnostic.message
        )
        .unwrap();
        writeln!(text, "    {:?}", document.text(diagnostic.span)).unwrap();
        for label in &diagnostic.labels {
            let other = list.edition(label.edition).expect("a label is in an edition");
            writeln!(text, "    label {}:{} {}", other.path, other.document.line_of(label.span.start), label.message)
                .unwrap();
        }
        if let Some(help) = &diagnostic.help {
            writeln!(text, "    help: {help}").unwrap();
        }
        if let Some(fix) = &diagnostic.fix {
            writeln!(text, "    fix ({:?}): {}", fix.applicability, fix.title).unwrap();
            for edit in &fix.edits {
                let other = list.edition(edit.edition).expect("an edit is in an edition");
                writeln!(
                    text,
                    "        {}:{} {:?} -> {:?}",
                    other.path,
                    other.document.line_of(edit.span.start),
                    other.document.text(edit.span),
                    edit.text
                )
                .unwrap();
            }
        }
    }
    text
}

/// The cases of a rule: `bad` and every `case-*`, as (name, place).
fn cases(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut cases: Vec<(String, PathBuf)> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let name = path.file_name()?.to_str()?.to_owned();
            let stem = name.strip_suffix(".md").unwrap_or(&name).to_owned();
            let is_case =
                (stem == "bad" || stem.starts_with("case-")) && !stem.ends_with(".fixed") && !name.ends_with(".snap");
            is_case.then_some((stem, path))
        })
        .collect();
    cases.sort();
    cases
}

fn fixed_place(folder: &Path, case: &str) -> PathBuf {
    let stem = if case == "bad" { "fixed".to_owned() } else { format!("{case}.fixed") };
    let file = folder.join(format!("{stem}.md"));
    if file.exists() { file } else { folder.join(stem) }
}

#[test]
fn bad_examples_are_found() {
    for rule in RULES {
        let folder = folder_of(rule);
        let cases = cases(&folder);
        assert!(!cases.is_empty(), "{} has no bad example in {}", rule.name, folder.display());
        for (name, place) in cases {
            let list = read(&place).expect("the example can be read");
            let settings = settings(&list, Some(rule), &folder, &name);
            let found = Linter::new(RULES, &settings, &facts_of(&folder, &name, &list)).lint(&list);
            let recorded = if name == "bad" { "findings".to_owned() } else { name.clone() };
            assert!(name != "bad" || !found.is_empty(), "{} finds nothing in its bad example", rule.name);
            let mut insta = insta::Settings::clone_current();
            insta.set_snapshot_path(&folder);
            insta.set_prepend_module_to_snapshot(false);
            insta.set_omit_expression(true);
            insta.bind(|| insta::assert_snapshot!(recorded, describe(&list, &found)));
        }
    }
}

#[test]
fn good_examples_are_silent_for_every_default_rule() {
    for rule in RULES {
        let folder = folder_of(rule);
        let place = if folder.join("good").is_dir() { folder.join("good") } else { folder.join("good.md") };
        let list = read(&place).unwrap_or_else(|| panic!("{} has no good example", rule.name));
        for settings in [settings(&list, None, &folder, "good"), settings(&list, Some(rule), &folder, "good")] {
            let found = Linter::new(RULES, &settings, &facts_of(&folder, "good", &list)).lint(&list);
            assert!(found.is_empty(), "{}: the good example is not silent:\n{}", rule.name, describe(&list, &found));
        }
    }
}

#[test]
fn fixes_give_what_is_recorded_and_are_stable() {
    for rule in RULES {
        let folder = folder_of(rule);
        for (name, place) in cases(&folder) {
            let expected = fixed_place(&folder, &name);
            let list = read(&place).expect("the example can be read");
            let settings = settings(&list, Some(rule), &folder, &name);
            let facts = facts_of(&folder, &name, &list);
            let linter = Linter::new(RULES, &settings, &facts);
            let once = fix(&linter, list.clone(), Applicability::Unsafe, &|_| true);
            if !expected.exists() {
                let same = once
                    .list
                    .editions
                    .iter()
                    .zip(&list.editions)
                    .all(|(a, b)| a.document.source() == b.document.source());
                assert!(same, "{} {name}: there is a fix but {} is missing", rule.name, expected.display());
                continue;
            }
            if std::env::var("INSTA_UPDATE").is_ok_and(|value| value == "always") {
                record(&expected, &once.list);
            }
            let recorded = read(&expected).expect("the fixed example can be read");
            for (edition, recorded) in once.list.editions.iter().zip(&recorded.editions) {
                assert_eq!(edition.document.source(), recorded.document.source(), "{} {name}", rule.name);
            }
            let twice = fix(&linter, once.list.clone(), Applicability::Unsafe, &|_| true);
            assert!(twice.applied.is_empty(), "{} {name}: fixing again applies {:?}", rule.name, twice.applied);
        }
    }
}

fn record(place: &Path, list: &List) {
    for edition in &list.editions {
        let file = if place.is_dir() { place.join(&edition.path) } else { place.to_owned() };
        fs::write(file, edition.document.source()).expect("the fixed example can be written");
    }
}
