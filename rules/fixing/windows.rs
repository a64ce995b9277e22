//! The stretches of a document that edits touch: whole blocks of the top level, so that each can be parsed by itself.

use crate::api::diagnostic::Edit;
use crate::fixing::edits::{OffsetMap, apply};
use curate_document::{Block, BlockId, BlockKind, Document, Span};
use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

/// A stretch of whole lines that begins and ends between blocks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    /// Its bytes.
    pub span: Span,
    /// The lines of the table's head, where it begins with another row of it.
    pub head: Option<Span>,
}

/// A window's text, with edits made or without, ready to be parsed.
#[derive(Clone, Debug)]
pub(super) struct StandaloneText {
    /// What the window's text needs to be understood, and the text.
    pub text: String,
    /// Where the window's own text begins.
    pub start: usize,
    /// What went where in the window's own text; offsets count from its start.
    pub moves: OffsetMap,
}

/// The blocks of a document that can be parsed by themselves, and the definitions that they need.
#[derive(Debug)]
pub(super) struct DocumentWindows<'a> {
    document: &'a Document,
    /// In order, apart.
    windows: Vec<Window>,
    /// The first definition of each label, as indices.
    definitions: HashMap<String, usize>,
    /// The labels of footnotes with their first definitions' bytes.
    footnotes: HashMap<String, Span>,
    /// How often each label stands in brackets anywhere.
    labels: OnceLock<HashMap<String, usize>>,
}

impl<'a> DocumentWindows<'a> {
    /// The units of `document`.
    pub(super) fn of(document: &'a Document) -> Self {
        let mut definitions = HashMap::new();
        for (index, definition) in document.definitions().iter().enumerate() {
            definitions.entry(label_key(document.text(definition.label))).or_insert(index);
        }
        let mut footnotes = HashMap::new();
        for block in document.blocks().iter().filter(|block| block.kind == BlockKind::Footnote) {
            if let Some(label) = bracketed(document.text(block.span)).next() {
                footnotes.entry(label_key(label)).or_insert(block.span);
            }
        }
        Self { document, windows: units(document), definitions, footnotes, labels: OnceLock::new() }
    }

    /// The document.
    pub(super) fn document(&self) -> &'a Document {
        self.document
    }

    /// The windows that `edits`, in order and apart, fall into: in order, apart, and for each edit which one is its. `None` for
    /// an edit of front matter, which no parser of markdown sees.
    pub(super) fn windows(&self, edits: &[&Edit]) -> (Vec<Window>, Vec<Option<usize>>) {
        let begin =
            self.document.front_matter().map_or_else(|| mark_length(self.document.source()), |matter| matter.end);
        let mut windows: Vec<Window> = Vec::new();
        let mut of_edits = Vec::with_capacity(edits.len());
        for edit in edits {
            if edit.span.end < begin || edit.span.end == begin && !edit.span.is_empty() {
                of_edits.push(None);
                continue;
            }
            let window = self.window(edit.span, begin);
            match windows.last_mut().filter(|last| window.span.start < last.span.end) {
                Some(last) => last.span = last.span.join(window.span),
                None => windows.push(window),
            }
            of_edits.push(Some(windows.len() - 1));
        }
        (windows, of_edits)
    }

    /// The lines of `span` and every unit that it is in or beside.
    fn window(&self, span: Span, begin: usize) -> Window {
        let lines = self.document.lines();
        let own = lines.span(lines.line_of(span.start)).join(lines.span(lines.line_of(span.end)));
        let mut first = self.windows.partition_point(|unit| unit.span.end < span.start);
        let mut last = self.windows.partition_point(|unit| unit.span.start <= span.end);
        while first < last && first > 0 && self.may_belong_together(first) {
            first -= 1;
        }
        while first < last && self.may_belong_together(last) {
            last += 1;
        }
        let is_gone = |unit: &Window| span.start <= unit.span.start && unit.span.end <= span.end + 1;
        if self.windows.get(first..last).is_some_and(|touched| touched.iter().any(is_gone)) {
            // What stands on either side of a block may be one where it goes.
            (first, last) = (first.saturating_sub(1), (last + 1).min(self.windows.len()));
        }
        let touched = self.windows.get(first..last).unwrap_or(&[]);
        let whole = touched.iter().fold(own, |whole, unit| whole.join(unit.span));
        let head = touched.first().filter(|unit| unit.span.start == whole.start).and_then(|unit| unit.head);
        Window { span: Span::new(whole.start.max(begin), whole.end), head }
    }

    /// Whether the unit called `index` may be a part of the one before it to another parser: parsers are at odds about how wide a
    /// tab at the start of an item is, so about which indented lines after it belong to it.
    fn may_belong_together(&self, index: usize) -> bool {
        let text = |unit: Option<&Window>| unit.map_or("", |unit| self.document.text(unit.span));
        let before = text(index.checked_sub(1).and_then(|before| self.windows.get(before)));
        let is_start = |byte: &u8| matches!(byte, b' ' | b'\t' | b'>' | b'-' | b'*' | b'+' | b'.' | b')' | b'0'..=b'9');
        text(self.windows.get(index)).starts_with([' ', '\t'])
            && before.lines().any(|line| line.bytes().take_while(is_start).any(|byte| byte == b'\t'))
    }

    /// The text of `window` with `edits` made, which are all within it, in order and apart.
    pub(super) fn standalone(&self, window: Window, edits: &[&Edit]) -> StandaloneText {
        let document = self.document;
        let offset = window.span.start;
        let moved = |edit: &&Edit| Edit {
            span: Span::new(edit.span.start.saturating_sub(offset), edit.span.end.saturating_sub(offset)),
            ..(*edit).clone()
        };
        let own: Vec<Edit> = edits.iter().map(moved).collect();
        let (body, moves) = apply(document.text(window.span), &own);
        let head = window.head.map_or("", |head| document.text(head));
        let mut text = self.definitions_for([head, &body], window.span);
        text.push_str(head);
        let start = text.len();
        text.push_str(&body);
        StandaloneText { text, start, moves }
    }

    /// The definitions outside of `window` whose labels stand in brackets in `texts`, as lines with a blank one after them.
    fn definitions_for(&self, texts: [&str; 2], window: Span) -> String {
        let mut prefix = String::new();
        if self.definitions.is_empty() && self.footnotes.is_empty() {
            return prefix;
        }
        let mut seen = BTreeSet::new();
        let mut has_footnote = false;
        for label in texts.into_iter().flat_map(bracketed) {
            let key = label_key(label);
            let definition = self.definitions.get(&key).and_then(|index| self.document.definitions().get(*index));
            let footnote = self.footnotes.get(&key).filter(|span| !window.contains(**span));
            let definition = definition.filter(|definition| !window.contains(definition.span));
            if definition.is_none() && footnote.is_none() || !seen.insert(key) {
                continue;
            }
            let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
            if footnote.is_some() {
                has_footnote = true;
                prefix.push_str(&format!("[{label}]: .\n\n"));
            }
            if let Some(definition) = definition {
                let destination = self.document.text(definition.destination);
                let is_plain = !destination.is_empty() && destination.contains(['<', '>']);
                let [open, close] = if is_plain { ["", ""] } else { ["<", ">"] };
                prefix.push_str(&format!("[{label}]: {open}{destination}{close}\n\n"));
            }
        }
        if has_footnote {
            // What is indented after a footnote would belong to it.
            prefix.push_str("<!-- -->\n\n");
        }
        prefix
    }

    /// Whether another definition of `label` stands before that at `span`, so that this one does not count.
    pub(super) fn is_repeated(&self, label: &str, span: Span) -> bool {
        let first = self.definitions.get(&label_key(label));
        let first = first.and_then(|index| self.document.definitions().get(*index));
        first.is_some_and(|first| first.span.end <= span.start)
    }

    /// Whether `label` stands in brackets nowhere but in its definition: neither in a reference nor in code and text that only
    /// one parser takes for a reference.
    pub(super) fn is_unused(&self, label: &str) -> bool {
        let key = label_key(label);
        let labels = self.labels.get_or_init(|| {
            let mut counts = HashMap::new();
            for label in bracketed(self.document.source()) {
                *counts.entry(label_key(label)).or_default() += 1;
            }
            counts
        });
        labels.get(&key).copied().unwrap_or(0) <= 1
    }
}

