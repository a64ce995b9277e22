//! What is reported is what is fixed: fixing what is found makes no rule report a line that it did not report before.

use curate_document::{Document, Edition, List, Span};
use curate_rules::{Applicability, Diagnostic, Facts, Linter, RULES, Settings, Severity, fix};
use curate_testing::corpus::{self, ListFolder};
use curate_testing::properties;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Where failures are kept.
const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/majority.txt");

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

/// Whether a section has what is known to be otherwise:
///
/// - Most entries have a full stop for a separator, and others have another with a tag or a link after the description:
///   once that separator is gone, `entries/final-punctuation` no longer counts the entry, and may report others.
/// - A broken item, and a line without a marker below it: `entries/glued` reports the second once the first is fixed.
fn is_known(section: &str) -> bool {
    let lines: Vec<&str> = section.lines().filter(|line| line.contains("[Tool ")).collect();
    let count = lines.iter().filter(|line| line.contains(".example).")).count();
    let is_mixed = 2 * count >= lines.len() && count < lines.len();
    is_mixed || lines.windows(2).any(|pair| matches!(pair, [a, b] if !a.starts_with("- [") && b.starts_with('[')))
}

fn found(linter: &Linter<'_>, list: &List) -> Vec<Diagnostic> {
    let shown = |found: &Diagnostic| found.severity > Severity::Hint && !found.rule.starts_with("duplicates/");
    linter.lint(list).into_iter().filter(shown).collect()
}

fn tool(document: &Document, offset: usize) -> Option<&str> {
    let line = document.text(document.lines().content(document.line_of(offset), document.source()));
    line.split("[Tool ").nth(1)?.split(']').next()
}

