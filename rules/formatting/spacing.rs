//! # formatting/spacing
//!
//! Blanks in Latin text that are missing or too many: before a comma or a full stop, within brackets, two between words,
//! none behind a comma, none between a word and a link or an image.
//!
//! ## Why
//!
//! A mark with a blank before it may stand alone at the beginning of the next line, and what is glued together reads as
//! one word.
//!
//! Left alone are code, URLs, the text of links, templates and math; text with Chinese, Japanese or Korean in it, which
//! has a rule of its own (`formatting/cjk-spacing`), and text in other scripts; blanks that line something up or stand behind
//! the end of a sentence; and endings behind a link (`[crate](…)s`).
//!
//! ## Bad
//!
//! ```markdown
//! - [Flex](https://flex.example) - Bends ,turns and  folds ( and glows ) .
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Flex](https://flex.example) - Bends, turns and folds (and glows).
//! ```
//!
//! ## Fix
//!
//! Safe: the blank is put in or taken out.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Applicability, Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::fixing::heading::in_block;
use crate::formatting::support::glued_words::WordNeighbour;
use crate::formatting::support::latin_spacing::{SpacingDefect, SpacingKind, spacing_defects};
use crate::text::entry_name::shortened;
use curate_document::{Document, InlineKind, Prose};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Prose],
    scope: Scope::Markdown,
    yields_to: &[
        "entries/separator",
        "entries/final-punctuation",
        "formatting/doubled-punctuation",
        "formatting/punctuation-width",
        "formatting/unbalanced-punctuation",
        "links/malformed",
    ],
    ..Declaration::hint(
        include_str!("spacing.rs"),
        "blanks in Latin text that are missing or too many",
        Make::plain(|_| Box::new(LatinSpacing)),
    )
};

struct LatinSpacing;

impl Rule for LatinSpacing {
    fn prose(&self, prose: &Prose<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
        if !may_be_wrong(prose, context.document) || is_written_by_tool(prose, context.document) {
            return;
        }
        for defect in spacing_defects(prose, context.document) {
            let is_missing = defect.edits.iter().all(|edit| edit.is_empty());
            let title = if is_missing { text!("Put in the blank") } else { text!("Remove the blank") };
            let fix = Fix::of(title, Applicability::Safe);
            let fix = defect
                .edits
                .iter()
                .fold(fix, |fix, edit| fix.edit(context.edition, *edit, if edit.is_empty() { " " } else { "" }));
            let finding = Finding::at(defect.shown, message(&defect, context.document));
            sink.report(match in_block(fix, prose.block, context) {
                Some(fix) => finding.fix(fix),
                None => finding,
            });
        }
    }
}

/// Whether any of these defects may be in the text; said by its bytes, at little cost.
fn may_be_wrong(prose: &Prose<'_>, document: &Document) -> bool {
    let is_near = |pair: &[u8]| match pair {
        [b' ', b',' | b'.' | b' ' | b')'] | [b'(', b' '] => true,
        [b',', next] => !next.is_ascii_whitespace() && !next.is_ascii_digit() && !next.is_ascii_punctuation(),
        _ => false,
    };
    let has_pair = |text: &str| text.as_bytes().windows(2).any(is_near);
    let ends_in_letter = |text: &str| text.ends_with(char::is_alphabetic);
    let texts = prose.inlines.iter().filter(|inline| inline.kind == InlineKind::Text);
    let touches = prose.inlines.windows(2).any(|pair| {
        let [left, right] = pair else { return false };
        left.kind == InlineKind::Text
            && (right.kind == InlineKind::Image || left.link != right.link)
            && ends_in_letter(document.text(left.span))
    });
    touches || texts.into_iter().any(|inline| has_pair(document.text(inline.span)))
}

/// Whether the text stands between the comments of a tool that writes contents, or is the title that doctoc gives them, which stays
/// where its comments were removed: what a tool writes, it writes again.
fn is_written_by_tool(prose: &Prose<'_>, document: &Document) -> bool {
    let Some(block) = document.block(prose.block) else { return false };
    let is_inside = document.contents_region().is_some_and(|region| region.inside().contains(block.span));
    is_inside || document.is_generated(block.span) || document.text(block.span).contains(DOCTOC)
}

/// What doctoc writes behind the title of contents (its `transform.js`).
const DOCTOC: &str = "*generated with [DocToc](";

fn message(defect: &SpacingDefect, document: &Document) -> Text {
    let shown = shortened(document.text(defect.shown));
    match defect.kind {
        SpacingKind::BeforeMark(mark) => text!("a blank before `{mark}`", mark),
        SpacingKind::AfterComma if defect.edits.len() > 1 => text!("no blanks after the commas in `{shown}`", shown),
        SpacingKind::AfterComma => text!("no blank after the comma in `{shown}`", shown),
        SpacingKind::Padding => text!("blanks within the brackets of `{shown}`", shown),
        SpacingKind::Doubled => text!("two blanks between words"),
        SpacingKind::Glued(WordNeighbour::LinkBehind) => text!("no blank between a word and the link behind it"),
        SpacingKind::Glued(WordNeighbour::LinkBefore) => text!("no blank between a link and the word behind it"),
        SpacingKind::Glued(WordNeighbour::ImageBehind) => text!("no blank between a word and the image behind it"),
    }
}
