//! The parts of a page as `comrak` has them.

use crate::part::{Leaf, Part};
use comrak::nodes::{ListType, Node, NodeValue, Sourcepos};
use comrak::options::BrokenLinkReference;
use comrak::{Arena, Options, ResolvedReference};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What `comrak` makes of a page.
pub struct Parsed {
    /// Its parts.
    pub parts: Vec<Part>,
    /// How many references it had given up.
    pub given_up: usize,
}

/// Bytes to which `comrak` lets references of a page expand. `cmark-gfm` lets them expand to these, or to the length of
/// the page where it is longer; `comrak` where it is shorter.
const LIMIT: usize = 100_000;

/// Parses `source`, without the front matter that ends at `start`. `definitions` are the bytes of its definitions.
pub fn parse(source: &str, start: usize, definitions: &[(usize, usize)]) -> Parsed {
    let arena = Arena::new();
    let given_up = Arc::new(AtomicUsize::new(0));
    let options = options(source, Arc::clone(&given_up));
    let text = &source[start..];
    let padding = if text.contains("]:") { LIMIT.saturating_sub(text.len()) } else { 0 };
    let root = comrak::parse_document(&arena, &format!("{text}\n{}", " ".repeat(padding)), &options);
    let mut walk = Walk { source, definitions, starts: line_starts(source, start), parts: Vec::new() };
    walk.children(root, 0);
    Parsed { parts: walk.parts, given_up: given_up.load(Ordering::Relaxed) }
}

/// What GitHub has on, as far as `curate` follows it.
fn options(source: &str, given_up: Arc<AtomicUsize>) -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    options.parse.leave_footnote_definitions = true;
    if source.len() > LIMIT {
        let definitions = simple_definitions(source);
        options.parse.broken_link_callback = Some(Arc::new(move |reference: BrokenLinkReference<'_>| {
            let url = definitions.get(&reference.original.to_lowercase())?.clone();
            given_up.fetch_add(1, Ordering::Relaxed);
            Some(ResolvedReference { url, title: String::new() })
        }));
    }
    options
}

/// The definitions that are the whole of a line, by their labels in lower case: what the lists have that are so large.
fn simple_definitions(source: &str) -> HashMap<String, String> {
    let of_line = |line: &str| {
        let (label, destination) = line.strip_prefix('[')?.split_once("]: ")?;
        Some((label.to_lowercase(), destination.split(' ').next()?.to_owned()))
    };
    source.lines().filter_map(of_line).collect()
}

/// The offsets at which lines start, from that at `start` on (CommonMark 2.1).
fn line_starts(source: &str, start: usize) -> Vec<usize> {
    let bytes = source.as_bytes();
    let ends = |index: usize| bytes[index] == b'\n' || (bytes[index] == b'\r' && bytes.get(index + 1) != Some(&b'\n'));
    let next = (start..bytes.len()).filter(|index| ends(*index)).map(|index| index + 1);
    std::iter::once(start).chain(next).collect()
}

struct Walk<'s> {
    source: &'s str,
    definitions: &'s [(usize, usize)],
    starts: Vec<usize>,
    parts: Vec<Part>,
}

