//! Finds words of a list in rendered text, whatever their case: whole words of prose, not parts of names, paths and
//! addresses.

use curate_document::script::is_cjk_letter;
use curate_document::{Characters, Document, Glyph, InlineKind, LinkId, Prose, Span};
use std::collections::BTreeMap;

/// When a word that was found is certainly the one that was looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Certain {
    /// However it is written.
    Always,
    /// With a capital somewhere; in lower case it may be a package or a command.
    WithCapitals,
    /// Never.
    Never,
}

/// A word to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// How it should be written.
    pub(crate) right: String,
    /// Spellings that are right as well.
    pub(crate) accepted: &'static [&'static str],
    /// When what is found is certainly meant to be `right`.
    pub(crate) certain: Certain,
    /// Its letters in lower case, as they are looked for.
    folded: Vec<char>,
    /// The same as bytes, where all are of ASCII; empty otherwise.
    bytes: Vec<u8>,
}

impl Word {
    /// A word that is looked for as `wrong`.
    pub(crate) fn new(wrong: &str, right: &str, accepted: &'static [&'static str], certain: Certain) -> Self {
        let folded = wrong.chars().map(fold).collect();
        let bytes = if wrong.is_ascii() { wrong.to_ascii_lowercase().into_bytes() } else { Vec::new() };
        Self { right: right.to_owned(), accepted, certain, folded, bytes }
    }

    /// A word as configurations write it: `right`, or `wrong = right`. `None` where a half is empty.
    pub(crate) fn configured(line: &str) -> Option<Self> {
        let (wrong, right) = line.split_once('=').map_or((line, line), |(wrong, right)| (wrong, right));
        let (wrong, right) = (wrong.trim(), right.trim());
        if wrong.is_empty() || right.is_empty() {
            return None;
        }
        // A capital within a word is a name's; `windows` and `oss` may be other words.
        let same = wrong.chars().map(fold).eq(right.chars().map(fold));
        let inner = right.chars().skip(1).any(char::is_uppercase) && right.chars().any(char::is_lowercase);
        Some(Self::new(wrong, right, &[], if same && inner { Certain::Always } else { Certain::Never }))
    }

    /// Whether both are looked for in the same way.
    pub(crate) fn is_looked_for_as(&self, other: &Self) -> bool {
        self.folded == other.folded
    }

    /// Whether `text` begins with it, in another spelling than its own. Letters beyond ASCII are taken to differ.
    fn is_otherwise_at(&self, text: &[u8]) -> bool {
        if self.bytes.is_empty() {
            return true;
        }
        let Some(part) = text.get(..self.bytes.len()) else { return false };
        part.eq_ignore_ascii_case(&self.bytes)
            && part != self.right.as_bytes()
            && !self.accepted.iter().any(|accepted| part == accepted.as_bytes())
    }
}

/// A word in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordMatch<'w> {
    /// The word.
    pub(crate) word: &'w Word,
    /// The index of its first glyph.
    pub(crate) start: usize,
    /// The index after its last glyph.
    pub(crate) end: usize,
}

impl WordMatch<'_> {
    /// What stands in `glyphs`, the text that was searched, and its bytes.
    pub(crate) fn text(&self, glyphs: &[Glyph]) -> Option<(String, Span)> {
        let part = glyphs.get(self.start..self.end)?;
        let span = part.first()?.span.join(part.last()?.span);
        Some((part.iter().map(|glyph| glyph.character).collect(), span))
    }
}

/// Words, ready to be looked for.
#[derive(Debug, Default)]
pub(crate) struct WordList {
    /// Those that begin with a letter of ASCII, by their first two letters (see [`slot`]): most words of a text are told
    /// apart from all of ours by these two. Empty, or one list for every slot.
    by_letters: Vec<Vec<Word>>,
    /// By first letter, the second ones that a word has, as bits; the last one is for all that is not a letter of ASCII.
    seconds: [u32; 26],
    /// The others, by their first character.
    by_character: BTreeMap<char, Vec<Word>>,
}

