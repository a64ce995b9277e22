//! Brackets in text, of which the parser made no link.

use curate_document::{Document, Glyph, InlineKind, Link, LinkKind, Prose, Span};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// Whether `character` shows nothing and takes no room: zero width spaces and joiners, marks of direction, soft hyphens.
pub(crate) fn has_no_width(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
}

/// The text of a paragraph, heading or cell, with its brackets.
pub(crate) struct BracketText<'a> {
    glyphs: &'a [Glyph],
    document: &'a Document,
    /// The places that are in links that brackets made, in order; found for the first pair of square brackets.
    linked: OnceCell<Vec<usize>>,
}

/// A pair of square brackets by its places in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BracketPair {
    /// Of `[` or `［`.
    pub(crate) open: usize,
    /// Of `]` or `］`.
    pub(crate) close: usize,
    /// How many round brackets are open before it.
    pub(crate) depth: usize,
}

/// Every bracket that counts.
#[derive(Debug, Default)]
pub(crate) struct Brackets {
    /// Pairs of square brackets, in the order in which they are closed.
    pub(crate) square: Vec<BracketPair>,
    /// Where round brackets open, by where they close.
    pub(crate) round: BTreeMap<usize, usize>,
    /// Places of `(`.
    pub(crate) opening: Vec<usize>,
    /// Places of `)`, `）` and `]` that close nothing and follow a link at once, and of `[` that nothing closes and a link follows.
    pub(crate) surplus: Vec<usize>,
    /// Places of `]` that close nothing and have `(` after them.
    pub(crate) unopened: Vec<usize>,
    /// Places of `[` that nothing closes.
    pub(crate) unclosed: Vec<usize>,
}

/// No destination has so many characters.
const LONGEST_TAIL: usize = 4096;

/// What follows the round bracket that opens a destination.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tail {
    /// The bytes up to the closing bracket, else up to where text ends.
    pub(crate) inside: Span,
    /// The place of the closing bracket.
    pub(crate) close: Option<usize>,
}

impl<'a> BracketText<'a> {
    /// The text of `prose`.
    pub(crate) fn new(prose: &'a Prose<'_>, document: &'a Document) -> Self {
        Self { glyphs: prose.glyphs(), document, linked: OnceCell::new() }
    }

    /// The character at `place`, where it is text and stands for itself; not where it is escaped.
    pub(crate) fn character(&self, place: usize) -> Option<char> {
        let glyph = self.glyphs.get(place)?;
        let plain = glyph.kind == InlineKind::Text && glyph.span.len() == glyph.character.len_utf8();
        plain.then_some(glyph.character)
    }

    /// The bytes at `place`; empty at the end of the text.
    pub(crate) fn span(&self, place: usize) -> Span {
        let end = || Span::at(self.glyphs.last().map_or(0, |glyph| glyph.span.end));
        self.glyphs.get(place).map_or_else(end, |glyph| glyph.span)
    }

    /// The bytes between the brackets at `open` and `close`.
    pub(crate) fn between(&self, open: usize, close: usize) -> Span {
        Span::new(self.span(open).end, self.span(close).start)
    }

