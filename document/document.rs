//! One markdown document, parsed: the facts that rules judge.

use crate::block::{Block, BlockId, BlockKind, Glyph, Inline, InlineKind, OBJECT, Replacement};
use crate::contents::Contents;
use crate::entry::{Entry, EntryId};
use crate::glued::Glued;
use crate::link::{Definition, DefinitionId, Link, LinkId};
use crate::parse::{self, Comment, HtmlAnchor, HtmlHeading, code_text};
use crate::section::{Section, SectionId};
use crate::span::{Lines, Span};
use crate::{anatomy, contents, outline};
use std::borrow::Cow;

/// A parsed document. Parsing never fails; what could not be parsed is in [`Document::unparsed`].
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub(crate) source: String,
    pub(crate) lines: Lines,
    pub(crate) blocks: Vec<Block>,
    pub(crate) inlines: Vec<Inline>,
    /// In document order.
    pub(crate) replacements: Vec<Replacement>,
    pub(crate) sections: Vec<Section>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) glued: Vec<Glued>,
    pub(crate) links: Vec<Link>,
    pub(crate) embeds: Vec<Link>,
    pub(crate) definitions: Vec<Definition>,
    pub(crate) comments: Vec<Comment>,
    pub(crate) html_anchors: Vec<HtmlAnchor>,
    /// Anchors of headings that open no section: those in quotes, items and raw HTML.
    pub(crate) other_anchors: Vec<Box<str>>,
    /// Only between parsing and outlining.
    pub(crate) html_headings: Vec<HtmlHeading>,
    pub(crate) contents: Option<Contents>,
    /// The lists that no entry is in: every item leads to a heading of this document. The table of contents is one of them.
    pub(crate) navigation: Vec<Span>,
    pub(crate) unparsed: Option<u64>,
    pub(crate) front_matter: Option<Span>,
    pub(crate) templates: Vec<Span>,
}

impl Document {
    /// Parses `source`, a whole markdown file.
    pub fn parse(source: impl Into<String>) -> Self {
        let mut document = parse::parse(source.into());
        outline::find_sections(&mut document);
        let lists = contents::lists(&document);
        document.contents = contents::find(&document, &lists);
        document.navigation = contents::navigation(&lists);
        anatomy::find_entries(&mut document);
        document
    }

    /// The whole text, and nothing else of the document.
    pub fn into_source(self) -> String {
        self.source
    }

    /// The whole text.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The text at `span`; empty where `span` is not of this document.
    pub fn text(&self, span: Span) -> &str {
        self.source.get(span.start..span.end).unwrap_or("")
    }

    /// Whether a line ending is in `span`.
    pub fn has_line_ending(&self, span: Span) -> bool {
        memchr::memchr2(b'\n', b'\r', self.text(span).as_bytes()).is_some()
    }

    /// The lines of the source.
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// The 1-based line of `offset`.
    pub fn line_of(&self, offset: usize) -> usize {
        self.lines.line_of(offset)
    }

    /// All blocks in pre-order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// All inlines in document order.
    pub fn inlines(&self) -> &[Inline] {
        &self.inlines
    }

    /// All sections in document order.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// All entries in document order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The lines that present a resource but are no items, in document order; each is one of [`Document::entries`] too.
    pub fn glued(&self) -> &[Glued] {
        &self.glued
    }

    /// All links and images in document order.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Files that raw HTML shows, plays or loads by other attributes than the `src` of an image, in document order: as links
    /// whose [`Link::span`] is the tag.
    pub fn embeds(&self) -> &[Link] {
        &self.embeds
    }

    /// All link reference definitions in document order.
    pub fn definitions(&self) -> &[Definition] {
        &self.definitions
    }

    /// All HTML comments in document order.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// The table of contents, where there is one.
    pub fn contents(&self) -> Option<&Contents> {
        self.contents.as_ref()
    }

    /// A document that is not read, because it has so many `bytes`.
    pub fn too_large(bytes: u64) -> Self {
        Self { unparsed: Some(bytes), ..Self::default() }
    }

    /// The size in bytes of a source that is not parsed, since it is larger than [`crate::LARGEST_SOURCE`].
    pub fn unparsed(&self) -> Option<u64> {
        self.unparsed
    }

    /// The front matter with its fences.
    pub fn front_matter(&self) -> Option<Span> {
        self.front_matter
    }

    /// The block called `id`.
    pub fn block(&self, id: BlockId) -> Option<&Block> {
        self.blocks.get(id.0 as usize)
    }

    /// The section called `id`.
    pub fn section(&self, id: SectionId) -> Option<&Section> {
        self.sections.get(id.0 as usize)
    }

