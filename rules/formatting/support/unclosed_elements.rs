//! Elements of HTML that are opened and never closed.

use curate_document::html::{Markup, scan};
use curate_document::{BlockId, BlockKind, Document, InlineKind, Span};
use std::collections::BTreeMap;

/// Elements that need their closing tag (HTML, 13.1.2.4 "Optional tags" names those that do not), and that code hosts show.
/// What is left open changes how all that follows is shown.
const NEED_CLOSING: [&str; 39] = [
    "a",
    "b",
    "big",
    "blockquote",
    "center",
    "code",
    "del",
    "details",
    "div",
    "dl",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "i",
    "ins",
    "kbd",
    "ol",
    "picture",
    "pre",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tt",
    "u",
    "ul",
    "video",
];
/// Elements whose content is not HTML.
const INERT: [&str; 8] = ["noembed", "noframes", "script", "style", "template", "textarea", "title", "xmp"];

/// An element that nothing closes.
#[derive(Clone, Debug)]
pub(crate) struct UnclosedElement {
    /// Its name in small letters.
    pub name: String,
    /// Its opening tag.
    pub tag: Span,
    /// The block it is in.
    pub block: BlockId,
}

/// Finds them in `document`, in order. A closing tag closes the last element of its name, wherever that is.
pub(crate) fn unclosed_elements(document: &Document) -> Vec<UnclosedElement> {
    let mut open: BTreeMap<String, Vec<UnclosedElement>> = BTreeMap::new();
    let mut inert: Option<String> = None;
    for (span, block) in raw_html(document) {
        for markup in scan(document.text(span)) {
            if let Some(name) = &inert {
                let is_closed = matches!(&markup, Markup::Close(closed, _) if closed.eq_ignore_ascii_case(name));
                inert = inert.take().filter(|_| !is_closed);
                continue;
            }
            match markup {
                Markup::Open(tag) => {
                    let name = tag.name.to_ascii_lowercase();
                    let is_empty = document.text(span).get(..tag.span.end).is_some_and(|text| text.ends_with("/>"));
                    // An anchor that is only a place to lead to shows nothing.
                    let is_anchor = name == "a" && tag.attribute("href").is_none();
                    if is_empty || is_anchor {
                        continue;
                    }
                    if INERT.contains(&&*name) {
                        inert = Some(name);
                    } else if NEED_CLOSING.contains(&&*name) {
                        let tag = Span::new(span.start + tag.span.start, span.start + tag.span.end);
                        open.entry(name.clone()).or_default().push(UnclosedElement { name, tag, block });
                    }
                }
                Markup::Close(name, _) => {
                    if let Some(open) = open.get_mut(&name.to_ascii_lowercase()) {
                        open.pop();
                    }
                }
                Markup::Comment(..) => {}
            }
        }
    }
    let mut left: Vec<UnclosedElement> = open.into_values().flatten().collect();
    left.sort_by_key(|element| element.tag);
    left
}

/// The raw HTML of `document` in order: blocks, and the tags in texts.
fn raw_html(document: &Document) -> impl Iterator<Item = (Span, BlockId)> {
    document.blocks().iter().enumerate().flat_map(move |(index, block)| {
        let id = BlockId(index as u32);
        let whole = (block.kind == BlockKind::Html).then_some((block.span, id));
        let inlines = document.inlines_of(id).iter().filter(|inline| inline.kind == InlineKind::Html);
        whole.into_iter().chain(inlines.map(move |inline| (inline.span, id)))
    })
}
