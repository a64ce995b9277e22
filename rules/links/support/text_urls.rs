//! Words of prose that were to be URLs, and that nobody makes links of.

use curate_document::{Glyph, InlineKind, Prose, Span};

/// Characters before a word that make it a part of something longer.
const JOINTS: &[char] = &['+', '-', '.', '_', '/', '\\', '@', ':', ';', '#', '&', '=', '?', '%', '~', '$'];

/// The words of `prose` outside of links and code that have a name and the separator of a scheme, or what looks like it.
pub(crate) fn words_like_urls(prose: &Prose<'_>) -> Vec<(Span, String)> {
    let glyphs = prose.glyphs();
    let slash = |glyph: &Glyph| glyph.character == '/' && is_plain(glyph);
    let mut found: Vec<(Span, String)> = Vec::new();
    for place in (0..glyphs.len()).filter(|place| glyphs.get(*place).is_some_and(slash)) {
        let start = word_start(glyphs, place);
        let (Some(first), Some(tail)) = (glyphs.get(start), glyphs.get(start..)) else { continue };
        if found.last().is_some_and(|(span, _)| span.end > first.span.start) || is_joined(glyphs, start) {
            continue;
        }
        let word: Vec<&Glyph> = tail.iter().take_while(|glyph| is_of_url(glyph)).collect();
        let text: String = word.iter().map(|glyph| glyph.character).collect();
        let text = text.trim_end_matches([')', ']', '.', ',', ':', ';', '!', '?', '\'', '"', '*', '~']);
        let end = first.span.start + text.len();
        if !text.is_empty() {
            found.push((Span::new(first.span.start, end), text.to_owned()));
        }
    }
    found
}

/// Where the word begins whose name and separator end with the glyph at `place`.
fn word_start(glyphs: &[Glyph], place: usize) -> usize {
    let part = |glyph: &&Glyph, is_part: fn(char) -> bool| is_plain(glyph) && is_part(glyph.character);
    let before = |end: usize| glyphs.get(..end).unwrap_or(&[]).iter().rev();
    let separator = before(place).take_while(|glyph| part(glyph, |character| ":;/".contains(character))).count();
    let name = before(place - separator).take_while(|glyph| part(glyph, |character| character.is_ascii_alphanumeric()));
    place - separator - name.count()
}

fn is_joined(glyphs: &[Glyph], start: usize) -> bool {
    let before = start.checked_sub(1).and_then(|before| glyphs.get(before));
    before.is_some_and(|glyph| !is_plain(glyph) || JOINTS.contains(&glyph.character))
}

fn is_of_url(glyph: &Glyph) -> bool {
    is_plain(glyph) && glyph.character.is_ascii_graphic() && !"<>`|".contains(glyph.character)
}

/// Whether the glyph is text outside of links that stands for itself.
fn is_plain(glyph: &Glyph) -> bool {
    glyph.kind == InlineKind::Text && glyph.link.is_none() && glyph.span.len() == glyph.character.len_utf8()
}
