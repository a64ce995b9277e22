//! Names of people, teams and works, which are as their owners write them: `作者：小松Pine`, `by 阿山Hill`, `月光404实验室`,
//! `《某某Java手册》`.

use crate::formatting::support::entry_separator::separator_of;
use crate::formatting::support::latin::is_latin_or_digit;
use curate_document::script::is_han;
use curate_document::{BlockKind, Document, Glyph, Prose};
use std::ops::Range;

/// What stands before the name of who made something; a colon or a space follows.
const CREDITS: [&str; 22] = [
    "作者",
    "原作者",
    "译者",
    "譯者",
    "翻译",
    "翻譯",
    "整理",
    "编者",
    "編者",
    "主编",
    "维护者",
    "維護者",
    "维护",
    "讲师",
    "主讲",
    "博主",
    "出品",
    "贡献者",
    "貢獻者",
    "著",
    "訳",
    "訳者",
];

/// What the names of teams and institutions end with.
const TEAMS: [&str; 22] = [
    "实验室",
    "實驗室",
    "工作室",
    "团队",
    "團隊",
    "战队",
    "小组",
    "社区",
    "社區",
    "学院",
    "學院",
    "大学",
    "大學",
    "公司",
    "集团",
    "集團",
    "研究院",
    "研究所",
    "联盟",
    "翻译组",
    "字幕组",
    "俱乐部",
];

/// Characters that are in phrases about tools and in hardly any name.
const OF_PHRASES: &str = "用的在和与與及是为為对對从從将將把被支持基于於使版库庫器具框架件端口码碼包语語言编編写寫开開发發源免费費轻輕量官方线線简簡\
    快含无無需提供导導出入兼容类類似实實现現例如可不能一个個种種第多全新高低";

/// The longest name, in characters; the most Han letters in a person's.
const LONGEST: usize = 14;
const LONGEST_OF_PERSON: usize = 4;

/// The parts of `prose` that are names, as ranges of glyphs, in no order.
pub(crate) fn names(prose: &Prose<'_>, document: &Document) -> Vec<Range<usize>> {
    let glyphs = prose.glyphs();
    let mut found: Vec<Range<usize>> = Vec::new();
    for (index, _) in glyphs.iter().enumerate() {
        if let Some(start) = after_credit(glyphs, index)
            && found.last().is_none_or(|last| last.end <= start)
        {
            found.push(start..end_of_names(glyphs, start));
        }
    }
    found.extend(works(glyphs));
    let text = description(prose, document);
    if text.clone().any(|index| glyphs.get(index).is_some_and(|glyph| is_han(glyph.character)))
        && is_nothing_but_names(glyphs.get(text.clone()).unwrap_or(&[]))
    {
        found.push(text);
    }
    found
}

/// The titles of books and other works, without their marks: `《某某Java手册》`.
pub(crate) fn works(glyphs: &[Glyph]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open = None;
    for (index, glyph) in glyphs.iter().enumerate() {
        match glyph.character {
            '《' | '〈' | '『' => open = Some(index + 1),
            '》' | '〉' | '』' => found.extend(open.take().map(|start| start..index)),
            _ => {}
        }
    }
    found
}

/// Where names begin, if a credit begins at `index`: after `作者：`, `by `.
fn after_credit(glyphs: &[Glyph], index: usize) -> Option<usize> {
    let at = |index: usize| glyphs.get(index).map(|glyph| glyph.character);
    let spells = |word: &str| {
        let count = word.chars().count();
        let is_spelt = word.chars().enumerate().all(|(offset, letter)| at(index + offset) == Some(letter));
        is_spelt.then_some(index + count)
    };
    let before = index.checked_sub(1).and_then(at);
    let first = at(index)?;
    if matches!(first, 'b' | 'B' | 'v') {
        let begins = before.is_none_or(|before| !is_latin_or_digit(before));
        let end = ["by", "By", "BY", "via"].iter().find_map(|word| spells(word)).filter(|_| begins)?;
        return (at(end) == Some(' ')).then_some(end + 1);
    }
    if !is_han(first) {
        return None;
    }
    let end = CREDITS.iter().find_map(|word| spells(word).filter(|end| matches!(at(*end), Some('：' | ':'))))?;
    let spaces = glyphs.get(end + 1..).unwrap_or(&[]).iter().take_while(|glyph| glyph.character == ' ').count();
    Some(end + 1 + spaces)
}

/// Where the names that begin at `start` end: with the first part of a row that looks like none.
fn end_of_names(glyphs: &[Glyph], start: usize) -> usize {
    let mut end = start;
    let mut is_first = true;
    for part in parts(glyphs, start..glyphs.len()) {
        if !is_first && !looks_like_name(glyphs.get(part.clone()).unwrap_or(&[])) {
            break;
        }
        is_first = false;
        end = part.end;
        if glyphs.get(end).is_none_or(|glyph| ends_row(glyph.character)) {
            break;
        }
    }
    end
}

