//! Which feature serves which request.

use crate::lsp::client_settings::ClientSettings;
use crate::lsp::features::diagnostics;
use crate::lsp::snapshot::Snapshot;
use curate_document::EditionId;
use gen_lsp_types::{
    DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport, LspRequestMethod as Method,
    RelatedFullDocumentDiagnosticReport, Uri,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Why a request is refused.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// There is no such method here.
    Unknown,
    /// Its parameters are not what the method takes.
    Parameters,
}

/// What a request is about.
pub(super) struct ListRequest {
    /// The document.
    pub uri: Uri,
    /// Makes the response.
    pub respond: Box<dyn FnOnce(&Snapshot, EditionId, &ClientSettings) -> Value>,
    /// The response where the document is not one that is judged.
    pub otherwise: Value,
}

/// What the request `method` with `params` wants.
pub(super) fn list_request(method: &str, params: Value) -> Result<ListRequest, Refusal> {
    match Method::from(method) {
        Method::TextDocumentDiagnostic => {
            let params: DocumentDiagnosticParams = read(params)?;
            let otherwise = value(report(Vec::new()));
            let respond = |snapshot: &Snapshot, edition, client: &ClientSettings| {
                value(report(diagnostics::diagnostics(snapshot, edition, client)))
            };
            Ok(ListRequest { uri: params.text_document.uri, respond: Box::new(respond), otherwise })
        }
        _ => Err(Refusal::Unknown),
    }
}

fn report(items: Vec<gen_lsp_types::Diagnostic>) -> DocumentDiagnosticReport {
    let full_document_diagnostic_report = FullDocumentDiagnosticReport { items, result_id: None };
    RelatedFullDocumentDiagnosticReport { full_document_diagnostic_report, related_documents: None }.into()
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, Refusal> {
    serde_json::from_value(params).map_err(|_| Refusal::Parameters)
}

fn value(response: impl Serialize) -> Value {
    serde_json::to_value(response).unwrap_or(Value::Null)
}
