//! The text of a heading, and what of it makes the anchor.

use crate::model::{BlockId, Document, Inline, InlineKind, Span};
use crate::slug::HostStyle;

/// The text that the host makes the anchor of `heading` of, whose title is at `title`.
///
/// GitHub takes it as it stands in the page, between the tags: the blank beside an image, a comment or an empty tag counts, a line
/// ending does not. GitLab (`collect_text` of `comrak`) takes the texts of images too, and a space for a line ending. Gitea
/// (`generateAutoHeadingID` of `goldmark`) takes the last line of the source.
pub(super) fn anchor_text(document: &Document, heading: BlockId, title: Span) -> String {
    match document.host_style() {
        HostStyle::GitHub => shown_text(document, document.inlines_of(heading)),
        HostStyle::GitLab => {
            let inlines = document.inlines_of(heading).iter();
            inlines.map(|inline| collected_text(document, inline)).collect()
        }
        HostStyle::Gitea => document.text(title).lines().next_back().unwrap_or("").to_owned(),
    }
}

/// The text of `inlines` that GitHub makes an anchor of.
pub(super) fn shown_text(document: &Document, inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        // Code hosts show templates as they are written.
        if matches!(inline.kind, InlineKind::Text | InlineKind::Code | InlineKind::Template) {
            text.push_str(&document.rendered_inline(inline));
        }
    }
    text
}

/// The text of `inline` that GitLab makes an anchor of.
fn collected_text(document: &Document, inline: &Inline) -> String {
    match inline.kind {
        InlineKind::Text | InlineKind::Code | InlineKind::Template => document.rendered_inline(inline).into_owned(),
        InlineKind::SoftBreak | InlineKind::HardBreak => " ".to_owned(),
        InlineKind::Image => {
            let image = inline.image.and_then(|id| document.link(id));
            image.map_or_else(String::new, |image| document.text(image.text).to_owned())
        }
        InlineKind::Html | InlineKind::FootnoteReference => String::new(),
    }
}

/// The bytes of a heading's text: without `#`s at either end, or without the underline.
pub(super) fn heading_title(document: &Document, heading: BlockId) -> Span {
    let Some(block) = document.block(heading) else { return Span::default() };
    let text = document.text(block.span);
    if text.starts_with('#') {
        let inner = text.trim_start_matches('#');
        let start = block.span.start + text.len() - inner.trim_start().len();
        let inner = inner.trim();
        let bare = inner.trim_end_matches('#');
        let closed = bare.len() < inner.len() && (bare.is_empty() || bare.ends_with([' ', '\t']));
        let length = if closed { bare.trim_end().len() } else { inner.len() };
        return Span::new(start.min(block.span.end), (start + length).min(block.span.end));
    }
    let lines = text.trim_end().rfind(['\n', '\r']).unwrap_or(text.len());
    let inner = text.get(..lines).unwrap_or(text);
    let start = block.span.start + inner.len() - inner.trim_start().len();
    Span::new(start, start + inner.trim().len())
}
