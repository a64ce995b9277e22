//! Editions side by side: what is matched, and what is said to be missing.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use curate_document::alignment::longest_increasing;
use curate_document::{Alignment, Document, EntryId, MatchKind, Partner, SectionId, Side};
use curate_testing::properties;
use proptest::prelude::*;

fn aligned(first: &str, second: &str) -> (Alignment, Document, Document) {
    let (first, second) = (Document::parse(first), Document::parse(second));
    (Alignment::of(&first, &second), first, second)
}

/// The pairs as `line-line how`.
fn pairs(first: &str, second: &str) -> Vec<String> {
    let (alignment, first, second) = aligned(first, second);
    let line = |document: &Document, id: EntryId| document.line_of(document.entry(id).unwrap().own.start);
    alignment.pairs().map(|(a, b, how)| format!("{}-{} {how:?}", line(&first, a), line(&second, b))).collect()
}

/// The titles of the entries that the other side lacks.
fn lone(first: &str, second: &str, side: Side) -> Vec<String> {
    let (alignment, first, second) = aligned(first, second);
    let document = if side == Side::First { &first } else { &second };
    alignment
        .lone_entries(side)
        .map(|id| document.text(document.entry(id).unwrap().title.unwrap()).to_owned())
        .collect()
}

/// The pairs of sections as `title = title`.
fn sections(first: &str, second: &str) -> Vec<String> {
    let (alignment, first, second) = aligned(first, second);
    let title = |document: &Document, id: SectionId| document.section(id).unwrap().rendered.to_string();
    alignment.sections().map(|(a, b)| format!("{} = {}", title(&first, a), title(&second, b))).collect()
}

#[test]
fn entries_by_url_whatever_their_title() {
    let first = "- [One](https://one.example/)\n- [Two](http://www.two.example)\n";
    let second = "- [二](https://two.example/)\n- [一](https://one.example)\n";
    assert_eq!(pairs(first, second), ["1-2 Url", "2-1 Url"]);
}

#[test]
fn entries_by_language_title_and_similarity() {
    let first = "- [Guide](https://guide.example/en/start)\n- [Pond](https://pond.example)\n- [Brook Desk](https://brook.example/a)\n";
    let second = "- [指南](https://guide.example/zh-cn/start)\n- [Pond](https://pond.example.org/x)\n- [Brook Desk 桌面](https://stream.example/b)\n";
    assert_eq!(pairs(first, second), ["1-1 LocalisedUrl", "2-2 Title", "3-3 Similarity"]);
}

#[test]
fn another_link_that_both_have_makes_them_one() {
    let first = "- [Heron](https://heron.example) - A bird. ([Source](https://github.com/birds/heron))\n";
    let second = "- [Heron 苍鹭](https://github.com/birds/heron) - 一只鸟。\n";
    assert_eq!(pairs(first, second), ["1-1 Similarity"]);
}

#[test]
fn text_by_words_and_by_place() {
    let first = "- Large language model\n- Loss\n- Gradient\n- Zero-shot learning\n";
    let second = "- 大型语言模型 Large language model\n- 损失\n- 梯度\n- 零样本学习 Zero-shot learning\n";
    assert_eq!(pairs(first, second), ["1-1 Words", "2-2 Position", "3-3 Position", "4-4 Words"]);
}

#[test]
fn place_does_not_pair_what_cannot_be_one() {
    let first = "- [Ash](https://ash.example)\n- [Birch](https://birch.example)\n- [Cedar](https://cedar.example)\n";
    let second =
        "- [Ash](https://ash.example)\n- [Dogwood](https://dogwood.example)\n- [Cedar](https://cedar.example)\n";
    assert_eq!(lone(first, second, Side::First), ["Birch"]);
    assert_eq!(lone(first, second, Side::Second), ["Dogwood"]);
    // Different counts between two sure neighbours: which of the texts is the translation cannot be told, so none is alone.
    let first = "- A1\n- eins\n- B2\n";
    let second = "- A1\n- 一\n- 二\n- B2\n";
    assert_eq!(lone(first, second, Side::Second), [""; 0]);
}

#[test]
fn a_link_that_is_broken_is_still_the_entry() {
    let first = "- 2019 [Heron](https://heron.example/a- b) - A bird.\n- [Ibis]（https://ibis.example/）\n";
    let second = "- 2019 [苍鹭](https://heron.example/a-b) - 鸟。\n- [朱鹮](https://ibis.example)\n";
    assert_eq!(pairs(first, second), ["1-1 Url", "2-2 Url"]);
}

#[test]
fn what_is_linked_to_elsewhere_is_not_missing() {
    let first = "- [Heron](https://heron.example)\n- [Nest](https://nest.example)\n- [Heron](https://heron.example)\n";
    let second = "- [Heron](https://heron.example)\n\nSee [the nest](https://nest.example).\n";
    let (alignment, ..) = aligned(first, second);
    assert_eq!(alignment.entry(Side::First, EntryId(1)), Partner::Elsewhere);
    assert_eq!(alignment.entry(Side::First, EntryId(2)), Partner::Elsewhere);
}

