//! What may stand before a title: a year, a sign, a label.

use crate::language::script::display_width;

/// The widest text, in columns, that may stand before a title.
const WIDEST: usize = 40;

/// Whether `before`, what stands before a link, is a sentence that the link is part of, and no prefix of a title.
pub(super) fn is_prose(before: &str) -> bool {
    let prefix = before.trim();
    [" - ", " – ", " — ", ". ", "。", "，", ", "].iter().any(|mark| before.contains(mark))
        || prefix.ends_with(['.', '。', '，', ',', '-', '–', '—', '(', '（'])
        || display_width(prefix) > WIDEST
}
