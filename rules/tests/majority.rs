//! What is reported is what is fixed: mending what one finds makes no rule report a line that it did not report before.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use curate_document::{Document, Edition, List};
use curate_rules::{Applicability, Diagnostic, Facts, Linter, RULES, Settings, Severity, fix};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngSeed};
use std::collections::BTreeSet;

const SEPARATORS: &[&str] = &[
    " - ",
    " - ",
    " - ",
    " - ",
    ": ",
    " – ",
    " -",
    "- ",
    "-",
    " * ",
    " | ",
    " ",
    "：",
    " [[crate](u)] - ",
    " `x` - ",
    ". ",
];
const TEXTS: &[&str] = &[
    "Reads tables.",
    "Reads tables.",
    "Reads tables.",
    "Reads tables",
    "Reads tables",
    "Reads tables. [MIT]",
    "Reads tables [MIT]",
    "Reads tables (in tests)",
    "Reads tables ![b](b.png)",
    "读取数字表格。",
    "读取数字表格",
    "读取数字表格.",
    "Reads [Ada](https://ada.example)",
    "Reads tables. [Demo](https://demo.example)",
    "Reads tables [Live demo](https://demo.example)",
    "Reads tables,",
    "系列",
];
/// What makes the next entry no item of its own.
const MARKERS: &[&str] = &["- ", "- ", "- ", "- ", "- ", "- ", "- ", "- ", "-", "• ", "", "- - "];

fn list() -> impl Strategy<Value = String> {
    let entry = (select(MARKERS), select(SEPARATORS), select(TEXTS));
    // Most entries of a section are alike.
    let section = (select(SEPARATORS), select(TEXTS), vec((entry, 0..10_u32), 1..14));
    vec(section, 1..6).prop_map(|sections| {
        let mut text = "# Tools\n".to_owned();
        let mut number = 0;
        for (index, (separator, description, entries)) in sections.iter().enumerate() {
            text.push_str(&format!("\n## Part {index}\n\n"));
            for (at, ((marker, own_separator, own_text), odd)) in entries.iter().enumerate() {
                number += 1;
                let marker = if at == 0 || *odd > 0 { "- " } else { marker };
                let separator = if *odd < 2 { own_separator } else { separator };
                let description = if *odd % 4 == 1 { own_text } else { description };
                text.push_str(&format!("{marker}[Tool {number}](https://{number}.example){separator}{description}\n"));
            }
        }
        text
    })
}

fn found(linter: &Linter<'_>, list: &List) -> Vec<Diagnostic> {
    let shown = |found: &Diagnostic| found.severity > Severity::Hint && !found.rule.starts_with("duplicates/");
    linter.lint(list).into_iter().filter(shown).collect()
}

fn tool(document: &Document, offset: usize) -> Option<&str> {
    let line = document.text(document.lines().content(document.line_of(offset), document.source()));
    line.split("[Tool ").nth(1)?.split(']').next()
}

proptest! {
    #![proptest_config(Config { cases: 1000, rng_seed: RngSeed::Fixed(14), failure_persistence: None, ..Config::default() })]

    #[test]
    fn what_is_reported_is_what_is_fixed(text in list()) {
        let list = List::new(vec![Edition::new("README.md", Document::parse(&*text), true)]);
        let facts = Facts { named_list: true, ..Facts::default() };
        let settings = vec![Settings::defaults(RULES)];
        let linter = Linter::new(RULES, &settings, &facts);
        let before = found(&linter, &list);
        let of_line = |list: &List, findings: &[Diagnostic]| -> BTreeSet<String> {
            let document = &list.editions[0].document;
            findings.iter().filter_map(|found| tool(document, found.span.start)).map(str::to_owned).collect()
        };
        let reported = of_line(&list, &before);
        let fixable: Vec<Diagnostic> = before
            .iter()
            .filter(|found| found.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe))
            .cloned()
            .collect();
        let mendable = of_line(&list, &fixable);
        let shown = |found: &Diagnostic| found.severity > Severity::Hint;
        let fixed = fix(&linter, list.clone(), Applicability::Safe, &shown);
        let after = found(&linter, &fixed.list);
        let left = of_line(&fixed.list, &after);
        let new: Vec<&String> = left.difference(&reported).collect();
        prop_assert!(new.is_empty(), "{new:?} are reported after fixing\n{text}\n{}", fixed.list.editions[0].document.source());
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<String>>();
        let kept = lines(fixed.list.editions[0].document.source());
        for line in lines(&text).difference(&kept) {
            let tool = line.split("[Tool ").nth(1).and_then(|rest| rest.split(']').next()).unwrap_or("");
            prop_assert!(mendable.contains(tool), "{line} was changed\n{text}");
        }
    }
}
