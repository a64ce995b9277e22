//! # formatting/blank-lines
//!
//! No blank line between a heading or a list and the text beside it, where most of the document has one; and places
//! where its lack changes what is rendered. More than one blank line in a row is a hint.
//!
//! ## Why
//!
//! Not every program ends a list where a heading begins. And some lines need the blank line in any program: a line of
//! its own right under an item becomes part of the item, a line of dashes right under a text turns it into a heading.
//! A single blank line between two items of a list that has none elsewhere turns all of them into paragraphs.
//!
//! Two blank lines before headings are a style where at least 30 % of the headings have them, also where an anchor or a comment
//! stands above the heading, or where a section ends without one: before a rule or definitions. An edition that has
//! them where its source has them only mirrors it. Where the line before a list is an item that lost its marker, a
//! blank line is not what is missing. Blank lines that set off the end of a document, or a text after a list, are
//! intentional.
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
//! Safe: one blank line is put in, those in excess are removed. Unsafe where a line stops being a heading, and within
//! lists.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::engine::summarize;
use crate::formatting::support::absorbed_lines::{absorbed, accidental_heading};
use crate::formatting::support::blank_line::{insertion, is_blank_line};
use crate::formatting::support::consecutive_blank_lines;
use crate::formatting::support::lost_item::is_lost_item;
use crate::formatting::support::tight_lists;
use crate::text::majority::Majority;
use curate_document::{Block, BlockId, BlockKind, Document, InlineKind, Span};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    yields_to: &["entries/glued"],
    aliases: &["MD012", "MD022", "MD032", "no-consecutive-blank-lines", "no-missing-blank-lines", "prettier"],
    has_parts: true,
    parameters: &[("MD012.maximum", None), ("MD022.lines_above", None), ("MD022.lines_below", None)],
    ..Declaration::warning(
        include_str!("blank_lines.rs"),
        "no blank line around a heading or list, or more than one",
        Make::plain(|_| Box::new(BlankLines)),
    )
};

/// What other linters call a heading without a blank line above it, or below.
const ABOVE_HEADING: &[&str] = &["MD022", "MD022.lines_above", "no-missing-blank-lines", "prettier"];
const BELOW_HEADING: &[&str] = &["MD022", "MD022.lines_below", "no-missing-blank-lines", "prettier"];
/// What they call a list without them.
const AROUND_LIST: &[&str] = &["MD032", "no-missing-blank-lines", "prettier"];

struct BlankLines;

/// A place where two blocks meet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Boundary {
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
                BlockKind::Paragraph => absorbed(id, block, context, sink),
                _ => {}
            }
        }
        tight_lists::judge(context, sink);
        consecutive_blank_lines::judge(context, sink);
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
        let blank = is_blank_line(document, line.saturating_sub(1));
        if let Some(majority) = majorities.get_mut(place as usize) {
            majority.add(None, blank);
        }
        if !blank && let Some(missing) = missing.get_mut(place as usize) {
            missing.push(without_blank(place, above, below, context));
        }
    }
    let places = [Boundary::BeforeHeading, Boundary::AfterHeading, Boundary::BeforeList, Boundary::AfterLabel];
    for (majority, (missing, place)) in majorities.iter().zip(missing.into_iter().zip(places)) {
        if majority.style(None) == Some(true) {
            let summary = move |count: usize| summary(place, count - 1);
            summarize::report(missing, summary, text!("Insert the blank lines"), context, sink);
        }
    }
}

/// Comments and other raw HTML keep to what they stand at.
fn place_between(document: &Document, above: &Block, below: &Block) -> Option<Boundary> {
    // Between them stands what a site generator has, a tag of MDX for example.
    if !document.text(Span::new(above.span.end, below.span.start.max(above.span.end))).trim().is_empty() {
        return None;
    }
    if above.kind == BlockKind::Html || below.kind == BlockKind::Html || is_markup(document, above) {
        return None;
    }
    match (is_heading(above), is_heading(below), below.kind) {
        (_, true, _) => Some(Boundary::BeforeHeading),
        (true, false, _) => Some(Boundary::AfterHeading),
        (false, false, BlockKind::List { .. }) if above.kind == BlockKind::Paragraph => {
            let place = if is_label(document.text(above.span)) { Boundary::AfterLabel } else { Boundary::BeforeList };
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

/// Whether the paragraph is nothing but raw HTML, such as an anchor.
fn is_markup(document: &Document, block: &Block) -> bool {
    let inlines = document.inlines().get(block.inlines.0 as usize..block.inlines.1 as usize).unwrap_or(&[]);
    block.kind == BlockKind::Paragraph
        && inlines.iter().all(|inline| inline.kind == InlineKind::Html || document.text(inline.span).trim().is_empty())
}

/// That what is at `place` lacks its blank line, and the same in `more` places.
fn summary(place: Boundary, more: usize) -> Text {
    match place {
        Boundary::BeforeHeading => text!("no blank line before headings, here and in {more} more places", more),
        Boundary::AfterHeading => text!("no blank line after headings, here and in {more} more places", more),
        Boundary::BeforeList => text!("no blank line before lists, here and in {more} more places", more),
        Boundary::AfterLabel => text!("no blank line after lines in emphasis, here and in {more} more places", more),
    }
}

fn without_blank(place: Boundary, above: &Block, below: &Block, context: &Context<'_>) -> Finding {
    let document = context.document;
    let line = document.line_of(below.span.start);
    let (span, message) = match place {
        Boundary::BeforeHeading => (below.span, text!("no blank line before this heading")),
        Boundary::AfterHeading => (above.span, text!("no blank line after this heading")),
        Boundary::BeforeList | Boundary::AfterLabel => {
            (document.lines().content(line, document.source()), text!("no blank line before this list"))
        }
    };
    let aliases = match place {
        Boundary::BeforeHeading => ABOVE_HEADING,
        Boundary::AfterHeading => BELOW_HEADING,
        Boundary::BeforeList | Boundary::AfterLabel => AROUND_LIST,
    };
    Finding::at(span, message).fix(insertion(line, context)).aliases(aliases)
}
