//! What a client can follow from a page: links, images and definitions, with the URI that each leads to.

use crate::lsp::features::anchors::{anchor_position, destination_of, destination_of_definition, position_span};
use crate::lsp::features::pages::Page;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::uri::uri_of;
use curate_document::{Document, Link, LinkKind, Span, Target, link};
use gen_lsp_types::{DocumentLink, Uri};

/// The links of the page `uri`, in document order.
pub(crate) fn document_links(snapshot: &Snapshot, uri: &Uri) -> Vec<DocumentLink> {
    let Some(page) = snapshot.page_at(uri) else { return Vec::new() };
    let document = page.document;
    let of_links = document.links_and_embeds().filter_map(|link| {
        let known = destination_of(snapshot, page, link);
        let span = shown_span(document, link)?;
        Some((span, target(snapshot, page, &link.target, &link.url, known)?))
    });
    let of_definitions = document.definitions().iter().filter_map(|definition| {
        let known = destination_of_definition(snapshot, page, definition);
        let to = link::target_of(&definition.url);
        Some((definition.destination, target(snapshot, page, &to, &definition.url, known)?))
    });
    let mut all: Vec<(Span, Uri)> = of_links.chain(of_definitions).collect();
    all.sort_by_key(|(span, _)| *span);
    let link =
        |(span, target)| DocumentLink { range: page.range(span), target: Some(target), ..DocumentLink::default() };
    all.into_iter().map(link).collect()
}

/// The bytes of `link` that are followed: its destination, of a reference its label.
fn shown_span(document: &Document, link: &Link) -> Option<Span> {
    if link.kind != LinkKind::Reference {
        return Some(link.destination).filter(|span| !span.is_empty() && link.span.contains(*span));
    }
    let behind = Span::new(link.text.end, link.span.end);
    let label = document.text(behind).strip_prefix("][")?.strip_suffix(']')?;
    let start = link.text.end + "][".len();
    let label = Span::new(start, start + label.len());
    // `[text][]` and `[text]` are their own label, unless that is an image with a link of its own.
    if label.is_empty() { shortcut(link) } else { Some(label) }
}

fn shortcut(link: &Link) -> Option<Span> {
    Some(link.text).filter(|text| !text.is_empty() && link.has_text)
}

/// The URI that a destination leads to; `known` is the page that it is, with its fragment.
fn target(
    snapshot: &Snapshot,
    page: Page<'_>,
    target: &Target,
    url: &str,
    known: Option<(Page<'_>, Option<String>)>,
) -> Option<Uri> {
    if *target == Target::Url {
        return followed(url);
    }
    if let Some((to, fragment)) = known {
        let mut uri = to.uri.clone();
        let at = fragment.and_then(|fragment| anchor_position(to.document, &fragment));
        let span = at.and_then(|at| position_span(to.document, at));
        if let Some(span) = span {
            uri.set_fragment(Some(&format!("L{}", to.document.line_of(span.start))));
        }
        return Some(uri);
    }
    match target {
        Target::Mail => followed(url),
        Target::Path { path, .. } => {
            let path = snapshot.facts.resolve(page.path, path)?;
            uri_of(&snapshot.surroundings.here.join(path))
        }
        Target::Url | Target::Anchor(_) | Target::Invalid => None,
    }
}

/// The URI of `url`, where a client may open it: a list may name commands of the client too.
fn followed(url: &str) -> Option<Uri> {
    let url = url.trim();
    let url = if url.starts_with("//") { Uri::parse(&format!("https:{url}")) } else { Uri::parse(url) };
    url.ok().filter(|url| matches!(url.scheme(), "http" | "https" | "mailto"))
}
