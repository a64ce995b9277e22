//! What the main parser sees in a stretch of a document: the same plain data that the witness gives, out of a [`Document`].

use crate::fixing::summary::{BlockSummary, Summarizer, SummaryPart, SummaryPartKind, plain};
use curate_document::{Block, BlockId, BlockKind, Document, Inline, InlineKind, Link, LinkKind, Span};

/// What `document` holds in `stretch`, whole lines that begin and end between blocks; spans count from its start.
pub(super) fn summary(document: &Document, stretch: Span) -> BlockSummary {
    let first = document.blocks().partition_point(|block| block.span.start < stretch.start);
    let last = document.blocks().partition_point(|block| block.span.start < stretch.end);
    let links = document.links();
    let link = links.partition_point(|link| link.span.start < stretch.start);
    let mut walker = BlockWalker { document, stretch, link, summarizer: Summarizer::default() };
    for index in first..last {
        walker.block(BlockId(index as u32));
    }
    walker.summarizer.finish()
}

/// The text that readers see in `stretch`, and what of it stands at `edits`, which are in order and apart.
pub(super) fn rendered(document: &Document, stretch: Span, edits: &[Span]) -> [String; 2] {
    let inlines = document.inlines();
    let first = inlines.partition_point(|inline| inline.span.start < stretch.start);
    let [mut whole, mut edited] = [String::new(), String::new()];
    for inline in inlines.iter().skip(first).take_while(|inline| inline.span.start < stretch.end) {
        if !matches!(inline.kind, InlineKind::Text | InlineKind::Code | InlineKind::Template) {
            continue;
        }
        whole.push_str(&document.rendered_inline(inline));
        let from = edits.partition_point(|edit| edit.end <= inline.span.start);
        for edit in edits.iter().skip(from).take_while(|edit| edit.start < inline.span.end) {
            let span = Span::new(edit.start.max(inline.span.start), edit.end.min(inline.span.end));
            edited.push_str(&document.rendered_inline(&Inline { span, ..*inline }));
        }
    }
    [whole, edited]
}

/// How many blocks are around the most deeply nested one of `stretch`.
pub(super) fn nesting(document: &Document, stretch: Span) -> usize {
    let first = document.blocks().partition_point(|block| block.span.start < stretch.start);
    let blocks = document.blocks().get(first..).unwrap_or(&[]);
    let mut depths: Vec<usize> = Vec::new();
    for block in blocks.iter().take_while(|block| block.span.start < stretch.end) {
        let parent = block.parent.and_then(|parent| (parent.0 as usize).checked_sub(first));
        depths.push(parent.and_then(|parent| depths.get(parent)).map_or(0, |depth| depth + 1));
    }
    depths.into_iter().max().unwrap_or(0)
}

struct BlockWalker<'a> {
    document: &'a Document,
    stretch: Span,
    /// The link that comes next.
    link: usize,
    summarizer: Summarizer,
}

impl<'a> BlockWalker<'a> {
    /// `span` counted from the start of the stretch.
    fn place(&self, span: Span) -> Span {
        Span::new(span.start.saturating_sub(self.stretch.start), span.end.saturating_sub(self.stretch.start))
    }

    fn push(&mut self, kind: SummaryPartKind, block: &Block, text: impl Into<String>) {
        let place = self.place(block.span);
        self.summarizer.push(SummaryPart::new(kind, place, text));
    }

    fn block(&mut self, id: BlockId) {
        let document = self.document;
        let Some(block) = document.block(id) else { return };
        match block.kind {
            BlockKind::Heading { level } => self.leaf(SummaryPartKind::Heading(level), id, block),
            BlockKind::Paragraph => self.leaf(SummaryPartKind::Paragraph, id, block),
            BlockKind::Cell if self.is_in_column(id, block) => self.leaf(SummaryPartKind::Cell, id, block),
            BlockKind::Cell | BlockKind::List { .. } => {}
            BlockKind::Item { task } => {
                let depth = self.depth(id);
                let list = document.ancestors(id).next().map(|list| list.kind);
                let ordered = list == Some(BlockKind::List { ordered: true });
                self.push(SummaryPartKind::Item { depth, ordered, task }, block, "");
            }
            BlockKind::Table => self.push(SummaryPartKind::Table, block, ""),
            BlockKind::Row { .. } => self.push(SummaryPartKind::Row, block, "0"),
            BlockKind::Quote => self.push(SummaryPartKind::Quote, block, ""),
            BlockKind::ThematicBreak => self.push(SummaryPartKind::ThematicBreak, block, ""),
            BlockKind::Footnote => {
                let label = document.text(block.span).split("]:").next().unwrap_or("");
                self.push(SummaryPartKind::Footnote, block, plain(label));
            }
            BlockKind::Definition => {
                let definitions = document.definitions();
                let index = definitions.partition_point(|definition| definition.span.start < block.span.start);
                let url = definitions.get(index).map_or("", |definition| &definition.url);
                self.push(SummaryPartKind::Definition, block, url);
            }
            BlockKind::Code => self.push(SummaryPartKind::CodeBlock, block, plain(code_in(document.text(block.span)))),
            BlockKind::Html => {
                let place = self.place(block.span);
                self.summarizer.html(place, document.text(block.span));
            }
        }
    }

