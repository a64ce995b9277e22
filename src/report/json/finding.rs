//! A finding as the json format has it.

use crate::report::findings::{ReportedFinding, line_and_column};
use crate::report::json::shape::{JsonEdit, JsonFinding, JsonFix, JsonLabel, JsonLocation, JsonPosition};
use curate_document::{EditionId, List, Span};
use curate_rules::{Applicability, Edit, Label};

/// A finding as the contract has it.
pub(crate) fn finding<'a>(found: &ReportedFinding<'a>) -> JsonFinding<'a> {
    let diagnostic = found.diagnostic;
    let location = |edition: EditionId, span: Span| location(found.list, edition, span);
    let label = |label: &'a Label| JsonLabel {
        place: location(label.edition, label.span),
        message: label.message.to_string().into(),
    };
    let edit = |edit: &'a Edit| JsonEdit { place: location(edit.edition, edit.span), text: (&*edit.text).into() };
    let fix = diagnostic.fix.as_ref().map(|fix| JsonFix {
        title: fix.title.to_string().into(),
        applicability: match fix.applicability {
            Applicability::Safe => "safe".into(),
            Applicability::Unsafe => "unsafe".into(),
        },
        edits: fix.edits.iter().map(edit).collect(),
    });
    JsonFinding {
        rule: diagnostic.rule.into(),
        severity: diagnostic.severity.name().into(),
        message: diagnostic.message.to_string().into(),
        place: location(diagnostic.edition, diagnostic.span),
        labels: diagnostic.labels.iter().map(label).collect(),
        help: diagnostic.help.as_ref().map(|help| help.to_string().into()),
        fix,
    }
}

/// The bytes `span` of `edition`.
pub(crate) fn location(list: &List, edition: EditionId, span: Span) -> JsonLocation<'_> {
    let position = |offset: usize| {
        let (line, column) = line_and_column(list, edition, offset);
        JsonPosition { offset, line, column }
    };
    let path = list.edition(edition).map_or("", |edition| &edition.path);
    JsonLocation { path: path.into(), start: position(span.start), end: position(span.end) }
}
