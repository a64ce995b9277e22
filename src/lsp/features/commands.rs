//! The commands that a client may have run.

use gen_lsp_types::CodeActionKind;

/// Applies all safe fixes to a document.
pub(crate) const FIX_ALL: &str = "curate.fixAll";

/// Checks the links of the list of a document.
pub(crate) const CHECK_LINKS: &str = "curate.checkLinks";

/// All of them.
pub(crate) fn names() -> Vec<String> {
    vec![FIX_ALL.to_owned(), CHECK_LINKS.to_owned()]
}

/// The kind of the action that applies all safe fixes; editors run it on saving where they are told to.
pub(crate) fn fix_all_kind() -> CodeActionKind {
    CodeActionKind::Custom("source.fixAll.curate".into())
}
