//! Diagnostics for a client that asks for them.

use crate::lsp::client_settings::ClientSettings;
use crate::lsp::features::diagnostics::diagnostics;
use crate::lsp::snapshot::Snapshot;
use curate_document::EditionId;
use gen_lsp_types::{
    Diagnostic, DocumentDiagnosticReport, FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport,
};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// The diagnostics of `edition`, with those of the other open editions where `client` takes them; no more than that they are the same where
/// `previous` names them.
pub(crate) fn report(
    snapshot: &Snapshot,
    edition: EditionId,
    previous: Option<&str>,
    client: &ClientSettings,
) -> DocumentDiagnosticReport {
    let own = full(diagnostics(snapshot, edition, client));
    let others = snapshot.open().filter(|(other, _)| client.related_documents && *other != edition);
    let others: HashMap<_, _> =
        others.map(|(other, file)| (file.uri.clone(), full(diagnostics(snapshot, other, client)).into())).collect();
    let related_documents = Some(others).filter(|others| !others.is_empty());
    match own.result_id {
        Some(result_id) if previous == Some(&result_id) => {
            let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
            RelatedUnchangedDocumentDiagnosticReport { related_documents, unchanged_document_diagnostic_report }.into()
        }
        _ => RelatedFullDocumentDiagnosticReport { related_documents, full_document_diagnostic_report: own }.into(),
    }
}

/// What is said of a document that is not judged.
pub(crate) fn nothing() -> DocumentDiagnosticReport {
    let full_document_diagnostic_report = full(Vec::new());
    RelatedFullDocumentDiagnosticReport { related_documents: None, full_document_diagnostic_report }.into()
}

/// `items` with a name by which it can be told whether others are the same.
fn full(items: Vec<Diagnostic>) -> FullDocumentDiagnosticReport {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(&items).unwrap_or_default().hash(&mut hasher);
    FullDocumentDiagnosticReport { result_id: Some(format!("{:x}", hasher.finish())), items }
}
