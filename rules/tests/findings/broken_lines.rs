//! Lines that anybody sees are broken, and their harmless neighbours: `fixtures/lines/broken.md` and `fixtures/lines/harmless.md`,
//! a line each, with `⏎` for a line ending within one. Each is judged for itself, among the items of a small list.
//!
//! Under each broken line stands what its fix makes of it, behind `safe:` or `unsafe:`, or `none:`; the heading above says which rule
//! reports it.

use curate_document::{Document, Edition, List};
use curate_rules::{Applicability, Diagnostic, Facts, Linter, RULES, Settings, fix};
use std::collections::BTreeSet;

const RULES_OF_LINES: [&str; 3] = ["links/malformed", "links/scheme", "entries/glued"];
const BROKEN: &str = include_str!("../../../fixtures/lines/broken.md");
const HARMLESS: &str = include_str!("../../../fixtures/lines/harmless.md");
const BEFORE: &str = "# Tools\n\n- [Alpha](https://alpha.example.org) - First.\n- [Beta](https://beta.example.org) - Second.\n- [Gamma](https://gamma.example.org) - Third.\n";
const AFTER: &str = "- [Omega](https://omega.example.org) - Last.\n- [Psi](https://psi.example.org) - Almost.\n";

/// Does `work` with the linter and the list around `line`.
fn around<T>(line: &str, work: impl Fn(&Linter<'_>, List) -> T) -> T {
    let text = format!("{BEFORE}{}\n{AFTER}", line.replace('⏎', "\n"));
    let list = List::new(vec![Edition::new("README.md", Document::parse(text), true)]);
    let mut settings = Settings::defaults(RULES);
    settings.retain(|rule| RULES_OF_LINES.contains(&rule));
    let (settings, facts) = (vec![settings], Facts::default());
    work(&Linter::new(RULES, &settings, &facts), list)
}

fn found(line: &str) -> Vec<Diagnostic> {
    around(line, |linter, list| linter.lint(&list))
}

/// What fixes that are at least as safe as `least` make of `line`.
fn fixed(line: &str, least: Applicability) -> String {
    let text = around(line, |linter, list| {
        let fixed = fix(linter, list, least, &|_, _| true);
        fixed.list.editions.first().expect("an edition").document.source().to_owned()
    });
    let line =
        text.strip_prefix(BEFORE).and_then(|text| text.strip_suffix(AFTER)).expect("the lines around it are whole");
    line.trim_end_matches('\n').replace('\n', "⏎")
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).collect()
}

#[test]
fn broken_lines_are_reported_and_fixed() {
    let lines = lines(BROKEN);
    let (mut rule, mut judged, mut wrong) = (String::new(), BTreeSet::new(), Vec::new());
    for pair in lines.windows(2) {
        let [line, expected] = pair else { continue };
        if let Some(name) = line.strip_prefix("## ") {
            name.clone_into(&mut rule);
            continue;
        }
        let Some((kind, wanted)) = expected.split_once(": ").or_else(|| expected.split_once(':')) else { continue };
        let least = match kind {
            "safe" => Some(Applicability::Safe),
            "unsafe" => Some(Applicability::Unsafe),
            "none" => None,
            _ => continue,
        };
        let rules: BTreeSet<&str> = found(line).iter().map(|diagnostic| diagnostic.rule).collect();
        let (by_safe, by_any) = (fixed(line, Applicability::Safe), fixed(line, Applicability::Unsafe));
        let is_fixed = match least {
            Some(Applicability::Safe) => by_safe == wanted,
            Some(Applicability::Unsafe) => by_safe == **line && by_any == wanted,
            None => by_any == **line,
        };
        if rules != BTreeSet::from([rule.as_str()]) || !is_fixed {
            wrong.push(format!("{line}\n  found {rules:?}, fixed {by_any}"));
        }
        judged.insert(line);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(judged.len() >= 60, "{}", judged.len());
}

#[test]
fn fixed_lines_and_their_neighbours_are_left_alone() {
    let harmless = lines(HARMLESS);
    assert!(harmless.len() >= 60, "{}", harmless.len());
    let broken = lines(BROKEN);
    let fixed = broken.iter().filter_map(|line| line.strip_prefix("safe: "));
    for line in harmless.into_iter().chain(fixed) {
        let messages: Vec<String> =
            found(line).into_iter().map(|found| format!("{}: {}", found.rule, found.message)).collect();
        assert!(messages.is_empty(), "{line}\n  {messages:?}");
    }
}
