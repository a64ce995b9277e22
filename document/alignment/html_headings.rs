//! Headings of sections that are written in raw HTML.

use crate::build::html_heading::without_tags;
use crate::model::{Block, BlockKind, Document, Span};
use crate::parse::html::{Markup, scan};

/// A heading in raw HTML.
#[derive(Debug)]
pub(super) struct RawHeading {
    /// Where its opening tag begins.
    pub start: usize,
    /// 1 to 3.
    pub level: u8,
    /// Its text, without tags.
    pub text: String,
}

/// The deepest level that is one of sections; those below are set in small print.
const DEEPEST: u8 = 3;

/// The headings in raw HTML at the top level of `document` that have text and are closed where they begin, in order. Those above the
/// first heading in markdown are a banner.
pub(super) fn html_headings(document: &Document) -> Vec<RawHeading> {
    let first = document.sections().first().map_or(usize::MAX, |section| section.span.start);
    let blocks = document.blocks().iter();
    let html =
        blocks.filter(|block| block.kind == BlockKind::Html && block.parent.is_none() && block.span.start > first);
    html.flat_map(|block| headings_of(document, block)).collect()
}

fn headings_of(document: &Document, block: &Block) -> Vec<RawHeading> {
    let html = document.text(block.span);
    let mut found = Vec::new();
    let mut open: Option<(u8, Span)> = None;
    for markup in scan(html) {
        match markup {
            Markup::Open(tag) => {
                if let Some(level) = level_of(tag.name) {
                    open = Some((level, tag.span));
                }
            }
            Markup::Close(name, span) if level_of(name).is_some() => {
                let Some((level, tag)) = open.take() else { continue };
                let text = without_tags(html.get(tag.end..span.start).unwrap_or(""));
                if !text.trim().is_empty() {
                    found.push(RawHeading { start: block.span.start + tag.start, level, text: text.trim().to_owned() });
                }
            }
            _ => {}
        }
    }
    found
}

/// The level that the name of an element says, as far as it is one of sections.
fn level_of(name: &str) -> Option<u8> {
    let [b'h' | b'H', digit] = name.as_bytes() else { return None };
    let level = digit.checked_sub(b'0')?;
    (1..=DEEPEST).contains(&level).then_some(level)
}
