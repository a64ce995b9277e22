//! Lines that were meant as headings and are shown as text or as code.

use crate::build::heading_lines::{HeadingDefect, HeadingMarks, heading_marks};
use crate::model::{Block, BlockKind, Document, InlineKind, Span, Target};
use crate::slug::slug;
use std::collections::BTreeSet;

/// Such a line.
#[derive(Clone, Debug)]
pub struct BrokenHeadingLine {
    /// The line.
    pub line: Span,
    /// What it begins with.
    pub marks: HeadingMarks,
}

/// The broken headings of `document`, in order. Several such lines in a row are settings or a script, and one `#` before a word
/// is a hashtag unless a link leads to it, or the document begins with such a line and has no other headings.
pub fn broken_headings(document: &Document) -> Vec<BrokenHeadingLine> {
    let found: Vec<(usize, Span, HeadingMarks)> = (1..=document.lines().count())
        .filter_map(|number| {
            let line = document.lines().content(number, document.source());
            Some((number, line, heading_marks(document.text(line))?))
        })
        .collect();
    if found.is_empty() {
        return Vec::new();
    }
    let is_line = |other: usize| found.binary_search_by_key(&other, |(number, ..)| *number).is_ok();
    let in_a_row = |number: usize| is_line(number + 1) || number > 1 && is_line(number - 1);
    let led_to = missing_anchors(document);
    let has_others = !document.sections().is_empty()
        || found.iter().any(|(_, line, marks)| marks.is_plain && is_prose(document, *line, marks));
    let no_blanks = !has_others && found.iter().any(|(_, line, marks)| opens(document, *line, marks));
    let is_broken = |(number, line, marks): &&(usize, Span, HeadingMarks)| {
        let is_told = match marks.defect {
            HeadingDefect::Indented => {
                is_lone_code(document, *number, *line, marks) || goes_on_with(document, *line, marks)
            }
            _ => is_prose(document, *line, marks) && !in_a_row(*number),
        };
        let reads_so = || {
            let is_title = has_others && opens(document, *line, marks);
            is_title || no_blanks && stands_alone(document, *number, *line, marks)
        };
        is_told && (marks.is_plain || led_to.contains(&anchor(document, marks)) || reads_so())
    };
    let broken = found.iter().filter(is_broken);
    broken.map(|(_, line, marks)| BrokenHeadingLine { line: *line, marks: marks.clone() }).collect()
}

/// The innermost block that begins at or before `offset`.
pub fn block_at(document: &Document, offset: usize) -> Option<&Block> {
    let after = document.blocks().partition_point(|block| block.span.start <= offset);
    document.blocks().get(..after).and_then(<[Block]>::last)
}

/// Whether the marks of `line` are text of a paragraph or a cell.
fn is_prose(document: &Document, line: Span, marks: &HeadingMarks) -> bool {
    let offset = line.start + marks.indent;
    if document.is_verbatim(offset) {
        return false;
    }
    let Some(block) = block_at(document, offset) else { return false };
    if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Cell) || !block.span.covers(offset) {
        return false;
    }
    // An item's own first line begins behind its marker.
    let inlines = document.inlines_in(block);
    let at = inlines.partition_point(|inline| inline.span.end <= offset);
    inlines.get(at).is_some_and(|inline| inline.kind == InlineKind::Text && inline.span.covers(offset))
}

/// Whether `line` is a block of indented code by itself, at the top level, that no text above introduces, in a document with
/// headings of its level.
fn is_lone_code(document: &Document, number: usize, line: Span, marks: &HeadingMarks) -> bool {
    let offset = line.start + marks.indent;
    let Some(block) = block_at(document, offset) else { return false };
    let is_alone = block.kind == BlockKind::Code
        && block.parent.is_none()
        && block.span.covers(offset)
        && document.line_of(block.span.start) == number
        && document.line_of(block.span.end.saturating_sub(1)) == number;
    let before = document.source().get(..block.span.start.min(line.start)).unwrap_or("").trim_end();
    let is_introduced = before.ends_with([':', '：']);
    let has_level = document.sections().iter().any(|section| usize::from(section.level) == marks.level);
    is_alone && !is_introduced && has_level
}

/// Whether `line` is the rest of a text at the top level, which takes in what is indented (CommonMark 4.8).
fn goes_on_with(document: &Document, line: Span, marks: &HeadingMarks) -> bool {
    let block = block_at(document, line.start + marks.indent);
    is_prose(document, line, marks)
        && block.is_some_and(|block| block.parent.is_none() && block.span.start < line.start)
}

/// Whether `line` is a paragraph by itself, at the top level, with another block below it that is none such.
fn stands_alone(document: &Document, number: usize, line: Span, marks: &HeadingMarks) -> bool {
    let block = block_at(document, line.start + marks.indent);
    let is_alone = block.is_some_and(|block| block.parent.is_none() && document.line_of(block.span.end) == number);
    let below = document.blocks().partition_point(|block| block.span.start <= line.end);
    let below = document.blocks().get(below).map(|block| document.text(block.span));
    is_alone && !marks.text.contains('#') && below.is_some_and(|text| !text.starts_with('#'))
}

/// Whether `line` is the first of a document without a title, and reads like one.
fn opens(document: &Document, line: Span, marks: &HeadingMarks) -> bool {
    let is_first = document
        .blocks()
        .first()
        .is_some_and(|block| block.span.start >= line.start && block.span.start <= line.start + marks.indent);
    let has_title = document.sections().iter().any(|section| section.level == 1);
    is_first && marks.level == 1 && !has_title && !marks.text.contains('#')
}

/// The anchors that links of the document name and that do not exist.
fn missing_anchors(document: &Document) -> BTreeSet<String> {
    let known: BTreeSet<&str> = document.anchors().collect();
    let links = document.links().iter().filter_map(|link| match &link.target {
        Target::Anchor(anchor) => Some(anchor.as_str()),
        _ => None,
    });
    links.filter(|anchor| !known.contains(anchor)).map(str::to_owned).collect()
}

/// The anchor that the heading would have.
fn anchor(document: &Document, marks: &HeadingMarks) -> String {
    let style = document.host_style();
    let heading = Document::parse_for(format!("# {}\n", marks.text), style);
    heading.sections().first().map_or_else(|| slug(&marks.text, style), |section| section.slug.to_string())
}
