//! One object with everything: a contract, described in the documentation. Hints are always in it.

use super::summary::Counts;
use super::{Format, Found, Report};
use crate::plain::neutral;
use curate_document::{EditionId, Span};
use curate_rules::{Applicability, Edit, Label};
use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};
use std::io::{self, Write};

/// The number that changes when a reader would have to.
const SCHEMA: u32 = 1;

/// One object.
pub struct Json;

#[derive(Serialize)]
struct Whole<'a> {
    schema: u32,
    summary: Summary,
    diagnostics: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Summary {
    documents: usize,
    errors: usize,
    warnings: usize,
    hints: usize,
    fixable: usize,
    complete: bool,
    shard: Option<(u32, u32)>,
}

/// A finding.
#[derive(Serialize)]
pub(super) struct Entry<'a> {
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    labels: Vec<Labelled<'a>>,
    help: Option<&'a str>,
    fix: Option<Fix<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    path: &'a str,
    start: Position,
    end: Position,
}

/// The offset in bytes, line and column 1-based, the column in characters.
#[derive(Serialize)]
struct Position {
    offset: usize,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Labelled<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    applicability: &'static str,
    edits: Vec<Replaced<'a>>,
}

#[derive(Serialize)]
struct Replaced<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    text: &'a str,
}

impl Format for Json {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let all = report.all();
        let counts = Counts::of(&all);
        let summary = Summary {
            documents: report.documents,
            errors: counts.errors,
            warnings: counts.warnings,
            hints: counts.hints,
            fixable: counts.safe,
            complete: report.complete,
            shard: None,
        };
        let whole = Whole { schema: SCHEMA, summary, diagnostics: all.iter().map(entry).collect() };
        write_line(&whole, out)
    }

    fn is_for_people(&self) -> bool {
        false
    }
}

/// Writes `value` as one harmless line of JSON.
pub(super) fn write_line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, Neutral);
    value.serialize(&mut serializer)?;
    writeln!(out)
}

/// A finding as the contract has it.
pub(super) fn entry<'a>(found: &Found<'a>) -> Entry<'a> {
    let diagnostic = found.diagnostic;
    let label = |label: &'a Label| Labelled { place: place(found, label.edition, label.span), message: &label.message };
    let edit = |edit: &'a Edit| Replaced { place: place(found, edit.edition, edit.span), text: &edit.text };
    let fix = diagnostic.fix.as_ref().map(|fix| Fix {
        title: &fix.title,
        applicability: match fix.applicability {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
        },
        edits: fix.edits.iter().map(edit).collect(),
    });
    Entry {
        rule: diagnostic.rule,
        severity: diagnostic.severity.name(),
        message: &diagnostic.message,
        place: place(found, diagnostic.edition, diagnostic.span),
        labels: diagnostic.labels.iter().map(label).collect(),
        help: diagnostic.help.as_deref(),
        fix,
    }
}

fn place<'a>(found: &Found<'a>, edition: EditionId, span: Span) -> Place<'a> {
    let position = |offset: usize| {
        let (line, column) = found.position(edition, offset);
        Position { offset, line, column }
    };
    Place { path: found.path(edition), start: position(span.start), end: position(span.end) }
}

/// Escapes what serde leaves alone but a terminal or the log of a CI run does not: C1 and bidi controls, and the bracket of
/// `##[`, which begins a command anywhere in a line. The value stays the same.
struct Neutral;

impl Formatter for Neutral {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        let next =
            |rest: &str| [rest.find(neutral::is_live), rest.find("##[").map(|at| at + 2)].into_iter().flatten().min();
        while let Some(at) = next(rest) {
            let (before, after) = rest.split_at(at);
            CompactFormatter.write_string_fragment(out, before)?;
            let mut characters = after.chars();
            for unit in characters.next().map(|live| live.encode_utf16(&mut [0; 2]).to_vec()).unwrap_or_default() {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = characters.as_str();
        }
        CompactFormatter.write_string_fragment(out, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn live_characters_are_escaped_and_keep_their_value() {
        let text = "a\u{1b}[31m\u{9b}中😀\u{202e}\"\\\u{feff} ##[group]";
        let mut out = Vec::new();
        let mut serializer = serde_json::Serializer::with_formatter(&mut out, Neutral);
        text.serialize(&mut serializer).expect("written");
        let written = String::from_utf8(out).expect("UTF-8");
        assert_eq!(written, r#""a\u001b[31m\u009b中😀\u202e\"\\\ufeff ##\u005bgroup]""#);
        assert_eq!(serde_json::from_str::<String>(&written).expect("json"), text);
    }
}
