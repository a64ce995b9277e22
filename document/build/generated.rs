//! Finds what all-contributors writes between its comments (<https://allcontributors.org/docs/en/cli/configuration>).

use crate::model::{Comment, Document, Span};

/// What the first comment begins with; the text behind it is free.
const OPENING: &str = "ALL-CONTRIBUTORS-LIST:START";
/// What the last one begins with.
const CLOSING: &str = "ALL-CONTRIBUTORS-LIST:END";

/// From each opening comment to the next one that closes it.
pub(super) fn find(document: &Document) -> Vec<Span> {
    let says = |comment: &Comment, mark: &str| document.text(comment.text).trim_start().starts_with(mark);
    let mut open: Option<&Comment> = None;
    let mut found = Vec::new();
    for comment in &document.comments {
        if says(comment, OPENING) {
            open = Some(comment);
        } else if says(comment, CLOSING)
            && let Some(first) = open.take()
        {
            found.push(first.span.join(comment.span));
        }
    }
    found
}
