//! One look at every line before parsing: what it may begin, and whether the document can be cut before it.

use crate::Span;
use crate::line_shapes::{
    after_markers, cells, closes_list, columns, contains_ignoring_case, is_block_tag, is_bullet, is_complete_tag,
    is_heading, is_ordered, is_thematic_break, marker_width, markers, run_of,
};

/// What is known of a line without parsing.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its bytes, line ending included.
    pub span: Span,
    /// Whether it holds white space only.
    pub blank: bool,
    /// Whether the document can be cut before it without changing how either side parses.
    pub splits: bool,
    /// Whether it is inside a fence or raw HTML.
    pub verbatim: bool,
    /// Whether it begins a block of its own, so that no paragraph runs on into it.
    pub starts_block: bool,
    /// Whether no paragraph runs on from it: headings and table rows.
    pub ends_block: bool,
    /// How deep its markers and its indentation nest.
    pub nesting: usize,
    /// Where it is a row of a table in the first column: the bytes of the table's first two lines.
    pub table_head: Option<Span>,
}

/// What the lines so far have left open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    /// A code fence: its character, its length, and whether a list item or a quote holds it.
    Fence(u8, usize, bool),
    /// HTML that ends at this text; whether something holds it.
    Until(&'static str, bool),
    /// HTML that ends at a blank line.
    UntilBlank(bool),
}

/// Looks at every line of `source`.
pub fn scan(source: &str) -> Vec<Line> {
    let mut scanner = Scanner {
        open: Open::Nothing,
        previous_blank: true,
        in_paragraph: false,
        head_in_paragraph: false,
        in_html_after_list: false,
        in_quote: false,
        list_content: None,
        in_ordered_list: false,
        previous: Span::at(0),
        table: None,
    };
    let mut offset = 0;
    let mut lines = Vec::new();
    for text in Endings(source) {
        let span = Span::new(offset, offset + text.len());
        offset = span.end;
        lines.push(scanner.line(source, text, span));
    }
    lines
}

/// Lines with their endings: `\n`, `\r\n` or a lone `\r`.
struct Endings<'a>(&'a str);

impl<'a> Iterator for Endings<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        if self.0.is_empty() {
            return None;
        }
        let bytes = self.0.as_bytes();
        let length = match bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
            None => bytes.len(),
            Some(at) if bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n') => at + 2,
            Some(at) => at + 1,
        };
        let (line, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(line)
    }
}

struct Scanner {
    open: Open,
    previous_blank: bool,
    /// Whether the line before may have left a paragraph open.
    in_paragraph: bool,
    /// The same for the line before that, which a table's head must not go on from.
    head_in_paragraph: bool,
    /// Whether the line before is raw HTML that ended a list: the parser then sees no table in what follows at once.
    in_html_after_list: bool,
    /// Whether that paragraph may be in a quote.
    in_quote: bool,
    /// The column where the content of the current top-level list item begins.
    list_content: Option<usize>,
    /// Whether that item is of an ordered list.
    in_ordered_list: bool,
    previous: Span,
    /// Head and delimiter row of the table that runs on.
    table: Option<Span>,
}

impl Scanner {
    fn line(&mut self, source: &str, text: &str, span: Span) -> Line {
        let content = text.trim_start_matches([' ', '\t']);
        let indent = columns(text, text.len() - content.len());
        let content = content.trim_end();
        let blank = content.is_empty();
        let first_column = indent == 0 && !blank;
        self.leave_container(first_column);
        let verbatim = self.verbatim(content, indent, blank);
        let free = self.open == Open::Nothing && !verbatim;
        let heading = free && is_heading(content);
        let bullet = free && is_bullet(content);
        let starts_block = heading || bullet || (free && (content.starts_with('>') || is_ordered(content)));
        let table_head = if free && !starts_block && !blank { self.table_head(source, content, span) } else { None };
        if !free || starts_block || blank {
            self.table = None;
        }
        let interrupts =
            !self.in_paragraph || self.list_content.is_some() || content.starts_with("1.") || content.starts_with("1)");
        let ordered = free && interrupts && is_ordered(content);
        // Only within a list does a number other than 1 surely begin an item (CommonMark 5.2).
        let next_number = ordered && self.in_ordered_list;
        let splits = free && first_column && (heading || bullet || next_number || self.previous_blank);
        let empty_item =
            free && (!self.in_paragraph || self.list_content.is_some()) && matches!(content, "-" | "*" | "+");
        if bullet || ordered || empty_item {
            let nested = self.list_content.is_some_and(|offset| indent >= offset);
            if !nested {
                self.list_content = Some(indent + marker_width(content));
                self.in_ordered_list = ordered;
            }
        } else if first_column && (self.previous_blank || heading || closes_list(content)) {
            self.list_content = None;
            self.in_ordered_list = false;
        }
        let mut begins_verbatim = false;
        let mut html_after_list = verbatim && self.in_html_after_list;
        if free {
            begins_verbatim = self.enter(content, indent);
            let held = matches!(self.open, Open::Fence(_, _, true) | Open::Until(_, true) | Open::UntilBlank(true));
            if begins_verbatim && !held {
                html_after_list = self.list_content.is_some();
                self.list_content = None;
                self.in_ordered_list = false;
            }
        }
        if begins_verbatim {
            self.table = None;
        }
        self.in_quote = free && !blank && !heading && (content.starts_with('>') || self.in_quote);
        let free = free && !begins_verbatim;
        let definition = !self.in_paragraph && content.starts_with('[') && content.contains("]:");
        self.head_in_paragraph = self.in_paragraph || self.in_html_after_list;
        self.in_html_after_list = html_after_list;
        // Four columns begin indented code, unless they go on with a paragraph or are in an item.
        let code = indent >= 4 && !self.in_paragraph && self.list_content.is_none();
        self.in_paragraph = free && !code && !blank && !heading && !definition && !is_thematic_break(content);
        let nesting = if verbatim { 0 } else { markers(content).max(indent / 2) };
        let line = Line {
            span,
            blank,
            splits,
            verbatim,
            starts_block,
            ends_block: heading || table_head.is_some(),
            nesting,
            table_head: table_head.filter(|_| first_column),
        };
        self.previous_blank = blank;
        self.previous = span;
        line
    }

