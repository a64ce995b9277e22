//! Words in columns, in letters of any width.

use curate_document::script::display_width;

/// `text` with so many blanks behind it that it takes `columns`.
pub(crate) fn in_column(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(display_width(text))))
}
