//! What a parser sees in a stretch of a document, as plain data: that of two parsers, or of one before and after an edit,
//! can be compared.

use curate_document::Span;
use curate_document::html::{Markup, scan};
use std::borrow::Cow;

/// What a part of a stretch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SummaryPartKind {
    /// A heading of this level, with its rendered text.
    Heading(u8),
    /// A paragraph with its rendered text.
    Paragraph,
    /// A list item.
    Item {
        /// How many items are around it.
        depth: u16,
        /// Whether its marker is a number.
        ordered: bool,
        /// Whether it begins with a task box.
        task: bool,
    },
    /// A table.
    Table,
    /// A row of a table, with the number of its cells up to the last that holds something.
    Row,
    /// A table cell with its rendered text.
    Cell,
    /// A block quote.
    Quote,
    /// A thematic break.
    ThematicBreak,
    /// A footnote definition with its label.
    Footnote,
    /// A link reference definition with its destination.
    Definition,
    /// A code block.
    CodeBlock,
    /// A code span.
    CodeSpan,
    /// The text within `<code>`, `<kbd>` and their like.
    CodeElement,
    /// Raw HTML, a block or one tag, without the destinations in it.
    Html,
    /// A link with its destination.
    Link,
    /// An image with its destination.
    Image,
    /// A footnote reference.
    FootnoteReference,
    /// A hard line break.
    HardBreak,
    /// All text of a leaf block that is emphasized in any way.
    Emphasized,
    /// Emphasis; seen by the witness alone, like the next two.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Strikethrough.
    Delete,
}

/// One thing that a parser sees.
#[derive(Clone, Debug)]
pub(crate) struct SummaryPart {
    /// What it is.
    pub kind: SummaryPartKind,
    /// Its bytes, counted from the start of the stretch.
    pub span: Span,
    /// What it says or where it leads, in a form that does not hang on the parser.
    pub text: String,
    /// What only one of the parsers says of it: titles, alternative texts, code to the byte. Compared before and after, not
    /// between parsers. For a definition, its label.
    pub detail: String,
    /// How many items are around a paragraph or a heading.
    pub depth: u16,
    /// Whether it is a link without any markup (GFM 6.9).
    pub is_literal: bool,
    /// Whether it is a link in angle brackets (CommonMark 6.5); seen by the witness alone.
    pub is_autolink: bool,
}

impl SummaryPart {
    /// A part without details.
    pub(crate) fn new(kind: SummaryPartKind, span: Span, text: impl Into<String>) -> Self {
        Self { kind, span, text: text.into(), detail: String::new(), depth: 0, is_literal: false, is_autolink: false }
    }

    /// What every parser must say of it; the marks of emphasis may be `loose`.
    fn common(&self, loose: bool) -> (SummaryPartKind, u16, Cow<'_, str>) {
        let text = Cow::Borrowed(&*self.text);
        // Anchors hang on every character of a heading.
        let loose = loose && !matches!(self.kind, SummaryPartKind::Heading(_));
        (self.kind, self.depth, if loose { text.replace(['*', '_', '~'], "").into() } else { text })
    }

    /// The same with details.
    #[must_use]
    pub(crate) fn with_detail(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }
}

/// What a parser sees in a stretch of a document, in document order, containers first.
#[derive(Clone, Debug, Default)]
pub(crate) struct BlockSummary {
    /// The parts.
    pub parts: Vec<SummaryPart>,
}

