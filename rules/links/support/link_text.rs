//! What may stand in the square brackets of a link.

/// Whether `text` in square brackets is that of a task box, a footnote, an alert or a citation.
pub(crate) fn is_mark(text: &str) -> bool {
    let is_number = |character: char| character.is_ascii_digit() || matches!(character, ',' | '-' | ' ');
    matches!(text, "x" | "X")
        || text.starts_with('^')
        || text.starts_with('!') && !text.starts_with("![")
        || text.chars().all(is_number)
}

/// Whether the square brackets in `text` are pairs, so that it can stand in some.
pub(crate) fn is_nested(text: &str) -> bool {
    let mut depth = 0_usize;
    for character in text.chars() {
        match character {
            '[' => depth += 1,
            ']' if depth == 0 => return false,
            ']' => depth -= 1,
            _ => {}
        }
    }
    depth == 0
}
