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
//! Not in code, URLs, the text of links, templates and math; not in a text with Chinese, Japanese or Korean, which have
//! other rules (`formatting/cjk-spacing`), nor with other scripts; not where blanks line something up, after the end of a
//! sentence, and where an ending is put behind a link (`[crate](…)s`).
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
use crate::fixing::heading::in_block;
use crate::formatting::support::glued_words::WordNeighbour;
use crate::formatting::support::latin_spacing::{SpacingDefect, SpacingKind, spacing_defects};
use crate::text::entry_name::shortened;
use curate_document::{ContentsRegion, Document, InlineKind, Prose};

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
            let title = if is_missing { "Put in the blank" } else { "Remove the blank" };
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

/// Whether the text stands between the comments of a tool that writes contents: what it writes, it writes again.
fn is_written_by_tool(prose: &Prose<'_>, document: &Document) -> bool {
    let region = document.contents_region().map(ContentsRegion::inside);
    region.zip(document.block(prose.block)).is_some_and(|(inside, block)| inside.contains(block.span))
}

fn message(defect: &SpacingDefect, document: &Document) -> String {
    let shown = shortened(document.text(defect.shown));
    match defect.kind {
        SpacingKind::BeforeMark(mark) => format!("a blank before `{mark}`"),
        SpacingKind::AfterComma if defect.edits.len() > 1 => format!("no blanks after the commas in `{shown}`"),
        SpacingKind::AfterComma => format!("no blank after the comma in `{shown}`"),
        SpacingKind::Padding => format!("blanks within the brackets of `{shown}`"),
        SpacingKind::Doubled => "two blanks between words".to_owned(),
        SpacingKind::Glued(WordNeighbour::LinkBehind) => "no blank between a word and the link behind it".to_owned(),
        SpacingKind::Glued(WordNeighbour::LinkBefore) => "no blank between a link and the word behind it".to_owned(),
        SpacingKind::Glued(WordNeighbour::ImageBehind) => "no blank between a word and the image behind it".to_owned(),
    }
}
