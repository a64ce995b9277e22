//! # formatting/cjk-spacing
//!
//! A missing space between Chinese characters and Latin letters or digits, or a stray one beside full-width
//! punctuation.
//!
//! ## Why
//!
//! Chinese set together with Latin words reads better with a space between the two, and most Chinese lists have it. A
//! list that has it in most places should have it in all. Full-width punctuation brings its own white space along.
//!
//! What counts is the text as rendered: not code, URLs, file names, handles, tags or raw HTML, not the text of links,
//! which are names, and not the names of people, teams and works: what stands behind `作者：` or `by`, in `《》`, a
//! description or cell that is nothing but names, sections of contributors. A few words are written without a space
//! (`A股`, `U盘`).
//!
//! An edition is held to its own style: a Chinese one where at least 60 % of its places are spaced, a Japanese one
//! where at least 80 % are; a Chinese one between 20 % and 60 % gets one hint. Fewer than five places are not enough
//! to judge; the option `spacing` decides there. In Korean and all other languages the rule is silent. `2023年` is left
//! alone where the edition writes its dates so. What is found in more than 20 paragraphs is reported once.
//!
//! ## Bad
//!
//! ```markdown
//! - [Larch](https://larch.example.com/) - 用 Rust 编写的笔记工具， 支持3种格式。
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
//! Safe: one space is put in, outside of emphasis and links; stray ones are removed. Unsafe in a heading, whose anchor
//! is public: it takes its own links and its line in the contents along; where that is not certain (two headings with
//! one anchor) there is no fix.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Applicability, Finding, Fix, Severity};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::engine::summarize;
use crate::fixing::heading::in_block;
use crate::formatting::support::cjk_borders::{Border, Borders, StraySpace, borders};
use crate::formatting::support::cjk_style::{CjkStyle, Spacing};
use crate::formatting::support::in_contents::is_in_contents;
use crate::formatting::support::latin::is_latin_or_digit;
use crate::text::section_kinds::SectionKinds;
use curate_document::SectionKind;
use curate_document::script::{LetterCounts, WritingSystem, is_cjk_letter};
use curate_document::{BlockId, Characters, Glyph, Language, Prose, Span};
use schemars::JsonSchema;
use serde::Deserialize;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    aliases: &["space-word", "no-space-fullwidth"],
    has_parts: true,
    ..Declaration::warning(
        include_str!("cjk_spacing.rs"),
        "a missing space between Chinese and Latin text, or a stray one beside full-width punctuation",
        Make::configured::<CjkSpacing, CjkSpacing>(),
    )
};

/// What AutoCorrect calls the parts of its work.
const BETWEEN: &[&str] = &["space-word"];
const BESIDE_MARKS: &[&str] = &["no-space-fullwidth"];

