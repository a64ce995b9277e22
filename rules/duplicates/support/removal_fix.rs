//! The fix of all duplicates: taking out an entry that repeats another to the letter.

use crate::api::diagnostic::{Applicability, Effects, Fix};
use crate::api::rule::Context;
use curate_document::normal_text::without_final_punctuation;
use curate_document::{Entry, Span};

/// Removes `entry` where it is identical to `earlier` but for final punctuation, and nothing is nested in it.
pub(crate) fn removal_fix(context: &Context<'_>, entry: &Entry, earlier: &Entry) -> Option<Fix> {
    let document = context.document;
    let text = |entry: &Entry| without_final_punctuation(document.text(entry.own).trim()).to_owned();
    let lines = document.lines();
    let (first, last) = (document.line_of(entry.span.start), document.line_of(entry.span.end.saturating_sub(1)));
    if entry.row || entry.html || first != last || text(entry) != text(earlier) {
        return None;
    }
    let before = document.text(Span::new(lines.span(first).start, entry.span.start));
    if !before.trim().is_empty() {
        return None;
    }
    let effects = Effects { keys: true, links: true, entries: true, ..Effects::default() };
    let fix =
        Fix::of(text!("Remove the repeated entry"), Applicability::Unsafe).edit(context.edition, lines.span(first), "");
    Some(fix.with_effects(effects))
}
