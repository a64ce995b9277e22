//! Requests that are about no document in particular: symbols of the lists of all open texts.

use crate::lsp::features::workspace_symbols::workspace_symbols;
use crate::lsp::session::Session;
use gen_lsp_types::WorkspaceSymbol;
use lsp_server::RequestId;
use std::collections::BTreeSet;

impl Session {
    /// Responds with the sections and entries of all lists that were judged whose names have `query` in them, each once.
    pub(super) fn symbols(&self, id: RequestId, query: &str) {
        let mut known = BTreeSet::new();
        let found = self.lists.snapshots().flat_map(|snapshot| workspace_symbols(snapshot, query));
        // A page may be an edition of one list and stand beside another.
        let identity = |symbol: &WorkspaceSymbol| serde_json::to_string(&symbol.location).unwrap_or_default();
        let found: Vec<WorkspaceSymbol> = found.filter(|symbol| known.insert(identity(symbol))).collect();
        self.client.answer(id, serde_json::to_value(found).unwrap_or_default());
    }
}
