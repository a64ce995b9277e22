//! Which line of a table of contents stands for which section.

use crate::anchors::contents_optional::{leave_out, may_be_left_out};
use crate::anchors::contents_targets::{Destination, Targets};
use crate::anchors::fragments::decoded;
use crate::anchors::heading_name::heading_name;
use curate_document::normal_text::{letters, undecorated};
use curate_document::slug::{HostStyle, slug};
use curate_document::{Contents, ContentsItem, Document, Link, Section, SectionId, Target};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Names with fewer bytes of letters are not told from others by these: `C`, `C++` and `C#`.
const FEWEST_LETTERS: usize = 3;

/// A line of the contents with a link to an anchor.
#[derive(Debug)]
pub struct Line<'a> {
    /// The list item.
    pub item: &'a ContentsItem,
    /// Its link.
    pub link: &'a Link,
    /// The anchor as written.
    pub anchor: &'a str,
    /// The link's text as rendered.
    pub text: String,
    /// What the line stands for.
    pub stands_for: StandsFor,
    /// The line it is nested in; `None` at the top level and under an item without an anchor.
    pub parent: Option<usize>,
    /// Whether it is nested in an item without an anchor.
    pub in_group: bool,
    /// Whether nothing is nested in it.
    pub leaf: bool,
}

/// What a line stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandsFor {
    /// The section its anchor leads to.
    Section(usize),
    /// The section that its text names, though its anchor leads elsewhere or nowhere.
    ByText(usize),
    /// The section that stands where the line does, though its anchor leads nowhere.
    ByPlace(usize),
    /// The section that has nearly the line's name, though its anchor leads nowhere.
    ByLikeness(usize),
    /// Something with an anchor that is no section of its own, or a section listed before.
    Other,
    /// Nothing.
    Nothing,
}

impl StandsFor {
    /// The section, however it was found.
    pub fn section(self) -> Option<usize> {
        match self {
            Self::Section(section) | Self::ByText(section) | Self::ByPlace(section) | Self::ByLikeness(section) => {
                Some(section)
            }
            Self::Other | Self::Nothing => None,
        }
    }
}

/// A table of contents beside the sections of its document.
#[derive(Debug)]
pub struct ContentsMap<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its contents.
    pub contents: &'a Contents,
    /// The lines in order.
    pub lines: Vec<Line<'a>>,
    /// The line of every section.
    pub line_of: Vec<Option<usize>>,
    /// Sections that may be left out: what stands before the contents, what is about the list, what is named without an anchor.
    pub optional: Vec<bool>,
}

impl<'a> ContentsMap<'a> {
    /// Reads the contents of `document`.
    pub fn of(document: &'a Document) -> Option<Self> {
        let contents = document.contents()?;
        let lines = lines(document, contents);
        let line_of = vec![None; document.sections().len()];
        let optional = may_be_left_out(document, contents);
        let mut map = Self { document, contents, lines, line_of, optional };
        let targets = Targets::of(document);
        let by_text = by_text(document);
        map.claim_by_anchor(&targets, &by_text);
        map.claim_in_turn(&by_text);
        map.claim_by_text(&by_text);
        map.claim_by_letters();
        leave_out(&mut map);
        Some(map)
    }

