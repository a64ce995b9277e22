//! # formatting/unbalanced-punctuation
//!
//! A bracket or a quotation mark without its partner.
//!
//! ## Why
//!
//! What is in brackets reads as an aside; where one is missing, the reader searches the rest of the line for the end.
//! Usually a part of the sentence was cut with it.
//!
//! A paragraph, an item, a heading or a cell is judged by itself: round, square and full-width brackets, `「」`, `『』`,
//! `《》`, `“”`, `«»` and `"`. `(foo）` has both; that their widths differ is another rule's matter. Not: emoticons such
//! as `:)`, enumerations such as `a)` and `1)`, the topic before a title (`[Topic) title](…)`), inches, abbreviations
//! such as `צה"ל`, intervals such as `[0, 1)`, escaped brackets, brackets that go on in the next paragraph or cell, a
//! quotation of several paragraphs, text that was cut with `…`, code, math and URLs. Apostrophes and single quotation
//! marks are never judged, nor are quotation marks of languages that pair them in another way (`„…“`, `»…«`, `”…”`).
//!
//! ## Bad
//!
//! ```markdown
//! - [Larch](https://larch.example.com/) - Takes notes (with pictures and syncs them.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Larch](https://larch.example.com/) - Takes notes (with pictures) and syncs them.
//! ```
//!
//! ## Fix
//!
//! None: only the author knows where the partner belongs.

use crate::api::declaration::{Declaration, Scope, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::formatting::support::unpaired_marks::{MarkFamily, UnpairedMark, unpaired_marks};
use curate_document::block::OBJECT;
use curate_document::{BlockId, BlockKind, Characters, Document, Glyph, Inline, InlineKind};
use std::collections::BTreeSet;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    yields_to: &["links/malformed", "links/scheme"],
    aliases: &["balanced-punctuation", "match-punctuation"],
    ..Declaration::warning(
        include_str!("unbalanced_punctuation.rs"),
        "a bracket or a quotation mark without its partner",
        Make::plain(|_| Box::new(UnbalancedPunctuation)),
    )
};

/// How many blocks further on the partner may be.
const NEAR: usize = 4;
/// How many blocks further on a speech may end.
const SPEECH: usize = 12;
/// Of what is alone later on, how much is looked at for a partner.
const LOOKED_AT: usize = 100;
/// How many characters of a place are shown.
const SHOWN: usize = 12;

struct UnbalancedPunctuation;

/// What is alone in a block.
struct UnpairedInBlock {
    /// The block's number among the leaves.
    leaf: usize,
    block: BlockId,
    alone: UnpairedMark,
    excerpt: String,
    /// The item or row that the block is in.
    holder: Option<BlockId>,
}

impl Rule for UnbalancedPunctuation {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let mut unpaired: Vec<UnpairedInBlock> = Vec::new();
        let mut glyphs = Vec::new();
        for (leaf, (block, content)) in document.leaves().enumerate() {
            let inlines = document.inlines_of(block);
            if !may_have_unpaired(content.characters, inlines, document) {
                continue;
            }
            glyphs.clear();
            document.push_glyphs(inlines, &mut glyphs);
            unpaired.extend(unpaired_marks(&glyphs, document).into_iter().map(|alone| {
                let excerpt = excerpt(&glyphs, alone.index);
                UnpairedInBlock { leaf, block, alone, excerpt, holder: holder(block, document) }
            }));
        }
        let paired_below = paired_below(&unpaired);
        let rest = unpaired.iter().enumerate();
        let rest = rest.filter(|(index, unpaired)| !paired_below.contains(index) && !unpaired.alone.begins_speech);
        for (_, UnpairedInBlock { block, alone, excerpt, .. }) in rest {
            let help = match context.document.block(*block).map(|block| block.kind) {
                Some(BlockKind::Heading { .. }) => text!("looked for in this heading"),
                Some(BlockKind::Cell) => text!("looked for in this cell"),
                _ => text!("looked for in this paragraph"),
            };
            sink.report(Finding::at(alone.span, message(alone, excerpt)).help(help));
        }
    }
}