#[test]
fn the_language_switch_is_no_entry() {
    let first = "- [English](README.md)\n- [中文](README.zh-cn.md)\n\n## A\n\n- [x](https://x.example)\n";
    let second = "## A\n\n- [x](https://x.example)\n";
    assert_eq!(lone(first, second, Side::First), Vec::<String>::new());
}

#[test]
fn sections_by_what_is_in_them() {
    let first =
        "# L\n## Birds\n- [a](https://a.example)\n- [b](https://b.example)\n## Trees\n- [c](https://c.example)\n";
    let second =
        "# L\n## 树木\n- [c](https://c.example)\n## 鸟类\n- [b](https://b.example)\n- [a](https://a.example)\n";
    assert_eq!(sections(first, second), ["L = L", "Birds = 鸟类", "Trees = 树木"]);
}

#[test]
fn sections_by_words_and_by_order_in_the_gaps() {
    let first = "# L\n## GPT 4\ntext\n## Contents of X\n## Birds\n- [a](https://a.example)\n## Contact\n## License\n";
    let second = "# L\n## GPT 4 的原理\n文字\n## X 的内容\n## 鸟类\n- [a](https://a.example)\n## 联系\n## 许可\n";
    let expected = [
        "L = L",
        "GPT 4 = GPT 4 的原理",
        "Contents of X = X 的内容",
        "Birds = 鸟类",
        "Contact = 联系",
        "License = 许可",
    ];
    assert_eq!(sections(first, second), expected);
}

#[test]
fn a_title_in_its_section_before_a_url_elsewhere() {
    let first = "## Books\n- [The Making of Small Boats](https://boats.example/making)\n- [Sails](https://sails.example)\n## Ropes\n- [Knots by Ann](https://books.example/knots)\n- [Twine](https://twine.example)\n";
    let second = "## Livres\n- [The Making of Small Boats](https://books.example/knots)\n- [Voiles](https://sails.example)\n## Cordes\n- [Ficelle](https://twine.example)\n";
    assert_eq!(pairs(first, second), ["2-2 Title", "3-3 Url", "6-5 Url"]);
    assert_eq!(lone(first, second, Side::First), Vec::<String>::new());
}

#[test]
fn a_name_in_other_letters_stands_at_its_place() {
    let first = "- [Oak](https://oak.example)\n- [林業BERT](https://a.example/bert)\n- [Elm](https://elm.example)\n";
    let second = "- [Oak](https://oak.example)\n- [ForestryBERT](https://b.example/f)\n- [Elm](https://elm.example)\n";
    assert_eq!(pairs(first, second), ["1-1 Url", "2-2 Position", "3-3 Url"]);
}

#[test]
fn a_broken_line_of_the_contents_is_no_entry() {
    let first = "# L\n- [Oak](https://oak.example)\n";
    let second = "# L\n- [Lizenz] (# lizenz)\n- [Oak](https://oak.example)\n";
    assert_eq!(lone(first, second, Side::Second), Vec::<String>::new());
}

#[test]
fn a_key_in_a_section_and_its_subsection_counts_once() {
    let text = "# A\n# B\n- one\n## B\n- [Elm](https://elm.example)\n### A\n- [Elm](https://elm.example)\n";
    assert_eq!(sections(text, text), ["A = A", "B = B", "B = B", "A = A"]);
    assert_eq!(pairs(text, text).len(), 3);
}

#[test]
fn sections_by_what_every_list_has_at_its_end() {
    let first = "# L\n## Birds\n- [a](https://a.example)\n## Contributors\n![](f.png)\n## License\nCC0\n";
    let second = "# L\n## 鸟类\n- [a](https://a.example)\n## 学习\n- [b](https://b.example)\n- [c](https://c.example)\n## 贡献者\n- [d](https://d.example)\n## 许可证\nCC0\n";
    assert_eq!(sections(first, second), ["L = L", "Birds = 鸟类", "Contributors = 贡献者", "License = 许可证"]);
}

#[test]
fn a_small_edition_of_a_large_section() {
    let entries = |names: &str| {
        names.chars().map(|name| format!("- [{name}](https://{name}.example)\n")).collect::<Vec<_>>().concat()
    };
    let first = format!(
        "# L\n## Boats\n### Sail\n{}### Oar\n{}## Cars\n### Old\n{}",
        entries("abcdefgh"),
        entries("ijklmnop"),
        entries("qrs")
    );
    let second = format!("# L\n## Barcos\n### Vela\n{}", entries("ab"));
    assert_eq!(sections(&first, &second), ["L = L", "Boats = Barcos", "Sail = Vela"]);
}

#[test]
fn sections_with_other_resources_are_not_one() {
    let first = "## Birds\n- [a](https://a.example)\n- [b](https://b.example)\n";
    let second = "## 鱼\n- [c](https://c.example)\n- [d](https://d.example)\n";
    assert_eq!(sections(first, second), Vec::<String>::new());
}

