//! Blank lines, and fixes that put one in.

use crate::api::diagnostic::Fix;
use crate::api::rule::Context;
use curate_document::{Document, Span};

/// Whether nothing is on `line`, or there is no such line before the first one.
pub(crate) fn is_blank_line(document: &Document, line: usize) -> bool {
    line == 0 || document.text(document.lines().span(line)).trim().is_empty()
}

/// A blank line before `line`.
pub(crate) fn insertion(line: usize, context: &Context<'_>) -> Fix {
    let lines = context.document.lines();
    let above = context.document.text(lines.span(line.saturating_sub(1)));
    let ending = if above.ends_with("\r\n") { "\r\n" } else { "\n" };
    Fix::safe(text!("Insert a blank line"), context.edition, Span::at(lines.span(line).start), ending)
}

/// A blank line before `line`, which loses its indentation, so that the item above does not keep it.
pub(crate) fn insertion_outside(line: usize, context: &Context<'_>) -> Fix {
    let mut fix = insertion(line, context);
    let bytes = context.document.lines().content(line, context.document.source());
    let text = context.document.text(bytes);
    for edit in &mut fix.edits {
        edit.span = Span::new(bytes.start, bytes.start + text.len() - text.trim_start().len());
    }
    fix
}
