//! The sections of a page with their entries, as a client shows them in a tree.

use crate::lsp::features::counterparts::entry_name;
use crate::lsp::features::pages::Page;
use crate::lsp::snapshot::Snapshot;
use crate::terminal::sanitize;
use curate_document::{Document, Entry, Span};
use gen_lsp_types::{DocumentSymbol, SymbolKind, Uri};

/// Deeper trees than this are not read; what is nested deeper stands beside what it is in.
const DEEPEST: usize = 16;

/// What a section or an entry is for a client.
pub(super) struct Symbol {
    /// Its heading or title, on one line.
    pub name: String,
    /// Of an entry its description, else the host of its link.
    pub detail: Option<String>,
    /// A text for a section, a field for an entry.
    pub kind: SymbolKind,
    /// All its bytes.
    pub whole: Span,
    /// The bytes of its name, which are among those.
    pub name_span: Span,
}

/// The sections and entries of the page `uri`, each in what it is in.
pub(crate) fn document_symbols(snapshot: &Snapshot, uri: &Uri) -> Vec<DocumentSymbol> {
    let Some(page) = snapshot.page_at(uri) else { return Vec::new() };
    let mut done = Vec::new();
    // What is not closed yet, the outermost first.
    let mut open: Vec<(Span, DocumentSymbol)> = Vec::new();
    for symbol in symbols(page.document) {
        while open.last().is_some_and(|(around, _)| !around.contains(symbol.whole) || open.len() == DEEPEST) {
            close(&mut open, &mut done);
        }
        open.push((symbol.whole, made(page, symbol)));
    }
    while !open.is_empty() {
        close(&mut open, &mut done);
    }
    done
}

/// Puts the innermost of `open` where it belongs.
fn close(open: &mut Vec<(Span, DocumentSymbol)>, done: &mut Vec<DocumentSymbol>) {
    let Some((_, symbol)) = open.pop() else { return };
    match open.last_mut() {
        Some((_, around)) => around.children.get_or_insert_default().push(symbol),
        None => done.push(symbol),
    }
}

fn made(page: Page<'_>, symbol: Symbol) -> DocumentSymbol {
    let (range, selection_range) = (page.range(symbol.whole), page.range(symbol.name_span));
    DocumentSymbol::new(symbol.name, symbol.detail, symbol.kind, None, None, range, selection_range, None)
}

/// The sections and entries of `document` in order; what is in another comes after it.
pub(super) fn symbols(document: &Document) -> Vec<Symbol> {
    let sections = document.sections().iter().map(|section| Symbol {
        name: named(&section.rendered, document.text(section.title)),
        detail: None,
        kind: SymbolKind::String,
        whole: section.span,
        name_span: section.title,
    });
    let entries = document.entries().iter().map(|entry| of_entry(document, entry));
    let mut all: Vec<Symbol> = sections.chain(entries).collect();
    all.sort_by_key(|symbol| (symbol.whole.start, std::cmp::Reverse(symbol.whole.end)));
    all
}

fn of_entry(document: &Document, entry: &Entry) -> Symbol {
    let name = entry_name(entry);
    let title = document.rendered_title(entry).unwrap_or_default();
    let description = entry.description.zip(entry.body).map(|(span, body)| document.rendered_at(body, span));
    let host = || Some(document.link_of(entry)?.parsed_url()?.host_str()?.to_owned());
    let detail = description.filter(|text| !text.trim().is_empty()).or_else(host);
    Symbol {
        name: named(&title, document.text(name)),
        detail: detail.map(|text| on_one_line(&text)),
        kind: SymbolKind::Field,
        whole: entry.span.join(name),
        name_span: name,
    }
}

/// The first of both that shows something; clients refuse a symbol without a name.
fn named(rendered: &str, raw: &str) -> String {
    let shown = [rendered, raw].into_iter().map(on_one_line).find(|text| !text.is_empty());
    shown.unwrap_or_else(|| "…".to_owned())
}

/// `text` without line endings and what would steer a client.
pub(super) fn on_one_line(text: &str) -> String {
    sanitize::line(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}