    /// The section at `index`.
    pub fn section(&self, index: usize) -> Option<&'a Section> {
        self.document.sections().get(index)
    }

    /// What the heading of `section` is called, without a link back.
    pub fn name(&self, section: &'a Section) -> Cow<'a, str> {
        heading_name(self.document, section)
    }

    /// The section that the line at `index` stands for.
    pub fn section_of_line(&self, index: usize) -> Option<usize> {
        self.lines.get(index)?.stands_for.section()
    }

    /// Makes the line at `line` stand for the section at `section`.
    pub fn claim(&mut self, line: usize, stands_for: StandsFor) {
        if let Some(line) = self.lines.get_mut(line) {
            line.stands_for = stands_for;
        }
        if let Some(claimed) = stands_for.section().and_then(|section| self.line_of.get_mut(section)) {
            *claimed = Some(line);
        }
    }

    fn is_free(&self, section: usize) -> bool {
        self.line_of.get(section).is_some_and(Option::is_none)
    }

    /// First the lines that say what their section says, then those that say something else.
    fn claim_by_anchor(&mut self, targets: &Targets, by_text: &BTreeMap<String, Vec<usize>>) {
        let of_lines =
            self.lines.iter().map(|line| by_text.get(&undecorated(&line.text)).map_or(&[][..], Vec::as_slice));
        let named: Vec<&[usize]> = of_lines.collect();
        let found: Vec<Option<Destination>> =
            self.lines.iter().zip(&named).map(|(line, named)| targets.find(line.anchor, named)).collect();
        self.claim_twins(&found, by_text);
        for same_text in [true, false] {
            for (index, destination) in found.iter().enumerate() {
                let Some(Destination::Section(section)) = *destination else { continue };
                let named = named.get(index).copied().unwrap_or(&[]);
                let open = self.lines.get(index).is_some_and(|line| line.stands_for == StandsFor::Nothing);
                if !open || !self.is_free(section) || named.contains(&section) != same_text {
                    continue;
                }
                // The anchor was copied from another line: the text names one section that no other line leads to.
                let misled = matches!(named, [only] if self.is_free(*only) && !found.contains(&Some(Destination::Section(*only))));
                if same_text || !misled || self.says_end_of(index, section) {
                    self.claim(index, StandsFor::Section(section));
                }
            }
        }
        for (index, destination) in found.iter().enumerate() {
            let open = self.lines.get(index).is_some_and(|line| line.stands_for == StandsFor::Nothing);
            let taken = destination
                .is_some_and(|found| !matches!(found, Destination::Section(section) if self.is_free(section)));
            let named_free = named.get(index).is_some_and(|named| named.iter().any(|section| self.is_free(*section)));
            if open && taken && !named_free {
                self.claim(index, StandsFor::Other);
            }
        }
    }

    /// Whether the line that `line` is under stands for a section that `section` is not in; where it is under none that leads
    /// anywhere, whether another line says the same.
    pub fn is_away(&self, line: &Line<'_>, section: &Section) -> bool {
        let Some(around) = line.parent.and_then(|parent| self.section_of_line(parent)) else {
            let says_same = |other: &&Line<'_>| letters(&other.text) == letters(&line.text);
            return line.in_group && self.lines.iter().filter(says_same).count() > 1;
        };
        let parent = |section: &Section| section.parent.map(|parent| parent.0 as usize);
        let mut at = parent(section);
        while let Some(index) = at.filter(|index| *index != around) {
            at = self.section(index).and_then(parent);
        }
        at.is_none()
    }

    /// Whether the name of `section` ends with what the line at `index` says, a number before it: `1.1. Books` for `Books`.
    fn says_end_of(&self, index: usize, section: usize) -> bool {
        let line = self.lines.get(index).map(|line| letters(&line.text)).unwrap_or_default();
        let name = self.section(section).map(|section| letters(&heading_name(self.document, section)));
        let before = name.as_deref().and_then(|name| name.strip_suffix(&*line));
        !line.is_empty() && before.is_some_and(|before| before.chars().all(char::is_numeric))
    }

    /// As many lines of one text that lead to one of the sections of that name as there are such sections: each line means the one
    /// under its own section, else the first the first, the second the second.
    fn claim_twins(&mut self, found: &[Option<Destination>], by_text: &BTreeMap<String, Vec<usize>>) {
        let mut lines: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, line) in self.lines.iter().enumerate() {
            lines.entry(undecorated(&line.text)).or_default().push(index);
        }
        for (text, lines) in lines.iter().filter(|(_, lines)| lines.len() > 1) {
            let sections = by_text.get(text).map_or(&[][..], Vec::as_slice);
            let of_line = |line: &usize| found.get(*line).copied().flatten();
            let Some(Destination::Section(led)) = lines.first().and_then(of_line) else { continue };
            let is_one = lines.iter().all(|line| of_line(line) == Some(Destination::Section(led)));
            if !is_one || sections.len() != lines.len() || !sections.contains(&led) {
                continue;
            }
            let under = |line: &usize| {
                let parent = self.lines.get(*line)?.parent?;
                let Some(Destination::Section(around)) = of_line(&parent) else { return None };
                let is_under = |id: &&usize| self.section(**id)?.parent.map(|parent| parent.0 as usize == around);
                let mut inside = sections.iter().filter(|id| is_under(id) == Some(true));
                inside.next().copied().filter(|_| inside.next().is_none())
            };
            let mut meant: Vec<usize> = lines.iter().filter_map(under).collect();
            let mut distinct = meant.clone();
            distinct.sort_unstable();
            distinct.dedup();
            if distinct.len() != lines.len() {
                meant = sections.to_vec();
            }
            for (line, section) in lines.iter().zip(meant) {
                let stands_for = if section == led { StandsFor::Section(led) } else { StandsFor::ByText(section) };
                self.claim(*line, stands_for);
            }
        }
    }

    /// As many lines of one text that lead nowhere as sections of that name, none of which a line leads to: the first line
    /// means the first section, the second the second.
    fn claim_in_turn(&mut self, by_text: &BTreeMap<String, Vec<usize>>) {
        let mut lines: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, line) in self.lines.iter().enumerate() {
            lines.entry(undecorated(&line.text)).or_default().push(index);
        }
        for (text, lines) in lines.iter().filter(|(_, lines)| lines.len() > 1) {
            let sections = by_text.get(text).map_or(&[][..], Vec::as_slice);
            let is_open =
                |line: &usize| self.lines.get(*line).is_some_and(|line| line.stands_for == StandsFor::Nothing);
            if sections.len() == lines.len() && lines.iter().all(is_open) && sections.iter().all(|id| self.is_free(*id))
            {
                for (line, section) in lines.iter().zip(sections) {
                    self.claim(*line, StandsFor::ByText(*section));
                }
            }
        }
    }

    /// Lines that lead nowhere, whose anchor or text has the letters of one section that no line leads to, and of no other:
    /// `#Stack(LIFO)`, `#web_tools`.
    fn claim_by_letters(&mut self) {
        let mut sections: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for (index, section) in self.document.sections().iter().enumerate().filter(|(index, _)| self.is_free(*index)) {
            sections
                .entry(letters(&heading_name(self.document, section)))
                .and_modify(|known| *known = None)
                .or_insert(Some(index));
        }
        for index in 0..self.lines.len() {
            let Some(line) = self.lines.get(index).filter(|line| line.stands_for == StandsFor::Nothing) else {
                continue;
            };
            let anchor = decoded(line.anchor);
            let names = [letters(&line.text), letters(&slug(&anchor, HostStyle::GitHub))];
            let says_enough = |name: &&String| name.len() >= FEWEST_LETTERS;
            let found = names.iter().filter(says_enough).find_map(|name| sections.get(name).copied().flatten());
            if let Some(section) = found.filter(|section| self.is_free(*section)) {
                self.claim(index, StandsFor::ByText(section));
            }
        }
    }

    /// Lines that lead nowhere, or where another line leads, but say what a section says that no line leads to.
    fn claim_by_text(&mut self, by_text: &BTreeMap<String, Vec<usize>>) {
        for index in 0..self.lines.len() {
            let Some(line) = self.lines.get(index).filter(|line| line.stands_for == StandsFor::Nothing) else {
                continue;
            };
            let free: Vec<usize> = by_text
                .get(&undecorated(&line.text))
                .into_iter()
                .flatten()
                .copied()
                .filter(|section| self.is_free(*section))
                .collect();
            let around =
                line.parent.and_then(|parent| self.section_of_line(parent)).map(|section| SectionId(section as u32));
            let under = free.iter().find(|section| {
                self.section(**section).is_some_and(|section| around.is_some() && section.parent == around)
            });
            let only = || (free.len() == 1).then(|| free.first()).flatten();
            if let Some(section) = under.or_else(only) {
                self.claim(index, StandsFor::ByText(*section));
            }
        }
    }
}

