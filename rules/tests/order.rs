//! Putting lists in order loses nothing, whatever the items hold, and leaves nothing to a second run.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test may panic and say why it skips"
)]

use curate_document::{Document, Edition, EntryId, List};
use curate_rules::{Applicability, Facts, Fixed, Linter, RULES, Settings, Severity, fix};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngSeed};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What an item holds after its title.
const BODIES: &[&str] = &[
    " - Text.",
    "",
    " - Two\n  lines.",
    " - Text. <!-- a comment -->",
    " - Text.\n  - [Zeta](https://zeta.example)\n  - [Alpha](https://alpha.example)",
    " - Text.\n\t- a tab\n\t- another",
    "\n\n  A paragraph.",
    "\n\n  ```\n  - [code](https://code.example)\n  ```",
    "\n\n      indented",
    " - Trailing.  ",
    "\n  > quote",
    "\n  <!-- a line of its own -->",
    "\n  ## heading",
    "\n  | a | b |\n  |---|---|\n  | c | d |",
    "\nlazy",
];
const TITLES: &[&str] =
    &["Ada", "basil", "Émeraude", "Delta", "编译器", "星图", "가지", "수박", "आम", "Йод", "@kit", "2go", "🚀 Comet"];
const SEPARATORS: &[&str] = &["\n", "\n", "\n", "\n\n", "\n\n\n"];

fn list() -> impl Strategy<Value = String> {
    let item = (select(TITLES), select(BODIES), select(SEPARATORS), 0..1000_u32);
    (
        vec(item, 1..12),
        select(&["", "\n", "\nText.\n", "\n\n> quote\n", "\n<!-- end -->\n"][..]),
        select(&["\n", "\r\n"][..]),
    )
        .prop_map(|(items, end, ending)| {
            let count = items.len();
            let items = items.iter().enumerate().map(|(index, (title, body, separator, number))| {
                let separator = if index + 1 == count { "" } else { separator };
                format!("- [{title}](https://{number}.example){body}{separator}")
            });
            format!("# Tools\n\n{}{end}", items.collect::<String>()).replace('\n', ending)
        })
}

fn table() -> impl Strategy<Value = String> {
    let row = (select(TITLES), 0..1000_u32, select(&["|", "| more |", "| `a\\|b` |"][..]));
    (vec(row, 1..12), select(&["", "\n", "\n\nText.\n"][..])).prop_map(|(rows, end)| {
        let rows = rows.iter().map(|(title, number, tail)| format!("| [{title}](https://{number}.example) {tail}"));
        format!("# Tools\n\n| a | b |\n|---|---|\n{}{end}", rows.collect::<Vec<_>>().join("\n"))
    })
}

fn in_order(text: &str) -> Fixed {
    let mut settings = Settings::defaults(RULES);
    settings.retain(|_| false);
    settings.rule_mut("entries/order").expect("the rule").severity = Some(Severity::Warning);
    let list = List::new(vec![Edition::new("README.md", Document::parse(text), true)]);
    let settings = [settings];
    fix(&Linter::new(RULES, &settings, &Facts::default()), list, Applicability::Unsafe, &|_| true)
}

/// What each item at the top of its list holds, line by line, blank lines left out; and how often.
fn items(document: &Document) -> BTreeMap<Vec<&str>, usize> {
    let mut items = BTreeMap::new();
    for entry in document.entries().iter().filter(|entry| entry.depth == 0) {
        let lines = document.text(entry.span).lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
        *items.entry(lines).or_default() += 1;
    }
    items
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let before = Document::parse(text);
    let fixed = in_order(text);
    let after = &fixed.list.editions[0].document;
    prop_assert!(fixed.refused.is_empty(), "{text:?}: {:?}", fixed.notes);
    prop_assert_eq!(items(&before), items(after), "{:?} became {:?}", text, after.source());
    prop_assert_eq!(before.sections().len(), after.sections().len());
    prop_assert_eq!(text.contains("\r\n"), after.source().contains("\r\n"));
    let depths = |document: &Document| {
        let mut depths: Vec<u8> = (0..).map_while(|id| document.entry(EntryId(id))).map(|entry| entry.depth).collect();
        depths.sort_unstable();
        depths
    };
    prop_assert_eq!(depths(&before), depths(after));
    let again = in_order(after.source());
    prop_assert!(again.applied.is_empty(), "{:?} is fixed twice", text);
    Ok(())
}

fn config() -> Config {
    Config { cases: 500, rng_seed: RngSeed::Fixed(2026), failure_persistence: None, ..Config::default() }
}

/// The real lists, where they are beside the project.
#[test]
fn real_lists_are_put_in_order() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let Ok(folders) = fs::read_dir(&corpus) else {
        println!("skipped: there is no {}", corpus.display());
        return;
    };
    let files = folders.flatten().filter_map(|folder| fs::read_dir(folder.path()).ok()).flatten().flatten();
    let mut judged = 0;
    for file in files.map(|file| file.path()).filter(|file| file.extension().is_some_and(|ending| ending == "md")) {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        judged += 1;
        let before = Document::parse(&*text);
        let fixed = in_order(&text);
        let after = &fixed.list.editions[0].document;
        assert!(fixed.refused.is_empty(), "{}: {:?}", file.display(), fixed.notes);
        assert!(fixed.diagnostics.is_empty(), "{}: {:?}", file.display(), fixed.diagnostics);
        // Items nested in a category are put in order too.
        let unordered = |document: &Document| -> BTreeMap<Vec<String>, usize> {
            let mut unordered = BTreeMap::new();
            for (lines, count) in items(document) {
                let mut lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
                lines.sort_unstable();
                *unordered.entry(lines).or_default() += count;
            }
            unordered
        };
        assert!(unordered(&before) == unordered(after), "{}: an item changed", file.display());
        let headings = |document: &Document| -> Vec<String> {
            document.sections().iter().map(|section| section.rendered.to_string()).collect()
        };
        assert_eq!(headings(&before), headings(after), "{}", file.display());
        let in_sections = |document: &Document| -> Vec<usize> {
            document.sections().iter().map(|section| document.entries_of(section).len()).collect()
        };
        assert_eq!(in_sections(&before), in_sections(after), "{}", file.display());
    }
    assert!(judged > 5, "only {judged} lists in {}", corpus.display());
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn lists_are_put_in_order(text in list()) {
        check(&text)?;
    }

    #[test]
    fn tables_are_put_in_order(text in table()) {
        check(&text)?;
        let fixed = in_order(&text);
        prop_assert!(fixed.diagnostics.is_empty(), "{text:?} is not in order: {:?}", fixed.diagnostics);
    }
}
