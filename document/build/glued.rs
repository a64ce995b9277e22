//! Finds the entries that markdown does not see as items: no space after their marker, a sign that is not a marker, no marker at all, or
//! one in the middle of a line.

use crate::build::same_line::{DETAILS, is_detail, leads_elsewhere, within_lines};
use crate::build::separator::{is_marked, is_spaced_dash};
use crate::language::script::{display_width, is_emoji_like};
use crate::model::{Block, BlockId, BlockKind, Document, Glued, GluedKind, InlineKind, Link, LinkKind, Span, Target};

/// The widest text, in columns, that may stand before the URL of a line without a marker.
const TITLE_CAP: usize = 40;
/// A line this wide, in columns, may have been wrapped by its author.
const WRAPPED: usize = 100;
/// Signs that are typed for a marker, and stand for nothing else at the start of a line.
const BULLETS: [char; 15] = ['•', '‣', '◦', '●', '○', '▪', '▫', '■', '□', '◆', '◇', '➤', '∙', '⁃', '⦁'];
/// Signs that are typed for a marker; they may name who said what stands above them, or lead on.
const DASHES: [char; 14] = ['·', '・', '–', '—', '―', '−', '－', '﹣', '‐', '‑', '‒', '►', '▸', '＊'];

/// Those of the paragraph `id`, in order.
pub(super) fn glued_in(document: &Document, id: BlockId) -> Vec<Glued> {
    let mut found = Vec::new();
    let Some(block) = document.block(id).filter(|block| block.kind == BlockKind::Paragraph) else { return found };
    let has_lines = document.has_line_ending(block.span);
    let item = document.block(id).and_then(|block| block.parent).filter(|parent| is_item(document, *parent));
    if !has_lines && item.is_none() && !document.text(block.span).starts_with(['-', '*', '+']) {
        return found;
    }
    if has_lines || item.is_none() {
        let mut reader = ParagraphReader {
            document,
            block,
            id,
            item,
            above: None,
            is_several: false,
            column: column(document, block.span.start),
        };
        for line in lines_of(document, block) {
            let glued = reader.unspaced(line).or_else(|| reader.signed(line)).or_else(|| reader.bare(line));
            reader.above = Some(line);
            reader.is_several |= glued.is_some();
            found.extend(glued);
        }
    }
    if item.is_some() {
        found.extend(within_lines(document, id, block, item));
        found.sort_by_key(|glued| glued.own);
        let starts: Vec<usize> = found.iter().map(|glued| glued.marker.start).collect();
        for (glued, next) in found.iter_mut().zip(starts.iter().skip(1)) {
            let kept = document.text(Span::new(glued.own.start, glued.own.end.min(*next))).trim_end().len();
            glued.own.end = glued.own.start + kept;
        }
    }
    found
}

/// The lines of a leaf block: each from its first character on.
fn lines_of(document: &Document, block: &Block) -> impl Iterator<Item = Span> {
    let last = document.line_of(block.span.end.saturating_sub(1).max(block.span.start));
    (document.line_of(block.span.start)..=last).map(move |line| {
        let content = document.lines().content(line, document.source());
        let content = Span::new(content.start.max(block.span.start), content.end);
        let text = document.text(content);
        let start = content.start + text.len() - text.trim_start().len();
        Span::new(start, start + text.trim().len())
    })
}

fn is_item(document: &Document, id: BlockId) -> bool {
    document.block(id).is_some_and(|block| matches!(block.kind, BlockKind::Item { .. }))
}

fn column(document: &Document, offset: usize) -> usize {
    offset - document.lines().span(document.line_of(offset)).start
}

/// The link that begins at `offset`. At the start of an item, `[label]: …` would not be one but a definition.
fn link_at(document: &Document, offset: usize) -> Option<&Link> {
    let at = document.links().partition_point(|link| link.span.start < offset);
    document.links().get(at).filter(|link| {
        let after = document.source().get(link.span.end..).unwrap_or("");
        link.span.start == offset && !(link.kind == LinkKind::Reference && after.starts_with(':'))
    })
}

/// The link with a text that begins at `offset`, emphasis and a task box before it left out.
fn title_at(document: &Document, offset: usize, end: usize) -> Option<&Link> {
    let text = document.text(Span::new(offset, end));
    let boxed = ["[ ] ", "[x] ", "[X] "].iter().find_map(|task| text.strip_prefix(task)).unwrap_or(text);
    let plain = boxed.trim_start_matches(['*', '_', '~']);
    link_at(document, end - plain.len()).filter(|link| !link.image && link.has_text && link.span.end <= end)
}

