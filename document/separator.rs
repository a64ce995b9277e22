//! The separator between an entry's title and its description.

use crate::Span;

/// Dashes that separate; a minus sign and the horizontal bar are typed for them too.
const DASHES: [char; 5] = ['-', '–', '—', '−', '―'];

/// A separator with the description that follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Separated {
    /// With the white space around it; may be empty.
    pub separator: Span,
    /// Not empty, without white space at either end.
    pub description: Span,
}

/// Reads what follows a title's link from `start` to `end`: dashes, a colon or nothing but white space, then the description.
pub fn between(source: &str, start: usize, end: usize) -> Option<Separated> {
    let text = source.get(start..end)?;
    let rest = text.trim_start();
    let mark = mark_length(rest);
    let description = rest.get(mark..)?.trim_start();
    let from = start + text.len() - description.len();
    let description = Span::new(from, from + description.trim_end().len());
    (!description.is_empty()).then_some(Separated { separator: Span::new(start, from), description })
}

/// Finds the first dash with white space on both sides in `text`; the description runs to `end`.
pub fn in_text(source: &str, text: Span, end: usize) -> Option<Separated> {
    let inside = source.get(text.start..text.end)?;
    let (at, dash) = inside.char_indices().find(|(at, character)| {
        let before = inside.get(..*at).unwrap_or("");
        let after = inside.get(at + character.len_utf8()..).unwrap_or("");
        DASHES.contains(character)
            && !before.trim().is_empty()
            && before.ends_with(char::is_whitespace)
            && after.starts_with(char::is_whitespace)
    })?;
    let title_end = text.start + inside.get(..at)?.trim_end().len();
    let after = text.start + at + dash.len_utf8();
    let rest = source.get(after..end)?;
    let from = after + rest.len() - rest.trim_start().len();
    let description = Span::new(from, from + rest.trim().len());
    (!description.is_empty()).then_some(Separated { separator: Span::new(title_end, from), description })
}

/// Length in bytes of the mark at the start of `rest`: a run of dashes, or one colon.
fn mark_length(rest: &str) -> usize {
    let dashes: usize = rest.chars().take_while(|character| DASHES.contains(character)).map(char::len_utf8).sum();
    if dashes > 0 {
        return dashes;
    }
    match rest.chars().next() {
        Some(':') if is_shortcode(rest) => 0,
        Some(colon @ (':' | '：')) => colon.len_utf8(),
        _ => 0,
    }
}

/// Whether `text` begins with an emoji written as `:star:`.
fn is_shortcode(text: &str) -> bool {
    let inner = text.strip_prefix(':').unwrap_or("");
    let name = inner
        .split(|character: char| !character.is_ascii_alphanumeric() && !matches!(character, '_' | '-' | '+'))
        .next();
    name.is_some_and(|name| !name.is_empty() && inner.get(name.len()..).is_some_and(|rest| rest.starts_with(':')))
}