    /// The link at `place`, if it is one that brackets made.
    pub(crate) fn link(&self, place: usize) -> Option<&'a Link> {
        let link = self.document.link(self.glyphs.get(place)?.link?)?;
        matches!(link.kind, LinkKind::Inline | LinkKind::Reference).then_some(link)
    }

    /// The URL outside of brackets at `place`.
    pub(crate) fn bare_url(&self, place: usize) -> Option<&'a Link> {
        let link = self.document.link(self.glyphs.get(place)?.link?)?;
        matches!(link.kind, LinkKind::Literal | LinkKind::Autolink).then_some(link)
    }

    /// Whether a `[` that does not stand for itself is before `place`: `\[text](url)` shows syntax.
    fn has_escaped(&self, place: usize) -> bool {
        (0..place).any(|place| {
            self.glyphs.get(place).is_some_and(|glyph| glyph.character == '[') && self.character(place).is_none()
        })
    }

    /// Whether `place` is in a link of any kind; a bare URL takes brackets with it.
    pub(crate) fn is_in_link(&self, place: usize) -> bool {
        self.glyphs.get(place).is_some_and(|glyph| glyph.link.is_some())
    }

    /// Whether a link is between `open` and `close`, so that there can be none around it.
    pub(crate) fn has_link(&self, open: usize, close: usize) -> bool {
        let linked =
            self.linked.get_or_init(|| (0..self.glyphs.len()).filter(|place| self.link(*place).is_some()).collect());
        let next = linked.partition_point(|place| *place < open);
        linked.get(next).is_some_and(|place| *place < close)
    }

    /// Whether what is at `place` is not text: code, an image, HTML.
    pub(crate) fn is_object(&self, place: usize) -> bool {
        self.glyphs.get(place).is_some_and(|glyph| !matches!(glyph.kind, InlineKind::Text | InlineKind::SoftBreak))
    }

    /// The place behind the line ending at `place`, blanks before it left out; `None` where there is none.
    pub(crate) fn after_line_end(&self, place: usize) -> Option<usize> {
        let at = self.after_blanks(place);
        let is_end = self.glyphs.get(at).is_some_and(|glyph| glyph.kind == InlineKind::SoftBreak);
        is_end.then(|| self.after_blanks(at + 1))
    }

    /// Whether there is an image at `place`.
    pub(crate) fn is_image(&self, place: usize) -> bool {
        self.glyphs.get(place).is_some_and(|glyph| glyph.kind == InlineKind::Image)
    }

    /// The place of the first glyph at or after `place` that is neither a blank nor invisible.
    pub(crate) fn after_blanks(&self, place: usize) -> usize {
        let blanks = self.glyphs.get(place..).unwrap_or(&[]).iter();
        let is_blank = |glyph: &&Glyph| {
            let character = glyph.character;
            glyph.kind == InlineKind::Text
                && (matches!(character, ' ' | '\t' | '\u{3000}' | '\u{A0}') || has_no_width(character))
        };
        place + blanks.take_while(is_blank).count()
    }

    /// Whether readers see nothing at the places from `start` to `end`.
    pub(crate) fn is_invisible(&self, start: usize, end: usize) -> bool {
        self.glyphs.get(start..end).unwrap_or(&[]).iter().all(|glyph| has_no_width(glyph.character))
    }

    /// How many glyphs there are.
    pub(crate) fn length(&self) -> usize {
        self.glyphs.len()
    }

    /// Finds the brackets of the text.
    pub(crate) fn brackets(&self) -> Brackets {
        let mut found = Brackets::default();
        let (mut square, mut round) = (Vec::new(), Vec::new());
        // How many `(` are open that do not stand for themselves: `\(see [text](url))`.
        let mut escaped = 0_usize;
        let is_bracket = |character: char| matches!(character, '(' | ')' | '[' | ']' | '（' | '）' | '［' | '］');
        for (place, glyph) in self.glyphs.iter().enumerate().filter(|(_, glyph)| is_bracket(glyph.character)) {
            let Some(character) = self.character(place) else {
                match glyph.character {
                    '(' if glyph.kind == InlineKind::Text => escaped += 1,
                    ')' if glyph.kind == InlineKind::Text => escaped = escaped.saturating_sub(1),
                    _ => {}
                }
                continue;
            };
            match character {
                '(' | '（' => {
                    round.push(place);
                    found.opening.extend((character == '(').then_some(place));
                }
                ')' | '）' => match round.pop() {
                    Some(open) => {
                        found.round.insert(place, open);
                    }
                    None if escaped > 0 => escaped -= 1,
                    None if self.ends_link(place) => found.surplus.push(place),
                    None => {}
                },
                '[' | '［' if !self.is_in_link(place) => square.push(place),
                ']' | '］' if self.link(place).is_none() => {
                    if let Some(open) = square.pop() {
                        found.square.push(BracketPair { open, close: place, depth: round.len() });
                    } else if self.character(place + 1) == Some('(') && !self.has_escaped(place) {
                        found.unopened.push(place);
                    } else if self.ends_link(place) && !self.has_escaped(place) {
                        found.surplus.push(place);
                    }
                }
                _ => {}
            }
        }
        found.unclosed = square.into_iter().filter(|place| self.character(*place) == Some('[')).collect();
        found.surplus.extend(found.unclosed.iter().filter(|place| self.begins_link(**place)));
        found
    }

    /// Whether a link with a text begins right behind the bracket at `place`, which no emphasis or image goes before.
    fn begins_link(&self, place: usize) -> bool {
        let next = self.link(place + 1).filter(|link| link.kind == LinkKind::Inline && !link.image);
        next.is_some_and(|link| link.span.start == self.span(place).end)
    }

    /// Whether no letter and no number stands before `place`.
    pub(crate) fn is_first(&self, place: usize) -> bool {
        (0..place).all(|place| self.character(place).is_none_or(|character| !character.is_alphanumeric()))
    }

    /// Whether a link or an image with a destination in round brackets ends right before `place`.
    fn ends_link(&self, place: usize) -> bool {
        let Some(before) = place.checked_sub(1) else { return false };
        let start = self.span(place).start;
        let image = self.is_image(before) && self.span(before).end == start;
        let link = self.link(before).is_some_and(|link| link.kind == LinkKind::Inline && link.span.end == start);
        let inside = self.link(place).is_some();
        (image || link) && !inside && self.document.source().get(..start).is_some_and(|text| text.ends_with(')'))
    }

    /// What follows the round bracket at `open`: up to the bracket that closes it, a square bracket, or the end of text.
    pub(crate) fn tail(&self, open: usize) -> Tail {
        let start = self.span(open).end;
        let mut end = start;
        let mut depth = 0_usize;
        for (place, glyph) in self.glyphs.iter().enumerate().skip(open + 1).take(LONGEST_TAIL) {
            let is_text = matches!(glyph.kind, InlineKind::Text | InlineKind::SoftBreak);
            if !is_text || self.link(place).is_some() {
                break;
            }
            match self.character(place) {
                Some('(' | '（') => depth += 1,
                Some(')' | '）') if depth == 0 => {
                    return Tail { inside: Span::new(start, glyph.span.start), close: Some(place) };
                }
                Some(')' | '）') => depth -= 1,
                Some('[' | '［') => break,
                _ => {}
            }
            end = glyph.span.end;
            // An autolink's `>` is not a glyph.
            let link = glyph.link.and_then(|id| self.document.link(id)).filter(|link| link.kind == LinkKind::Autolink);
            end = link.filter(|link| link.destination.end == end).map_or(end, |link| link.span.end);
        }
        Tail { inside: Span::new(start, end), close: None }
    }
}
