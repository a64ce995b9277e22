//! Links and images: their text, their destination, and what is around them.

use super::builder::{Builder, OpenLink};
use super::destination::destination_in;
use super::events::decoded_references;
use super::references::{PendingReference, identifier_of};
use crate::model::{BlockId, InlineKind, Link, LinkId, LinkKind, Span, link::ReadUrl, link::target_of};
use memchr::memchr;
use std::borrow::Cow;

impl Builder<'_> {
    /// Begins a link or an image; `url` is its destination as decoded, `label` that of a reference.
    pub(super) fn start_link(&mut self, kind: LinkKind, image: bool, span: Span, url: &str, label: &str) {
        if self.inline.images > 0 {
            self.inline.images += u32::from(image);
            return;
        }
        if !self.leave_text(Span::at(span.start)) {
            self.inline.links.push(OpenLink { id: None, first: 0 });
            return;
        }
        let inner = Span::new(span.start + 1 + usize::from(image), span.end.saturating_sub(1));
        let url = match kind {
            LinkKind::Autolink if url.contains(':') => decoded_references(url),
            LinkKind::Autolink => Cow::Owned(format!("mailto:{url}")),
            _ => Cow::Borrowed(url),
        };
        let id = self.push_link(kind, image, [inner, inner, span], url.as_ref().into());
        if kind == LinkKind::Reference {
            self.references.push(PendingReference { link: id, identifier: identifier_of(label) });
        }
        if image {
            self.inline.images = 1;
        }
        self.inline.links.push(OpenLink { id: Some(id), first: self.document.inlines.len() });
        self.inline.end = span.start;
    }

    /// Ends the innermost link.
    pub(super) fn end_link(&mut self) {
        if self.inline.images > 0 {
            return;
        }
        self.end_text();
        let Some(OpenLink { id: Some(id), first }) = self.inline.links.pop() else { return };
        let has_text = self.document.inlines.get(first..).unwrap_or(&[]).iter().any(|inline| match inline.kind {
            InlineKind::Text => !self.slice(inline.span).trim().is_empty(),
            InlineKind::Code => true,
            _ => false,
        });
        self.end_parts(id, has_text);
        // What opened a bracket around a link opens none any more (CommonMark 6.3: links hold no links).
        self.inline.brackets.clear();
    }

    /// Ends the innermost image.
    pub(super) fn end_image(&mut self) {
        self.inline.images = self.inline.images.saturating_sub(1);
        if self.inline.images > 0 {
            return;
        }
        let Some(OpenLink { id: Some(id), .. }) = self.inline.links.pop() else { return };
        let span = self.end_parts(id, false);
        self.push(InlineKind::Image, span);
        if let Some(inline) = self.document.inlines.last_mut() {
            inline.image = Some(id);
        }
    }

    /// Finds the text and the destination of the link `id`, now that what is in it is known; gives its bytes.
    fn end_parts(&mut self, id: LinkId, has_text: bool) -> Span {
        let inside = self.inline.end;
        let source = self.source;
        let Some(link) = self.document.links.get_mut(id.0 as usize) else { return Span::default() };
        link.has_text = has_text;
        let inside = inside.max(link.text.start);
        if link.kind != LinkKind::Autolink {
            let rest = source.as_bytes().get(inside..link.span.end).unwrap_or(&[]);
            link.text = Span::new(link.text.start, memchr(b']', rest).map_or(link.span.end, |at| inside + at));
        }
        match link.kind {
            LinkKind::Inline => {
                let end = link.span.end.saturating_sub(1).max(link.text.end);
                link.destination = destination_in(source, (link.text.end + 2).min(link.span.end), end);
            }
            LinkKind::Reference => {
                // The parser leaves the brackets of `[label][]` out.
                let is_collapsed = link.span.end == link.text.end + 1
                    && source.as_bytes().get(link.span.end..link.span.end + 2) == Some(b"[]");
                link.span.end += if is_collapsed { 2 } else { 0 };
                link.destination = Span::at(link.span.end);
            }
            _ => {}
        }
        let span = link.span;
        self.inline.end = self.inline.end.max(span.end);
        span
    }

    pub(super) fn push_link(&mut self, kind: LinkKind, image: bool, places: [Span; 3], url: Box<str>) -> LinkId {
        let [text, destination, span] = places;
        let id = LinkId(self.document.links.len() as u32);
        let block = self.open.last().map_or(BlockId(0), |open| open.id);
        self.document.links.push(Link {
            kind,
            image,
            text,
            destination,
            span,
            target: target_of(&url),
            url,
            block,
            entry: None,
            within: self.innermost_link(),
            has_text: kind == LinkKind::Literal,
            definition: None,
            read: ReadUrl::default(),
        });
        id
    }
}