impl BlockSummary {
    /// Whether `other`, what another parser sees in the same bytes, is the same.
    ///
    /// Literal autolinks that `is_touched` does not name are left out: whether a bare URL is a link, and where it ends, is each
    /// renderer's guess, and hurts nobody where it is not edited. The kinds of emphasis are known to one parser only; what
    /// text is emphasized is compared, save where `has_bare` says that a bare URL is edited, which may have run over its marks.
    pub(crate) fn agrees_with(
        &self,
        other: &Self,
        is_touched: impl Fn(&SummaryPart) -> bool,
        has_bare: impl Fn(&SummaryPart) -> bool,
    ) -> bool {
        let shared = |part: &&SummaryPart| match part.kind {
            SummaryPartKind::Emphasis | SummaryPartKind::Strong | SummaryPartKind::Delete => false,
            SummaryPartKind::Emphasized => !has_bare(part),
            SummaryPartKind::Link => !part.is_literal || is_touched(part),
            _ => true,
        };
        let (mine, theirs) = (self.parts.iter().filter(shared), other.parts.iter().filter(shared));
        mine.map(|part| part.common(has_bare(part))).eq(theirs.map(|part| part.common(has_bare(part))))
    }
}

/// Elements of HTML whose text is code.
const CODE_ELEMENTS: [&str; 9] = ["code", "kbd", "samp", "var", "tt", "pre", "script", "style", "textarea"];
/// First lines of GitHub's alerts: text to a parser that knows none.
const ALERTS: [&str; 5] = ["[!NOTE]", "[!TIP]", "[!IMPORTANT]", "[!WARNING]", "[!CAUTION]"];

/// Takes down what a walk over a parsed stretch comes by, the same for every parser.
#[derive(Debug, Default)]
pub(super) struct Summarizer {
    parts: Vec<SummaryPart>,
    /// The leaf block that is being walked.
    leaf: Option<SummaryLeaf>,
    /// The row that is being walked: its part, how many cells began, and how many up to the last that holds something.
    row: Option<(usize, usize, usize)>,
}

#[derive(Debug)]
struct SummaryLeaf {
    /// Its own part.
    index: usize,
    is_quoted: bool,
    text: String,
    emphasized: String,
    /// The element of code that is open.
    element: Option<usize>,
}

impl Summarizer {
    /// Takes down a part.
    pub(super) fn push(&mut self, part: SummaryPart) {
        if part.kind == SummaryPartKind::Row {
            self.row = Some((self.parts.len(), 0, 0));
        }
        self.parts.push(part);
    }

    /// Begins a paragraph, heading or cell in `depth` items; `is_quoted` where it is in a block quote.
    pub(super) fn begin_leaf(&mut self, kind: SummaryPartKind, span: Span, depth: u16, is_quoted: bool) {
        let index = self.parts.len();
        self.push(SummaryPart { depth, ..SummaryPart::new(kind, span, "") });
        let (text, emphasized) = Default::default();
        self.leaf = Some(SummaryLeaf { index, is_quoted, text, emphasized, element: None });
    }

    /// Ends it.
    pub(super) fn end_leaf(&mut self) {
        let Some(leaf) = self.leaf.take() else { return };
        let end = self.parts.get(leaf.index).map_or(0, |part| part.span.end);
        if let Some(part) = leaf.element.and_then(|index| self.parts.get_mut(index)) {
            part.span = Span::new(part.span.start, end);
        }
        let holds_something = self.parts.len() > leaf.index + 1 || !leaf.text.trim().is_empty();
        let Some(part) = self.parts.get_mut(leaf.index) else { return };
        part.text = leaf.text.split_whitespace().collect::<Vec<_>>().join(" ");
        // Anchors hang on every blank of a heading.
        if matches!(part.kind, SummaryPartKind::Heading(_)) {
            part.detail.clone_from(&leaf.text);
        }
        let (kind, span) = (part.kind, part.span);
        if leaf.is_quoted
            && let Some(rest) = ALERTS.iter().find_map(|alert| part.text.strip_prefix(alert))
        {
            part.text = rest.trim_start().to_owned();
        }
        let is_nothing = part.text.is_empty() && !matches!(kind, SummaryPartKind::Heading(_));
        if !leaf.emphasized.is_empty() {
            self.push(SummaryPart::new(SummaryPartKind::Emphasized, span, leaf.emphasized));
        }
        // Parsers give short rows cells that are not there.
        if is_nothing {
            self.parts.remove(leaf.index);
        }
        if kind == SummaryPartKind::Cell
            && let Some((row, begun, filled)) = &mut self.row
        {
            *begun += 1;
            if holds_something {
                *filled = *begun;
            }
            if let Some(part) = self.parts.get_mut(*row) {
                part.text = filled.to_string();
            }
        }
    }

