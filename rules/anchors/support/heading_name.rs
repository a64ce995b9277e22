//! What a heading is called, without the links that lead back to the contents.

use curate_document::{Document, Section, Span, Target};
use std::borrow::Cow;

/// The rendered text of the heading of `section` up to a link to an anchor behind it: `Tools` for `Tools [↑](#contents)`.
pub(crate) fn heading_name<'a>(document: &Document, section: &'a Section) -> Cow<'a, str> {
    match back_link(document, section) {
        Some(start) => {
            let name = document.rendered_at(section.heading, Span::new(section.title.start, start));
            Cow::Owned(name.trim_end_matches(is_bracket).trim().to_owned())
        }
        None => Cow::Borrowed(&*section.rendered),
    }
}

/// The bytes of the heading of `section` that say its name.
pub(crate) fn name_span(document: &Document, section: &Section) -> Span {
    let title = section.title;
    let Some(start) = back_link(document, section) else { return title };
    let before = document.text(Span::new(title.start, start));
    Span::new(title.start, title.start + before.trim_end_matches(is_bracket).len())
}

/// What stands between a name and the link behind it, blank space or a bracket around the link.
fn is_bracket(character: char) -> bool {
    character.is_whitespace() || matches!(character, '(' | '[' | '（' | '【' | '<' | '|')
}

/// Where the first link to an anchor begins that a name stands before.
fn back_link(document: &Document, section: &Section) -> Option<usize> {
    let title = section.title;
    if !document.text(title).contains("](") {
        return None;
    }
    let mut inside = document.links_in(title).iter();
    let first = inside.find(|link| !link.image && matches!(link.target, Target::Anchor(_)))?;
    let before = document.rendered_at(section.heading, Span::new(title.start, first.span.start));
    before.contains(char::is_alphanumeric).then_some(first.span.start)
}
