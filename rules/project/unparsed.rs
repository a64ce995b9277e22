//! # project/unparsed
//!
//! A part of the document that is not judged: it is over a cap, or the parser could not take it.
//!
//! ## Why
//!
//! What is not parsed is not linted, and saying nothing would look like approval.
//!
//! ## Bad
//!
//! A paragraph of more than 8 KiB, a block of more than 64 KiB that nothing splits, nesting deeper than 64.
//!
//! ## Good
//!
//! ```markdown
//! - [Lamp](https://lamp.example/) - A light for the desk.
//! ```
//!
//! ## Fix
//!
//! None.

use crate::engine::diagnostic::{Finding, Severity};
use crate::engine::rule::{Context, Declaration, FixKind, Rule, Sink};
use curate_document::{Span, UnparsedReason};

/// The declaration of `project/unparsed`.
pub const RULE: Declaration = Declaration {
    name: "project/unparsed",
    summary: "a part of the document that could not be parsed and is not judged",
    severity: Severity::Warning,
    on_by_default: true,
    fix: FixKind::None,
    asks: false,
    yields_to: &[],
    options: &[],
    source: include_str!("unparsed.rs"),
    build: |_| Box::new(Unparsed),
};

struct Unparsed;

impl Rule for Unparsed {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        // One finding for each reason that follows on itself: a hostile file has thousands of parts.
        let mut reported: Vec<(UnparsedReason, usize)> = Vec::new();
        for part in document.unparsed() {
            match reported.iter_mut().find(|(reason, _)| *reason == part.reason) {
                Some((_, count)) => *count += 1,
                None => reported.push((part.reason, 1)),
            }
        }
        for (reason, count) in reported {
            let Some(part) = document.unparsed().iter().find(|part| part.reason == reason) else { continue };
            let line = document.line_of(part.span.start);
            let content = document.lines().content(line, document.source());
            let span = Span::new(part.span.start, content.end.max(part.span.start));
            let more = if count > 1 { format!(", and {} more such parts", count - 1) } else { String::new() };
            let bytes = part.span.len();
            sink.report(
                Finding::at(span, format!("{bytes} bytes from here are not judged: {}{more}", why(reason)))
                    .help(mend(reason)),
            );
        }
    }
}

fn why(reason: UnparsedReason) -> &'static str {
    match reason {
        UnparsedReason::PieceTooLong => "a block over 64 KiB that nothing splits",
        UnparsedReason::InlineTooLong => "a paragraph or line over 8 KiB",
        UnparsedReason::NestedTooDeep => "nested deeper than 64",
        UnparsedReason::ParserPanicked => "the parser failed on it",
        UnparsedReason::OutOfTime => "the time for this file was used up",
    }
}

fn mend(reason: UnparsedReason) -> &'static str {
    match reason {
        UnparsedReason::PieceTooLong => "split it with headings or blank lines",
        UnparsedReason::InlineTooLong => "split it into paragraphs or items",
        UnparsedReason::NestedTooDeep => "nest less",
        UnparsedReason::ParserPanicked => {
            "look for a stray setext underline or an odd construct here, and write it in another way"
        }
        UnparsedReason::OutOfTime => "split the file",
    }
}
