//! Which writing system a text is in, and what kind of character one is.

use unicode_properties::UnicodeEmoji;
use unicode_width::UnicodeWidthStr;

/// How a language is written; what punctuation, spacing and sentence ends depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say all")]
pub enum WritingSystem {
    Chinese,
    Japanese,
    Korean,
    Latin,
    Cyrillic,
    Greek,
    Arabic,
    Hebrew,
    Devanagari,
    Thai,
    Khmer,
    /// Any other script; its own rules are not known here.
    Other,
}

/// Kana or Hangul from this share of the letters on decide a text (RULES.md).
const KANA_OR_HANGUL_SHARE: f32 = 0.05;

/// Han letters from this share on make a text Chinese.
///
/// An English list with Chinese titles in it has 1.1 % (awesome-chatgpt), Chinese lists full of product names 29 % and
/// 45 %, Chinese prose 73 %. A Han letter says what three or four Latin ones say, so 8 % are a fifth of what is said.
const HAN_SHARE: f32 = 0.08;

/// Letters of a text by script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LetterCounts {
    han: u32,
    kana: u32,
    hangul: u32,
    latin: u32,
    cyrillic: u32,
    greek: u32,
    arabic: u32,
    hebrew: u32,
    devanagari: u32,
    thai: u32,
    khmer: u32,
    other: u32,
}

impl LetterCounts {
    /// The letters of one text.
    pub fn of(text: &str) -> Self {
        let mut counts = Self::default();
        counts.add(text);
        counts
    }

    /// Counts the letters of `text`: rendered prose, since URLs and code would all count as Latin.
    pub fn add(&mut self, text: &str) {
        if text.is_ascii() {
            self.latin += text.bytes().map(|byte| u32::from(byte.is_ascii_alphabetic())).sum::<u32>();
            return;
        }
        for character in text.chars() {
            if character.is_ascii() {
                self.latin += u32::from(character.is_ascii_alphabetic());
            } else {
                self.add_character(character);
            }
        }
    }

    /// All letters counted so far.
    pub fn letters(&self) -> u32 {
        self.han + self.kana + self.hangul + self.latin + self.others().map(|(count, _)| count).iter().sum::<u32>()
    }

    /// Han letters counted so far, whatever language they belong to.
    pub fn han(&self) -> u32 {
        self.han
    }

    /// Kana counted so far.
    pub fn kana(&self) -> u32 {
        self.kana
    }

    /// Hangul counted so far.
    pub fn hangul(&self) -> u32 {
        self.hangul
    }

    /// Letters counted so far of scripts whose sentences end without a stop (Thai, Khmer), or are not known here.
    pub fn unstopped(&self) -> u32 {
        self.thai + self.khmer + self.other
    }

    /// Letters of Devanagari counted so far.
    pub fn devanagari(&self) -> u32 {
        self.devanagari
    }

    /// Latin letters counted so far.
    pub fn latin(&self) -> u32 {
        self.latin
    }

    /// What the text is written in: `None` without a letter. Kana from 5 % of the letters on mean Japanese, Hangul from
    /// 5 % on Korean, Han from 8 % on Chinese; else the script with the most letters.
    pub fn writing_system(&self) -> Option<WritingSystem> {
        let letters = self.letters();
        if letters == 0 {
            return None;
        }
        let reaches = |count: u32, share: f32| count > 0 && count as f32 >= letters as f32 * share;
        if reaches(self.kana, KANA_OR_HANGUL_SHARE) && self.kana >= self.hangul {
            return Some(WritingSystem::Japanese);
        }
        if reaches(self.hangul, KANA_OR_HANGUL_SHARE) {
            return Some(WritingSystem::Korean);
        }
        if reaches(self.han, HAN_SHARE) {
            return Some(WritingSystem::Chinese);
        }
        let mut largest = (self.latin, WritingSystem::Latin);
        for (count, system) in self.others() {
            if count > largest.0 {
                largest = (count, system);
            }
        }
        Some(largest.1)
    }

    fn others(&self) -> [(u32, WritingSystem); 8] {
        [
            (self.cyrillic, WritingSystem::Cyrillic),
            (self.greek, WritingSystem::Greek),
            (self.arabic, WritingSystem::Arabic),
            (self.hebrew, WritingSystem::Hebrew),
            (self.devanagari, WritingSystem::Devanagari),
            (self.thai, WritingSystem::Thai),
            (self.khmer, WritingSystem::Khmer),
            (self.other, WritingSystem::Other),
        ]
    }

    fn add_character(&mut self, character: char) {
        let count = if is_han(character) {
            &mut self.han
        } else if is_kana(character) {
            &mut self.kana
        } else if is_hangul(character) {
            &mut self.hangul
        } else if !character.is_alphabetic() {
            return;
        } else {
            match character {
                // Micro sign: a unit, not Greek prose.
                'µ' => return,
                '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => &mut self.greek,
                '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' | '\u{2DE0}'..='\u{2DFF}' | '\u{A640}'..='\u{A69F}' => {
                    &mut self.cyrillic
                }
                '\u{590}'..='\u{5FF}' | '\u{FB1D}'..='\u{FB4F}' => &mut self.hebrew,
                '\u{600}'..='\u{6FF}'
                | '\u{750}'..='\u{77F}'
                | '\u{870}'..='\u{8FF}'
                | '\u{FB50}'..='\u{FDFF}'
                | '\u{FE70}'..='\u{FEFC}' => &mut self.arabic,
                '\u{900}'..='\u{97F}' | '\u{A8E0}'..='\u{A8FF}' => &mut self.devanagari,
                '\u{E00}'..='\u{E7F}' => &mut self.thai,
                '\u{1780}'..='\u{17FF}' => &mut self.khmer,
                '\u{FF21}'..='\u{FF5A}' => &mut self.latin,
                _ if is_latin_letter(character) => &mut self.latin,
                _ => &mut self.other,
            }
        };
        *count += 1;
    }
}

