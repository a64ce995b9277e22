//! The parts of a page as `curate` has them.

use crate::part::{Leaf, Part};
use curate_document::{Block, BlockId, BlockKind, Document, Inline, InlineKind, Link, LinkKind, Span};

/// The parts of `document`.
pub fn parts(document: &Document) -> Vec<Part> {
    let mut walk = Walk { document, links: document.links(), row: 0, column: 0 };
    let blocks = document.blocks().iter().enumerate();
    blocks.flat_map(|(index, block)| walk.block(BlockId(index as u32), block)).collect()
}

struct Walk<'d> {
    document: &'d Document,
    /// Those that are in no block before.
    links: &'d [Link],
    /// Of the cell that comes next, both from 0.
    row: usize,
    column: usize,
}

impl Walk<'_> {
    fn block(&mut self, id: BlockId, block: &Block) -> Vec<Part> {
        let is_container = |kind| matches!(kind, BlockKind::Item { .. } | BlockKind::Quote | BlockKind::Footnote);
        let depth = self.document.ancestors(id).filter(|around| is_container(around.kind)).count();
        let part = |what, detail: &str| {
            let detail = format!("depth {depth}{detail}");
            Part::new(self.document.source(), what, block.span.start, block.span.end, detail)
        };
        let part = match block.kind {
            BlockKind::List { .. } | BlockKind::Definition => return Vec::new(),
            BlockKind::Row { head } => {
                self.row = if head { 0 } else { self.row + 1 };
                self.column = 0;
                return Vec::new();
            }
            BlockKind::Item { task } => {
                let list = self.document.ancestors(id).next().map(|list| list.kind);
                let ordered = list == Some(BlockKind::List { ordered: true });
                part("item", &format!(" ordered {ordered} task {task}"))
            }
            BlockKind::Code => part("code", ""),
            BlockKind::Html => part("html", ""),
            BlockKind::Table => part("table", ""),
            BlockKind::Quote => part("quote", ""),
            BlockKind::ThematicBreak => part("break", ""),
            BlockKind::Footnote => part("footnote", ""),
            BlockKind::Heading { level } => return self.leaf(id, block, part("heading", &format!(" level {level}"))),
            BlockKind::Paragraph => return self.leaf(id, block, part("paragraph", "")),
            BlockKind::Cell => {
                let place = format!(" row {} column {}", self.row, self.column);
                let part = part("cell", &place);
                self.column += 1;
                return self.leaf(id, block, part);
            }
        };
        vec![part]
    }

    fn leaf(&mut self, id: BlockId, block: &Block, part: Part) -> Vec<Part> {
        let document = self.document;
        let inlines = document.inlines_of(id);
        let before = self.links.partition_point(|link| link.span.start < block.span.start);
        let inside = self.links.partition_point(|link| link.span.start < block.span.end);
        let (links, after) = (&self.links[before..inside], &self.links[inside..]);
        self.links = after;
        let links = links.iter().filter_map(|link| of_link(document, link));
        let before = id.0.checked_sub(1).and_then(|before| document.block(BlockId(before)));
        let definition = before.filter(|before| before.kind == BlockKind::Definition && before.parent == block.parent);
        let between = definition.map(|definition| document.text(Span::new(definition.span.end, block.span.start)));
        let leaf = Leaf {
            block: part,
            text: text(document, inlines),
            inlines: inlines.iter().filter_map(|inline| of_inline(document, inline)).chain(links).collect(),
            follows_definition: between.is_some_and(is_one_line_ending),
        };
        leaf.into_parts(document.source())
    }
}

/// Whether nothing is in `text` but one line ending, white space and the markers of quotes.
fn is_one_line_ending(text: &str) -> bool {
    let endings = text.replace("\r\n", "\n").matches(['\n', '\r']).count();
    endings == 1 && text.chars().all(|character| character.is_ascii_whitespace() || character == '>')
}

fn of_link(document: &Document, link: &Link) -> Option<Part> {
    let what = match (link.image, link.kind) {
        (_, LinkKind::Html) => return None,
        (true, _) => "image",
        (false, LinkKind::Literal) => "literal",
        (false, _) => "link",
    };
    Some(Part::new(document.source(), what, link.span.start, link.span.end, &*link.url))
}

/// The text that is rendered; emphasis in `‹›`, code in backticks, `⏎` for a hard break.
fn text(document: &Document, inlines: &[Inline]) -> String {
    let mut text = String::new();
    let mut emphasis = false;
    for inline in inlines {
        let rendered = document.rendered_inlines(std::slice::from_ref(inline));
        let is_code = inline.kind == InlineKind::Code && document.text(inline.span).starts_with('`');
        let shown = match inline.kind {
            InlineKind::Code if is_code => format!("`{rendered}`"),
            InlineKind::HardBreak => "⏎".to_owned(),
            _ => rendered,
        };
        if shown.is_empty() {
            continue;
        }
        if emphasis != inline.emphasis {
            text.push(if inline.emphasis { '‹' } else { '›' });
            emphasis = inline.emphasis;
        }
        text.push_str(&shown);
    }
    text
}

fn of_inline(document: &Document, inline: &Inline) -> Option<Part> {
    let what = match inline.kind {
        // Math is code to us, and text to markdown.
        InlineKind::Code if document.text(inline.span).starts_with('`') => "code span",
        InlineKind::FootnoteReference => "footnote reference",
        InlineKind::Html => "tag",
        _ => return None,
    };
    Some(Part::new(document.source(), what, inline.span.start, inline.span.end, ""))
}