impl Walk<'_> {
    fn children(&mut self, node: Node<'_>, depth: usize) {
        for child in node.children() {
            self.block(child, depth);
        }
    }

    fn block(&mut self, node: Node<'_>, depth: usize) {
        let part = |what, detail: &str| self.part(what, node, format!("depth {depth}{detail}"));
        let value = node.data().value.clone();
        let container = match value {
            NodeValue::Heading(heading) => {
                return self.leaf(node, part("heading", &format!(" level {}", heading.level)));
            }
            NodeValue::Paragraph => return self.leaf(node, part("paragraph", "")),
            NodeValue::CodeBlock(_) => part("code", ""),
            NodeValue::HtmlBlock(_) => part("html", ""),
            NodeValue::ThematicBreak => part("break", ""),
            NodeValue::Table(_) => {
                let table = part("table", "");
                self.parts.push(table);
                return self.cells(node, depth);
            }
            NodeValue::Item(_) | NodeValue::TaskItem(_) => {
                let task = matches!(value, NodeValue::TaskItem(_));
                let list = node.parent().map(|list| list.data().value.clone());
                let ordered = matches!(list, Some(NodeValue::List(list)) if list.list_type == ListType::Ordered);
                part("item", &format!(" ordered {ordered} task {task}"))
            }
            NodeValue::BlockQuote | NodeValue::Alert(_) => part("quote", ""),
            NodeValue::FootnoteDefinition(_) => part("footnote", ""),
            _ => return self.children(node, depth),
        };
        self.parts.push(container);
        self.children(node, depth + 1);
    }

    fn cells(&mut self, table: Node<'_>, depth: usize) {
        for (row, node) in table.children().enumerate() {
            for (column, cell) in node.children().enumerate() {
                let part = self.part("cell", cell, format!("depth {depth} row {row} column {column}"));
                self.leaf(cell, part);
            }
        }
    }

    fn leaf(&mut self, node: Node<'_>, block: Part) {
        let mut text = Text::default();
        let mut inlines = Vec::new();
        self.inlines(node, false, &mut text, &mut inlines);
        let follows_definition = self.definitions.iter().any(|(start, end)| (*start..*end).contains(&block.start));
        self.parts.extend(Leaf { block, text: text.text, inlines, follows_definition }.into_parts(self.source));
    }

    fn inlines(&self, parent: Node<'_>, emphasis: bool, text: &mut Text, parts: &mut Vec<Part>) {
        for node in parent.children() {
            let value = node.data().value.clone();
            match value {
                NodeValue::Text(string) => text.push(&string, emphasis),
                NodeValue::SoftBreak => text.push(" ", emphasis),
                NodeValue::LineBreak => text.push("⏎", emphasis),
                NodeValue::Code(code) => {
                    text.push(&format!("`{}`", code.literal), emphasis);
                    parts.push(self.part("code span", node, ""));
                }
                NodeValue::HtmlInline(_) => parts.push(self.part("tag", node, "")),
                NodeValue::FootnoteReference(_) => parts.push(self.part("footnote reference", node, "")),
                NodeValue::Link(link) => {
                    let first = self.source.as_bytes().get(self.bytes_of(node.data().sourcepos).0);
                    let what = if matches!(first, Some(b'[' | b'<')) { "link" } else { "literal" };
                    parts.push(self.part(what, node, link.url));
                    self.inlines(node, emphasis, text, parts);
                }
                // Of what is in an image, only the text is rendered, and only where the image is not.
                NodeValue::Image(image) => parts.push(self.part("image", node, image.url)),
                NodeValue::Emph | NodeValue::Strong | NodeValue::Strikethrough => {
                    self.inlines(node, true, text, parts);
                }
                _ => self.inlines(node, emphasis, text, parts),
            }
        }
    }

    fn part(&self, what: &'static str, node: Node<'_>, detail: impl Into<String>) -> Part {
        let (start, end) = self.bytes_of(node.data().sourcepos);
        Part::new(self.source, what, start, end, detail)
    }

    /// Lines and columns are 1-based, columns in bytes; the end is included.
    fn bytes_of(&self, place: Sourcepos) -> (usize, usize) {
        let offset = |line: usize, column: usize| {
            let start = line.checked_sub(1).and_then(|index| self.starts.get(index)).copied();
            start.map_or(self.source.len(), |start| (start + column).min(self.source.len()))
        };
        let start = offset(place.start.line, place.start.column.saturating_sub(1));
        (start, offset(place.end.line, place.end.column).max(start))
    }
}

#[derive(Default)]
struct Text {
    text: String,
    emphasis: bool,
}

impl Text {
    fn push(&mut self, text: &str, emphasis: bool) {
        if text.is_empty() {
            return;
        }
        if self.emphasis != emphasis {
            self.text.push(if emphasis { '‹' } else { '›' });
            self.emphasis = emphasis;
        }
        self.text.push_str(text);
    }
}