/// How many places a message shows.
const SHOWN: usize = 3;
/// How much of a place it shows: of a Latin word, of Chinese.
const LONGEST_WORD: usize = 16;
const WIDE_CHARACTERS: usize = 2;

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct CjkSpacing {
    /// `majority` (the default), `always` whatever the edition does, or `never`.
    spacing: SpacingOption,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum SpacingOption {
    #[default]
    Majority,
    Always,
    Never,
}

impl CjkSpacing {
    /// What the configuration wants; `None` where the majority decides.
    fn wanted(&self) -> Option<Spacing> {
        match self.spacing {
            SpacingOption::Majority => None,
            SpacingOption::Always => Some(Spacing::Required),
            SpacingOption::Never => Some(Spacing::Optional),
        }
    }
}

impl Rule for CjkSpacing {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let Some(japanese) = is_japanese(context) else { return };
        let document = context.document;
        let roles = SectionKinds::of(context);
        let mut all: Vec<(BlockId, Borders)> = Vec::new();
        for (block, leaf) in document.leaves() {
            if !leaf.characters.has(Characters::CJK) || roles.within(leaf.section) == Some(SectionKind::People) {
                continue;
            }
            let prose = Prose::of(document, block);
            let found = borders(&prose, document, japanese);
            let is_empty = found.missing.is_empty() && found.stray.is_empty();
            if is_empty || !is_foreign(&prose, japanese) {
                all.push((block, found));
            }
        }
        let style = CjkStyle::of(all.iter().map(|(_, found)| found), japanese);
        let spacing = self.wanted().unwrap_or(style.spacing);
        if japanese && spacing != Spacing::Required {
            return;
        }
        if spacing == Spacing::Mixed {
            sink.report(mixed(&all, style, context));
        }
        let (mut without, mut with) = (Vec::new(), Vec::new());
        for (block, mut found) in all {
            if found.missing.is_empty() && found.stray.is_empty() || is_in_contents(block, context) {
                continue;
            }
            let prose = Prose::of(document, block);
            found.missing.retain(|border| style.spaced_dates || !border.date);
            if spacing == Spacing::Required && !found.missing.is_empty() {
                without.push(missing(&prose, context, &found.missing, japanese));
            }
            if (style.stray_spaces_are_mistakes || self.wanted() == Some(Spacing::Required)) && !found.stray.is_empty()
            {
                with.push(stray(&prose, context, &found.stray));
            }
        }
        let summary = move |count: usize| {
            if japanese {
                text!("no space between Japanese and Latin text on {count} lines, of which this is the first", count)
            } else {
                text!("no space between Chinese and Latin text on {count} lines, of which this is the first", count)
            }
        };
        summarize::report(without, summary, text!("Put spaces between them"), context, sink);
        let summary = |count: usize| {
            text!("spaces beside full-width punctuation on {count} lines, of which this is the first", count)
        };
        summarize::report(with, summary, text!("Remove the spaces"), context, sink);
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

/// That the edition has both, once.
fn mixed(all: &[(BlockId, Borders)], style: CjkStyle, context: &Context<'_>) -> Finding {
    let (spaced, missing) = style.counts;
    let message = text!(
        "no space between Chinese and Latin text in {missing} of {all} places, of which this is the first",
        missing,
        all = spaced + missing,
    );
    let first = all.iter().find_map(|(block, found)| Some((block, found.missing.first()?)));
    let span = first.map_or(Span::default(), |(block, border)| {
        place(Prose::of(context.document, *block).glyphs(), Some((border.glyph, border.glyph + 1)))
    });
    let help = text!("the list has both; one of them throughout reads better");
    Finding::at(span, message).help(help).at_most(Severity::Hint).aliases(BETWEEN)
}

fn missing(prose: &Prose<'_>, context: &Context<'_>, places: &[Border], japanese: bool) -> Finding {
    let shown = list(places.iter().map(|border| excerpt(prose.glyphs(), border.glyph, border.glyph + 1)));
    let count = places.len();
    let message = if japanese {
        plural!(
            count,
            "no space between Japanese and Latin text: {shown}",
            "no space between Japanese and Latin text in {count} places: {shown}",
            shown,
        )
    } else {
        plural!(
            count,
            "no space between Chinese and Latin text: {shown}",
            "no space between Chinese and Latin text in {count} places: {shown}",
            shown,
        )
    };
    let title = plural!(count, "Put a space between them", "Put spaces between them");
    let edits = places.iter().map(|border| (Span::at(border.offset), " "));
    let finding =
        Finding::at(place(prose.glyphs(), places.first().map(|border| (border.glyph, border.glyph + 1))), message);
    with_fix(finding.aliases(BETWEEN), Fix::of(title, Applicability::Safe), edits, prose.block, context)
}

fn stray(prose: &Prose<'_>, context: &Context<'_>, places: &[StraySpace]) -> Finding {
    let shown = list(places.iter().map(|stray| excerpt(prose.glyphs(), stray.glyph, stray.next)));
    let count = places.len();
    let message = plural!(
        count,
        "space beside full-width punctuation: {shown}",
        "space beside full-width punctuation in {count} places: {shown}",
        shown,
    );
    let title = plural!(count, "Remove the space", "Remove the spaces");
    let edits = places.iter().map(|stray| (stray.span, ""));
    let finding = Finding::at(place(prose.glyphs(), places.first().map(|stray| (stray.glyph, stray.next))), message);
    with_fix(finding.aliases(BESIDE_MARKS), Fix::of(title, Applicability::Safe), edits, prose.block, context)
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

/// `"a"`, or `"a", "b", "c", …`.
fn list(mut excerpts: impl Iterator<Item = String>) -> Text {
    let shown = Text::series(excerpts.by_ref().take(SHOWN).map(|text| text!("\"{text}\"", text)));
    if excerpts.next().is_some() { text!("{shown}, …", shown) } else { shown }
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
