//! The diagnostic format of reviewdog. Its columns count bytes, from 1; an end is exclusive.
//! <https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/reviewdog.proto>

use crate::locale::SpokenLanguage;
use crate::report::findings::{Report, ReportedFinding};
use crate::report::format::Format;
use crate::report::json::write_line;
use crate::report::rule_page::rule_page;
use crate::terminal::sanitize;
use curate_document::{EditionId, Span};
use curate_rules::{Diagnostic, Fix, Severity};
use serde::Serialize;
use std::io::{self, Write};

/// One object.
pub(super) struct Rdjson;

#[derive(Serialize)]
struct RdjsonReport<'a> {
    source: RdjsonSource,
    diagnostics: Vec<RdjsonDiagnostic<'a>>,
}

#[derive(Serialize)]
struct RdjsonSource {
    name: &'static str,
}

#[derive(Serialize)]
struct RdjsonDiagnostic<'a> {
    message: String,
    location: RdjsonLocation<'a>,
    severity: &'static str,
    code: RdjsonCode,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<RdjsonSuggestion>,
    #[serde(skip_serializing_if = "Vec::is_empty", rename = "related_locations")]
    related: Vec<RdjsonRelated<'a>>,
}

#[derive(Serialize)]
struct RdjsonCode {
    value: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct RdjsonLocation<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<RdjsonRange>,
}

#[derive(Serialize)]
struct RdjsonRange {
    start: RdjsonPosition,
    end: RdjsonPosition,
}

#[derive(Serialize)]
struct RdjsonPosition {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct RdjsonSuggestion {
    range: RdjsonRange,
    text: String,
}

#[derive(Serialize)]
struct RdjsonRelated<'a> {
    message: String,
    location: RdjsonLocation<'a>,
}

impl Format for Rdjson {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut diagnostics: Vec<RdjsonDiagnostic<'_>> = report.shown().iter().map(diagnostic).collect();
        // What was not checked has no place of its own: it stands at the first document, as a whole.
        let first = report.judged_paths().into_iter().next();
        let unchecked = report.unchecked.iter().filter(|unchecked| unchecked.is_of_urls());
        diagnostics.extend(unchecked.zip(first.into_iter().cycle()).map(|(unchecked, path)| RdjsonDiagnostic {
            message: report.language.say(unchecked.notice()),
            location: RdjsonLocation { path, range: None },
            severity: if unchecked.reason.is_failure() { "WARNING" } else { "INFO" },
            code: RdjsonCode { value: "not-checked", url: None },
            suggestions: Vec::new(),
            related: Vec::new(),
        }));
        write_line(&RdjsonReport { source: RdjsonSource { name: "curate" }, diagnostics }, out)
    }

    fn is_for_people(&self) -> bool {
        false
    }
}

fn diagnostic<'a>(found: &ReportedFinding<'a>) -> RdjsonDiagnostic<'a> {
    let diagnostic = found.diagnostic;
    let related = diagnostic.labels.iter().map(|label| RdjsonRelated {
        message: sanitize::line(&label.message.to_string()).into_owned(),
        location: location(found, label.edition, label.span),
    });
    let help = diagnostic.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    RdjsonDiagnostic {
        message: sanitize::line(&format!("{}{help}", diagnostic.message)).into_owned(),
        location: location(found, diagnostic.edition, diagnostic.span),
        severity: match diagnostic.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Hint => "INFO",
        },
        code: RdjsonCode { value: diagnostic.rule, url: Some(rule_page(diagnostic.rule, SpokenLanguage::En)) },
        suggestions: diagnostic.fix.as_ref().and_then(|fix| suggestion(found, fix)).into_iter().collect(),
        related: related.collect(),
    }
}

fn location<'a>(found: &ReportedFinding<'a>, edition: EditionId, span: Span) -> RdjsonLocation<'a> {
    RdjsonLocation { path: found.path(edition), range: Some(range(found, edition, span)) }
}

fn range(found: &ReportedFinding<'_>, edition: EditionId, span: Span) -> RdjsonRange {
    let position = |offset: usize| {
        let (line, column) = found.position_in_bytes(edition, offset);
        RdjsonPosition { line, column }
    };
    RdjsonRange { start: position(span.start), end: position(span.end) }
}

/// The whole of `fix` as one replacement: each suggestion is offered by itself, and half a fix may be worse than none.
/// A fix of several documents cannot be offered, nor one whose edits are far apart.
fn suggestion(found: &ReportedFinding<'_>, fix: &Fix) -> Option<RdjsonSuggestion> {
    const FARTHEST: usize = 2_000;
    let Diagnostic { edition, .. } = found.diagnostic;
    let mut edits: Vec<_> = fix.edits.iter().collect();
    if edits.iter().any(|edit| edit.edition != *edition) {
        return None;
    }
    edits.sort_by_key(|edit| edit.span);
    let around = edits.iter().map(|edit| edit.span).reduce(Span::join)?;
    if around.len() > FARTHEST {
        return None;
    }
    let document = found.document(*edition)?;
    let mut text = String::new();
    let mut at = around.start;
    for edit in edits {
        text.push_str(document.text(Span::new(at, edit.span.start)));
        text.push_str(&edit.text);
        at = edit.span.end;
    }
    Some(RdjsonSuggestion { range: range(found, *edition, around), text })
}
