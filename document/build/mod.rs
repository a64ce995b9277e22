//! From a parsed page to its sections, entries and contents.

pub mod broken_heading;
mod contents;
mod entries;
mod extras;
mod glued;
pub mod heading_lines;
mod html_heading;
mod rows;
mod sections;
pub mod separator;
mod trailer;

use crate::model::Document;
use crate::parse::{ParseOutput, parse};

impl Document {
    /// Parses `source`, a whole markdown file.
    pub fn parse(source: impl Into<String>) -> Self {
        let ParseOutput { mut document, html_headings } = parse(source.into());
        sections::find_sections(&mut document, html_headings);
        let lists = contents::lists(&document);
        document.contents = contents::find(&document, &lists);
        document.navigation = contents::navigation(&lists);
        entries::find_entries(&mut document);
        document
    }
}
