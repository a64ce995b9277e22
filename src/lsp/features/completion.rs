//! What can stand where a destination or a label is being written: anchors, files, URLs that the list has already, definitions.

use crate::lsp::features::completion_context::{CompletionContext, Written, completion_context};
use crate::lsp::features::document_symbols::on_one_line;
use crate::lsp::features::pages::Page;
use crate::lsp::snapshot::Snapshot;
use curate_document::{Document, Target};
use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemLabelDetails, CompletionList, Position, TextEdit, Uri,
};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::collections::BTreeSet;

/// After these a client comes by itself.
pub(crate) const TRIGGERS: [&str; 3] = ["#", "/", "["];

/// So many are sent; the client comes again when more is typed.
const MOST: usize = 500;

/// What ends a destination, or means something else in a URL.
const IN_PATH: &AsciiSet =
    &CONTROLS.add(b' ').add(b'(').add(b')').add(b'<').add(b'>').add(b'"').add(b'#').add(b'?').add(b'%');

/// What can stand at `position`.
pub(crate) fn completion(snapshot: &Snapshot, uri: &Uri, position: Position) -> CompletionList {
    let Some(page) = snapshot.page_at(uri) else { return CompletionList::default() };
    let (written, mut found) = match completion_context(page.document, page.offset(position)) {
        Some(CompletionContext::Label(written)) => (written, labels(page.document)),
        Some(CompletionContext::Destination(written)) => (written, destinations(snapshot, page, written)),
        None => return CompletionList::default(),
    };
    let is_incomplete = found.len() > MOST;
    found.truncate(MOST);
    let range = page.range(written.span);
    let items = found.into_iter().enumerate().map(|(index, proposal)| CompletionItem {
        label: on_one_line(&proposal.label),
        label_details: proposal
            .detail
            .map(|text| CompletionItemLabelDetails { detail: None, description: Some(on_one_line(&text)) }),
        kind: Some(proposal.kind),
        // In the order of the page.
        sort_text: Some(format!("{index:04}")),
        filter_text: Some(proposal.filter),
        text_edit: Some(TextEdit { range, new_text: proposal.text }.into()),
        ..CompletionItem::default()
    });
    CompletionList { is_incomplete, items: items.collect(), ..CompletionList::default() }
}

/// Something that can stand there.
struct Proposal {
    label: String,
    detail: Option<String>,
    kind: CompletionItemKind,
    /// What the client compares with what is typed.
    filter: String,
    /// What is inserted.
    text: String,
}

fn labels(document: &Document) -> Vec<Proposal> {
    let of = |definition: &curate_document::Definition| {
        let label = document.text(definition.label).to_owned();
        let (kind, detail) = (CompletionItemKind::Reference, Some(definition.url.to_string()));
        Proposal { filter: label.clone(), text: label.clone(), label, detail, kind }
    };
    document.definitions().iter().map(of).collect()
}

fn destinations(snapshot: &Snapshot, page: Page<'_>, written: Written<'_>) -> Vec<Proposal> {
    let typed = written.typed;
    if let Some((path, _)) = typed.split_once('#') {
        let is_url = path.contains(':');
        let resolved = || snapshot.page_of(&snapshot.facts.resolve(page.path, path)?);
        let to = if path.is_empty() { Some(page) } else { resolved().filter(|_| !is_url) };
        return to.map_or_else(Vec::new, |to| anchors(path, to.document));
    }
    let is_url = typed.contains(':') || (!typed.is_empty() && "https".starts_with(&typed.to_ascii_lowercase()));
    if is_url {
        return urls(snapshot, page, written);
    }
    let anchors = if typed.is_empty() { anchors("", page.document) } else { Vec::new() };
    anchors.into_iter().chain(files(snapshot, page, typed)).collect()
}

