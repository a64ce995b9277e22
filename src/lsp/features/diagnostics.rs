//! Findings as diagnostics.

use crate::locale::page_address::page_address;
use crate::lsp::client_settings::ClientSettings;
use crate::lsp::snapshot::Snapshot;
use crate::terminal::sanitize;
use curate_document::EditionId;
use curate_rules::{Diagnostic as RuleDiagnostic, RULES, Severity, ShownAs};
use gen_lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Uri,
};

/// The diagnostics of `edition`.
pub(crate) fn diagnostics(snapshot: &Snapshot, edition: EditionId, client: &ClientSettings) -> Vec<Diagnostic> {
    let own = snapshot.diagnostics.iter().filter(|found| found.edition == edition);
    own.map(|found| diagnostic(snapshot, found, client)).collect()
}

/// What a client with the settings `client` shows of `found`.
pub(crate) fn diagnostic(snapshot: &Snapshot, found: &RuleDiagnostic, client: &ClientSettings) -> Diagnostic {
    let said = [Some(&found.message), found.help.as_ref()].into_iter().flatten();
    let lines: Vec<String> = said.map(|text| sanitize::line(&text.to_string()).into_owned()).collect();
    let page = Uri::parse(&page_address(found.rule, snapshot.language)).ok();
    let shows_page = client.shows.code_description_support.unwrap_or(false);
    Diagnostic {
        range: snapshot.range(found.edition, found.span),
        severity: Some(severity(found.severity)),
        code: Some(found.rule.to_owned().into()),
        code_description: page.filter(|_| shows_page).map(|href| CodeDescription { href }),
        source: Some("curate".to_owned()),
        message: lines.join("\n").into(),
        tags: tag(found, client).map(|tag| vec![tag]),
        related_information: related(snapshot, found, client),
        ..Diagnostic::default()
    }
}

/// How it is shown beside being underlined, where `client` does that.
fn tag(found: &RuleDiagnostic, client: &ClientSettings) -> Option<DiagnosticTag> {
    let rule = RULES.iter().find(|rule| rule.name == found.rule)?;
    let tag = match rule.shown_as? {
        ShownAs::Unnecessary => DiagnosticTag::Unnecessary,
        ShownAs::Outdated => DiagnosticTag::Deprecated,
    };
    Some(tag).filter(|tag| client.shows_tag(*tag))
}

/// Hints are hints, as with `--hints`.
fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Hint => DiagnosticSeverity::Hint,
    }
}

fn related(
    snapshot: &Snapshot,
    found: &RuleDiagnostic,
    client: &ClientSettings,
) -> Option<Vec<DiagnosticRelatedInformation>> {
    if found.labels.is_empty() || !client.shows.related_information.unwrap_or(false) {
        return None;
    }
    let labels = found.labels.iter().filter_map(|label| {
        let message = sanitize::line(&label.message.to_string()).into_owned();
        Some(DiagnosticRelatedInformation { location: snapshot.location(label.edition, label.span)?, message })
    });
    Some(labels.collect())
}
