//! Links, anchors and comments inside raw HTML, as parts of a document.

use super::embeds::embeds_of;
use super::html::{Markup, Tag, scan};
use crate::model::{
    BlockId, Comment, Document, HtmlAnchor, HtmlHeading, Link, LinkId, LinkKind, Span, link::ReadUrl, link::target_of,
};

/// The tags of a leaf block whose closing tag is still to come.
#[derive(Default)]
pub struct OpenTags {
    link: Option<LinkId>,
    /// The index of the HTML heading.
    heading: Option<usize>,
}

/// Takes in the HTML block at `span`.
pub fn of_block(document: &mut Document, source: &str, span: Span, block: BlockId) {
    of_inline(document, source, span, block, None, &mut OpenTags::default());
}

/// Takes in the raw HTML at `span` of `block`, in the Markdown link `within`.
pub fn of_inline(
    document: &mut Document,
    source: &str,
    span: Span,
    block: BlockId,
    within: Option<LinkId>,
    open: &mut OpenTags,
) {
    let moved = |inner: Span| Span::new(inner.start + span.start, inner.end + span.start);
    for markup in scan(source.get(span.start..span.end).unwrap_or("")) {
        match markup {
            Markup::Comment(whole, text) => {
                document.comments.push(Comment { span: moved(whole), text: moved(text), block });
            }
            Markup::Close(name, tag) if name.eq_ignore_ascii_case("a") => {
                if let Some(id) = open.link.take() {
                    close_link(document, source, id, moved(tag).start);
                }
            }
            Markup::Close(name, tag) if is_heading(name) => {
                if let Some(heading) = open.heading.take().and_then(|index| document.html_headings.get_mut(index)) {
                    heading.end = Some(moved(tag).start);
                }
            }
            Markup::Close(..) => {}
            Markup::Open(tag) => {
                if is_heading(tag.name) {
                    let start = span.start + tag.span.end;
                    open.heading = Some(document.html_headings.len());
                    document.html_headings.push(HtmlHeading { start, end: None });
                }
                for name in ["id", "name"] {
                    if let Some(value) = tag.attribute(name).filter(|value| !value.is_empty()) {
                        document.html_anchors.push(HtmlAnchor { span: moved(value) });
                    }
                }
                if let Some(link) = link_of(source, &tag, span.start, block, open.link.or(within)) {
                    if !link.image {
                        open.link = Some(LinkId(document.links.len() as u32));
                    }
                    document.links.push(link);
                }
                document.embeds.extend(embeds_of(source, &tag, span.start, block));
            }
        }
    }
}

/// The text of the HTML link `id` ends at `end`; one that nothing closes has none.
fn close_link(document: &mut Document, source: &str, id: LinkId, end: usize) {
    if let Some(link) = document.links.get_mut(id.0 as usize) {
        link.text.end = end;
        link.has_text = has_text(source.get(link.text.start..end).unwrap_or(""));
    }
}

fn link_of(source: &str, tag: &Tag<'_>, offset: usize, block: BlockId, within: Option<LinkId>) -> Option<Link> {
    let image = tag.name.eq_ignore_ascii_case("img");
    let attribute = match tag.name {
        name if name.eq_ignore_ascii_case("a") => "href",
        _ if image => "src",
        _ => return None,
    };
    let value = tag.attribute(attribute)?;
    let destination = Span::new(value.start + offset, value.end + offset);
    let span = Span::new(tag.span.start + offset, tag.span.end + offset);
    let alt = if image { tag.attribute("alt") } else { None };
    let url = source.get(destination.start..destination.end)?.trim().replace("&amp;", "&");
    Some(Link {
        kind: LinkKind::Html,
        image,
        text: alt.map_or(Span::at(span.end), |alt| Span::new(alt.start + offset, alt.end + offset)),
        destination,
        span,
        block,
        within,
        target: target_of(&url),
        url: url.into(),
        entry: None,
        has_text: false,
        definition: None,
        read: ReadUrl::default(),
    })
}

/// Whether `name` is that of a heading's tag.
pub fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h' | b'H', b'1'..=b'6'])
}

/// Whether something but tags and white space is in `html`.
fn has_text(html: &str) -> bool {
    let mut in_tag = false;
    html.chars().any(|character| {
        match character {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ => return !in_tag && !character.is_whitespace(),
        }
        false
    })
}