/// The parts of `range` between commas and other marks.
fn parts(glyphs: &[Glyph], range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut start = range.start;
    let ends = (range.start..=range.end)
        .filter(move |index| *index == range.end || glyphs.get(*index).is_none_or(|glyph| is_between(glyph.character)));
    ends.map(move |end| {
        let part = start..end;
        start = end + 1;
        part
    })
}

fn is_between(character: char) -> bool {
    ends_row(character) || matches!(character, '，' | ',' | '、' | '/' | '&' | '＆' | '+')
}

fn ends_row(character: char) -> bool {
    matches!(character, '。' | '；' | ';' | '！' | '？' | '（' | '(' | '）' | ')' | '.' | '：' | ':' | '\u{FFFC}' | '|')
}

/// The text that says what an item or a cell presents: after its separator, else all of it.
fn description(prose: &Prose<'_>, document: &Document) -> Range<usize> {
    let glyphs = prose.glyphs();
    let kind = |id: Option<curate_document::BlockId>| id.and_then(|id| document.block(id)).map(|block| block.kind);
    let block = document.block(prose.block);
    let is_cell = block.is_some_and(|block| block.kind == BlockKind::Cell);
    let in_item = matches!(kind(block.and_then(|block| block.parent)), Some(BlockKind::Item { .. }));
    if !is_cell && !in_item {
        return 0..0;
    }
    let separator = separator_of(prose, document);
    let start = separator.map_or(0, |separator| glyphs.partition_point(|glyph| glyph.span.start < separator.end));
    start..glyphs.len()
}

/// Whether `text` is one name or a row of names: nothing else is said.
fn is_nothing_but_names(text: &[Glyph]) -> bool {
    if text.iter().any(|glyph| glyph.link.is_some()) {
        return false;
    }
    let all: Vec<&[Glyph]> = parts(text, 0..text.len())
        .map(|part| trimmed(text.get(part).unwrap_or(&[])))
        .filter(|part| !part.is_empty())
        .collect();
    // Without Latin letters and digits in it any two words look like names.
    text.iter().any(|glyph| is_latin_or_digit(glyph.character)) && all.iter().all(|part| looks_like_name(part))
}

fn trimmed(mut text: &[Glyph]) -> &[Glyph] {
    while let [first, rest @ ..] = text {
        if first.character != ' ' {
            break;
        }
        text = rest;
    }
    while let [rest @ .., last] = text {
        if last.character != ' ' {
            break;
        }
        text = rest;
    }
    text
}

/// A person (`小松Pine`, `Tree阿树`, `张三`, `Ann Hill`) or a team (`月光404实验室`).
fn looks_like_name(part: &[Glyph]) -> bool {
    let part = trimmed(part);
    let text: String = part.iter().map(|glyph| glyph.character).collect();
    if part.is_empty() || part.len() > LONGEST {
        return false;
    }
    let of_team = TEAMS.iter().find_map(|team| text.strip_suffix(team));
    let is_phrase = of_team.unwrap_or(&text).contains(|letter| OF_PHRASES.contains(letter));
    !is_phrase && (of_team.is_some() || is_person(&text))
}

fn is_person(text: &str) -> bool {
    let han = text.chars().filter(|letter| is_han(*letter)).count();
    let words: Vec<&str> =
        text.split(|letter: char| is_han(letter) || letter == ' ').filter(|word| !word.is_empty()).collect();
    let is_given = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && word.len() > 2 && letters.all(char::is_lowercase)
    };
    han <= LONGEST_OF_PERSON && words.len() <= 1 + usize::from(han == 0) && words.iter().all(is_given)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_name() {
        for (text, expected) in [
            ("- 小松Pine，大川River，阿山Hill", vec!["小松Pine，大川River，阿山Hill"]),
            ("- 月光404实验室", vec!["月光404实验室"]),
            ("- 用Rust写成", vec![]),
            ("- 支持PDF，导出CSV", vec![]),
            ("- 开源IDE", vec![]),
            ("见文章，作者：小松Pine，大川River，用Rust写成。", vec!["小松Pine，大川River"]),
            ("Written by 某某Tech团队。用Rust写成", vec!["某某Tech团队"]),
            ("作者用Rust写成", vec![]),
            ("见《某某Java手册》一书", vec!["某某Java手册"]),
        ] {
            let document = Document::parse(text);
            let (block, _) = document.leaves().next().expect("a block");
            let prose = Prose::of(&document, block);
            let found: Vec<String> = names(&prose, &document)
                .into_iter()
                .map(|range| prose.glyphs().get(range).expect("in range").iter().map(|glyph| glyph.character).collect())
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
