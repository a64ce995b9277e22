//! # formatting/cjk-spacing
//!
//! A missing space between Chinese characters and Latin letters or digits, or a stray one beside full-width punctuation.
//!
//! ## Why
//!
//! Chinese set together with Latin words reads better with a space between the two, and most Chinese lists have it. A
//! list that has it in most places should have it in all. Full-width punctuation brings its own white space along.
//!
//! What counts is the text as rendered: not code, URLs, file names, handles, tags or raw HTML, and not the text of
//! links, which are names. A few words are written without a space (`A股`, `U盘`). In Japanese the rule is silent unless
//! four fifths of the edition's own places are spaced, in Korean and all other languages always; a Chinese edition with
//! 50 places or more, less than a fifth of them spaced, has chosen to have none. `2023年` is left alone where the edition
//! writes its dates so.
//!
//! ## Bad
//!
//! ```markdown
//! - [Larch](https://larch.example.com/) - 用Rust编写的笔记工具， 支持3种格式。
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Larch](https://larch.example.com/) - 用 Rust 编写的笔记工具，支持 3 种格式。
//! ```
//!
//! ## Fix
//!
//! Safe: one space is put in, outside of emphasis and links; stray ones are taken out. A heading takes its anchors and
//! its line in the contents along; where that is not certain (two headings with one anchor) there is no fix.

use crate::engine::diagnostic::{Applicability, Finding, Fix, Severity};
use crate::engine::rule::{Context, Declaration, FixKind, Rule, Sink, Subject};
use crate::fixing::heading_edit::in_block;
use crate::formatting::cjk_borders::{Border, Stray, borders, is_latin_or_digit};
use crate::formatting::cjk_style::Style;
use curate_document::script::{LetterCounts, WritingSystem, is_cjk_letter};
use curate_document::{BlockId, Glyph, Language, Prose, Span};
use std::sync::OnceLock;

/// The declaration of `formatting/cjk-spacing`.
pub const RULE: Declaration = Declaration {
    name: "formatting/cjk-spacing",
    summary: "a missing space between Chinese and Latin text, or a stray one beside full-width punctuation",
    severity: Severity::Warning,
    on_by_default: true,
    fix: FixKind::Safe,
    judges: &[Subject::Prose],
    yields_to: &[],
    options: &[],
    source: include_str!("cjk_spacing.rs"),
    build: |_| Box::new(CjkSpacing { style: OnceLock::new() }),
};

/// How many places a message shows.
const SHOWN: usize = 3;
/// How much of a place it shows: of a Latin word, of Chinese.
const LONGEST_WORD: usize = 16;
const WIDE_CHARACTERS: usize = 2;

struct CjkSpacing {
    /// Of the edition; found when the first block needs it.
    style: OnceLock<Style>,
}

impl Rule for CjkSpacing {
    fn prose(&self, prose: &Prose<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
        let Some(japanese) = is_japanese(context) else { return };
        let style = || self.style.get_or_init(|| Style::of(context.document, japanese));
        // A Chinese edition is nearly always held to it and may be without a fault; most Japanese ones are not.
        if japanese && !style().spaced {
            return;
        }
        let mut found = borders(prose, context.document, japanese);
        if found.missing.is_empty() && found.stray.is_empty() {
            return;
        }
        let style = style();
        if !style.spaced || is_foreign(prose, japanese) || is_contents(prose, context) {
            return;
        }
        found.missing.retain(|border| style.spaced_dates || !border.date);
        if !found.missing.is_empty() {
            sink.report(missing(prose, context, &found.missing, japanese));
        }
        if !found.stray.is_empty() {
            sink.report(stray(prose, context, &found.stray));
        }
    }
}

/// Whether the edition is Japanese; `None` where it is neither Chinese nor Japanese.
fn is_japanese(context: &Context<'_>) -> Option<bool> {
    let edition = context.list.edition(context.edition)?;
    let named = edition.language.as_ref().and_then(Language::writing_system);
    match named.or(edition.writing_system)? {
        WritingSystem::Chinese => Some(false),
        WritingSystem::Japanese => Some(true),
        _ => None,
    }
}

/// Whether a block of a Chinese edition is Japanese or Korean.
fn is_foreign(prose: &Prose<'_>, japanese: bool) -> bool {
    let text: String = prose.glyphs().iter().map(|glyph| glyph.character).collect();
    !japanese
        && matches!(LetterCounts::of(&text).writing_system(), Some(WritingSystem::Japanese | WritingSystem::Korean))
}

/// The lines of a table of contents follow their headings.
fn is_contents(prose: &Prose<'_>, context: &Context<'_>) -> bool {
    let block = context.document.block(prose.block);
    context.document.contents().zip(block).is_some_and(|(contents, block)| contents.span.contains(block.span))
}

fn missing(prose: &Prose<'_>, context: &Context<'_>, places: &[Border], japanese: bool) -> Finding {
    let what = if japanese { "Japanese" } else { "Chinese" };
    let shown: Vec<String> =
        places.iter().map(|border| excerpt(prose.glyphs(), border.glyph, border.glyph + 1)).collect();
    let message = format!("no space between {what} and Latin text{}", list(&shown));
    let title = if places.len() == 1 { "Put a space between them" } else { "Put spaces between them" };
    let edits = places.iter().map(|border| (Span::at(border.offset), " "));
    let finding =
        Finding::at(place(prose.glyphs(), places.first().map(|border| (border.glyph, border.glyph + 1))), message);
    with_fix(finding, Fix::of(title, Applicability::Safe), edits, prose.block, context)
}

fn stray(prose: &Prose<'_>, context: &Context<'_>, places: &[Stray]) -> Finding {
    let shown: Vec<String> = places.iter().map(|stray| excerpt(prose.glyphs(), stray.glyph, stray.next)).collect();
    let message = format!("space beside full-width punctuation{}", list(&shown));
    let title = if places.len() == 1 { "Remove the space" } else { "Remove the spaces" };
    let edits = places.iter().map(|stray| (stray.span, ""));
    let finding = Finding::at(place(prose.glyphs(), places.first().map(|stray| (stray.glyph, stray.next))), message);
    with_fix(finding, Fix::of(title, Applicability::Safe), edits, prose.block, context)
}

/// Adds the fix of `edits`; in a heading with all that points to it, or not at all.
fn with_fix<'a>(
    finding: Finding,
    fix: Fix,
    edits: impl Iterator<Item = (Span, &'a str)>,
    block: BlockId,
    context: &Context<'_>,
) -> Finding {
    let fix = edits.fold(fix, |fix, (span, text)| fix.edit(context.edition, span, text));
    match in_block(fix, block, context) {
        Some(fix) => finding.fix(fix),
        None => finding,
    }
}

/// The bytes from the first to the second glyph.
fn place(glyphs: &[Glyph], ends: Option<(usize, usize)>) -> Span {
    let span = |index: usize| glyphs.get(index).map(|glyph| glyph.span);
    ends.and_then(|(first, last)| Some(span(first)?.join(span(last)?))).unwrap_or_default()
}

/// `: "a"`, or ` in 5 places: "a", "b", "c", …`.
fn list(shown: &[String]) -> String {
    let quoted: Vec<String> = shown.iter().take(SHOWN).map(|text| format!("\"{text}\"")).collect();
    let places = if shown.len() > 1 { format!(" in {} places", shown.len()) } else { String::new() };
    let more = if shown.len() > SHOWN { ", …" } else { "" };
    format!("{places}: {}{more}", quoted.join(", "))
}

/// The text around a place: the Latin word, two Chinese characters.
fn excerpt(glyphs: &[Glyph], first: usize, next: usize) -> String {
    let script = |index: usize| glyphs.get(index).and_then(|glyph| script_of(glyph.character));
    let more = |edge: usize| script(edge).map_or(0, |latin| if latin { LONGEST_WORD } else { WIDE_CHARACTERS } - 1);
    let start =
        (0..first).rev().take(more(first)).take_while(|index| script(*index) == script(first)).last().unwrap_or(first);
    let end = (next + 1..glyphs.len())
        .take(more(next))
        .take_while(|index| script(*index) == script(next))
        .last()
        .unwrap_or(next);
    glyphs.get(start..=end).unwrap_or(&[]).iter().map(|glyph| glyph.character).collect()
}

/// Whether a character is Latin or Chinese; `None` for what ends an excerpt.
fn script_of(character: char) -> Option<bool> {
    match character {
        '+' | '#' | '%' | '.' | '-' => Some(true),
        _ if is_latin_or_digit(character) => Some(true),
        _ => is_cjk_letter(character).then_some(false),
    }
}
