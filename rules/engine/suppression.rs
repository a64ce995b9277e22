//! Comments that silence findings.

use crate::engine::diagnostic::Diagnostic;
use crate::engine::rule::Declaration;
use crate::engine::settings::Settings;
use curate_document::List;

/// Drops the findings that a comment silences.
pub fn apply(_list: &List, _settings: &[Settings], _rules: &[&'static Declaration], diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics
}