/// The length of a byte order mark that `source` begins with.
fn mark_length(source: &str) -> usize {
    if source.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 }
}

/// The items of lists, rows of tables and other blocks of the top level, as whole lines.
fn units(document: &Document) -> Vec<Window> {
    let lines = document.lines();
    let whole = |span: Span| {
        let last = if span.is_empty() { span.start } else { span.end - 1 };
        lines.span(lines.line_of(span.start)).join(lines.span(lines.line_of(last)))
    };
    let blocks = document.blocks();
    let top = |block: &Block| block.parent.and_then(|BlockId(parent)| blocks.get(parent as usize));
    let mut units: Vec<Window> = Vec::new();
    let mut head = None;
    for block in blocks {
        let parent = top(block);
        if parent.is_some_and(|parent| parent.parent.is_some()) {
            continue;
        }
        let head_of_unit = match (block.kind, parent.map(|parent| parent.kind)) {
            (BlockKind::List { .. } | BlockKind::Table, None) => continue,
            (BlockKind::Row { head: true }, Some(BlockKind::Table)) => {
                // The delimiter row belongs to the head.
                let row = whole(block.span);
                let delimiter = lines.span(lines.line_of(row.start) + 1);
                head = Some(row.join(delimiter));
                units.extend(head.map(|span| Window { span, head: None }));
                continue;
            }
            (BlockKind::Row { .. }, Some(BlockKind::Table)) => head,
            (_, None) | (BlockKind::Item { .. }, Some(BlockKind::List { .. })) => None,
            _ => continue,
        };
        let span = whole(block.span);
        // Blocks that share a line, as a definition and what one parser sees in it, are one unit.
        match units.last_mut().filter(|last| span.start < last.span.end) {
            Some(last) => last.span = last.span.join(span),
            None => units.push(Window { span, head: head_of_unit }),
        }
    }
    units
}

/// What stands between brackets without others in between, in order: all that can be a label (CommonMark 4.7).
fn bracketed(text: &str) -> impl Iterator<Item = &str> {
    let mut open = None;
    let mut is_escaped = false;
    text.bytes().enumerate().filter_map(move |(at, byte)| {
        let escaped = is_escaped;
        is_escaped = byte == b'\\' && !escaped;
        match byte {
            b'[' if !escaped => open = Some(at + 1),
            b']' if !escaped => return open.take().and_then(|start| text.get(start..at)),
            _ => {}
        }
        None
    })
}

/// The form in which labels match (CommonMark 4.7).
fn label_key(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().to_uppercase()
}
