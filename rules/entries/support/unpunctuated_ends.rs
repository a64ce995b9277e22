//! What a description may end with that no mark of punctuation belongs behind: a face, a placeholder, a sign, a bracket or quote that
//! is open, a word that was left over.

use crate::entries::support::sentence_marks::{CLOSERS, SENTENCE_ENDS, is_combining, takes_mark};
use curate_document::script::{display_width, is_emoji_like, is_kana};
use curate_document::{Glyph, InlineKind};

/// Up to this many letters behind the end of a sentence are not a sentence of their own.
const LEFT_OVER: usize = 2;
/// A longer word, in characters, is text without spaces.
const WORD_CAP: usize = 16;
/// What a face, a placeholder or a directive begins with: `:D`, `<3`, `${NAME}`, `:::note`.
const SIGNS: [char; 11] = [':', ';', '=', '<', '$', '%', '^', '~', '|', '\\', '*'];
/// Quotes of which a text has as many as it has of their other side.
const QUOTES: [&[char]; 8] = [
    &['"', '＂'],
    &['“', '”', '„', '‟'],
    &['«', '»'],
    &['‹', '›'],
    &['「', '」'],
    &['『', '』'],
    &['《', '》', '〈', '〉'],
    &['〝', '〞', '〟'],
];

/// Whether `glyphs`, which no mark ends, end as no sentence does. What stands behind that sentence is left out.
pub(crate) fn takes_no_mark(glyphs: &[Glyph]) -> bool {
    let start = glyphs.iter().rposition(|glyph| glyph.character.is_whitespace()).map_or(0, |at| at + 1);
    let Some(word) = glyphs.get(start..) else { return false };
    is_left_over(glyphs, start) || is_sign(word) || has_open_quote(glyphs)
}

/// Whether `glyphs` end with something that takes no mark, and that no writer put there in place of one.
pub(crate) fn ends_in_symbol(glyphs: &[Glyph]) -> bool {
    let Some(last) = glyphs.last().filter(|last| last.kind == InlineKind::Text && last.link.is_none()) else {
        return false;
    };
    let is_comma = matches!(last.character, ',' | '，' | '、' | '،' | '؛');
    let before = glyphs.len().checked_sub(2).and_then(|at| glyphs.get(at)).map(|glyph| glyph.character);
    match last.character {
        '+' | '#' => !before.is_some_and(|before| before.is_ascii_alphanumeric() || before == '+'),
        '%' => !before.is_some_and(|before| before.is_numeric() || before.is_whitespace()),
        '`' => true,
        character => !takes_mark(character) && !is_comma && !is_emoji_like(character),
    }
}

/// Names of components that stand beside a sentence, or parts of them.
const LABELS: [&str; 7] = ["badge", "tag", "icon", "label", "chip", "emoji", "star"];

/// Whether `text` begins with what a site generator may fill in with the last words of a sentence: `{{ name }}`, `{% include … %}`,
/// `<%= name %>`, a component of which nothing says that it is a badge.
pub(crate) fn may_be_words(text: Option<&str>) -> bool {
    let Some(text) = text else { return false };
    if ["{{", "{%", "<%", "${"].iter().any(|opening| text.starts_with(opening)) {
        return true;
    }
    let Some(tag) = text.strip_prefix('<') else { return false };
    let ends_element = tag.starts_with('/');
    let name = tag.trim_start_matches('/');
    let name =
        name.split(|character: char| !character.is_ascii_alphanumeric() && character != '-').next().unwrap_or("");
    // The names of components begin with a capital letter, those of custom elements have a hyphen.
    let is_component = name.contains('-')
        || name.starts_with(|first: char| first.is_ascii_uppercase()) && name != name.to_ascii_uppercase();
    let lower = name.to_ascii_lowercase();
    is_component && (ends_element || !LABELS.iter().any(|label| lower.contains(label)))
}

/// Whether `glyphs` end with a laugh or a sigh as they are written in Japanese and Korean: `ｗ`, `(笑)`, `ㅋㅋ`, `ㅠㅠ`.
pub(crate) fn ends_in_laugh(glyphs: &[Glyph]) -> bool {
    let mut last = glyphs.iter().rev().map(|glyph| glyph.character);
    match [last.next(), last.next(), last.next()] {
        [Some('ｗ'), ..] | [Some(')' | '）'), Some('笑' | '泣' | '汗' | '爆' | '涙'), Some('(' | '（')] => true,
        [Some(one), Some(other), _] => [one, other].iter().all(|jamo| matches!(jamo, '\u{3131}'..='\u{318E}')),
        _ => false,
    }
}

/// Whether a bracket is opened that nothing closes, or the last one closes what was not opened.
pub(crate) fn is_unbalanced(glyphs: &[Glyph]) -> bool {
    let mut open = 0_usize;
    let mut is_stray = false;
    for glyph in glyphs.iter().filter(|glyph| glyph.kind == InlineKind::Text) {
        match glyph.character {
            '(' | '（' => open += 1,
            ')' | '）' => {
                is_stray = open == 0;
                open = open.saturating_sub(1);
                continue;
            }
            character if character.is_whitespace() => continue,
            _ => {}
        }
        is_stray = false;
    }
    open > 0 || is_stray
}

