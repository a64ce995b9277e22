//! # formatting/broken-emphasis
//!
//! Asterisks that were meant as emphasis and are shown as asterisks.
//!
//! ## Why
//!
//! `**` closes only where no white space is before it, and where punctuation is before it only if white space or
//! punctuation follows (CommonMark 6.2). Chinese and Japanese have neither: in `**注意：**先备份` the second `**` stands
//! between punctuation and a letter, and readers see four asterisks. So do those of `**important **`.
//!
//! ## Bad
//!
//! ```markdown
//! - [Larch](https://larch.example.com/zh/) - **注意：**先备份。
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Larch](https://larch.example.com/zh/) - **注意**：先备份。
//! ```
//!
//! ## Fix
//!
//! Unsafe: the punctuation is moved out of the emphasis; where it is one half of a pair of brackets or quotation marks, a
//! space is put beside the asterisks; spaces inside of them go. A fix is offered only if the result, parsed again, is
//! emphasis.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Applicability, Effects, Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::engine::summarize;
use crate::fixing::heading::in_block;
use crate::formatting::support::emphasis_fix::first_working_fix;
use curate_document::normal_text::is_part_of_word;
use curate_document::script::{is_cjk_letter, is_cjk_punctuation};
use curate_document::{BlockId, Glyph, Inline, InlineKind, Span};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Unsafe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    yields_to: &["links/malformed"],
    aliases: &["MD037"],
    ..Declaration::warning(
        include_str!("broken_emphasis.rs"),
        "asterisks that were meant as emphasis and are shown as asterisks",
        Make::plain(|_| Box::new(BrokenEmphasis)),
    )
};

/// Up to how many pairs in a document a fix is looked for: for each its paragraph is parsed a few times.
const MOST_FIXED: usize = 512;

struct BrokenEmphasis;

/// A run of asterisks that is shown, as indices of glyphs.
#[derive(Clone, Copy, Debug)]
struct Delimiter {
    /// The first of them.
    first: usize,
    /// How many there are.
    length: usize,
}

/// Asterisks that were meant as the two ends of emphasis.
struct AsteriskPair {
    block: BlockId,
    opening: Span,
    closing: Span,
}

impl Rule for BrokenEmphasis {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let mut pairs = Vec::new();
        let mut glyphs = Vec::new();
        for (block, _) in document.leaves() {
            let inlines = document.inlines_of(block);
            let shows = |inline: &Inline| inline.kind == InlineKind::Text && document.text(inline.span).contains('*');
            if !inlines.iter().any(shows) {
                continue;
            }
            glyphs.clear();
            document.push_glyphs(inlines, &mut glyphs);
            pairs.extend(pairs_of(block, &glyphs));
        }
        let fixable = pairs.len() <= MOST_FIXED;
        let findings = pairs.into_iter().map(|pair| finding(&pair, fixable, context));
        let summary =
            |count: usize| text!("{count} pairs of asterisks are not emphasis, of which this is the first", count);
        summarize::report(findings.collect(), summary, text!("Make them emphasis"), context, sink);
    }
}

fn pairs_of(block: BlockId, glyphs: &[Glyph]) -> Vec<AsteriskPair> {
    let runs = delimiters(glyphs);
    let span = |run: &Delimiter| {
        let part = glyphs.get(run.first..run.first + run.length).unwrap_or(&[]);
        part.first().zip(part.last()).map_or(Span::default(), |(first, last)| first.span.join(last.span))
    };
    let mut pairs = Vec::new();
    let mut rest = runs.as_slice();
    while let [first, second, ..] = rest {
        let meant = first.length == second.length && is_meant(glyphs, *first, *second);
        if meant {
            pairs.push(AsteriskPair { block, opening: span(first), closing: span(second) });
        }
        rest = rest.get(if meant { 2 } else { 1 }..).unwrap_or(&[]);
    }
    pairs
}

/// The runs of one to three asterisks that are text, unescaped.
fn delimiters(glyphs: &[Glyph]) -> Vec<Delimiter> {
    let mut runs: Vec<Delimiter> = Vec::new();
    for (index, glyph) in glyphs.iter().enumerate() {
        if glyph.character != '*' || glyph.kind != InlineKind::Text || glyph.span.len() != 1 {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.first + run.length == index => run.length += 1,
            _ => runs.push(Delimiter { first: index, length: 1 }),
        }
    }
    runs.retain(|run| run.length <= 3);
    runs
}

