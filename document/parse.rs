//! From a piece of source to the parts of a document: the only file that names the `markdown` crate.
//!
//! What is known of the crate (1.0.0): `Point.offset` is a byte offset and right, `Point.column` is not used; it
//! panics on small inputs; it gives no ranges for destinations, so [`crate::destination`] finds them in the source.

use crate::block::{Block, BlockId, BlockKind, Inline, InlineKind};
use crate::destination::{in_definition, in_image, in_link};
use crate::link::{Definition, DefinitionId, Link, LinkId, LinkKind, Target, target_of};
use crate::parts::{Parts, RawReference};
use crate::pieces::Piece;
use crate::url_key::UrlKey;
use crate::{Span, markup};
use markdown::mdast::Node;
use markdown::unist::Position;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Parses one piece of `text`; `definitions` are those it refers to. `None` where the parser panicked.
pub fn parse_piece(text: &str, piece: &Piece, definitions: &str) -> Option<Parts> {
    let body = text.get(piece.body.start..piece.body.end)?;
    let prefix = piece.prefix.and_then(|span| text.get(span.start..span.end)).unwrap_or("");
    let joined;
    let given = if prefix.is_empty() && definitions.is_empty() {
        body
    } else {
        joined = [definitions, prefix, body].concat();
        &joined
    };
    // The parser keeps nothing between calls, so nothing is left half-done by a panic.
    catch_unwind(AssertUnwindSafe(|| {
        let tree = markdown::to_mdast(given, &options_for(given)).ok()?;
        let mut walker =
            Walker { text, body: piece.body, before: definitions.len() + prefix.len(), parts: Parts::default() };
        walker.parts.continues_table = piece.prefix.is_some();
        for child in tree.children().into_iter().flatten() {
            walker.block(child, None);
        }
        Some(walker.parts)
    }))
    .ok()
    .flatten()
}

/// GFM, without the constructs that `text` cannot hold because a byte they need is not in it: each one that is off is one
/// that the parser does not try at every line or byte.
fn options_for(text: &str) -> markdown::ParseOptions {
    let mut options = markdown::ParseOptions::gfm();
    let on = &mut options.constructs;
    let ends_in =
        |marks: &[char]| text.split(['\n', '\r']).any(|line| line.trim_end_matches([' ', '\t']).ends_with(marks));
    on.block_quote = text.contains('>');
    on.character_escape = text.contains('\\');
    on.hard_break_escape = on.character_escape;
    on.character_reference = text.contains('&');
    on.code_text = text.contains('`');
    on.code_fenced = text.contains("```") || text.contains("~~~");
    on.gfm_strikethrough = text.contains('~');
    on.definition = text.contains("]:");
    on.gfm_footnote_definition = on.definition && text.contains("[^");
    on.gfm_label_start_footnote = text.contains("[^");
    on.label_start_image = text.contains("![");
    // A column may be marked by a colon alone. Where the parser does not try tables, it takes an indented line after a
    // paragraph that follows a list or a footnote for code, and not for the rest of that paragraph (observed in 1.0.0).
    let has_deep_line = text.split(['\n', '\r']).any(|line| line.starts_with("    ") || line.starts_with('\t'));
    on.gfm_table = has_deep_line || text.contains('|') || text.contains(":-") || text.contains("-:");
    on.html_flow = text.contains('<');
    on.html_text = on.html_flow;
    on.autolink = on.html_flow;
    on.heading_setext = ends_in(&['-', '=']);
    on.thematic_break = ends_in(&['-', '*', '_']);
    options
}

/// The normal form of a reference's label (CommonMark 4.7, "matches"), as the parser computes it.
pub fn identifier_of(label: &str) -> String {
    label.split_ascii_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().to_uppercase()
}

struct Walker<'a> {
    /// The whole document, blanked where it is over a cap.
    text: &'a str,
    body: Span,
    /// Bytes that were put before the body.
    before: usize,
    parts: Parts,
}

/// What is around an inline.
#[derive(Clone, Copy)]
struct Around {
    block: BlockId,
    link: Option<LinkId>,
    emphasis: bool,
    quoted: bool,
}

