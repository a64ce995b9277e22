//! Blanks in Latin text that are missing or too many.

use crate::formatting::support::glued_words::{WordNeighbour, glued_at};
use crate::formatting::support::latin::is_latin_or_digit;
use crate::formatting::support::non_prose::non_prose;
use curate_document::block::OBJECT;
use curate_document::script::is_latin_letter;
use curate_document::{Document, Glyph, InlineKind, LinkKind, Prose, Span};
use std::cell::OnceCell;
use std::ops::Range;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SpacingKind {
    /// A blank before this mark, a comma or a full stop.
    BeforeMark(char),
    /// No blank after a comma.
    AfterComma,
    /// Blanks within brackets, at one end or both.
    Padding,
    /// Two blanks between words.
    Doubled,
    /// No blank between a word and a link or an image.
    Glued(WordNeighbour),
}

/// A place with too many blanks, or too few.
#[derive(Clone, Debug)]
pub(crate) struct SpacingDefect {
    /// What is wrong there.
    pub kind: SpacingKind,
    /// What to point at.
    pub shown: Span,
    /// The blanks that go, and empty spans where one is put in.
    pub edits: Vec<Span>,
}

/// A defect, and the glyphs that it is about.
type PlacedDefect = (Range<usize>, SpacingDefect);

/// The longest piece between blanks that is looked at, in characters before a comma and behind it.
const LONGEST_PIECE: usize = 120;

/// A sentence has at least so many words.
const SENTENCE: usize = 3;

/// Finds them in `prose`, in order; none where other scripts than Latin, Greek and Cyrillic are in it.
pub(crate) fn spacing_defects(prose: &Prose<'_>, document: &Document) -> Vec<SpacingDefect> {
    let glyphs = prose.glyphs();
    if glyphs.iter().any(|glyph| is_of_other_script(glyph.character)) {
        return Vec::new();
    }
    let text = LatinText { glyphs, document, blocked: OnceCell::new(), prose };
    let mut defects: Vec<SpacingDefect> = Vec::new();
    let all = (1..glyphs.len()).filter_map(|at| text.defect_at(at));
    for (_, defect) in all.filter(|(range, _)| !text.is_blocked(range.clone())) {
        // `red,green,blue` is one place.
        match defects
            .last_mut()
            .filter(|last| last.kind == SpacingKind::AfterComma && last.shown.end > defect.shown.start)
        {
            Some(last) => {
                last.shown = last.shown.join(defect.shown);
                last.edits.extend(defect.edits);
            }
            None => defects.push(defect),
        }
    }
    defects
}

/// Whether `character` is a letter from beyond Latin, Greek and Cyrillic: what is right there is for other rules to say.
fn is_of_other_script(character: char) -> bool {
    character > LAST_CYRILLIC && character.is_alphabetic() && !is_latin_letter(character)
}

/// The last character of the block "Cyrillic Supplement"; Greek is before it.
const LAST_CYRILLIC: char = '\u{52F}';

/// The text of one leaf block.
struct LatinText<'a> {
    glyphs: &'a [Glyph],
    document: &'a Document,
    prose: &'a Prose<'a>,
    /// By glyph, whether it is part of what is not prose.
    blocked: OnceCell<Vec<bool>>,
}

