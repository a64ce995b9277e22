//! # formatting/broken-heading
//!
//! A line that was meant as a heading and is shown as text or as code: no blank after the `#`s, full-width `＃`, seven
//! of them, or four blanks before them.
//!
//! ## Why
//!
//! Readers see the `#`s, the section is part of the one above, the contents lead nowhere, and where a list stands above
//! without a blank line the line becomes part of its last entry.
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
//! One `#` before a word is a hashtag, a number or a colour, unless it opens the document (then all are headings where no
//! line is written otherwise), and so may be two before a small letter (a channel): they are reported where a link of the
//! document leads to such a heading. Lines in code,
//! raw HTML and front matter, several such lines in a row (settings, a script) and lines indented by four under a text
//! with a colon are left alone.
//!
//! ## Fix
//!
//! Safe: a blank is put in, `＃` becomes `#`, six `#` stay, the indentation goes. Unsafe where the line reads like a
//! sentence, and where six `#` leave out levels.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Applicability, Effects, Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use curate_document::broken_heading::{block_at, broken_headings};
use curate_document::heading_lines::{HeadingDefect, HeadingMarks};
use curate_document::{BlockKind, Document, Span};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    aliases: &["MD018", "MD023"],
    has_parts: true,
    ..Declaration::error(
        include_str!("broken_heading.rs"),
        "a line meant as a heading that is shown as text or code",
        Make::plain(|_| Box::new(BrokenHeading)),
    )
};

/// Headings of more bytes are sentences.
const LONGEST: usize = 160;

struct BrokenHeading;

impl Rule for BrokenHeading {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for broken in broken_headings(context.document) {
            sink.report(finding(context, broken.line, &broken.marks));
        }
    }
}

fn finding(context: &Context<'_>, line: Span, marks: &HeadingMarks) -> Finding {
    let shown = Span::new(line.start + marks.indent, line.start + marks.end);
    let written = "#".repeat(marks.level);
    let block = block_at(context.document, line.start + marks.indent);
    let follows_line = block.is_some_and(|block| block.kind == BlockKind::Paragraph);
    let message = match marks.defect {
        HeadingDefect::NoBlank => text!("no blank after `{written}`: the line is shown as text", written = &written),
        HeadingDefect::OtherBlank => {
            text!("the blank after `{written}` is not a plain one: the line is shown as text", written = &written)
        }
        HeadingDefect::FullWidth => text!("full-width `＃` do not make a heading: the line is shown as text"),
        HeadingDefect::TooMany => {
            text!("{count} `#` do not make a heading: the line is shown as text", count = marks.count)
        }
        HeadingDefect::Indented if follows_line => {
            text!("four blanks before it make the heading a part of the text above")
        }
        HeadingDefect::Indented => text!("four blanks before a heading make it code"),
    };
    let text = &marks.text;
    let right = format!("{written} {text}");
    let reads_like_text = text.len() > LONGEST || text.ends_with(['.', '。', ',', '，', ';', '；', '、']);
    let follows_text =
        marks.defect == HeadingDefect::Indented && kind_before(context.document, line) == Some(BlockKind::Paragraph);
    // With so many marks the level may be a mistake too.
    let skips_levels = marks.defect == HeadingDefect::TooMany && level_above(context.document, line) + 1 < marks.level;
    let safety =
        if reads_like_text || follows_text || skips_levels { Applicability::Unsafe } else { Applicability::Safe };
    let span = Span::new(line.start, line.start + marks.end);
    let effects = Effects {
        headings: true,
        entries: true,
        verbatim: marks.defect == HeadingDefect::Indented,
        links: marks.defect == HeadingDefect::Indented,
        keys: marks.defect == HeadingDefect::Indented,
        ..Effects::NONE
    };
    let title = text!("Write `{written} …`", written = &written);
    let fix = Fix::of(title, safety).edit(context.edition, span, right).with_effects(effects);
    let help = text!("write `{written} ` and the text, at the beginning of the line", written);
    let aliases: &[&str] = match marks.defect {
        HeadingDefect::NoBlank | HeadingDefect::OtherBlank => &["MD018"],
        HeadingDefect::Indented => &["MD023"],
        HeadingDefect::FullWidth | HeadingDefect::TooMany => &[],
    };
    let finding = Finding::at(shown, message).help(help).aliases(aliases);
    // What ends a table, renderers do not agree on.
    if block.is_some_and(|block| block.kind == BlockKind::Cell) {
        return finding.help(text!("put a blank line above it, and a blank after the marks"));
    }
    finding.fix(fix)
}

/// The level of the last heading above `line`; 0 where there is none.
fn level_above(document: &Document, line: Span) -> usize {
    let after = document.sections().partition_point(|section| section.span.start < line.start);
    let above = after.checked_sub(1).and_then(|index| document.sections().get(index));
    above.map_or(0, |section| usize::from(section.level))
}

/// What the last top-level block above `line` is.
fn kind_before(document: &Document, line: Span) -> Option<BlockKind> {
    let before = document.blocks().partition_point(|block| block.span.start < line.start);
    let blocks = document.blocks().get(..before).unwrap_or(&[]);
    blocks.iter().rev().find(|block| block.parent.is_none()).map(|block| block.kind)
}
