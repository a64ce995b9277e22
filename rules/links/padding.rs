//! # links/padding
//!
//! White space at either end of a link's text or destination.
//!
//! ## Why
//!
//! `[Title ](url)` underlines a blank after the title, and other tools read the title with it. A blank beside the
//! destination is seen by no reader, but some renderers and most scripts take such a link for text.
//!
//! ## Bad
//!
//! ```markdown
//! - [Rust ](https://www.rust-lang.org/) - A language.
//! - [Go]( https://go.dev/ ) - Another.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Rust](https://www.rust-lang.org/) - A language.
//! - [Go](https://go.dev/) - Another.
//! ```
//!
//! ## Fix
//!
//! Safe: the white space is removed; between words it moves out of the link. What keeps `[ [tag] title](…)` from beginning like a
//! wiki link stays.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Applicability, Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use curate_document::{Document, Link, LinkId, LinkKind, Section, Span, Target};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Link],
    scope: Scope::Markdown,
    aliases: &["MD039", "no-inline-padding"],
    has_parts: true,
    ..Declaration::warning(
        include_str!("padding.rs"),
        "white space inside a link's text or destination",
        Make::plain(|_| Box::new(Padding)),
    )
};

struct Padding;

impl Rule for Padding {
    fn link(&self, _id: LinkId, link: &Link, context: &Context<'_>, sink: &mut Sink<'_>) {
        if link.image || !matches!(link.kind, LinkKind::Inline | LinkKind::Reference) {
            return;
        }
        let document = context.document;
        if is_of_generator(document, link) {
            return;
        }
        if !is_padded(document.text(link.text)) && !is_padded(document.text(between_brackets(link))) {
            return;
        }
        let around_text = around_text(document, link);
        let around_destination =
            if link.kind == LinkKind::Inline { around_destination(document, link) } else { Vec::new() };
        let message = match (around_text.is_empty(), around_destination.is_empty()) {
            (true, true) => return,
            (false, true) => text!("white space inside the link's text"),
            (true, false) => text!("white space beside the link's destination"),
            (false, false) => text!("white space inside the link's text and beside its destination"),
        };
        let place = if around_text.is_empty() { between_brackets(link) } else { link.text };
        let mut fix = Fix::of(text!("Remove the white space"), Applicability::Safe);
        for span in around_text.iter().chain(&around_destination) {
            fix = fix.edit(context.edition, *span, "");
        }
        for edge in edges_between_words(document, link, &around_text) {
            fix = fix.edit(context.edition, Span::at(edge), " ");
        }
        // Others look at the text alone.
        let aliases: &[&str] = if around_text.is_empty() { &[] } else { RULE.aliases };
        sink.report(Finding::at(place, message).fix(fix).aliases(aliases));
    }
}

/// Whether `link` has the blanks that a generator of contents leaves where a heading has images: the next run puts them back.
fn is_of_generator(document: &Document, link: &Link) -> bool {
    let Target::Anchor(anchor) = &link.target else { return false };
    let has_image = |section: &Section| document.links_in(section.title).iter().any(|link| link.image);
    document.sections().iter().filter(|section| *section.slug == **anchor).any(has_image)
}

/// Whether white space is at either end of `text`.
fn is_padded(text: &str) -> bool {
    text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace)
}

/// What is between the round brackets.
fn between_brackets(link: &Link) -> Span {
    Span::new((link.text.end + 2).min(link.span.end), link.span.end.saturating_sub(1))
}

/// The white space at both ends of the text; none where there is nothing else, or where the text is of several lines.
fn around_text(document: &Document, link: &Link) -> Vec<Span> {
    let text = document.text(link.text);
    if text.trim().is_empty() || text.contains(['\n', '\r']) {
        return Vec::new();
    }
    let start = link.text.start + text.len() - text.trim_start().len();
    let end = end_of(text, link.text.start);
    // `[ [tag] title]`: without the blank, `[[` is that of a wiki link.
    let start = if text.trim_start().starts_with('[') { link.text.start } else { start };
    filled([Span::new(link.text.start, start), Span::new(end, link.text.end)])
}

/// The white space after `(` and before `)`; none where the link goes over several lines there.
fn around_destination(document: &Document, link: &Link) -> Vec<Span> {
    let inside = between_brackets(link);
    let text = document.text(inside);
    if text.trim().is_empty() || text.contains(['\n', '\r']) {
        return Vec::new();
    }
    let start = inside.start + text.len() - text.trim_start().len();
    let end = end_of(text, inside.start);
    filled([Span::new(inside.start, start), Span::new(end, inside.end)])
}

/// Where `text`, which begins at `start`, ends without the white space after it. What follows a backslash stays: without it, the
/// bracket would be escaped (CommonMark 2.4).
fn end_of(text: &str, start: usize) -> usize {
    let bare = text.trim_end();
    let backslashes = bare.bytes().rev().take_while(|byte| *byte == b'\\').count();
    start + if backslashes % 2 == 1 { text.len() } else { bare.len() }
}

fn filled(spans: [Span; 2]) -> Vec<Span> {
    spans.into_iter().filter(|span| !span.is_empty()).collect()
}

/// The ends of the link where white space of its text divides it from a word beside it.
fn edges_between_words(document: &Document, link: &Link, around_text: &[Span]) -> Vec<usize> {
    let word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    let source = document.source();
    let before = word(source.get(..link.span.start).and_then(|text| text.chars().next_back()));
    let after = word(source.get(link.span.end..).and_then(|text| text.chars().next()));
    let padded = |at: usize| around_text.iter().any(|span| span.start == at || span.end == at);
    let mut edges = Vec::new();
    if before && padded(link.text.start) {
        edges.push(link.span.start);
    }
    if after && padded(link.text.end) {
        edges.push(link.span.end);
    }
    edges
}
