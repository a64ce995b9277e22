//! The second witness of every fix: what the crate `markdown`, which this file alone names, sees in a stretch of a document.
//!
//! What is known of the crate (1.0.0): `Point.offset` is a byte offset and right, `Point.column` is not used; it panics on some
//! small inputs; its time grows with the square of what is left open in one block (64 KiB of `[` take eight seconds, of
//! `> ` three minutes), so that [`is_fit`] says what it is given at all.

use crate::fixing::plain_item;
use crate::fixing::summary::{BlockSummary, Summarizer, SummaryPart, SummaryPartKind, plain};
use curate_document::Span;
use markdown::mdast::Node;
use markdown::{Constructs, ParseOptions, to_mdast};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The most bytes that are given to the witness.
pub(super) const CAP: usize = 64 * 1024;
/// How often brackets, bars, marks of emphasis and line ends may stand in what the witness is given: it looks at all that are open
/// for each that closes.
const MOST: [usize; 4] = [1024, 2048, 4096, 4096];
/// The most characters of one paragraph, up to a blank line, that can begin emphasis or an image: nodes are dropped by recursion.
const OPENERS: usize = 512;

/// Whether `text` is short and plain enough for the witness. Nesting of blocks is for the caller to look at.
pub(super) fn is_fit(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() > CAP {
        return false;
    }
    let [mut brackets, mut bars, mut marks, mut line_ends, mut exclamations] = [0; 5];
    for byte in bytes {
        match byte {
            b'[' => brackets += 1,
            b'|' => bars += 1,
            b'*' | b'_' | b'~' | b'`' => marks += 1,
            b'\n' | b'\r' => line_ends += 1,
            b'!' => exclamations += 1,
            _ => {}
        }
    }
    let counts = [brackets, bars, marks, line_ends];
    counts.iter().zip(MOST).all(|(count, most)| *count <= most)
        && (marks + exclamations <= OPENERS || openers(bytes) <= OPENERS)
}

/// The most characters between two blank lines that can begin emphasis, strikethrough or an image (CommonMark 6.2, "left-flanking").
fn openers(bytes: &[u8]) -> usize {
    let (mut most, mut count, mut is_blank) = (0, 0, true);
    let mut at = 0;
    let mut before = b' ';
    while let Some(byte) = bytes.get(at).copied() {
        let length = bytes.iter().skip(at).take_while(|next| **next == byte).count();
        let after = bytes.get(at + length).copied().unwrap_or(b' ');
        let flanks = !after.is_ascii_whitespace() && (!after.is_ascii_punctuation() || !before.is_ascii_alphanumeric());
        let begun = match byte {
            b'*' | b'~' if flanks => length,
            b'_' if flanks && !before.is_ascii_alphanumeric() => length,
            b'!' if after == b'[' => 1,
            _ => 0,
        };
        match byte {
            b'\n' if is_blank || length > 1 => count = 0,
            b'\n' => is_blank = true,
            b' ' | b'\t' | b'\r' | b'>' => {}
            _ => is_blank = false,
        }
        count += begun;
        most = most.max(count);
        at += length;
        before = byte;
    }
    most
}

/// What the witness sees in `text` from the byte `from` on; spans count from there. `None` where it cannot tell: it panicked.
pub(super) fn summary(text: &str, from: usize) -> Option<BlockSummary> {
    let plain = if from == 0 { plain_item::summary(text) } else { None };
    plain.or_else(|| parsed(text, from))
}