impl WordList {
    /// Adds `word`; of two that are looked for in the same way the later one counts.
    pub(crate) fn add(&mut self, word: Word) {
        let Some(first) = word.folded.first().copied() else { return };
        let words = match slot(first, word.folded.get(1).copied()) {
            Some(slot) => {
                self.by_letters.resize_with(SLOTS, Vec::new);
                if let Some(seconds) = self.seconds.get_mut(slot / 27) {
                    *seconds |= 1 << (slot % 27);
                }
                self.by_letters.get_mut(slot)
            }
            None => Some(self.by_character.entry(first).or_default()),
        };
        let Some(words) = words else { return };
        words.retain(|known| known.folded != word.folded);
        words.push(word);
        // The longest one that fits is meant.
        words.sort_by_key(|word| std::cmp::Reverse(word.folded.len()));
    }

    /// Whether a word is there that is looked for as `word` is.
    pub(crate) fn has(&self, word: &Word) -> bool {
        let Some(first) = word.folded.first() else { return false };
        self.beginning(*first, word.folded.get(1).copied()).any(|known| known.is_looked_for_as(word))
    }

    /// Removes the word that is looked for as `text`.
    pub(crate) fn remove(&mut self, text: &str) {
        let folded: Vec<char> = text.chars().map(fold).collect();
        for words in self.by_letters.iter_mut().chain(self.by_character.values_mut()) {
            words.retain(|word| word.folded != folded);
        }
    }

    /// The words that may be meant by what begins with `first` and `second`.
    fn beginning(&self, first: char, second: Option<char>) -> impl Iterator<Item = &Word> {
        let of_letters = |slot: Option<usize>| slot.and_then(|slot| self.by_letters.get(slot)).into_iter().flatten();
        let pair = slot(first, second);
        let single = slot(first, None).filter(|single| Some(*single) != pair);
        let others = if pair.is_none() { self.by_character.get(&first) } else { None };
        of_letters(pair).chain(of_letters(single)).chain(others.into_iter().flatten())
    }

    /// Whether a word in `prose` may be written in another way than it should be; said by the bytes of its text, at little cost.
    pub(crate) fn may_be_misspelt(&self, prose: &Prose<'_>, document: &Document) -> bool {
        if !self.by_character.is_empty() && prose.characters.has(Characters::NOT_ASCII) {
            return true;
        }
        let mut texts = prose.inlines.iter().filter(|inline| inline.kind == InlineKind::Text);
        texts.any(|inline| self.is_in(document.text(inline.span).as_bytes()))
    }

    /// Whether a word that begins with a letter of ASCII is in `text`, and written otherwise than it should be.
    fn is_in(&self, text: &[u8]) -> bool {
        let mut before = b' ';
        for (at, pair) in text.windows(2).enumerate() {
            let &[first, second] = pair else { continue };
            let begins = !before.is_ascii_alphanumeric();
            before = first;
            let letter = (first | 0x20).wrapping_sub(b'a');
            let Some(seconds) = self.seconds.get(usize::from(letter)).filter(|_| begins) else { continue };
            let other = (second | 0x20).wrapping_sub(b'a').min(26);
            if seconds & (1 << other | 1 << 26) == 0 {
                continue;
            }
            let slots = [usize::from(letter) * 27 + usize::from(other), usize::from(letter) * 27 + 26];
            let mut words = slots.into_iter().filter_map(|slot| self.by_letters.get(slot));
            let rest = text.get(at..).unwrap_or(&[]);
            if words.any(|words| words.iter().any(|word| word.is_otherwise_at(rest))) {
                return true;
            }
        }
        false
    }

