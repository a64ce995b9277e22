//! The separator between an entry's title and its description.

use crate::model::Span;

/// Dashes that separate; a minus sign and the horizontal bar are typed for them too.
const DASHES: [char; 5] = ['-', '–', '—', '−', '―'];

/// A separator with the description that follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Separated {
    /// With the white space around it; may be empty.
    pub(crate) separator: Span,
    /// Not empty, without white space at either end.
    pub(crate) description: Span,
}

/// Signs that stand for a dash where white space is on both sides of them.
const SIGNS: [char; 12] = ['*', '~', '•', '|', '·', '‧', '→', '⇒', '➔', '➜', '»', '｜'];

/// Reads what follows a title's link from `start` to `end`: a mark or nothing but white space, then the description.
pub(crate) fn between(source: &str, start: usize, end: usize) -> Option<Separated> {
    let text = source.get(start..end)?;
    let mark = mark_in(text).map_or(0, str::len);
    let rest = text.trim_start();
    let description = rest.get(mark..)?.trim_start();
    let from = start + text.len() - description.len();
    let description = Span::new(from, from + description.trim_end().len());
    (!description.is_empty()).then_some(Separated { separator: Span::new(start, from), description })
}

/// Whether `text`, which follows a title, begins with a mark that separates, white space left out of account.
pub fn is_marked(text: &str) -> bool {
    mark_in(text).is_some()
}

/// Whether a dash with white space on both sides begins `text`.
pub(crate) fn is_spaced_dash(text: &str) -> bool {
    let after = text.trim_start().trim_start_matches(DASHES);
    after.len() < text.trim_start().len()
        && text.starts_with(char::is_whitespace)
        && after.starts_with(char::is_whitespace)
}

/// Finds the first dash with white space on both sides in `text`; the description runs to `end`.
pub(crate) fn in_text(source: &str, text: Span, end: usize) -> Option<Separated> {
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

/// The mark at the start of `text`: dashes or an arrow, one colon, a sign with white space around it, a full stop right at the
/// title.
fn mark_in(text: &str) -> Option<&str> {
    let rest = text.trim_start();
    let is_apart = rest.len() < text.len();
    let dashes: usize = rest.chars().take_while(|character| DASHES.contains(character)).map(char::len_utf8).sum();
    let first = rest.chars().next()?;
    let after = rest.get(first.len_utf8()..)?;
    let length = match first {
        _ if dashes > 0 => dashes + usize::from(rest.get(dashes..)?.starts_with('>')),
        '=' if after.starts_with('>') => 2,
        ':' if is_shortcode(rest) || is_path(rest) || is_face(rest) => 0,
        ':' | '：' => first.len_utf8(),
        '.' if !is_apart && after.starts_with([' ', '\t']) => 1,
        _ if SIGNS.contains(&first) && is_apart && after.starts_with([' ', '\t']) => first.len_utf8(),
        _ => 0,
    };
    rest.get(..length).filter(|mark| !mark.is_empty())
}

/// Whether `text` goes on with a name as `::name` does.
fn is_path(text: &str) -> bool {
    text.strip_prefix("::").is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
}

/// Whether a face such as `:)` or `:-D` begins `text`.
fn is_face(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(':') else { return false };
    let mouth = rest.strip_prefix('-').unwrap_or(rest);
    mouth.strip_prefix([')', '(', 'D', 'P', '|']).is_some_and(|after| {
        let after = after.trim_start_matches([')', '(', '.', '!']);
        after.is_empty() || after.starts_with(char::is_whitespace)
    })
}

fn is_shortcode(text: &str) -> bool {
    shortcode(text).is_some()
}

/// The length in bytes of the emoji, written as `:star:`, that `text` begins with.
pub(crate) fn shortcode(text: &str) -> Option<usize> {
    let inner = text.strip_prefix(':')?;
    let name = inner
        .split(|character: char| !character.is_ascii_alphanumeric() && !matches!(character, '_' | '-' | '+'))
        .next()?;
    let is_name = !name.is_empty() && inner.get(name.len()..)?.starts_with(':');
    is_name.then_some(name.len() + 2)
}
