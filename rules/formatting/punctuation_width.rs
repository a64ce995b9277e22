//! # formatting/punctuation-width
//!
//! Half-width punctuation in a Chinese or Japanese clause, full-width punctuation in a Latin one, or a pair of brackets of
//! two widths.
//!
//! ## Why
//!
//! `，` and `,` are made for letters of different widths: beside Chinese characters a comma of Latin text is cramped, and
//! `，` tears Latin text apart. What is looked at are `,` `:` `;` `!` `?` and round brackets, in text as rendered: not in
//! code, URLs, names, the text of links, or between an entry's title and its description. An edition that has mostly
//! half-width marks beside its Chinese characters, or half-width brackets around them, has chosen so and is left alone; one mark
//! says little of brackets, so they are counted apart, those behind names and links too. Korean uses half-width marks. Titles of works in `《》`, `『』` and `「」` are their
//! authors', and so are rows of names with Latin commas. Where a Japanese edition has `、`, `，` is not what it lacks.
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
//! Safe where Chinese or Japanese characters are on both sides (for brackets inside and outside, and both brackets at once);
//! spaces beside the mark go, since the full-width one brings its own. Unsafe elsewhere.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::engine::summarize;
use crate::fixing::heading::in_block;
use crate::formatting::support::attributions::works;
use crate::formatting::support::full_width::wide;
use crate::formatting::support::half_width::narrow;
use crate::formatting::support::non_prose::no_prose;
use curate_document::script::WritingSystem;
use curate_document::{BlockId, Characters, Document, Glyph, Language, Prose, Span};
use std::ops::Range;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
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

/// A mark or a pair of brackets of the wrong width.
#[derive(Debug)]
pub(crate) struct Misfit {
    /// Whether it is a pair of brackets.
    pub(crate) brackets: bool,
    /// Whether the two brackets differ: no edition chooses that.
    pub(crate) mixed: bool,
    /// From the first to the last of its characters.
    pub(crate) span: Span,
    /// What is wrong.
    pub(crate) message: String,
    /// How it is mended.
    pub(crate) fix: Fix,
}

/// How often an edition has which width beside its Chinese or Japanese characters: marks, and pairs of brackets.
#[derive(Debug, Default)]
pub(crate) struct Uses {
    /// Full-width ones: marks, pairs.
    pub(crate) full: [usize; 2],
    /// Half-width ones: marks, pairs.
    pub(crate) half: [usize; 2],
}

/// The text of a block, with what is no prose of it.
pub(crate) struct Text<'a> {
    /// Its glyphs.
    pub(crate) glyphs: &'a [Glyph],
    /// For each of them whether it is part of a name, a URL, code or a link.
    pub(crate) blocked: Vec<bool>,
    /// Between the title and the description of an entry.
    pub(crate) separator: Option<Span>,
}

impl Text<'_> {
    /// The character of the glyph at `index`.
    pub(crate) fn character(&self, index: usize) -> Option<char> {
        self.glyphs.get(index).map(|glyph| glyph.character)
    }

    /// Whether the glyph at `index` is prose that stands in the source as it is shown.
    pub(crate) fn is_judged(&self, index: usize) -> bool {
        let separates = |span: Span| self.separator.is_some_and(|separator| separator.overlaps(span));
        self.glyphs.get(index).is_some_and(|glyph| {
            glyph.link.is_none()
                && glyph.span.len() == glyph.character.len_utf8()
                && !self.blocked.get(index).copied().unwrap_or(true)
                && !separates(glyph.span)
        })
    }

    /// The index after the spaces that begin at `index`; they stand on one line.
    pub(crate) fn after_spaces(&self, index: usize) -> usize {
        let rest = self.glyphs.get(index..).unwrap_or(&[]);
        index + rest.iter().take_while(|glyph| is_plain_space(glyph)).count()
    }

    /// The index of the first of the spaces that end before `index`.
    pub(crate) fn before_spaces(&self, index: usize) -> usize {
        let before = self.glyphs.get(..index).unwrap_or(&[]);
        index - before.iter().rev().take_while(|glyph| is_plain_space(glyph)).count()
    }
}

