//! What each feature says of the lists in `fixtures/lsp`: recorded beside them, the same whatever columns are counted in, and for no
//! position a panic.

mod case;
mod display;

use crate::lsp::features::heading_change::heading_change;
use crate::lsp::features::rename::rename;
use crate::lsp::features::{code_lens, completion, definition, document_links, document_symbols, hover, references};
use crate::lsp::position::Encoding;
use crate::lsp::snapshot::Snapshot;
use case::FixtureCase;
use curate_document::SectionId;
use curate_testing::recorded;
use display::Display;
use gen_lsp_types::Position;
use std::path::PathBuf;

/// The folders of examples in `fixtures/` and `kind`.
fn folders(kind: &str) -> Vec<PathBuf> {
    let root = curate_testing::root().join("fixtures").join(kind);
    let entries = std::fs::read_dir(&root).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    assert!(!folders.is_empty());
    folders
}

#[test]
fn features_say_what_is_recorded() {
    let mut wrong = Vec::new();
    for folder in folders("lsp") {
        let case = FixtureCase::read(&folder);
        let said = |encoding| {
            let snapshot = case.snapshot(encoding);
            let display = Display { snapshot: &snapshot };
            case.requests.iter().map(|request| display.response(&case, request)).collect::<String>()
        };
        let utf16 = said(Encoding::Utf16);
        assert_eq!(said(Encoding::Utf8), utf16, "{}", folder.display());
        wrong.extend(recorded::compare(&folder.join("said.snap"), &utf16).err());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_position_is_too_strange() {
    for folder in folders("lsp") {
        let case = FixtureCase::read(&folder);
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            let snapshot = case.snapshot(encoding);
            let uris: Vec<_> = snapshot.pages().map(|page| page.uri.clone()).collect();
            for uri in &uris {
                let source = snapshot.page_at(uri).map_or("", |page| page.document.source());
                let lines = source.lines().count() as u32;
                let inside = (0..=lines).flat_map(|line| (0..40).step_by(3).map(move |character| (line, character)));
                let outside = [(0, u32::MAX), (u32::MAX, 0), (u32::MAX, u32::MAX), (lines, 1)];
                for (line, character) in inside.chain(outside) {
                    everything_at(&snapshot, uri, Position { line, character });
                }
            }
            everything_at(&snapshot, &gen_lsp_types::Uri::parse("untitled:x").expect("a URI"), Position::default());
        }
    }
}

fn everything_at(snapshot: &Snapshot, uri: &gen_lsp_types::Uri, at: Position) {
    let _ = hover::hover(snapshot, uri, at);
    let _ = references::references(snapshot, uri, at, true);
    let _ = completion::completion(snapshot, uri, at);
    let _ = rename(snapshot, uri, at, "x", &display::client());
    if at.character.is_multiple_of(9) {
        let _ = definition::definition(snapshot, uri, at);
        let _ = document_links::document_links(snapshot, uri);
        let _ = document_symbols::document_symbols(snapshot, uri);
        let _ = code_lens::code_lenses(snapshot, uri);
    }
}

#[test]
fn links_follow_headings() {
    let cases = folders("lsp").iter().map(|folder| FixtureCase::read(folder)).collect::<Vec<_>>();
    let followed: usize = cases.iter().map(|case| renamed(case, 1, &["Neues Wort 🎉", "灯具", "Tools", "a"])).sum();
    assert!(followed > 100, "{followed} edits");
}

/// Lists of so many bytes are read; others take long, or have no headings.
const READ: std::ops::Range<usize> = 2_000..60_000;

#[test]
fn links_of_real_lists_follow_headings() {
    let lists = curate_testing::corpus::all();
    let cases = lists.iter().map(|list| FixtureCase::of(list.editions()));
    let cases: Vec<FixtureCase> = cases.filter(|case| READ.contains(&case.size())).collect();
    let every = cases.len().div_ceil(25).max(1);
    let followed: usize = cases.iter().step_by(every).map(|case| renamed(case, 9, &["Lamps & desks 灯"])).sum();
    assert!(followed > 10, "{followed} edits");
}

/// Gives every nth heading of `case` the names `new`, one at a time: every link leads to where it led before. How many edits that takes.
fn renamed(case: &FixtureCase, every: usize, new: &[&str]) -> usize {
    let snapshot = case.unjudged(Encoding::Utf16);
    let mut edits = 0;
    for page in snapshot.pages() {
        let before = case.links_to(&snapshot, page);
        for (index, section) in page.document.sections().iter().enumerate().step_by(every) {
            // A link in the heading itself goes with its text.
            if !page.document.links_in(section.title).is_empty() {
                continue;
            }
            for new in new {
                let Ok(change) = heading_change(&snapshot, page, SectionId(index as u32), new) else { continue };
                let edited = case.edited(&snapshot, &change);
                let after = edited.unjudged(Encoding::Utf16);
                let after = edited.links_to(&after, after.page_of(page.path).expect("the page"));
                assert_eq!(before.len(), after.len());
                // What led nowhere may lead to the new name.
                let mut lost = before.iter().zip(&after).filter(|(old, now)| old.1.is_some() && old != now);
                assert!(lost.next().is_none(), "{}, section {index}: {new}", page.path);
                edits += change.iter().map(|of_page| of_page.edits.len()).sum::<usize>();
            }
        }
    }
    edits
}
