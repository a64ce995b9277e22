//! # formatting/broken-heading
//!
//! A line that was meant as a heading and is shown as text or as code: no blank after the `#`s, full-width `＃`, seven of
//! them, or four blanks before them.
//!
//! ## Why
//!
//! Readers see the `#`s, the section is part of the one above, the contents lead nowhere, and where a list stands above
//! without a blank line its last entry takes the line in.
//!
//! ## Bad
//!
//! ```markdown
//! ##Spades
//!
//! ＃＃ Rakes
//!
//! ####### Hoes
//! ```
//!
//! ## Good
//!
//! ```markdown
//! ## Spades
//!
//! ## Rakes
//!
//! ###### Hoes
//! ```
//!
//! One `#` before a word is a hashtag, a number or a colour, unless it opens the document, and so may be two before a small
//! letter (a channel): they are reported where a link of the document leads to such a heading. Lines in code, raw HTML and front
//! matter, several such lines in a row (settings, a script) and lines indented by four under a text with a colon are left alone.
//!
//! ## Fix
//!
//! Safe: a blank is put in, `＃` becomes `#`, six `#` stay, the indentation goes. Unsafe where the line reads like a
//! sentence, and where six `#` leave out levels.

use crate::engine::diagnostic::{Applicability, Effects, Finding, Fix, Severity};
use crate::engine::rule::{Context, Declaration, FixKind, Rule, Sink, Subject};
use crate::formatting::heading_lines::{Defect, Marks, marks};
use curate_document::slug::{HostStyle, slug};
use curate_document::{Block, BlockKind, Document, InlineKind, Span, Target};
use std::collections::BTreeSet;

/// The declaration of `formatting/broken-heading`.
pub const RULE: Declaration = Declaration {
    name: "formatting/broken-heading",
    summary: "a line meant as a heading that is shown as text or code",
    severity: Severity::Error,
    on_by_default: true,
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    yields_to: &[],
    options: &[],
    source: include_str!("broken_heading.rs"),
    build: |_| Box::new(BrokenHeading),
};

/// Headings of more bytes are sentences.
const LONGEST: usize = 160;

struct BrokenHeading;

impl Rule for BrokenHeading {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let found: Vec<(usize, Span, Marks)> = (1..=document.lines().count())
            .filter_map(|number| {
                let line = document.lines().content(number, document.source());
                Some((number, line, marks(document.text(line))?))
            })
            .collect();
        let in_a_row = |number: usize| {
            let is_line = |other: usize| found.binary_search_by_key(&other, |(number, ..)| *number).is_ok();
            is_line(number + 1) || number > 1 && is_line(number - 1)
        };
        let led_to = if found.is_empty() { BTreeSet::new() } else { unanswered(document) };
        for (number, line, marks) in &found {
            let is_told = match marks.defect {
                Defect::Indented => is_lone_code(document, *number, *line, marks),
                _ => is_prose(document, *line, marks) && !in_a_row(*number),
            };
            if is_told && (marks.is_plain || led_to.contains(&anchor(marks)) || opens(document, *line, marks)) {
                sink.report(finding(context, *line, marks));
            }
        }
    }
}

