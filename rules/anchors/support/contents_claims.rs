//! Which section each line of a table of contents claims.

use crate::anchors::support::contents_map::{ContentsMap, StandsFor};
use crate::anchors::support::contents_targets::{AnchorTargets, Destination};
use crate::anchors::support::fragment_spelling::decoded;
use crate::anchors::support::heading_name::heading_name;
use crate::anchors::support::name_likeness::without_number;
use curate_document::normal_text::{letters, undecorated};
use curate_document::slug::slug;
use curate_document::{Document, SectionId};
use std::collections::BTreeMap;

/// Names with fewer bytes of letters cannot be told apart by these: `C`, `C++` and `C#`.
const FEWEST_LETTERS: usize = 3;

impl ContentsMap<'_> {
    /// Gives the lines their sections: by their anchors, then by what they say.
    pub(crate) fn claim_sections(&mut self) {
        let targets = AnchorTargets::of(self.document);
        let by_text = by_text(self.document);
        self.claim_by_anchor(&targets, &by_text);
        self.claim_in_turn(&by_text);
        self.claim_by_text(&by_text);
        self.claim_by_letters();
        self.claim_what_is_led_to();
    }

    /// First the lines that say what their section says, then those that say something else.
    fn claim_by_anchor(&mut self, targets: &AnchorTargets, by_text: &BTreeMap<String, Vec<usize>>) {
        let of_lines =
            self.lines.iter().map(|line| by_text.get(&undecorated(&line.text)).map_or(&[][..], Vec::as_slice));
        let named: Vec<&[usize]> = of_lines.collect();
        let found: Vec<Option<Destination>> =
            self.lines.iter().zip(&named).map(|(line, named)| targets.find(line.anchor, named)).collect();
        for (line, destination) in self.lines.iter_mut().zip(&found) {
            line.destination = *destination;
        }
        self.claim_twins(targets, by_text);
        for same_text in [true, false] {
            for (index, destination) in found.iter().enumerate() {
                let Some(Destination::Section(section)) = *destination else { continue };
                let named = named.get(index).copied().unwrap_or(&[]);
                let open = self.lines.get(index).is_some_and(|line| line.stands_for == StandsFor::Nothing);
                let section = self.sharing(index, targets, named).unwrap_or(section);
                if !open || !self.is_free(section) || named.contains(&section) != same_text {
                    continue;
                }
                // The anchor was copied from another line: the text names one section that no other line leads to.
                let misled = matches!(named, [only] if self.is_free(*only) && !found.contains(&Some(Destination::Section(*only))));
                if same_text || !misled {
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

    /// As many lines of one text that lead to one of the sections of that name as there are such sections: each line means the one
    /// under its own section, else the first the first, the second the second.
    fn claim_twins(&mut self, targets: &AnchorTargets, by_text: &BTreeMap<String, Vec<usize>>) {
        for (text, lines) in self.repeated_lines() {
            let sections = by_text.get(&text).map_or(&[][..], Vec::as_slice);
            let of_line = |line: &usize| self.lines.get(*line)?.destination;
            let Some(Destination::Section(led)) = lines.first().and_then(of_line) else { continue };
            let is_one = lines.iter().all(|line| of_line(line) == Some(Destination::Section(led)));
            // Of headings with one anchor, each line may mean any.
            let shares = lines
                .first()
                .and_then(|line| self.lines.get(*line))
                .is_some_and(|line| targets.sharing(line.anchor).len() > 1);
            if !is_one || shares || sections.len() != lines.len() || !sections.contains(&led) {
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

    /// The texts that several lines have, with those lines.
    fn repeated_lines(&self) -> BTreeMap<String, Vec<usize>> {
        let mut lines: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, line) in self.lines.iter().enumerate() {
            lines.entry(undecorated(&line.text)).or_default().push(index);
        }
        lines.retain(|_, lines| lines.len() > 1);
        lines
    }

    /// As many lines of one text that lead nowhere as sections of that name, none of which a line leads to: the first line
    /// means the first section, the second the second.
    fn claim_in_turn(&mut self, by_text: &BTreeMap<String, Vec<usize>>) {
        for (text, lines) in self.repeated_lines() {
            let sections = by_text.get(&text).map_or(&[][..], Vec::as_slice);
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
            let names = [letters(&line.text), letters(&slug(&anchor, self.document.host_style()))];
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

    /// Of several sections with the anchor of the line at `index`, one of those that it `named` and no line leads to: under the
    /// section around the line, else the first.
    fn sharing(&self, index: usize, targets: &AnchorTargets, named: &[usize]) -> Option<usize> {
        let line = self.lines.get(index)?;
        let sharing = targets.sharing(line.anchor);
        let around = line.parent.and_then(|parent| self.section_of_line(parent));
        let is_under = |section: &usize| {
            let parent = self.section(*section).and_then(|section| section.parent);
            around.is_some() && parent.map(|parent| parent.0 as usize) == around
        };
        let mut free =
            sharing.iter().copied().filter(|section| self.is_free(*section) && named.contains(section)).peekable();
        let first = free.peek().copied();
        free.find(is_under).or(first)
    }

    /// What is left and leads somewhere: no other section is surely meant. A section that only a line with the name of another leads
    /// to is found by the contents as they are.
    fn claim_what_is_led_to(&mut self) {
        for index in 0..self.lines.len() {
            let line = self.lines.get(index).filter(|line| line.stands_for == StandsFor::Nothing);
            match line.and_then(|line| line.destination) {
                Some(Destination::Section(section)) if self.is_free(section) => {
                    self.claim(index, StandsFor::Section(section));
                }
                Some(_) => self.claim(index, StandsFor::Other),
                None => {}
            }
        }
        for line in &self.lines {
            if let Some(Destination::Section(led)) = line.destination
                && self.is_free(led)
                && let Some(optional) = self.optional.get_mut(led)
            {
                *optional = true;
            }
        }
    }
}

/// The sections by what lines say of them; a number in front may be left out, since it often stands before the link.
fn by_text(document: &Document) -> BTreeMap<String, Vec<usize>> {
    let mut sections: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, section) in document.sections().iter().enumerate() {
        let name = heading_name(document, section);
        let bare = without_number(&name);
        if bare.len() < name.trim().len() {
            sections.entry(undecorated(bare)).or_default().push(index);
        }
        sections.entry(undecorated(&name)).or_default().push(index);
    }
    sections
}