/// Where the title begins on a line that goes on at `offset` with emoji or images.
fn behind_pictures(document: &Document, offset: usize, end: usize) -> usize {
    let text = document.text(Span::new(offset, end));
    let rest = text.trim_start_matches(|character: char| is_emoji_like(character) || character == ' ');
    let at = end - rest.len();
    let image = link_at(document, at).filter(|link| link.image && link.span.end < end);
    image.map_or(at, |image| behind_pictures(document, image.span.end, end))
}

/// A paragraph that is read line by line.
struct ParagraphReader<'a> {
    document: &'a Document,
    block: &'a Block,
    id: BlockId,
    item: Option<BlockId>,
    /// The line before.
    above: Option<Span>,
    /// Whether a line above is an entry of its own.
    is_several: bool,
    /// That of the paragraph's first character.
    column: usize,
}

impl ParagraphReader<'_> {
    fn glued(&self, kind: GluedKind, marker: Span, line: Span) -> Glued {
        Glued { kind, body: self.id, item: self.item, marker, own: Span::new(marker.end, line.end) }
    }

    /// `-[title](…)`, `-**[title](…)**`, `-[ ] [title](…)`; below an item `1.[title](…)` too.
    fn unspaced(&self, line: Span) -> Option<Glued> {
        let document = self.document;
        let text = document.text(line);
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let is_number = (1..=3).contains(&digits) && self.is_below_item(line);
        let after = match text.as_bytes().get(digits)? {
            b'-' | b'*' | b'+' if digits == 0 => text.get(1..)?,
            b'.' | b')' if is_number => text.get(digits + 1..)?,
            _ => return None,
        };
        let marker = Span::new(line.start, line.end - after.len());
        let is_title = after.starts_with(['[', '<', '*', '_', '!']) || after.starts_with(is_emoji_like);
        if !is_title || after.starts_with(text.get(..1)?) {
            return None;
        }
        let title = behind_pictures(document, marker.end, line.end);
        title_at(document, title, line.end)?;
        // The marker of emphasis is not text, and in a quote a dash names the author.
        let inlines = document.inlines_of(self.id);
        let at = inlines.partition_point(|inline| inline.span.end <= line.start);
        let literal = inlines.get(at)?;
        let is_literal = literal.kind == InlineKind::Text && literal.span.covers(line.start);
        let is_quoted = document.ancestors(self.id).any(|block| block.kind == BlockKind::Quote);
        (is_literal && !is_quoted).then(|| self.glued(GluedKind::Unspaced, marker, line))
    }

    /// `• [title](…)`, `-- [title](…)` below an item that is an entry.
    fn signed(&self, line: Span) -> Option<Glued> {
        let document = self.document;
        let text = document.text(line);
        let first = text.chars().next()?;
        let after = if BULLETS.contains(&first) || DASHES.contains(&first) {
            text.get(first.len_utf8()..)?
        } else {
            // What was written elsewhere and brought here has `\-`.
            let marks = ["--", "\\-", "\\*", "\\+"].into_iter().find_map(|marks| text.strip_prefix(marks));
            marks.filter(|after| after.starts_with([' ', '\t']))?
        };
        let rest = after.trim_start_matches([' ', '\t']);
        let marker = Span::new(line.start, line.end - rest.len());
        let link = title_at(document, marker.end, line.end)?;
        let behind = document.text(Span::new(link.span.end, line.end)).trim_start_matches(['*', '_', '~']);
        let is_entry = self.is_below_entry(line) && (BULLETS.contains(&first) || is_marked(behind));
        is_entry.then(|| self.glued(GluedKind::Sign, marker, line))
    }

    /// A resource without a marker: a link as the item's own begins with one, or a short title and a URL.
    fn bare(&self, line: Span) -> Option<Glued> {
        let document = self.document;
        let above = self.above?;
        if self.is_aligned_entry(line, above) {
            return Some(self.glued(GluedKind::Bare, Span::at(line.start), line));
        }
        if !self.is_below_item(line) || document.text(line).starts_with(['|', '#', '>']) {
            return None;
        }
        let is_resource = match title_at(document, line.start, line.end) {
            Some(link) if document.text(line).starts_with(['[', '*', '_']) => self.is_titled(link, line, above),
            _ => is_complete(document, above) && is_named_url(document, line),
        };
        let is_certain = is_resource && self.is_in_list();
        is_certain.then(|| self.glued(GluedKind::Bare, Span::at(line.start), line))
    }

    /// Whether more than one entry is in the list.
    fn is_in_list(&self) -> bool {
        let list = self.item.and_then(|item| self.document.block(item)).and_then(|item| item.parent);
        self.is_several || list.is_some_and(|list| self.document.children_of(list).nth(1).is_some())
    }

    /// Whether the line, which is indented as the text of an item is, is written as an entry, and is one of another site.
    fn is_aligned_entry(&self, line: Span, above: Span) -> bool {
        let document = self.document;
        let is_aligned = self.item.is_some() && column(document, line.start) == self.column;
        let Some(link) = title_at(document, line.start, line.end).filter(|_| is_aligned) else { return false };
        let behind = document.text(Span::new(link.span.end, line.end)).trim_start_matches(['*', '_', '~']);
        let own = title_at(document, self.block.span.start, above.end);
        let is_alike = own.is_some_and(|own| is_spaced_dash(document.source().get(own.span.end..).unwrap_or("")));
        is_alike
            && is_spaced_dash(behind)
            && is_complete(document, above)
            && !is_detail(document.text(link.text))
            && leads_elsewhere(document, self.block, link)
            && self.is_in_list()
    }

    /// Whether the line that begins with `link` is written as the entry is that it stands under.
    fn is_titled(&self, link: &Link, line: Span, above: Span) -> bool {
        let document = self.document;
        if matches!(link.target, Target::Anchor(_)) || !self.is_below_entry(line) || is_detail(document.text(link.text))
        {
            return false;
        }
        let behind = document.text(Span::new(link.span.end, line.end)).trim_start_matches(['*', '_', '~']);
        if is_complete(document, above) {
            return behind.trim().is_empty() || is_marked(behind);
        }
        // Where descriptions end without a mark, the separator decides.
        let text = document.text(above);
        let is_open = text.ends_with(|character: char| !character.is_alphanumeric());
        let word = text.rsplit(char::is_whitespace).next().unwrap_or("").to_lowercase();
        let own = title_at(
            document,
            self.block.span.start,
            document.lines().content(document.line_of(self.block.span.start), document.source()).end,
        );
        let is_alike = own.is_some_and(|own| is_marked(document.source().get(own.span.end..).unwrap_or("")));
        is_marked(behind) && is_alike && !is_open && !DETAILS.contains(&word.as_str()) && display_width(text) <= WRAPPED
    }

    /// Whether the line goes on from an item without being indented as its text is.
    fn is_below_item(&self, line: Span) -> bool {
        self.item.is_some() && self.above.is_some() && column(self.document, line.start) < self.column
    }

    /// Whether that item begins with a link.
    fn is_below_entry(&self, line: Span) -> bool {
        let first = self.document.lines().content(self.document.line_of(self.block.span.start), self.document.source());
        self.is_below_item(line) && title_at(self.document, self.block.span.start, first.end).is_some()
    }
}

/// Whether the line at `above` is complete: nothing in it is to be continued.
fn is_complete(document: &Document, above: Span) -> bool {
    let text = document.text(above);
    display_width(text) <= WRAPPED
        && text.ends_with(['.', '!', '?', '。', '！', '？', '…', '．', '।', '۔', ')', '）', ']', '】', '`', '>', '*'])
}

/// Whether the line is a short title and a URL.
fn is_named_url(document: &Document, line: Span) -> bool {
    let first = document.links().partition_point(|link| link.span.start < line.start);
    let Some(resource) = document.links().get(first).filter(|link| link.span.end <= line.end) else { return false };
    let before = document.text(Span::new(line.start, resource.span.start));
    let title = before.trim_end();
    matches!(resource.kind, LinkKind::Literal | LinkKind::Autolink)
        && title.len() < before.len()
        && title.ends_with(|character: char| character.is_alphanumeric() || matches!(character, ')' | '）'))
        && title.starts_with(char::is_alphanumeric)
        && !is_detail(title)
        && display_width(title) <= TITLE_CAP
}