/// A Han ideograph, with `々`, `〇`, Suzhou numerals and radicals.
pub fn is_han(character: char) -> bool {
    matches!(character,
        '\u{4E00}'..='\u{9FFF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{3005}' | '\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303B}'
        | '\u{2E80}'..='\u{2FDF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFD}')
}

/// Hiragana or Katakana, half-width and the length mark `ー` included; not `・` or `゠`, which are punctuation.
pub fn is_kana(character: char) -> bool {
    matches!(character,
        '\u{3041}'..='\u{309F}'
        | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}'
        | '\u{31F0}'..='\u{31FF}'
        | '\u{FF66}'..='\u{FF9F}'
        | '\u{1AFF0}'..='\u{1AFFF}' | '\u{1B000}'..='\u{1B16F}')
}

/// A Hangul syllable or jamo.
pub fn is_hangul(character: char) -> bool {
    matches!(character,
        '\u{AC00}'..='\u{D7AF}'
        | '\u{1100}'..='\u{11FF}'
        | '\u{3131}'..='\u{318E}'
        | '\u{A960}'..='\u{A97F}' | '\u{D7B0}'..='\u{D7FF}'
        | '\u{FFA0}'..='\u{FFDC}')
}

/// Han, kana, Hangul or Bopomofo.
pub fn is_cjk_letter(character: char) -> bool {
    character >= '\u{1100}'
        && (is_han(character)
            || is_kana(character)
            || is_hangul(character)
            || matches!(character, '\u{3105}'..='\u{312F}' | '\u{31A0}'..='\u{31BF}'))
}

/// Punctuation that only East Asian text uses: ideographic (`、。「」【】`), full-width (`，：！（）`), half-width Katakana
/// and vertical forms. Not U+3000, which is white space, and not `“”‘’…—` (see [`is_ambiguous_punctuation`]).
pub fn is_cjk_punctuation(character: char) -> bool {
    matches!(character,
        '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}' | '\u{3030}' | '\u{303D}'
        | '\u{30A0}' | '\u{30FB}'
        | '\u{FE10}'..='\u{FE19}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}')
}

/// Punctuation that Chinese and Latin text share, at different widths: quotes, ellipsis, dashes, middle dot.
pub fn is_ambiguous_punctuation(character: char) -> bool {
    matches!(character, '“' | '”' | '‘' | '’' | '…' | '‥' | '—' | '―' | '\u{2E3A}' | '·')
}

/// A letter of the Latin script, accented or not. Not the full-width forms: they are set like Han letters.
pub fn is_latin_letter(character: char) -> bool {
    match character {
        '×' | '÷' | '\u{1D78}' => false,
        'a'..='z' | 'A'..='Z' | 'ª' | 'º' | '\u{C0}'..='\u{2B8}' | '\u{1E00}'..='\u{1EFF}' => true,
        '\u{1D00}'..='\u{1D25}'
        | '\u{1D2C}'..='\u{1D5C}'
        | '\u{1D62}'..='\u{1D65}'
        | '\u{1D6B}'..='\u{1DBE}'
        | '\u{2C60}'..='\u{2C7F}'
        | '\u{A722}'..='\u{A787}'
        | '\u{A78B}'..='\u{A7FF}'
        | '\u{AB30}'..='\u{AB64}'
        | '\u{FB00}'..='\u{FB06}' => character.is_alphabetic(),
        _ => false,
    }
}

/// A pictograph or what glues pictographs together (U+FE0F, ZWJ, keycap, tags). Not digits, `#`, `*`, `©`, `®`, `™`,
/// which Unicode counts as emoji.
pub fn is_emoji_like(character: char) -> bool {
    match character {
        '\u{0}'..='\u{200C}' | '™' => false,
        // Joiner, keycap, variation selector, tags of flags; then the blocks of pictographs.
        '\u{200D}'
        | '\u{20E3}'
        | '\u{FE0F}'
        | '\u{E0020}'..='\u{E007F}'
        | '\u{2600}'..='\u{27BF}'
        | '\u{1F000}'..='\u{1FAFF}' => true,
        _ => character.is_emoji_char(),
    }
}

/// A letter that is written from right to left (Hebrew, Arabic and the smaller scripts beside them). Digits are not.
pub fn is_right_to_left(character: char) -> bool {
    matches!(character,
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
        && character.is_alphabetic()
}

/// Columns the text takes on screen: wide characters and emoji two, marks and joiners none, ambiguous ones one
/// (UAX #11 outside an East Asian context).
pub fn display_width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.width()
}