fn message(alone: &UnpairedMark, excerpt: &str) -> Text {
    let (mark, partner) = (alone.character, alone.partner);
    match (alone.family, alone.opens, alone.closed_by) {
        (_, _, Some(other)) => text!(
            "`{mark}` is closed by `{other}` instead of `{partner}`: \"{excerpt}\"",
            mark,
            other,
            partner,
            excerpt,
        ),
        (MarkFamily::Straight, ..) => text!("`{mark}` has no partner: \"{excerpt}\"", mark, excerpt),
        (_, true, _) => text!("`{mark}` is never closed by `{partner}`: \"{excerpt}\"", mark, partner, excerpt),
        (_, false, _) => text!("`{mark}` closes no `{partner}`: \"{excerpt}\"", mark, partner, excerpt),
    }
}

/// Whether a bracket or a quotation mark may be alone in a text that has `characters`: most have none, or brackets of ASCII that
/// close one another.
fn may_have_unpaired(characters: Characters, inlines: &[Inline], document: &Document) -> bool {
    if characters.has(Characters::NOT_ASCII.with(Characters::marks(b"\""))) {
        return true;
    }
    if !characters.has(Characters::marks(b"()[]")) {
        return false;
    }
    let mut open: Vec<u8> = Vec::new();
    let texts = inlines.iter().filter(|inline| inline.kind == InlineKind::Text);
    for byte in texts.flat_map(|inline| document.text(inline.span).bytes()) {
        match byte {
            b'(' => open.push(b')'),
            b'[' => open.push(b']'),
            b')' | b']' if open.pop() != Some(byte) => return true,
            _ => {}
        }
    }
    !open.is_empty()
}

/// The numbers of those whose partner is alone in a block soon after.
fn paired_below(unpaired: &[UnpairedInBlock]) -> BTreeSet<usize> {
    let mut paired_below = BTreeSet::new();
    let (speeches, others): (Vec<_>, Vec<_>) =
        unpaired.iter().enumerate().partition(|(_, unpaired)| unpaired.alone.begins_speech);
    // What begins a speech is right by itself, and leaves a partner to what is not.
    for (index, first) in others.into_iter().chain(speeches) {
        if !first.alone.opens && first.alone.family != MarkFamily::Straight || paired_below.contains(&index) {
            continue;
        }
        let near = if first.alone.begins_speech { SPEECH } else { NEAR };
        let closes = |other: &UnpairedInBlock| {
            other.alone.family == first.alone.family
                && (!other.alone.opens || other.alone.family == MarkFamily::Straight)
        };
        let later = unpaired
            .iter()
            .enumerate()
            .skip(index + 1)
            .take(LOOKED_AT)
            .take_while(|(_, other)| other.leaf <= first.leaf + near);
        // Two items are two texts; cells of a row, and what is around items, may be one.
        let is_near = |other: &UnpairedInBlock| {
            other.leaf > first.leaf
                && (first.holder.is_none() || other.holder.is_none() || first.holder == other.holder)
        };
        let mut partners =
            later.filter(|(number, other)| is_near(other) && closes(other) && !paired_below.contains(number));
        if let Some((number, _)) = partners.next() {
            paired_below.insert(index);
            paired_below.insert(number);
        }
    }
    paired_below
}

/// The item or row around `block`.
fn holder(block: BlockId, document: &Document) -> Option<BlockId> {
    let mut at = document.block(block)?.parent;
    while let Some(id) = at {
        let around = document.block(id)?;
        if matches!(around.kind, BlockKind::Item { .. } | BlockKind::Row { .. }) {
            return Some(id);
        }
        at = around.parent;
    }
    None
}

/// The words around the glyph at `index`; `…` stands for a row of badges and whatever else is not text.
fn excerpt(glyphs: &[Glyph], index: usize) -> String {
    let goes_on = |glyph: &&Glyph| !glyph.character.is_whitespace() && glyph.character != OBJECT;
    let start = index.saturating_sub(SHOWN / 2);
    let within = glyphs.get(..start).unwrap_or(&[]).iter().rev().take(SHOWN).take_while(goes_on).count();
    let part = glyphs.get(start - within..).unwrap_or(&[]).iter().take(index - start + within + SHOWN);
    let mut text = String::new();
    for glyph in part {
        match glyph.character {
            OBJECT if text.trim_end().ends_with('…') => {}
            OBJECT => text.push('…'),
            ' ' if text.ends_with(' ') => {}
            character => text.push(character),
        }
    }
    text.trim().to_owned()
}
