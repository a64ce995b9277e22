//! `formatting/cjk-spacing` against an independent judge, the crate `autocorrect`: wherever it would still put a space
//! between a Han letter and a Latin letter or digit in the prose of a fixed Chinese list, the rule has a bug.
//!
//! What does not count (RULES.md): its operators and hyphens, and the text of links. Nor do names: of files, tags, sites
//! before their URL, and the dictionary's words with a Latin letter.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a test may panic and say why it skips"
)]

use curate_document::{Document, Edition, InlineKind, List, Target, script};
use curate_rules::api::paths::percent_decoded;
use curate_rules::{Applicability, Facts, Linter, RULES, Settings, fix};
use std::fs;
use std::path::{Path, PathBuf};

/// Leaves only what puts spaces between words, so that the result differs from the text by inserted spaces alone.
const SPACES_ALONE: &str = "
rules:
  space-word: 1
  space-punctuation: 0
  space-bracket: 0
  space-dash: 0
  space-backticks: 0
  space-dollar: 0
  fullwidth: 0
  halfwidth-word: 0
  halfwidth-punctuation: 0
  no-space-fullwidth: 0
  no-space-fullwidth-quote: 0
  spellcheck: 0
";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(paths: &[PathBuf]) -> List {
    let edition = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a file has a name");
        Edition::new(name, Document::parse(fs::read_to_string(path).expect("the file can be read")), true)
    };
    List::new(paths.iter().map(edition).collect())
}

fn fixed(list: List) -> List {
    let mut settings = Settings::defaults(RULES);
    settings.retain(|rule| rule == "formatting/cjk-spacing");
    if let Some(setting) = settings.rule_mut("formatting/cjk-spacing") {
        setting.options.insert("spacing".to_owned(), "always".into());
    }
    let settings = vec![settings; list.editions.len()];
    let facts = Facts::default();
    let linter = Linter::new(RULES, &settings, &facts);
    // In headings the fix is unsafe.
    fix(&linter, list, Applicability::Unsafe, &|_| true).list
}

/// The lines of `document` where autocorrect would put a space between Han and a Latin letter or digit of prose.
fn complaints(document: &Document) -> Vec<String> {
    autocorrect::config::load(SPACES_ALONE).expect("the settings are valid");
    let source = document.source();
    let result = autocorrect::format_for(source, "markdown");
    assert!(!result.has_error(), "autocorrect cannot read the list: {}", result.error);
    let mut found = Vec::new();
    let mut ours = source.char_indices().peekable();
    let mut before = None;
    for character in result.out.chars() {
        if let Some((offset, _)) = ours.next_if(|(_, same)| *same == character) {
            before = Some((offset, character));
            continue;
        }
        assert_eq!(character, ' ', "autocorrect only inserts spaces");
        let (Some((first, a)), Some(&(second, b))) = (before, ours.peek()) else { continue };
        let meets = |a: char, b: char| script::is_han(a) && b.is_ascii_alphanumeric();
        if (meets(a, b) || meets(b, a)) && is_prose(document, first) && is_prose(document, second) {
            let line = document.line_of(first);
            found.push(format!("{line}: {a}|{b} in {}", document.text(document.lines().content(line, source))));
        }
    }
    assert_eq!(ours.next(), None, "autocorrect leaves nothing out");
    found
}

/// Whether the character at `offset` is text, and not that of a link.
fn is_prose(document: &Document, offset: usize) -> bool {
    let inline = document.inlines().iter().find(|inline| inline.span.covers(offset));
    inline.is_some_and(|inline| inline.kind == InlineKind::Text && inline.link.is_none())
}

fn assert_content(list: &List, names: &[&str]) {
    for edition in &list.editions {
        let complaints = complaints(&edition.document);
        let rest: Vec<&String> =
            complaints.iter().filter(|line| !names.iter().any(|name| line.contains(name))).collect();
        assert!(rest.is_empty(), "{}: autocorrect would still put spaces here:\n{rest:#?}", edition.path);
    }
}

#[test]
fn autocorrect_is_content_with_our_fixed_chinese_examples() {
    let folder = root().join("fixtures/rules/formatting/cjk-spacing");
    assert_eq!(broken_anchors(&fixed(read(&[folder.join("case-headings.md")]))), 0);
    for example in ["bad.md", "good.md", "case-prose.md", "case-markup.md", "case-headings.md"] {
        // In `case-headings.md` the headings whose anchors are not certain stay; the low lines are an identifier.
        assert_content(&fixed(read(&[folder.join(example)])), &["重复API", "已有API", "引用API", "_API_的下划线"]);
    }
}

#[test]
fn the_judge_sees_what_the_rule_sees() {
    let folder = root().join("fixtures/rules/formatting/cjk-spacing");
    let list = read(&[folder.join("bad.md")]);
    let document = &list.editions.first().expect("one edition").document;
    assert!(complaints(document).len() >= 4, "{:#?}", complaints(document));
}

#[test]
fn autocorrect_is_content_with_fixed_real_lists() {
    let corpus = root().join("../shared/corpus");
    if !corpus.is_dir() {
        eprintln!("skipped: {} is not there", corpus.display());
        return;
    }
    let pair = ["README.md", "README.zh-cn.md"].map(|name| corpus.join("awesome-chatgpt").join(name));
    let four =
        ["README.md", "README-ja.md", "README-ko.md", "README-zh.md"].map(|name| corpus.join("awesome-mac").join(name));
    // A name before a URL.
    let names = ["：[http", "：~~`http"];
    for paths in [&pair[..], &four[..]] {
        let list = fixed(read(paths));
        let chinese = list.editions.iter().filter(|edition| edition.path.contains("zh")).cloned().collect();
        assert_content(&List::new(chinese), &names);
        assert_eq!(broken_anchors(&list), broken_anchors(&read(paths)), "no anchor breaks with its heading");
        let again = fixed(list.clone());
        for (once, twice) in list.editions.iter().zip(&again.editions) {
            assert_eq!(once.document.source(), twice.document.source(), "{}: fixing again changes nothing", once.path);
        }
    }
}

/// How many links lead to no heading of their own document.
fn broken_anchors(list: &List) -> usize {
    let of_edition = |document: &Document| {
        let leads = |anchor: &str| document.anchors().any(|own| own == anchor);
        let anchors = document.links().iter().filter_map(|link| match &link.target {
            Target::Anchor(anchor) => Some(anchor),
            _ => None,
        });
        anchors.filter(|anchor| !leads(&percent_decoded(anchor))).count()
    };
    list.editions.iter().map(|edition| of_edition(&edition.document)).sum()
}
