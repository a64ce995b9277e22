//! What is wrong with single lines of the contents, for anchors/toc.

use crate::anchors::support::contents_expected::listed_ancestor;
use crate::anchors::support::contents_fix::{ContentsEditor, has_letters};
use crate::anchors::support::contents_map::{ContentsLine, StandsFor};
use crate::anchors::support::contents_pairing::unlisted_beside;
use crate::anchors::support::contents_targets::Destination;
use crate::anchors::support::name_likeness::{are_alike, differs};
use crate::api::diagnostic::{Applicability, Finding, Severity};
use curate_document::Section;
use curate_document::normal_text::letters;
use std::collections::BTreeMap;

/// What is known of one table of contents.
pub(crate) struct LineFindings<'a> {
    /// Edits of the contents.
    pub editor: ContentsEditor<'a>,
    /// The usual depth of lines by the level of their headings.
    pub depths: BTreeMap<u8, u8>,
    /// Whether the contents are worded otherwise than the headings on purpose.
    pub own_wording: bool,
}

impl LineFindings<'_> {
    /// A line that leads elsewhere or nowhere, has another text or another depth.
    pub(crate) fn line(&self, index: usize, line: &ContentsLine<'_>) -> Option<Finding> {
        let section = line.stands_for.section().and_then(|section| self.editor.map.section(section));
        match (line.stands_for, section) {
            (StandsFor::Nothing, _) => Some(self.stale(index, line)),
            (StandsFor::ByText(_), Some(section)) => Some(self.elsewhere(line, section)),
            (StandsFor::ByPlace(_), Some(section)) => Some(self.renamed(line, section)),
            (StandsFor::ByLikeness(_), Some(section)) => Some(self.alike(line, section)),
            (StandsFor::Section(id), Some(section)) => self.text(line, section).or_else(|| self.depth(index, line, id)),
            _ => None,
        }
    }

    fn stale(&self, index: usize, line: &ContentsLine<'_>) -> Finding {
        let message = text!(
            "the contents list `{name}`, but no heading has the anchor `#{anchor}`",
            name = &*line.text,
            anchor = line.anchor,
        );
        let finding = Finding::at(line.link.span, message);
        let unlisted = unlisted_beside(self.editor.map, self.editor.in_order, index);
        let Some(section) = unlisted.first().and_then(|section| self.editor.map.section(*section)) else {
            let finding = finding.help(text!("remove the line, or bring the heading back"));
            let edits = self.editor.removed(line);
            return self.editor.with_fix(finding, text!("Remove the line"), Applicability::Unsafe, edits);
        };
        // The heading may have another name now: with the line, its section would be lost.
        let (name, at) = (self.editor.map.name(section), self.editor.heading_line(section));
        finding.help(match unlisted.len() - 1 {
            0 => text!(
                "if the heading was renamed, list it by its new name (`{name}` on line {at} is in no line); else remove the line",
                name,
                at,
            ),
            others => plural!(
                others,
                "if the heading was renamed, list it by its new name (`{name}` on line {at} is in no line, as is one other \
                 heading); else remove the line",
                "if the heading was renamed, list it by its new name (`{name}` on line {at} is in no line, as are {others} \
                 other headings); else remove the line",
                name,
                at,
            ),
        })
    }

    fn elsewhere(&self, line: &ContentsLine<'_>, section: &Section) -> Finding {
        if !has_letters(&section.slug) {
            let at = self.editor.heading_line(section);
            let message = text!(
                "`{name}` leads nowhere: its heading on line {at} has no letters to make an anchor of",
                name = &*line.text,
                at,
            );
            return self
                .editor
                .beside_heading(line, section, message)
                .help(text!("give the heading a name in letters"));
        }
        let message = text!(
            "`{name}` leads to `#{wrong}`; its heading on line {at} has the anchor `#{anchor}`",
            name = &*line.text,
            wrong = line.anchor,
            at = self.editor.heading_line(section),
            anchor = &*section.slug,
        );
        let finding = self.editor.beside_heading(line, section, message);
        let title = text!("Link to `#{anchor}`", anchor = &*section.slug);
        let (finding, safety) = if self.is_misled(line) {
            (finding, Applicability::Safe)
        } else {
            (finding.at_most(Severity::Hint), Applicability::Unsafe)
        };
        self.editor.with_fix(finding, title, safety, self.editor.redirected(line, section, false))
    }

    /// Whether the anchor of `line` surely is not the one that is meant: nothing has it, or it is that of another line's section.
    fn is_misled(&self, line: &ContentsLine<'_>) -> bool {
        match line.destination {
            Some(Destination::Section(section)) => !self.editor.map.is_free(section),
            Some(Destination::Elsewhere) => false,
            Some(Destination::Top) | None => true,
        }
    }

    fn renamed(&self, line: &ContentsLine<'_>, section: &Section) -> Finding {
        let (at, name) = (self.editor.heading_line(section), self.editor.map.name(section));
        let message = text!(
            "`{text}` leads nowhere; the heading at this place is `{name}` on line {at}",
            text = &*line.text,
            name = &*name,
            at,
        );
        let finding = self.editor.beside_heading(line, section, message);
        let with_text = letters(&line.text) != letters(&name) && self.editor.is_worded_like_headings(line, section);
        let safety = if are_alike(&line.text, &name) { Applicability::Safe } else { Applicability::Unsafe };
        let edits = if self.own_wording { None } else { self.editor.redirected(line, section, with_text) };
        let title = if with_text {
            text!("List `{name}`", name)
        } else {
            text!("Link to `#{anchor}`", anchor = &*section.slug)
        };
        self.editor.with_fix(finding, title, safety, edits)
    }

    /// A line that leads nowhere, where a heading elsewhere has nearly its name.
    fn alike(&self, line: &ContentsLine<'_>, section: &Section) -> Finding {
        let (at, name) = (self.editor.heading_line(section), self.editor.map.name(section));
        let is_same = !differs(&line.text, &name);
        let (text, anchor) = (&*line.text, &*section.slug);
        let message = if is_same {
            text!("`{text}` leads nowhere; the heading on line {at} has the anchor `#{anchor}`", text, at, anchor)
        } else {
            text!(
                "`{text}` leads nowhere; the heading of `{name}` on line {at} has the anchor `#{anchor}`",
                text,
                name = &*name,
                at,
                anchor,
            )
        };
        let finding = self.editor.beside_heading(line, section, message);
        let edits = if self.own_wording { None } else { self.editor.redirected(line, section, !is_same) };
        self.editor.with_fix(finding, text!("List `{name}`", name), Applicability::Unsafe, edits)
    }

    fn text(&self, line: &ContentsLine<'_>, section: &Section) -> Option<Finding> {
        let name = self.editor.map.name(section);
        if self.own_wording || !differs(&line.text, &name) {
            return None;
        }
        let at = self.editor.heading_line(section);
        let message = text!(
            "the contents say `{text}`, the heading on line {at} says `{name}`",
            text = &*line.text,
            at,
            name = &*name,
        );
        // A word more or less confuses nobody.
        let most = if are_alike(&line.text, &name) { Severity::Hint } else { Severity::Warning };
        let finding = self.editor.beside_heading(line, section, message).at_most(most);
        let edits = self.editor.reworded(line, section);
        Some(self.editor.with_fix(finding, text!("Take the heading's text"), Applicability::Unsafe, edits))
    }

    /// A line that is nested elsewhere than its section, at another depth than the lines of its level.
    fn depth(&self, index: usize, line: &ContentsLine<'_>, id: usize) -> Option<Finding> {
        let map = self.editor.map;
        let section = map.section(id)?;
        let usual = *self.depths.get(&section.level)?;
        let around = line.parent.and_then(|parent| map.section_of_line(parent));
        if line.in_group
            || line.item.depth == usual
            || around == listed_ancestor(map, id)
            || self.editor.in_order.get(index) != Some(&true)
        {
            return None;
        }
        let (deep, usual) = (u16::from(line.item.depth) + 1, u16::from(usual) + 1);
        let message = text!(
            "`{name}` is at depth {deep} of the contents; headings of level {level}, as on line {at}, are at depth {usual}",
            name = &*line.text,
            deep,
            level = section.level,
            at = self.editor.heading_line(section),
            usual,
        );
        let help = text!("bring the line to depth {usual}, or give the heading the level of its neighbours", usual);
        let finding = self.editor.beside_heading(line, section, message).at_most(Severity::Warning).help(help);
        let title = text!("Indent the line as its level");
        Some(self.editor.with_fix(finding, title, Applicability::Unsafe, self.editor.indented(index)))
    }

    /// The line by which the contents list themselves.
    pub(crate) fn own_line(&self, line: &ContentsLine<'_>) -> Option<Finding> {
        let section = line.stands_for.section()? as u32;
        if self.editor.map.contents.section?.0 != section {
            return None;
        }
        let finding = Finding::at(line.link.span, text!("the contents list themselves"));
        Some(self.editor.with_fix(finding, text!("Remove the line"), Applicability::Safe, self.editor.removed(line)))
    }
}
