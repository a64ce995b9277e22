//! Edits of a table of contents: single lines, in the indentation, marker and spelling that it has.

use crate::anchors::support::contents_habits::is_sorted;
use crate::anchors::support::contents_label::label;
use crate::anchors::support::contents_map::{ContentsLine, ContentsMap, StandsFor};
use crate::anchors::support::contents_mentions::Mention;
use crate::anchors::support::contents_targets::given_anchor;
use crate::anchors::support::fragment_spelling::spelled_like;
use crate::anchors::support::model_line::{model_line, page, prefix};
use crate::api::diagnostic::{Applicability, Edit, Effects, Finding, Fix};
use crate::api::template::Text;
use curate_document::normal_text::{folded, undecorated};
use curate_document::{Document, EditionId, LinkKind, Section, Span};

/// Makes edits of one table of contents.
#[derive(Clone, Copy)]
pub(crate) struct ContentsEditor<'a> {
    /// The contents.
    pub map: &'a ContentsMap<'a>,
    /// The edition that they are in.
    pub edition: EditionId,
    /// The lines in the order of their sections.
    pub in_order: &'a [bool],
    /// What stands for every single edit: all lines anew, where comments mark the contents off as made from the headings.
    pub renewal: Option<&'a Edit>,
}

impl ContentsEditor<'_> {
    /// Edits that make `line` lead to `section`, and say what it says where `with_text`.
    pub(crate) fn redirected(&self, line: &ContentsLine<'_>, section: &Section, with_text: bool) -> Option<Vec<Edit>> {
        let document = self.document();
        let link = line.link;
        let destination = document.text(link.destination);
        let page = page(destination, line)?;
        // Marks of emphasis that the anchor took with it would be lost.
        let has_marks = line.anchor.contains(['*', '~', '`']);
        if link.kind != LinkKind::Inline || !has_letters(&section.slug) || has_marks {
            return None;
        }
        let anchor = format!("{page}#{}", spelled_like(&section.slug, line.anchor));
        let mut edits = Vec::new();
        if with_text {
            edits.push(self.edit(link.text, label(self.map, line, section).0));
        }
        if anchor != destination {
            edits.push(self.edit(link.destination, anchor));
        }
        Some(edits)
    }

    /// The edit that makes `line`, which leads to `section`, say what its heading says; the anchor may be one of its own.
    pub(crate) fn reworded(&self, line: &ContentsLine<'_>, section: &Section) -> Option<Vec<Edit>> {
        (line.link.kind == LinkKind::Inline).then(|| vec![self.edit(line.link.text, label(self.map, line, section).0)])
    }

    /// Whether the lines at the depth of `line` are worded in one way, so that this one can follow the heading of `section`.
    pub(crate) fn is_worded_like_headings(&self, line: &ContentsLine<'_>, section: &Section) -> bool {
        label(self.map, line, section).1
    }

    /// The edit that puts lines for `sections`, which follow each other in the document without a line between, where
    /// they belong; the line after which that is; and whether there is no doubt of it: the contents are worded in one way, and no
    /// line beside that place leads nowhere.
    pub(crate) fn inserted(&self, sections: &[usize]) -> Option<(Edit, Option<usize>, bool)> {
        let mut is_sure = !self.is_dead_beside(*sections.first()?);
        let before = self.line_before(*sections.first()?)?;
        let mut depth = before.and_then(|line| self.map.lines.get(line)).map(|line| line.item.depth);
        let mut text = String::new();
        let at = self.offset_after(before, *sections.first()?)?;
        let line_end = if self.document().source().contains("\r\n") { "\r\n" } else { "\n" };
        for index in sections {
            let section = self.map.section(*index)?;
            let model = model_line(self.map, section)?;
            let most = depth.map_or(0, |depth| depth + 1);
            if model.item.depth > most {
                return None;
            }
            depth = Some(model.item.depth);
            let (line, is_known) = self.line_for(*index)?;
            is_sure &= is_known && !self.breaks_alphabet(before, model, section);
            text.push_str(&format!("{line}{line_end}"));
        }
        let source = self.document().source();
        if at == source.len() && !source.ends_with(['\n', '\r']) {
            text = format!("{line_end}{}", text.trim_end());
        }
        Some((self.edit(Span::at(at), text), before, is_sure))
    }

    /// The edit that makes the link of `mention`, a broken one to the section at `index` and nothing else, whole. Nothing where it
    /// stands out of order.
    pub(crate) fn rewritten(&self, index: usize, mention: &Mention) -> Option<Edit> {
        let section = self.map.section(index)?;
        let before = self.line_before(index)?.and_then(|line| self.map.lines.get(line));
        let next = (index + 1..self.map.line_of.len()).find_map(|section| self.placed(section));
        let next = next.and_then(|line| self.map.lines.get(line));
        let is_placed = before.is_none_or(|line| line.link.span.end <= mention.span.start)
            && next.is_none_or(|line| line.item.span.start >= mention.span.end);
        let is_broken = mention.is_inside && mention.is_broken_link(&self.map.name(section), &self.anchors(index));
        let (text, is_sure) = self.line_for(index).filter(|_| is_placed && is_broken)?;
        is_sure.then(|| self.edit(mention.span, text))
    }

    /// The anchors of the section at `index`: that of its heading, and one given beside it.
    pub(crate) fn anchors(&self, index: usize) -> Vec<&str> {
        let own = self.map.section(index).map(|section| &*section.slug);
        own.into_iter().chain(given_anchor(self.map.document, index)).collect()
    }

    /// The line, in order, of the section at `section`.
    fn placed(&self, section: usize) -> Option<usize> {
        self.map.line_of.get(section).copied().flatten().filter(|line| self.in_order.get(*line) == Some(&true))
    }

    /// What the contents would say of the section at `index`, without the end of the line; whether there is no doubt of it.
    pub(crate) fn line_for(&self, index: usize) -> Option<(String, bool)> {
        let section = self.map.section(index)?;
        let model = model_line(self.map, section)?;
        let prefix = prefix(self.map, model)?;
        let (anchor, is_known) = self.anchor_like(index, section, model);
        let anchor = spelled_like(anchor, model.anchor);
        let page = page(self.document().text(model.link.destination), model)?;
        let (label, is_usual) = label(self.map, model, section);
        Some((format!("{prefix}[{label}]({page}#{anchor})"), is_usual && is_known))
    }

    /// The anchor of the section at `index` as `model` has that of its own, be it from the heading or given beside it; whether
    /// there is no doubt of it.
    fn anchor_like<'s>(&'s self, index: usize, section: &'s Section, model: &ContentsLine<'_>) -> (&'s str, bool) {
        let document = self.document();
        let other = model.stands_for.section();
        let given = given_anchor(document, index);
        let of_model = other.and_then(|other| given_anchor(document, other));
        let goes_by_given = of_model == Some(model.anchor)
            && other.and_then(|other| self.map.section(other)).is_some_and(|other| *other.slug != *model.anchor);
        match given {
            Some(given) if goes_by_given => (given, true),
            _ => (&section.slug, given.is_none() || of_model.is_some()),
        }
    }

    /// Whether a line that leads nowhere stands where that of `section` would: it may be the line that is missed.
    fn is_dead_beside(&self, section: usize) -> bool {
        let first = (0..section).rev().find_map(|section| self.placed(section)).map_or(0, |line| line + 1);
        let after = (section + 1..self.map.line_of.len()).find_map(|section| self.placed(section));
        let end = after.unwrap_or(self.map.lines.len());
        let between = self.map.lines.get(first..end.max(first)).unwrap_or(&[]);
        between.iter().any(|line| line.stands_for == StandsFor::Nothing)
    }

    /// Whether the contents are in alphabetical order, and a line for `section`, written like `model`, would not be after `before`.
    fn breaks_alphabet(&self, before: Option<usize>, model: &ContentsLine<'_>, section: &Section) -> bool {
        if !is_sorted(self.map) {
            return false;
        }
        let name = folded(&undecorated(&self.map.name(section)));
        let at = before.map_or(0, |line| line + 1);
        let (above, below) = self.map.lines.split_at(at.min(self.map.lines.len()));
        let is_sibling = |line: &&ContentsLine<'_>| line.item.depth == model.item.depth;
        let text = |line: &ContentsLine<'_>| folded(&undecorated(&line.text));
        above.iter().rev().find(is_sibling).is_some_and(|line| text(line) > name)
            || below.iter().find(is_sibling).is_some_and(|line| text(line) < name)
    }

    /// Edits that move `line` after the line that comes before it in the document.
    pub(crate) fn moved(&self, index: usize) -> Option<Vec<Edit>> {
        let line = self.map.lines.get(index)?;
        let section = self.map.section_of_line(index)?;
        let before = self.line_before(section)?;
        let depth = before.and_then(|line| self.map.lines.get(line)).map(|line| line.item.depth);
        prefix(self.map, line)?;
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
    pub(crate) fn indented(&self, index: usize) -> Option<Vec<Edit>> {
        let line = self.map.lines.get(index)?;
        let section = self.map.section(self.map.section_of_line(index)?)?;
        let model = model_line(self.map, section)?;
        let own = prefix(self.map, line)?;
        let wanted = prefix(self.map, model)?;
        let before = index.checked_sub(1).and_then(|before| self.map.lines.get(before));
        let fits = model.item.depth <= before.map_or(0, |before| before.item.depth + 1);
        let start = line.link.span.start.checked_sub(own.len())?;
        (line.leaf && fits && own != wanted).then(|| vec![self.edit(Span::new(start, line.link.span.start), wanted)])
    }

    /// The edit that takes `line` out.
    pub(crate) fn removed(&self, line: &ContentsLine<'_>) -> Option<Vec<Edit>> {
        let own = self.whole_line(line).filter(|_| line.leaf && self.map.lines.len() > 1)?;
        Some(vec![self.edit(own, "")])
    }

    /// The line, in order, of the last section before `section` that has one; `None` inside where there is none. Nothing
    /// where the lines around are not in order.
    fn line_before(&self, section: usize) -> Option<Option<usize>> {
        let before = (0..section).rev().find_map(|section| self.placed(section));
        let after = (section + 1..self.map.line_of.len()).find_map(|section| self.placed(section));
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
            .and_then(|section| model_line(self.map, section))
            .is_some_and(|model| model.item.depth > before.item.depth);
        let block = document.block(before.item.block)?.span;
        let end = if deeper { before.item.span.end } else { block.start + document.text(block).trim_end().len() };
        // An item of several lines may go on with anything.
        let last = document.line_of(end.checked_sub(1)?);
        Some(document.lines().span(last).end)
    }

    /// All bytes of the line that `line` is on, where it is on one alone.
    fn whole_line(&self, line: &ContentsLine<'_>) -> Option<Span> {
        let document = self.document();
        let number = document.line_of(line.item.span.start);
        (number == document.line_of(line.item.span.end.saturating_sub(1))).then(|| document.lines().span(number))
    }

    /// `finding` with `edits` as its fix, where there are any.
    pub(crate) fn with_fix(
        &self,
        finding: Finding,
        title: Text,
        applicability: Applicability,
        edits: Option<Vec<Edit>>,
    ) -> Finding {
        let (title, applicability, edits) = match self.renewal {
            Some(edit) => (text!("Bring the contents in step"), Applicability::Safe, vec![edit.clone()]),
            None => (title, applicability, edits.unwrap_or_default()),
        };
        if edits.is_empty() {
            return finding;
        }
        let effects = Effects {
            contents: true,
            keys: self.map.contents.by_address,
            links: self.map.contents.by_address,
            entries: self.map.contents.by_address,
            ..Effects::NONE
        };
        let fix = Fix::of(title, applicability).with_effects(effects);
        finding.fix(edits.into_iter().fold(fix, |fix, edit| fix.edit(edit.edition, edit.span, edit.text)))
    }

    /// A finding at the link of `line` that points to the heading of `section` too.
    pub(crate) fn beside_heading(&self, line: &ContentsLine<'_>, section: &Section, message: Text) -> Finding {
        Finding::at(line.link.span, message).label(self.edition, section.title, text!("the heading"))
    }

    /// The line of the document that the heading of `section` is on.
    pub(crate) fn heading_line(&self, section: &Section) -> usize {
        self.document().line_of(section.title.start)
    }

    pub(crate) fn edit(&self, span: Span, text: impl Into<String>) -> Edit {
        Edit { edition: self.edition, span, text: text.into() }
    }

    fn document(&self) -> &Document {
        self.map.document
    }
}

/// Whether `anchor` says anything: that of `## 🔥` is empty, and that of a second such heading is `-1`.
pub(crate) fn has_letters(anchor: &str) -> bool {
    anchor.contains(char::is_alphabetic) || anchor.starts_with(char::is_alphanumeric)
}
