//! What a single line looks like, without its surroundings.

use crate::Span;
use crate::html::{self, Markup};

/// How many cells a row has: unescaped pipes, those at the ends not counted.
pub fn cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').unwrap_or(row);
    row.replace("\\|", "").matches('|').count() + 1
}

/// The column that `indent` bytes of white space at the start of `text` lead to; tabs stop at every fourth.
pub fn columns(text: &str, indent: usize) -> usize {
    text.bytes().take(indent).fold(0, |column, byte| if byte == b'\t' { column + 4 - column % 4 } else { column + 1 })
}

/// How many of `character` stand at the start of `content`.
pub fn run_of(content: &str, character: u8) -> usize {
    content.bytes().take_while(|byte| *byte == character).count()
}

/// Whether it is an ATX heading (CommonMark 4.2).
pub fn is_heading(content: &str) -> bool {
    let run = run_of(content, b'#');
    (1..=6).contains(&run) && matches!(content.as_bytes().get(run), None | Some(b' ' | b'\t'))
}

/// Whether it begins an item of a bullet list.
pub fn is_bullet(content: &str) -> bool {
    matches!(content.as_bytes(), [b'-' | b'*' | b'+', b' ' | b'\t', ..]) && !is_thematic_break(content)
}

/// Whether it begins an item of an ordered list.
pub fn is_ordered(content: &str) -> bool {
    let digits = content.bytes().take_while(u8::is_ascii_digit).count();
    (1..=9).contains(&digits) && matches!(content.as_bytes().get(digits..digits + 2), Some([b'.' | b')', b' ' | b'\t']))
}

/// Whether it is a thematic break (CommonMark 4.1).
pub fn is_thematic_break(content: &str) -> bool {
    let Some(first @ (b'-' | b'*' | b'_')) = content.bytes().next() else { return false };
    content.bytes().all(|byte| byte == first || byte == b' ' || byte == b'\t')
        && content.bytes().filter(|byte| *byte == first).count() >= 3
}

/// Whether it is one tag and nothing else.
pub fn is_complete_tag(inner: &str) -> bool {
    match html::scan(inner).first() {
        Some(Markup::Open(tag)) => tag.span == Span::new(0, inner.len()),
        Some(Markup::Close(_, span)) => *span == Span::new(0, inner.len()),
        _ => false,
    }
}

/// The tags that begin a block of HTML wherever they stand (CommonMark 4.6, condition 6).
const BLOCK_TAGS: &[&str] = &[
    "address",
    "article",
    "aside",
    "base",
    "basefont",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "menuitem",
    "nav",
    "noframes",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
];

/// Whether it begins with a tag that begins a block wherever it stands.
pub fn is_block_tag(inner: &str) -> bool {
    let name = inner.trim_start_matches(['<', '/']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    name.get(..end).is_some_and(|name| BLOCK_TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name)))
}

/// Columns from the marker of an item to its content.
pub fn marker_width(content: &str) -> usize {
    strip_marker(content).map_or(2, |rest| {
        let width = content.len() - rest.len();
        // More than four columns after the marker are indented code (CommonMark 5.2).
        if width > 6 { 2 } else { width }
    })
}

/// How many list and quote markers stand at the start of `content`.
pub fn markers(content: &str) -> usize {
    let mut rest = content;
    let mut count = 0;
    while let Some(next) = strip_marker(rest) {
        rest = next;
        count += 1;
    }
    count
}

/// What follows the list and quote markers at the start of `content`.
pub fn after_markers(content: &str) -> &str {
    let mut rest = content;
    while let Some(next) = strip_marker(rest) {
        rest = next;
    }
    rest
}

fn strip_marker(content: &str) -> Option<&str> {
    let rest = match content.as_bytes() {
        [b'>', ..] => content.get(1..)?,
        [b'-' | b'*' | b'+', b' ' | b'\t', ..] => content.get(2..)?,
        _ if is_ordered(content) => content.trim_start_matches(|c: char| c.is_ascii_digit()).get(2..)?,
        _ => return None,
    };
    Some(rest.trim_start_matches([' ', '\t']))
}

/// Whether `wanted`, which is ASCII, is in `text`, in whatever case.
pub fn contains_ignoring_case(text: &str, wanted: &str) -> bool {
    text.as_bytes().windows(wanted.len()).any(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// Whether a line in the first column that begins so is in no list item.
pub fn closes_list(content: &str) -> bool {
    content.starts_with('>') || is_thematic_break(content) || (content.starts_with("[^") && content.contains("]:"))
}
