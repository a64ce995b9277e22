//! What holds for any text: it parses, its spans are sound, and fixing it loses nothing, ends, and leaves nothing to a second run.
//!
//! Every run tries other texts. One that fails is kept in `proptest-regressions/lists.txt`: commit it with what fixes it.

use super::list_of;
use curate_document::{BlockKind, Document, List, Span, Target};
use curate_rules::{Applicability, Facts, Fixed, Linter, RULES, Settings, Severity, fix};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::Config;
use std::collections::BTreeSet;

/// After so many runs with unsafe fixes nothing is left to fix. What one run copies from an edition may hold new findings.
const UNSAFE_RUNS: usize = 4;

/// Lines of a list with what goes wrong in lists, in many scripts.
const LINES: &[&str] = &[
    "# Awesome lamps",
    "## Desk lamps",
    "## 桌上的Lamp工具",
    "### हिन्दी सूची 💡",
    "Setext\n------",
    "",
    "",
    "",
    "- [Desk lamp](#desk-lamps)",
    "- [Lamp](#Desk-Lamps)",
    "- [灯具](#桌上的lamp工具)",
    "- [Anglepoise](https://a.example/arm) - An arm with springs.",
    "- [Anglepoise ](https://a.example/arm)- An arm with springs",
    "- [台灯](https://b.example/台灯)： 一盏灯。。",
    "- [เคไฟ](https://c.example/?a=1&b=2#top) – คำอธิบาย",
    "- [한국어](<https://d.example/a b>) -한국어 설명 text입니다",
    "    - [Nested](https://e.example/) — Nested; with a dash.",
    "\t- [Tab](http://tab.example)",
    "  * [Two](https://two.example) [More](https://more.example).",
    "1. [One](https://one.example/(x)) - 使用GPT-4模型来做3个事情，很好.",
    "- [Broken]((https://f.example/broken))",
    "- [Colon](https:/g.example) - one slash",
    "- [Empty]()",
    "- [ Padded ]( https://h.example/ ) - Padded.",
    "- [Space](https://i.example/a b) - A space in it.",
    "- https://bare.example/见，更多。",
    "- [Glued](https://j.example) - Text.- [Second](https://k.example) - Text.",
    "- text only",
    "- [ ] a task [x](https://l.example)",
    "- [Ref][ref] - By reference.",
    "[ref]: https://ref.example/ \"标题\"",
    "[^1]: A note，with 中文text。",
    "A paragraph，，with [a link](https://m.example/page)中文English混排 ,and more。.",
    "见 https://n.example/x，更多。",
    "<a name=\"here\"></a>",
    "<a href=\"https://o.example/\">raw</a>",
    "<!-- curate disable formatting -->",
    "<!-- curate enable -->",
    "<!-- note -->",
    "| 名称 | Link |\n|---|---|\n| 灯Lamp | [P](https://p.example) |\n| 二 | [Q]( https://q.example/ ) |",
    "```\n- [code](https://r.example)中文code\n```",
    "    indented 中文code",
    "> quote 中文text [S](https://s.example)",
    "---",
    "`code`中文`code`，，",
    "**bold**中文 *em*text _x_",
    "![图片](https://t.example/a.png)文字text",
    "[![badge](https://u.example/b.svg)](https://u.example)",
    "\u{FEFF}\u{200B}zero\u{00A0}width",
    "trailing   ",
    "tab\tin text\t",
    "👩‍👩‍👧‍👦emoji❤️中文",
    "- [Elm](https://elm.example/) - 中文,中文 (免费), **“引”**字**注意：**先; 一对（混合)。",
    "Github，Javascript（x)and ** padded ** text",
    "-\u{A0}[No item](https://nb.example/\u{200B}) (open",
    "#\u{A0}No heading \u{202E}turned\u{202C}",
    "<<<<<<< main",
    "=======",
    ">>>>>>> other",
];

fn lines() -> impl Strategy<Value = String> {
    (vec(select(LINES), 1..24), select(&["\n", "\n", "\n", "\r\n"][..]))
        .prop_map(|(lines, ending)| format!("{}\n", lines.join("\n")).replace('\n', ending))
}

/// Pieces of syntax in any order, with characters of any width between them.
fn noise() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        select(
            &["[", "]", "(", ")", "<", ">", "`", "*", "_", "~~", "|", "#", "- ", "\n", "\n\n", "\t", "    ", "\\"][..]
        )
        .prop_map(str::to_owned),
        select(
            &["http://", "https://a.example", "<!--", "-->", "```", "[^a]", "[x]: ", "&amp;", "\r", "\0", "1. "][..]
        )
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
        "[a-z\u{4E00}-\u{4E20}\u{0900}-\u{0920}]{1,5}",
    ];
    vec(token, 0..80).prop_map(|tokens| tokens.concat())
}

/// Where failures are kept.
const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/lists.txt");

fn config(cases: u32) -> Config {
    curate_testing::properties::config(cases, KEPT)
}

fn list(texts: &[&str]) -> List {
    let names = ["README.md", "README.zh-cn.md"];
    let editions: Vec<(&str, &str)> = names.into_iter().zip(texts.iter().copied()).collect();
    list_of(&editions)
}

