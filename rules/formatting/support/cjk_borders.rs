//! Where Han or kana meet Latin letters or digits in rendered text, and spaces beside full-width punctuation.

use crate::formatting::support::attributions::names;
use crate::formatting::support::cjk_words::{is_fixed_word, would_be_one_sided};
use crate::formatting::support::entry_separator::separator_of;
use crate::formatting::support::latin::is_latin_or_digit;
use crate::formatting::support::non_prose::non_prose;
use curate_document::script::{is_han, is_kana};
use curate_document::{Document, Glyph, InlineKind, Prose, Span};
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// Full-width punctuation that stands after a word; no space belongs on either side.
const AFTER_WORDS: [char; 7] = ['，', '。', '、', '！', '？', '：', '；'];
/// Opening brackets; no space belongs after them.
const OPENING: [char; 5] = ['（', '「', '『', '《', '【'];
/// Closing brackets; no space belongs before them.
const CLOSING: [char; 5] = ['）', '」', '』', '》', '】'];

/// What a block has of both.
#[derive(Clone, Debug, Default)]
pub(crate) struct Borders {
    /// Borders without a space.
    pub(crate) missing: Vec<Border>,
    /// How many borders have one.
    pub(crate) spaced: usize,
    /// How many of `spaced` are between a number and `年`, `月`, `日`.
    pub(crate) spaced_dates: usize,
    /// Spaces beside full-width punctuation.
    pub(crate) stray: Vec<StraySpace>,
    /// How often full-width punctuation stands beside a letter or digit without a space.
    pub(crate) close: usize,
}

/// Two characters that should have a space between them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Border {
    /// Index of the first of the two glyphs.
    pub(crate) glyph: usize,
    /// Where the space belongs: outside of emphasis and links.
    pub(crate) offset: usize,
    /// Whether it is between a number and `年`, `月`, `日`.
    pub(crate) date: bool,
}

/// Spaces that should not be there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StraySpace {
    /// Index of the glyph before the spaces.
    pub(crate) glyph: usize,
    /// Index of the glyph after them.
    pub(crate) next: usize,
    /// Their bytes.
    pub(crate) span: Span,
}

/// Finds them in `prose`; kana count where `kana` says so.
pub(crate) fn borders(prose: &Prose<'_>, document: &Document, kana: bool) -> Borders {
    let mut found = Borders::default();
    let is_wide = |character| is_han(character) || (kana && is_kana(character));
    let glyphs = prose.glyphs();
    if !glyphs.iter().any(|glyph| is_wide(glyph.character)) {
        return found;
    }
    let finder = BorderFinder { prose, document, blocked: OnceCell::new() };
    for (index, glyph) in glyphs.iter().enumerate() {
        if glyph.character == ' ' {
            let Some((before, next)) = around_spaces(glyphs, index) else { continue };
            if next == before + 2 && finder.is_border(before, next, &is_wide) {
                found.spaced += 1;
                found.spaced_dates += usize::from(finder.is_date(before, next));
            } else if let Some(span) = finder.stray(before, next, &is_wide) {
                found.stray.push(StraySpace { glyph: before, next, span });
            }
        } else if let Some(border) = finder.missing(index, &is_wide) {
            found.missing.push(border);
        } else if AFTER_WORDS.contains(&glyph.character) {
            let after = glyphs.get(index + 1).map(|after| after.character);
            found.close += usize::from(after.is_some_and(|after| is_wide(after) || is_latin_or_digit(after)));
        }
    }
    keep_pairs(glyphs, &mut found.stray);
    found
}

/// Leaves out spaces within brackets that would go on one side only.
fn keep_pairs(glyphs: &[Glyph], strays: &mut Vec<StraySpace>) {
    let character = |index: usize| glyphs.get(index).map_or(' ', |glyph| glyph.character);
    let is_within =
        |stray: &StraySpace| OPENING.contains(&character(stray.glyph)) || CLOSING.contains(&character(stray.next));
    if !strays.iter().any(is_within) {
        return;
    }
    let taken: BTreeSet<usize> = strays.iter().flat_map(|stray| [stray.glyph, stray.next]).collect();
    let is_spaced = |index: usize| character(index) == ' ';
    let mut open: Vec<usize> = Vec::new();
    let mut halves = BTreeSet::new();
    for (index, glyph) in glyphs.iter().enumerate() {
        if OPENING.contains(&glyph.character) {
            open.push(index);
        } else if CLOSING.contains(&glyph.character)
            && let Some(start) = open.pop()
            && is_spaced(start + 1)
            && is_spaced(index - 1)
            && taken.contains(&start) != taken.contains(&index)
        {
            halves.extend([start, index]);
        }
    }
    strays.retain(|stray| !is_within(stray) || !halves.contains(&stray.glyph) && !halves.contains(&stray.next));
}

