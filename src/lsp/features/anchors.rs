//! Links that lead to a place of a page: which page and anchor they name, what that anchor is, and which links name it.

use crate::lsp::features::pages::Page;
use crate::lsp::snapshot::Snapshot;
use curate_document::{Definition, Document, Link, LinkId, LinkKind, SectionId, Span, Target, link};
use curate_rules::api::paths::percent_decoded;
use curate_rules::comparable;

/// What a fragment leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AnchorPosition {
    /// A heading that opens a section.
    Heading(SectionId),
    /// An `id=` or `name=` of raw HTML: its value.
    Html(Span),
}

/// Where `link`, one of `page`, leads: the page of the snapshot, with the fragment where it names one, its percent-encoding decoded.
pub(super) fn destination_of<'a>(
    snapshot: &'a Snapshot,
    page: Page<'a>,
    link: &Link,
) -> Option<(Page<'a>, Option<String>)> {
    if link.target == Target::Url {
        let path = snapshot.facts.own_repository.as_ref()?.page_of(&link.url)?;
        let fragment = link.parsed_url().and_then(|url| url.fragment()).map(percent_decoded);
        return Some((snapshot.page_of(&path)?, fragment));
    }
    destination(snapshot, page, &link.target)
}

/// The same of a link reference definition.
pub(super) fn destination_of_definition<'a>(
    snapshot: &'a Snapshot,
    page: Page<'a>,
    definition: &Definition,
) -> Option<(Page<'a>, Option<String>)> {
    destination(snapshot, page, &link::target_of(&definition.url))
}

fn destination<'a>(snapshot: &'a Snapshot, page: Page<'a>, target: &Target) -> Option<(Page<'a>, Option<String>)> {
    match target {
        Target::Anchor(anchor) => Some((page, Some(percent_decoded(anchor)))),
        Target::Path { path, anchor } => {
            let path = snapshot.facts.resolve(page.path, path)?;
            Some((snapshot.page_of(&path)?, anchor.as_deref().map(percent_decoded)))
        }
        Target::Url | Target::Mail | Target::Invalid => None,
    }
}

/// What `fragment` leads to in `document`: what is called so exactly, else what a reader would take for the same.
pub(super) fn anchor_position(document: &Document, fragment: &str) -> Option<AnchorPosition> {
    let is_same = |anchor: &str| anchor == fragment;
    first_anchor(document, is_same).or_else(|| {
        let wanted = comparable(fragment);
        first_anchor(document, |anchor| comparable(anchor) == wanted)
    })
}

/// The first anchor that `is_meant`; those of raw HTML are there to stay what they are when a heading changes, and go first.
fn first_anchor(document: &Document, is_meant: impl Fn(&str) -> bool) -> Option<AnchorPosition> {
    let html = document.html_anchors().iter().find(|anchor| is_meant(document.text(anchor.span)));
    let heading = || document.sections().iter().position(|section| is_meant(&section.slug));
    html.map(|anchor| AnchorPosition::Html(anchor.span))
        .or_else(|| Some(AnchorPosition::Heading(SectionId(heading()? as u32))))
}

/// The bytes of `document` that `position` is at: the text of a heading, the value of an attribute.
pub(super) fn position_span(document: &Document, position: AnchorPosition) -> Option<Span> {
    match position {
        AnchorPosition::Heading(id) => document.section(id).map(|section| section.title),
        AnchorPosition::Html(span) => Some(span),
    }
}

/// A destination with a fragment.
pub(super) struct InboundLink<'a> {
    /// The page that it is in.
    pub page: Page<'a>,
    /// Its destination, the fragment included.
    pub destination: Span,
    /// Where a reader sees it: the destination, of a reference the link itself.
    pub shown: Span,
    /// What follows `#`, its percent-encoding decoded.
    pub fragment: String,
    /// The link; `None` for a definition.
    pub link: Option<&'a Link>,
}

/// The links and definitions of all pages that lead to an anchor of `to`: page by page, in the order of each.
pub(super) fn inbound_links<'a>(snapshot: &'a Snapshot, to: Page<'_>) -> Vec<InboundLink<'a>> {
    let mut found = Vec::new();
    for page in snapshot.pages() {
        let first = found.len();
        for link in page.document.links_and_embeds().filter(|link| link.url.contains('#')) {
            let Some((target, Some(fragment))) = destination_of(snapshot, page, link) else { continue };
            if target.path == to.path {
                let shown = if link.kind == LinkKind::Reference { link.span } else { link.destination };
                found.push(InboundLink { page, destination: link.destination, shown, fragment, link: Some(link) });
            }
        }
        for definition in page.document.definitions().iter().filter(|definition| definition.url.contains('#')) {
            let Some((target, Some(fragment))) = destination_of_definition(snapshot, page, definition) else {
                continue;
            };
            if target.path == to.path {
                let destination = definition.destination;
                found.push(InboundLink { page, destination, shown: destination, fragment, link: None });
            }
        }
        if let Some(own) = found.get_mut(first..) {
            own.sort_by_key(|inbound| inbound.shown);
        }
    }
    found
}

/// The number of `link`, one of `document`, among its links; `None` for what raw HTML embeds.
pub(super) fn link_id(document: &Document, link: &Link) -> Option<LinkId> {
    let index = document.links().iter().position(|other| std::ptr::eq(other, link))?;
    Some(LinkId(index as u32))
}
