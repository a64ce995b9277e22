//! # formatting/raw-markdown
//!
//! Markdown within a block of HTML, which is shown as it is written, and HTML, comments and code that are never closed.
//!
//! ## Why
//!
//! A block of HTML goes on to the next blank line, and in it nothing is markdown: readers see `[text](url)`, asterisks and
//! number signs. An element that nothing closes takes in all that follows: the rest of the page is folded away, bold or
//! small. A comment or a block of code that nothing closes takes in the rest of the page too.
//!
//! Code (`<pre>`, `<code>`), comments, and pages that a site generator reads (`markdown="1"`, components such as `<Note>`)
//! are left alone, and so are elements that need no closing tag (`<p>`, `<li>`, `<td>`) and `<a name="…">`.
//!
//! ## Bad
//!
//! ```markdown
//! <details>
//! <summary>More lamps</summary>
//! - [Flex](https://flex.example)
//! - [Glow](https://glow.example)
//! </details>
//! ```
//!
//! ## Good
//!
//! ```markdown
//! <details>
//! <summary>More lamps</summary>
//!
//! - [Flex](https://flex.example)
//! - [Glow](https://glow.example)
//! </details>
//! ```
//!
//! ## Fix
//!
//! Unsafe: a blank line before the first line of markdown, where all of it is read then. None within a line of HTML, in
//! `<p>` and other elements that hold no paragraphs, in items and quotes, and for what is never closed.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Effects, Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::engine::summarize;
use crate::formatting::support::endless_block::{EndlessBlock, endless_block};
use crate::formatting::support::raw_marks::{RawMark, RawMarkKind, is_fence, raw_marks};
use crate::formatting::support::unclosed_elements::{UnclosedElement, unclosed_elements};
use curate_document::html::{Markup, scan};
use curate_document::{Block, BlockKind, Document, Span};
use memchr::memchr;
use std::collections::BTreeMap;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Unsafe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    ..Declaration::warning(
        include_str!("raw_markdown.rs"),
        "markdown that is shown raw in a block of HTML, and what is never closed",
        Make::plain(|_| Box::new(RawMarkdown)),
    )
};

/// So many blank lines are put into one block at most.
const MOST_BLANK_LINES: usize = 8;
/// Elements that hold text and no paragraphs: their alignment and size would be lost for what stands behind a blank line.
const TEXT_ELEMENTS: [&str; 18] = [
    "a", "b", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "i", "p", "small", "span", "strong", "sub", "summary",
    "sup",
];
/// The largest block that is fixed, in bytes.
const LARGEST_FIXED: usize = 32 * 1024;

struct RawMarkdown;

impl Rule for RawMarkdown {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        if let Some(block) = endless_block(document) {
            sink.report(endless(&block));
        }
        // MDX reads markdown in its elements, and cannot be rendered while one is open.
        if document.is_mdx() || memchr(b'<', document.source().as_bytes()).is_none() {
            return;
        }
        let is_html = |block: &&Block| block.kind == BlockKind::Html;
        if !document.blocks().iter().filter(is_html).any(|block| is_read_by_generator(document.text(block.span))) {
            for block in document.blocks().iter().filter(is_html) {
                let marks = raw_marks(document.text(block.span));
                if let Some(first) = marks.first() {
                    sink.report(raw(context, block, first, &marks));
                }
            }
        }
        let unclosed = unclosed_elements(document);
        if unclosed.is_empty() {
            return;
        }
        let in_code = closings_in_code(document);
        let together = unclosed.chunk_by(|one, next| (one.block, &one.name) == (next.block, &next.name));
        let findings = together.map(|elements| never_closed(context, elements, &in_code)).collect();
        let summary =
            |count: usize| text!("{count} elements of HTML are never closed, of which this is the first", count);
        summarize::report(findings, summary, text!("Close them"), context, sink);
    }
}

fn endless(block: &EndlessBlock) -> Finding {
    let (message, help) = match &block.fence {
        Some(fence) => (
            text!("this block of code is never closed: the rest of the page is shown as code"),
            if fence.starts_with('~') {
                text!("write a line of {count} tildes where it ends", count = fence.len())
            } else {
                text!("write a line of {count} backticks where it ends", count = fence.len())
            },
        ),
        None => (
            text!("this comment is never closed: nothing of the page behind it is shown"),
            text!("write `-->` where it ends"),
        ),
    };
    Finding::at(block.opening, message).help(help)
}

/// Whether an element of `html` says that a site generator reads the markdown in it: `<div markdown="1">`, `<Note>`.
fn is_read_by_generator(html: &str) -> bool {
    scan(html).iter().any(
        |markup| matches!(markup, Markup::Open(tag) if is_component(tag.name) || tag.attribute("markdown").is_some()),
    )
}

/// Whether `name` is that of a component, and no element of HTML in capitals.
fn is_component(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.contains(|other: char| other.is_ascii_lowercase())
}

fn raw(context: &Context<'_>, block: &Block, first: &RawMark, marks: &[RawMark]) -> Finding {
    let start = block.span.start;
    let span = Span::new(start + first.span.start, start + first.span.end);
    let message = text!("in a block of HTML, markdown is shown as it is written: {marks}", marks = counted(marks));
    let finding = Finding::at(span, message);
    match read_as_markdown(context, block) {
        Some(fix) => finding.help(text!("put a blank line before it")).fix(fix),
        None => {
            finding.help(text!("put it on lines of its own with a blank line above, not indented, or write it in HTML"))
        }
    }
}

