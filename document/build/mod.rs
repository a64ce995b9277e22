//! From a parsed page to its sections, entries and contents.

pub mod broken_heading;
mod contents;
mod contents_region;
mod entries;
mod extras;
mod generated;
mod glued;
pub mod heading_lines;
mod heading_text;
mod html_entries;
pub(crate) mod html_heading;
mod html_layout;
mod html_text;
mod html_titles;
mod prefix;
mod rows;
mod same_line;
mod sections;
pub mod separator;
mod trailer;

use crate::model::Document;
use crate::parse::{ParseOutput, parse};
use crate::slug::HostStyle;
use std::borrow::Cow;
use std::mem::take;

impl Document {
    /// Parses `source`, a whole markdown file that GitHub renders.
    pub fn parse(source: impl Into<String>) -> Self {
        Self::parse_for(source, HostStyle::GitHub)
    }

    /// Parses `source`, a whole markdown file whose headings have the anchors that `host_style` says.
    pub fn parse_for(source: impl Into<String>, host_style: HostStyle) -> Self {
        Self::parse_as(source.into(), host_style, false)
    }

    /// Parses `source`, a whole file of MDX: its code is among [`Document::templates`], and markdown is what is left.
    pub fn parse_mdx(source: impl Into<String>, host_style: HostStyle) -> Self {
        Self::parse_as(source.into(), host_style, true)
    }

    /// Parses `source` as this document was parsed.
    #[must_use]
    pub fn parse_alike(&self, source: impl Into<String>) -> Self {
        Self::parse_as(source.into(), self.host_style, self.is_mdx)
    }

    fn parse_as(source: String, host_style: HostStyle, is_mdx: bool) -> Self {
        let ParseOutput { mut document, html_headings } = parse(source, is_mdx);
        (document.host_style, document.is_mdx) = (host_style, is_mdx);
        sections::find_sections(&mut document, html_headings);
        let lists = contents::lists(&document);
        document.contents_region = contents_region::find(&document);
        document.contents = contents::find(&document, &lists);
        document.navigation = contents::navigation(&lists);
        document.generated = generated::find(&document);
        entries::find_entries(&mut document);
        document
    }

    /// Gives the memory of everything but the text and its lines back, which is about ten times that of the text. Until it is
    /// [restored](Self::restore), the document seems to have no parts.
    pub fn release(&mut self) {
        if self.unparsed.is_none() {
            let (source, lines) = (take(&mut self.source), take(&mut self.lines));
            let (host_style, is_mdx) = (self.host_style, self.is_mdx);
            *self = Self { source, lines, host_style, is_mdx, is_released: true, ..Self::default() };
        }
    }

    /// Parses the text again where the rest was [released](Self::release).
    pub fn restore(&mut self) {
        if self.is_released {
            let source = take(&mut self.source);
            *self = self.parse_alike(source);
        }
    }

    /// The document with all its parts: parsed again where they were [released](Self::release).
    pub fn restored(&self) -> Cow<'_, Self> {
        if self.is_released { Cow::Owned(self.parse_alike(self.source.as_str())) } else { Cow::Borrowed(self) }
    }
}