/// The same by the parser.
pub(super) fn parsed(text: &str, from: usize) -> Option<BlockSummary> {
    // The parser keeps nothing between calls, so nothing is left half-done by a panic.
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        // Looking for tables takes a tenth of the time. Their second line has a bar, or a colon beside its dashes (GFM 4.10).
        let gfm_table = text.contains('|') || text.contains(":-") || text.contains("-:");
        let constructs = Constructs { gfm_table, ..Constructs::gfm() };
        let tree = to_mdast(text, &ParseOptions { constructs, ..ParseOptions::gfm() }).ok()?;
        let mut walker = MdastWalker { text, from, definitions: HashMap::new(), summarizer: Summarizer::default() };
        walker.define(&tree);
        walker.blocks(&tree, MdastParent::default());
        Some(walker.summarizer.finish())
    }));
    parsed.ok().flatten()
}

struct MdastWalker<'a> {
    text: &'a str,
    from: usize,
    /// Destination and title of the first definition of each label.
    definitions: HashMap<&'a str, (&'a str, Option<&'a str>)>,
    summarizer: Summarizer,
}

/// What is around a node.
#[derive(Clone, Copy, Default)]
struct MdastParent {
    /// How many items.
    depth: u16,
    ordered: bool,
    quoted: bool,
    emphasized: bool,
    linked: bool,
    /// How many columns the table has.
    columns: usize,
}

impl<'a> MdastWalker<'a> {
    /// Takes down where labels lead, so that references can be followed.
    fn define(&mut self, node: &'a Node) {
        if let Node::Definition(definition) = node {
            let leads = (&*definition.url, definition.title.as_deref());
            self.definitions.entry(&definition.identifier).or_insert(leads);
        }
        node.children().into_iter().flatten().for_each(|child| self.define(child));
    }

    /// The bytes of `node`; `None` where they are in what was put before the stretch.
    fn place(&self, node: &Node) -> Option<Span> {
        let position = node.position()?;
        let start = position.start.offset.checked_sub(self.from)?;
        Some(Span::new(start, position.end.offset - self.from))
    }

