//! What an edition has alone on purpose: `<!-- curate zh-only -->`.

use curate_document::{BlockId, BlockKind, Document, Entry, Language, SectionId, Span};

/// The places of a document that are marked as its own.
#[derive(Debug)]
pub(crate) struct EditionPragmas {
    /// The comments that say so.
    marks: Vec<Span>,
    /// The bytes of the marked sections.
    sections: Vec<Span>,
}

impl EditionPragmas {
    /// Reads the comments of `document`.
    pub(crate) fn of(document: &Document) -> Self {
        let marks: Vec<Span> = document
            .comments()
            .iter()
            .filter(|comment| is_pragma(document.text(comment.text)))
            .map(|comment| comment.span)
            .collect();
        let is_marked = |id: BlockId| {
            let heading = document.block(id).is_some_and(|block| marks.iter().any(|mark| block.span.contains(*mark)));
            let before = id.0.checked_sub(1).map(BlockId).and_then(|id| document.block(id));
            heading
                || before.is_some_and(|block| {
                    block.kind == BlockKind::Html && marks.iter().any(|mark| block.span.contains(*mark))
                })
        };
        let sections =
            document.sections().iter().filter(|_| !marks.is_empty()).filter(|section| is_marked(section.heading));
        let sections = sections.map(|section| section.span).collect();
        Self { marks, sections }
    }

    /// Whether `entry` is marked on its own line, or is in a section that is.
    pub(crate) fn has_entry(&self, entry: &Entry) -> bool {
        self.marks.iter().any(|mark| entry.own.contains(*mark))
            || self.sections.iter().any(|section| section.contains(entry.own))
    }

    /// Whether `section` is marked, or is in one that is.
    pub(crate) fn has_section(&self, document: &Document, section: SectionId) -> bool {
        document
            .section(section)
            .is_some_and(|section| self.sections.iter().any(|marked| marked.contains(section.span)))
    }
}

/// Whether a comment says `curate xx-only`.
fn is_pragma(comment: &str) -> bool {
    let directive = comment.trim().strip_prefix("curate").map(str::trim_start);
    let word = directive.and_then(|directive| directive.split([' ', ':', '\t', '\n']).next());
    word.and_then(|word| word.strip_suffix("-only")).is_some_and(|tag| Language::parse(tag).is_some())
}
