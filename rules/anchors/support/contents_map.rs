//! Which line of a table of contents stands for which section.

use crate::anchors::support::contents_targets::Destination;
use crate::anchors::support::heading_name::heading_name;
use curate_document::{Contents, ContentsItem, Document, Link, Section};
use std::borrow::Cow;

/// A line of the contents with a link to an anchor.
#[derive(Debug)]
pub(crate) struct ContentsLine<'a> {
    /// The list item.
    pub item: &'a ContentsItem,
    /// Its link.
    pub link: &'a Link,
    /// The anchor as written.
    pub anchor: &'a str,
    /// The link's text as rendered.
    pub text: String,
    /// Where its anchor leads; `None` where nothing has it.
    pub destination: Option<Destination>,
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
pub(crate) enum StandsFor {
    /// The section its anchor leads to.
    Section(usize),
    /// The section that its text names, though its anchor leads elsewhere or nowhere.
    ByText(usize),
    /// The section that stands where the line does, though its anchor leads nowhere.
    ByPlace(usize),
    /// The section that has nearly the line's name, though its anchor leads nowhere.
    ByLikeness(usize),
    /// Something with an anchor that is not a section of its own, or a section listed before.
    Other,
    /// Nothing.
    Nothing,
}

impl StandsFor {
    /// The section, however it was found.
    pub(crate) fn section(self) -> Option<usize> {
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
pub(crate) struct ContentsMap<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its contents.
    pub contents: &'a Contents,
    /// The lines in order.
    pub lines: Vec<ContentsLine<'a>>,
    /// The line of every section.
    pub line_of: Vec<Option<usize>>,
    /// Sections that may be left out: what stands before the contents, what is about the list, what is named without an anchor.
    pub optional: Vec<bool>,
    /// Whether all headings under one heading are to be listed where one of them is.
    pub is_complete: bool,
}

impl<'a> ContentsMap<'a> {
    /// The section at `index`.
    pub(crate) fn section(&self, index: usize) -> Option<&'a Section> {
        self.document.sections().get(index)
    }

    /// Whether comments of a tool mark the contents off.
    pub(crate) fn is_marked_off(&self) -> bool {
        self.document.contents_region().is_some_and(|region| region.inside().contains(self.contents.span))
    }

    /// What the heading of `section` is called, without a link back.
    pub(crate) fn name(&self, section: &'a Section) -> Cow<'a, str> {
        heading_name(self.document, section)
    }

    /// The section that the line at `index` stands for.
    pub(crate) fn section_of_line(&self, index: usize) -> Option<usize> {
        self.lines.get(index)?.stands_for.section()
    }

    /// Makes the line at `line` stand for the section at `section`.
    pub(crate) fn claim(&mut self, line: usize, stands_for: StandsFor) {
        if let Some(line) = self.lines.get_mut(line) {
            line.stands_for = stands_for;
        }
        if let Some(claimed) = stands_for.section().and_then(|section| self.line_of.get_mut(section)) {
            *claimed = Some(line);
        }
    }

    /// Whether no line stands for the section at `section`.
    pub(crate) fn is_free(&self, section: usize) -> bool {
        self.line_of.get(section).is_some_and(Option::is_none)
    }
}
