//! Words that touch a link or an image.

use curate_document::script::is_latin_letter;
use curate_document::{Glyph, InlineKind};

/// What a word touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WordNeighbour {
    /// A link behind it.
    LinkBehind,
    /// A link before it.
    LinkBefore,
    /// An image behind it.
    ImageBehind,
}

/// Words that no longer one begins or ends with, so that a link beside them begins a word.
const BEFORE_LINKS: [&str; 20] = [
    "and", "are", "at", "by", "for", "from", "in", "is", "of", "on", "or", "see", "that", "the", "to", "use", "using",
    "via", "which", "with",
];
/// The same behind links: no endings, in no language that puts them behind names.
const AFTER_LINKS: [&str; 8] = ["and", "for", "from", "that", "the", "using", "which", "with"];

/// The longest of these words, in characters.
const LONGEST: usize = 5;

/// Whether a word is glued to a link or an image between `glyphs[at - 1]` and `glyphs[at]`.
pub(crate) fn glued_at(glyphs: &[Glyph], at: usize) -> Option<WordNeighbour> {
    let [left, right] = glyphs.get(at.checked_sub(1)?..=at)? else { return None };
    let is_text = |glyph: &Glyph| glyph.kind == InlineKind::Text;
    if !is_text(left) || !is_latin_letter(left.character) {
        return None;
    }
    if right.kind == InlineKind::Image && left.link.is_none() {
        return stands_behind(glyphs, at).then_some(WordNeighbour::ImageBehind);
    }
    if left.link == right.link || !is_text(right) || !is_latin_letter(right.character) {
        return None;
    }
    let is_one_of = |word: &[char], words: &[&str]| words.iter().any(|known| known.chars().eq(word.iter().copied()));
    if left.link.is_none() {
        let mut word = letters(glyphs.get(..at)?.iter().rev());
        word.reverse();
        let begins_name = right.character.is_uppercase();
        return (begins_name && is_one_of(&word, &BEFORE_LINKS)).then_some(WordNeighbour::LinkBehind);
    }
    let word = letters(glyphs.get(at..)?.iter());
    (right.link.is_none() && is_one_of(&word, &AFTER_LINKS)).then_some(WordNeighbour::LinkBefore)
}

/// The letters that `glyphs` begin with, outside of links; a few more than a known word has at most.
fn letters<'g>(glyphs: impl Iterator<Item = &'g Glyph>) -> Vec<char> {
    let text = glyphs.take_while(|glyph| glyph.link.is_none() && glyph.kind == InlineKind::Text);
    text.map(|glyph| glyph.character).take_while(|character| character.is_alphanumeric()).take(LONGEST + 1).collect()
}

/// Whether nothing but a blank, another image or the end is behind the image at `at`: it is not part of a word.
fn stands_behind(glyphs: &[Glyph], at: usize) -> bool {
    glyphs.get(at + 1).is_none_or(|next| next.character == ' ' || next.kind == InlineKind::Image)
}