/// How many there are of each kind, in words.
fn counted(marks: &[RawMark]) -> Text {
    let kinds = [
        RawMarkKind::Link,
        RawMarkKind::Image,
        RawMarkKind::Strong,
        RawMarkKind::Item,
        RawMarkKind::Heading,
        RawMarkKind::Fence,
        RawMarkKind::Table,
    ];
    let counts = kinds.into_iter().map(|kind| (kind, marks.iter().filter(|mark| mark.kind == kind).count()));
    Text::series(counts.filter(|(_, count)| *count > 0).map(|(kind, count)| match kind {
        RawMarkKind::Link => plural!(count, "1 link", "{count} links"),
        RawMarkKind::Image => plural!(count, "1 image", "{count} images"),
        RawMarkKind::Strong => plural!(count, "1 text between `**`", "{count} texts between `**`"),
        RawMarkKind::Item => plural!(count, "1 list item", "{count} list items"),
        RawMarkKind::Heading => plural!(count, "1 heading", "{count} headings"),
        RawMarkKind::Fence => plural!(count, "1 code block", "{count} code blocks"),
        RawMarkKind::Table => plural!(count, "1 table", "{count} tables"),
    }))
}

/// The blank lines that make markdown of all marks in `block`.
fn read_as_markdown(context: &Context<'_>, block: &Block) -> Option<Fix> {
    let document = context.document;
    let html = document.text(block.span);
    let ending = if html.contains("\r\n") { "\r\n" } else { "\n" };
    if block.parent.is_some()
        || html.len() > LARGEST_FIXED
        || html.lines().filter(|line| is_fence(line)).count() % 2 == 1
    {
        return None;
    }
    let mut text = html.to_owned();
    for _ in 0..=MOST_BLANK_LINES {
        let parsed = Document::parse_for(text.as_str(), document.host_style());
        let mut blocks = parsed.blocks().iter().filter(|block| block.kind == BlockKind::Html);
        let raw = blocks.find_map(|block| {
            let line = raw_marks(parsed.text(block.span))
                .first()
                .map(|mark| parsed.line_of(block.span.start + mark.span.start))?;
            Some((line, parsed.line_of(block.span.start) == line))
        });
        match raw {
            Some((_, true)) => return None,
            Some((line, false)) => {
                let start = parsed.lines().span(line).start;
                if is_in_text_element(text.get(..start)?) {
                    return None;
                }
                text.insert_str(start, ending);
            }
            None if parsed.blocks().iter().any(|block| is_indented_code(&parsed, block)) => return None,
            None => {
                let effects = Effects {
                    keys: true,
                    links: true,
                    emphasis: true,
                    headings: true,
                    entries: true,
                    contents: true,
                    verbatim: true,
                };
                // The block as a whole: it ends earlier than before.
                let fix = Fix::risky(text!("Put a blank line before it"), context.edition, block.span, text);
                return Some(fix.with_effects(effects));
            }
        }
    }
    None
}

/// Whether an element is open at the end of `html` in which no paragraph may stand: it would end there (HTML, 13.1.2.4).
fn is_in_text_element(html: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    for markup in scan(html) {
        match markup {
            Markup::Open(tag) if TEXT_ELEMENTS.iter().any(|name| tag.name.eq_ignore_ascii_case(name)) => {
                open.push(tag.name);
            }
            Markup::Close(name, _) => {
                if let Some(at) = open.iter().rposition(|known| known.eq_ignore_ascii_case(name)) {
                    open.truncate(at);
                }
            }
            Markup::Open(_) | Markup::Comment(..) => {}
        }
    }
    !open.is_empty()
}

fn is_indented_code(document: &Document, block: &Block) -> bool {
    block.kind == BlockKind::Code && !document.text(block.span).trim_start().starts_with(['`', '~'])
}

fn never_closed(context: &Context<'_>, elements: &[UnclosedElement], in_code: &BTreeMap<String, Vec<Span>>) -> Finding {
    let (name, tag) = elements.first().map_or(("", Span::default()), |first| (&*first.name, first.tag));
    let count = elements.len();
    let message =
        plural!(count, "`<{name}>` is never closed", "`<{name}>` is opened {count} times here and never closed", name);
    let finding = Finding::at(tag, message);
    let others = elements.iter().skip(1);
    let finding = others.fold(finding, |finding, other| finding.also_at(context.edition, other.tag));
    let closings = in_code.get(name).map_or(&[] as &[Span], Vec::as_slice);
    match closings.get(closings.partition_point(|closing| closing.start < tag.end)) {
        Some(closing) => finding
            .label(context.edition, *closing, text!("shown as code"))
            .help(text!("four blanks before `</{name}>` below a blank line make code of it", name)),
        None => finding.help(text!("write `</{name}>` where it ends", name)),
    }
}

/// By name, the closing tags in indented code, in order: they may have been meant as HTML.
fn closings_in_code(document: &Document) -> BTreeMap<String, Vec<Span>> {
    let mut closings: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for block in document.blocks().iter().filter(|block| is_indented_code(document, block)) {
        for markup in scan(document.text(block.span)) {
            if let Markup::Close(name, span) = markup {
                let span = Span::new(block.span.start + span.start, block.span.start + span.end);
                closings.entry(name.to_ascii_lowercase()).or_default().push(span);
            }
        }
    }
    closings
}
