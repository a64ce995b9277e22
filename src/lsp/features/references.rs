//! What leads to a heading: the links to its anchor, in every page; and what uses a definition.

use crate::lsp::features::anchors::{AnchorPosition, anchor_position, destination_of, inbound_links, position_span};
use crate::lsp::features::cursor::{definition_at, heading_at, link_at, touches};
use crate::lsp::features::pages::Page;
use crate::lsp::snapshot::Snapshot;
use curate_document::{Definition, DefinitionId};
use gen_lsp_types::{Location, Position, Uri};

/// The links to the heading or anchor at `position`, or to that which the link there leads to; the references to the definition there.
/// With `declaration`, what they lead to goes first.
pub(crate) fn references(snapshot: &Snapshot, uri: &Uri, position: Position, declaration: bool) -> Vec<Location> {
    let Some(page) = snapshot.page_at(uri) else { return Vec::new() };
    let (document, offset) = (page.document, page.offset(position));
    if let Some(link) = link_at(document, offset) {
        if let Some(id) = link.definition {
            return document.definition(id).map_or_else(Vec::new, |of| uses(page, id, of, declaration));
        }
        let led = destination_of(snapshot, page, link).and_then(|(to, fragment)| Some((to, fragment?)));
        let found = led.and_then(|(to, fragment)| Some((to, anchor_position(to.document, &fragment)?)));
        return found.map_or_else(Vec::new, |(to, target)| links_to(snapshot, to, target, declaration));
    }
    if let Some(definition) = definition_at(document, offset) {
        let index = document.definitions().iter().position(|other| std::ptr::eq(other, definition));
        let id = index.map(|index| DefinitionId(index as u32));
        return id.map_or_else(Vec::new, |id| uses(page, id, definition, declaration));
    }
    let html = document.html_anchors().iter().find(|anchor| touches(anchor.span, offset));
    let target = html
        .map(|anchor| AnchorPosition::Html(anchor.span))
        .or_else(|| heading_at(document, offset).map(|(id, _)| AnchorPosition::Heading(id)));
    target.map_or_else(Vec::new, |target| links_to(snapshot, page, target, declaration))
}

fn links_to(snapshot: &Snapshot, to: Page<'_>, target: AnchorPosition, declaration: bool) -> Vec<Location> {
    let own = declaration.then(|| position_span(to.document, target)).flatten().map(|span| to.location(span));
    let links = inbound_links(snapshot, to).into_iter();
    let links = links.filter(|link| anchor_position(to.document, &link.fragment) == Some(target));
    own.into_iter().chain(links.map(|link| link.page.location(link.shown))).collect()
}

fn uses(page: Page<'_>, id: DefinitionId, definition: &Definition, declaration: bool) -> Vec<Location> {
    let own = declaration.then_some(definition.span);
    let links = page.document.links().iter().filter(|link| link.definition == Some(id)).map(|link| link.span);
    own.into_iter().chain(links).map(|span| page.location(span)).collect()
}
