//! The text of a document as rendered.

use super::block::{DecodedSpan, Glyph, Inline, InlineKind, OBJECT};
use super::document::Document;
use super::ids::BlockId;
use super::span::Span;
use std::borrow::Cow;

impl Document {
    /// The text of a paragraph, heading or cell as rendered, without images and HTML.
    pub fn rendered(&self, block: BlockId) -> String {
        self.rendered_inlines(self.inlines_of(block))
    }

    /// The text of `inlines` as rendered, without images and HTML.
    pub fn rendered_inlines(&self, inlines: &[Inline]) -> String {
        let mut text = String::new();
        for inline in inlines {
            match inline.kind {
                InlineKind::Text | InlineKind::Code | InlineKind::Template => {
                    text.push_str(&self.rendered_inline(inline));
                }
                InlineKind::SoftBreak | InlineKind::HardBreak => text.push(' '),
                InlineKind::Html | InlineKind::Image | InlineKind::FootnoteReference => {}
            }
        }
        text
    }

    /// The text of `inline`, a text or code, as rendered: escapes and character references decoded, code without its backticks.
    pub fn rendered_inline(&self, inline: &Inline) -> Cow<'_, str> {
        let raw = self.text(inline.span);
        let decoded = self.decoded_in(inline.span);
        if inline.kind == InlineKind::Code && raw.starts_with('`') {
            return Cow::Borrowed(decoded.first().map_or_else(|| code_text(raw), |whole| &whole.text));
        }
        if decoded.is_empty() {
            return Cow::Borrowed(raw);
        }
        let mut rendered = String::with_capacity(raw.len());
        let mut at = inline.span.start;
        for part in decoded {
            rendered.push_str(self.text(Span::new(at, part.span.start)));
            rendered.push_str(&part.text);
            at = part.span.end;
        }
        rendered.push_str(self.text(Span::new(at, inline.span.end)));
        Cow::Owned(rendered)
    }

    /// Appends the characters of `inlines` as rendered to `glyphs`.
    pub fn push_glyphs(&self, inlines: &[Inline], glyphs: &mut Vec<Glyph>) {
        for inline in inlines {
            let glyph = |character, span| Glyph { character, span, kind: inline.kind, link: inline.link };
            match inline.kind {
                InlineKind::Text => {
                    let plain = |start: usize, end: usize, glyphs: &mut Vec<Glyph>| {
                        let text = self.text(Span::new(start, end));
                        if text.is_ascii() {
                            glyphs.extend(
                                (start..)
                                    .zip(text.bytes())
                                    .map(|(at, byte)| glyph(char::from(byte), Span::new(at, at + 1))),
                            );
                            return;
                        }
                        glyphs.reserve(text.len() / 2);
                        glyphs.extend(text.char_indices().map(|(index, character)| {
                            glyph(character, Span::new(start + index, start + index + character.len_utf8()))
                        }));
                    };
                    let mut at = inline.span.start;
                    for part in self.decoded_in(inline.span) {
                        plain(at, part.span.start, glyphs);
                        glyphs.extend(part.text.chars().map(|character| glyph(character, part.span)));
                        at = part.span.end;
                    }
                    plain(at, inline.span.end, glyphs);
                }
                InlineKind::SoftBreak => glyphs.push(glyph(' ', inline.span)),
                _ => glyphs.push(glyph(OBJECT, inline.span)),
            }
        }
    }

    /// Whether the character at `offset` is escaped by a backslash, or part of a character reference.
    pub fn is_escaped(&self, offset: usize) -> bool {
        let next = self.decoded.partition_point(|part| part.span.start <= offset);
        let before = next.checked_sub(1).and_then(|index| self.decoded.get(index));
        before.is_some_and(|part| part.span.covers(offset))
    }

    fn decoded_in(&self, span: Span) -> &[DecodedSpan] {
        let first = self.decoded.partition_point(|part| part.span.start < span.start);
        let inside = self.decoded.get(first..).unwrap_or(&[]);
        let length = inside.iter().take_while(|part| part.span.end <= span.end).count();
        inside.get(..length).unwrap_or(&[])
    }

    /// The text at `span` as rendered: only what is text or code there.
    pub fn rendered_at(&self, block: BlockId, span: Span) -> String {
        let inlines = self.inlines_of(block);
        let first = inlines.partition_point(|inline| inline.span.end <= span.start);
        let last = inlines.partition_point(|inline| inline.span.start < span.end);
        let inside = inlines.get(first..last).unwrap_or(&[]);
        let mut text = String::new();
        for inline in inside {
            if span.contains(inline.span) {
                text.push_str(&self.rendered_inlines(std::slice::from_ref(inline)));
            } else if inline.kind == InlineKind::Text {
                let part = Span::new(inline.span.start.max(span.start), inline.span.end.min(span.end));
                text.push_str(&self.rendered_inline(&Inline { span: part, ..*inline }));
            }
        }
        text
    }
}

/// What the code span `raw` renders: without its backticks and one blank at either end (CommonMark 6.1).
pub(crate) fn code_text(raw: &str) -> &str {
    let inside = raw.trim_matches('`');
    let bare = inside.strip_prefix(' ').and_then(|inside| inside.strip_suffix(' '));
    bare.filter(|_| inside.bytes().any(|byte| byte != b' ')).unwrap_or(inside)
}
