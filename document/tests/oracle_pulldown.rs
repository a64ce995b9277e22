//! The parse against another implementation, `pulldown-cmark`: the same headings, items, links and images at the same
//! bytes, on the real lists and on generated documents.
//!
//! Bare URLs are left out, since `pulldown-cmark` does not make links of them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::string_slice,
    reason = "a test may panic and say why it skips"
)]

use curate_document::{BlockKind, Document, LinkKind};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag};
use std::path::Path;

/// Something with its bytes: what, first byte, byte after the last, and of a link where it leads.
type Place = (&'static str, usize, usize, String);

fn place(source: &str, what: &'static str, start: usize, end: usize, url: &str) -> Place {
    let text = &source[start..end];
    // Which white space around a block belongs to it is nobody's concern.
    let start = start + text.len() - text.trim_start().len();
    (what, start, (start + source[start..end].trim_end().len()).max(start), url.to_owned())
}

fn theirs(source: &str) -> Vec<Place> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut places = Vec::new();
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        let link_type = match &event {
            Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. }) => Some(*link_type),
            _ => None,
        };
        let (what, url) = match event {
            Event::Start(Tag::Heading { level, .. }) => (heading(level as u8), CowStr::Borrowed("")),
            Event::Start(Tag::Item) => ("item", CowStr::Borrowed("")),
            Event::Start(Tag::Link { link_type: LinkType::Email, dest_url, .. }) => {
                ("link", format!("mailto:{dest_url}").into())
            }
            Event::Start(Tag::Link { dest_url, .. }) => ("link", dest_url),
            Event::Start(Tag::Image { dest_url, .. }) => ("image", dest_url),
            _ => continue,
        };
        // It leaves the brackets of `[label][]` out.
        let end = if matches!(link_type, Some(LinkType::Collapsed)) && source[range.end..].starts_with("[]") {
            range.end + 2
        } else {
            range.end
        };
        places.push(place(source, what, range.start, end, &url));
    }
    places.sort();
    places
}

fn heading(level: u8) -> &'static str {
    ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level) - 1]
}

fn ours(document: &Document) -> Vec<Place> {
    let source = document.source();
    let blocks = document.blocks().iter().filter_map(|block| {
        let what = match block.kind {
            BlockKind::Heading { level } => heading(level),
            BlockKind::Item { .. } => "item",
            _ => return None,
        };
        Some(place(source, what, block.span.start, block.span.end, ""))
    });
    let written = document.links().iter().filter(|link| !matches!(link.kind, LinkKind::Html | LinkKind::Literal));
    let links = written.map(|link| {
        let what = if link.image { "image" } else { "link" };
        place(source, what, link.span.start, link.span.end, &link.url)
    });
    let mut places: Vec<Place> = blocks.chain(links).collect();
    places.sort();
    places
}

/// What one of the two is known to take wrongly: a line, given those above it up to a blank one, and what is wrong.
const KNOWN: &[(fn(&[&str], &str) -> bool, &str)] = &[
    (
        |above, line| line.starts_with("    ") && above.iter().any(|above| above.starts_with('|')),
        "pulldown-cmark makes an indented line below a table a row; for GitHub it is code",
    ),
    (
        |above, line| {
            is_underline(line) && above.last().is_some_and(|above| is_underline(above) || above.starts_with("[label]:"))
        },
        "`markdown` takes an underline right below a setext heading or a definition for text",
    ),
    (
        |above, line| {
            (line.starts_with('\t') || line.starts_with("    "))
                && above.last().is_some_and(|above| above.starts_with("#N"))
        },
        "`markdown` forgets that a paragraph is open where it began like a heading",
    ),
];

fn is_underline(line: &str) -> bool {
    line.starts_with("---") || line.starts_with("===")
}

/// What is wrong with one of the two parses of `source`.
fn known(source: &str) -> Option<&'static str> {
    let lines: Vec<&str> = source.lines().collect();
    lines.iter().enumerate().find_map(|(index, line)| {
        let start = lines[..index].iter().rposition(|line| line.is_empty()).map_or(0, |blank| blank + 1);
        KNOWN.iter().find(|(known, _)| known(&lines[start..index], line)).map(|(_, reason)| *reason)
    })
}