/// Whether `first` and `second` look like the two ends of emphasis: by what is inside and outside of them.
fn is_meant(glyphs: &[Glyph], first: Delimiter, second: Delimiter) -> bool {
    let at = |index: Option<usize>| index.and_then(|index| glyphs.get(index)).map(|glyph| glyph.character);
    let (start, end) = (first.first + first.length, second.first + second.length);
    let inside = glyphs.get(start..second.first).unwrap_or(&[]);
    let (Some(opening), Some(closing)) = (inside.first(), inside.last()) else { return false };
    // Marks on two lines are each what is left of the emphasis of a line.
    if inside.iter().any(|glyph| matches!(glyph.kind, InlineKind::SoftBreak | InlineKind::HardBreak)) {
        return false;
    }
    let has_letter = inside.iter().any(|glyph| glyph.character.is_alphabetic());
    let outside = (at(first.first.checked_sub(1)), at(Some(end)));
    let is_letter = |character: Option<char>| character.is_some_and(is_part_of_word);
    if !has_letter || OPENING.contains(&closing.character) || ends_clause(opening.character) {
        return false;
    }
    let spaced = [opening, closing].map(|glyph| glyph.character.is_whitespace());
    if spaced.contains(&true) {
        return first.length > 1 && is_padded(inside, spaced, outside);
    }
    // One asterisk is a sign of multiplication or of a footnote more often than not; in Chinese text it is neither.
    let is_wide = |character: Option<char>| {
        character.is_some_and(|character| is_cjk_letter(character) || is_cjk_punctuation(character))
    };
    let beside_wide = is_wide(outside.0) || is_wide(outside.1);
    let opening_fails = is_letter(outside.0) && !is_part_of_word(opening.character);
    let closing_fails = is_letter(outside.1) && !is_part_of_word(closing.character);
    (opening_fails || closing_fails) && (first.length > 1 || beside_wide)
}

/// Whether `inside`, with white space at the ends that are `spaced`, is a phrase that was to be emphasised: not a sum, a
/// pattern, or two footnotes.
fn is_padded(inside: &[Glyph], spaced: [bool; 2], outside: (Option<char>, Option<char>)) -> bool {
    let is_word = |glyph: Option<&Glyph>| glyph.is_some_and(|glyph| is_part_of_word(glyph.character));
    let ends = [inside.first(), inside.last()];
    let words = ends.iter().zip(spaced).all(|(glyph, spaced)| spaced || is_word(*glyph));
    let before = outside.0.is_none_or(|before| before.is_whitespace() || OPENING.contains(&before));
    let after = outside.1.is_none_or(|after| after.is_whitespace() || ends_clause(after));
    let alone = spaced != [true, true] || outside == (None, None);
    let letters = inside.iter().filter(|glyph| glyph.character.is_alphabetic()).count();
    words && before && after && alone && letters > 1
}

/// What does not end emphasis.
const OPENING: [char; 9] = ['(', '[', '{', '（', '「', '『', '《', '【', '“'];

/// Punctuation that ends a clause, closing brackets, and dashes that separate: no emphasis begins with it.
fn ends_clause(character: char) -> bool {
    matches!(
        character,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | ')'
            | ']'
            | '}'
            | '，'
            | '。'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '）'
            | '」'
            | '—'
            | '–'
    )
}

fn finding(pair: &AsteriskPair, fixable: bool, context: &Context<'_>) -> Finding {
    let AsteriskPair { block, opening, closing } = *pair;
    let marks = context.document.text(opening);
    let message = text!("`{marks}` is shown as it stands: this is not emphasis", marks);
    let help = text!("no space inside, and beside punctuation inside a space or punctuation outside (CommonMark 6.2)");
    let finding = Finding::at(opening.join(closing), message).help(help);
    // Emphasis between the two is of asterisks that were paired otherwise than meant: nothing is certain then.
    let inside = Span::new(opening.end, closing.start);
    let mut inlines = context.document.inlines_of(block).iter();
    let is_simple = !inlines.any(|inline| inline.emphasis && inside.contains(inline.span));
    let way = (fixable && is_simple).then(|| first_working_fix(block, (opening, closing), context.document)).flatten();
    let effects = Effects { emphasis: true, ..Effects::NONE };
    let fix = way.map(|(title, edits)| {
        edits.into_iter().fold(Fix::of(title, Applicability::Unsafe).with_effects(effects), |fix, (span, text)| {
            fix.edit(context.edition, span, text)
        })
    });
    match fix.and_then(|fix| in_block(fix, block, context)) {
        Some(fix) => finding.fix(fix),
        None => finding,
    }
}
