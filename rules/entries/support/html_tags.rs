//! Tags of HTML within descriptions.

use curate_document::{Document, InlineKind, Span};

/// Elements of text that have no end tag.
const VOID_ELEMENTS: [&str; 5] = ["br", "hr", "img", "input", "wbr"];

/// Whether `tag` is an image of HTML.
pub(crate) fn is_image_tag(tag: &str) -> bool {
    tag.get(..4).is_some_and(|name| name.eq_ignore_ascii_case("<img"))
}

/// The byte after `description` and the closing tags at its end; `None` where that is within an element that the
/// description opens.
pub(crate) fn after_elements(document: &Document, description: Span) -> Option<usize> {
    let mut end = description.end;
    let mut open = 0_usize;
    let first = document.inlines().partition_point(|inline| inline.span.start < description.start);
    for inline in document.inlines().iter().skip(first) {
        let tag = if inline.kind == InlineKind::Html { document.text(inline.span) } else { "" };
        let closing = tag.starts_with("</");
        if inline.span.start >= end {
            if !closing || inline.span.start > end {
                break;
            }
            end = inline.span.end;
        }
        if closing {
            open = open.saturating_sub(1);
        } else if opens_element(tag) {
            open += 1;
        }
    }
    (open == 0).then_some(end)
}

/// Whether `tag` opens an element that another tag closes (HTML, 13.1.2).
fn opens_element(tag: &str) -> bool {
    let Some(name) = tag.strip_prefix('<').filter(|_| !tag.ends_with("/>")) else { return false };
    let name = name.split(|character: char| !character.is_ascii_alphanumeric()).next().unwrap_or("");
    !name.is_empty() && !VOID_ELEMENTS.iter().any(|known| known.eq_ignore_ascii_case(name))
}