impl Walker<'_> {
    /// The document's bytes of `position`; `None` where they are all in what was added to the body.
    fn place(&self, position: Option<&Position>) -> Option<Span> {
        let position = position?;
        let length = self.body.len();
        let start = position.start.offset.saturating_sub(self.before);
        let end = position.end.offset.checked_sub(self.before)?.min(length);
        (start < length && end > start).then(|| Span::new(self.body.start + start, self.body.start + end))
    }

    fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or("")
    }

    fn block(&mut self, node: &Node, parent: Option<BlockId>) {
        let Some(span) = self.place(node.position()) else { return };
        let kind = match node {
            Node::Heading(heading) => BlockKind::Heading { level: heading.depth },
            Node::Paragraph(_) => BlockKind::Paragraph,
            Node::List(list) => BlockKind::List { ordered: list.ordered },
            Node::ListItem(item) => BlockKind::Item { task: item.checked.is_some() },
            Node::Code(_) => BlockKind::Code,
            Node::Html(_) => BlockKind::Html,
            Node::Table(_) => BlockKind::Table,
            Node::TableRow(_) => BlockKind::Row { head: false },
            Node::TableCell(_) => BlockKind::Cell,
            Node::Blockquote(_) => BlockKind::Quote,
            Node::ThematicBreak(_) => BlockKind::ThematicBreak,
            Node::Definition(_) => BlockKind::Definition,
            Node::FootnoteDefinition(_) => BlockKind::Footnote,
            _ => return,
        };
        // Whether the blank lines after an item belong to it depends on what follows: they never do here.
        let span = match kind {
            BlockKind::List { .. } | BlockKind::Item { .. } | BlockKind::Footnote => {
                Span::new(span.start, span.start + self.slice(span).trim_end().len())
            }
            _ => span,
        };
        let id = BlockId(self.parts.blocks.len() as u32);
        let first_inline = self.parts.inlines.len() as u32;
        self.parts.blocks.push(Block { kind, span, parent, section: None, inlines: (first_inline, first_inline) });
        match node {
            Node::Heading(_) | Node::Paragraph(_) | Node::TableCell(_) => {
                let quoted = self.is_quoted(parent);
                let around = Around { block: id, link: None, emphasis: false, quoted };
                self.children(node, around);
                crate::math::mark(self.text, &mut self.parts.inlines, first_inline as usize);
            }
            Node::Html(_) => markup::of_block(&mut self.parts, self.text, span, id),
            Node::Definition(definition) => self.definition(definition, span),
            _ => {
                for (index, child) in node.children().into_iter().flatten().enumerate() {
                    let row = BlockId(self.parts.blocks.len() as u32);
                    self.block(child, Some(id));
                    // Only the first table of a piece can go on from the piece before: its head is there.
                    let goes_on = self.parts.continues_table && id.0 == 0;
                    if index == 0 && matches!(node, Node::Table(_)) && !goes_on {
                        self.head_row(row);
                    }
                }
            }
        }
        let last_inline = self.parts.inlines.len() as u32;
        let leaf = matches!(kind, BlockKind::Heading { .. } | BlockKind::Paragraph | BlockKind::Cell);
        if let Some(block) = self.parts.blocks.get_mut(id.0 as usize).filter(|_| leaf) {
            block.inlines = (first_inline, last_inline);
        }
    }

    fn head_row(&mut self, row: BlockId) {
        if let Some(block) = self.parts.blocks.get_mut(row.0 as usize) {
            block.kind = BlockKind::Row { head: true };
        }
    }

    fn is_quoted(&self, mut block: Option<BlockId>) -> bool {
        while let Some(parent) = block.and_then(|id| self.parts.blocks.get(id.0 as usize)) {
            if parent.kind == BlockKind::Quote {
                return true;
            }
            block = parent.parent;
        }
        false
    }

    fn children(&mut self, node: &Node, around: Around) {
        for child in node.children().into_iter().flatten() {
            self.inline(child, around);
        }
    }

    fn inline(&mut self, node: &Node, around: Around) {
        let Some(span) = self.place(node.position()) else { return };
        match node {
            Node::Text(text) => self.text(&text.value, span, around),
            Node::Emphasis(_) | Node::Strong(_) | Node::Delete(_) => {
                self.children(node, Around { emphasis: true, ..around });
            }
            Node::InlineCode(code) => {
                self.push(InlineKind::Code, span, around);
                self.render(&code.value);
            }
            Node::Html(_) => {
                self.push(InlineKind::Html, span, around);
                let end = self.parts.blocks.get(around.block.0 as usize).map_or(span.end, |block| block.span.end);
                markup::of_inline(&mut self.parts, self.text, span, end, around.block, around.link);
            }
            Node::Break(_) => self.push(InlineKind::HardBreak, span, around),
            Node::FootnoteReference(_) => self.push(InlineKind::FootnoteReference, span, around),
            Node::Link(link) => {
                let id = self.link(span, &link.url, around);
                self.inside(node, id, around);
            }
            Node::LinkReference(reference) => {
                let id = self.reference(span, &reference.identifier, false, around);
                self.inside(node, id, around);
            }
            Node::Image(image) => {
                let (text, destination) = in_image(self.text, span);
                let id = self.push_link(LinkKind::Inline, true, [text, destination, span], &image.url, around);
                self.image(span, id, around);
            }
            Node::ImageReference(reference) => {
                let id = self.reference(span, &reference.identifier, true, around);
                self.image(span, id, around);
            }
            _ => {}
        }
    }

    /// Walks what is inside a link, then notes whether any of it is text.
    fn inside(&mut self, node: &Node, id: LinkId, around: Around) {
        let first = self.parts.inlines.len();
        self.children(node, Around { link: Some(id), ..around });
        let has_text = self.parts.inlines.get(first..).unwrap_or(&[]).iter().any(|inline| match inline.kind {
            InlineKind::Text => !self.slice(inline.span).trim().is_empty(),
            InlineKind::Code => true,
            _ => false,
        });
        if let Some(link) = self.parts.links.get_mut(id.0 as usize) {
            link.has_text = has_text;
        }
    }

    fn push(&mut self, kind: InlineKind, span: Span, around: Around) {
        let inline = Inline { kind, span, link: around.link, image: None, emphasis: around.emphasis, rendered: None };
        self.parts.inlines.push(inline);
    }

    fn render(&mut self, rendered: &str) {
        if let Some(inline) = self.parts.inlines.last_mut() {
            inline.rendered = Some(rendered.into());
        }
    }

    fn image(&mut self, span: Span, id: LinkId, around: Around) {
        self.push(InlineKind::Image, span, around);
        if let Some(inline) = self.parts.inlines.last_mut() {
            inline.image = Some(id);
        }
    }

    /// One inline for each line of `span`, and a soft break between them.
    fn text(&mut self, value: &str, span: Span, around: Around) {
        let mut values = value.split(['\n', '\r']).filter(|line| !line.is_empty() || !value.contains('\r'));
        let raw = self.slice(span).to_owned();
        let mut offset = span.start;
        let mut break_start: Option<usize> = None;
        for line in raw.split_inclusive('\n') {
            let body = line.trim_end_matches(['\n', '\r']);
            let mut start = 0;
            let mut end = body.len();
            if let Some(from) = break_start {
                let quote = |c| c == ' ' || c == '\t' || (around.quoted && c == '>');
                start = body.len() - body.trim_start_matches(quote).len();
                self.push(InlineKind::SoftBreak, Span::new(from, offset + start), around);
            }
            break_start = (line.len() > body.len()).then(|| {
                end = body.trim_end_matches([' ', '\t']).len().max(start);
                offset + end
            });
            let value = values.next();
            if end > start {
                self.push(InlineKind::Text, Span::new(offset + start, offset + end), around);
                let written = body.get(start..end).unwrap_or("");
                if let Some(value) = value.filter(|value| *value != written) {
                    self.render(value);
                }
            }
            offset += line.len();
        }
        if let Some(from) = break_start {
            self.push(InlineKind::SoftBreak, Span::new(from, offset), around);
        }
    }

    fn link(&mut self, span: Span, url: &str, around: Around) -> LinkId {
        let source = self.slice(span);
        if source.starts_with('[') {
            let (text, destination) = in_link(self.text, span);
            return self.push_link(LinkKind::Inline, false, [text, destination, span], url, around);
        }
        if source.starts_with('<') {
            let inner = Span::new(span.start + 1, span.end.saturating_sub(1));
            return self.push_link(LinkKind::Autolink, false, [inner, inner, span], url, around);
        }
        self.push_link(LinkKind::Literal, false, [span, span, span], url, around)
    }

    fn push_link(&mut self, kind: LinkKind, image: bool, places: [Span; 3], url: &str, around: Around) -> LinkId {
        let [text, destination, span] = places;
        let id = LinkId(self.parts.links.len() as u32);
        self.parts.links.push(Link {
            kind,
            image,
            text,
            destination,
            span,
            url: url.into(),
            target: target_of(url),
            key: UrlKey::of(url),
            block: around.block,
            entry: None,
            within: around.link,
            has_text: false,
            definition: None,
        });
        id
    }

    fn reference(&mut self, span: Span, identifier: &str, image: bool, around: Around) -> LinkId {
        let text = crate::destination::in_reference(self.text, span, image);
        let id = LinkId(self.parts.links.len() as u32);
        self.parts.links.push(Link {
            kind: LinkKind::Reference,
            image,
            text,
            span,
            destination: Span::at(span.end),
            url: "".into(),
            target: Target::Invalid,
            key: None,
            block: around.block,
            entry: None,
            within: around.link,
            has_text: false,
            definition: None,
        });
        self.parts.references.push(RawReference { link: id, identifier: identifier_of(identifier) });
        id
    }

    fn definition(&mut self, definition: &markdown::mdast::Definition, span: Span) {
        let (label, destination) = in_definition(self.text, span);
        let _: DefinitionId = DefinitionId(self.parts.definitions.len() as u32);
        self.parts.definitions.push(Definition {
            identifier: identifier_of(&definition.identifier).into(),
            label,
            destination,
            url: definition.url.as_str().into(),
            span,
        });
    }
}
