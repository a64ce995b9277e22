//! Edits of a table of contents: single lines, in the indentation, marker and spelling that it has.

use crate::anchors::anchor_index::attribute_id;
use crate::anchors::contents_map::{ContentsMap, Line};
use crate::anchors::fragments::spelled_like;
use crate::engine::diagnostic::Edit;
use crate::engine::normal_text::undecorated;
use curate_document::{Document, EditionId, LinkKind, Section, Span};

/// Makes edits of one table of contents.
#[derive(Clone, Copy)]
pub struct ContentsEditor<'a> {
    /// The contents.
    pub map: &'a ContentsMap<'a>,
    /// The edition that they are in.
    pub edition: EditionId,
    /// The lines in the order of their sections.
    pub in_order: &'a [bool],
}

impl ContentsEditor<'_> {
    /// Edits that make `line` lead to `section`, and say what it says where `with_text`.
    pub fn redirected(&self, line: &Line<'_>, section: &Section, with_text: bool) -> Option<Vec<Edit>> {
        let document = self.document();
        let link = line.link;
        let destination = document.text(link.destination);
        if link.kind != LinkKind::Inline || destination.strip_prefix('#') != Some(line.anchor) {
            return None;
        }
        let anchor = format!("#{}", spelled_like(&section.slug, line.anchor));
        let mut edits = Vec::new();
        if with_text {
            edits.push(self.edit(link.text, self.text_of(section)));
        }
        if anchor != destination {
            edits.push(self.edit(link.destination, anchor));
        }
        Some(edits)
    }

    /// The edit that puts lines for `sections`, which follow each other in the document without a line between, where
    /// they belong; and the line after which that is.
    pub fn inserted(&self, sections: &[usize]) -> Option<(Edit, Option<usize>)> {
        let before = self.line_before(*sections.first()?)?;
        let mut depth = before.and_then(|line| self.map.lines.get(line)).map(|line| line.item.depth);
        let mut text = String::new();
        let at = self.offset_after(before, *sections.first()?)?;
        let line_end = if self.document().source().contains("\r\n") { "\r\n" } else { "\n" };
        for index in sections {
            let section = self.map.section(*index)?;
            let model = self.model(section)?;
            let most = depth.map_or(0, |depth| depth + 1);
            if model.item.depth > most {
                return None;
            }
            depth = Some(model.item.depth);
            let prefix = self.prefix(model)?;
            let anchor = spelled_like(&section.slug, model.anchor);
            text.push_str(&format!("{prefix}[{}](#{anchor}){line_end}", self.text_of(section)));
        }
        let source = self.document().source();
        if at == source.len() && !source.ends_with(['\n', '\r']) {
            text = format!("{line_end}{}", text.trim_end());
        }
        Some((self.edit(Span::at(at), text), before))
    }

    /// Edits that move `line` after the line that comes before it in the document.
    pub fn moved(&self, index: usize) -> Option<Vec<Edit>> {
        let line = self.map.lines.get(index)?;
        let section = self.map.section_of_line(index)?;
        let before = self.line_before(section)?;
        let depth = before.and_then(|line| self.map.lines.get(line)).map(|line| line.item.depth);
        self.prefix(line)?;
        if !line.leaf || line.item.depth > depth.map_or(0, |depth| depth + 1) {
            return None;
        }
        let own = self.whole_line(line)?;
        let at = self.offset_after(before, section)?;
        let text = self.document().text(own);
        let ends = text.ends_with('\n') && !own.contains(Span::at(at));
        ends.then(|| vec![self.edit(own, ""), self.edit(Span::at(at), text)])
    }

    /// The edit that gives `line` the indentation of the lines of its level.
    pub fn indented(&self, index: usize) -> Option<Vec<Edit>> {
        let line = self.map.lines.get(index)?;
        let section = self.map.section(self.map.section_of_line(index)?)?;
        let model = self.model(section)?;
        let own = self.prefix(line)?;
        let wanted = self.prefix(model)?;
        let before = index.checked_sub(1).and_then(|before| self.map.lines.get(before));
        let fits = model.item.depth <= before.map_or(0, |before| before.item.depth + 1);
        let start = line.link.span.start.checked_sub(own.len())?;
        (line.leaf && fits && own != wanted).then(|| vec![self.edit(Span::new(start, line.link.span.start), wanted)])
    }

    /// The edit that takes `line` out.
    pub fn removed(&self, line: &Line<'_>) -> Option<Vec<Edit>> {
        let own = self.whole_line(line).filter(|_| line.leaf && self.map.lines.len() > 1)?;
        Some(vec![self.edit(own, "")])
    }

    /// The line, in order, of the last section before `section` that has one; `None` inside where there is none. Nothing
    /// where the lines around are not in order.
    fn line_before(&self, section: usize) -> Option<Option<usize>> {
        let placed = |section: &usize| {
            let line = self.map.line_of.get(*section).copied().flatten()?;
            (self.in_order.get(line) == Some(&true)).then_some(line)
        };
        let before = (0..section).rev().find_map(|section| placed(&section));
        let after = (section + 1..self.map.line_of.len()).find_map(|section| placed(&section));
        match (before, after) {
            (Some(before), Some(after)) if before > after => None,
            (None, None) => None,
            (before, _) => Some(before),
        }
    }

    /// The offset of the line that follows the one at `before` when `section` is put there.
    fn offset_after(&self, before: Option<usize>, section: usize) -> Option<usize> {
        let document = self.document();
        let Some(before) = before.and_then(|line| self.map.lines.get(line)) else {
            return Some(document.lines().span(document.line_of(self.map.contents.span.start)).start);
        };
        let deeper = self
            .map
            .section(section)
            .and_then(|section| self.model(section))
            .is_some_and(|model| model.item.depth > before.item.depth);
        let block = document.block(before.item.block)?.span;
        let end = if deeper { before.item.span.end } else { block.start + document.text(block).trim_end().len() };
        // An item of several lines may go on with anything.
        let last = document.line_of(end.checked_sub(1)?);
        Some(document.lines().span(last).end)
    }

    /// A line like that of `section`: under the same section, else of the same level, the nearest one.
    fn model(&self, section: &Section) -> Option<&Line<'_>> {
        let same_level = |line: &&Line<'_>| {
            let other = line.stands_for.section().and_then(|other| self.map.section(other));
            other.is_some_and(|other| other.level == section.level && other.slug != section.slug)
        };
        let sibling = |line: &&Line<'_>| {
            let other = line.stands_for.section().and_then(|other| self.map.section(other));
            other.is_some_and(|other| other.parent == section.parent)
        };
        let depth = crate::anchors::contents_expected::depths(self.map).get(&section.level).copied();
        let usable = |line: &&Line<'_>| {
            same_level(line) && depth.is_none_or(|depth| line.item.depth == depth) && self.prefix(line).is_some()
        };
        let far = |line: &&Line<'_>| {
            let other =
                line.stands_for.section().and_then(|other| self.map.section(other)).map_or(0, |other| other.span.start);
            other.abs_diff(section.span.start)
        };
        let lines = || self.map.lines.iter().filter(usable);
        lines().filter(sibling).min_by_key(far).or_else(|| lines().min_by_key(far))
    }

    /// Indentation and marker of a line that has nothing beside its link; not a number that counts.
    fn prefix(&self, line: &Line<'_>) -> Option<String> {
        let document = self.document();
        let source_line = document.lines().content(document.line_of(line.link.span.start), document.source());
        let prefix = document.text(Span::new(source_line.start, line.link.span.start));
        let rest = document.text(Span::new(line.link.span.end, source_line.end));
        let marker = prefix.trim();
        let counts = marker.starts_with(|first: char| first.is_ascii_digit());
        let is_marker = matches!(marker, "-" | "*" | "+") || (counts && self.has_one_number(marker));
        (is_marker && rest.trim().is_empty() && line.link.kind == LinkKind::Inline).then(|| prefix.to_owned())
    }

    /// Whether every numbered line has the same number.
    fn has_one_number(&self, marker: &str) -> bool {
        let document = self.document();
        self.map.contents.items.len() > 1
            && self.map.contents.items.iter().all(|item| {
                let text = document.text(item.span);
                !text.starts_with(|first: char| first.is_ascii_digit()) || text.starts_with(&format!("{marker} "))
            })
    }

    /// All bytes of the line that `line` is on, where it is on one alone.
    fn whole_line(&self, line: &Line<'_>) -> Option<Span> {
        let document = self.document();
        let number = document.line_of(line.item.span.start);
        (number == document.line_of(line.item.span.end.saturating_sub(1))).then(|| document.lines().span(number))
    }

    /// What a line says of `section`: its heading without markup, and without emoji where the other lines have none.
    fn text_of(&self, section: &Section) -> String {
        let rendered = section.rendered.trim();
        let rendered = attribute_id(rendered)
            .and_then(|_| rendered.rsplit_once("{#"))
            .map_or(rendered, |(text, _)| text.trim_end());
        let decorated = |text: &str| text.chars().any(curate_document::script::is_emoji_like);
        let mut kept = 0_usize;
        let mut dropped = 0_usize;
        for line in &self.map.lines {
            let other = line.stands_for.section().and_then(|other| self.map.section(other));
            if let Some(other) = other
                .filter(|other| decorated(&other.rendered) && undecorated(&other.rendered) == undecorated(&line.text))
            {
                let counted =
                    if decorated(&line.text) || !decorated(&other.rendered) { &mut kept } else { &mut dropped };
                *counted += 1;
            }
        }
        let bare: String =
            rendered.chars().filter(|character| !curate_document::script::is_emoji_like(*character)).collect();
        let text = if dropped > kept && !bare.trim().is_empty() { bare.trim() } else { rendered };
        escaped(text)
    }

    fn edit(&self, span: Span, text: impl Into<String>) -> Edit {
        Edit { edition: self.edition, span, text: text.into() }
    }

    fn document(&self) -> &Document {
        self.map.document
    }
}

/// `text` with a backslash before what would be markup in a link's text.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (index, character) in text.char_indices() {
        let inside_word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        let before = text.get(..index).and_then(|before| before.chars().next_back());
        let after = text.get(index + character.len_utf8()..).and_then(|after| after.chars().next());
        let is_markup = match character {
            '[' | ']' | '*' | '`' | '<' | '\\' => true,
            '_' => !(inside_word(before) && inside_word(after)),
            _ => false,
        };
        if is_markup {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
