//! How often rules are right on real lists: `docs/en/reference/precision.md`.
//!
//! `cargo test --release --test precision -- --ignored` lints every list of both corpora with every rule that is on by default,
//! writes the page, and a sample of each rule's findings that nobody has judged yet, with their surroundings, to
//! `target/precision/`. What was judged stands in `docs/precision.toml`; it is tied to what was judged (the finding's line, its
//! message and its edits), and forgotten when one of them changes. Lines `group/rule fingerprint right|noise|wrong|fix reason` in
//! `target/precision/judged.txt` are taken over into it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::string_slice,
    reason = "a test may panic and say why it skips"
)]

mod findings;
mod judgements;
mod page;
mod samples;

use curate_rules::{Declaration, RULES};
use curate_testing::{corpus, root};
use findings::{ListFinding, findings};
use judgements::{Judgements, Verdict};
use std::collections::BTreeSet;
use std::path::PathBuf;

fn target() -> PathBuf {
    root().join("target/precision")
}

/// The rules that are on by default and judge what is written.
fn rules() -> impl Iterator<Item = &'static Declaration> {
    RULES.iter().copied().filter(|rule| rule.on_by_default && !rule.judges_only_outcomes())
}

#[test]
#[ignore = "writes docs/en/reference/precision.md, docs/precision.toml and the samples"]
fn the_page_is_written() {
    let lists = corpus::real();
    if lists.is_empty() {
        return;
    }
    let findings: Vec<ListFinding> = lists.iter().flat_map(findings).collect();
    let mut judgements = Judgements::read();
    judgements.take_over(&target().join("judged.txt"));
    judgements.forget_all_but(&findings);
    judgements.write();
    samples::write(&findings, &judgements);
    page::write(&findings, &judgements);
}

#[test]
fn what_was_judged_is_good_enough() {
    let judgements = Judgements::read();
    for rule in judgements.rules() {
        assert!(rules().any(|declaration| declaration.name == rule), "{rule}: no rule of this name is on by default");
    }
    for (severity, most) in [("error", 0.01), ("warning", 0.03)] {
        let share = judgements.share(severity, &[Verdict::Wrong]);
        assert!(share <= most, "{:.1} % of the {severity}s are wrong", 100.0 * share);
        let noise = judgements.share(severity, &[Verdict::Noise]);
        assert!(noise <= 0.05, "{:.1} % of the {severity}s are noise", 100.0 * noise);
    }
    let fixes = judgements.of_verdict(Verdict::Fix);
    assert!(fixes.is_empty(), "safe fixes that hurt: {fixes:?}");
}

#[test]
fn findings_of_our_lists_can_be_judged() {
    for list in corpus::own() {
        let findings = findings(&list);
        assert!(!findings.is_empty(), "{}: nothing is found", list.name);
        let fingerprints: BTreeSet<String> = findings.iter().map(ListFinding::fingerprint).collect();
        assert_eq!(fingerprints.len(), findings.len(), "{}: two findings are judged as one", list.name);
    }
}
