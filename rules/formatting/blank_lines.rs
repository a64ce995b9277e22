//! # formatting/blank-lines
//!
//! No blank line between a heading or a list and the text beside it, where most of the document has one; and places
//! where its lack changes what is rendered. More than one blank line in a row is a hint.
//!
//! ## Why
//!
//! Not every program ends a list where a heading begins. And some lines need the blank line in any program: a line of
//! its own right under an item becomes part of the item, a line of dashes right under a text makes a heading of it. A single
//! blank line between two items of a list that has none elsewhere makes paragraphs of all of them.
//!
//! Two blank lines before the headings of a document are its habit, also where an anchor or a comment stands over a
//! heading, or where a section ends without one: before a rule or definitions. An edition that has them where its source
//! has them only mirrors it. Where the line before a list is an item of it that lost its marker, no blank line is what is missing.
//! Blank lines that set off what a document closes with, or a text after a list, are meant so.
//!
//! ## Bad
//!
//! ```markdown
//! ## Compilers
//! - [Ada](https://ada.example) - A compiler.
//! ## Linters
//! ```
//!
//! ## Good
//!
//! ```markdown
//! ## Compilers
//!
//! - [Ada](https://ada.example) - A compiler.
//!
//! ## Linters
//! ```
//!
//! ## Fix
//!
//! Safe: one blank line is put in, those in excess are removed. Unsafe where a heading ends to be one, and within lists.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Applicability, Effects, Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::engine::summarize;
use crate::formatting::support::surplus_lines;
use crate::formatting::support::tight_lists;
use crate::text::majority::Majority;
use curate_document::script::display_width;
use curate_document::{Block, BlockId, BlockKind, Document, InlineKind, LinkKind, Span, Target};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    yields_to: &["entries/glued"],
    aliases: &["MD012", "MD022", "MD032", "no-consecutive-blank-lines", "no-missing-blank-lines"],
    ..Declaration::warning(
        include_str!("blank_lines.rs"),
        "no blank line around a heading or list, or more than one",
        Make::plain(|_| Box::new(BlankLines)),
    )
};

/// A text wider than this, in columns, is no heading.
const HEADING_CAP: usize = 80;

/// So many equal lines in the first column belong to the document, not to the items above them.
const REPEATED: usize = 3;

struct BlankLines;

/// A place where two blocks meet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    BeforeHeading,
    AfterHeading,
    BeforeList,
    /// Between a line in emphasis, as good as a heading, and the list under it.
    AfterLabel,
}

impl Rule for BlankLines {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        around(context, sink);
        let atx = context
            .document
            .blocks()
            .iter()
            .filter(|block| is_heading(block) && context.document.text(block.span).starts_with('#'));
        let has_atx = atx.take(3).count() == 3;
        for (index, block) in context.document.blocks().iter().enumerate() {
            let id = BlockId(index as u32);
            match block.kind {
                BlockKind::Heading { level: 2 } if has_atx => accidental_heading(id, block, context, sink),
                BlockKind::Paragraph => swallowed(id, block, context, sink),
                _ => {}
            }
        }
        tight_lists::judge(context, sink);
        surplus_lines::judge(context, sink);
    }
}

fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading { .. })
}

/// Headings and lists at the top level, against what most of them have.
fn around(context: &Context<'_>, sink: &mut Sink<'_>) {
    let document = context.document;
    let blocks: Vec<&Block> = document.blocks().iter().filter(|block| block.parent.is_none()).collect();
    let mut majorities: [Majority<bool>; 4] = Default::default();
    let mut missing: [Vec<Finding>; 4] = Default::default();
    for pair in blocks.windows(2) {
        let [above, below] = pair else { continue };
        let Some(place) = place_between(document, above, below) else { continue };
        let line = document.line_of(below.span.start);
        let blank = is_blank(document, line.saturating_sub(1));
        if let Some(majority) = majorities.get_mut(place as usize) {
            majority.add(None, blank);
        }
        if !blank && let Some(missing) = missing.get_mut(place as usize) {
            missing.push(without_blank(place, above, below, context));
        }
    }
    let places = ["before headings", "after headings", "before lists", "after lines in emphasis"];
    for (majority, (missing, words)) in majorities.iter().zip(missing.into_iter().zip(places)) {
        if majority.style(None) == Some(true) {
            let summary = move |count| format!("no blank line {words}, here and in {} more places", count - 1);
            summarize::report(missing, summary, "Insert the blank lines", context, sink);
        }
    }
}