/// The anchors of `document`, behind `path`: those of headings with their text.
fn anchors(path: &str, document: &Document) -> Vec<Proposal> {
    let headings = document.sections().iter().map(|section| (&*section.slug, Some(section.rendered.to_string())));
    let html = document.html_anchors().iter().map(|anchor| (document.text(anchor.span), None));
    let named = headings.chain(html).filter(|(anchor, _)| !anchor.is_empty() && !anchor.contains(is_end));
    let of = |(anchor, heading): (&str, Option<String>)| {
        let text = format!("{path}#{anchor}");
        let filter = heading.as_ref().map_or_else(|| text.clone(), |heading| format!("{text} {heading}"));
        let detail = heading.is_some().then(|| format!("#{anchor}"));
        let label = heading.filter(|heading| !heading.trim().is_empty()).unwrap_or_else(|| text.clone());
        Proposal { label, detail, kind: CompletionItemKind::Reference, filter, text }
    };
    named.map(of).collect()
}

/// Whether `character` ends a destination.
fn is_end(character: char) -> bool {
    character.is_whitespace() || "()<>\"".contains(character)
}

/// The files that begin with what is `typed`, as the page leads to them.
fn files(snapshot: &Snapshot, page: Page<'_>, typed: &str) -> Vec<Proposal> {
    let folder: Vec<&str> = page.path.split('/').collect();
    let folder = folder.get(..folder.len() - 1).unwrap_or(&[]);
    let own = if typed.starts_with("./") { "./" } else { "" };
    let root = snapshot.facts.root.as_deref().filter(|_| typed.starts_with('/'));
    let as_linked = |path: &String| match root {
        Some("") => Some(format!("/{path}")),
        Some(root) => path.strip_prefix(root).filter(|rest| rest.starts_with('/')).map(str::to_owned),
        None if typed.starts_with('/') => None,
        None => Some(relative(folder, path, own)),
    };
    let is_other = |path: &&String| path.as_str() != page.path;
    let all = snapshot.surroundings.files.iter().filter(is_other).filter_map(as_linked).map(|path| {
        let text = utf8_percent_encode(&path, IN_PATH).to_string();
        Proposal { filter: text.clone(), label: path, detail: None, kind: CompletionItemKind::File, text }
    });
    all.filter(|proposal| proposal.text.starts_with(typed) || proposal.label.starts_with(typed)).collect()
}

/// How `path` is written in a page in `folder`; within it behind `own`.
fn relative(folder: &[&str], path: &str, own: &str) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    let shared = folder.iter().zip(&parts).take_while(|(a, b)| a == b).count().min(parts.len().saturating_sub(1));
    let down = parts.get(shared..).unwrap_or(&[]).join("/");
    let up = "../".repeat(folder.len() - shared);
    if up.is_empty() { format!("{own}{down}") } else { format!("{up}{down}") }
}

/// The URLs of the list with what is typed in them, each once, with where it stands: a duplicate is seen while it is written.
fn urls(snapshot: &Snapshot, own: Page<'_>, written: Written<'_>) -> Vec<Proposal> {
    let wanted = written.typed.to_ascii_lowercase();
    let mut known = BTreeSet::new();
    let mut found = Vec::new();
    for page in snapshot.pages().filter(|page| page.edition.is_some()) {
        for link in page.document.links().iter().filter(|link| link.target == Target::Url) {
            let is_meant = link.url.to_ascii_lowercase().contains(&wanted) && !link.url.contains(is_end);
            let is_this = page.path == own.path && link.destination.overlaps(written.span);
            if !is_meant || is_this || !known.insert(&*link.url) {
                continue;
            }
            let detail = Some(format!("{}:{}", page.path, page.document.line_of(link.span.start)));
            let (label, filter, text) = (link.url.to_string(), link.url.to_string(), link.url.to_string());
            found.push(Proposal { label, detail, kind: CompletionItemKind::Value, filter, text });
            if found.len() > MOST {
                return found;
            }
        }
    }
    found
}
