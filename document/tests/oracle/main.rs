//! The parse against another implementation, `comrak` (the Rust port of GitHub's `cmark-gfm`): the same headings, items,
//! links, images, bare URLs, code, cells … at the same bytes, in lists (see [`curate_testing::corpus`]), in the examples of the
//! specifications, and in generated pages. Where the two differ is listed in `known.rs` and `known_rendered.rs`, with who is right and why.
//!
//! The specifications are looked for in `CURATE_SPEC`, or in `../shared/spec` beside the repository.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::string_slice,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a test may panic and say why it skips"
)]

mod comrak_parts;
mod covers;
mod curate_parts;
mod definitions;
mod difference;
mod examples;
mod expected_html;
mod html_tokens;
mod known;
mod known_rendered;
mod pages;
mod part;

use curate_document::Document;
use curate_testing::corpus::{self, ListFolder};
use curate_testing::properties;
use difference::{KnownDifference, Page};
use known::KNOWN;
use known_rendered::KNOWN_RENDERED;
use proptest::prelude::*;
use std::collections::BTreeMap;

const SPECIFICATIONS: &[&str] = &["commonmark-0.31.2", "gfm", "gfm-extensions"];

/// Every difference that is known.
fn all_known() -> impl Iterator<Item = &'static KnownDifference> {
    KNOWN.iter().chain(KNOWN_RENDERED)
}

/// What the two parses of a page have that is not in both, and how many references `comrak` had given up.
fn compare(source: &str) -> (Vec<String>, usize) {
    let document = Document::parse(source);
    let start = document.front_matter().map_or(0, |span| span.end);
    let definitions: Vec<_> = document.definitions().iter().map(|it| (it.span.start, it.span.end)).collect();
    let theirs = comrak_parts::parse(source, start, &definitions);
    (part::differences(curate_parts::parts(&document), theirs.parts), theirs.given_up)
}

/// Fails where a page has other differences than those that are listed for it; pages that were not there are left out.
fn check(is_of_these: impl Fn(&str) -> bool, found: &BTreeMap<String, Vec<String>>) {
    let mut wrong = Vec::new();
    for (page, differences) in found {
        let listed: Option<&KnownDifference> = all_known().find(|known| known.page.is_named(page));
        let expected = listed.map_or(&[][..], |known| known.differences);
        if differences != expected {
            let shown = &differences[..differences.len().min(20)];
            let count = differences.len();
            wrong.push(format!(
                "{page}: {count} found\n{shown:#?}\nlisted\n{:#?}",
                listed.map(|known| known.differences)
            ));
        }
    }
    for known in all_known() {
        if let Page::Named(name) = known.page
            && is_of_these(name)
            && !found.contains_key(name)
        {
            wrong.push(format!(
                "{name} is listed ({:?} right: {}), but there is no such page",
                known.right, known.reason
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The differences of all pages of `lists`, and how many references `comrak` had given up.
fn compare_all(lists: &[ListFolder]) -> (BTreeMap<String, Vec<String>>, usize) {
    let mut given_up = 0;
    let mut found = BTreeMap::new();
    for (name, source) in lists.iter().flat_map(ListFolder::pages) {
        let (differences, references) = compare(&source);
        given_up += references;
        found.insert(name, differences);
    }
    (found, given_up)
}

#[test]
fn small_lists_have_the_same_parts() {
    check(|_| false, &compare_all(&corpus::own()).0);
}

#[test]
fn real_lists_have_the_same_parts() {
    let lists = corpus::real();
    let (found, given_up) = compare_all(&lists);
    // Others may be given in their place.
    let is_here = |name: &str| lists.iter().any(|list| name.starts_with(&format!("{}/{}/", list.corpus, list.name)));
    check(is_here, &found);
    let has_references = is_here("corpus/awesome-mac/");
    assert!(
        !has_references || given_up > 0,
        "comrak resolves every reference now: what comrak_parts.rs does about it can go"
    );
}

#[test]
fn examples_of_the_specifications_have_the_same_parts() {
    let examples: Vec<_> = SPECIFICATIONS.iter().flat_map(|name| examples::examples(name)).collect();
    let found = examples.iter().map(|it| (it.name.clone(), compare(&it.markdown).0)).collect();
    check(|name| examples.iter().any(|it| it.name == name), &found);
}

#[test]
fn examples_of_the_specifications_are_what_they_are_rendered_as() {
    let examples: Vec<_> = SPECIFICATIONS.iter().flat_map(|name| examples::examples(name)).collect();
    // What is ignored there, and footnotes, which are rendered as a list at the end with links of their own, tell nothing.
    let examples: Vec<_> =
        examples.into_iter().filter(|it| !it.html.contains("<IGNORE>") && !it.html.contains("\"footnotes\"")).collect();
    let rendered = |example: &examples::Example| format!("{} rendered", example.name);
    let found = examples.iter().map(|it| (rendered(it), expected_html::compare(&it.markdown, &it.html))).collect();
    check(|name| !examples.is_empty() && name.ends_with(" rendered"), &found);
}

#[test]
fn listed_differences_are_still_there() {
    let mut wrong = Vec::new();
    for known in all_known() {
        let Page::Excerpt(excerpt, covers) = known.page else { continue };
        let (differences, _) = compare(excerpt);
        if differences != known.differences || !covers(excerpt) {
            let KnownDifference { differences: listed, right, reason, .. } = known;
            wrong.push(format!("{excerpt:?}: found\n{differences:#?}\nlisted\n{listed:#?}\n{right:?} right: {reason}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn config() -> ProptestConfig {
    properties::config(256, concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/oracle.txt"))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn generated_pages_have_the_same_parts(source in pages::page()) {
        let (differences, _) = compare(&source);
        let is_listed = || all_known().any(|known| matches!(known.page, Page::Excerpt(_, covers) if covers(&source)));
        prop_assert!(differences.is_empty() || is_listed(), "{source:?}\n{}", differences.join("\n"));
    }

    #[test]
    fn generated_pages_have_the_definitions_that_pulldown_cmark_knows(source in pages::page()) {
        // Whose the `>` of the next line is, the quote's or the destination's, is not looked into.
        prop_assume!(!covers::destination_below_in_quote(&source));
        let differences = definitions::differences(&source);
        prop_assert!(differences.is_empty(), "{source:?}\n{}", differences.join("\n"));
    }

    #[test]
    fn written_definitions_are_found_doubled_or_not(written in definitions::written()) {
        prop_assert_eq!(definitions::found(&written.page), written.definitions, "{:?}", written.page);
    }
}
