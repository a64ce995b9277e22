//! Links, anchors and comments inside raw HTML, as parts of a document.

use super::builder::{Builder, OpenTags};
use super::embeds::embeds_of;
use super::events::decoded_references;
use super::html::{HtmlTag, Markup, scan};
use crate::model::{
    BlockId, Comment, Document, HtmlAnchor, HtmlHeading, Link, LinkId, LinkKind, Span, link::ReadUrl, link::target_of,
};

impl Builder<'_> {
    /// Takes in the block of raw HTML `block` at `span`.
    pub(super) fn html_block(&mut self, span: Span, block: BlockId) {
        self.markup(span, block, None, &mut OpenTags::default());
    }

    /// Takes in the raw HTML at `span` of the leaf `block`, in the Markdown link `within`.
    pub(super) fn html_in_leaf(&mut self, span: Span, block: BlockId, within: Option<LinkId>) {
        let mut tags = std::mem::take(&mut self.inline.tags);
        self.markup(span, block, within, &mut tags);
        self.inline.tags = tags;
    }

    fn markup(&mut self, span: Span, block: BlockId, within: Option<LinkId>, tags: &mut OpenTags) {
        let source = self.source;
        let moved = |inner: Span| Span::new(inner.start + span.start, inner.end + span.start);
        for markup in scan(source.get(span.start..span.end).unwrap_or("")) {
            if let Some(name) = &tags.inert {
                let ends = matches!(&markup, Markup::Close(closed, _) if closed.eq_ignore_ascii_case(name));
                tags.inert = tags.inert.take().filter(|_| !ends);
                continue;
            }
            match markup {
                Markup::Comment(whole, text) => {
                    self.document.comments.push(Comment { span: moved(whole), text: moved(text), block });
                }
                Markup::Close(name, tag) if name.eq_ignore_ascii_case("a") => {
                    if let Some(id) = tags.link.take() {
                        close_link(&mut self.document, source, id, moved(tag).start);
                    }
                }
                Markup::Close(name, tag) if is_heading(name) => {
                    if let Some(heading) = tags.heading.take().and_then(|index| self.html_headings.get_mut(index)) {
                        heading.end = Some(moved(tag).start);
                    }
                }
                Markup::Close(..) => {}
                Markup::Open(tag) => self.open_tag(&tag, span.start, block, tags, within),
            }
        }
    }

    /// Takes in `tag`, whose places count from `offset`.
    fn open_tag(
        &mut self,
        tag: &HtmlTag<'_>,
        offset: usize,
        block: BlockId,
        tags: &mut OpenTags,
        within: Option<LinkId>,
    ) {
        if is_inert(tag.name) && !self.slice(Span::new(tag.span.start + offset, tag.span.end + offset)).ends_with("/>")
        {
            tags.inert = Some(tag.name.to_owned());
            return;
        }
        if is_heading(tag.name) {
            tags.heading = Some(self.html_headings.len());
            self.html_headings.push(HtmlHeading { start: offset + tag.span.end, end: None });
        }
        for name in ["id", "name"] {
            if let Some(value) = tag.attribute(name).filter(|value| !value.is_empty()) {
                let span = Span::new(value.start + offset, value.end + offset);
                self.document.html_anchors.push(HtmlAnchor { span });
            }
        }
        if let Some(link) = link_of(self.source, tag, offset, block, tags.link.or(within)) {
            if !link.image {
                tags.link = Some(LinkId(self.document.links.len() as u32));
            }
            self.document.links.push(link);
        }
        self.document.embeds.extend(embeds_of(self.source, tag, offset, block));
    }
}

/// The text of the HTML link `id` ends at `end`; one that nothing closes has none.
fn close_link(document: &mut Document, source: &str, id: LinkId, end: usize) {
    if let Some(link) = document.links.get_mut(id.0 as usize) {
        link.text.end = end;
        link.has_text = has_text(source.get(link.text.start..end).unwrap_or(""));
    }
}

fn link_of(source: &str, tag: &HtmlTag<'_>, offset: usize, block: BlockId, within: Option<LinkId>) -> Option<Link> {
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
    let url = decoded_references(source.get(destination.start..destination.end)?.trim());
    Some(Link {
        kind: LinkKind::Html,
        image,
        text: alt.map_or(Span::at(span.end), |alt| Span::new(alt.start + offset, alt.end + offset)),
        destination,
        span,
        block,
        within,
        target: target_of(&url),
        url: url.as_ref().into(),
        entry: None,
        has_text: false,
        definition: None,
        read: ReadUrl::default(),
    })
}

/// Whether `name` is that of a heading's tag.
pub(crate) fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h' | b'H', b'1'..=b'6'])
}

/// Elements whose content a browser does not show as HTML.
const INERT: [&str; 8] = ["noembed", "noframes", "script", "style", "template", "textarea", "title", "xmp"];

fn is_inert(name: &str) -> bool {
    INERT.iter().any(|inert| name.eq_ignore_ascii_case(inert))
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
