//! What belongs to a site generator and not to the reader: template tags (Liquid, Jinja, Hugo, ERB), attribute lists (kramdown,
//! Pandoc), directives, components and imports (MDX), tags that Markdown does not take for HTML. To Markdown all of it is text.

mod attributes;
mod closers;

use crate::model::{
    Block, BlockKind, Characters, Document, Inline, InlineKind, LinkKind, Span, Target, link::target_of,
};
use attributes::{attribute_list, tag};
use closers::{closer, directive, imports};
use memchr::{memchr3_iter, memmem};

/// What the opening of a template may be.
const OPENERS: Characters = Characters::marks(b"{<");
/// What a value, which a URL can be, stands behind.
const EQUALS: Characters = Characters::marks(b"=");
/// How templates in destinations begin.
const IN_DESTINATIONS: [&str; 4] = ["{{", "{%", "${", "<%"];

/// Finds what belongs to a site generator in `document` besides `code`, and makes inlines of its own of it.
pub(super) fn mark(document: &mut Document, code: Vec<Span>) {
    let mut spans = in_destinations(document);
    spans.extend(code);
    for index in 0..document.blocks.len() {
        if let Some(block) = document.blocks.get(index).filter(|block| may_have_templates(block, &document.source)) {
            in_leaf(document, block, &mut spans);
        }
    }
    if spans.is_empty() {
        return;
    }
    document.templates = merged(spans);
    end_values(document);
    cut_inlines(document);
}

/// Whether `block` is a leaf in which there is something to look for.
fn may_have_templates(block: &Block, source: &str) -> bool {
    if block.inlines.0 == block.inlines.1 {
        return false;
    }
    if block.characters.has(OPENERS) || block.characters.has(EQUALS) && block.characters.has_all(URL) {
        return true;
    }
    let text = source.get(block.span.start..block.span.end).unwrap_or("");
    text.starts_with(":::") || is_top_paragraph(block) && text.starts_with(['i', 'e']) || has_directive(block, text)
}

const URL: Characters = Characters::marks(b":/");

fn has_directive(block: &Block, text: &str) -> bool {
    let may = Characters::marks(b":[");
    block.characters.has_all(may) && text.contains(':') || text.contains("\n:::")
}

fn is_top_paragraph(block: &Block) -> bool {
    block.kind == BlockKind::Paragraph && block.parent.is_none()
}

/// Whether a template begins in `destination`.
pub(super) fn has_opening(destination: &str) -> bool {
    IN_DESTINATIONS.iter().any(|opening| destination.contains(opening))
}

/// Destinations that a site generator fills in lead nowhere as they are written.
fn in_destinations(document: &mut Document) -> Vec<Span> {
    let source = document.source.as_bytes();
    let kinds: Vec<&str> =
        IN_DESTINATIONS.into_iter().filter(|opening| memmem::find(source, opening.as_bytes()).is_some()).collect();
    let mut spans = Vec::new();
    if kinds.is_empty() {
        return spans;
    }
    for link in document.links.iter_mut().chain(&mut document.embeds) {
        if link.kind != LinkKind::Literal && kinds.iter().any(|opening| link.url.contains(opening)) {
            link.target = Target::Invalid;
            spans.push(link.destination);
        }
    }
    spans
}

/// So many bytes of indentation and markers of quotes are looked at.
const DEEPEST: usize = 64;

/// A leaf that is searched.
struct LeafText<'a> {
    document: &'a Document,
    inlines: &'a [Inline],
    span: Span,
}

/// Adds what is found in the leaf `block`.
fn in_leaf(document: &Document, block: &Block, spans: &mut Vec<Span>) {
    let inlines = document.inlines_in(block);
    let leaf = LeafText { document, inlines, span: block.span };
    let mut done = 0;
    if is_top_paragraph(block) {
        for span in imports(document.text(block.span)) {
            spans.push(shifted(span, block.span.start));
            done = block.span.start + span.end;
        }
    }
    for inline in inlines.iter().filter(|inline| inline.kind == InlineKind::Text) {
        spans.extend(leaf.value(inline));
        for index in memchr3_iter(b'{', b'<', b':', document.text(inline.span).as_bytes()) {
            let at = inline.span.start + index;
            if at < done || leaf.before(at) == Some('\\') {
                continue;
            }
            let found = match document.source.as_bytes().get(at) {
                Some(b'{') => leaf.braces(at),
                Some(b'<') => leaf.tag(at),
                _ => leaf.directive(at),
            };
            if let Some(last) = found.iter().flatten().last() {
                done = last.end;
            }
            spans.extend(found.into_iter().flatten());
        }
    }
}