    /// Whether the cell `id` stands in a column of its table: what a row has more is not shown (GFM 4.10).
    fn is_in_column(&self, id: BlockId, cell: &Block) -> bool {
        let cells_of = |row: BlockId| {
            let blocks = self.document.blocks().iter().skip(row.0 as usize + 1);
            blocks.take_while(|block| block.kind == BlockKind::Cell).count()
        };
        let Some(row) = cell.parent else { return true };
        let Some(table) = self.document.block(row).and_then(|row| row.parent) else { return true };
        // The head row follows its table.
        id.0 - row.0 <= cells_of(BlockId(table.0 + 1)) as u32
    }

    /// How many items are around the block `id`.
    fn depth(&self, id: BlockId) -> u16 {
        let items = self.document.ancestors(id).filter(|block| matches!(block.kind, BlockKind::Item { .. }));
        u16::try_from(items.count()).unwrap_or(u16::MAX)
    }

    fn leaf(&mut self, kind: SummaryPartKind, id: BlockId, block: &Block) {
        let document = self.document;
        let is_quoted = document.ancestors(id).any(|block| block.kind == BlockKind::Quote);
        self.summarizer.begin_leaf(kind, self.place(block.span), self.depth(id), is_quoted);
        for inline in document.inlines_of(id) {
            self.links_up_to(inline.span.start + 1);
            self.inline(inline);
        }
        self.links_up_to(block.span.end);
        self.summarizer.end_leaf();
    }

    /// Takes down the links that begin before `end`, but those in raw HTML, which are taken down with it.
    fn links_up_to(&mut self, end: usize) {
        let links: &[Link] = self.document.links();
        while let Some(link) = links.get(self.link).filter(|link| link.span.start < end) {
            self.link += 1;
            if link.kind == LinkKind::Html {
                continue;
            }
            let kind = if link.image { SummaryPartKind::Image } else { SummaryPartKind::Link };
            let part = SummaryPart::new(kind, self.place(link.span), &*link.url);
            self.summarizer.push(SummaryPart { is_literal: link.kind == LinkKind::Literal, ..part });
        }
    }

    fn inline(&mut self, inline: &Inline) {
        let place = self.place(inline.span);
        let document: &'a Document = self.document;
        let written = document.text(inline.span);
        let rendered = || document.rendered_inline(inline);
        match inline.kind {
            InlineKind::Text | InlineKind::Template => self.summarizer.text(&rendered(), inline.emphasis),
            // Math is text to every parser of markdown.
            InlineKind::Code if written.starts_with('$') => self.summarizer.text(&rendered(), inline.emphasis),
            InlineKind::Code => self.summarizer.code_span(place, &rendered(), inline.emphasis),
            InlineKind::Html => self.summarizer.html(place, written),
            InlineKind::SoftBreak => self.summarizer.text(" ", inline.emphasis),
            InlineKind::HardBreak => {
                self.summarizer.push(SummaryPart::new(SummaryPartKind::HardBreak, place, ""));
                self.summarizer.text(" ", inline.emphasis);
            }
            InlineKind::Image => {}
            InlineKind::FootnoteReference => {
                self.summarizer.push(SummaryPart::new(SummaryPartKind::FootnoteReference, place, plain(written)));
            }
        }
    }
}

/// The code of a block as written: without the lines of its fences.
fn code_in(block: &str) -> &str {
    let opening = block.lines().next().unwrap_or("");
    let fence = opening.trim_start();
    let Some(mark) = fence.chars().next().filter(|mark| matches!(mark, '`' | '~')) else { return block };
    let length = fence.chars().take_while(|next| *next == mark).count();
    if length < 3 {
        return block;
    }
    let code = block.get(opening.len()..).unwrap_or("");
    let last = code.trim_end().lines().next_back().unwrap_or("");
    let closing = last.trim_start_matches([' ', '\t', '>']);
    let is_closed = closing.len() >= length && closing.chars().all(|next| next == mark);
    if is_closed { code.trim_end().strip_suffix(last).unwrap_or(code) } else { code }
}
