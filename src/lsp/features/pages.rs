//! The pages of a snapshot, as features see them.

use crate::lsp::position::PositionMap;
use crate::lsp::snapshot::Snapshot;
use curate_document::{Document, EditionId, Span};
use gen_lsp_types::{Location, Position, Range, Uri};

/// A markdown page: an edition of the list, or another page of the project that is known.
#[derive(Clone, Copy)]
pub(crate) struct Page<'a> {
    /// Its path relative to where curate runs, with forward slashes.
    pub path: &'a str,
    /// What the client calls it.
    pub uri: &'a Uri,
    /// The version of the buffer that it is open in; `None` where it is a file on disk.
    pub version: Option<i32>,
    /// What is in it.
    pub document: &'a Document,
    /// The edition of the list that it is.
    pub edition: Option<EditionId>,
    /// Its lines.
    pub lines: PositionMap<'a>,
}

impl Page<'_> {
    /// The range of the bytes of `span`.
    pub(crate) fn range(self, span: Span) -> Range {
        self.lines.range(span)
    }

    /// The byte at `position`; the nearest one where there is none.
    pub(crate) fn offset(self, position: Position) -> usize {
        self.lines.offset(position)
    }

    /// The place of `span`.
    pub(crate) fn location(self, span: Span) -> Location {
        Location { uri: self.uri.clone(), range: self.range(span) }
    }
}

impl Snapshot {
    /// All pages that are known: the editions in their order, then the others.
    pub(crate) fn pages(&self) -> impl Iterator<Item = Page<'_>> {
        let lines = |document| PositionMap::new(Document::source(document), document.lines(), self.encoding);
        let editions = self.list.iter().zip(&self.files).map(move |((id, edition), file)| Page {
            path: &edition.path,
            uri: &file.uri,
            version: file.version,
            document: &edition.document,
            edition: Some(id),
            lines: lines(&edition.document),
        });
        let others = self.surroundings.pages.iter().map(move |page| Page {
            path: &page.path,
            uri: &page.uri,
            version: page.version,
            document: &page.document,
            edition: None,
            lines: lines(&page.document),
        });
        editions.chain(others)
    }

    /// The page that the client calls `uri`.
    pub(crate) fn page_at(&self, uri: &Uri) -> Option<Page<'_>> {
        self.pages().find(|page| page.uri == uri)
    }

    /// The page at `path`, which is relative to where curate runs.
    pub(crate) fn page_of(&self, path: &str) -> Option<Page<'_>> {
        self.pages().find(|page| page.path == path)
    }
}
