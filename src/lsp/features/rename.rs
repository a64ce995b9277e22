//! Renaming a heading together with all that leads to it.

use crate::lsp::client_settings::ClientSettings;
use crate::lsp::features::cursor::heading_at;
use crate::lsp::features::edits::workspace_edit;
use crate::lsp::features::heading_change::{PageEdits, heading_change};
use crate::lsp::snapshot::{EditionFile, Snapshot};
use curate_document::{Section, SectionId};
use curate_rules::{Text, text};
use gen_lsp_types::{Position, PrepareRenamePlaceholder, PrepareRenameResult, TextEdit, Uri, WorkspaceEdit};

/// The text of the heading at `position`, as the client lets its user change it; `None` where there is no heading.
pub(crate) fn prepare_rename(snapshot: &Snapshot, uri: &Uri, position: Position) -> Option<PrepareRenameResult> {
    let page = snapshot.page_at(uri)?;
    let (_, section) = nameable_at(snapshot, uri, position)?;
    let placeholder = page.document.text(section.title).to_owned();
    Some(PrepareRenamePlaceholder { range: page.range(section.title), placeholder }.into())
}

/// The edits that give the heading at `position` the text `new`, with every link to it in all pages.
///
/// # Errors
///
/// Why it cannot be called so.
pub(crate) fn rename(
    snapshot: &Snapshot,
    uri: &Uri,
    position: Position,
    new: &str,
    client: &ClientSettings,
) -> Result<WorkspaceEdit, Text> {
    let page = snapshot.page_at(uri);
    let Some((page, (id, _))) = page.zip(nameable_at(snapshot, uri, position)) else {
        return Err(text!("only headings can be renamed"));
    };
    let change = |of_page: PageEdits<'_>| {
        let page = of_page.page;
        let file = EditionFile { uri: page.uri.clone(), path: None, version: page.version };
        let edit = |(span, new_text)| TextEdit { range: page.range(span), new_text };
        (file, of_page.edits.into_iter().map(edit).collect())
    };
    Ok(workspace_edit(heading_change(snapshot, page, id, new)?.into_iter().map(change).collect(), client))
}

/// The section whose heading is at `position` and has a text.
fn nameable_at<'a>(snapshot: &'a Snapshot, uri: &Uri, position: Position) -> Option<(SectionId, &'a Section)> {
    let page = snapshot.page_at(uri)?;
    let (id, section) = heading_at(page.document, page.offset(position))?;
    (!section.title.is_empty() && !page.document.has_line_ending(section.title)).then_some((id, section))
}