    /// A line in the first column closes what a list item holds.
    fn leave_container(&mut self, first_column: bool) {
        if first_column && matches!(self.open, Open::Fence(_, _, true) | Open::Until(_, true) | Open::UntilBlank(true))
        {
            self.open = Open::Nothing;
        }
    }

    /// Whether the line is inside what is open; closes that where the line ends it.
    fn verbatim(&mut self, content: &str, indent: usize, blank: bool) -> bool {
        match self.open {
            Open::Nothing => return false,
            Open::Fence(character, length, contained) => {
                let run = run_of(content, character);
                let rest = content.trim_start_matches(char::from(character));
                if run >= length && rest.is_empty() && (indent < 4 || contained) {
                    self.open = Open::Nothing;
                }
            }
            Open::Until(end, _) => {
                if contains_ignoring_case(content, end) {
                    self.open = Open::Nothing;
                }
            }
            Open::UntilBlank(_) => {
                if blank {
                    self.open = Open::Nothing;
                    return false;
                }
            }
        }
        true
    }

    /// Opens the fence or the HTML that the line begins, after its list and quote markers; says whether it begins one,
    /// though it may end on the same line.
    fn enter(&mut self, content: &str, indent: usize) -> bool {
        let inner = after_markers(content);
        let contained = inner.len() < content.len() || self.list_content.is_some_and(|offset| indent >= offset);
        if indent >= 4 && !contained {
            return false;
        }
        for character in [b'`', b'~'] {
            let run = run_of(inner, character);
            let info = inner.trim_start_matches(char::from(character));
            if run >= 3 && !(character == b'`' && info.contains('`')) {
                self.open = Open::Fence(character, run, contained);
                return true;
            }
        }
        if !inner.starts_with('<') {
            return false;
        }
        let closed = |end: &str| contains_ignoring_case(inner.get(2..).unwrap_or(""), end);
        let endings = [
            ("<!--", "-->"),
            ("<?", "?>"),
            ("<![cdata[", "]]>"),
            ("<!", ">"),
            ("<script", "</script>"),
            ("<pre", "</pre>"),
            ("<style", "</style>"),
            ("<textarea", "</textarea>"),
        ];
        for (start, end) in endings {
            if inner.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)) {
                if !closed(end) {
                    self.open = Open::Until(end, contained);
                }
                return true;
            }
        }
        // Any other tag must stand alone and cannot interrupt a paragraph (CommonMark 4.6, condition 7).
        // The parser lets it end a paragraph of an item or a quote that the line is not in.
        let outside = self.in_quote || self.list_content.is_some_and(|offset| indent < offset);
        let alone = || is_complete_tag(inner) && (!self.in_paragraph || inner.len() < content.len() || outside);
        if is_block_tag(inner) || alone() {
            self.open = Open::UntilBlank(contained);
            return true;
        }
        false
    }

    /// The head of the table that `content` continues; notes the head where `content` is a delimiter row.
    fn table_head(&mut self, source: &str, content: &str, span: Span) -> Option<Span> {
        if let Some(head) = self.table {
            return Some(head);
        }
        let delimits = content.contains('-')
            && content.contains('|')
            && content.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'));
        if !delimits || self.previous_blank || self.head_in_paragraph {
            return None;
        }
        let head = source.get(self.previous.start..self.previous.end).unwrap_or("");
        if cells(head) == cells(content) {
            self.table = Some(Span::new(self.previous.start, span.end));
        }
        None
    }
}
