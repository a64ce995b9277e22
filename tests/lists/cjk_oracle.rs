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

use super::list_of;
use curate_document::{Document, InlineKind, List, Target, script};
use curate_rules::api::paths::percent_decoded;
use curate_rules::{Applicability, Facts, Linter, RULES, Settings, fix};
use curate_testing::corpus::{self, ListFolder};

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

/// An example of the rule.
fn example(name: &str) -> List {
    let path = curate_testing::root().join("fixtures/rules/formatting/cjk-spacing").join(name);
    list_of(&[(name, std::fs::read_to_string(path).expect("the example can be read"))])
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
    fix(&linter, list, Applicability::Unsafe, &|_, _| true).list
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
    assert_eq!(broken_anchors(&fixed(example("case-headings.md"))), 0);
    for name in ["bad.md", "good.md", "case-prose.md", "case-markup.md", "case-headings.md"] {
        // In `case-headings.md` the headings whose anchors are not certain stay; the low lines are an identifier.
        assert_content(&fixed(example(name)), &["重复API", "已有API", "引用API", "_API_的下划线"]);
    }
}

#[test]
fn the_judge_sees_what_the_rule_sees() {
    let list = example("bad.md");
    let document = &list.editions.first().expect("one edition").document;
    assert!(complaints(document).len() >= 4, "{:#?}", complaints(document));
}

#[test]
fn autocorrect_is_content_with_our_own_lists() {
    for name in ["lamps", "tea"] {
        let list = corpus::named(name).expect("our own list");
        let before = list_of(&list.editions());
        let chinese = before.editions.iter().find(|edition| edition.path.contains("zh")).expect("a Chinese edition");
        assert!(!complaints(&chinese.document).is_empty(), "{name}: nothing to fix");
        is_content_with(&list, &[]);
    }
}

#[test]
fn autocorrect_is_content_with_fixed_real_lists() {
    for list in ["awesome-chatgpt", "awesome-mac"].into_iter().filter_map(corpus::named) {
        // A name before a URL.
        is_content_with(&list, &["：[http", "：~~`http"]);
    }
}

/// Fixes the list; but for lines with one of `names`, autocorrect has nothing to add to its Chinese editions.
fn is_content_with(list: &ListFolder, names: &[&str]) {
    let before = list_of(&list.editions());
    let after = fixed(before.clone());
    let chinese = after.editions.iter().filter(|edition| edition.path.contains("zh")).cloned().collect();
    assert_content(&List::new(chinese), names);
    assert_eq!(broken_anchors(&after), broken_anchors(&before), "no anchor breaks with its heading");
    let again = fixed(after.clone());
    for (once, twice) in after.editions.iter().zip(&again.editions) {
        assert_eq!(once.document.source(), twice.document.source(), "{}: fixing again changes nothing", once.path);
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
