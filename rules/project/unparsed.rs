//! # project/unparsed
//!
//! A file that is not read, and so not checked: it is larger than 64 MiB.
//!
//! ## Why
//!
//! What is not read is not checked, and saying nothing would look like approval.
//!
//! ## Bad
//!
//! A file of 70 MiB.
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

use crate::api::diagnostic::{Finding, Severity};
use crate::api::rule::{Context, Declaration, FixKind, Rule, Sink, Subject};
use curate_document::{LARGEST_SOURCE, Span};

/// The declaration of `project/unparsed`.
pub const RULE: Declaration = Declaration {
    name: "project/unparsed",
    summary: "a file that is too large to be checked",
    severity: Severity::Warning,
    on_by_default: true,
    fix: FixKind::None,
    judges: &[Subject::Document],
    yields_to: &[],
    options: &[],
    source: include_str!("unparsed.rs"),
    build: |_| Box::new(Unparsed),
};

struct Unparsed;

impl Rule for Unparsed {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let Some(bytes) = context.document.unparsed() else { return };
        let most = LARGEST_SOURCE >> 20;
        sink.report(
            Finding::at(
                Span::at(0),
                format!("nothing of this file is checked: it has {bytes} bytes, more than {most} MiB"),
            )
            .help("split the file"),
        );
    }
}
