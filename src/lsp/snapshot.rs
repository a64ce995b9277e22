//! What a feature gets to see: one list as it was judged, with all that belongs to its answers. Plain data.

use crate::locale::SpokenLanguage;
use crate::lsp::position::{Encoding, PositionMap};
use crate::lsp::surroundings::Surroundings;
use curate_document::{Document, EditionId, List, Span};
use curate_rules::{Diagnostic, Facts};
use gen_lsp_types::{Location, Position, Range, Uri};
use std::path::PathBuf;

/// Where an edition of a list is.
#[derive(Clone, Debug)]
pub(crate) struct EditionFile {
    /// What the client calls it where it is open, else the URI of its file.
    pub uri: Uri,
    /// The path of its file (absolute); `None` for a text that has no file.
    #[allow(dead_code, reason = "features that name files read it")]
    pub path: Option<PathBuf>,
    /// The version of the open text that was judged; `None` where the file on disk was read.
    pub version: Option<i32>,
}

/// A list with its editions, open texts laid over files, as it was judged.
#[derive(Debug)]
pub(crate) struct Snapshot {
    /// The list; its open editions are judged, the others are context.
    pub list: List,
    /// Where its editions are, in their order.
    pub files: Vec<EditionFile>,
    /// What is known of its surroundings.
    pub facts: Facts,
    /// What else is around it.
    pub surroundings: Surroundings,
    /// What was found in its open editions, each place by itself, in the language of messages. Fixes are not screened yet.
    pub diagnostics: Vec<Diagnostic>,
    /// What the client counts columns in.
    pub encoding: Encoding,
    /// The language of messages.
    pub language: SpokenLanguage,
}

impl Snapshot {
    /// The edition that the client calls `uri`.
    pub(crate) fn edition_of(&self, uri: &Uri) -> Option<EditionId> {
        let index = self.files.iter().position(|file| file.uri == *uri)?;
        Some(EditionId(index as u32))
    }

    /// Where `edition` is.
    pub(crate) fn file(&self, edition: EditionId) -> Option<&EditionFile> {
        self.files.get(edition.0 as usize)
    }

    /// The editions that are open.
    pub(crate) fn open(&self) -> impl Iterator<Item = (EditionId, &EditionFile)> {
        let all = self.files.iter().enumerate().map(|(index, file)| (EditionId(index as u32), file));
        all.filter(|(_, file)| file.version.is_some())
    }

    /// The document of `edition`.
    pub(crate) fn document(&self, edition: EditionId) -> Option<&Document> {
        self.list.edition(edition).map(|edition| &edition.document)
    }

    /// The range of `span` in `edition`.
    pub(crate) fn range(&self, edition: EditionId, span: Span) -> Range {
        self.lines(edition).map_or_else(Range::default, |lines| lines.range(span))
    }

    /// The place of `span` in `edition`, for a client.
    pub(crate) fn location(&self, edition: EditionId, span: Span) -> Option<Location> {
        Some(Location { uri: self.file(edition)?.uri.clone(), range: self.range(edition, span) })
    }

    /// The byte at `position` in `edition`.
    #[allow(dead_code, reason = "features about a place read it")]
    pub(crate) fn offset(&self, edition: EditionId, position: Position) -> usize {
        self.lines(edition).map_or(0, |lines| lines.offset(position))
    }

    /// The bytes of `range` in `edition`.
    pub(crate) fn span(&self, edition: EditionId, range: Range) -> Span {
        self.lines(edition).map_or(Span::new(0, 0), |lines| lines.span(range))
    }

    fn lines(&self, edition: EditionId) -> Option<PositionMap<'_>> {
        let document = self.document(edition)?;
        Some(PositionMap::new(document.source(), document.lines(), self.encoding))
    }
}