/// Lines of entries, one for each letter.
fn lines(names: &str) -> String {
    names.chars().fold(String::new(), |text, name| text + &format!("- [{name}](https://{name}.example)\n"))
}

#[test]
fn a_section_begins_with_what_its_heading_is_for() {
    let first = format!("## Birds\n{}## Fish\n{}## Trees\n{}", lines("ab"), lines("cdefg"), lines("hi"));
    let second = format!("## 鸟类\n{}\n鱼\n\n{}## 树木\n{}", lines("ab"), lines("cdefg"), lines("hi"));
    assert_eq!(sections(&first, &second), ["Birds = 鸟类", "Trees = 树木"]);
    assert_eq!(sections(&second, &first), ["鸟类 = Birds", "树木 = Trees"]);
    // One that was put in front, or all of both in one order, does not make it the other section.
    let second = format!("## 鱼\n{}## 树木\n{}", lines("acdefg"), lines("hi"));
    assert_eq!(sections(&first, &second), ["Fish = 鱼", "Trees = 树木"]);
    let second = format!("## 鱼\n{}## 树木\n{}", lines("acbdefg"), lines("hi"));
    assert_eq!(sections(&first, &second), ["Fish = 鱼", "Trees = 树木"]);
}

#[test]
fn what_a_broken_heading_governs_is_there() {
    let first = format!("## Birds\n{}## Fish\n{}## Thanks\ntext\n", lines("ab"), lines("cdefg"));
    let second = format!("## 鸟类\n{}\n##鱼\n\n{}\n＃＃ 致谢\n\n文字\n", lines("ab"), lines("cdefg"));
    let (alignment, ..) = aligned(&first, &second);
    assert_eq!(sections(&first, &second), ["Birds = 鸟类"]);
    assert_eq!(alignment.lone_sections(Side::First).count(), 0);
    assert_eq!(alignment.holder(Side::First, SectionId(1)), Some(SectionId(0)));
}

#[test]
fn a_section_on_another_level_between_the_same_two() {
    let first = "## Join\n### Form\ntext\n### Sample\n```\nx\n```\n## End\ntext\n";
    let second = "## 加入\n### 格式\n文字\n#### 示例\n```\nx\n```\n## 结尾\n文字\n";
    assert_eq!(sections(first, second), ["Join = 加入", "Form = 格式", "Sample = 示例", "End = 结尾"]);
}

#[test]
fn links_of_paragraphs_by_url_then_by_place() {
    let first = "## Thanks\n\nTo [Ann](https://ann.example) and [the club](https://club.example/?a=b#page_).\n";
    let second = "## 致谢\n\n感谢[安](https://ann.example)和[俱乐部](https://club.example/?a=b#page_one)。\n";
    let (alignment, ..) = aligned(first, second);
    let how: Vec<MatchKind> = alignment.links().iter().map(|pair| pair.kind).collect();
    assert_eq!(how, [MatchKind::Url, MatchKind::Position]);
}

#[test]
fn the_few_that_moved() {
    assert_eq!(longest_increasing(&[0, 3, 1, 2]), [true, false, true, true]);
    assert_eq!(longest_increasing(&[1, 2, 3, 0]), [true, true, true, false]);
    assert_eq!(longest_increasing(&[]), Vec::<bool>::new());
}

/// A line of a small list.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        (0..12_u8, 0..4_u8).prop_map(|(url, title)| format!("- [t{title}](https://u{url}.example/)")),
        (0..6_u8).prop_map(|word| format!("- word{word}")),
        (0..6_u8).prop_map(|word| format!("    - [n{word}](https://n{word}.example/x y)")),
        (1..4_usize, 0..6_u8).prop_map(|(level, title)| format!("{} s{title}", "#".repeat(level))),
        Just(String::new()),
        "\\PC{0,12}",
    ]
}

proptest! {
    #![proptest_config(properties::config(256, concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/alignment.txt")))]

    #[test]
    fn partners_are_partners_of_each_other(first in prop::collection::vec(line(), 0..40), second in prop::collection::vec(line(), 0..40)) {
        let (alignment, first, second) = aligned(&first.join("\n"), &second.join("\n"));
        for (side, document) in [(Side::First, &first), (Side::Second, &second)] {
            for id in (0..document.entries().len() as u32).map(EntryId) {
                if let Some(other) = alignment.partner(side, id) {
                    prop_assert_eq!(alignment.partner(side.other(), other), Some(id));
                }
            }
            for id in (0..document.sections().len() as u32).map(SectionId) {
                if let Some(other) = alignment.section(side, id) {
                    prop_assert_eq!(alignment.section(side.other(), other), Some(id));
                }
            }
        }
    }

    #[test]
    fn an_edition_lacks_nothing_of_itself(lines in prop::collection::vec(line(), 0..60)) {
        let text = lines.join("\n");
        let (alignment, ..) = aligned(&text, &text);
        prop_assert_eq!(alignment.lone_entries(Side::First).count(), 0);
        prop_assert_eq!(alignment.lone_sections(Side::First).count(), 0);
    }
}
