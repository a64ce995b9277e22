//! One markdown document, parsed: the facts that rules judge.

use super::block::{Block, DecodedSpan, Inline};
use super::contents::{Contents, ContentsRegion};
use super::entry::Entry;
use super::glued::Glued;
use super::ids::{BlockId, DefinitionId, EntryId, LinkId, SectionId};
use super::line_index::LineIndex;
use super::link::{Definition, Link};
use super::raw_html::{Comment, HtmlAnchor};
use super::section::Section;
use super::span::Span;
use crate::slug::HostStyle;

/// A parsed document. Parsing never fails; what could not be parsed is in [`Document::unparsed`].
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub(crate) source: String,
    pub(crate) host_style: HostStyle,
    pub(crate) is_mdx: bool,
    pub(crate) lines: LineIndex,
    pub(crate) blocks: Vec<Block>,
    pub(crate) inlines: Vec<Inline>,
    /// In document order.
    pub(crate) decoded: Vec<DecodedSpan>,
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
    pub(crate) contents: Option<Contents>,
    pub(crate) contents_region: Option<ContentsRegion>,
    /// The lists that no entry is in: every item leads to a heading of this document. The table of contents is one of them.
    pub(crate) navigation: Vec<Span>,
    /// What a tool writes between its comments, in order: the contributors that all-contributors lists.
    pub(crate) generated: Vec<Span>,
    pub(crate) unparsed: Option<u64>,
    /// Whether all but the text and its lines was given back.
    pub(crate) is_released: bool,
    pub(crate) front_matter: Option<Span>,
    pub(crate) templates: Vec<Span>,
}

impl Document {
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

    /// The host whose anchors its headings have.
    pub fn host_style(&self) -> HostStyle {
        self.host_style
    }

    /// Whether it was parsed as MDX.
    pub fn is_mdx(&self) -> bool {
        self.is_mdx
    }

    /// The lines of the source.
    pub fn lines(&self) -> &LineIndex {
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

    /// The entries but for those in raw HTML: what is judged by how it is written.
    pub fn markdown_entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| !entry.html)
    }

    /// The lines that present a resource without being items, in document order; each is one of [`Document::entries`] too.
    pub fn glued(&self) -> &[Glued] {
        &self.glued
    }

    /// All links and images in document order.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Files that raw HTML shows, plays or loads by other attributes than the `src` of an image, and where areas of images lead, in
    /// document order: as links whose [`Link::span`] is the tag.
    pub fn embeds(&self) -> &[Link] {
        &self.embeds
    }

    /// Everything that a browser follows, shows or plays: [`Document::links`], and behind them [`Document::embeds`].
    pub fn links_and_embeds(&self) -> impl Iterator<Item = &Link> {
        self.links.iter().chain(&self.embeds)
    }

    /// All link reference definitions in document order.
    pub fn definitions(&self) -> &[Definition] {
        &self.definitions
    }

    /// All HTML comments in document order.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// Whether `span` stands in what a tool writes between its comments: the contributors that all-contributors lists.
    pub fn is_generated(&self, span: Span) -> bool {
        let next = self.generated.partition_point(|generated| generated.start <= span.start);
        next.checked_sub(1).and_then(|last| self.generated.get(last)).is_some_and(|generated| generated.contains(span))
    }

    /// The place that comments mark off for the table of contents, where there is one.
    pub fn contents_region(&self) -> Option<ContentsRegion> {
        self.contents_region
    }

    /// The table of contents, where there is one: that between such comments counts first.
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
        self.block(block).map_or(&[], |block| self.inlines_in(block))
    }

    /// The inlines of `block`, one of this document's.
    pub(crate) fn inlines_in(&self, block: &Block) -> &[Inline] {
        self.inlines.get(block.inlines.0 as usize..block.inlines.1 as usize).unwrap_or(&[])
    }

    /// The links of `entry`'s own line, images included.
    pub fn links_of(&self, entry: &Entry) -> &[Link] {
        self.links.get(entry.links.0 as usize..entry.links.1 as usize).unwrap_or(&[])
    }

    /// The links that begin in `span`, images included.
    pub fn links_in(&self, span: Span) -> &[Link] {
        let (first, end) = self.link_range(span);
        self.links.get(first as usize..end as usize).unwrap_or(&[])
    }

    /// The links that begin in `span`, as a range of [`Document::links`].
    pub(crate) fn link_range(&self, span: Span) -> (u32, u32) {
        let first = self.links.partition_point(|link| link.span.start < span.start);
        let end = self.links.partition_point(|link| link.span.start < span.end);
        (first as u32, end.max(first) as u32)
    }

    /// The link that is `entry`'s resource.
    pub fn link_of(&self, entry: &Entry) -> Option<&Link> {
        entry.link.and_then(|id| self.link(id))
    }

    /// The section that `entry` is in; `None` before the first heading.
    pub fn section_of(&self, entry: &Entry) -> Option<&Section> {
        entry.section.and_then(|id| self.section(id))
    }

    /// The entries directly under `section`'s heading.
    pub fn entries_of(&self, section: &Section) -> &[Entry] {
        self.entries.get(section.entries.0 as usize..section.entries.1 as usize).unwrap_or(&[])
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
