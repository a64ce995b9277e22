//! Emoticons: faces that are drawn with punctuation: `(,,Ò‿Ó,,)`, `^。。^`.

use curate_document::script::{is_ambiguous_punctuation, is_cjk_letter, is_cjk_punctuation, is_emoji_like, is_han};
use curate_document::{Glyph, InlineKind};

/// An emoticon has at most so many characters, of which so many are letters.
const LONGEST: usize = 14;
const LETTERS: usize = 3;

/// Whether the mark at `index` is part of an emoticon.
pub(crate) fn is_emoticon(glyphs: &[Glyph], index: usize) -> bool {
    let run = run_around(glyphs, index);
    if run.iter().any(|glyph| is_drawing(glyph.character)) {
        return true;
    }
    is_between_equal_signs(run) || is_in_brackets(glyphs, index)
}

/// What stands around `index` without a blank or a Han letter in between.
fn run_around(glyphs: &[Glyph], index: usize) -> &[Glyph] {
    let belongs =
        |glyph: &&Glyph| glyph.kind == InlineKind::Text && !glyph.character.is_whitespace() && !is_han(glyph.character);
    let before = glyphs.get(..index).unwrap_or(&[]).iter().rev().take(LONGEST).take_while(belongs).count();
    let after = glyphs.get(index..).unwrap_or(&[]).iter().take(LONGEST).take_while(belongs).count();
    glyphs.get(index - before..index + after).unwrap_or(&[])
}

/// A character that neither text nor its punctuation is made of: `‿`, `ﾟ`, `◕`, `´`.
fn is_drawing(character: char) -> bool {
    !character.is_ascii()
        && !character.is_alphanumeric()
        && !is_cjk_letter(character)
        && !is_cjk_punctuation(character)
        && !is_ambiguous_punctuation(character)
        && !is_emoji_like(character)
        && !matches!(character, '\u{A0}'..='\u{BF}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203A}' | '\u{FFFC}')
        && !matches!(character, '\u{300}'..='\u{1DFF}')
        || matches!(character, '´' | '¯')
}

/// `^。。^`, `=。。=`, `>,,<`.
fn is_between_equal_signs(run: &[Glyph]) -> bool {
    let is_cheek = |glyph: &Glyph| matches!(glyph.character, '^' | '=' | '>' | '<' | '~' | '+' | 'T' | 'o' | 'O');
    let marks = run.iter().filter(|glyph| !is_cheek(glyph)).count();
    run.len() <= LONGEST && marks == 2 && run.first().is_some_and(is_cheek) && run.last().is_some_and(is_cheek)
}

/// `(。。)`, `(,,•ω•,,)`: brackets around hardly anything but marks.
fn is_in_brackets(glyphs: &[Glyph], index: usize) -> bool {
    let is_open = |glyph: &Glyph| matches!(glyph.character, '(' | '（');
    let is_close = |glyph: &Glyph| matches!(glyph.character, ')' | '）');
    let before = glyphs.get(..index).unwrap_or(&[]).iter().rev().take(LONGEST).position(is_open);
    let after = glyphs.get(index..).unwrap_or(&[]).iter().take(LONGEST).position(is_close);
    let (Some(before), Some(after)) = (before, after) else { return false };
    let inside = glyphs.get(index - before..index + after).unwrap_or(&[]);
    let letters = inside.iter().filter(|glyph| glyph.character.is_alphanumeric()).count();
    let has_han = inside.iter().any(|glyph| is_han(glyph.character));
    inside.len() <= LONGEST && letters <= LETTERS && !has_han && inside.len() > letters * 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use curate_document::{Document, Prose};

    #[test]
    fn drawn_or_written() {
        for (text, expected) in [
            ("编辑器 ∩(,,Ò‿Ó,,)∩。", true),
            ("好 (,,•ω•,,)", true),
            ("好 (。。)", true),
            ("好 ^。。^ 的", true),
            ("好(真的，，错了)", false),
            ("A tool,, and more.", false),
            ("A tool (fast,, small)", false),
            ("真的，，错了", false),
            ("“真的。。”", false),
        ] {
            let document = Document::parse(text);
            let (block, _) = document.leaves().next().expect("a paragraph");
            let prose = Prose::of(&document, block);
            let is_mark = |glyph: &Glyph| matches!(glyph.character, ',' | '，' | '。');
            let marks = prose.glyphs().windows(2).position(|pair| pair.iter().all(is_mark)).expect("two marks");
            assert_eq!(is_emoticon(prose.glyphs(), marks), expected, "{text}");
        }
    }
}