impl LeafText<'_> {
    /// The source from `at` to the end of the leaf.
    fn rest(&self, at: usize) -> &str {
        self.document.text(Span::new(at, self.span.end.max(at)))
    }

    /// What the `{` at `at` opens.
    fn braces(&self, at: usize) -> [Option<Span>; 2] {
        let rest = self.rest(at);
        if let Some(closing) = closer(rest) {
            // A Liquid tag may go on behind blank lines.
            let all = self.document.source.get(at..).unwrap_or("");
            let length = closing.length(if closing.runs_on { all } else { rest });
            let length = length.filter(|length| !self.is_code(at + length - 1));
            return [length.map(|length| Span::new(at, at + length)), None];
        }
        let before = self.document.text(Span::new(self.span.start.min(at), at));
        [attribute_list(before, rest).map(|length| Span::new(at, at + length)), None]
    }

    /// The tag that the `<` at `at` opens, which Markdown does not take for one.
    fn tag(&self, at: usize) -> [Option<Span>; 2] {
        let rest = self.rest(at);
        let is_joined = self.before(at).is_some_and(char::is_alphanumeric);
        let length = if rest.starts_with("<%") {
            rest.find("%>").map(|length| length + 2)
        } else {
            tag(rest).filter(|_| !is_joined)
        };
        [length.map(|length| Span::new(at, at + length)), None]
    }

    /// The name and the attributes of the directive whose first colon is at `at`.
    fn directive(&self, at: usize) -> [Option<Span>; 2] {
        if self.before(at).is_some_and(|character| character.is_alphanumeric() || character == ':') {
            return [None, None];
        }
        directive(self.rest(at), self.begins_line(at)).map(|span| span.map(|span| shifted(span, at)))
    }

    /// The URL `inline`, where it is a value: right behind `=`, `="`, `={`.
    fn value(&self, inline: &Inline) -> Option<Span> {
        let link = self.document.link(inline.link?).filter(|link| link.kind == LinkKind::Literal)?;
        let before = self.document.text(Span::new(self.span.start, link.span.start.max(self.span.start)));
        let before = before.strip_suffix(['"', '\'', '“', '”', '‘', '’', '`']).unwrap_or(before);
        let before = before.strip_suffix('{').unwrap_or(before);
        before.ends_with('=').then_some(link.span)
    }

    fn before(&self, at: usize) -> Option<char> {
        self.document.source.get(..at)?.chars().next_back()
    }

    /// Whether nothing but blanks and markers of quotes stands before `at` on its line.
    fn begins_line(&self, at: usize) -> bool {
        let before = self.document.source.as_bytes().get(self.span.start..at).unwrap_or(&[]);
        let blanks = before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t' | b'>')).take(DEEPEST).count();
        let line_end = before.len().checked_sub(blanks + 1).and_then(|index| before.get(index));
        line_end.is_none_or(|byte| matches!(byte, b'\n' | b'\r'))
    }

    /// Whether `offset` is in a code span of the leaf, or in a code block.
    fn is_code(&self, offset: usize) -> bool {
        if offset >= self.span.end {
            return self.document.is_verbatim(offset);
        }
        let next = self.inlines.partition_point(|inline| inline.span.end <= offset);
        self.inlines.get(next).is_some_and(|inline| inline.kind == InlineKind::Code && inline.span.covers(offset))
    }
}

fn shifted(span: Span, by: usize) -> Span {
    Span::new(span.start + by, span.end + by)
}

/// `spans` in order, those that overlap as one.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut().filter(|last| span.start < last.end) {
            Some(last) => last.end = last.end.max(span.end),
            None => merged.push(span),
        }
    }
    merged
}

/// A bare URL in a template ends with the value that it is: at a quote or a bracket.
fn end_values(document: &mut Document) {
    for template in &document.templates {
        let first = document.links.partition_point(|link| link.span.start < template.start);
        let inside = document.links.iter_mut().skip(first).take_while(|link| link.span.start < template.end);
        for link in inside.filter(|link| link.kind == LinkKind::Literal) {
            let length = link.url.find(['"', '\'', '>', '}', '`', '”']).unwrap_or(link.url.len());
            link.url = link.url.get(..length).unwrap_or("").into();
            link.target = target_of(&link.url);
        }
    }
}

/// Cuts what texts are of templates out of them.
fn cut_inlines(document: &mut Document) {
    let old = std::mem::take(&mut document.inlines);
    // By number of an old inline, the number of the first new one.
    let mut numbers = Vec::with_capacity(old.len() + 1);
    for inline in old {
        numbers.push(document.inlines.len() as u32);
        if inline.kind == InlineKind::Text {
            inline.cut(&document.templates, InlineKind::Template, &mut document.inlines);
        } else {
            document.inlines.push(inline);
        }
    }
    numbers.push(document.inlines.len() as u32);
    let number = |old: u32| numbers.get(old as usize).copied().unwrap_or(old);
    for block in &mut document.blocks {
        block.inlines = (number(block.inlines.0), number(block.inlines.1));
    }
}
