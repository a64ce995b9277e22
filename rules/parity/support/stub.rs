//! Stubs: what is written where an edition lacks an entry or a section, for a translator to go on with.

use crate::parity::support::comparison::{Comparison, entry_ids};
use crate::parity::support::insertion_point::InsertionPoint;
use crate::text::majority::Majority;
use curate_document::{Document, Entry, EntryId, LinkKind, Marker, SectionId, Span};

/// What a stub ends with. Nobody but a translator can take it away.
pub(crate) const TODO: &str = "<!-- TODO: translate -->";

/// Text to insert, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Insertion {
    /// An offset, as an empty span.
    pub at: Span,
    /// The text, with the line endings around it.
    pub text: String,
}

/// How an item begins: the bytes before it on its line, and its marker with the blanks after it.
#[derive(Clone, Debug)]
struct Lead {
    indent: String,
    marker: String,
}

/// Stubs of entries, a line each, and what stands around them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct StubLines {
    /// Where they are put.
    pub place: StubPlace,
    /// The lines, without their endings.
    pub lines: Vec<String>,
}

/// Where stubs of entries are put, with what goes before the first and behind the last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct StubPlace {
    at: Span,
    lead: String,
    tail: &'static str,
}

impl StubPlace {
    /// What puts `lines` there in `document`.
    pub(crate) fn insertion(&self, document: &Document, lines: &[String]) -> Insertion {
        let text = format!("{}{}{}", self.lead, lines.join(line_ending(document)), self.tail);
        Insertion { at: self.at, text }
    }
}

/// The stubs of `entries` there, which all belong at `place` here; `None` where the form of the list is not certain:
/// tables, numbers, quotes, raw HTML.
pub(crate) fn entry_stubs(
    comparison: &Comparison<'_>,
    place: InsertionPoint,
    entries: &[EntryId],
    style: &str,
) -> Option<StubLines> {
    let document = comparison.document;
    let model = model(comparison, place)?;
    let lead = lead_of(document, document.entry(model)?)?;
    let eol = line_ending(document);
    let base =
        entries.first().and_then(|id| comparison.other.entry(*id)).map(|entry| column(comparison.other, entry))?;
    let base_indent = nested_indent(comparison, place, &lead, entries.first().copied()?)?;
    let mut lines = Vec::new();
    for id in entries {
        let entry = comparison.other.entry(*id)?;
        let deeper = column(comparison.other, entry).saturating_sub(base);
        let indent = format!("{base_indent}{}", " ".repeat(deeper));
        lines.push(format!("{indent}{}{}", lead.marker, line(comparison.other, entry, style)?));
    }
    let section = || place.section.and_then(|id| document.section(id));
    let behind = |span: Span, lead: &str| StubPlace {
        at: insertion_after(document, span, "").at,
        lead: lead.to_owned(),
        tail: "",
    };
    let place = match (place.after.or(place.parent), place.first_sibling(comparison)) {
        (Some(id), _) if place.after.is_some() => behind(document.entry(id)?.span, eol),
        (Some(id), _) => behind(document.entry(id)?.own, eol),
        (None, Some(first)) => {
            let start = line_start(document, document.entry(first)?.span.start);
            StubPlace { at: Span::at(start), lead: String::new(), tail: eol }
        }
        (None, None) => {
            behind(own_span(document, place.section.filter(|_| section().is_some())?), &format!("{eol}{eol}"))
        }
    };
    Some(StubLines { place, lines })
}

/// An entry here whose form a stub at `place` takes.
fn model(comparison: &Comparison<'_>, place: InsertionPoint) -> Option<EntryId> {
    let document = comparison.document;
    let any = || {
        document
            .entries()
            .iter()
            .position(|entry| !entry.row && !entry.html && entry.depth == 0)
            .map(|index| EntryId(index as u32))
    };
    place.after.or(place.first_sibling(comparison)).or(place.parent).or_else(any)
}

