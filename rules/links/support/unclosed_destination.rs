//! Where the destination of a link ends that nothing closes.

use curate_document::separator::is_marked;
use curate_document::{Document, Span};

/// Brackets that are written beside or instead of the one that closes a destination.
pub(crate) const CLOSERS: &[char] = &['）', ']', '］', '】', '>', '}'];
/// What ends a destination that is not closed.
const ENDS: &[char] = &['，', '。', '；', '、', '！', '？', '“', '”', '「', '」', '《', '》', '（', '【'];

/// Where the destination that `word` begins with ends: before a bracket that it does not open, or a mark that no URL has.
pub(crate) fn end_of_destination(word: &str) -> usize {
    let is_opened = |at: usize, closer: char| {
        let opener = match closer {
            ']' => '[',
            '>' => '<',
            '}' => '{',
            _ => return false,
        };
        let before = word.get(..at).unwrap_or("");
        before.matches(opener).count() > before.matches(closer).count()
    };
    let ends = |(at, character): &(usize, char)| {
        ENDS.contains(character) || CLOSERS.contains(character) && !is_opened(*at, *character)
    };
    word.char_indices().find(ends).map_or(word.len(), |(at, _)| at)
}

/// Whether the line or the cell ends at `end`, blanks aside, or a separator stands apart from what is before it.
pub(crate) fn is_ended_at(document: &Document, end: usize) -> bool {
    let rest = document.source().get(end..).unwrap_or("");
    let rest = rest.split(['\n', '\r']).next().unwrap_or("");
    rest.trim().is_empty() || is_separated_at(document, end)
}

/// Whether a separator stands apart from what is before `end`.
pub(crate) fn is_separated_at(document: &Document, end: usize) -> bool {
    let rest = document.source().get(end..).unwrap_or("");
    let rest = rest.split(['\n', '\r']).next().unwrap_or("");
    rest.starts_with([' ', '\t']) && is_marked(rest)
}

/// Whether a `|` that no blank stands before ends the cell at the end of `span`, or one in the title of a link: it may be a part
/// of the destination.
pub(crate) fn is_cut_by_bar(document: &Document, span: Span) -> bool {
    let rest = document.source().get(span.end..).unwrap_or("");
    let cell = rest.split(['|', '\n', '\r']).next().unwrap_or("");
    rest.get(cell.len()..).is_some_and(|bar| bar.starts_with('|'))
        && (cell.is_empty() || cell.trim_start().starts_with(['"', '\'']))
}

/// Whether the line ends at `end` and the next one that has text goes on with the destination: with a mark of URLs, or with a
/// word that closes a bracket which it does not open.
pub(crate) fn goes_on_below(document: &Document, end: usize) -> bool {
    let after = document.source().get(end..).unwrap_or("").trim_start_matches([' ', '\t']);
    let Some(below) = after.strip_prefix('\n').or_else(|| after.strip_prefix("\r\n")) else { return false };
    let word = below.split_whitespace().next().unwrap_or("");
    let closes = word.trim_end_matches(['.', ',', ';', ':']).strip_suffix(')');
    word.starts_with(['=', '&', '/', '?', '%', '_', '.'])
        || closes.is_some_and(|rest| !rest.is_empty() && !rest.contains('('))
}
