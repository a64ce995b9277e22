//! Entries: which items and rows present a resource, and the parts of each.

use crate::build::extras::extras_end;
use crate::build::glued::glued_in;
use crate::build::html_entries::html_entries;
use crate::build::prefix::is_prose;
use crate::build::rows::{TableColumns, row};
use crate::build::separator::{Separated, between, in_text};
use crate::build::trailer::trailer_start;
use crate::model::{
    Block, BlockId, BlockKind, Document, Entry, EntryId, Glued, InlineKind, Link, LinkId, LinkKind, Span,
};

/// Fills in the entries of `document`, those of every section and the entry of every link.
pub(super) fn find_entries(document: &mut Document) {
    let contents = document.contents.as_ref().map(|contents| contents.span);
    let is_outside = |span: Span| contents.iter().chain(&document.navigation).any(|list| list.contains(span));
    let mut found = EntryCollector::default();
    let mut table = TableColumns::default();
    for (index, block) in document.blocks.iter().enumerate() {
        let id = BlockId(index as u32);
        let around = block.parent.and_then(|parent| found.of_block.get(parent.0 as usize).copied().flatten());
        let entry = match block.kind {
            BlockKind::Item { .. } if !is_outside(block.span) && !is_list_alone(document, id, block) => {
                Some(item(document, id, block))
            }
            BlockKind::Table => {
                table = TableColumns::of(document, id);
                None
            }
            BlockKind::Row { head: false } if !document.is_generated(block.span) => {
                Some(row(document, id, block, &table))
            }
            _ => None,
        };
        found.of_block.push(entry.as_ref().map_or(around, |_| Some(EntryId(found.entries.len() as u32))));
        let is_body = index.checked_sub(1).and_then(|before| document.blocks.get(before)).is_some_and(|before| {
            matches!(before.kind, BlockKind::Item { .. }) && block.parent == Some(BlockId(index as u32 - 1))
        });
        match entry {
            Some(entry) => found.push(document, around, entry),
            None if block.kind == BlockKind::Paragraph && !is_body && !is_outside(block.span) => {
                found.push_glued(document, around, id, block, glued_in(document, id));
            }
            None if block.kind == BlockKind::Html && !is_outside(block.span) => {
                let entries = html_entries(document, id, block).into_iter();
                for entry in entries.filter(|entry| !document.is_generated(entry.own)) {
                    found.nest(around, entry);
                }
            }
            None => {}
        }
    }
    let EntryCollector { entries, glued, .. } = found;
    for (index, entry) in entries.iter().enumerate() {
        for link in document.links.get_mut(entry.links.0 as usize..entry.links.1 as usize).unwrap_or(&mut []) {
            link.entry = Some(EntryId(index as u32));
        }
        if let Some(section) = entry.section.and_then(|id| document.sections.get_mut(id.0 as usize)) {
            let first = if section.entries.1 == 0 { index as u32 } else { section.entries.0 };
            section.entries = (first, index as u32 + 1);
        }
    }
    document.entries = entries;
    document.glued = glued;
}

#[derive(Default)]
struct EntryCollector {
    entries: Vec<Entry>,
    glued: Vec<Glued>,
    /// The entry of each block that is one, so that nesting is found by walking up.
    of_block: Vec<Option<EntryId>>,
}

impl EntryCollector {
    /// Adds `entry`, which is nested in `around`, and what is glued to it.
    fn push(&mut self, document: &Document, around: Option<EntryId>, mut entry: Entry) {
        let lines = entry.body.map_or_else(Vec::new, |body| glued_in(document, body));
        let (id, block) = (entry.block, document.block(entry.block));
        if let Some((first, block)) = lines.first().zip(block) {
            let kept = document.text(Span::new(entry.own.start, first.marker.start)).trim_end().len();
            let mut whole = Entry::empty(id, block, Span::new(entry.own.start, entry.own.start + kept));
            whole.body = entry.body;
            entry = parts(document, whole);
        }
        self.nest(around, entry);
        if let Some(block) = block {
            self.push_glued(document, around, id, block, lines);
        }
    }

    /// Adds `lines`, which are shown as parts of `block`.
    fn push_glued(
        &mut self,
        document: &Document,
        around: Option<EntryId>,
        id: BlockId,
        block: &Block,
        lines: Vec<Glued>,
    ) {
        for line in &lines {
            let mut entry = Entry::empty(id, block, line.own);
            (entry.body, entry.glued, entry.span) = (Some(line.body), true, line.own);
            self.nest(around, parts(document, entry));
        }
        self.glued.extend(lines);
    }

    fn nest(&mut self, around: Option<EntryId>, mut entry: Entry) {
        let parent = around.and_then(|parent| self.entries.get(parent.0 as usize));
        entry.parent = around;
        entry.depth = parent.map_or(0, |parent| parent.depth.saturating_add(1));
        self.entries.push(entry);
    }
}

/// Whether the item is nothing but a list that begins on its line: `- - title` has one marker too many.
fn is_list_alone(document: &Document, id: BlockId, block: &Block) -> bool {
    let list = document.blocks.get(id.0 as usize + 1).filter(|list| list.parent == Some(id));
    list.is_some_and(|list| {
        matches!(list.kind, BlockKind::List { .. })
            && !document.has_line_ending(Span::new(block.span.start, list.span.start))
    })
}

