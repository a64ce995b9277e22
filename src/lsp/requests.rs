//! Which feature serves which request.

use crate::lsp::client_settings::ClientSettings;
use crate::lsp::features::code_actions::code_actions;
use crate::lsp::features::code_lens::code_lenses;
use crate::lsp::features::completion::completion;
use crate::lsp::features::definition::definition;
use crate::lsp::features::document_links::document_links;
use crate::lsp::features::document_symbols::document_symbols;
use crate::lsp::features::hover::hover;
use crate::lsp::features::references::references;
use crate::lsp::features::rename::{prepare_rename, rename};
use crate::lsp::features::{commands, pulled};
use crate::lsp::project::FixSelection;
use crate::lsp::running_check::LinkRequest;
use crate::lsp::snapshot::Snapshot;
use curate_document::EditionId;
use gen_lsp_types::{
    CodeActionKind, CodeActionParams, DocumentDiagnosticParams, DocumentFormattingParams, ExecuteCommandParams,
    Location, LocationLink, LspRequestMethod as Method, Position, ReferenceParams, RenameParams,
    TextDocumentIdentifier, TextDocumentPositionParams, Uri, WorkspaceSymbolParams,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Why a request is refused.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum RequestError {
    /// There is no such method here.
    Unknown,
    /// Its parameters are not what the method takes.
    Parameters,
}

/// What a request wants.
pub(super) enum RequestKind {
    /// Something of a list as it was judged.
    List(ListRequest),
    /// What fixes would change.
    Fix(FixRequest),
    /// The sections and entries whose names have this in them.
    Symbols(String),
    /// Having links checked.
    Links(LinkRequest),
}

/// A request for something of the list of a document.
pub(super) struct ListRequest {
    /// The document.
    pub uri: Uri,
    /// Whether the response changes pages beside the list, which must be known as they are.
    pub changes_pages: bool,
    /// Makes the response; an error says why there is none, in the language of messages.
    pub respond: Box<dyn FnOnce(&Snapshot, EditionId, &ClientSettings) -> Result<Value, String>>,
    /// The response where the document is not one that is judged.
    pub otherwise: Value,
}

/// A request for what fixes would change in a document.
#[derive(Clone, Debug)]
pub(super) struct FixRequest {
    /// The document.
    pub uri: Uri,
    /// Which fixes.
    pub kind: FixSelection,
    /// What the response is.
    pub response: FixResponse,
}

/// What the response to a [`FixRequest`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FixResponse {
    /// Edits of the document.
    Edits,
    /// An action that makes the changes.
    Action,
    /// Nothing, after the client was told to make the changes.
    Applied,
}

/// What the request `method` with `params` wants.
pub(super) fn wanted(method: &str, params: Value) -> Result<RequestKind, RequestError> {
    match Method::from(method) {
        Method::TextDocumentDiagnostic => {
            let DocumentDiagnosticParams { text_document, previous_result_id, .. } = read(params)?;
            let otherwise = value(pulled::nothing());
            Ok(of_list(text_document.uri, otherwise, move |snapshot, edition, client| {
                pulled::report(snapshot, edition, previous_result_id.as_deref(), client)
            }))
        }
        Method::TextDocumentCodeAction => {
            let CodeActionParams { text_document, range, context, .. } = read(params)?;
            let only = context.only;
            let is_fix_all = |kind: &CodeActionKind| is_within(&commands::fix_all_kind(), kind);
            if only.as_ref().is_some_and(|only| !only.is_empty() && only.iter().all(is_fix_all)) {
                return Ok(fix(text_document.uri, FixSelection::All, FixResponse::Action));
            }
            let wants = move |kind: &CodeActionKind| {
                only.as_ref().is_none_or(|only| only.iter().any(|wanted| is_within(kind, wanted)))
            };
            Ok(of_list(text_document.uri, Value::Array(Vec::new()), move |snapshot, edition, client| {
                code_actions(snapshot, edition, range, &wants, client)
            }))
        }
        Method::TextDocumentFormatting => {
            let DocumentFormattingParams { text_document, .. } = read(params)?;
            Ok(fix(text_document.uri, FixSelection::Layout, FixResponse::Edits))
        }
        Method::WorkspaceExecuteCommand => {
            let ExecuteCommandParams { command, arguments, work_done_progress_params } = read(params)?;
            match command.as_str() {
                commands::FIX_ALL => Ok(fix(document(arguments)?, FixSelection::All, FixResponse::Applied)),
                commands::CHECK_LINKS => Ok(RequestKind::Links(LinkRequest {
                    uri: document(arguments)?,
                    token: work_done_progress_params.work_done_token,
                })),
                _ => Err(RequestError::Parameters),
            }
        }
        method => wanted_feature(&method, params),
    }
}

