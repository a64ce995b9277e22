//! How a report for people looks where it is shown.

use crate::locale::SpokenLanguage;

/// How a report looks; by default as in a file.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Look {
    /// Whether it is coloured.
    pub coloured: bool,
    /// Whether names of rules are links to their pages.
    pub linked: bool,
    /// The terminal that it is read on; `None` for a file or a pipe, which get everything in lines of any length.
    pub screen: Option<Screen>,
    /// The language that it is in.
    pub language: SpokenLanguage,
}

/// A terminal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Screen {
    /// Its columns.
    pub width: usize,
    /// Its lines.
    pub height: usize,
    /// Whether more than a page is wanted.
    pub scrolls: bool,
    /// Whether what is shown stays on it until something else takes its place: no more than the screen holds.
    pub redrawn: bool,
}

impl Screen {
    /// The same, all of which is drawn anew; its last line is left to what is said below the report.
    pub(crate) fn redrawn(self) -> Self {
        Self { height: self.height.saturating_sub(1), redrawn: true, ..self }
    }
}