fn lines<'a>(document: &'a Document, contents: &'a Contents) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    // The items around the one at hand, with their depth and line.
    let mut around: Vec<(u8, Option<usize>)> = Vec::new();
    for item in &contents.items {
        while around.last().is_some_and(|(depth, _)| *depth >= item.depth) {
            around.pop();
        }
        let enclosing = around.last().map(|(_, line)| *line);
        if let Some(Some(parent)) = enclosing
            && let Some(parent) = lines.get_mut(parent)
        {
            parent.leaf = false;
        }
        let link = item.link.and_then(|id| document.link(id));
        let anchored = link.and_then(|link| match &link.target {
            Target::Anchor(anchor) => Some((link, anchor.as_str())),
            Target::Url => link.url.split_once('#').map(|(_, anchor)| (link, anchor)),
            _ => None,
        });
        around.push((item.depth, anchored.map(|_| lines.len())));
        if let Some((link, anchor)) = anchored {
            let text = document.rendered_at(link.block, link.text).trim().to_owned();
            let (parent, in_group) = (enclosing.flatten(), enclosing == Some(None));
            lines.push(Line { item, link, anchor, text, stands_for: StandsFor::Nothing, parent, in_group, leaf: true });
        }
    }
    lines
}

fn by_text(document: &Document) -> BTreeMap<String, Vec<usize>> {
    let mut sections: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, section) in document.sections().iter().enumerate() {
        sections.entry(undecorated(&heading_name(document, section))).or_default().push(index);
    }
    sections
}