    /// The words in `glyphs` that are written in another way than they should be.
    pub(crate) fn misspelt<'w>(&'w self, glyphs: &[Glyph]) -> Vec<WordMatch<'w>> {
        let mut found = Vec::new();
        let mut index = 0;
        while index < glyphs.len() {
            let Some(candidate) = self.at(glyphs, index) else {
                index += 1;
                continue;
            };
            index = candidate.end;
            let text = glyphs.get(candidate.start..candidate.end).unwrap_or(&[]);
            let is = |right: &str| right.chars().eq(text.iter().map(|glyph| glyph.character));
            if !is(&candidate.word.right) && !candidate.word.accepted.iter().any(|accepted| is(accepted)) {
                found.push(candidate);
            }
        }
        found
    }

    fn at<'w>(&'w self, glyphs: &[Glyph], start: usize) -> Option<WordMatch<'w>> {
        let first = glyphs.get(start)?;
        // What is quickly known comes first: most glyphs are within a word, or begin none of ours.
        let before = start.checked_sub(1).and_then(|before| glyphs.get(before));
        if before.is_some_and(|before| before.character.is_ascii_alphanumeric()) && first.character.is_ascii() {
            return None;
        }
        let second = glyphs.get(start + 1).map(|glyph| fold(glyph.character));
        self.beginning(fold(first.character), second).find_map(|word| {
            let end = start + word.folded.len();
            let text = glyphs.get(start..end)?;
            let same = text.iter().zip(&word.folded).all(|(glyph, letter)| fold(glyph.character) == *letter);
            (same && is_whole(text) && begins(glyphs, start) && ends(glyphs, end)).then_some(WordMatch {
                word,
                start,
                end,
            })
        })
    }
}

/// The number of `character` among the letters of ASCII.
fn letter(character: char) -> Option<usize> {
    let lower = character.to_ascii_lowercase();
    lower.is_ascii_lowercase().then(|| (lower as usize) - ('a' as usize))
}

/// How many pairs of a letter of ASCII and another character are told apart.
const SLOTS: usize = 26 * 27;

/// The number of the pair of `first`, a letter of ASCII, and `second`; all that is not such a letter is one second.
fn slot(first: char, second: Option<char>) -> Option<usize> {
    Some(letter(first)? * 27 + second.and_then(letter).unwrap_or(26))
}

/// The lower case of `character`, where that is one character.
fn fold(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    let mut lower = character.to_lowercase();
    lower.next().filter(|_| lower.next().is_none()).unwrap_or(character)
}

/// Whether `text` stands in the source in one piece, in one link or none.
fn is_whole(text: &[Glyph]) -> bool {
    let link: Option<Option<LinkId>> = text.first().map(|glyph| glyph.link);
    let written = |glyph: &Glyph| glyph.kind == InlineKind::Text && glyph.span.len() == glyph.character.len_utf8();
    text.iter().all(|glyph| written(glyph) && Some(glyph.link) == link)
        && text.windows(2).all(|pair| matches!(pair, [first, second] if first.span.end == second.span.start))
}

/// A letter of a script that puts spaces between its words, or a digit.
fn is_letter(character: char) -> bool {
    character.is_alphanumeric() && !is_cjk_letter(character)
}

/// Whether a word of prose may begin at `start`: not within a word, a path, a handle, a tag, a domain, a slug.
fn begins(glyphs: &[Glyph], start: usize) -> bool {
    let Some(before) = start.checked_sub(1).and_then(|before| glyphs.get(before)) else { return true };
    let starts_wide = glyphs.get(start).is_some_and(|glyph| is_cjk_letter(glyph.character));
    starts_wide
        || !is_letter(before.character)
            && !matches!(
                before.character,
                '_' | '@' | '#' | '/' | '\\' | '.' | '-' | '$' | '~' | '&' | '=' | '+' | '%' | ':' | '{' | '<'
            )
}

/// Whether a word of prose may end before `end`.
fn ends(glyphs: &[Glyph], end: usize) -> bool {
    let at = |index: usize| glyphs.get(index).map(|glyph| glyph.character);
    let ends_wide = end.checked_sub(1).and_then(at).is_some_and(is_cjk_letter);
    let goes_on =
        |character: Option<char>| character.is_some_and(|character| character.is_alphanumeric() || character == '/');
    match at(end) {
        None => true,
        Some(_) if ends_wide => true,
        Some('.' | ':') => !goes_on(at(end + 1)),
        Some(character) => {
            !is_letter(character)
                && !matches!(character, '_' | '@' | '/' | '\\' | '-' | '=' | '+' | '#' | '~' | '&' | '}' | '>' | '(')
        }
    }
}
