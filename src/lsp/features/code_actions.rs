//! What can be done about findings: their fixes, and having them ignored.

use crate::lsp::client_settings::ClientSettings;
use crate::lsp::features::commands::{self, FIX_ALL};
use crate::lsp::features::diagnostics::diagnostic;
use crate::lsp::features::{edits, ignoring};
use crate::lsp::snapshot::Snapshot;
use crate::terminal::sanitize;
use curate_document::{EditionId, Span};
use curate_rules::{Applicability, Diagnostic, Severity, screen_offers, text};
use gen_lsp_types::{CodeAction, CodeActionKind, Command, Range, WorkspaceEdit};

/// The most findings whose actions are offered at once: more stand in no menu.
const MOST: usize = 20;

/// The actions for the findings in `range` of `edition`, those that `wants` their kind.
pub(crate) fn code_actions(
    snapshot: &Snapshot,
    edition: EditionId,
    range: Range,
    wants: &dyn Fn(&CodeActionKind) -> bool,
    client: &ClientSettings,
) -> Vec<CodeAction> {
    let mut actions = Vec::new();
    if wants(&CodeActionKind::QuickFix) {
        let span = snapshot.span(edition, range);
        let touched = |found: &&Diagnostic| found.edition == edition && touches(found.span, span);
        let mut found: Vec<Diagnostic> = snapshot.diagnostics.iter().filter(touched).take(MOST).cloned().collect();
        screen_offers(&snapshot.list, &mut found, Severity::Hint);
        actions.extend(found.iter().filter_map(|found| fix(snapshot, found, client)));
        actions.extend(found.iter().filter_map(|found| ignore(snapshot, found, client)));
    }
    if wants(&commands::fix_all_kind()) {
        actions.extend(snapshot.file(edition).map(|file| fix_all(snapshot, file.uri.as_str())));
    }
    actions
}

/// Whether a finding at `found` is meant by the selection `selected`; a caret at either end means it.
fn touches(found: Span, selected: Span) -> bool {
    found.start <= selected.end && selected.start <= found.end
}

/// The fix of `found`.
fn fix(snapshot: &Snapshot, found: &Diagnostic, client: &ClientSettings) -> Option<CodeAction> {
    let fix = found.fix.as_ref()?;
    let edit = edits::of_rule(snapshot, &fix.edits, client)?;
    let is_safe = fix.applicability == Applicability::Safe;
    let title = if is_safe { fix.title.clone() } else { text!("{title} (unsafe)", title = fix.title.clone()) };
    Some(CodeAction { is_preferred: is_safe.then_some(true), ..quick_fix(snapshot, found, title, edit, client) })
}

/// A comment that silences `found` where it stands.
fn ignore(snapshot: &Snapshot, found: &Diagnostic, client: &ClientSettings) -> Option<CodeAction> {
    let (comment, count) = ignoring::comment(snapshot, found)?;
    let edit = edits::of_rule(snapshot, &[comment], client)?;
    let title = match count {
        0 | 1 => text!("Ignore {rule} here", rule = found.rule),
        _ => text!("Ignore {rule} here ({count} findings)", rule = found.rule, count),
    };
    Some(quick_fix(snapshot, found, title, edit, client))
}

fn quick_fix(
    snapshot: &Snapshot,
    found: &Diagnostic,
    title: curate_rules::Text,
    edit: WorkspaceEdit,
    client: &ClientSettings,
) -> CodeAction {
    CodeAction {
        title: sanitize::line(&snapshot.language.say(title)).into_owned(),
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: Some(vec![diagnostic(snapshot, found, client)]),
        edit: Some(edit),
        ..CodeAction::default()
    }
}

/// All safe fixes at once; which they are is found when it is run.
fn fix_all(snapshot: &Snapshot, uri: &str) -> CodeAction {
    let title = snapshot.language.say(text!("Apply all safe fixes of curate"));
    let arguments = Some(vec![uri.into()]);
    let command = Command { title: title.clone(), command: FIX_ALL.to_owned(), arguments, ..Command::default() };
    CodeAction { title, kind: Some(commands::fix_all_kind()), command: Some(command), ..CodeAction::default() }
}