    /// Takes down rendered text of the leaf.
    pub(super) fn text(&mut self, text: &str, is_emphasized: bool) {
        let Some(leaf) = &mut self.leaf else { return };
        leaf.text.push_str(text);
        if is_emphasized {
            leaf.emphasized.extend(text.split_whitespace());
        }
        if let Some(part) = leaf.element.and_then(|index| self.parts.get_mut(index)) {
            part.text.push_str(text);
        }
    }

    /// Takes down a code span of the leaf; `code` is without its backticks.
    pub(super) fn code_span(&mut self, span: Span, code: &str, is_emphasized: bool) {
        self.push(SummaryPart::new(SummaryPartKind::CodeSpan, span, plain(code)).with_detail(code));
        self.text(code, is_emphasized);
    }

    /// Takes down raw HTML as written: a block, or one tag of the leaf.
    pub(super) fn html(&mut self, span: Span, raw: &str) {
        let mut links = Vec::new();
        let mut rest = String::new();
        let mut at = 0;
        for markup in scan(raw) {
            match markup {
                Markup::Open(tag) => {
                    let is_image = tag.name.eq_ignore_ascii_case("img");
                    let is_link = tag.name.eq_ignore_ascii_case("a");
                    let value = tag.attribute(if is_image { "src" } else { "href" });
                    if let Some(value) = value.filter(|_| is_image || is_link) {
                        rest.push_str(raw.get(at..value.start).unwrap_or(""));
                        at = value.end;
                        let kind = if is_image { SummaryPartKind::Image } else { SummaryPartKind::Link };
                        let place = Span::new(span.start + tag.span.start, span.start + tag.span.end);
                        links.push((kind, place, raw.get(value.start..value.end).unwrap_or("").trim()));
                    }
                    self.open_element(tag.name, span);
                }
                Markup::Close(name, tag) => self.close_element(name, span.start + tag.end),
                Markup::Comment(..) => {}
            }
        }
        rest.push_str(raw.get(at..).unwrap_or(""));
        self.push(SummaryPart::new(SummaryPartKind::Html, span, plain(&rest)));
        for (kind, place, url) in links {
            self.push(SummaryPart::new(kind, place, url.replace("&amp;", "&")));
        }
    }

    fn open_element(&mut self, name: &str, span: Span) {
        let is_code = CODE_ELEMENTS.iter().any(|element| name.eq_ignore_ascii_case(element));
        if !is_code || self.leaf.as_ref().is_none_or(|leaf| leaf.element.is_some()) {
            return;
        }
        let index = self.parts.len();
        self.push(SummaryPart::new(SummaryPartKind::CodeElement, span, "").with_detail(name.to_ascii_lowercase()));
        if let Some(leaf) = &mut self.leaf {
            leaf.element = Some(index);
        }
    }

    fn close_element(&mut self, name: &str, end: usize) {
        let Some(leaf) = &mut self.leaf else { return };
        let open = leaf.element.and_then(|index| self.parts.get_mut(index));
        if let Some(part) = open.filter(|part| part.detail.eq_ignore_ascii_case(name)) {
            part.span = Span::new(part.span.start, end);
            leaf.element = None;
        }
    }

    /// What was taken down.
    pub(super) fn finish(mut self) -> BlockSummary {
        self.end_leaf();
        BlockSummary { parts: self.parts }
    }
}

/// `raw` without white space and the markers of quotes, which stand before continued lines in one parser's account and not
/// in the other's.
pub(super) fn plain(raw: &str) -> String {
    raw.chars().filter(|character| !character.is_whitespace() && *character != '>').collect()
}