fn fixed(list: List, least: Applicability) -> Fixed {
    let mut settings = Settings::defaults(RULES);
    // Off by default, and the fix that moves most.
    if let Some(order) = settings.rule_mut("entries/order") {
        order.severity = Some(Severity::Warning);
    }
    let settings = vec![settings; list.editions.len()];
    fix(&Linter::new(RULES, &settings, &Facts::default()), list, least, &|_, _| true)
}

fn is_sound(document: &Document, span: Span) -> bool {
    document.source().get(span.start..span.end).is_some()
}

/// The hosts that links lead to, as they are written, up to what may be text that a bare URL took with it.
fn hosts(list: &List) -> BTreeSet<&str> {
    let mut hosts = BTreeSet::new();
    for document in list.editions.iter().map(|edition| &edition.document) {
        for link in document.links().iter().filter(|link| matches!(link.target, Target::Url)) {
            let url = document.text(link.destination);
            let host = url.rsplit("://").next().unwrap_or(url);
            let end = host.find(|character: char| !character.is_ascii_alphanumeric() && character != '.');
            hosts.insert(host.get(..end.unwrap_or(host.len())).unwrap_or(host));
        }
    }
    hosts
}

fn links(list: &List) -> usize {
    list.editions.iter().map(|edition| edition.document.links().len()).sum()
}

fn headings(document: &Document) -> usize {
    document.blocks().iter().filter(|block| matches!(block.kind, BlockKind::Heading { .. })).count()
}

fn sources(list: &List) -> Vec<&str> {
    list.editions.iter().map(|edition| edition.document.source()).collect()
}

/// Safe fixes keep every URL and every entry, and leave nothing for a second run; unsafe ones come to an end.
fn check_fixing(texts: &[&str]) -> Result<(), TestCaseError> {
    let before = list(texts);
    let safe = fixed(before.clone(), Applicability::Safe);
    for host in hosts(&before) {
        prop_assert!(
            sources(&safe.list).iter().any(|source| source.contains(host)),
            "{host}: {:?}",
            sources(&safe.list)
        );
    }
    prop_assert!(links(&safe.list) >= links(&before), "{:?}", sources(&safe.list));
    for (old, new) in before.editions.iter().zip(&safe.list.editions) {
        prop_assert!(new.document.entries().len() >= old.document.entries().len(), "{:?}", new.document.source());
        // A line that was meant as a heading becomes one.
        let meant = safe.applied.get("formatting/broken-heading").copied().unwrap_or(0);
        let (had, has) = (headings(&old.document), headings(&new.document));
        prop_assert!((had..=had + meant).contains(&has), "{had} headings, {has} after fixing");
    }
    let again = fixed(safe.list.clone(), Applicability::Safe);
    prop_assert!(again.applied.is_empty(), "{:?} after {:?}", again.applied, sources(&safe.list));
    prop_assert_eq!(sources(&safe.list), sources(&again.list));
    let mut list = before;
    for _ in 0..UNSAFE_RUNS {
        let Fixed { list: next, applied, .. } = fixed(list, Applicability::Unsafe);
        if applied.is_empty() {
            return Ok(());
        }
        list = next;
    }
    Err(TestCaseError::fail(format!("unsafe fixes find no end: {:?}", sources(&list))))
}

fn check_spans(text: &str) -> Result<(), TestCaseError> {
    let list = list(&[text]);
    let document = &list.editions[0].document;
    prop_assert_eq!(document.source(), text);
    for link in document.links() {
        prop_assert!(is_sound(document, link.span) && is_sound(document, link.destination), "{link:?}");
        let is_inside = link.span.start <= link.destination.start && link.destination.end <= link.span.end;
        prop_assert!(is_inside || link.definition.is_some(), "{link:?}");
    }
    for block in document.blocks() {
        prop_assert!(is_sound(document, block.span), "{block:?}");
    }
    for inline in document.inlines() {
        prop_assert!(is_sound(document, inline.span), "{inline:?}");
    }
    for entry in document.entries() {
        prop_assert!(is_sound(document, entry.span), "{entry:?}");
    }
    let settings = vec![Settings::defaults(RULES)];
    for diagnostic in Linter::new(RULES, &settings, &Facts::default()).lint(&list) {
        prop_assert!(is_sound(document, diagnostic.span), "{diagnostic:?}");
        prop_assert!(diagnostic.labels.iter().all(|label| is_sound(document, label.span)), "{diagnostic:?}");
        let mut edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
        prop_assert!(edits.all(|edit| is_sound(document, edit.span)), "{diagnostic:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(512))]

    #[test]
    fn any_text_parses_into_sound_spans(text in prop_oneof![noise(), lines()]) {
        check_spans(&text)?;
    }
}

proptest! {
    #![proptest_config(config(192))]

    #[test]
    fn fixing_loses_nothing_and_ends(text in prop_oneof![2 => lines(), 1 => noise()]) {
        check_fixing(&[&text])?;
    }

    #[test]
    fn fixing_two_editions_loses_nothing_and_ends(source in lines(), translation in lines()) {
        check_fixing(&[&source, &translation])?;
    }
}
