//! The text of one leaf block, character by character.

use super::block::{Glyph, Inline};
use super::characters::Characters;
use super::document::Document;
use super::ids::BlockId;
use std::cell::OnceCell;

/// A leaf block's text, as the rules see it.
#[derive(Clone, Debug)]
pub struct Prose<'a> {
    /// The paragraph, heading or cell.
    pub block: BlockId,
    /// Its inlines in order.
    pub inlines: &'a [Inline],
    /// Which characters its text has, so that a rule can see quickly that it has nothing to do.
    pub characters: Characters,
    document: &'a Document,
    glyphs: OnceCell<Vec<Glyph>>,
}

impl<'a> Prose<'a> {
    /// The text of the leaf `block` of `document`.
    pub fn of(document: &'a Document, block: BlockId) -> Self {
        let characters = document.block(block).map_or(Characters::NONE, |block| block.characters);
        Self { block, inlines: document.inlines_of(block), characters, document, glyphs: OnceCell::new() }
    }

    /// Its characters as rendered, in order; put together when the first rule wants them.
    pub fn glyphs(&self) -> &[Glyph] {
        self.glyphs.get_or_init(|| {
            let mut glyphs = Vec::new();
            self.document.push_glyphs(self.inlines, &mut glyphs);
            glyphs
        })
    }
}