/// The indentation of a stub at `place`: that of its siblings, else as much deeper than its parent as it is there.
fn nested_indent(comparison: &Comparison<'_>, place: InsertionPoint, lead: &Lead, first: EntryId) -> Option<String> {
    if place.after.is_some() || place.parent.is_none() || place.first_sibling(comparison).is_some() {
        return Some(lead.indent.clone());
    }
    let entry = comparison.other.entry(first)?;
    let parent = comparison.other.entry(entry.parent?)?;
    let deeper = column(comparison.other, entry).saturating_sub(column(comparison.other, parent));
    Some(format!("{}{}", lead.indent, " ".repeat(deeper)))
}

/// The column of an item's marker; 0 for a row.
fn column(document: &Document, entry: &Entry) -> usize {
    document.marker(entry.span).map_or(0, |marker| marker.column)
}

/// The offset of the first byte of the line that `offset` is on.
pub(crate) fn line_start(document: &Document, offset: usize) -> usize {
    document.lines().span(document.line_of(offset)).start
}

/// The bytes before an item and its marker; `None` for rows, numbered items and items in quotes.
fn lead_of(document: &Document, entry: &Entry) -> Option<Lead> {
    let marker = document.marker(entry.span).filter(Marker::is_bullet)?;
    let indent = document.text(marker.before);
    let lead = document.text(Span::new(marker.span.start, entry.own.start));
    let is_plain = lead.get(1..).is_some_and(|rest| rest.starts_with(' ') && rest.trim().is_empty());
    (indent.trim().is_empty() && is_plain).then(|| Lead { indent: indent.to_owned(), marker: lead.to_owned() })
}

/// The entry as it is there, without its description: title and URL are the same in every language.
fn line(document: &Document, entry: &Entry, style: &str) -> Option<String> {
    if entry.row || entry.html {
        return None;
    }
    let end = entry
        .separator
        .map_or_else(|| entry.trailer.map_or(entry.own.end, |trailer| trailer.start), |separator| separator.start);
    let head = document.text(Span::new(entry.own.start, end)).trim();
    let by_reference = |link: &curate_document::Link| link.kind == LinkKind::Reference && link.span.start < end;
    // The definition that a reference needs may not be in the other edition.
    let head = if document.links_of(entry).iter().any(by_reference) {
        let link = document.link_of(entry)?;
        format!("[{}]({})", document.text(link.text), link.url)
    } else {
        head.to_owned()
    };
    if head.is_empty() || head.contains(['\n', '\r']) {
        return None;
    }
    let gap = if entry.description.is_some() { style } else { " " };
    Some(format!("{head}{gap}{TODO}"))
}

/// The separator that most entries of a document have, by section.
pub(crate) fn separators(document: &Document) -> Majority<&str> {
    let mut majority = Majority::default();
    for entry in document.entries() {
        if let Some(separator) = entry.separator.filter(|_| entry.link.is_some()) {
            majority.add(entry.section, document.text(separator));
        }
    }
    majority
}

/// The separator of a stub in `section`: the one that rules there, else the usual one of the list.
pub(crate) fn stub_separator<'a>(separators: &Majority<&'a str>, section: Option<SectionId>) -> &'a str {
    let own = separators.style(section).or_else(|| separators.most_frequent());
    own.filter(|separator| separator.contains(' ')).unwrap_or(" - ")
}

/// An insertion after the last character of `span` that is not white space.
pub(crate) fn insertion_after(document: &Document, span: Span, text: &str) -> Insertion {
    let end = span.start + document.text(span).trim_end().len();
    Insertion { at: Span::at(end), text: text.to_owned() }
}

/// A section up to its first subsection.
pub(crate) fn own_span(document: &Document, section: SectionId) -> Span {
    let Some(this) = document.section(section) else { return Span::default() };
    let next =
        document.section(SectionId(section.0 + 1)).map_or(this.span.end, |next| next.span.start.min(this.span.end));
    let last =
        entry_ids(this).last().and_then(|id| document.entry(id)).map_or(this.span.start, |entry| entry.span.start);
    Span::new(this.span.start, next.max(last))
}

/// The line ending of a document.
pub(crate) fn line_ending(document: &Document) -> &'static str {
    if document.text(document.lines().span(1)).ends_with("\r\n") { "\r\n" } else { "\n" }
}
