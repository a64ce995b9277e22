//! Characters that show nothing, and where a script or a typographer needs them.

use crate::api::template::Text;
use curate_document::block::OBJECT;
use curate_document::script::{is_cjk_punctuation, is_emoji_like, is_right_to_left};
use curate_document::{Glyph, Span};

/// What an invisible character does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InvisibleKind {
    /// A space that is none for markdown and search.
    Space,
    /// A line or paragraph separator of Unicode, a line tabulation or next line (UAX #14, BK and NL).
    Separator,
    /// An opportunity to break a line (U+200B).
    Break,
    /// Joins letters or keeps them apart (U+200C, U+200D).
    Joiner,
    /// A mark of direction (U+200E, U+200F, U+061C).
    Mark,
    /// Turns the direction of what follows (U+202A to U+202E, U+2066 to U+2069).
    Direction,
    /// The soft hyphen.
    Hyphen,
    /// A letter that only flags are made of (U+E0020 to U+E007F).
    Tag,
    /// A control character (C0 and C1 of ISO 6429).
    Control,
    /// Anything else.
    Other,
}

/// What `character` does where it shows nothing; `None` for all that shows something, and for white space and variation
/// selectors.
pub(crate) fn invisible_kind(character: char) -> Option<InvisibleKind> {
    Some(match character {
        '\t' | '\n' | '\r' | '\u{C}' => return None,
        '\u{B}' | '\u{85}' | '\u{2028}' | '\u{2029}' => InvisibleKind::Separator,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => InvisibleKind::Control,
        '\u{A0}' | '\u{202F}' => InvisibleKind::Space,
        '\u{200B}' => InvisibleKind::Break,
        '\u{200C}' | '\u{200D}' => InvisibleKind::Joiner,
        '\u{200E}' | '\u{200F}' | '\u{61C}' => InvisibleKind::Mark,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => InvisibleKind::Direction,
        '\u{AD}' => InvisibleKind::Hyphen,
        '\u{E0001}' | '\u{E0020}'..='\u{E007F}' => InvisibleKind::Tag,
        '\u{2060}'..='\u{2064}' | '\u{206A}'..='\u{206F}' | '\u{FEFF}' => InvisibleKind::Other,
        _ => return None,
    })
}

/// The name of `character` in Unicode, or what it is.
pub(crate) fn unicode_name(character: char) -> Text {
    match character {
        '\u{A0}' => text!("no-break space"),
        '\u{202F}' => text!("narrow no-break space"),
        '\u{B}' => text!("line tabulation"),
        '\u{85}' => text!("next line"),
        '\u{2028}' => text!("line separator"),
        '\u{2029}' => text!("paragraph separator"),
        '\u{200B}' => text!("zero width space"),
        '\u{200C}' => text!("zero width non-joiner"),
        '\u{200D}' => text!("zero width joiner"),
        '\u{200E}' => text!("left-to-right mark"),
        '\u{200F}' => text!("right-to-left mark"),
        '\u{61C}' => text!("Arabic letter mark"),
        '\u{202A}' => text!("left-to-right embedding"),
        '\u{202B}' => text!("right-to-left embedding"),
        '\u{202C}' => text!("pop directional formatting"),
        '\u{202D}' => text!("left-to-right override"),
        '\u{202E}' => text!("right-to-left override"),
        '\u{2066}' => text!("left-to-right isolate"),
        '\u{2067}' => text!("right-to-left isolate"),
        '\u{2068}' => text!("first strong isolate"),
        '\u{2069}' => text!("pop directional isolate"),
        '\u{AD}' => text!("soft hyphen"),
        '\u{2060}' => text!("word joiner"),
        '\u{FEFF}' => text!("byte order mark"),
        '\u{E0001}'..='\u{E007F}' => text!("tag character"),
        _ if character.is_control() => text!("control character"),
        _ => text!("invisible character"),
    }
}

/// The number of `character` as it is written behind `U+`: `200B`.
pub(crate) fn code_point(character: char) -> String {
    format!("{:04X}", u32::from(character))
}

