//! Samples of findings, to be judged by eye.

use super::findings::ListFinding;
use super::judgements::Judgements;
use super::{rules, target};
use curate_testing::corpus;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

/// How many findings of a rule are judged in each corpus, where there are so many.
const SAMPLE: usize = 30;
/// Lines shown above and below a finding.
const AROUND: usize = 2;
/// The longest line of a sample, in characters.
const WIDTH: usize = 500;

/// Writes a file for each rule: those of its sample that are not judged yet.
pub fn write(findings: &[ListFinding], judgements: &Judgements) {
    let folder = target().join("samples");
    let _ = fs::remove_dir_all(&folder);
    for rule in rules() {
        let drawn: Vec<&ListFinding> =
            corpus::corpora().iter().flat_map(|corpus| sample(findings, rule.name, corpus)).collect();
        let open = drawn.iter().filter(|found| judgements.judged(rule.name, &found.fingerprint()).is_none());
        let texts: Vec<String> = open.map(|found| described(found)).collect();
        if texts.is_empty() {
            continue;
        }
        let path = folder.join(format!("{}.md", rule.name));
        fs::create_dir_all(path.parent().unwrap()).expect("created");
        fs::write(path, format!("# {}: {} to be judged\n\n{}", rule.name, texts.len(), texts.join("\n")))
            .expect("written");
    }
}

/// The findings of `rule` in a corpus that are judged: those of the lowest fingerprints, in order of their places.
fn sample<'a>(findings: &'a [ListFinding], rule: &str, corpus: &str) -> Vec<&'a ListFinding> {
    let own = findings.iter().filter(|found| found.corpus == corpus && found.text("rule") == rule);
    let by_lot: BTreeMap<String, &ListFinding> = own.map(|found| (found.fingerprint(), found)).collect();
    let mut drawn: Vec<&ListFinding> = by_lot.into_values().take(SAMPLE).collect();
    drawn.sort_by_key(|found| (found.list().to_owned(), found.text("path").to_owned(), found.line()));
    drawn
}

/// A finding with its surroundings.
fn described(found: &ListFinding) -> String {
    let mut text = format!(
        "## {} {}\n\n{}/{}:{} {}: {}\n",
        found.text("rule"),
        found.fingerprint(),
        found.list(),
        found.text("path"),
        found.line(),
        found.text("severity"),
        found.text("message")
    );
    if let Some(help) = found.diagnostic["help"].as_str() {
        writeln!(text, "help: {help}").unwrap();
    }
    for label in found.diagnostic["labels"].as_array().into_iter().flatten().take(4) {
        let path = label["path"].as_str().unwrap_or("");
        let line = usize::try_from(label["start"]["line"].as_u64().unwrap_or(1)).unwrap();
        writeln!(text, "see {path}:{line} {}", label["message"].as_str().unwrap_or("")).unwrap();
        let there = fs::read_to_string(found.folder.join(path)).unwrap_or_default();
        writeln!(text, "    {}", clipped(there.lines().nth(line - 1).unwrap_or(""))).unwrap();
    }
    text.push_str("~~~~text\n");
    let first = found.line().saturating_sub(AROUND + 1);
    for (index, line) in found.source.lines().enumerate().skip(first).take(2 * AROUND + 1) {
        let mark = if index + 1 == found.line() { '>' } else { ' ' };
        writeln!(text, "{mark}{:>5} {}", index + 1, clipped(line)).unwrap();
    }
    text.push_str("~~~~\n");
    if let Some(title) = found.diagnostic["fix"]["title"].as_str() {
        writeln!(text, "fix ({}): {title}", found.diagnostic["fix"]["applicability"].as_str().unwrap_or("")).unwrap();
        for edit in found.diagnostic["fix"]["edits"].as_array().into_iter().flatten().take(6) {
            let at = |end: &str| usize::try_from(edit[end]["offset"].as_u64().unwrap()).unwrap();
            let own = Some(&*found.source).filter(|_| edit["path"] == found.diagnostic["path"]);
            let before = own.and_then(|source| source.get(at("start")..at("end"))).unwrap_or("…");
            writeln!(text, "- {before:?} becomes {:?}", edit["text"].as_str().unwrap_or("")).unwrap();
        }
    }
    text
}

fn clipped(line: &str) -> String {
    line.chars().take(WIDTH).collect()
}