/// Comments and other raw HTML keep to what they stand at.
fn place_between(document: &Document, above: &Block, below: &Block) -> Option<Place> {
    if above.kind == BlockKind::Html || below.kind == BlockKind::Html || is_markup(document, above) {
        return None;
    }
    match (is_heading(above), is_heading(below), below.kind) {
        (_, true, _) => Some(Place::BeforeHeading),
        (true, false, _) => Some(Place::AfterHeading),
        (false, false, BlockKind::List { .. }) if above.kind == BlockKind::Paragraph => {
            let place = if is_label(document.text(above.span)) { Place::AfterLabel } else { Place::BeforeList };
            (!is_lost_item(document, above, below)).then_some(place)
        }
        _ => None,
    }
}

/// Whether `text` is one line that is all in emphasis: `**Lamps**`, `**Lamps:**`, `**Lamps**:`.
fn is_label(text: &str) -> bool {
    let text = text.trim().trim_end_matches([':', '：']);
    let is_within = |mark: &str| {
        let inside = text.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        inside.is_some_and(|inside| !inside.is_empty() && !inside.contains(['\n', '*', '_']))
    };
    ["**", "__", "*", "_"].into_iter().any(is_within)
}

/// Whether the last line of the text `above` the list `below` is an item of it without its marker, or with one that is glued to it:
/// a link and what is said of it.
fn is_lost_item(document: &Document, above: &Block, below: &Block) -> bool {
    let last = document.lines().content(document.line_of(above.span.end.saturating_sub(1)), document.source());
    let first = document.lines().content(document.line_of(below.span.start), document.source());
    let lead = |line: Span| {
        let at = document.links().partition_point(|link| link.span.start < line.start);
        let link = document.links().get(at).filter(|link| link.has_text && line.contains(link.span))?;
        is_lead(document.text(Span::new(line.start, link.span.start))).then_some(link)
    };
    let Some(behind) = lead(last).map(|link| document.text(Span::new(link.span.end, last.end)).trim_end()) else {
        return false;
    };
    behind.contains(char::is_alphabetic) && !behind.ends_with([':', '：']) && lead(first).is_some()
}

/// Whether `text` before a link is a marker, emphasis, a letter or two that are left of them, and nothing else.
fn is_lead(text: &str) -> bool {
    let bare = text.trim().trim_start_matches(['-', '*', '+']).trim_start();
    let is_glued = bare.len() < text.trim().len() && !bare.contains(char::is_whitespace);
    is_glued || bare.trim_matches(['*', '_', '~']).is_empty()
}

/// Whether the paragraph is nothing but raw HTML, such as an anchor.
fn is_markup(document: &Document, block: &Block) -> bool {
    let inlines = document.inlines().get(block.inlines.0 as usize..block.inlines.1 as usize).unwrap_or(&[]);
    block.kind == BlockKind::Paragraph
        && inlines.iter().all(|inline| inline.kind == InlineKind::Html || document.text(inline.span).trim().is_empty())
}

fn without_blank(place: Place, above: &Block, below: &Block, context: &Context<'_>) -> Finding {
    let document = context.document;
    let line = document.line_of(below.span.start);
    let (span, message) = match place {
        Place::BeforeHeading => (below.span, "no blank line before this heading"),
        Place::AfterHeading => (above.span, "no blank line after this heading"),
        Place::BeforeList | Place::AfterLabel => {
            (document.lines().content(line, document.source()), "no blank line before this list")
        }
    };
    Finding::at(span, message).fix(insertion(line, context))
}

/// A blank line before `line`.
fn insertion(line: usize, context: &Context<'_>) -> Fix {
    let lines = context.document.lines();
    let above = context.document.text(lines.span(line.saturating_sub(1)));
    let ending = if above.ends_with("\r\n") { "\r\n" } else { "\n" };
    Fix::safe("Insert a blank line", context.edition, Span::at(lines.span(line).start), ending)
}

/// A blank line before `line`, which loses its indentation, so that the item above does not keep it.
fn insertion_outside(line: usize, context: &Context<'_>) -> Fix {
    let mut fix = insertion(line, context);
    let bytes = context.document.lines().content(line, context.document.source());
    let text = context.document.text(bytes);
    for edit in &mut fix.edits {
        edit.span = Span::new(bytes.start, bytes.start + text.len() - text.trim_start().len());
    }
    fix
}

