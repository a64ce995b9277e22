//! Parts of a page that only one edition loses: text-only items, images, rows of HTML tables.

use super::harmful::is_own_of_translation;
use super::mutant::Mutant;
use super::pairs::Pair;
use curate_document::{BlockId, BlockKind, Document, Entry, EntryId, Link, LinkKind, Span};

/// Items without a link, and those across that stand for them.
pub fn text_item(pair: &Pair, side: usize) -> Vec<Mutant> {
    let (document, other) = (pair.document(side), pair.document(1 - side));
    let is_text = |entry: &Entry| entry.links.0 == entry.links.1 && !entry.row && !entry.html && !entry.glued;
    let drop = |id: EntryId| {
        let entry = document.entry(id).filter(|entry| is_text(entry))?;
        let across = other.entry(pair.entry_across(side, id)?).filter(|entry| is_text(entry))?;
        let is_item = document.block(entry.block).is_some_and(|block| matches!(block.kind, BlockKind::Item { .. }));
        let has_links = document.links().iter().any(|link| entry.span.contains(link.span));
        let gone = Mutant::new(side, pair.lines(side, entry.span), "").across(Some(across.span));
        let list = document.block(entry.block).and_then(|block| block.parent);
        let list_across = other.block(across.block).and_then(|block| block.parent);
        // A list that has other items already says no more when it loses one.
        let count = |document: &Document, list: Option<BlockId>| list.map(|list| document.children_of(list).count());
        let is_apart = count(document, list) != count(other, list_across);
        let around = list.and_then(|list| document.block(list)).map(|list| list.span);
        let gone = Mutant { around, is_apart, ..gone };
        (is_item && !has_links).then(|| gone.named(title(document, entry)).named(title(other, across)))
    };
    (0..document.entries().len() as u32).map(EntryId).filter_map(drop).collect()
}

fn title<'a>(document: &'a Document, entry: &Entry) -> &'a str {
    entry.title.map_or("", |title| document.text(title))
}

/// Parts of the addresses of images that show a state, not a thing.
const BADGES: [&str; 2] = ["badge", "shields.io"];

/// Pictures of prose that both editions have once, in sections that correspond; badges and those of entries aside.
pub fn image(pair: &Pair, side: usize) -> Vec<Mutant> {
    let (document, other) = (pair.document(side), pair.document(1 - side));
    let is_badge = |link: &Link| BADGES.iter().any(|name| link.url.contains(name));
    let images = document.links().iter().filter(|link| {
        let is_shown = matches!(link.kind, LinkKind::Inline | LinkKind::Html) && link.within.is_none();
        link.image && is_shown && link.entry.is_none() && !is_badge(link)
    });
    let drop = |link: &Link| {
        let ([_], [found]) = (&pair.links_like(side, link)[..], &pair.links_like(1 - side, link)[..]) else {
            return None;
        };
        let section = document.block(link.block)?.section;
        let is_there = found.image && pair.section_across(side, section)? == other.block(found.block)?.section;
        let gone = Mutant::new(side, link.span, "").across(Some(found.span)).named(&found.url);
        is_there.then(|| Mutant { is_apart: is_own_of_translation(pair, side, link), ..gone })
    };
    images.filter_map(drop).collect()
}

/// Rows of HTML tables with entries that nothing else on the page has.
pub fn html_row(pair: &Pair, side: usize) -> Vec<Mutant> {
    let (document, other) = (pair.document(side), pair.document(1 - side));
    let source = document.source();
    let row = |id: EntryId| {
        let entry = document.entry(id).filter(|entry| entry.html)?;
        let across = other.entry(pair.entry_across(side, id)?)?;
        let link = document.link_of(entry).filter(|link| pair.links_like(side, link).len() == 1)?;
        // The row may be the entry, or have it in one of its cells.
        let start = source.get(..entry.span.start + "<tr".len())?.rfind("<tr")?;
        let end = start + source[start..].find("</tr>")? + "</tr>".len();
        let lines = pair.lines(side, Span::new(start, end));
        let text = document.text(lines).trim();
        let is_one_row = text.matches("<tr").count() == 1 && text.starts_with("<tr") && text.ends_with("</tr>");
        let gone = Mutant::new(side, lines, "").across(Some(across.span));
        (is_one_row && end >= entry.span.end).then(|| gone.named(title(other, across)).named(&link.url))
    };
    let mut rows: Vec<Mutant> = (0..document.entries().len() as u32).map(EntryId).filter_map(row).collect();
    rows.dedup_by_key(|row| row.edits[0].0.start);
    rows
}