/// Glyphs among which a character stands.
pub(crate) struct CharacterContext<'a> {
    glyphs: &'a [Glyph],
    /// Whether letters from right to left are among them, or the edition is written so.
    right_to_left: bool,
    /// Whether every change of direction ends, or may go on to the end of the paragraph.
    balanced: bool,
    /// Whether they are in a cell of a table, whose words may be kept on one line.
    in_cell: bool,
}

impl<'a> CharacterContext<'a> {
    /// The surroundings `glyphs`, in a cell or not, in an edition that is written from right to left or not.
    pub(crate) fn of(glyphs: &'a [Glyph], in_cell: bool, right_to_left: bool) -> Self {
        let balanced = has_balanced_directions(glyphs.iter().map(|glyph| glyph.character), right_to_left);
        let right_to_left = right_to_left || glyphs.iter().any(|glyph| is_right_to_left(glyph.character));
        Self { glyphs, right_to_left, balanced, in_cell }
    }

    /// Whether the character at `index`, which is of `kind`, does what it is for.
    pub(crate) fn need(&self, index: usize, kind: InvisibleKind) -> bool {
        let Some(glyph) = self.glyphs.get(index) else { return true };
        let before = index.checked_sub(1).and_then(|before| self.character(before));
        let after = self.character(index + 1);
        let beside = |test: fn(char) -> bool| before.is_some_and(test) || after.is_some_and(test);
        match kind {
            InvisibleKind::Space => self.binds(index, before, after),
            // `@` before it: nobody is to be called.
            InvisibleKind::Break => beside(has_no_spaces) || before == Some('@'),
            InvisibleKind::Joiner if beside(joins) => true,
            InvisibleKind::Joiner => {
                glyph.character == '\u{200D}' && before.is_some_and(is_emoji_like) && after.is_some_and(is_emoji_like)
            }
            InvisibleKind::Mark => self.right_to_left,
            InvisibleKind::Direction => {
                self.right_to_left && self.balanced && !matches!(glyph.character, '\u{202D}' | '\u{202E}')
            }
            InvisibleKind::Tag => self.is_flag(index),
            // A byte order mark at the very start is the file's.
            InvisibleKind::Other => glyph.span.start == 0,
            InvisibleKind::Separator | InvisibleKind::Hyphen | InvisibleKind::Control => false,
        }
    }

    fn character(&self, index: usize) -> Option<char> {
        self.glyphs.get(index).map(|glyph| glyph.character)
    }

    /// Whether the no-break space at `index` keeps together what typographers keep together: a French mark and its word,
    /// a number and its unit, a dash, initials, short words of Slavic languages.
    fn binds(&self, index: usize, before: Option<char>, after: Option<char>) -> bool {
        let (Some(before), Some(after)) = (before, after) else { return false };
        if is_blank_character(before) || is_blank_character(after) {
            return false;
        }
        let mark = matches!(after, ':' | ';' | '!' | '?' | '»' | '›' | '%' | '‰' | '€' | '£' | '$' | '°' | '—' | '–')
            || matches!(before, '«' | '‹' | '—' | '–' | '§' | '№' | '¿' | '¡');
        let number = before.is_numeric() || after.is_ascii_digit();
        mark || number || self.in_cell || self.short_word_before(index)
    }

    /// Whether a word of one letter, or of two outside of ASCII, or a short one with a full stop is before `index`.
    fn short_word_before(&self, index: usize) -> bool {
        let start = index.saturating_sub(5);
        let before: Vec<char> =
            self.glyphs.get(start..index).unwrap_or(&[]).iter().map(|glyph| glyph.character).collect();
        let mut backwards = before.iter().rev().peekable();
        let stopped = backwards.next_if(|character| **character == '.').is_some();
        let word: Vec<char> = backwards.take_while(|character| character.is_alphabetic()).copied().collect();
        let ends = word.len() < before.len() || start == 0;
        let longest = match (stopped, word.iter().all(char::is_ascii)) {
            (true, _) => 3,
            (false, true) => 1,
            (false, false) => 2,
        };
        // Han letters are words by themselves.
        let is_alphabet = word.iter().all(|character| *character < '\u{1100}');
        ends && is_alphabet && (1..=longest).contains(&word.len())
    }

