//! How often rules are right on the lists of the corpus: `docs/precision.md`.
//!
//! `cargo test --release --test precision -- --ignored` lints every list with every rule, writes the counts into the page, and a
//! sample of each rule's findings with their surroundings to `target/precision/`, to be judged by eye. What was judged
//! stands in `docs/precision.toml`, which nothing overwrites.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::string_slice,
    reason = "a test may panic and say why it skips"
)]

use assert_cmd::Command;
use curate_rules::{Declaration, RULES, Severity};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// How many findings of a rule are judged, where there are so many.
const SAMPLE: usize = 30;
/// Another number draws another sample.
const SEED: u64 = 2026;
/// Lines shown above and below a finding.
const AROUND: usize = 2;
/// The longest line of a sample, in characters.
const WIDTH: usize = 400;

/// What a person made of a sample.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Judgement {
    judged: usize,
    wrong: usize,
    #[serde(default)]
    note: String,
}

/// A finding of the program.
struct Found {
    list: String,
    diagnostic: Value,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn corpus() -> PathBuf {
    root().join("../shared/corpus")
}

fn judgements() -> BTreeMap<String, Judgement> {
    let text = fs::read_to_string(root().join("docs/precision.toml")).expect("what was judged");
    toml::from_str(&text).expect("judgements by rule")
}

/// The lists of the corpus, by the names of their folders.
fn lists() -> Vec<String> {
    let mut lists: Vec<String> = fs::read_dir(corpus())
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    lists.sort();
    lists
}

/// Everything that every rule finds in `list`, as a person would see it who has no configuration.
fn findings(list: &str) -> Vec<Found> {
    let all: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    let output = Command::cargo_bin("curate")
        .expect("the program")
        .current_dir(corpus().join(list))
        .args(["lint", "--isolated", "--all", "--output-format", "json", "--select", &all.join(",")])
        .output()
        .expect("it runs");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let diagnostics = report["diagnostics"].as_array().expect("findings").clone();
    let cut_short = diagnostics.iter().find(|found| found["rule"] == "project/unparsed");
    assert!(cut_short.is_none(), "{list}: try `--release`, since not all was parsed in time: {cut_short:?}");
    diagnostics.into_iter().map(|diagnostic| Found { list: list.to_owned(), diagnostic }).collect()
}

impl Found {
    fn text(&self, key: &str) -> &str {
        self.diagnostic[key].as_str().unwrap_or("")
    }

    fn line(&self) -> usize {
        usize::try_from(self.diagnostic["start"]["line"].as_u64().unwrap_or(1)).unwrap()
    }

    /// A number that is the same on every run and tells nothing of the finding.
    fn lot(&self) -> u64 {
        let parts = [self.text("rule"), &self.list, self.text("path"), self.text("message")];
        let key = format!("{SEED}{}{}", parts.join("\0"), self.diagnostic["start"]["offset"]);
        // FNV-1a, and a last mixing, since its high bits are poor for short keys.
        let hash = key
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
    }

    /// The finding with its surroundings.
    fn described(&self, number: usize, source: &str) -> String {
        let mut text = format!(
            "## {number}. {}/{}:{} {}\n\n{}\n",
            self.list,
            self.text("path"),
            self.line(),
            self.text("severity"),
            self.text("message")
        );
        if let Some(help) = self.diagnostic["help"].as_str() {
            writeln!(text, "\nhelp: {help}").unwrap();
        }
        for label in self.diagnostic["labels"].as_array().into_iter().flatten() {
            let path = label["path"].as_str().unwrap_or("");
            writeln!(text, "\nsee {path}:{} {}", label["start"]["line"], label["message"].as_str().unwrap_or(""))
                .unwrap();
        }
        text.push_str("\n~~~~text\n");
        let first = self.line().saturating_sub(AROUND + 1);
        for (index, line) in source.lines().enumerate().skip(first).take(2 * AROUND + 1) {
            let mark = if index + 1 == self.line() { '>' } else { ' ' };
            let line: String = line.chars().take(WIDTH).collect();
            writeln!(text, "{mark}{:>5} {line}", index + 1).unwrap();
        }
        text.push_str("~~~~\n");
        if let Some(title) = self.diagnostic["fix"]["title"].as_str() {
            let safe = self.diagnostic["fix"]["applicability"].as_str().unwrap_or("");
            writeln!(text, "\nfix ({safe}): {title}").unwrap();
            for edit in self.diagnostic["fix"]["edits"].as_array().into_iter().flatten().take(5) {
                let span = edit["start"]["offset"].as_u64().unwrap() as usize
                    ..edit["end"]["offset"].as_u64().unwrap() as usize;
                let before = source.get(span).filter(|_| edit["path"] == self.diagnostic["path"]).unwrap_or("…");
                writeln!(text, "- {:?} becomes {:?}", before, edit["text"].as_str().unwrap_or("")).unwrap();
            }
        }
        text
    }
}

/// The sample of `findings`, in order of their places.
fn sample<'a>(findings: &[&'a Found]) -> Vec<&'a Found> {
    let mut drawn = findings.to_vec();
    drawn.sort_by_key(|found| found.lot());
    drawn.truncate(SAMPLE);
    drawn.sort_by_key(|found| (&found.list, found.text("path"), found.line()));
    drawn
}

