//! What parsing has built so far, and what is still open.

use super::output::ParseOutput;
use super::references::PendingReference;
use crate::model::{Block, BlockId, BlockKind, Characters, Document, HtmlHeading, LinkId, Span};
use memchr::memmem;

/// Builds a document from the events of the parser, in document order.
pub(super) struct Builder<'a> {
    /// The whole file.
    pub source: &'a str,
    /// Where its markdown begins.
    pub first: usize,
    pub(super) document: Document,
    pub(super) html_headings: Vec<HtmlHeading>,
    pub(super) references: Vec<PendingReference>,
    /// The blocks that are open, outermost first.
    pub(super) open: Vec<OpenBlock>,
    /// Where the top level goes on.
    pub(super) top: usize,
    /// Whether the innermost open block is a paragraph without an event: the text of a tight item.
    pub(super) implied: bool,
    /// Whether any line may be a link reference definition.
    pub(super) may_define: bool,
    pub(super) inline: InlineState,
}

/// A block that is open.
pub(super) struct OpenBlock {
    pub(super) id: BlockId,
    pub(super) kind: BlockKind,
    /// Up to here its bytes belong to blocks in it, or to its own marker.
    pub(super) cursor: usize,
    /// Where its last child ends.
    pub(super) content_end: usize,
}

/// A link or an image that is open.
pub(super) struct OpenLink {
    /// `None` where it is part of a bare URL.
    pub(super) id: Option<LinkId>,
    /// The number of its first inline.
    pub(super) first: usize,
}

/// What is open in the inlines of the current leaf.
#[derive(Default)]
pub(super) struct InlineState {
    /// The links around, outermost first.
    pub(super) links: Vec<OpenLink>,
    /// The characters of its text.
    pub(super) characters: Characters,
    /// How many emphases, strong emphases and strikethroughs are around.
    pub(super) emphasis: u32,
    /// How many images are around; what is in them is not an inline.
    pub(super) images: u32,
    /// Up to here the events cover the source.
    pub(super) end: usize,
    /// Where a soft break begins that has not ended.
    pub(super) soft_break: Option<usize>,
    /// The text that is being put together, as its bytes; where it ends for good it is looked through for bare URLs.
    pub(super) text: Option<Span>,
    /// Brackets in text that make no link: their offsets, and whether they open.
    pub(super) brackets: Vec<(usize, bool)>,
    /// The HTML tags that nothing has closed yet.
    pub(super) tags: OpenTags,
    /// Up to here the source is a bare URL, whatever the parser takes it for.
    pub(super) bare_until: usize,
}

/// The tags of a leaf block whose closing tag is still to come.
#[derive(Default)]
pub(super) struct OpenTags {
    pub(super) link: Option<LinkId>,
    /// The index of the HTML heading.
    pub(super) heading: Option<usize>,
    /// The name of the element around whose content is not HTML that is shown.
    pub(super) inert: Option<String>,
}

impl InlineState {
    /// Begins the inlines of a leaf at `start`.
    pub(super) fn begin(&mut self, start: usize) {
        self.links.clear();
        self.brackets.clear();
        (self.emphasis, self.images, self.end, self.bare_until) = (0, 0, start, 0);
        (self.soft_break, self.text, self.characters) = (None, None, Characters::NONE);
        self.tags = OpenTags::default();
    }
}

impl<'a> Builder<'a> {
    /// A builder for the markdown of `source` that begins at `first`.
    pub(super) fn new(source: &'a str, first: usize) -> Self {
        Self {
            source,
            first,
            document: Document::default(),
            html_headings: Vec::new(),
            references: Vec::new(),
            open: Vec::new(),
            top: first,
            implied: false,
            may_define: memmem::find(source.as_bytes(), b"]:").is_some(),
            inline: InlineState::default(),
        }
    }

    /// The document without its source, and its reference links.
    pub(super) fn finish(mut self) -> (ParseOutput, Vec<PendingReference>) {
        let end = self.source.len();
        self.close_implied();
        self.define(self.top, end);
        (ParseOutput { document: self.document, html_headings: self.html_headings }, self.references)
    }

    /// The text at `span`.
    pub(super) fn slice(&self, span: Span) -> &'a str {
        let text = self.source.get(span.start..span.end);
        debug_assert!(text.is_some(), "a span is on character boundaries");
        text.unwrap_or("")
    }

    pub(super) fn push_block(&mut self, kind: BlockKind, span: Span, parent: Option<BlockId>) -> BlockId {
        let id = BlockId(self.document.blocks.len() as u32);
        let inlines = self.document.inlines.len() as u32;
        let characters = Characters::NONE;
        self.document.blocks.push(Block { kind, span, parent, section: None, inlines: (inlines, inlines), characters });
        id
    }
}
