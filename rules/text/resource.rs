//! What an entry leads to, in a form that two entries have in common where they lead to the same thing.

use curate_document::{Document, Entry, Target, UrlKey};

/// A page of the web, or a file beside the document.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Resource<'a> {
    /// By its URL key.
    Web(&'a UrlKey),
    /// By its path without `./`, and its anchor.
    File(&'a str, Option<&'a str>),
}

impl<'a> Resource<'a> {
    /// Where the link of `entry` leads; `None` for an anchor of the same document, a mail address, and where there is no link.
    pub(crate) fn of(document: &'a Document, entry: &Entry) -> Option<Self> {
        let link = document.link_of(entry)?;
        match &link.target {
            Target::Path { path, anchor } => {
                let path = path.trim_start_matches("./");
                (!path.is_empty()).then_some(Self::File(path, anchor.as_deref()))
            }
            _ => link.key().map(Self::Web),
        }
    }
}
