//! The diagnostic format of reviewdog. Its columns count bytes, from 1; an end is exclusive.
//! <https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/reviewdog.proto>

use crate::report::json::write_line;
use crate::report::{Format, Found, Report};
use crate::terminal::sanitize;
use curate_document::{EditionId, Span};
use curate_rules::{Diagnostic, Fix, Severity};
use serde::Serialize;
use std::io::{self, Write};

/// One object.
pub struct Rdjson;

#[derive(Serialize)]
struct Whole<'a> {
    source: Source,
    diagnostics: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Entry<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
    #[serde(skip_serializing_if = "Vec::is_empty", rename = "related_locations")]
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Code {
    value: &'static str,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

#[derive(Serialize)]
struct Related<'a> {
    message: String,
    location: Location<'a>,
}

impl Format for Rdjson {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let diagnostics = report.shown().iter().map(entry).collect();
        write_line(&Whole { source: Source { name: "curate" }, diagnostics }, out)
    }

    fn is_for_people(&self) -> bool {
        false
    }
}

fn entry<'a>(found: &Found<'a>) -> Entry<'a> {
    let diagnostic = found.diagnostic;
    let related = diagnostic.labels.iter().map(|label| Related {
        message: sanitize::line(&label.message).into_owned(),
        location: location(found, label.edition, label.span),
    });
    let help = diagnostic.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    Entry {
        message: sanitize::line(&format!("{}{help}", diagnostic.message)).into_owned(),
        location: location(found, diagnostic.edition, diagnostic.span),
        severity: match diagnostic.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Hint => "INFO",
        },
        code: Code { value: diagnostic.rule },
        suggestions: diagnostic.fix.as_ref().and_then(|fix| suggestion(found, fix)).into_iter().collect(),
        related: related.collect(),
    }
}

fn location<'a>(found: &Found<'a>, edition: EditionId, span: Span) -> Location<'a> {
    Location { path: found.path(edition), range: range(found, edition, span) }
}

fn range(found: &Found<'_>, edition: EditionId, span: Span) -> Range {
    let position = |offset: usize| {
        let (line, column) = found.position_in_bytes(edition, offset);
        Position { line, column }
    };
    Range { start: position(span.start), end: position(span.end) }
}

/// The whole of `fix` as one replacement: each suggestion is offered by itself, and half a fix may be worse than none.
/// A fix of several documents cannot be offered, nor one whose edits are far apart.
fn suggestion(found: &Found<'_>, fix: &Fix) -> Option<Suggestion> {
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
    Some(Suggestion { range: range(found, *edition, around), text })
}