/// The same for what editors show of lists beside findings.
fn wanted_feature(method: &Method<'_>, params: Value) -> Result<RequestKind, RequestError> {
    match method {
        Method::TextDocumentHover => at_position(params, Value::Null, |snapshot, uri, at, _| hover(snapshot, uri, at)),
        Method::TextDocumentDefinition => at_position(params, none(), |snapshot, uri, at, client| {
            let found = definition(snapshot, uri, at);
            if client.definition_links { value(found) } else { value(locations(found)) }
        }),
        Method::TextDocumentReferences => {
            let params: ReferenceParams = read(params)?;
            let (of, declaration) = (params.text_document_position_params, params.context.include_declaration);
            let uri = of.text_document.uri;
            Ok(of_list(uri.clone(), none(), move |snapshot, _, _| references(snapshot, &uri, of.position, declaration)))
        }
        Method::TextDocumentCompletion => {
            at_position(params, none(), |snapshot, uri, at, _| completion(snapshot, uri, at))
        }
        Method::TextDocumentPrepareRename => {
            at_position(params, Value::Null, |snapshot, uri, at, _| prepare_rename(snapshot, uri, at))
        }
        Method::TextDocumentRename => {
            let RenameParams { new_name, text_document_position_params: of, .. } = read(params)?;
            let uri = of.text_document.uri.clone();
            let respond = move |snapshot: &Snapshot, _: EditionId, client: &ClientSettings| {
                let edit = rename(snapshot, &of.text_document.uri, of.position, &new_name, client);
                edit.map(value).map_err(|why| snapshot.language.say(why))
            };
            let (respond, otherwise) = (Box::new(respond), Value::Null);
            Ok(RequestKind::List(ListRequest { uri, changes_pages: true, respond, otherwise }))
        }
        Method::TextDocumentDocumentLink => of_document(params, document_links),
        Method::TextDocumentDocumentSymbol => of_document(params, document_symbols),
        Method::TextDocumentCodeLens => of_document(params, code_lenses),
        Method::WorkspaceSymbol => {
            let WorkspaceSymbolParams { query, .. } = read(params)?;
            Ok(RequestKind::Symbols(query))
        }
        _ => Err(RequestError::Unknown),
    }
}

/// What clients get that take no more than places.
fn locations(links: Vec<LocationLink>) -> Vec<Location> {
    let location = |link: LocationLink| Location { uri: link.target_uri, range: link.target_selection_range };
    links.into_iter().map(location).collect()
}

/// A list with nothing in it.
fn none() -> Value {
    Value::Array(Vec::new())
}

/// A request for what is at a position; other parameters are of no interest.
fn at_position<T: Serialize>(
    params: Value,
    otherwise: Value,
    respond: impl FnOnce(&Snapshot, &Uri, Position, &ClientSettings) -> T + 'static,
) -> Result<RequestKind, RequestError> {
    let TextDocumentPositionParams { text_document, position } = read(params)?;
    let uri = text_document.uri;
    Ok(of_list(uri.clone(), otherwise, move |snapshot, _, client| respond(snapshot, &uri, position, client)))
}

/// A request for all there is of a kind in a document.
fn of_document<T: Serialize>(
    mut params: Value,
    respond: impl FnOnce(&Snapshot, &Uri) -> T + 'static,
) -> Result<RequestKind, RequestError> {
    // An index would panic where these are no object.
    let document = params.get_mut("textDocument").map(serde_json::Value::take).unwrap_or_default();
    let TextDocumentIdentifier { uri } = read(document)?;
    Ok(of_list(uri.clone(), none(), move |snapshot, _, _| respond(snapshot, &uri)))
}

fn of_list<T: Serialize>(
    uri: Uri,
    otherwise: Value,
    respond: impl FnOnce(&Snapshot, EditionId, &ClientSettings) -> T + 'static,
) -> RequestKind {
    let respond =
        move |snapshot: &Snapshot, edition, client: &ClientSettings| Ok(value(respond(snapshot, edition, client)));
    RequestKind::List(ListRequest { uri, changes_pages: false, respond: Box::new(respond), otherwise })
}

fn fix(uri: Uri, kind: FixSelection, response: FixResponse) -> RequestKind {
    RequestKind::Fix(FixRequest { uri, kind, response })
}

/// The document that the first of `arguments` names.
fn document(arguments: Option<Vec<Value>>) -> Result<Uri, RequestError> {
    let first = arguments.into_iter().flatten().next().ok_or(RequestError::Parameters)?;
    read(first)
}

/// Whether `kind` is `wanted` or one of its kinds: kinds are names with dots, the wider first.
fn is_within(kind: &CodeActionKind, wanted: &CodeActionKind) -> bool {
    let (kind, wanted) = (String::from(kind.clone()), String::from(wanted.clone()));
    wanted.is_empty() || kind == wanted || kind.strip_prefix(&wanted).is_some_and(|rest| rest.starts_with('.'))
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, RequestError> {
    serde_json::from_value(params).map_err(|_| RequestError::Parameters)
}

fn value(response: impl Serialize) -> Value {
    serde_json::to_value(response).unwrap_or(Value::Null)
}
