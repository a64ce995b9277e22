//! Pages side by side: which tables, rows, texts and links stand for each other.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use curate_document::alignment::page::{AlignedBlocks, AlignedRows, BlocksByShape, ProseLinks, Regions};
use curate_document::{Alignment, BlockId, BlockKind, Document, LinkId};

fn parsed(first: &str, second: &str) -> ([Document; 2], Regions) {
    let documents = [first, second].map(Document::parse);
    let regions = Regions::of(documents.each_ref(), &Alignment::of(&documents[0], &documents[1]));
    (documents, regions)
}

/// The tables of both pages as `line-line`, `-` where one is alone, with `?` where that is not sure.
fn tables(first: &str, second: &str) -> Vec<String> {
    let (documents, regions) = parsed(first, second);
    let line = |side: usize, id: BlockId| documents[side].line_of(documents[side].block(id).unwrap().span.start);
    let aligned = AlignedBlocks::of_tables(documents.each_ref(), &regions);
    let doubt = |is_sure: bool| if is_sure { "" } else { "?" };
    let pairs = aligned
        .pairs
        .iter()
        .map(|pair| format!("{}-{}{}", line(0, pair.first), line(1, pair.second), doubt(pair.is_sure)));
    let mine = aligned.lone[0].iter().map(|lone| format!("{}-", line(0, lone.block)));
    let theirs = aligned.lone[1].iter().map(|lone| format!("-{}", line(1, lone.block)));
    pairs.chain(mine).chain(theirs).collect()
}

/// The first cells of the rows that only the first and only the second table have; `None` where that is not certain.
fn lone_rows(first: &str, second: &str) -> Option<[Vec<String>; 2]> {
    let head = "| A | B |\n|---|---|\n";
    let documents = [first, second].map(|rows| Document::parse(format!("{head}{rows}")));
    let table = |document: &Document| {
        let index = document.blocks().iter().position(|block| block.kind == BlockKind::Table).unwrap();
        BlockId(index as u32)
    };
    let lone = AlignedRows::of(documents.each_ref(), documents.each_ref().map(table)).lone?;
    let cell = |side: usize, row: BlockId| {
        let (cell, _) = documents[side].children_of(row).next().unwrap();
        documents[side].rendered(cell)
    };
    Some([0, 1].map(|side| lone[side].iter().map(|row| cell(side, *row)).collect()))
}

fn names<const N: usize, const M: usize>(first: [&str; N], second: [&str; M]) -> [Vec<String>; 2] {
    [first.map(str::to_owned).into(), second.map(str::to_owned).into()]
}

/// Which blocks stand for each other, as their lines: `3=3`, `5+7=5`.
fn shapes(first: &str, second: &str) -> Vec<String> {
    let (documents, regions) = parsed(first, second);
    let shapes = BlocksByShape::of(documents.each_ref(), &regions);
    let lines = |side: usize, blocks: &[BlockId]| {
        let line = |id: &BlockId| documents[side].line_of(documents[side].block(*id).unwrap().span.start).to_string();
        blocks.iter().map(line).collect::<Vec<_>>().join("+")
    };
    let blocks = documents[0].blocks().iter().zip(0..).filter(|(block, _)| block.kind == BlockKind::Paragraph);
    let pairs = blocks.filter_map(|(_, id)| shapes.pair_of(0, BlockId(id)));
    let mut found: Vec<String> =
        pairs.map(|[mine, theirs]| format!("{}={}", lines(0, mine), lines(1, theirs))).collect();
    found.dedup();
    found
}

/// The addresses of links that only one page has, those of the first page first.
fn lone_links(first: &str, second: &str) -> Vec<String> {
    let (documents, regions) = parsed(first, second);
    let links = ProseLinks::of(documents.each_ref(), &regions, true);
    let url = |side: usize, id: LinkId| documents[side].link(id).unwrap().url.to_string();
    let lone = [0, 1].map(|side| links.lone[side].iter().map(move |lone| (side, lone.link)));
    lone.into_iter().flatten().map(|(side, id)| url(side, id)).collect()
}

const WATTS: &str = "| Lamp | Watts |\n|---|---|\n| `e27` | 40 |\n| `e14` | 25 |\n";
const HOURS: &str = "| Lamp | Hours |\n|---|---|\n| `led` | 9000 |\n";