/// The glyphs around the run of spaces that begins at `index`; `None` where none begins there or none ends.
fn around_spaces(glyphs: &[Glyph], index: usize) -> Option<(usize, usize)> {
    let before = index.checked_sub(1)?;
    let is_space = |glyph: &Glyph| glyph.character == ' ';
    if glyphs.get(before).is_none_or(is_space) {
        return None;
    }
    let length = glyphs.get(index..)?.iter().take_while(|glyph| is_space(glyph)).count();
    (index + length < glyphs.len()).then_some((before, index + length))
}

struct BorderFinder<'a> {
    prose: &'a Prose<'a>,
    document: &'a Document,
    /// What is not prose; found when it is first needed, since most blocks have nothing to judge.
    blocked: OnceCell<Vec<bool>>,
}

impl BorderFinder<'_> {
    fn glyph(&self, index: usize) -> Option<&Glyph> {
        self.prose.glyphs().get(index)
    }

    fn character(&self, index: usize) -> Option<char> {
        self.glyph(index).map(|glyph| glyph.character)
    }

    fn is_blocked(&self, index: usize) -> bool {
        let all = || {
            let mut blocked = non_prose(self.prose, self.document);
            for name in names(self.prose, self.document) {
                if let Some(part) = blocked.get_mut(name) {
                    part.fill(true);
                }
            }
            blocked
        };
        self.blocked.get_or_init(all).get(index).copied().unwrap_or(true)
    }

    /// Whether a space belongs between the glyphs at `a` and `b`.
    fn is_border(&self, a: usize, b: usize, is_wide: &dyn Fn(char) -> bool) -> bool {
        let (Some(first), Some(second)) = (self.glyph(a), self.glyph(b)) else { return false };
        let borders = if is_wide(first.character) {
            is_latin_or_digit(second.character)
        } else {
            is_wide(second.character) && self.ends_latin(a)
        };
        borders && self.links_allow(first, second)
    }

    /// Whether Latin text ends at `index`: with a letter or digit, or as `C++`, `C#`, `300+`, `15%` do. Not `%s`, `$1`, `\n`.
    fn ends_latin(&self, index: usize) -> bool {
        let before = |count: usize| index.checked_sub(count).and_then(|before| self.character(before));
        match self.character(index) {
            Some('%') => before(1).is_some_and(|character| character.is_ascii_digit()),
            Some('+') if before(1) == Some('+') => before(2).is_some_and(|character| character.is_ascii_alphabetic()),
            Some('+') => before(1).is_some_and(|character| character.is_ascii_digit()),
            Some('#') => {
                let attached = before(2).is_some_and(|character| character.is_ascii_alphanumeric());
                before(1).is_some_and(|character| character.is_ascii_uppercase()) && !attached
            }
            Some(character) => is_latin_or_digit(character) && !matches!(before(1), Some('%' | '$' | '\\')),
            None => false,
        }
    }

    /// Text of a link is a name: nothing is said of what is inside, or of where an entry's title ends.
    fn links_allow(&self, first: &Glyph, second: &Glyph) -> bool {
        let ((None, Some(id)) | (Some(id), None)) = (first.link, second.link) else {
            return first.link.is_none() && second.link.is_none();
        };
        let title_of = self.document.link(id).and_then(|link| link.entry).and_then(|entry| self.document.entry(entry));
        title_of.is_none_or(|entry| entry.link != Some(id))
    }

    /// Whether the glyphs at `a` and `b` are of a date such as `2024年5月1日`.
    fn is_date(&self, a: usize, b: usize) -> bool {
        match (self.character(a), self.character(b)) {
            (Some('0'..='9'), Some(unit)) => matches!(unit, '年' | '月' | '日' | '号' | '號'),
            (Some('年' | '月'), Some(digit)) => digit.is_ascii_digit(),
            _ => false,
        }
    }

    fn missing(&self, index: usize, is_wide: &dyn Fn(char) -> bool) -> Option<Border> {
        let next = index + 1;
        if !self.is_border(index, next, is_wide)
            || is_fixed_word(self.prose.glyphs(), index)
            || would_be_one_sided(self.prose.glyphs(), index)
            || self.is_blocked(index)
            || self.is_blocked(next)
        {
            return None;
        }
        let offset = self.place_between(self.glyph(index)?, self.glyph(next)?)?;
        Some(Border { glyph: index, offset, date: self.is_date(index, next) })
    }

    /// Where a space can stand between two glyphs so that emphasis and links stay as they are: before what opens, after
    /// what closes. `None` where one closes and another opens, which cannot be told apart here.
    fn place_between(&self, first: &Glyph, second: &Glyph) -> Option<usize> {
        if first.span.end == second.span.start {
            return Some(first.span.end);
        }
        let (inside_first, inside_second) = (self.is_emphasised(first), self.is_emphasised(second));
        let opens = (!inside_first && inside_second) || (first.link.is_none() && second.link.is_some());
        let closes = (inside_first && !inside_second) || (first.link.is_some() && second.link.is_none());
        let between = self.document.text(Span::new(first.span.end, second.span.start));
        // Inside emphasis the marks of more emphasis could be of either kind.
        let plain = !(inside_first && inside_second) || between == "[" || between.starts_with(']');
        match (opens, closes) {
            (true, false) if plain => Some(first.span.end),
            (false, true) if plain => Some(second.span.start),
            _ => None,
        }
    }

    fn is_emphasised(&self, glyph: &Glyph) -> bool {
        let index = self.prose.inlines.partition_point(|inline| inline.span.end <= glyph.span.start);
        self.prose.inlines.get(index).is_some_and(|inline| inline.emphasis)
    }

    /// The bytes of the spaces between the glyphs at `before` and `next`, where they are beside full-width punctuation
    /// and may go: in a Chinese clause, with the punctuation outside of links and emphasis (`**字：** 字` needs its space).
    fn stray(&self, before: usize, next: usize, is_wide: &dyn Fn(char) -> bool) -> Option<Span> {
        let (first, second) = (self.glyph(before)?, self.glyph(next)?);
        let is_word = |character: char| is_wide(character) || is_latin_or_digit(character);
        let after_punctuation = AFTER_WORDS.contains(&first.character) || OPENING.contains(&first.character);
        let before_punctuation = AFTER_WORDS.contains(&second.character) || CLOSING.contains(&second.character);
        let (punctuation, word) =
            match (after_punctuation && is_word(second.character), before_punctuation && is_word(first.character)) {
                (true, _) => (first, second),
                (_, true) => (second, first),
                _ => return None,
            };
        let beyond = if after_punctuation { before.checked_sub(1) } else { Some(next + 1) };
        // The ideographic comma is in no Latin text, whatever it enumerates.
        let in_clause = punctuation.character == '、'
            || is_wide(word.character)
            || beyond.and_then(|index| self.character(index)).is_some_and(is_wide);
        if !in_clause || punctuation.link.is_some() || !self.links_allow(first, second) {
            return None;
        }
        let spaces = self.prose.glyphs().get(before + 1..next)?;
        let single = |glyph: &Glyph| glyph.kind == InlineKind::Text && glyph.span.len() == 1 && glyph.link.is_none();
        let span = Span::new(spaces.first()?.span.start, spaces.last()?.span.end);
        // Many set spaces around emphasis as they do around code.
        let touches = first.span.end == span.start && second.span.start == span.end;
        if !touches
            || span.len() != spaces.len()
            || !spaces.iter().all(single)
            || self.is_blocked(before)
            || self.is_blocked(next)
        {
            return None;
        }
        let separator = separator_of(self.prose, self.document);
        (!separator.is_some_and(|separator| separator.overlaps(span))).then_some(span)
    }
}
