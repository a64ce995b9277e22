//! Findings as they are recorded.

use curate_document::{EditionId, List, Span};
use curate_rules::Diagnostic;
use std::fmt::{Result, Write as _};

/// All of `diagnostics` as text: place, message, text, labels, help, fix and edits.
pub fn describe(list: &List, diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        one(&mut text, list, diagnostic).expect("text can be written to a string");
    }
    text
}

fn one(text: &mut String, list: &List, diagnostic: &Diagnostic) -> Result {
    let document = &list.edition(diagnostic.edition).expect("a finding is in an edition").document;
    let place = place(list, diagnostic.edition, diagnostic.span);
    let column = document.lines().column_of(diagnostic.span.start, document.source());
    let (severity, rule, message) = (diagnostic.severity.name(), diagnostic.rule, &diagnostic.message);
    writeln!(text, "{place}:{column} {severity} {rule}: {message}")?;
    writeln!(text, "    {:?}", document.text(diagnostic.span))?;
    for label in &diagnostic.labels {
        writeln!(text, "    label {} {}", self::place(list, label.edition, label.span), label.message)?;
    }
    if let Some(help) = &diagnostic.help {
        writeln!(text, "    help: {help}")?;
    }
    let Some(fix) = &diagnostic.fix else { return Ok(()) };
    writeln!(text, "    fix ({:?}): {}", fix.applicability, fix.title)?;
    for edit in &fix.edits {
        let document = &list.edition(edit.edition).expect("an edit is in an edition").document;
        let place = self::place(list, edit.edition, edit.span);
        writeln!(text, "        {place} {:?} -> {:?}", document.text(edit.span), edit.text)?;
    }
    Ok(())
}

fn place(list: &List, edition: EditionId, span: Span) -> String {
    let edition = list.edition(edition).expect("what is found is in an edition");
    format!("{}:{}", edition.path, edition.document.line_of(span.start))
}