fn finding(context: &Context<'_>, line: Span, marks: &Marks) -> Finding {
    let shown = Span::new(line.start + marks.indent, line.start + marks.end);
    let written = "#".repeat(marks.level);
    let message = match marks.defect {
        Defect::NoBlank => format!("no blank after `{written}`: the line is shown as text"),
        Defect::OtherBlank => format!("the blank after `{written}` is no plain one: the line is shown as text"),
        Defect::FullWidth => "full-width `＃` make no heading: the line is shown as text".to_owned(),
        Defect::TooMany => format!("{} `#` make no heading: the line is shown as text", marks.count),
        Defect::Indented => "four blanks before a heading make it code".to_owned(),
    };
    let text = &marks.text;
    let right = format!("{written} {text}");
    let reads_like_text = text.len() > LONGEST || text.ends_with(['.', '。', ',', '，', ';', '；', '、']);
    let follows_text =
        marks.defect == Defect::Indented && kind_before(context.document, line) == Some(BlockKind::Paragraph);
    // With so many marks the level may be a slip too.
    let skips_levels = marks.defect == Defect::TooMany && level_above(context.document, line) + 1 < marks.level;
    let safety =
        if reads_like_text || follows_text || skips_levels { Applicability::Unsafe } else { Applicability::Safe };
    let span = Span::new(line.start, line.start + marks.end);
    let effects = Effects {
        headings: true,
        entries: true,
        verbatim: marks.defect == Defect::Indented,
        links: marks.defect == Defect::Indented,
        keys: marks.defect == Defect::Indented,
        ..Effects::NONE
    };
    let fix = Fix::of(format!("Write `{written} …`"), safety).edit(context.edition, span, right).with_effects(effects);
    let help = format!("write `{written} ` and the text, at the beginning of the line");
    let finding = Finding::at(shown, message).help(help);
    // What ends a table, renderers do not agree on.
    if block_at(context.document, line.start + marks.indent).is_some_and(|block| block.kind == BlockKind::Cell) {
        return finding.help("put a blank line above it, and a blank after the marks");
    }
    finding.fix(fix)
}

/// The level of the last heading above `line`; 0 where there is none.
fn level_above(document: &Document, line: Span) -> usize {
    let after = document.sections().partition_point(|section| section.span.start < line.start);
    let above = after.checked_sub(1).and_then(|index| document.sections().get(index));
    above.map_or(0, |section| usize::from(section.level))
}

/// The innermost block that begins at or before `offset`.
fn block_at(document: &Document, offset: usize) -> Option<&Block> {
    let after = document.blocks().partition_point(|block| block.span.start <= offset);
    document.blocks().get(..after).and_then(<[Block]>::last)
}

/// What the last top-level block above `line` is.
fn kind_before(document: &Document, line: Span) -> Option<BlockKind> {
    let before = document.blocks().partition_point(|block| block.span.start < line.start);
    let blocks = document.blocks().get(..before).unwrap_or(&[]);
    blocks.iter().rev().find(|block| block.parent.is_none()).map(|block| block.kind)
}

/// Whether the marks of `line` are text of a paragraph or a cell.
fn is_prose(document: &Document, line: Span, marks: &Marks) -> bool {
    let offset = line.start + marks.indent;
    if document.is_verbatim(offset) {
        return false;
    }
    let Some(block) = block_at(document, offset) else { return false };
    if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Cell) || !block.span.covers(offset) {
        return false;
    }
    // An item's own first line begins behind its marker.
    let inlines = document.inlines().get(block.inlines.0 as usize..block.inlines.1 as usize).unwrap_or(&[]);
    let at = inlines.partition_point(|inline| inline.span.end <= offset);
    inlines.get(at).is_some_and(|inline| inline.kind == InlineKind::Text && inline.span.covers(offset))
}

/// Whether `line` is a block of indented code by itself, at the top level, that no text above introduces, in a document with
/// headings of its level.
fn is_lone_code(document: &Document, number: usize, line: Span, marks: &Marks) -> bool {
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

/// Whether `line` is the first of a document without a title, and reads like one.
fn opens(document: &Document, line: Span, marks: &Marks) -> bool {
    let is_first = document
        .blocks()
        .first()
        .is_some_and(|block| block.span.start >= line.start && block.span.start <= line.start + marks.indent);
    let has_title = document.sections().iter().any(|section| section.level == 1);
    is_first && marks.level == 1 && !has_title && !document.sections().is_empty() && !marks.text.contains('#')
}

/// The anchors that links of the document ask for and nothing answers.
fn unanswered(document: &Document) -> BTreeSet<String> {
    let known: BTreeSet<&str> = document.anchors().collect();
    let links = document.links().iter().filter_map(|link| match &link.target {
        Target::Anchor(anchor) => Some(anchor.as_str()),
        _ => None,
    });
    links.filter(|anchor| !known.contains(anchor)).map(str::to_owned).collect()
}

/// The anchor that the heading would have.
fn anchor(marks: &Marks) -> String {
    let heading = Document::parse(format!("# {}\n", marks.text));
    heading.sections().first().map_or_else(|| slug(&marks.text, HostStyle::GitHub), |section| section.slug.to_string())
}