fn item(document: &Document, id: BlockId, block: &Block) -> Entry {
    let body = document
        .blocks()
        .get(id.0 as usize + 1)
        .filter(|child| child.parent == Some(id) && child.kind == BlockKind::Paragraph)
        .map(|child| (BlockId(id.0 + 1), child.span));
    let own = body.map_or(Span::at(block.span.start), |(_, span)| span);
    let mut entry = Entry::empty(id, block, own);
    entry.body = body.map(|(body, _)| body);
    parts(document, entry)
}

/// `entry` with the parts of its own bytes.
fn parts(document: &Document, mut entry: Entry) -> Entry {
    entry.links = document.link_range(entry.own);
    let Some(body) = entry.body else { return entry };
    match title_link(document, body, &entry) {
        Some((link, prefix)) => {
            entry.prefix = prefix;
            linked(document, body, &mut entry, link);
        }
        None => text_only(document, body, &mut entry),
    }
    entry
}

/// The link that names the resource, and what stands before it; `None` where the item is text, with or without links in it.
fn title_link(document: &Document, body: BlockId, entry: &Entry) -> Option<(LinkId, Option<Span>)> {
    let (index, link) = document.links_of(entry).iter().enumerate().find(|(_, link)| {
        !link.image && link.has_text && link.within.is_none() && !is_broken_badge(document, entry, link)
    })?;
    let mut before: Option<Span> = None;
    let inlines = document.inlines_of(body);
    let first = inlines.partition_point(|inline| inline.span.end <= entry.own.start);
    for inline in inlines.get(first..).unwrap_or(&[]) {
        if inline.span.start >= link.span.start {
            break;
        }
        match inline.kind {
            InlineKind::Text if is_within_badge(document, entry, inline.link) => {}
            InlineKind::Text if !document.text(inline.span).trim().is_empty() => {
                before = Some(before.map_or(inline.span, |span| span.join(inline.span)));
            }
            // What runs over lines before its first link is prose.
            InlineKind::SoftBreak | InlineKind::HardBreak if before.is_some() => return None,
            _ => {}
        }
    }
    let id = LinkId(entry.links.0 + index as u32);
    let Some(before) = before else { return Some((id, None)) };
    let text = document.text(before);
    let prefix = text.trim();
    if is_prose(text) {
        return None;
    }
    let start = before.start + text.len() - text.trim_start().len();
    Some((id, Some(Span::new(start, start + prefix.len()))))
}

/// Whether `link` is a badge whose image nothing defines, `[![open][open icon]](…)`, before a link that is not one.
fn is_broken_badge(document: &Document, entry: &Entry, link: &Link) -> bool {
    let is_badge = |link: &Link| {
        let text = document.text(link.text);
        text.starts_with("![") && text.ends_with(']') && text.matches("![").count() == 1
    };
    let follows =
        |other: &&Link| other.span.start >= link.span.end && !other.image && other.has_text && !is_badge(other);
    is_badge(link) && document.links_of(entry).iter().any(|other| follows(&other))
}

fn is_within_badge(document: &Document, entry: &Entry, link: Option<LinkId>) -> bool {
    link.and_then(|id| document.link(id)).is_some_and(|link| is_broken_badge(document, entry, link))
}

/// The parts of an item whose title is `link`.
fn linked(document: &Document, body: BlockId, entry: &mut Entry, id: LinkId) {
    let Some(link) = document.link(id) else { return };
    entry.link = Some(id);
    entry.title = Some(link.text);
    let own = trimmed_end(document, entry.own);
    let after = after_title(document, link, own.end);
    if after >= own.end {
        return;
    }
    let extras = extras_end(document, body, after, own.end);
    let end = trailer_start(document, body, extras, own.end);
    if end < own.end {
        entry.trailer = Some(Span::new(end, own.end));
    }
    if let Some(Separated { separator, description }) = between(document.source(), extras, end) {
        entry.extras = (extras > after).then(|| Span::new(after, extras));
        entry.separator = Some(separator);
        entry.description = Some(description);
    }
}

/// The offset after the title's link and the emphasis around it.
fn after_title(document: &Document, link: &Link, end: usize) -> usize {
    let mut after = link.span.end;
    if link.kind == LinkKind::Html {
        let rest = document.text(Span::new(link.text.end, end));
        after = link.text.end + rest.find('>').map_or(0, |close| close + 1);
    }
    after = document.template_at(after).map_or(after, |attributes| attributes.end.min(end));
    let emphasis =
        document.text(Span::new(after, end)).bytes().take_while(|byte| matches!(byte, b'*' | b'_' | b'~')).count();
    after + emphasis
}

/// The parts of an item without a resource: `title - description`.
fn text_only(document: &Document, body: BlockId, entry: &mut Entry) {
    let own = trimmed_end(document, entry.own);
    let end = trailer_start(document, body, own.start, own.end);
    let first_text =
        document.inlines_of(body).iter().find(|inline| inline.kind == InlineKind::Text && inline.link.is_none());
    let found = first_text
        .and_then(|inline| in_text(document.source(), Span::new(inline.span.start, inline.span.end.min(end)), end));
    match found {
        Some(Separated { separator, description }) => {
            entry.title = Some(Span::new(own.start, separator.start));
            entry.separator = Some(separator);
            entry.description = Some(description);
        }
        None if end > own.start => entry.title = Some(Span::new(own.start, end)),
        None => {}
    }
    if end < own.end {
        entry.trailer = Some(Span::new(end, own.end));
    }
}

fn trimmed_end(document: &Document, span: Span) -> Span {
    Span::new(span.start, span.start + document.text(span).trim_end().len())
}