fn is_plain_space(glyph: &Glyph) -> bool {
    glyph.character == ' ' && glyph.span.len() == 1 && glyph.kind == curate_document::InlineKind::Text
}

impl Rule for PunctuationWidth {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let system = writing_system(context);
        let is_wide = matches!(system, Some(WritingSystem::Chinese | WritingSystem::Japanese));
        let comma = comma(system, document);
        let mut uses = Uses::default();
        let mut misfits: Vec<(BlockId, Misfit)> = Vec::new();
        for (block, leaf) in document.leaves() {
            if !leaf.characters.has(Characters::NOT_ASCII) {
                continue;
            }
            let prose = Prose::of(document, block);
            if !prose.glyphs().iter().any(|glyph| is_mark(glyph.character, is_wide)) {
                continue;
            }
            let text = text(&prose, is_wide, document);
            let found =
                if is_wide { wide(&text, comma, context.edition, &mut uses) } else { narrow(&text, context.edition) };
            misfits.extend(found.into_iter().map(|misfit| (block, misfit)));
        }
        let chosen = |kind: usize| {
            let count = |uses: [usize; 2]| uses.get(kind).copied().unwrap_or(0);
            count(uses.half) >= CHOSEN && count(uses.half) > count(uses.full)
        };
        let (marks, brackets) = (chosen(0), chosen(1));
        misfits.retain(|(_, misfit)| misfit.mixed || !(if misfit.brackets { brackets } else { marks }));
        let findings = misfits.into_iter().map(|(block, misfit)| {
            let finding = Finding::at(misfit.span, misfit.message);
            match in_block(misfit.fix, block, context) {
                Some(fix) => finding.fix(fix),
                None => finding,
            }
        });
        let summary = |count| format!("{count} marks are of the wrong width, of which this is the first");
        summarize::report(findings.collect(), summary, "Give the marks their width", context, sink);
    }
}

fn text<'a>(prose: &'a Prose<'_>, is_wide: bool, document: &Document) -> Text<'a> {
    let separator = crate::formatting::support::cjk_borders::separator_of(prose, document);
    let glyphs = prose.glyphs();
    let mut blocked = no_prose(prose, document);
    if is_wide {
        for range in works(glyphs).into_iter().chain(subtitled(glyphs)) {
            blocked.get_mut(range).unwrap_or(&mut []).fill(true);
        }
    }
    Text { glyphs, blocked, separator }
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

/// The full-width form of a half-width mark.
pub(crate) fn full(character: char) -> Option<char> {
    Some(match character {
        ',' => '，',
        ':' => '：',
        ';' => '；',
        '!' => '！',
        '?' => '？',
        '(' => '（',
        ')' => '）',
        _ => return None,
    })
}

/// The half-width form of a full-width mark.
pub(crate) fn half(character: char) -> Option<char> {
    Some(match character {
        '，' => ',',
        '：' => ':',
        '；' => ';',
        '！' => '!',
        '？' => '?',
        '（' => '(',
        '）' => ')',
        _ => return None,
    })
}

/// The pairs of round brackets in `text`, of any widths, as indices of glyphs; none of them in the text of a link.
pub(crate) fn pairs(text: &Text<'_>) -> Vec<(usize, usize)> {
    let is_own = |index: usize| text.glyphs.get(index).is_some_and(|glyph| glyph.link.is_none());
    let mut open = Vec::new();
    let mut pairs = Vec::new();
    for (index, glyph) in text.glyphs.iter().enumerate() {
        match glyph.character {
            '(' | '（' => open.push(index),
            ')' | '）' => {
                let Some(start) = open.pop() else { continue };
                if is_own(start) && is_own(index) {
                    pairs.push((start, index));
                }
            }
            _ => {}
        }
    }
    pairs
}

/// Whether both brackets of a pair are judged.
pub(crate) fn are_judged(text: &Text<'_>, (open, close): (usize, usize)) -> bool {
    text.is_judged(open) && text.is_judged(close)
}