/// What one has and the other has not, `-` for what only the other one has.
fn differences(source: &str) -> Vec<String> {
    let (ours, theirs) = (ours(&Document::parse(source)), theirs(source));
    let shown = |sign: char, place: &Place| {
        let text: String = source[place.1..place.2].chars().take(60).collect();
        format!("{sign}{} {}..{} {:?} {text:?}", place.0, place.1, place.2, place.3)
    };
    let more = ours.iter().filter(|place| theirs.binary_search(place).is_err()).map(|place| shown('+', place));
    let less = theirs.iter().filter(|place| ours.binary_search(place).is_err()).map(|place| shown('-', place));
    more.chain(less).collect()
}

#[test]
fn real_lists_have_the_same_parts() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if !corpus.exists() {
        println!("skipped: no real lists at {}", corpus.display());
        return;
    }
    let mut all = Vec::new();
    for folder in
        std::fs::read_dir(corpus).expect("the corpus").filter_map(|entry| std::fs::read_dir(entry.ok()?.path()).ok())
    {
        for path in folder.filter_map(|entry| Some(entry.ok()?.path())) {
            if path.extension().is_some_and(|extension| extension == "md") {
                let source = std::fs::read_to_string(&path).expect("UTF-8");
                all.extend(differences(&source).into_iter().map(|line| format!("{}: {line}", path.display())));
            }
        }
    }
    all.sort();
    // `markdown` lets a lone tag end the paragraph of an item, which CommonMark 4.6 does not (condition 7).
    let expected = [
        "+item 10099..10120 \"\" \"* [Weather](#weather)\"",
        "-item 10099..10126 \"\" \"* [Weather](#weather)\\n<br >\"",
    ];
    let found: Vec<&str> = all.iter().filter_map(|line| Some(line.split_once(".md: ")?.1)).collect();
    assert_eq!(found, expected, "{}", all.join("\n"));
}

/// Lines as lists have them, with what parsers disagree about easily.
const LINES: &[&str] = &[
    "# Heading",
    "## Another `one` with [a link](https://h.example)",
    "### Closed ###",
    "#Not one",
    "Setext",
    "---",
    "===",
    "",
    "",
    "",
    "- item",
    "- [a](https://b.example) - d",
    "- [a](<https://b.example/x y> \"title\") - d",
    "- [a [b] c](https://c.example/(x)_y)",
    "- ![image](i.png) [![badge](b.svg)](https://badge.example)",
    "- [中文](https://中文.example/路径) - 描述。",
    "* other",
    "  - nested [n](#n)",
    "    deep",
    "\t- tab",
    "  lazy",
    "1. one",
    "1) paren",
    "> quote",
    "> - in quote [q](https://q.example)",
    "```",
    "```rust",
    "<div>",
    "</div>",
    "<!-- whole -->",
    "| a | b |",
    "|---|---|",
    "| [x](y) | z |",
    "[label]: https://b.example 'title'",
    "a [label] b [text][label] c [Label][]",
    "[unknown][none] and ![alt][label]",
    "<https://auto.example> <mail@auto.example>",
    "text **[bold](https://bold.example)** `[code](x)`",
    "\\[not](a) [esc\\]aped](https://e.example/\\))",
    "[entity](https://e.example/?a&amp;b) [e](x \"&quot;\")",
    "- [ ] task [t](https://t.example)",
    "+ plus",
    "    indented [code](x)",
    "[two\nlines](https://two.example)",
    "[empty]() [](https://empty.example)",
    "[space](https://i.example/a b)",
    "[broken]((https://f.example/broken))",
];

fn document() -> impl Strategy<Value = String> {
    let ending = proptest::sample::select(&["\n", "\n", "\r\n"][..]);
    (proptest::collection::vec(proptest::sample::select(LINES), 1..40), ending)
        .prop_map(|(lines, ending)| (lines.join("\n") + "\n").replace('\n', ending))
}

/// The same documents on every run; others with `PROPTEST_RNG_SEED`.
fn config() -> ProptestConfig {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    ProptestConfig {
        cases: number("PROPTEST_CASES").unwrap_or(400) as u32,
        max_global_rejects: u32::MAX,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(number("PROPTEST_RNG_SEED").unwrap_or(2026)),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]
    #[test]
    fn generated_documents_have_the_same_parts(source in document()) {
        let document = Document::parse(source.as_str());
        prop_assume!(document.unparsed().is_empty() && document.front_matter().is_none() && known(&source).is_none());
        let differences = differences(&source);
        prop_assert!(differences.is_empty(), "{source:?}\n{}", differences.join("\n"));
    }
}
