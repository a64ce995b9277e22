//! What the messages of this group call sections, and how they list names.

use crate::api::template::Text;
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
pub(crate) fn joined(names: &[String]) -> Text {
    Text::list(names.iter().map(|name| Text::verbatim(name.as_str())).collect())
}

/// Some of `names`, quoted, and how many more there are.
pub(crate) fn some_of(names: &[String]) -> Text {
    /// How many are named.
    const NAMED: usize = 3;
    let quoted = names.iter().take(NAMED).map(|name| text!("\"{name}\"", name));
    match names.len().saturating_sub(NAMED) {
        0 => Text::list(quoted.collect()),
        more => text!("{names} and {more} more", names = Text::series(quoted), more),
    }
}

/// Says that each of `others`, at least one, has what `first` has.
pub(crate) fn so_have(first: String, others: &[String]) -> Text {
    let count = others.len();
    plural!(
        count,
        "{first} has it, and so does {others}",
        "{first} has it, and so do {others}",
        first,
        others = joined(others)
    )
}
