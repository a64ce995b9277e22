//! What raw HTML shows, plays, loads or leads to beside its links and images.

use super::events::decoded_references;
use super::html::HtmlTag;
use super::templates::has_opening;
use crate::model::{BlockId, Link, LinkKind, Span, link::ReadUrl, link::target_of};

/// Which attributes of which tags name such a file or page: the tag, the attribute, whether what it names is an image, and whether it
/// is a list of candidates (HTML, "srcset attributes").
const NAMED: [(&str, &str, bool, bool); 11] = [
    ("area", "href", false, false),
    ("audio", "src", false, false),
    ("embed", "src", false, false),
    ("iframe", "src", false, false),
    ("img", "srcset", true, true),
    ("object", "data", false, false),
    ("source", "src", false, false),
    ("source", "srcset", true, true),
    ("track", "src", false, false),
    ("video", "poster", true, false),
    ("video", "src", false, false),
];

/// The files that `tag`, in HTML at `offset` of `source`, names, in order.
pub(super) fn embeds_of(source: &str, tag: &HtmlTag<'_>, offset: usize, block: BlockId) -> Vec<Link> {
    let mut found = Vec::new();
    for (_, attribute, image, is_list) in NAMED.iter().filter(|(name, ..)| tag.name.eq_ignore_ascii_case(name)) {
        let Some(value) = tag.attribute(attribute) else { continue };
        let value = Span::new(value.start + offset, value.end + offset);
        let text = source.get(value.start..value.end).unwrap_or("");
        let spans = match *is_list {
            // A template may stand for any number of candidates.
            true if has_opening(text) => Vec::new(),
            true => candidates(text),
            false => vec![trimmed(text)],
        };
        let spans = spans.into_iter().filter(|span| !span.is_empty());
        let at = |span: Span| Span::new(value.start + span.start, value.start + span.end);
        found.extend(spans.filter_map(|span| embed(source, at(span), *image, tag.span, offset, block)));
    }
    found.sort_by_key(|embed| embed.destination);
    found
}

fn embed(source: &str, destination: Span, image: bool, tag: Span, offset: usize, block: BlockId) -> Option<Link> {
    let url = decoded_references(source.get(destination.start..destination.end)?);
    let span = Span::new(tag.start + offset, tag.end + offset);
    Some(Link {
        kind: LinkKind::Html,
        image,
        text: Span::at(span.end),
        destination,
        span,
        block,
        within: None,
        target: target_of(&url),
        url: url.as_ref().into(),
        entry: None,
        has_text: false,
        definition: None,
        read: ReadUrl::default(),
    })
}

/// `text` without white space around it.
fn trimmed(text: &str) -> Span {
    let start = text.len() - text.trim_start().len();
    Span::new(start, start + text.trim().len())
}

/// The URLs in the value of a `srcset` (HTML, "parsing a srcset attribute"): each ends with white space, or with a comma before
/// it; its descriptors end with a comma outside of brackets.
fn candidates(value: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    // A line of a quote begins with `>`, as no URL does.
    let is_between = |character: char| character.is_ascii_whitespace() || matches!(character, ',' | '>');
    while let Some(start) = value.get(at..).and_then(|rest| rest.find(|character| !is_between(character))) {
        let start = at + start;
        let rest = value.get(start..).unwrap_or("");
        let length = rest.find(|character: char| character.is_ascii_whitespace()).unwrap_or(rest.len());
        let url = rest.get(..length).unwrap_or("").trim_end_matches(',');
        found.push(Span::new(start, start + url.len()));
        let descriptors = rest.get(length..).filter(|_| url.len() == length).unwrap_or("");
        at = start + length + descriptors_length(descriptors);
    }
    found
}

/// Length in bytes of the descriptors that `text` begins with, and of the comma behind them.
fn descriptors_length(text: &str) -> usize {
    let mut in_brackets = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => in_brackets = true,
            b')' => in_brackets = false,
            b',' if !in_brackets => return at + 1,
            _ => {}
        }
    }
    text.len()
}