/// Fixing brings no findings to other lines, and changes no line without a finding that offers to.
fn check(text: &str) -> Result<(), TestCaseError> {
    let list = List::new(vec![Edition::new("README.md", Document::parse(text), true)]);
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
    let is_told = |found: &Diagnostic| found.severity > Severity::Hint;
    let shown = |_: &Document, found: &Diagnostic| is_told(found);
    let fixed = fix(&linter, list.clone(), Applicability::Safe, &shown);
    let after = found(&linter, &fixed.list);
    let left = of_line(&fixed.list, &after);
    let new: Vec<&String> = left.difference(&reported).collect();
    prop_assert!(
        new.is_empty(),
        "{new:?} are reported after fixing\n{text}\n{}",
        fixed.list.editions[0].document.source()
    );
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<String>>();
    let kept = lines(fixed.list.editions[0].document.source());
    for line in lines(text).difference(&kept) {
        let tool = line.split("[Tool ").nth(1).and_then(|rest| rest.split(']').next()).unwrap_or("");
        prop_assert!(mendable.contains(tool), "{line} was changed\n{text}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(properties::config(1000, KEPT))]

    #[test]
    fn what_is_reported_is_what_is_fixed(text in list()) {
        prop_assume!(!text.split("\n## ").any(is_known));
        check(&text)?;
    }
}

/// An example of each; one that passes no longer belongs into [`is_known`].
#[test]
fn what_is_known_is_still_otherwise() {
    let most = "- [Tool 2](https://2.example). Reads tables.\n- [Tool 3](https://3.example). Reads tables.\n- [Tool 5](https://5.example). Reads tables.\n- [Tool 6](https://6.example). Reads tables.\n";
    for section in [
        format!("- [Tool 1](https://1.example) - Reads tables [MIT]\n{most}- [Tool 4](https://4.example). Reads tables\n"),
        "- [Tool 1](https://1.example) - Reads.\n- - [Tool 2](https://2.example) - Reads.\n[Tool 3](https://3.example) - Reads.\n"
            .to_owned(),
    ] {
        assert!(is_known(&section));
        assert!(check(&format!("# Tools\n\n## Part 0\n\n{section}")).is_err(), "{section}");
    }
}

/// What is known to be otherwise: part of a path, and of what is wrong there.
const EXCEPTIONS: &[(&str, &str)] = &[];

/// Texts of more bytes take too long in a debug build.
const LONG: usize = 250_000;

#[test]
fn real_lists_are_fixed_where_they_are_reported() {
    are_fixed_where_they_are_reported(&corpus::real());
}

#[test]
fn small_lists_are_fixed_where_they_are_reported() {
    are_fixed_where_they_are_reported(&corpus::own());
}

/// Each page by itself.
fn are_fixed_where_they_are_reported(lists: &[ListFolder]) {
    let pages: Vec<(String, String)> =
        lists.iter().flat_map(ListFolder::pages).filter(|(_, text)| text.len() < LONG).collect();
    let wrong: Vec<String> = pages.par_iter().flat_map_iter(|(name, text)| wrongs(name, text)).collect();
    let is_known =
        |wrong: &&String| EXCEPTIONS.iter().all(|(path, what)| !wrong.contains(path) || !wrong.contains(what));
    let unknown: Vec<&String> = wrong.iter().filter(is_known).collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
}

/// Lines of the page called `name` that are reported after fixing only, or were changed without a finding that offers to.
fn wrongs(name: &str, text: &str) -> Vec<String> {
    let list = List::new(vec![Edition::new("README.md", Document::parse(text), true)]);
    let facts = Facts { named_list: true, ..Facts::default() };
    let settings = vec![Settings::defaults(RULES)];
    let linter = Linter::new(RULES, &settings, &facts);
    let before = found(&linter, &list);
    let document = &list.editions[0].document;
    let lines = |span: Span| document.line_of(span.start) - 1..=document.line_of(span.end) - 1;
    let reported: BTreeSet<usize> = before.iter().flat_map(|found| lines(found.span)).collect();
    let fixes =
        before.iter().filter_map(|found| found.fix.as_ref()).filter(|fix| fix.applicability == Applicability::Safe);
    let mendable: BTreeSet<usize> = fixes.flat_map(|fix| &fix.edits).flat_map(|edit| lines(edit.span)).collect();
    let is_told = |found: &Diagnostic| found.severity > Severity::Hint;
    let shown = |_: &Document, found: &Diagnostic| is_told(found);
    let fixed = fix(&linter, list.clone(), Applicability::Safe, &shown);
    let fixed_document = &fixed.list.editions[0].document;
    let old: Vec<&str> = text.lines().collect();
    let new: Vec<&str> = fixed_document.source().lines().collect();
    let origins = origins(&old, &new);
    let kept: BTreeSet<usize> =
        (0..new.len()).filter(|at| old.get(origins[*at]) == Some(&new[*at])).map(|at| origins[at]).collect();
    // Entries of the contents move, and follow their headings.
    let is_aside = |line: &str| line.contains("](#") || line.starts_with('#') || line.trim().is_empty();
    let changed = (0..old.len())
        .filter(|line| !kept.contains(line) && !mendable.contains(line) && !is_aside(old[*line]))
        .map(|line| format!("{name}:{} changed: {}", line + 1, old[line]));
    let is_left = |found: &&Diagnostic| {
        is_told(found) && !found.rule.starts_with("duplicates/") && !found.rule.starts_with("parity/")
    };
    let left = fixed.diagnostics.iter().filter(is_left).filter_map(|found| {
        let line = fixed_document.line_of(found.span.start) - 1;
        let origin = origins.get(line).copied().unwrap_or(old.len());
        let text = new.get(line).unwrap_or(&"");
        let place = format!("{name}:{}", line + 1);
        (!reported.contains(&origin)).then(|| format!("{place} {}: {} ({text})", found.rule, found.message))
    });
    changed.chain(left).collect()
}

/// For each of the `new` lines the index of the one in `old` that it was: the same, or the one in its place.
fn origins(old: &[&str], new: &[&str]) -> Vec<usize> {
    /// How far to look for lines that are the same again.
    const REACH: usize = 200;
    let mut origins = Vec::with_capacity(new.len());
    let mut at = 0;
    while origins.len() < new.len() {
        let line = origins.len();
        if old.get(at) == Some(&new[line]) {
            origins.push(at);
            at += 1;
            continue;
        }
        // The nearest two lines that are the same, so that no blank line alone decides.
        let same = |(skipped, added): &(usize, usize)| {
            let pair =
                |next: usize| old.get(at + skipped + next).is_some_and(|old| new.get(line + added + next) == Some(old));
            pair(0) && (pair(1) || at + skipped + 1 == old.len())
        };
        let (skipped, added) = (1..REACH)
            .flat_map(|sum| (0..=sum).map(move |added| (sum - added, added)))
            .filter(|(skipped, added)| skipped.abs_diff(*added) < REACH / 2)
            .find(same)
            .unwrap_or((old.len() - at.min(old.len()), new.len() - line));
        origins.extend((0..added).map(|offset| at + offset.min(skipped.max(1) - 1)));
        at += skipped;
    }
    origins
}
