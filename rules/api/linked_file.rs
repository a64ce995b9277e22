//! What is known of a file that a document links to.

use std::collections::BTreeSet;
use std::sync::Arc;

/// What is known of a file that a document links to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkedFile {
    /// There is no such file.
    Missing,
    /// There is one, but not with these letter cases.
    OtherCase(String),
    /// A folder, or a file that is not markdown.
    Present,
    /// A markdown file with its anchors.
    Markdown(Arc<BTreeSet<String>>),
}
