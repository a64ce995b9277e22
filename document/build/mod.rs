//! From a parsed page to its sections, entries and contents.

pub mod broken_heading;
mod contents;
mod entries;
mod extras;
mod glued;
pub mod heading_lines;
mod heading_text;
mod html_heading;
mod rows;
mod sections;
pub mod separator;
mod trailer;

use crate::model::Document;
use crate::parse::{ParseOutput, parse};
use crate::slug::HostStyle;

impl Document {
    /// Parses `source`, a whole markdown file that GitHub renders.
    pub fn parse(source: impl Into<String>) -> Self {
        Self::parse_for(source, HostStyle::GitHub)
    }

    /// Parses `source`, a whole markdown file whose headings have the anchors that `host_style` says.
    pub fn parse_for(source: impl Into<String>, host_style: HostStyle) -> Self {
        let ParseOutput { mut document, html_headings } = parse(source.into());
        document.host_style = host_style;
        sections::find_sections(&mut document, html_headings);
        let lists = contents::lists(&document);
        document.contents = contents::find(&document, &lists);
        document.navigation = contents::navigation(&lists);
        entries::find_entries(&mut document);
        document
    }
}
