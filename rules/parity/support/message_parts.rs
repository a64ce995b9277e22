//! What the messages of this group call sections, and how they list names.

use crate::text::entry_name::shortened;
use curate_document::{Document, SectionId, Span};

/// How a section is called in a message: its heading as rendered, or as it is written where nothing but images is in it.
pub(crate) fn section_name(document: &Document, section: SectionId) -> String {
    let Some(section) = document.section(section) else { return String::new() };
    let is_text = !section.rendered.trim().is_empty();
    shortened(if is_text { &section.rendered } else { document.text(section.title) })
}

/// Where a section is pointed at: its title; the first heading or line, for what is before any heading.
pub(crate) fn section_span(document: &Document, section: Option<SectionId>) -> Span {
    let id = section.unwrap_or(SectionId(0));
    document.section(id).map_or_else(|| document.lines().content(1, document.source()), |section| section.title)
}

/// `first`, `first and second`, `first, second and third`.
pub(crate) fn joined(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// Some of `names`, quoted, and how many more there are.
pub(crate) fn some_of(names: &[String]) -> String {
    /// How many are named.
    const NAMED: usize = 3;
    let quoted: Vec<String> = names.iter().take(NAMED).map(|name| format!("\"{name}\"")).collect();
    match names.len().saturating_sub(NAMED) {
        0 => joined(&quoted),
        more => format!("{} and {more} more", quoted.join(", ")),
    }
}
