//! What is around a list: the other pages and files of its project, and what earlier runs know of its links. Plain data.

use curate_document::{Document, Link};
use curate_rules::api::link_url::{request_url, url_of};
use curate_rules::api::outcome::Outcome;
use curate_rules::{Outcomes, Text};
use gen_lsp_types::Uri;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

/// What is around a list. Clones share all of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Surroundings {
    /// Where curate runs (absolute): the paths of editions begin there.
    pub here: PathBuf,
    /// The markdown pages of the project that are no edition of the list, in order of their paths.
    pub pages: Arc<[Arc<OtherPage>]>,
    /// The files of the project, relative to where curate runs, with forward slashes, in order.
    pub files: Arc<[String]>,
    /// What earlier runs know of URLs.
    pub checked: Arc<CheckedUrls>,
}

/// A markdown page that is no edition of the list.
#[derive(Debug)]
pub(crate) struct OtherPage {
    /// Its path relative to where curate runs, with forward slashes.
    pub path: String,
    /// What the client calls it.
    pub uri: Uri,
    /// The version of the buffer that it is open in; `None` where it was read from disk.
    pub version: Option<i32>,
    /// What is in it.
    pub document: Document,
}

/// What earlier runs know of URLs.
#[derive(Debug, Default)]
pub(crate) struct CheckedUrls {
    /// Their outcomes.
    pub outcomes: Outcomes,
    /// What `curate explain` says of each, a line each, by the URL as it was requested.
    pub histories: HashMap<Arc<str>, Vec<Text>>,
}

impl CheckedUrls {
    /// What is known of the URL that `link` leads to.
    pub(crate) fn of(&self, link: &Link) -> Option<(&Outcome, &[Text])> {
        let url = url_of(link).and_then(|url| request_url(&url))?;
        let outcome = self.outcomes.get(&url)?;
        Some((outcome, self.histories.get(&*outcome.url).map_or(&[], Vec::as_slice)))
    }
}