impl LatinText<'_> {
    fn character(&self, at: usize) -> Option<char> {
        self.glyphs.get(at).map(|glyph| glyph.character)
    }

    /// The characters before `at`, the nearest first.
    fn before(&self, at: usize) -> impl Iterator<Item = char> {
        self.glyphs.get(..at).unwrap_or(&[]).iter().rev().map(|glyph| glyph.character)
    }

    /// Whether the glyph at `at` is text as it is written, in no link.
    fn is_plain(&self, at: usize) -> bool {
        self.glyphs.get(at).is_some_and(|glyph| {
            glyph.kind == InlineKind::Text && glyph.link.is_none() && glyph.span.len() == glyph.character.len_utf8()
        })
    }

    /// Whether any text of `range` is no prose.
    fn is_blocked(&self, range: Range<usize>) -> bool {
        let blocked = self.blocked.get_or_init(|| non_prose(self.prose, self.document));
        let glyphs = self.glyphs.get(range.clone()).unwrap_or(&[]);
        let is_blocked = |(glyph, blocked): (&Glyph, &bool)| *blocked && glyph.kind == InlineKind::Text;
        glyphs.iter().zip(blocked.get(range).unwrap_or(&[])).any(is_blocked)
    }

    /// What is wrong at the glyph `at` and the one before it.
    fn defect_at(&self, at: usize) -> Option<PlacedDefect> {
        let (before, character) = (self.character(at - 1)?, self.character(at)?);
        match character {
            ',' | '.' if before == ' ' => self.before_mark(at, character),
            ',' => self.after_comma(at),
            ')' => self.padding(at),
            ' ' if before == ' ' => self.doubled(at),
            _ => {
                let kind = glued_at(self.glyphs, at)?;
                let (left, right) = (self.glyphs.get(at - 1)?.span, self.glyphs.get(at)?.span);
                let edits = vec![Span::at(if kind == WordNeighbour::LinkBefore { right.start } else { left.end })];
                self.defect(SpacingKind::Glued(kind), at - 1..at + 1, edits)
            }
        }
    }

    /// A defect of the glyphs in `range`.
    fn defect(&self, kind: SpacingKind, range: Range<usize>, edits: Vec<Span>) -> Option<PlacedDefect> {
        let part = self.glyphs.get(range.clone())?;
        let shown = part.first()?.span.join(part.last()?.span);
        Some((range, SpacingDefect { kind, shown, edits }))
    }

    /// `word ,` and `word .`, at the end of a sentence, before a blank.
    fn before_mark(&self, at: usize, mark: char) -> Option<PlacedDefect> {
        let last = self.character(at.checked_sub(2)?)?;
        let next = self.character(at + 1);
        let is_word = is_latin_or_digit(last) || last == ')';
        if !is_word || !self.is_plain(at - 1) || !self.is_plain(at) {
            return None;
        }
        let blank = self.glyphs.get(at - 1)?.span;
        let defect = |edits| self.defect(SpacingKind::BeforeMark(mark), at - 1..at + 1, edits);
        if mark == ',' && next.is_some_and(is_latin_letter) {
            let is_moved = self.is_plain(at + 1) && self.is_in_sentence(at);
            return is_moved.then(|| defect(vec![blank, Span::at(blank.end + 1)])).flatten();
        }
        if next.is_some_and(|next| next != ' ') {
            return None;
        }
        let following = self.glyphs.get(at + 1..)?.iter().map(|glyph| glyph.character).find(|next| *next != ' ');
        // Full stops with blanks around them may be there to separate names.
        let sentence = self.before(at - 1).take_while(|character| !matches!(*character, '.' | OBJECT));
        let blanks = sentence.filter(|character| *character == ' ');
        let ends = mark == ','
            || following.is_none()
            || following.is_some_and(char::is_uppercase) && blanks.take(SENTENCE).count() + 1 >= SENTENCE;
        ends.then(|| defect(vec![blank])).flatten()
    }

    /// `word,word`.
    fn after_comma(&self, at: usize) -> Option<PlacedDefect> {
        let is_letter = |at: usize| self.is_plain(at) && self.character(at).is_some_and(is_latin_letter);
        if !is_letter(at - 1) || !is_letter(at + 1) || !self.is_plain(at) {
            return None;
        }
        let count =
            |letters: &mut dyn Iterator<Item = char>| letters.take_while(|letter| is_latin_letter(*letter)).count();
        let left = count(&mut self.before(at));
        let right = count(&mut self.glyphs.get(at + 1..)?.iter().map(|glyph| glyph.character));
        let right_word =
            self.glyphs.get(at + 1..)?.iter().take_while(|glyph| is_latin_or_digit(glyph.character)).count();
        // `(x,y)`, `en,de`; `load(get,set)`, `[BSD,MIT]` and what has other signs in it belong to a program.
        if left < 2 || right < 2 || left.max(right) < 3 || !self.is_in_sentence(at) || self.is_format(at) {
            return None;
        }
        let edits = vec![Span::at(self.glyphs.get(at)?.span.end)];
        self.defect(SpacingKind::AfterComma, at - left..at + 1 + right_word, edits)
    }

    /// Whether the piece between blanks around the comma at `at` is words and marks of a sentence.
    fn is_in_sentence(&self, at: usize) -> bool {
        let is_code = |character: &char| {
            matches!(
                character,
                '=' | '_'
                    | ':'
                    | '@'
                    | '/'
                    | '\\'
                    | '{'
                    | '}'
                    | '<'
                    | '>'
                    | '['
                    | ']'
                    | '#'
                    | '$'
                    | '%'
                    | '&'
                    | '*'
                    | '|'
                    | '"'
                    | '\''
                    | ';'
                    | '`'
            )
        };
        let head = self.before(at).take(LONGEST_PIECE).take_while(|character| *character != ' ');
        let head: Vec<char> = head.collect();
        let tail = self.glyphs.get(at..).unwrap_or(&[]).iter().map(|glyph| glyph.character);
        let tail: Vec<char> = tail.take(LONGEST_PIECE).take_while(|character| *character != ' ').collect();
        if head.len().max(tail.len()) == LONGEST_PIECE {
            return false;
        }
        let is_call = head.iter().skip_while(|character| **character != '(').nth(1).is_some();
        !is_call && !head.iter().chain(&tail).any(|character| is_code(character) && *character != '\'')
    }

    /// Whether the comma at `at` is in emphasis without blanks: `*width,height*` says how something is written.
    fn is_format(&self, at: usize) -> bool {
        let offset = self.glyphs.get(at).map_or(0, |glyph| glyph.span.start);
        let inline = self.prose.inlines.iter().find(|inline| inline.span.covers(offset));
        inline.is_some_and(|inline| inline.emphasis && !self.document.text(inline.span).contains(' '))
    }

    /// `( word )`, `( word)`, `(word )`: the bracket at `at` closes one that is in this text.
    fn padding(&self, at: usize) -> Option<PlacedDefect> {
        let depth = self.before(at).position(|character| matches!(character, '(' | ')' | '（' | '）'))?;
        let open = at - 1 - depth;
        let is_pair = self.character(open) == Some('(') && self.is_plain(open) && self.is_plain(at);
        let (first, last) = (self.character(open + 1)?, self.character(at - 1)?);
        if !is_pair || first != ' ' && last != ' ' || at < open + 4 {
            return None;
        }
        // `:(` and `: )` are faces.
        if open
            .checked_sub(1)
            .and_then(|before| self.character(before))
            .is_some_and(|before| matches!(before, ':' | ';'))
        {
            return None;
        }
        let is_word = |at: usize| {
            let glyph = self.glyphs.get(at);
            let link = glyph.and_then(|glyph| glyph.link).and_then(|id| self.document.link(id));
            let is_bare = link.is_some_and(|link| matches!(link.kind, LinkKind::Autolink | LinkKind::Literal));
            glyph.is_some_and(|glyph| is_latin_or_digit(glyph.character)) && !is_bare
        };
        let opening = (first == ' ' && self.is_plain(open + 1)).then_some((open + 1, open + 2));
        let closing = (last == ' ' && self.is_plain(at - 1)).then_some((at - 1, at - 2));
        let ends = [opening, closing];
        let is_sure = ends.iter().flatten().all(|(_, word)| is_word(*word)) && ends.iter().flatten().count() > 0;
        let edits = ends.iter().flatten().filter_map(|(blank, _)| Some(self.glyphs.get(*blank)?.span)).collect();
        if is_sure { self.defect(SpacingKind::Padding, open..at + 1, edits) } else { None }
    }

    /// Two blanks between two words. Three are there to line something up, and so may be two behind a full stop.
    fn doubled(&self, at: usize) -> Option<PlacedDefect> {
        let (left, right) = (self.character(at.checked_sub(2)?)?, self.character(at + 1)?);
        let is_text = (at - 2..at + 2).all(|at| self.is_plain(at));
        let is_sure = is_text && (is_latin_or_digit(left) || matches!(left, ',' | ')')) && is_latin_letter(right);
        let edits = vec![self.glyphs.get(at)?.span];
        if is_sure { self.defect(SpacingKind::Doubled, at - 1..at + 1, edits) } else { None }
    }
}
