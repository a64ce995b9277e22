//! Sections of a translation whose text is older than what it translates.

use crate::api::blame::{Ages, Commit};
use crate::parity::support::outdated::{CommitPair, is_older};
use crate::parity::support::prose::prose_blocks;
use curate_document::{Alignment, Block, BlockId, Document, EditionId, EntryId, MatchKind, Partner, SectionId, Side};
use std::collections::BTreeMap;

/// A section of the source whose text changed after that of the translation did.
#[derive(Debug)]
pub(crate) struct OutdatedSection<'a> {
    /// Its paragraphs, cells and code blocks outside of entries.
    pub blocks: Vec<(BlockId, &'a Block)>,
    /// The section; `None` for what stands before any heading.
    pub source: Option<SectionId>,
    /// The section of the translation.
    pub translation: Option<SectionId>,
    /// When both last changed.
    pub commits: CommitPair<'a>,
}

/// The sections of a translation whose text is older than what it translates; subsections are apart. What is not committed
/// whole is left out.
pub(crate) fn outdated_sections<'a>(
    alignment: &Alignment,
    source: (EditionId, &'a Document),
    translation: (EditionId, &'a Document),
    ages: &'a Ages,
) -> Vec<OutdatedSection<'a>> {
    let mut of_source = by_section(alignment, Side::First, source.1);
    let of_translation = by_section(alignment, Side::Second, translation.1);
    let pairs = alignment.sections().map(|(first, second)| (Some(first), Some(second)));
    let outdated = |(first, second): (Option<SectionId>, Option<SectionId>)| {
        let blocks = of_source.remove(&first)?;
        let changed = newest(source, &blocks, ages)?;
        let translated = newest(translation, of_translation.get(&second)?, ages)?;
        let commits = CommitPair { changed, translated };
        is_older(commits).then_some(OutdatedSection { blocks, source: first, translation: second, commits })
    };
    [(None, None)].into_iter().chain(pairs).filter_map(outdated).collect()
}

type Blocks<'a> = Vec<(BlockId, &'a Block)>;

/// The text of `document` by section: what is not judged entry by entry.
fn by_section<'a>(
    alignment: &Alignment,
    side: Side,
    document: &'a Document,
) -> BTreeMap<Option<SectionId>, Blocks<'a>> {
    let is_entry =
        |id: EntryId| matches!(alignment.entry(side, id), Partner::Paired(_, how) if how != MatchKind::Position);
    let blocks = prose_blocks(document, |id, entry| entry.link.is_some() || is_entry(id));
    let mut sections: BTreeMap<Option<SectionId>, Blocks<'a>> = BTreeMap::new();
    for (id, block) in blocks {
        sections.entry(block.section).or_default().push((id, block));
    }
    sections
}

/// The newest commit of `blocks`; `None` where some of it is not committed, or not known.
fn newest<'a>((id, document): (EditionId, &Document), blocks: &Blocks<'_>, ages: &'a Ages) -> Option<&'a Commit> {
    let commits: Option<Vec<&Commit>> = blocks.iter().map(|(_, block)| ages.newest(id, document, block.span)).collect();
    commits?.into_iter().max_by_key(|commit| commit.time)
}