/// Whether nothing is on `line`, or there is no such line before the first one.
pub(crate) fn is_blank(document: &Document, line: usize) -> bool {
    line == 0 || document.text(document.lines().span(line)).trim().is_empty()
}

/// A text that a line of dashes right under it makes a heading, in a document whose headings begin with `#`.
fn accidental_heading(id: BlockId, block: &Block, context: &Context<'_>, sink: &mut Sink<'_>) {
    let document = context.document;
    let text = document.text(block.span);
    if text.starts_with('#') || block.parent.is_some() {
        return;
    }
    let Some(underline) = text.lines().next_back().filter(|line| line.trim().starts_with("---")) else { return };
    let rendered = document.rendered(id);
    let ends = rendered.trim_end().ends_with(['.', '!', '。', '！']);
    let is_text =
        text.lines().count() > 2 || ends || rendered.trim().is_empty() || display_width(&rendered) > HEADING_CAP;
    if !is_text {
        return;
    }
    let line = document.line_of(block.span.end.saturating_sub(1));
    let span = Span::new(block.span.end.saturating_sub(underline.len()), block.span.end);
    let mut fix = insertion(line, context).with_effects(Effects { headings: true, ..Effects::default() });
    fix.applicability = Applicability::Unsafe;
    sink.report(Finding::at(span, "no blank line before these dashes: they make a heading of the text above").fix(fix));
}

/// A line that became part of the item above and was not meant to: a link back to the contents, or a table.
fn swallowed(id: BlockId, block: &Block, context: &Context<'_>, sink: &mut Sink<'_>) {
    let document = context.document;
    let in_item = document.block(id).and_then(|block| block.parent).and_then(|parent| document.block(parent));
    if !in_item.is_some_and(|item| matches!(item.kind, BlockKind::Item { .. })) {
        return;
    }
    let (first, last) = (document.line_of(block.span.start), document.line_of(block.span.end.saturating_sub(1)));
    for line in first + 1..=last {
        let bytes = document.lines().content(line, document.source());
        let text = document.text(bytes);
        let below = document.text(document.lines().content(line + 1, document.source()));
        let (what, effects) = if text.starts_with('|') && is_delimiter_row(below) {
            ("table", Effects { entries: true, ..Effects::default() })
        } else if is_way_back(document, bytes) {
            ("link", Effects { entries: true, ..Effects::default() })
        } else {
            continue;
        };
        let message = format!("no blank line before this {what}: it is shown as part of the item above");
        // What follows it comes along.
        sink.report(Finding::at(bytes, message).fix(insertion_outside(line, context).with_effects(effects)));
        return;
    }
}

/// Whether `line` is what stands under the head of a table.
fn is_delimiter_row(line: &str) -> bool {
    line.starts_with('|')
        && line.contains('-')
        && line.chars().all(|character| matches!(character, '|' | '-' | ':' | ' ' | '\t'))
}

/// Whether the line is nothing but a link to an anchor, and begins in the first column or stands there elsewhere.
fn is_way_back(document: &Document, line: Span) -> bool {
    let indented = document.text(line);
    let text = indented.trim_start();
    if !text.starts_with(['[', '*', '_']) || (text.len() < indented.len() && !is_repeated(document, text)) {
        return false;
    }
    let line = Span::new(line.end - text.len(), line.end);
    let first = document.links().partition_point(|link| link.span.start < line.start);
    let Some(back) = document.links().get(first).filter(|link| line.contains(link.span)) else { return false };
    let outside = text
        .get(..back.span.start - line.start)
        .unwrap_or("")
        .chars()
        .chain(document.text(Span::new(back.span.end, line.end)).chars());
    // Below a link to another anchor it is one more line of contents.
    let above = document.links().get(..first).and_then(<[_]>::last).filter(|above| above.block == back.block);
    if above.is_some_and(|above| matches!(above.target, Target::Anchor(_))) {
        return false;
    }
    let bare = outside.into_iter().all(|character| matches!(character, '*' | '_' | ' ' | '\t'));
    bare && back.kind == LinkKind::Inline && matches!(back.target, Target::Anchor(_))
}

/// Whether many lines of the document are this text: what is written under sections.
fn is_repeated(document: &Document, text: &str) -> bool {
    document.source().lines().filter(|line| *line == text).take(REPEATED).count() == REPEATED
}
