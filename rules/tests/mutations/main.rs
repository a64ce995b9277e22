//! How many changes of one edition the rules about editions see, and how many harmless ones they report.
//!
//! From every pair of editions, the plain ones in `fixtures/pairs` and those of both corpora, mutants are made: the same pair with
//! one change of one edition. A harmful change is found where a rule that is on by default, as a hint too, reports something that
//! was not there before, at most three lines from it, in either edition, or by its name. A harmless one is a false alarm where
//! anything new is reported. Which mutants are made depends on the pages alone.
//!
//! What comes out stands in `plain.snap` and `real.snap` beside this file, and for readers in `docs/en/reference/mutations.md`; `CURATE_BLESS=1`
//! records it.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may panic, and reads a page"
)]

mod code;
mod donor;
mod dropped;
mod harmful;
mod harmless;
mod judge;
mod mutant;
mod pairs;
mod table;

use curate_testing::recorded::assert_recorded;
use judge::Judge;
use pairs::Pair;
use std::sync::Mutex;
use table::Table;

/// So many mutants of a kind are made of each side of a plain pair.
const PLAIN: usize = 3;
/// Of a pair of real pages mutants of one kind in so many are made, for each of so many bytes: each takes longer on longer pages.
const EACH: usize = 96 * 1024;
/// The same for each of so many translations of one page: their mutants are much alike.
const ALIKE: usize = 3;

/// What falls short of what is wanted so far: nothing else may, and what no longer does is taken out. The reasons stand in
/// `docs/en/reference/mutations.md`.
const SHORT: [&str; 1] = ["text-only item dropped"];
const SHORT_OF_REAL: [&str; 7] = [
    "entry dropped",
    "row of an HTML table dropped",
    "code block dropped",
    "link of prose dropped",
    "image dropped",
    "version in code changed",
    "two sections swapped",
];

#[test]
fn changes_of_plain_pairs_are_found() {
    let pairs = pairs::plain();
    assert!(pairs.len() >= 20, "there are {} plain pairs", pairs.len());
    let table = Table::of(&pairs, |_, _| [PLAIN, PLAIN]);
    assert_recorded("rules/tests/mutations/plain.snap", &table.page());
    assert_shown("Plain pages", &table.counts());
    assert_eq!(table.short(), SHORT, "recall and false alarms");
}

#[test]
fn changes_of_real_lists_are_found() {
    let pairs = pairs::real();
    if pairs.is_empty() {
        return;
    }
    let table = Table::of(&pairs, |pair, kind| {
        let (bytes, translations) = (pairs[pair].bytes(), pairs[pair].translations);
        let every = (1 + bytes / EACH).max(translations.div_ceil(ALIKE));
        match ((pair + kind).is_multiple_of(every), bytes < EACH && translations <= ALIKE) {
            (false, _) => [0, 0],
            (true, true) => [4, 4],
            (true, false) => [2, 2],
        }
    });
    assert_recorded("rules/tests/mutations/real.snap", &table.page());
    assert_shown("Real lists", &table.counts());
    assert_eq!(table.short(), SHORT_OF_REAL, "recall and false alarms");
}

/// Where the tables are shown to readers.
const PAGE: &str = "docs/en/reference/mutations.md";
/// Both tests write the page.
static WRITING: Mutex<()> = Mutex::new(());

/// Compares `counts` with what stands in the page below `heading`, up to the next one.
fn assert_shown(heading: &str, counts: &str) {
    let _alone = WRITING.lock().unwrap();
    let page = std::fs::read_to_string(curate_testing::root().join(PAGE)).unwrap();
    let (before, rest) = page.split_once(&format!("## {heading}\n")).unwrap();
    let (_, after) = rest.split_once("\n## ").unwrap();
    assert_recorded(PAGE, &format!("{before}## {heading}\n\n{counts}\n## {after}"));
}

#[test]
fn nothing_is_found_in_plain_pairs() {
    let pairs = pairs::plain();
    let found = |pair: &Pair| -> Vec<String> {
        let judge = Judge::of(pair);
        let line = |found: &curate_rules::Diagnostic| format!("{}: {}: {}", pair.name, found.rule, found.message);
        judge.known().iter().map(line).collect()
    };
    let found: Vec<String> = pairs.iter().flat_map(found).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
