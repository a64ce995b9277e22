//! Where something is defined: an anchor by its heading, a reference by its definition, an entry, heading or link of a translation by
//! that of the other editions.

use crate::lsp::features::anchors::{anchor_position, destination_of, destination_of_definition, position_span};
use crate::lsp::features::counterparts::{CounterpartSubject, counterparts, subject_of_link};
use crate::lsp::features::cursor::{definition_at, entry_at, heading_at, link_at};
use crate::lsp::features::pages::Page;
use crate::lsp::snapshot::Snapshot;
use curate_document::{Document, LinkKind, Span};
use gen_lsp_types::{LocationLink, Position, Uri};

/// What the thing at `position` is defined by, with the bytes that the client underlines here.
pub(crate) fn definition(snapshot: &Snapshot, uri: &Uri, position: Position) -> Vec<LocationLink> {
    let Some(page) = snapshot.page_at(uri) else { return Vec::new() };
    let (document, offset) = (page.document, page.offset(position));
    if let Some(link) = link_at(document, offset) {
        if let Some(definition) = link.definition.and_then(|id| document.definition(id)) {
            return vec![location(page, link.span, page, definition.span, definition.label)];
        }
        if let Some((to, fragment)) = destination_of(snapshot, page, link) {
            return leading_to(page, link.span, to, fragment.as_deref()).into_iter().collect();
        }
        let origin = if link.kind == LinkKind::Html { link.destination } else { link.span };
        return subject_of_link(document, link).map_or_else(Vec::new, |subject| all(snapshot, page, origin, subject));
    }
    if let Some(definition) = definition_at(document, offset) {
        let led = destination_of_definition(snapshot, page, definition);
        let location = led.and_then(|(to, fragment)| leading_to(page, definition.span, to, fragment.as_deref()));
        return location.into_iter().collect();
    }
    if let Some((id, section)) = heading_at(document, offset) {
        return all(snapshot, page, section.title, CounterpartSubject::Section(id));
    }
    entry_at(document, offset)
        .map_or_else(Vec::new, |(id, entry)| all(snapshot, page, entry.own, CounterpartSubject::Entry(id, None)))
}

/// The counterparts of `subject`, which is at `origin` of `page`.
fn all(snapshot: &Snapshot, page: Page<'_>, origin: Span, subject: CounterpartSubject<'_>) -> Vec<LocationLink> {
    let found = counterparts(snapshot, page, subject);
    found.into_iter().map(|across| location(page, origin, across.page, across.whole, across.name)).collect()
}

/// What `fragment` of `to` leads to: a heading, an anchor; of another page its beginning, where nothing is called so.
fn leading_to(page: Page<'_>, origin: Span, to: Page<'_>, fragment: Option<&str>) -> Option<LocationLink> {
    let target = fragment.and_then(|fragment| anchor_position(to.document, fragment));
    let span = target.and_then(|target| position_span(to.document, target));
    let span = span.or_else(|| (to.path != page.path).then(Span::default))?;
    Some(location(page, origin, to, line_span(to.document, span), span))
}

/// From `span` to the end of its line, where it is on one.
fn line_span(document: &Document, span: Span) -> Span {
    let line = document.lines().content(document.line_of(span.start), document.source());
    line.join(span)
}

fn location(page: Page<'_>, origin: Span, to: Page<'_>, whole: Span, name: Span) -> LocationLink {
    LocationLink {
        origin_selection_range: Some(page.range(origin)),
        target_uri: to.uri.clone(),
        target_range: to.range(whole.join(name)),
        target_selection_range: to.range(name),
    }
}
