//! Which characters a text has, in one word of memory: what a rule checks before it looks closer.

/// A set of characters: each mark of ASCII by itself, the others by their kind. It may hold more than a text has, never less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Characters(u64);

/// The bit of the first mark; the 32 marks of ASCII follow one another.
const MARKS: &[u8; 32] = b"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

impl Characters {
    /// No character.
    pub const NONE: Self = Self(0);
    /// Any character.
    pub const ANY: Self = Self(u64::MAX);
    /// `0` to `9`.
    pub const DIGITS: Self = Self(1 << 32);
    /// `a` to `z`.
    pub const LOWER: Self = Self(1 << 33);
    /// `A` to `Z`.
    pub const UPPER: Self = Self(1 << 34);
    /// The space.
    pub const SPACE: Self = Self(1 << 35);
    /// Control characters of ASCII, tab and line endings among them.
    pub const CONTROL: Self = Self(1 << 36);
    /// U+0080 to U+00BF: no-break space, soft hyphen, guillemets, middle dot.
    pub const LATIN_MARKS: Self = Self(1 << 37);
    /// U+00C0 to U+07FF: Latin letters with accents, Greek, Cyrillic, Hebrew, Arabic.
    pub const TWO_BYTES: Self = Self(1 << 38);
    /// U+0800 to U+1FFF: letters of South and South-East Asia, Hangul jamo.
    pub const SOUTHERN: Self = Self(1 << 39);
    /// U+2000 to U+2FFF: dashes, quotes, zero-width characters, arrows, symbols.
    pub const SYMBOLS: Self = Self(1 << 40);
    /// U+3000 to U+3FFF: ideographic marks, kana, rare Han.
    pub const KANA: Self = Self(1 << 41);
    /// U+4000 to U+9FFF: Han.
    pub const HAN: Self = Self(1 << 42);
    /// U+A000 to U+DFFF: Hangul.
    pub const HANGUL: Self = Self(1 << 43);
    /// U+E000 to U+FFFF: full-width and half-width forms, variation selectors, the byte order mark.
    pub const FORMS: Self = Self(1 << 44);
    /// From U+10000 on: emoji, rare Han.
    pub const ASTRAL: Self = Self(1 << 45);
    /// Everything beyond ASCII.
    pub const NOT_ASCII: Self = Self(((1 << 46) - 1) & !((1 << 37) - 1));
    /// Han, kana, Hangul and their marks.
    pub const CJK: Self = Self::KANA.with(Self::HAN).with(Self::HANGUL).with(Self::FORMS).with(Self::ASTRAL);

    /// These and `others`.
    #[must_use]
    pub const fn with(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// The set of the marks in `marks`, which are punctuation or symbols of ASCII.
    pub const fn marks(marks: &[u8]) -> Self {
        let mut set = 0;
        let mut index = 0;
        while index < marks.len() {
            set |= CLASSES[marks[index] as usize];
            index += 1;
        }
        Self(set)
    }

    /// The characters of `text`.
    pub fn of(text: &str) -> Self {
        Self(text.bytes().fold(0, |set, byte| set | CLASSES.get(usize::from(byte)).copied().unwrap_or(u64::MAX)))
    }

    /// Whether any of `others` may be among them.
    pub const fn has(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// Whether each of `others` may be among them.
    pub const fn has_all(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }
}

/// By byte, the bit of what it is or begins.
const CLASSES: [u64; 256] = classes();

const fn classes() -> [u64; 256] {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' => Characters::DIGITS.0,
            b'a'..=b'z' => Characters::LOWER.0,
            b'A'..=b'Z' => Characters::UPPER.0,
            b' ' => Characters::SPACE.0,
            0..=0x1F | 0x7F => Characters::CONTROL.0,
            0xC2 => Characters::LATIN_MARKS.0,
            0xC3..=0xDF => Characters::TWO_BYTES.0,
            0xE0 | 0xE1 => Characters::SOUTHERN.0,
            0xE2 => Characters::SYMBOLS.0,
            0xE3 => Characters::KANA.0,
            0xE4..=0xE9 => Characters::HAN.0,
            0xEA..=0xED => Characters::HANGUL.0,
            0xEE | 0xEF => Characters::FORMS.0,
            0xF0.. => Characters::ASTRAL.0,
            // What continues a character says nothing of it.
            _ => 0,
        };
        byte += 1;
    }
    let mut mark = 0;
    while mark < MARKS.len() {
        classes[MARKS[mark] as usize] = 1 << mark;
        mark += 1;
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_told() {
        let set = Characters::of("A b, 中（é\u{200B}！");
        assert!(set.has(Characters::marks(b",;")) && !set.has(Characters::marks(b"()")));
        assert!(
            set.has_all(Characters::HAN.with(Characters::FORMS).with(Characters::SYMBOLS).with(Characters::TWO_BYTES))
        );
        assert!(!set.has(Characters::DIGITS) && !set.has(Characters::KANA) && set.has(Characters::NOT_ASCII));
        assert!(!Characters::of("plain (text)").has(Characters::NOT_ASCII));
        for character in ('\u{20}'..'\u{20000}').step_by(7) {
            assert!(Characters::of(&character.to_string()) != Characters::NONE, "{character:?}");
        }
    }
}