/// Whether the word at `start` is too short to be a sentence behind the one that ends there: `A compiler. v`.
fn is_left_over(glyphs: &[Glyph], start: usize) -> bool {
    let word = glyphs.get(start..).unwrap_or(&[]);
    let before = glyphs.get(..start).unwrap_or(&[]).iter().rev().find(|glyph| !glyph.character.is_whitespace());
    let is_wide = |glyph: &Glyph| {
        SENTENCE_ENDS.contains(&glyph.character) && display_width(glyph.character.encode_utf8(&mut [0; 4])) > 1
    };
    let behind_wide = word.iter().rposition(is_wide).map(|at| word.len() - at - 1);
    let is_plain = word.iter().all(|glyph| glyph.link.is_none() && glyph.kind == InlineKind::Text);
    let is_behind = before.is_some_and(|before| SENTENCE_ENDS.contains(&before.character)) && word.len() <= LEFT_OVER;
    is_plain && (is_behind || behind_wide.is_some_and(|length| length <= LEFT_OVER))
}

/// Whether `word` is a face, a placeholder or a directive: `:D`, `ヽ(•‿•)ノ`, `${NAME}`, `:::note`.
fn is_sign(word: &[Glyph]) -> bool {
    let is_text = word.iter().all(|glyph| glyph.kind == InlineKind::Text && glyph.link.is_none());
    if !is_text || word.len() > WORD_CAP {
        return false;
    }
    // `~4 KB` and `<100ms` are amounts, `<3` is a heart.
    let is_amount = word.get(1).is_some_and(|second| second.character.is_numeric()) && !is_heart(word);
    let begins = word.first().is_some_and(|first| SIGNS.contains(&first.character)) && !is_amount;
    // `ツ` laughs.
    let is_face = matches!(word, [only] if is_kana(only.character));
    let has_letters = word.iter().any(|glyph| glyph.character.is_alphanumeric());
    begins
        || is_face
        || !has_letters && word.iter().all(|glyph| !is_emoji_like(glyph.character))
        || word.iter().any(is_of_face)
        || word.last().is_some_and(|last| last.character == '}')
}

fn is_heart(word: &[Glyph]) -> bool {
    matches!(word, [first, second] if first.character == '<' && second.character == '3')
}

/// Whether no word of a sentence has this character, but faces do.
fn is_of_face(glyph: &Glyph) -> bool {
    let character = glyph.character;
    let is_known = character.is_alphanumeric()
        || character.is_ascii() && character != '^'
        || is_emoji_like(character)
        || is_combining(character)
        || CLOSERS.contains(&character)
        || SENTENCE_ENDS.contains(&character);
    // General punctuation, CJK punctuation and full-width forms have dashes, quotes and brackets.
    let is_punctuation = matches!(character,
        '\u{AB}' | '\u{B7}' | '\u{BB}' | '\u{2010}'..='\u{203A}' | '\u{3000}'..='\u{303F}' | '\u{30FB}' | '\u{FF00}'..='\u{FFEF}'
        | '\u{5BE}' | '\u{5F3}' | '\u{5F4}' | '\u{60C}' | '\u{61B}' | '\u{2122}' | '\u{AE}' | '\u{A9}' | '\u{D7}' | '\u{200B}'..='\u{200F}');
    !is_known && !is_punctuation || character == '\u{2022}'
}

/// Whether a quote of `glyphs` has no other side.
fn has_open_quote(glyphs: &[Glyph]) -> bool {
    let character_at = |at: usize| glyphs.get(at).map(|glyph| glyph.character);
    let mut counts = [0_usize; QUOTES.len()];
    let (mut opened, mut closed) = (0_usize, 0_usize);
    let may_be_quote = |glyph: &Glyph| {
        glyph.kind == InlineKind::Text && !glyph.character.is_ascii_alphanumeric() && glyph.character != ' '
    };
    for (at, glyph) in glyphs.iter().enumerate().filter(|(_, glyph)| may_be_quote(glyph)) {
        let before = at.checked_sub(1).and_then(character_at).filter(|before| !before.is_whitespace());
        let after = character_at(at + 1).filter(|after| !after.is_whitespace());
        match glyph.character {
            // An apostrophe has letters on both sides, that of a plural or of a cut word on one.
            '\'' | '‘' | '’' => {
                let is_letter = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
                opened += usize::from(
                    glyph.character == '‘' || glyph.character == '\'' && !is_letter(before) && is_letter(after),
                );
                closed += usize::from(glyph.character != '‘' && !is_letter(after));
            }
            // Inches and the Hebrew sign for initials.
            '"' if before.is_some_and(char::is_numeric)
                || before.is_some_and(is_hebrew) && after.is_some_and(is_hebrew) => {}
            character => {
                let kind = QUOTES.iter().position(|quotes| quotes.contains(&character));
                if let Some(count) = kind.and_then(|kind| counts.get_mut(kind)) {
                    *count += 1;
                }
            }
        }
    }
    opened > closed || counts.iter().any(|count| count % 2 > 0)
}

fn is_hebrew(character: char) -> bool {
    matches!(character, '\u{5D0}'..='\u{5EA}')
}
