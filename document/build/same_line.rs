//! Finds the entries that begin in the middle of a line.

use crate::build::separator::is_marked;
use crate::model::{Block, BlockId, Document, Glued, GluedKind, Link, Span};

/// Words that begin the rest of a sentence, or name what a link is to the item above.
pub(super) const DETAILS: [&str; 30] = [
    "see",
    "and",
    "or",
    "with",
    "from",
    "at",
    "in",
    "by",
    "via",
    "more",
    "also",
    "for",
    "on",
    "to",
    "the",
    "a",
    "an",
    "of",
    "source",
    "sources",
    "docs",
    "documentation",
    "demo",
    "website",
    "homepage",
    "link",
    "github",
    "code",
    "repo",
    "download",
];

/// What ends a sentence.
const ENDS: [char; 9] = ['.', '!', '?', '。', '！', '？', '．', '।', '۔'];

/// Entries that begin in the middle of a line, behind the end of a sentence.
pub(super) fn within_lines(document: &Document, id: BlockId, block: &Block, item: Option<BlockId>) -> Vec<Glued> {
    let first = document.links().partition_point(|link| link.span.start <= block.span.start);
    let links = document.links().get(first..).unwrap_or(&[]).iter().take_while(|link| link.span.start < block.span.end);
    let mut found = Vec::new();
    for link in links.filter(|link| !link.image && link.has_text && link.within.is_none()) {
        let before = document.text(Span::new(block.span.start, link.span.start));
        let unmarked = before.trim_end_matches([' ', '\t']);
        let Some(sentence) = unmarked.strip_suffix(['-', '*', '+', '•']) else { continue };
        // With blanks on both sides the mark may be a dash, unless another resource follows it.
        let is_apart = sentence.ends_with(' ');
        let is_other = || is_marker(document, item, unmarked) && leads_elsewhere(document, block, link);
        if !sentence.trim_end_matches([' ', '\t']).ends_with(ENDS) || is_apart && !is_other() {
            continue;
        }
        let line = document.lines().content(document.line_of(link.span.start), document.source());
        let behind = document.text(Span::new(link.span.end, line.end));
        if is_marked(behind) && !is_detail(document.text(link.text)) {
            let marker = Span::new(block.span.start + sentence.len(), link.span.start);
            let end = link.span.end + behind.trim_end().len();
            found.push(Glued {
                kind: GluedKind::SameLine,
                body: id,
                item,
                marker,
                own: Span::new(link.span.start, end),
            });
        }
    }
    found
}

/// Whether `text` ends with the marker of `item`.
fn is_marker(document: &Document, item: Option<BlockId>, text: &str) -> bool {
    let marker = item.and_then(|item| document.block(item)).and_then(|item| document.marker(item.span));
    marker.is_some_and(|marker| text.ends_with(document.text(marker.span)))
}

/// Whether `link` leads to another host than the first link of `block` does.
pub(super) fn leads_elsewhere(document: &Document, block: &Block, link: &Link) -> bool {
    let host = |link: &Link| {
        let address = link.url.split_once("://").map(|(_, address)| address)?;
        address.split(['/', '?', '#']).next().map(str::to_ascii_lowercase)
    };
    let first = document.links().partition_point(|other| other.span.start < block.span.start);
    let own = document.links().get(first).filter(|own| own.span.start < link.span.start).and_then(host);
    own.zip(host(link)).is_some_and(|(own, other)| own != other)
}

/// Whether `text` names what a link is to the item above.
pub(super) fn is_detail(text: &str) -> bool {
    let word = text.split(|character: char| !character.is_alphanumeric()).find(|word| !word.is_empty());
    word.is_some_and(|word| DETAILS.contains(&word.to_lowercase().as_str()))
}