    /// The entry called `id`.
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.get(id.0 as usize)
    }

    /// The link called `id`.
    pub fn link(&self, id: LinkId) -> Option<&Link> {
        self.links.get(id.0 as usize)
    }

    /// The definition called `id`.
    pub fn definition(&self, id: DefinitionId) -> Option<&Definition> {
        self.definitions.get(id.0 as usize)
    }

    /// The inlines of a paragraph, heading or cell.
    pub fn inlines_of(&self, block: BlockId) -> &[Inline] {
        let Some(block) = self.block(block) else { return &[] };
        self.inlines.get(block.inlines.0 as usize..block.inlines.1 as usize).unwrap_or(&[])
    }

    /// The links of `entry`'s own line, images included.
    pub fn links_of(&self, entry: &Entry) -> &[Link] {
        self.links.get(entry.links.0 as usize..entry.links.1 as usize).unwrap_or(&[])
    }

    /// The links that begin in `span`, images included.
    pub fn links_in(&self, span: Span) -> &[Link] {
        let place = |offset: usize| self.links.partition_point(|link| link.span.start < offset);
        self.links.get(place(span.start)..place(span.end)).unwrap_or(&[])
    }

    /// The link that is `entry`'s resource.
    pub fn link_of(&self, entry: &Entry) -> Option<&Link> {
        entry.link.and_then(|id| self.link(id))
    }

    /// The entries directly under `section`'s heading.
    pub fn entries_of(&self, section: &Section) -> &[Entry] {
        self.entries.get(section.entries.0 as usize..section.entries.1 as usize).unwrap_or(&[])
    }

    /// The text of a paragraph, heading or cell as rendered, without images and HTML.
    pub fn rendered(&self, block: BlockId) -> String {
        self.rendered_inlines(self.inlines_of(block))
    }

    /// The text of `inlines` as rendered, without images and HTML.
    pub fn rendered_inlines(&self, inlines: &[Inline]) -> String {
        let mut text = String::new();
        for inline in inlines {
            match inline.kind {
                InlineKind::Text | InlineKind::Code | InlineKind::Template => {
                    text.push_str(&self.rendered_inline(inline));
                }
                InlineKind::SoftBreak | InlineKind::HardBreak => text.push(' '),
                InlineKind::Html | InlineKind::Image | InlineKind::FootnoteReference => {}
            }
        }
        text
    }

    /// The text that the anchor of the heading `block` is made of. GitHub takes it as it stands in the page, between the tags:
    /// the blank beside an image, a comment or an empty tag counts, a line end does not.
    pub(crate) fn anchor_text(&self, block: BlockId) -> String {
        self.anchor_text_of(self.inlines_of(block))
    }

    /// What `inlines` are of such a text.
    pub(crate) fn anchor_text_of(&self, inlines: &[Inline]) -> String {
        let mut text = String::new();
        for inline in inlines {
            // Code hosts show templates as they are written.
            if matches!(inline.kind, InlineKind::Text | InlineKind::Code | InlineKind::Template) {
                text.push_str(&self.rendered_inline(inline));
            }
        }
        text
    }

    /// The text of `inline`, a text or code, as rendered: escapes and character references decoded, code without its backticks.
    pub fn rendered_inline(&self, inline: &Inline) -> Cow<'_, str> {
        let raw = self.text(inline.span);
        let replacements = self.replacements_in(inline.span);
        if inline.kind == InlineKind::Code && raw.starts_with('`') {
            return Cow::Borrowed(replacements.first().map_or_else(|| code_text(raw), |whole| &whole.text));
        }
        if replacements.is_empty() {
            return Cow::Borrowed(raw);
        }
        let mut rendered = String::with_capacity(raw.len());
        let mut at = inline.span.start;
        for replacement in replacements {
            rendered.push_str(self.text(Span::new(at, replacement.span.start)));
            rendered.push_str(&replacement.text);
            at = replacement.span.end;
        }
        rendered.push_str(self.text(Span::new(at, inline.span.end)));
        Cow::Owned(rendered)
    }

    /// Appends the characters of `inlines` as rendered to `glyphs`.
    pub fn push_glyphs(&self, inlines: &[Inline], glyphs: &mut Vec<Glyph>) {
        for inline in inlines {
            let glyph = |character, span| Glyph { character, span, kind: inline.kind, link: inline.link };
            match inline.kind {
                InlineKind::Text => {
                    let plain = |start: usize, end: usize, glyphs: &mut Vec<Glyph>| {
                        let text = self.text(Span::new(start, end));
                        if text.is_ascii() {
                            glyphs.extend(
                                (start..)
                                    .zip(text.bytes())
                                    .map(|(at, byte)| glyph(char::from(byte), Span::new(at, at + 1))),
                            );
                            return;
                        }
                        glyphs.reserve(text.len() / 2);
                        glyphs.extend(text.char_indices().map(|(index, character)| {
                            glyph(character, Span::new(start + index, start + index + character.len_utf8()))
                        }));
                    };
                    let mut at = inline.span.start;
                    for replacement in self.replacements_in(inline.span) {
                        plain(at, replacement.span.start, glyphs);
                        glyphs.extend(replacement.text.chars().map(|character| glyph(character, replacement.span)));
                        at = replacement.span.end;
                    }
                    plain(at, inline.span.end, glyphs);
                }
                InlineKind::SoftBreak => glyphs.push(glyph(' ', inline.span)),
                _ => glyphs.push(glyph(OBJECT, inline.span)),
            }
        }
    }

    /// Whether the character at `offset` is escaped by a backslash, or part of a character reference.
    pub fn is_escaped(&self, offset: usize) -> bool {
        let next = self.replacements.partition_point(|replacement| replacement.span.start <= offset);
        let before = next.checked_sub(1).and_then(|index| self.replacements.get(index));
        before.is_some_and(|replacement| replacement.span.covers(offset))
    }

    fn replacements_in(&self, span: Span) -> &[Replacement] {
        let first = self.replacements.partition_point(|replacement| replacement.span.start < span.start);
        let inside = self.replacements.get(first..).unwrap_or(&[]);
        let length = inside.iter().take_while(|replacement| replacement.span.end <= span.end).count();
        inside.get(..length).unwrap_or(&[])
    }

    /// The text at `span` as rendered: only what is text or code there.
    pub fn rendered_at(&self, block: BlockId, span: Span) -> String {
        let inlines = self.inlines_of(block);
        let first = inlines.partition_point(|inline| inline.span.end <= span.start);
        let last = inlines.partition_point(|inline| inline.span.start < span.end);
        let inside = inlines.get(first..last).unwrap_or(&[]);
        let mut text = String::new();
        for inline in inside {
            if span.contains(inline.span) {
                text.push_str(&self.rendered_inlines(std::slice::from_ref(inline)));
            } else if inline.kind == InlineKind::Text {
                let part = Span::new(inline.span.start.max(span.start), inline.span.end.min(span.end));
                text.push_str(&self.rendered_inline(&Inline { span: part, ..*inline }));
            }
        }
        text
    }

    /// The paragraphs, headings and cells, in document order.
    pub fn leaves(&self) -> impl Iterator<Item = (BlockId, &Block)> {
        self.blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| block.inlines.0 < block.inlines.1)
            .map(|(index, block)| (BlockId(index as u32), block))
    }

    /// The blocks around `block`, nearest first.
    pub fn ancestors(&self, block: BlockId) -> impl Iterator<Item = &Block> {
        std::iter::successors(self.block(block).and_then(|block| block.parent).and_then(|id| self.block(id)), |block| {
            block.parent.and_then(|id| self.block(id))
        })
    }

    /// The blocks directly in `block`, in document order.
    pub fn children_of(&self, block: BlockId) -> impl Iterator<Item = (BlockId, &Block)> {
        let end = self.block(block).map_or(0, |block| block.span.end);
        self.blocks
            .iter()
            .enumerate()
            .skip(block.0 as usize + 1)
            .take_while(move |(_, child)| child.span.start < end)
            .filter(move |(_, child)| child.parent == Some(block))
            .map(|(index, child)| (BlockId(index as u32), child))
    }

    /// Whether `offset` is in a code block, a block of HTML, or front matter.
    pub fn is_verbatim(&self, offset: usize) -> bool {
        if self.front_matter.is_some_and(|span| span.covers(offset)) {
            return true;
        }
        let after = self.blocks.partition_point(|block| block.span.start <= offset);
        self.blocks
            .get(..after)
            .and_then(<[Block]>::last)
            .is_some_and(|block| matches!(block.kind, BlockKind::Code | BlockKind::Html) && block.span.covers(offset))
    }

    /// The `id=` and `name=` attributes of raw HTML, in document order.
    pub fn html_anchors(&self) -> &[HtmlAnchor] {
        &self.html_anchors
    }

    /// Every anchor that a fragment can lead to, apart from footnotes, `top` and `readme`, which hosts add.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        let headings = self.sections.iter().map(|section| &*section.slug);
        let others = self.other_anchors.iter().map(|anchor| &**anchor);
        headings.chain(others).chain(self.html_anchors.iter().map(|anchor| self.text(anchor.span)))
    }
}
