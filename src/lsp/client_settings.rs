//! What a client says of itself when it begins, and what the server says of itself.

use crate::lsp::features::commands;
use crate::lsp::features::completion::TRIGGERS;
use crate::lsp::position::Encoding;
use crate::lsp::uri::path_of;
use gen_lsp_types::{
    ChangeNotifications, CodeActionKind, CodeActionOptions, CodeLensOptions, CompletionOptions, DiagnosticOptions,
    DiagnosticTag, DiagnosticsCapabilities, DocumentLinkOptions, ExecuteCommandOptions, InitializeParams,
    InitializeResult, RenameOptions, SaveOptions, ServerCapabilities, ServerInfo, TextDocumentSyncKind,
    TextDocumentSyncOptions, WorkDoneProgressOptions, WorkspaceFolders, WorkspaceFoldersServerCapabilities,
    WorkspaceOptions,
};
use std::path::PathBuf;

/// What a client can do, as far as it matters.
#[derive(Clone, Debug, Default)]
pub(crate) struct ClientSettings {
    /// What it counts columns in.
    pub encoding: Encoding,
    /// The folders that it has open (absolute).
    pub folders: Vec<PathBuf>,
    /// Whether it asks for diagnostics, so that they are not sent unasked.
    pub pulls: bool,
    /// Whether it can be told to ask for them again.
    pub refreshes: bool,
    /// Whether it takes diagnostics of other documents with those that it asks for.
    pub related_documents: bool,
    /// What it shows of a diagnostic.
    pub shows: DiagnosticsCapabilities,
    /// Whether it applies edits that name versions of documents.
    pub versioned_edits: bool,
    /// Whether it takes definitions with the bytes that they are asked for.
    pub definition_links: bool,
    /// Whether it watches files when it is told to.
    pub watches: bool,
    /// Whether it shows progress.
    pub progress: bool,
}

impl ClientSettings {
    /// What `params` say.
    pub(crate) fn of(params: &InitializeParams) -> Self {
        let capabilities = &params.capabilities;
        let general = capabilities.general.as_ref();
        let offers = general.and_then(|general| general.position_encodings.as_deref()).unwrap_or(&[]);
        let text_document = capabilities.text_document.as_ref();
        let workspace = capabilities.workspace.as_ref();
        let pulling = text_document.and_then(|text| text.diagnostic.as_ref());
        let publishing = text_document.and_then(|text| text.publish_diagnostics.as_ref());
        let shows = pulling.map(|pulling| &pulling.diagnostics_capabilities);
        let shows = publishing.map(|publishing| &publishing.diagnostics_capabilities).or(shows);
        let watching = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        let edits = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        let refreshing = workspace.and_then(|workspace| workspace.diagnostics.as_ref());
        Self {
            encoding: Encoding::chosen(offers),
            folders: folders(params),
            pulls: pulling.is_some(),
            refreshes: refreshing.and_then(|refreshing| refreshing.refresh_support).unwrap_or(false),
            related_documents: pulling.and_then(|pulling| pulling.related_document_support).unwrap_or(false),
            shows: shows.cloned().unwrap_or_default(),
            definition_links: text_document.and_then(|text| text.definition.as_ref()?.link_support).unwrap_or(false),
            versioned_edits: edits.and_then(|edits| edits.document_changes).unwrap_or(false),
            watches: watching.and_then(|watching| watching.dynamic_registration).unwrap_or(false),
            progress: capabilities.window.as_ref().and_then(|window| window.work_done_progress).unwrap_or(false),
        }
    }

    /// Whether it shows diagnostics with `tag`.
    pub(crate) fn shows_tag(&self, tag: DiagnosticTag) -> bool {
        self.shows.tag_support.as_ref().is_some_and(|support| support.value_set.contains(&tag))
    }
}

fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    #[expect(deprecated, reason = "clients that know no folders of a workspace name its root")]
    let root = params.root_uri.as_ref();
    match &params.workspace_folders_initialize_params.workspace_folders {
        Some(WorkspaceFolders::WorkspaceFolderList(folders)) => {
            folders.iter().filter_map(|folder| path_of(&folder.uri)).collect()
        }
        _ => root.and_then(path_of).into_iter().collect(),
    }
}

/// What the server tells a client with `settings` of itself.
pub(crate) fn introduction(settings: &ClientSettings) -> InitializeResult {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::Incremental),
        save: Some(SaveOptions { include_text: Some(false) }.into()),
        ..TextDocumentSyncOptions::default()
    };
    let diagnostics = DiagnosticOptions {
        identifier: Some("curate".to_owned()),
        inter_file_dependencies: true,
        workspace_diagnostics: false,
        ..DiagnosticOptions::default()
    };
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QuickFix, commands::fix_all_kind()]),
        ..CodeActionOptions::default()
    };
    let completions = CompletionOptions {
        trigger_characters: Some(TRIGGERS.map(str::to_owned).to_vec()),
        ..CompletionOptions::default()
    };
    let renames = RenameOptions { prepare_provider: Some(true), ..RenameOptions::default() };
    let folders = WorkspaceFoldersServerCapabilities {
        supported: Some(true),
        change_notifications: Some(ChangeNotifications::Bool(true)),
    };
    let commands = ExecuteCommandOptions {
        commands: commands::names(),
        work_done_progress_options: WorkDoneProgressOptions { work_done_progress: Some(true) },
    };
    let capabilities = ServerCapabilities {
        position_encoding: Some(settings.encoding.kind()),
        text_document_sync: Some(sync.into()),
        diagnostic_provider: Some(diagnostics.into()),
        code_action_provider: Some(actions.into()),
        document_formatting_provider: Some(true.into()),
        hover_provider: Some(true.into()),
        document_link_provider: Some(DocumentLinkOptions::default()),
        document_symbol_provider: Some(true.into()),
        workspace_symbol_provider: Some(true.into()),
        definition_provider: Some(true.into()),
        references_provider: Some(true.into()),
        completion_provider: Some(completions),
        rename_provider: Some(renames.into()),
        code_lens_provider: Some(CodeLensOptions::default()),
        execute_command_provider: Some(commands),
        workspace: Some(WorkspaceOptions { workspace_folders: Some(folders), ..WorkspaceOptions::default() }),
        ..ServerCapabilities::default()
    };
    let server_info = ServerInfo { name: "curate".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) };
    InitializeResult { capabilities, server_info: Some(server_info) }
}
