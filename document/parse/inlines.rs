//! Puts inlines together: text of one line each, breaks, links, images, code, raw HTML.

use super::autolinks;
use super::blocks::is_leaf;
use super::builder::Builder;
use super::events::decoded_references;
use crate::model::{
    BlockKind, Characters, Inline, InlineKind, LinkId, LinkKind, Span, block::DecodedSpan, code_text, link::ReadUrl,
};
use std::borrow::Cow;

/// What is meant by `written`, a bare URL with character references, up to white space among them; `None` where it has none.
/// GitHub leads to what is written, other renderers to what is meant.
fn read_of(written: &str) -> Option<ReadUrl> {
    let decoded = decoded_references(written);
    let meant = decoded.split(char::is_whitespace).next().filter(|meant| *meant != written);
    meant.map(ReadUrl::of)
}

impl Builder<'_> {
    /// Text at `span`, which renders as `rendered`: an escape's backslash is left out of both.
    pub(super) fn text(&mut self, span: Span, rendered: &str) {
        // A backslash that no event covers is what makes the character behind it text (CommonMark 2.4).
        let escaped = span.start > self.covered() && self.source.as_bytes().get(span.start - 1) == Some(&b'\\');
        let span = Span::new(span.start - usize::from(escaped), span.end);
        if span.start < self.inline.bare_until {
            return self.text_after_url(span);
        }
        if !self.begin(span) {
            return;
        }
        if self.inline.soft_break.is_some() {
            self.end_soft_break(span.start);
        }
        self.inline.end = span.end;
        let raw = self.slice(span);
        // Between `<` and `>` references are decoded, as in the URL (CommonMark 6.5); the parser leaves them.
        let is_autolink = self.innermost_link().and_then(|id| self.document.links.get(id.0 as usize));
        let is_autolink = is_autolink.is_some_and(|link| link.kind == LinkKind::Autolink);
        let rendered = if is_autolink { &*decoded_references(rendered) } else { rendered };
        if escaped {
            let length = 1 + rendered.chars().next().map_or(0, char::len_utf8);
            let text = rendered.get(..length - 1).unwrap_or("");
            self.replace(Span::new(span.start, span.start + length), text);
        } else if raw != rendered {
            self.replace(span, rendered);
        } else if matches!(raw, "[" | "![") {
            self.inline.brackets.push((span.start, true));
        } else if raw == "]" {
            self.inline.brackets.push((span.start, false));
        }
        self.inline.text = match self.inline.text {
            Some(text) if text.end == span.start => Some(text.join(span)),
            Some(_) => {
                self.end_text();
                Some(span)
            }
            None => Some(span),
        };
    }

    /// A code span with its backticks.
    pub(super) fn code(&mut self, span: Span, rendered: &str) {
        if !self.leave_text(span) {
            return;
        }
        self.push(InlineKind::Code, span);
        if code_text(self.slice(span)) != rendered {
            self.replace(span, rendered);
        }
    }

    /// One tag or comment of raw HTML.
    pub(super) fn inline_html(&mut self, span: Span) {
        if !self.leave_text(span) {
            return;
        }
        self.push(InlineKind::Html, span);
        let Some(leaf) = self.open.last().map(|open| open.id) else { return };
        let within = self.innermost_link();
        self.html_in_leaf(span, leaf, within);
    }

    /// A reference to a footnote.
    pub(super) fn footnote_reference(&mut self, span: Span) {
        if self.leave_text(span) {
            self.push(InlineKind::FootnoteReference, span);
        }
    }

    /// A line ending that renders as a space; the white space around it belongs to it.
    pub(super) fn soft_break(&mut self) {
        if self.inline.images == 0 {
            self.end_text();
            self.inline.soft_break = self.inline.soft_break.or(Some(self.inline.end));
        }
    }

    /// A hard line break.
    pub(super) fn hard_break(&mut self, span: Span) {
        if self.inline.images == 0 {
            self.end_text();
        }
        // A backslash that a bare URL takes with it leaves the line ending alone.
        if span.start < self.inline.bare_until {
            self.soft_break();
        } else if self.leave_text(span) {
            self.push(InlineKind::HardBreak, span);
        }
    }

    /// Begins emphasis, strong emphasis or strikethrough.
    pub(super) fn start_emphasis(&mut self, span: Span) {
        if self.inline.images == 0 {
            self.leave_text(Span::at(span.start));
            self.inline.emphasis += 1;
        }
    }

    /// Ends the innermost emphasis, strong emphasis or strikethrough.
    pub(super) fn end_emphasis(&mut self, span: Span) {
        if self.inline.images > 0 {
            return;
        }
        self.end_text();
        self.inline.emphasis = self.inline.emphasis.saturating_sub(1);
        self.inline.end = self.inline.end.max(span.end);
    }

    /// Prepares for an inline other than text at `span`; `false` where it is not an inline of its own.
    pub(super) fn leave_text(&mut self, span: Span) -> bool {
        if !self.begin(span) {
            return false;
        }
        self.end_text();
        if span.start < self.inline.bare_until {
            self.text_after_url(span);
            return false;
        }
        if self.inline.soft_break.is_some() {
            self.end_soft_break(span.start);
        }
        self.inline.end = self.inline.end.max(span.end);
        true
    }

    /// Prepares for what stands at `span`; `false` where it is part of an image.
    fn begin(&mut self, span: Span) -> bool {
        if self.inline.images > 0 {
            self.inline.end = self.inline.end.max(span.end);
            return false;
        }
        self.imply_paragraph(span.start);
        true
    }

    /// Ends the text that is being put together: bare URLs in it become links (GFM 6.9).
    pub(super) fn end_text(&mut self) {
        let Some(text) = self.inline.text.take() else { return };
        if self.innermost_link().is_some() {
            self.push(InlineKind::Text, text);
            return;
        }
        let mut at = text.start;
        let mut urls = Vec::new();
        for literal in autolinks::find(self.source, text, self.limit(), &self.inline.brackets) {
            let span = literal.span;
            self.push_text(Span::new(at, span.start));
            urls.push(span);
            // In a cell, `\|` is a bar before anything else is read (GFM 4.10).
            let in_cell = self.open.last().is_some_and(|open| open.kind == BlockKind::Cell);
            let written = self.slice(span);
            let written = if in_cell { Cow::Owned(written.replace("\\|", "|")) } else { Cow::Borrowed(written) };
            let url = [literal.scheme, &written].concat();
            let read = read_of(&url);
            let id = self.push_link(LinkKind::Literal, false, [span; 3], url.into());
            if let (Some(read), Some(link)) = (read, self.document.links.last_mut()) {
                link.read = read;
            }
            self.push(InlineKind::Text, span);
            if let Some(inline) = self.document.inlines.last_mut() {
                inline.link = Some(id);
            }
            at = span.end;
        }
        self.undo_decoding(&urls);
        self.inline.bare_until = at;
        self.push_text(Span::new(at, text.end));
    }

    /// What is behind a bare URL in the inline at `span`, which begins in that URL: whatever it looks like, the URL comes first.
    fn text_after_url(&mut self, span: Span) {
        let start = self.inline.bare_until.min(span.end);
        self.inline.end = self.inline.end.max(span.end);
        self.inline.text = (start < span.end).then(|| Span::new(start, span.end));
    }

    /// Where a bare URL in the leaf that is open ends at the latest.
    fn limit(&self) -> usize {
        let cell = self.open.last().filter(|open| open.kind == BlockKind::Cell);
        let cell = cell.and_then(|cell| self.document.blocks.get(cell.id.0 as usize));
        cell.map_or(self.source.len(), |cell| cell.span.end)
    }

    /// Up to here the events cover the source.
    fn covered(&self) -> usize {
        self.open.last().map_or(0, |open| if is_leaf(open.kind) { self.inline.end } else { open.cursor })
    }

    /// The bare URLs at `urls` are rendered as they are written.
    fn undo_decoding(&mut self, urls: &[Span]) {
        let Some(start) = urls.first().map(|url| url.start) else { return };
        let decoded = &mut self.document.decoded;
        let first = decoded.partition_point(|part| part.span.start < start);
        let behind = decoded.split_off(first);
        let mut urls = urls.iter().peekable();
        decoded.extend(behind.into_iter().filter(|part| {
            while urls.next_if(|url| url.end < part.span.end).is_some() {}
            urls.peek().is_none_or(|url| part.span.start < url.start)
        }));
    }

    fn push_text(&mut self, span: Span) {
        if !span.is_empty() {
            self.push(InlineKind::Text, span);
        }
    }

    fn end_soft_break(&mut self, end: usize) {
        if let Some(start) = self.inline.soft_break.take() {
            self.push(InlineKind::SoftBreak, Span::new(start, end));
        }
    }

    pub(super) fn push(&mut self, kind: InlineKind, span: Span) {
        if kind == InlineKind::Text {
            self.inline.characters = self.inline.characters.with(Characters::of(self.slice(span)));
        }
        let (link, emphasis) = (self.innermost_link(), self.inline.emphasis > 0);
        self.document.inlines.push(Inline { kind, span, link, image: None, emphasis });
    }

    fn replace(&mut self, span: Span, text: &str) {
        // What an escape or a character reference renders may be anything.
        self.inline.characters = Characters::ANY;
        self.document.decoded.push(DecodedSpan { span, text: text.into() });
    }

    pub(super) fn innermost_link(&self) -> Option<LinkId> {
        self.inline.links.iter().rev().find_map(|link| link.id)
    }
}