    /// Whether the tag character at `index` follows a black flag (UTS #51, 1.4.6).
    fn is_flag(&self, index: usize) -> bool {
        let before = self.glyphs.get(index.saturating_sub(8)..index).unwrap_or(&[]);
        let base = before
            .iter()
            .rev()
            .map(|glyph| glyph.character)
            .find(|character| invisible_kind(*character) != Some(InvisibleKind::Tag));
        base == Some('\u{1F3F4}')
    }
}

/// Whether `glyph` stands in the source as it is, not as a character reference, which can be seen.
pub(crate) fn is_raw(glyph: &Glyph) -> bool {
    glyph.span.len() == glyph.character.len_utf8()
}

/// White space of any kind, invisible characters included.
pub(crate) fn is_blank_character(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            invisible_kind(character),
            Some(InvisibleKind::Space | InvisibleKind::Separator | InvisibleKind::Break)
        )
}

/// Signs between two texts, which have spaces around them: not those that end a text or enclose it.
pub(crate) fn separates(character: char) -> bool {
    let is_sign = !character.is_alphanumeric() && !is_blank_character(character) && !is_cjk_punctuation(character);
    is_sign
        && !matches!(character, '.' | ',' | ';' | ':' | '!' | '?' | '%' | '…' | '"' | '\'' | '”' | '“' | '’' | '‘')
        && !matches!(character, '(' | ')' | '[' | ']' | '{' | '}' | '«' | '»' | OBJECT)
}

/// Whether every change of direction in `text` ends within it, or, where `may_stay_open`, with the paragraph (UAX #9, 2.1 to 2.5 and X8).
fn has_balanced_directions(text: impl Iterator<Item = char>, may_stay_open: bool) -> bool {
    let (mut embeddings, mut isolates) = (0_i32, 0_i32);
    for character in text {
        match character {
            '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' => embeddings += 1,
            '\u{202C}' => embeddings -= 1,
            '\u{2066}'..='\u{2068}' => isolates += 1,
            '\u{2069}' => isolates -= 1,
            _ => {}
        }
        if embeddings < 0 || isolates < 0 {
            return false;
        }
    }
    may_stay_open || embeddings == 0 && isolates == 0
}

/// Scripts that write no spaces between words: Thai, Lao, Tibetan, Myanmar, Khmer, Tai, Balinese, Javanese, Sundanese.
fn has_no_spaces(character: char) -> bool {
    matches!(character,
        '\u{E00}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{1950}'..='\u{1AAF}' | '\u{1B00}'..='\u{1BBF}'
        | '\u{A980}'..='\u{A9FF}' | '\u{AA60}'..='\u{AADF}')
}

/// Scripts whose letters join: Arabic and its neighbours, those of India and South-East Asia, Mongolian.
pub(crate) fn joins(character: char) -> bool {
    matches!(character,
        '\u{600}'..='\u{109F}' | '\u{1780}'..='\u{18AF}' | '\u{1900}'..='\u{1CFF}' | '\u{A800}'..='\u{AADF}'
        | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10A00}'..='\u{11FFF}' | '\u{1E900}'..='\u{1E95F}')
}

/// The runs of neighbours among `places`, indices of glyphs in order.
pub(crate) fn adjacent_runs(places: &[usize], glyphs: &[Glyph]) -> Vec<(usize, usize, Span)> {
    let mut runs: Vec<(usize, usize, Span)> = Vec::new();
    for &index in places {
        let Some(span) = glyphs.get(index).map(|glyph| glyph.span) else { continue };
        match runs.last_mut() {
            Some((_, last, run)) if *last + 1 == index && run.end == span.start => {
                *last = index;
                *run = run.join(span);
            }
            _ => runs.push((index, index, span)),
        }
    }
    runs
}
