//! Links, anchors and comments inside raw HTML, as parts of a document.

use crate::html::{Markup, Tag, scan};
use crate::link::{Link, LinkId, LinkKind, target_of};
use crate::parts::{Comment, HtmlAnchor, HtmlHeading, Parts};
use crate::url_key::UrlKey;
use crate::{BlockId, Span};

/// Takes in the HTML block at `span`.
pub fn of_block(parts: &mut Parts, source: &str, span: Span, block: BlockId) {
    take(parts, source, span, span.end, block, None);
}

/// Takes in the inline HTML at `span` of a block that ends at `block_end`.
pub fn of_inline(
    parts: &mut Parts,
    source: &str,
    span: Span,
    block_end: usize,
    block: BlockId,
    within: Option<LinkId>,
) {
    take(parts, source, span, block_end, block, within);
}

fn take(parts: &mut Parts, source: &str, span: Span, end: usize, block: BlockId, within: Option<LinkId>) {
    let moved = |inner: Span| Span::new(inner.start + span.start, inner.end + span.start);
    let mut open: Option<LinkId> = within;
    for markup in scan(source.get(span.start..span.end).unwrap_or("")) {
        match markup {
            Markup::Comment(whole, text) => {
                parts.comments.push(Comment { span: moved(whole), text: moved(text), block });
            }
            Markup::Close(name, _) if name.eq_ignore_ascii_case("a") => open = within,
            Markup::Close(..) => {}
            Markup::Open(tag) => {
                if is_heading(tag.name) {
                    let start = span.start + tag.span.end;
                    let rendered = text_until_close(source.get(start..end).unwrap_or(""), tag.name);
                    parts.html_headings.push(HtmlHeading { start, rendered });
                }
                for name in ["id", "name"] {
                    if let Some(value) = tag.attribute(name).filter(|value| !value.is_empty()) {
                        parts.anchors.push(HtmlAnchor { span: moved(value) });
                    }
                }
                if let Some(link) = link_of(source, &tag, span.start, end, block, open) {
                    if !link.image {
                        open = Some(LinkId(parts.links.len() as u32));
                    }
                    parts.links.push(link);
                }
            }
        }
    }
}

fn link_of(
    source: &str,
    tag: &Tag<'_>,
    offset: usize,
    end: usize,
    block: BlockId,
    within: Option<LinkId>,
) -> Option<Link> {
    let image = tag.name.eq_ignore_ascii_case("img");
    let attribute = match tag.name {
        name if name.eq_ignore_ascii_case("a") => "href",
        _ if image => "src",
        _ => return None,
    };
    let value = tag.attribute(attribute)?;
    let destination = Span::new(value.start + offset, value.end + offset);
    let span = Span::new(tag.span.start + offset, tag.span.end + offset);
    let text = if image {
        tag.attribute("alt").map_or(Span::at(span.end), |alt| Span::new(alt.start + offset, alt.end + offset))
    } else {
        let rest = source.get(span.end..end).unwrap_or("");
        let length = rest.find("</a").or_else(|| rest.find("</A")).unwrap_or(0);
        Span::new(span.end, span.end + length)
    };
    let url = source.get(destination.start..destination.end)?.trim().replace("&amp;", "&");
    Some(Link {
        kind: LinkKind::Html,
        image,
        text,
        destination,
        span,
        block,
        within,
        target: target_of(&url),
        key: UrlKey::of(&url),
        url: url.into(),
        entry: None,
        has_text: !image && has_text(source.get(text.start..text.end).unwrap_or("")),
        definition: None,
    })
}

fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h' | b'H', b'1'..=b'6'])
}

/// The text of `html` up to the closing tag called `name`, without tags.
fn text_until_close(html: &str, name: &str) -> String {
    let mut text = String::new();
    let mut from = 0;
    // Only up to the first closing heading tag: scanning on for each of many headings would be quadratic.
    let end = html.find("</h").or_else(|| html.find("</H")).map_or(0, |at| (at + "</h1>".len()).min(html.len()));
    let html = html.get(..end).unwrap_or("");
    for markup in scan(html) {
        let (span, ends) = match &markup {
            Markup::Comment(span, _) => (*span, false),
            Markup::Open(tag) => (tag.span, false),
            Markup::Close(closed, span) => (*span, closed.eq_ignore_ascii_case(name)),
        };
        text.push_str(html.get(from..span.start).unwrap_or(""));
        from = span.end;
        if ends {
            break;
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