fn write_sample(rule: &Declaration, findings: &[&Found]) {
    let drawn = sample(findings);
    let mut text = format!("# {}: {} of {} findings\n", rule.name, drawn.len(), findings.len());
    for (index, found) in drawn.into_iter().enumerate() {
        let path = corpus().join(&found.list).join(found.text("path"));
        text.push('\n');
        text.push_str(&found.described(index + 1, &fs::read_to_string(path).unwrap_or_default()));
    }
    let path = root().join("target/precision").join(format!("{}.md", rule.name));
    fs::create_dir_all(path.parent().unwrap()).expect("created");
    fs::write(path, text).expect("written");
}

/// A share in per cent.
fn share(wrong: usize, judged: usize) -> String {
    if judged == 0 { "–".to_owned() } else { format!("{:.1} %", 100.0 * wrong as f64 / judged as f64) }
}

fn page(findings: &[Found], lists: &[String], judgements: &BTreeMap<String, Judgement>) -> String {
    let mut text = String::from(
        "# Precision\n\n\
         How many findings each rule has on seven real lists, and how many of those that were judged by eye were wrong: not\n\
         worth a maintainer's time, or mended in a way that hurts.\n\n\
         The counts are written by `cargo test --release --test precision -- --ignored`, which lints every list without\n\
         configuration and without network, one finding for each place (`--isolated --all`). It draws 30 findings of each rule by a fixed\n\
         lot, or takes all of them, and writes them with their surroundings to `target/precision/`. What a person made of\n\
         them stands in `docs/precision.toml`.\n",
    );
    for (title, on) in [("On by default", true), ("Off by default", false)] {
        write!(
            text,
            "\n## {title}\n\n| rule | level | {} | all | judged | wrong | share | note |\n",
            lists.join(" | ")
        )
        .unwrap();
        text.push_str(&format!("|---|---|{}---:|---:|---:|---:|---|\n", "---:|".repeat(lists.len())));
        for rule in RULES.iter().filter(|rule| rule.on_by_default == on && !rule.is_about_outcomes()) {
            let of_rule: Vec<&Found> = findings.iter().filter(|found| found.text("rule") == rule.name).collect();
            let counts: Vec<String> = lists
                .iter()
                .map(|list| of_rule.iter().filter(|found| found.list == *list).count().to_string())
                .collect();
            let none = Judgement::default();
            let Judgement { judged, wrong, note } = judgements.get(rule.name).unwrap_or(&none);
            let row = format!(
                "| {} | {} | {} | {} | {judged} | {wrong} | {} | {note} |",
                rule.name,
                rule.severity.name(),
                counts.join(" | "),
                of_rule.len(),
                share(*wrong, *judged)
            );
            writeln!(text, "{}", row.trim_end()).unwrap();
        }
    }
    text.push_str("\n## In all\n\n| | ");
    write!(
        text,
        "{} | judged | wrong | share |\n|---|{}---:|---:|---:|\n",
        lists.join(" | "),
        "---:|".repeat(lists.len())
    )
    .unwrap();
    for severity in [Severity::Error, Severity::Warning, Severity::Hint] {
        let counts: Vec<String> = lists
            .iter()
            .map(|list| {
                let is_default = |found: &&Found| declared(found.text("rule")).is_some_and(|rule| rule.on_by_default);
                let own = findings.iter().filter(|found| found.list == *list).filter(is_default);
                own.filter(|found| found.text("severity") == severity.name()).count().to_string()
            })
            .collect();
        let (judged, wrong) = pooled(judgements, severity);
        let name = format!("{}s", severity.name());
        writeln!(text, "| {name} | {} | {judged} | {wrong} | {} |", counts.join(" | "), share(wrong, judged)).unwrap();
    }
    text
}

fn declared(name: &str) -> Option<&'static Declaration> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

/// What was judged of the rules of a level that are on by default, and how much of it was wrong.
fn pooled(judgements: &BTreeMap<String, Judgement>, severity: Severity) -> (usize, usize) {
    let own = judgements
        .iter()
        .filter(|(name, _)| declared(name).is_some_and(|rule| rule.on_by_default && rule.severity == severity));
    own.fold((0, 0), |(judged, wrong), (_, judgement)| (judged + judgement.judged, wrong + judgement.wrong))
}

#[test]
#[ignore = "writes docs/precision.md and the samples"]
fn the_page_is_written() {
    let lists = lists();
    if lists.is_empty() {
        println!("skipped: no real lists at {}", corpus().display());
        return;
    }
    let findings: Vec<Found> = lists.iter().flat_map(|list| findings(list)).collect();
    for rule in RULES.iter().filter(|rule| !rule.is_about_outcomes()) {
        let own: Vec<&Found> = findings.iter().filter(|found| found.text("rule") == rule.name).collect();
        write_sample(rule, &own);
    }
    fs::write(root().join("docs/precision.md"), page(&findings, &lists, &judgements())).expect("written");
}

#[test]
fn judgements_are_of_rules_and_good_enough() {
    let judgements = judgements();
    for (name, Judgement { judged, wrong, note }) in &judgements {
        assert!(declared(name).is_some(), "{name}: there is no such rule");
        assert!(wrong <= judged && !note.contains(['\n', '|']), "{name}");
    }
    for (severity, most) in [(Severity::Error, 0.02), (Severity::Warning, 0.05)] {
        let (judged, wrong) = pooled(&judgements, severity);
        let share = share(wrong, judged);
        assert!(wrong as f64 <= most * judged as f64, "{share} of the {}s are wrong", severity.name());
    }
}
