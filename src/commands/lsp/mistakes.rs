//! Mistakes of configuration files, as an editor shows them.

use crate::commands::failure::Failure;
use crate::lsp::position::{Encoding, PositionMap};
use crate::lsp::uri::uri_of;
use crate::workspace::regular_file::text_in_repository;
use crate::workspace::shown_path::normalised;
use curate_document::{LineIndex, Span};
use gen_lsp_types::{Diagnostic, DiagnosticSeverity, Uri};
use miette::SourceSpan;
use std::path::Path;

/// The largest configuration that is read, in bytes.
const SIZE_CAP: u64 = 1 << 20;

/// What `failure` says of a configuration file, with that file, as seen from `here`; `None` where it points into no file.
pub(super) fn mistake(failure: &Failure, here: &Path, encoding: Encoding) -> Option<(Uri, Diagnostic)> {
    let label = failure.labels()?.next()?;
    let at = SourceSpan::new(label.offset().into(), label.len());
    let contents = failure.source_code()?.read_span(&at, 0, 0).ok()?;
    let path = normalised(&here.join(contents.name()?));
    let text = text_in_repository(&path, SIZE_CAP).unwrap_or_default();
    let index = LineIndex::of(&text);
    let span = Span::new(label.offset(), label.offset() + label.len());
    let message = match failure.help() {
        Some(help) => format!("{failure}\n{help}"),
        None => failure.to_string(),
    };
    let diagnostic = Diagnostic {
        range: PositionMap::new(&text, &index, encoding).range(span),
        severity: Some(DiagnosticSeverity::Error),
        source: Some("curate".to_owned()),
        message: message.into(),
        ..Diagnostic::default()
    };
    Some((uri_of(&path)?, diagnostic))
}
