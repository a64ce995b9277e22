//! # formatting/punctuation-width
//!
//! Half-width punctuation in a Chinese or Japanese clause, full-width punctuation in a Latin one, or a pair of
//! brackets of two widths.
//!
//! ## Why
//!
//! `，` and `,` are made for letters of different widths: beside Chinese characters a comma of Latin text is cramped,
//! and `，` tears Latin text apart. Judged are `,` `:` `;` `!` `?` and round brackets, in text as rendered: not in
//! code, URLs, names, the text of links, or between an entry's title and its description. An edition that has mostly
//! half-width marks beside its Chinese characters, or half-width brackets around them, has made that choice and is
//! left alone; marks say little about brackets, so brackets are counted separately, including those after names and
//! links. Korean uses half-width marks. Titles of works in `《》`, `『』` and `「」` are left as their authors wrote them,
//! and so are rows of names with Latin commas. A Japanese edition that uses `、` is not told to use `，`.
//!
//! ## Bad
//!
//! ```markdown
//! - [Larch](https://larch.example.com/zh/) - 开源的笔记工具,支持多人协作(免费)。
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Larch](https://larch.example.com/zh/) - 开源的笔记工具，支持多人协作（免费）。
//! ```
//!
//! ## Fix
//!
//! Safe where Chinese or Japanese characters are on both sides (for brackets inside and outside, and both brackets at
//! once); spaces beside the mark go, since the full-width one brings its own. Unsafe elsewhere, and for all commas of a sentence in which
//! one would stay.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::engine::summarize;
use crate::fixing::heading::in_block;
use crate::formatting::support::attributions::works;
use crate::formatting::support::entry_separator::separator_of;
use crate::formatting::support::full_width::to_full_width;
use crate::formatting::support::half_width::to_half_width;
use crate::formatting::support::mark_width::{JudgedText, WidthCounts, WrongWidth, full, half};
use crate::formatting::support::non_prose::non_prose;
use curate_document::script::WritingSystem;
use curate_document::{BlockId, Characters, Document, Glyph, Language, Prose};
use std::ops::Range;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    aliases: &["fullwidth"],
    yields_to: &["formatting/doubled-punctuation", "entries/final-punctuation", "entries/separator", "links/malformed"],
    ..Declaration::hint(
        include_str!("punctuation_width.rs"),
        "half-width punctuation in a Chinese or Japanese clause, full-width in a Latin one, or brackets of two widths",
        Make::plain(|_| Box::new(PunctuationWidth)),
    )
};

/// From this many half-width uses on, more of them than of full-width ones are the edition's choice.
const CHOSEN: usize = 5;

struct PunctuationWidth;

impl Rule for PunctuationWidth {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let system = writing_system(context);
        let is_wide = matches!(system, Some(WritingSystem::Chinese | WritingSystem::Japanese));
        let comma = comma(system, document);
        let mut uses = WidthCounts::default();
        let mut wrong: Vec<(BlockId, WrongWidth)> = Vec::new();
        for (block, leaf) in document.leaves() {
            if !leaf.characters.has(Characters::NOT_ASCII) {
                continue;
            }
            let prose = Prose::of(document, block);
            if !prose.glyphs().iter().any(|glyph| is_mark(glyph.character, is_wide)) {
                continue;
            }
            let text = text(&prose, is_wide, document);
            let found = if is_wide {
                to_full_width(&text, comma, context.edition, &mut uses)
            } else {
                to_half_width(&text, context.edition)
            };
            wrong.extend(found.into_iter().map(|mark| (block, mark)));
        }
        let chosen = |kind: usize| {
            let count = |uses: [usize; 2]| uses.get(kind).copied().unwrap_or(0);
            count(uses.half) >= CHOSEN && count(uses.half) > count(uses.full)
        };
        let (marks, brackets) = (chosen(0), chosen(1));
        wrong.retain(|(_, mark)| mark.mixed || !(if mark.brackets { brackets } else { marks }));
        let findings = wrong.into_iter().map(|(block, mark)| {
            let finding = Finding::at(mark.span, mark.message);
            match in_block(mark.fix, block, context) {
                Some(fix) => finding.fix(fix),
                None => finding,
            }
        });
        let summary = |count: usize| text!("{count} marks are of the wrong width, of which this is the first", count);
        summarize::report(findings.collect(), summary, text!("Give the marks their width"), context, sink);
    }
}

fn text<'a>(prose: &'a Prose<'_>, is_wide: bool, document: &Document) -> JudgedText<'a> {
    let separator = separator_of(prose, document);
    let glyphs = prose.glyphs();
    let mut blocked = non_prose(prose, document);
    if is_wide {
        for range in works(glyphs).into_iter().chain(subtitled(glyphs)) {
            blocked.get_mut(range).unwrap_or(&mut []).fill(true);
        }
    }
    JudgedText { glyphs, blocked, separator }
}

/// What is in `「」` and has a subtitle: the title of a work, not something said.
fn subtitled(glyphs: &[Glyph]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open = None;
    for (index, glyph) in glyphs.iter().enumerate() {
        match glyph.character {
            '「' => open = Some(index + 1),
            '」' => {
                let range = open.take().map(|start| start..index);
                let inside = |range: &Range<usize>| glyphs.get(range.clone()).unwrap_or(&[]);
                found.extend(range.filter(|range| inside(range).iter().any(|glyph| glyph.character == ':')));
            }
            _ => {}
        }
    }
    found
}

/// What the edition is written in, by its name, else by its text.
fn writing_system(context: &Context<'_>) -> Option<WritingSystem> {
    let edition = context.list.edition(context.edition)?;
    let named = edition.language.as_ref().and_then(Language::writing_system);
    named.or(edition.writing_system)
}

/// What stands between the parts of a clause: in Japanese `、`, unless the document has more of the other one.
fn comma(system: Option<WritingSystem>, document: &Document) -> char {
    let count = |comma: char| document.source().matches(comma).count();
    if system == Some(WritingSystem::Japanese) && count('、') >= count('，') { '、' } else { '，' }
}

/// Whether `character` is looked at in an edition of full-width marks or in another one.
fn is_mark(character: char, is_wide: bool) -> bool {
    full(character).is_some() && is_wide || half(character).is_some()
}