    fn source(&self, place: Span) -> &'a str {
        self.text.get(place.start + self.from..place.end + self.from).unwrap_or("")
    }

    fn push(&mut self, kind: SummaryPartKind, place: Span, text: &str, detail: &str) {
        self.summarizer.push(SummaryPart::new(kind, place, text).with_detail(detail));
    }

    fn blocks(&mut self, node: &'a Node, around: MdastParent) {
        for child in node.children().into_iter().flatten() {
            self.block(child, around);
        }
    }

    fn block(&mut self, node: &'a Node, around: MdastParent) {
        // Lists and tables go on from what was put before the stretch.
        let place = self.place(node);
        match (node, place) {
            (Node::List(list), _) => self.blocks(node, MdastParent { ordered: list.ordered, ..around }),
            (Node::Table(table), _) => {
                if let Some(place) = place {
                    self.push(SummaryPartKind::Table, place, "", "");
                }
                self.blocks(node, MdastParent { columns: table.align.len(), ..around });
            }
            (Node::TableRow(_), Some(place)) => {
                self.push(SummaryPartKind::Row, place, "0", "");
                for cell in node.children().into_iter().flatten().take(around.columns) {
                    self.leaf(SummaryPartKind::Cell, cell, around);
                }
            }
            (Node::ListItem(item), Some(place)) => {
                let MdastParent { depth, ordered, .. } = around;
                let kind = SummaryPartKind::Item { depth, ordered, task: item.checked.is_some() };
                self.push(kind, place, "", if item.checked == Some(true) { "x" } else { "" });
                self.blocks(node, MdastParent { depth: depth.saturating_add(1), ..around });
            }
            (Node::Blockquote(_), Some(place)) => {
                self.push(SummaryPartKind::Quote, place, "", "");
                self.blocks(node, MdastParent { quoted: true, ..around });
            }
            (Node::FootnoteDefinition(_), Some(place)) => {
                let label = self.source(place).split("]:").next().unwrap_or("");
                self.push(SummaryPartKind::Footnote, place, &plain(label), "");
                self.blocks(node, around);
            }
            (Node::Heading(heading), Some(_)) => self.leaf(SummaryPartKind::Heading(heading.depth), node, around),
            (Node::Paragraph(_), Some(_)) => self.leaf(SummaryPartKind::Paragraph, node, around),
            (Node::ThematicBreak(_), Some(place)) => self.push(SummaryPartKind::ThematicBreak, place, "", ""),
            (Node::Definition(definition), Some(place)) => {
                self.push(SummaryPartKind::Definition, place, &definition.url, &definition.identifier);
            }
            (Node::Code(code), Some(place)) => {
                let [language, meta] = [&code.lang, &code.meta].map(|part| part.as_deref().unwrap_or(""));
                let detail = [language, meta, &code.value].join("\n");
                self.push(SummaryPartKind::CodeBlock, place, &plain(&code.value), &detail);
            }
            (Node::Html(_), Some(place)) => self.summarizer.html(place, self.source(place)),
            _ => {}
        }
    }

    fn leaf(&mut self, kind: SummaryPartKind, node: &'a Node, around: MdastParent) {
        let Some(place) = self.place(node) else { return };
        self.summarizer.begin_leaf(kind, place, around.depth, around.quoted);
        self.inlines(node, around);
        self.summarizer.end_leaf();
    }

    fn inlines(&mut self, node: &'a Node, around: MdastParent) {
        for child in node.children().into_iter().flatten() {
            if let Some(place) = self.place(child) {
                self.inline(child, place, around);
            }
        }
    }

    fn inline(&mut self, node: &'a Node, place: Span, around: MdastParent) {
        let stress = match node {
            Node::Emphasis(_) => Some(SummaryPartKind::Emphasis),
            Node::Strong(_) => Some(SummaryPartKind::Strong),
            Node::Delete(_) => Some(SummaryPartKind::Delete),
            _ => None,
        };
        match node {
            Node::Text(text) => self.summarizer.text(&text.value, around.emphasized),
            Node::InlineCode(code) => self.summarizer.code_span(place, &code.value, around.emphasized),
            Node::Html(_) => self.summarizer.html(place, self.source(place)),
            Node::Break(_) => {
                self.push(SummaryPartKind::HardBreak, place, "", "");
                self.summarizer.text(" ", around.emphasized);
            }
            Node::FootnoteReference(_) => {
                self.push(SummaryPartKind::FootnoteReference, place, &plain(self.source(place)), "");
            }
            Node::Link(link) => {
                let is_literal = !self.source(place).starts_with(['[', '<']);
                if is_literal && around.linked {
                    // The crate makes links of bare URLs in links, which no renderer does (GFM 6.9).
                    return self.inlines(node, around);
                }
                let part = SummaryPart::new(SummaryPartKind::Link, place, &*link.url)
                    .with_detail(link.title.as_deref().unwrap_or(""));
                let is_autolink = self.source(place).starts_with('<');
                self.summarizer.push(SummaryPart { is_literal, is_autolink, ..part });
            }
            Node::LinkReference(link) => self.reference(SummaryPartKind::Link, place, &link.identifier, ""),
            Node::Image(image) => {
                let title = image.title.as_deref().unwrap_or("");
                self.push(SummaryPartKind::Image, place, &image.url, &[title, &image.alt].join("\n"));
            }
            Node::ImageReference(image) => self.reference(SummaryPartKind::Image, place, &image.identifier, &image.alt),
            _ => {}
        }
        if let Some(kind) = stress {
            self.push(kind, place, "", "");
        }
        let linked = around.linked || matches!(node, Node::Link(_) | Node::LinkReference(_));
        self.inlines(node, MdastParent { emphasized: around.emphasized || stress.is_some(), linked, ..around });
    }

    fn reference(&mut self, kind: SummaryPartKind, place: Span, identifier: &str, text: &str) {
        let (url, title) = self.definitions.get(identifier).copied().unwrap_or(("", None));
        self.push(kind, place, url, &[title.unwrap_or(""), text].join("\n"));
    }
}