#[test]
fn tables_by_what_is_in_them() {
    let both = format!("{WATTS}\nText.\n\n{HOURS}");
    assert_eq!(tables(&both, &both), ["1-1", "8-8"]);
    assert_eq!(tables(&both, HOURS), ["8-1", "1-"]);
    assert_eq!(tables(WATTS, &both), ["1-1", "-8"]);
}

#[test]
fn tables_in_words_by_their_place() {
    let first = "| Kind | Breaks |\n|---|---|\n| Added | no |\n";
    let second = "| Tipo | Rompe |\n|---|---|\n| Novedades | no |\n";
    assert_eq!(tables(first, second), ["1-1"]);
    // One of two is missing; that the first is the one across is a guess.
    assert_eq!(tables(&format!("{first}\nText.\n\n{first}"), second), ["1-1?", "7-"]);
}

#[test]
fn rows_by_code_and_numbers_of_any_script() {
    let first = "| `e27` | 40 |\n| `e14` | 25 |\n| `led` | 9 |\n";
    assert_eq!(lone_rows(first, "| `e27` | 40 |\n| `led` | 9 |\n"), Some(names(["e14"], [])));
    assert_eq!(lone_rows("| `led` | 9 |\n", first), Some(names([], ["e27", "e14"])));
    assert_eq!(lone_rows("| Board | 1 |\n| Valve | 2 |\n", "| برد | ۱ |\n"), Some(names(["Valve"], [])));
    assert_eq!(lone_rows("| Neat | 96.5 % |\n| Hasty | 88.1 % |\n", "| Vội | 88,1 % |\n"), Some(names(["Neat"], [])));
}

#[test]
fn rows_in_words_are_counted_only() {
    assert_eq!(lone_rows("| Added | no |\n| Gone | yes |\n", "| Novedades | no |\n"), None);
}

#[test]
fn texts_by_the_shape_of_their_part() {
    let first = "# Lamp\n\nOne.\n\n- a\n- b\n\nTwo.\n";
    assert_eq!(shapes(first, "# 灯\n\n一。\n\n- 甲\n- 乙\n\n二。\n"), ["3=3", "5=5", "6=6", "8=8"]);
    // Another part of the page changes nothing.
    let (more, other) = ("\n## LED 7\n\nThree.\n", "\n## LED 7\n\n- 丙\n");
    assert_eq!(shapes(&format!("{first}{more}"), &format!("{first}{other}")), ["3=3", "5=5", "6=6", "8=8"]);
    assert_eq!(shapes(first, "# 灯\n\n一。\n\n- 甲\n\n二。\n"), [""; 0]);
}

#[test]
fn paragraphs_that_a_translation_splits() {
    assert_eq!(shapes("One. Two.\n\n---\n\nThree.\n", "一。\n\n二。\n\n---\n\n三。\n"), ["1=1+3", "5=7"]);
    // What is in an item and what follows the list are not in a row.
    assert_eq!(shapes("- One.\n\n  Two.\n\nThree.\n", "- 一。\n\n二。\n"), ["1+3=1", "5=3"]);
}

#[test]
fn links_whatever_their_language_and_folder() {
    let first = "[a](https://lamp.example/en/start) and [b](docs/use.md), [c](https://lamp.example/bulbs).\n";
    assert_eq!(
        lone_links(first, "[甲](https://lamp.example/zh-cn/start)、[乙](../docs/use.zh.md)。\n"),
        ["https://lamp.example/bulbs"]
    );
    let second = "[甲](https://lamp.example/start), [乙](use.md), [丙](https://lamp.example/bulbs), [丁](https://lamp.example/灯).\n";
    assert_eq!(lone_links(first, second), ["https://lamp.example/灯"]);
    // Badges and links to headings are not compared, nor what stands in a section that the other page lacks.
    let badge = "![build](https://img.shields.io/badge/ok-green) [use](#use)\n";
    assert_eq!(lone_links(badge, "无。\n"), [""; 0]);
    assert_eq!(lone_links("One.\n\n## LED 7\n\n[a](https://lamp.example/led).\n", "一。\n"), [""; 0]);
}

#[test]
fn pictures_of_one_name_by_their_folder() {
    let first = "![a](img/one/lamp.png) ![b](img/two/lamp.png)\n";
    assert_eq!(lone_links(first, "![甲](../img/one/lamp.png)\n"), ["img/two/lamp.png"]);
    assert_eq!(lone_links("![a](img/one/lamp.png)\n", "![甲](lamp.png)\n"), [""; 0]);
}
