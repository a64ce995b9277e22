//! Putting lists in order loses nothing, whatever the items hold, and leaves nothing to a second run.

use curate_document::{Document, Edition, EntryId, List};
use curate_rules::{Applicability, Facts, Fixed, Linter, RULES, Settings, Severity, fix};
use curate_testing::corpus::{self, ListFolder};
use curate_testing::properties;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::Config;
use std::collections::BTreeMap;

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
    fix(&Linter::new(RULES, &settings, &Facts::default()), list, Applicability::Unsafe, &|_, _| true)
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
    properties::config(500, concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/order.txt"))
}

#[test]
fn real_lists_are_put_in_order() {
    are_put_in_order(&corpus::real());
}

#[test]
fn small_lists_are_put_in_order() {
    are_put_in_order(&corpus::own());
}

fn are_put_in_order(lists: &[ListFolder]) {
    let pages = lists.iter().flat_map(|list| list.pages().into_iter().map(move |page| (list, page)));
    for (list, (name, text)) in pages {
        let before = Document::parse(&*text);
        let fixed = in_order(&text);
        let after = &fixed.list.editions[0].document;
        assert!(fixed.refused.is_empty(), "{name}: {:?}", fixed.notes);
        // Elsewhere items are indented unlike their neighbours, or most of a list would have to move, which no fix does.
        let is_fixable = ["lists", "corpus"].contains(&&*list.corpus);
        let left = fixed.diagnostics.iter().find(|found| is_fixable || found.fix.is_some());
        assert!(left.is_none(), "{name}: {left:?}");
        assert!(unordered(&before) == unordered(after), "{name}: an item changed");
        let headings = |document: &Document| -> Vec<String> {
            document.sections().iter().map(|section| section.rendered.to_string()).collect()
        };
        assert_eq!(headings(&before), headings(after), "{name}");
        let in_sections = |document: &Document| -> Vec<usize> {
            document.sections().iter().map(|section| document.entries_of(section).len()).collect()
        };
        assert_eq!(in_sections(&before), in_sections(after), "{name}");
    }
}

/// Items by their lines in any order: items nested in a category are put in order too.
fn unordered(document: &Document) -> BTreeMap<Vec<String>, usize> {
    let mut unordered = BTreeMap::new();
    for (lines, count) in items(document) {
        let mut lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
        lines.sort_unstable();
        *unordered.entry(lines).or_default() += count;
    }
    unordered
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
