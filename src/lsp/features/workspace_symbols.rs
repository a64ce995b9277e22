//! The sections and entries of every page, by what their names have in them.

use crate::lsp::features::document_symbols::symbols;
use crate::lsp::snapshot::Snapshot;
use curate_rules::comparable;
use gen_lsp_types::{BaseSymbolInformation, SymbolKind, WorkspaceSymbol};

/// So many are sent; who wants others types more.
const MOST: usize = 500;

/// The sections and entries whose names have every word of `query` in them, in any letter case; all of them for an empty one. Sections
/// say which page they are in, entries in which section.
pub(crate) fn workspace_symbols(snapshot: &Snapshot, query: &str) -> Vec<WorkspaceSymbol> {
    let words: Vec<String> = query.split_whitespace().map(comparable).collect();
    let mut found = Vec::new();
    for page in snapshot.pages() {
        let mut section: Option<String> = None;
        for symbol in symbols(page.document) {
            let is_entry = symbol.kind == SymbolKind::Field;
            let container = section.clone().filter(|_| is_entry).unwrap_or_else(|| page.path.to_owned());
            if !is_entry {
                section = Some(symbol.name.clone());
            }
            let name = comparable(&symbol.name);
            if words.iter().all(|word| name.contains(word.as_str())) {
                let base = BaseSymbolInformation::new(symbol.name, symbol.kind, None, Some(container));
                found.push(WorkspaceSymbol::new(page.location(symbol.name_span).into(), None, base));
            }
            if found.len() == MOST {
                return found;
            }
        }
    }
    found
}
