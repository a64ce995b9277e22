//! Writes `docs/en/reference/precision.md`.

use super::findings::ListFinding;
use super::judgements::{Judgements, Verdict};
use super::rules;
use curate_testing::{corpus, root};
use std::fmt::Write as _;
use std::fs;

const HEAD: &str = "# Precision

How many findings each rule that is on by default has on 18 real lists, and what people who did not write the rule made of a
sample of them: 30 of each rule in each of the two corpora, or all where there are fewer. *Wrong* is a finding that is not
true; *noise* is true and not worth a maintainer's time; *bad fixes* are safe fixes that a maintainer would take back.

Written by `cargo test --release --test precision -- --ignored`, which lints every list as it is, with its own configuration files
and without network, one finding for each place (`--all`). Judgements stand in `docs/precision.toml`; each is tied to the line, the
message and the edits that were judged, and is dropped when one of them changes. What the rules miss is another
measure: [mutations](mutations.md).
";

pub fn write(findings: &[ListFinding], judgements: &Judgements) {
    let mut text = HEAD.to_owned();
    let [first, second] = corpus::corpora();
    text.push_str("\n| rule | level | corpus | corpus-more | judged | wrong | noise | bad fixes | why |\n");
    text.push_str("|---|---|---:|---:|---:|---:|---:|---:|---|\n");
    for rule in rules() {
        let own = |corpus: &str| {
            findings.iter().filter(|found| found.corpus == corpus && found.text("rule") == rule.name).count()
        };
        let count = |verdict| judgements.count(rule.name, verdict);
        let [right, noise, wrong, fix] = [Verdict::Right, Verdict::Noise, Verdict::Wrong, Verdict::Fix].map(count);
        let why = judgements.reasons(rule.name).join("; ").replace('|', "\\|");
        let row = format!(
            "| {} | {} | {} | {} | {} | {wrong} | {noise} | {fix} | {why} |",
            rule.name,
            rule.severity.name(),
            own(first),
            own(second),
            right + noise + wrong + fix
        );
        writeln!(text, "{}", row.trim_end()).unwrap();
    }
    text.push_str(
        "\n## In all\n\n| | corpus | corpus-more | judged | wrong | noise |\n|---|---:|---:|---:|---:|---:|\n",
    );
    for severity in ["error", "warning", "hint"] {
        let own = |corpus: &str| {
            findings.iter().filter(|found| found.corpus == corpus && found.text("severity") == severity).count()
        };
        let all = [Verdict::Right, Verdict::Noise, Verdict::Wrong, Verdict::Fix];
        let percent = |verdict| format!("{:.1} %", 100.0 * judgements.share(severity, &[verdict]));
        writeln!(
            text,
            "| {severity}s | {} | {} | {} | {} | {} |",
            own(first),
            own(second),
            judgements.pooled(severity, &all),
            percent(Verdict::Wrong),
            percent(Verdict::Noise)
        )
        .unwrap();
    }
    fs::write(root().join("docs/en/reference/precision.md"), text).expect("written");
}
