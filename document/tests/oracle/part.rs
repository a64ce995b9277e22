//! What two parses of one source are compared by.

use std::fmt::{self, Display, Formatter};

/// A part of a page: something that a reader of the page sees, and the bytes that make it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// Offset of its first byte.
    pub start: usize,
    /// Offset after its last byte; `start` where only the start is compared.
    pub end: usize,
    /// The word for it: `heading`, `item`, `link` …
    pub what: &'static str,
    /// What else must be the same: level, depth, URL, text.
    pub detail: String,
}

impl Part {
    /// The part at `start..end` of `source`.
    ///
    /// White space at its end does not count, nor does the indent of code, nor which of a row's pipes belong to a cell.
    pub fn new(source: &str, what: &'static str, start: usize, end: usize, detail: impl Into<String>) -> Self {
        let end = end.clamp(start, source.len());
        let bytes = source.as_bytes()[start..end].trim_ascii_end();
        let bytes = match what {
            "cell" => without_pipes(bytes),
            "code" | "paragraph" => bytes.trim_ascii_start(),
            _ => bytes,
        };
        let start = bytes.as_ptr().addr() - source.as_ptr().addr();
        let end = if is_compared_to_its_end(what, bytes) { start + bytes.len() } else { start };
        Self { start, end, what, detail: detail.into() }
    }
}

/// A heading, paragraph or cell, with what is in it.
pub struct Leaf {
    /// The block itself.
    pub block: Part,
    /// Its text as rendered: emphasis in `‹›`, code in backticks, `⏎` for a hard break.
    pub text: String,
    /// Its links, images, code spans …
    pub inlines: Vec<Part>,
    /// Whether a definition ends on the line before it. `comrak` has such a paragraph begin at the definition, and takes
    /// everything in it to be as many lines higher.
    pub follows_definition: bool,
}

impl Leaf {
    /// The parts of `source` that the leaf is. An empty cell is none: a row may leave out those at its end.
    pub fn into_parts(self, source: &str) -> Vec<Part> {
        let Self { mut block, text, mut inlines, follows_definition } = self;
        let is_atx = block.what == "heading" && source[block.start..].starts_with('#');
        let follows_definition = follows_definition && !is_atx;
        let end = block.end;
        let is_cell = block.what == "cell";
        if is_cell && block.start == end {
            return Vec::new();
        }
        // What follows an escaped pipe is a byte too far to the left for `comrak`, which has taken the backslash away; what
        // follows a tab that is partly indentation, as far to the right as the columns of it that are not.
        let own = &source[block.start..end];
        if follows_definition || (is_cell && own.contains("\\|")) || has_tab_before_line(own) {
            for inline in &mut inlines {
                inline.pin(end);
            }
        }
        if follows_definition {
            block.pin(end);
        }
        inlines.push(Part { start: block.start, end: block.start, what: "text", detail: text.trim().to_owned() });
        inlines.push(block);
        inlines
    }
}

impl Part {
    /// Leaves open where in the leaf that ends at `end` the part is, and so whether a link of `comrak` has brackets.
    fn pin(&mut self, end: usize) {
        (self.start, self.end) = (end, end);
        if self.what == "literal" {
            self.what = "link";
        }
    }
}

/// Whether a line of `leaf` other than its first has a tab before its text.
fn has_tab_before_line(leaf: &str) -> bool {
    let lines = leaf.split(['\n', '\r']).skip(1);
    lines.into_iter().any(|line| line[..line.len() - line.trim_start_matches([' ', '\t', '>']).len()].contains('\t'))
}

fn without_pipes(cell: &[u8]) -> &[u8] {
    let is_outer = cell.ends_with(b"|") && !cell.ends_with(b"\\|");
    let cell = cell[..cell.len() - usize::from(is_outer)].trim_ascii();
    cell.strip_prefix(b"|").unwrap_or(cell).trim_ascii_start()
}

/// Where `comrak` says that containers and code end depends on what follows them. Of a link over several lines it tells
/// the end of its text or the line of its destination, not its end.
fn is_compared_to_its_end(what: &str, bytes: &[u8]) -> bool {
    match what {
        "heading" | "paragraph" | "cell" | "code span" | "literal" | "footnote reference" => true,
        "link" | "image" => {
            let is_one_line = !bytes.iter().any(|byte| matches!(byte, b'\n' | b'\r'));
            is_one_line && matches!(bytes.last(), Some(b')' | b']' | b'>'))
        }
        _ => false,
    }
}

impl Display for Part {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}..{} {}", self.what, self.start, self.end, self.detail)
    }
}

/// What only one of the two has: `+` what is only in `ours`, `-` what is only in `theirs`, in the order of the source.
pub fn differences(mut ours: Vec<Part>, mut theirs: Vec<Part>) -> Vec<String> {
    ours.sort();
    theirs.sort();
    let (mut ours, mut theirs) = (ours.into_iter().peekable(), theirs.into_iter().peekable());
    let mut differences = Vec::new();
    loop {
        let (sign, part) = match (ours.peek(), theirs.peek()) {
            (None, None) => return differences,
            (Some(our), Some(their)) if our == their => {
                ours.next();
                theirs.next();
                continue;
            }
            (Some(our), Some(their)) if our < their => ('+', ours.next()),
            (Some(_), None) => ('+', ours.next()),
            (_, Some(_)) => ('-', theirs.next()),
        };
        differences.extend(part.map(|part| format!("{sign}{part}")));
    }
}
