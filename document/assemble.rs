//! Parses the pieces of a source in parallel and puts their parts together.

use crate::block::{Block, BlockId, BlockKind};
use crate::document::Document;
use crate::link::{DefinitionId, LinkId, target_of};
use crate::parse::parse_piece;
use crate::parts::Parts;
use crate::pieces::{Piece, Unparsed, UnparsedReason, pieces_of, smallest};
use crate::references::Labels;
use crate::span::{Lines, Span};
use crate::url_key::UrlKey;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Stack of a parsing thread in bytes: the parser recurses by nesting.
const STACK: usize = 16 * 1024 * 1024;

/// Runs `work` on the threads that parse: one for each core, with large stacks.
pub fn on_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    static POOL: OnceLock<Option<rayon::ThreadPool>> = OnceLock::new();
    let pool = POOL.get_or_init(|| rayon::ThreadPoolBuilder::new().stack_size(STACK).build().ok());
    match pool {
        Some(pool) => pool.install(work),
        None => work(),
    }
}

/// What became of one piece.
#[derive(Default)]
struct Outcome {
    parts: Vec<Parts>,
    unparsed: Vec<Unparsed>,
}

/// Parses `source` into a document that has no sections, entries and contents yet.
pub fn assemble(source: String, in_time: &(dyn Fn() -> bool + Sync)) -> Document {
    let pieces = pieces_of(&source);
    let mut labels = Labels::of(&pieces.text);
    let parse = |labels: &Labels<'_>| -> Vec<Outcome> {
        let work = || pieces.pieces.par_iter().map(|piece| parse_one(&pieces.text, piece, labels, in_time)).collect();
        on_large_stack(work)
    };
    let mut outcomes = parse(&labels);
    if correct(&mut labels, &outcomes) {
        outcomes = parse(&labels);
    }
    let mut document = Document {
        lines: Lines::of(&source),
        front_matter: pieces.front_matter,
        unparsed: pieces.unparsed,
        ..Document::default()
    };
    reserve(&mut document, &outcomes);
    let mut references = Vec::new();
    for outcome in outcomes {
        document.unparsed.extend(outcome.unparsed);
        for parts in outcome.parts {
            append(&mut document, parts, &source, &mut references);
        }
    }
    document.unparsed.sort_by_key(|part| part.span);
    document.source = source;
    resolve(&mut document, references);
    document
}

/// Makes room for all parts at once: growing by doubling would hold the largest lists three times.
fn reserve(document: &mut Document, outcomes: &[Outcome]) {
    let parts = || outcomes.iter().flat_map(|outcome| &outcome.parts);
    document.blocks.reserve_exact(parts().map(|parts| parts.blocks.len()).sum());
    document.inlines.reserve_exact(parts().map(|parts| parts.inlines.len()).sum());
    document.links.reserve_exact(parts().map(|parts| parts.links.len()).sum());
}

/// Corrects `labels` by what was parsed: a line in a paragraph may have looked like a definition, and one after
/// indented code not. Rare, so everything is parsed again then.
fn correct(labels: &mut Labels<'_>, outcomes: &[Outcome]) -> bool {
    let parts = || outcomes.iter().flat_map(|outcome| &outcome.parts);
    let defined = parts().flat_map(|parts| &parts.definitions).map(|definition| &*definition.identifier).collect();
    let used = parts().flat_map(|parts| &parts.references).map(|reference| reference.identifier.as_str()).collect();
    labels.correct(&defined, &used)
}

fn parse_one(text: &str, piece: &Piece, labels: &Labels<'_>, in_time: &(dyn Fn() -> bool + Sync)) -> Outcome {
    let mut outcome = Outcome::default();
    if !in_time() {
        outcome.unparsed.push(Unparsed { span: piece.body, reason: UnparsedReason::OutOfTime });
        return outcome;
    }
    if let Some(parts) = parse_piece(text, piece, &labels.definitions_for(text, piece.body)) {
        outcome.parts.push(parts);
        return outcome;
    }
    for part in smallest(text, piece) {
        match parse_piece(text, &part, &labels.definitions_for(text, part.body)) {
            Some(parts) => outcome.parts.push(parts),
            None => outcome.unparsed.push(Unparsed { span: part.body, reason: UnparsedReason::ParserPanicked }),
        }
    }
    outcome
}

/// Appends the parts of the next piece; a list or a table that goes on becomes one with its beginning.
fn append(document: &mut Document, mut parts: Parts, source: &str, references: &mut Vec<(LinkId, String)>) {
    let continued = continued(document, &parts, source);
    let first_block = document.blocks.len() as u32;
    let first_inline = document.inlines.len() as u32;
    let first_link = document.links.len() as u32;
    let dropped = u32::from(continued.is_some());
    let moved_block = |id: BlockId| match continued {
        Some(list) if id.0 == 0 => list,
        _ => BlockId(id.0 + first_block - dropped),
    };
    if let Some((list, first)) = continued.zip(parts.blocks.first().map(|block| block.span)) {
        extend(&mut document.blocks, list, first.end);
    }
    for block in parts.blocks.iter_mut().skip(dropped as usize) {
        block.parent = block.parent.map(moved_block);
        block.inlines = (block.inlines.0 + first_inline, block.inlines.1 + first_inline);
    }
    let moved_link = |id: LinkId| LinkId(id.0 + first_link);
    for inline in &mut parts.inlines {
        inline.link = inline.link.map(moved_link);
        inline.image = inline.image.map(moved_link);
    }
    for link in &mut parts.links {
        link.block = moved_block(link.block);
        link.within = link.within.map(moved_link);
    }
    for comment in &mut parts.comments {
        comment.block = moved_block(comment.block);
    }
    references.extend(parts.references.into_iter().map(|raw| (moved_link(raw.link), raw.identifier)));
    document.blocks.extend(parts.blocks.into_iter().skip(dropped as usize));
    document.inlines.extend(parts.inlines);
    document.links.extend(parts.links);
    document.definitions.extend(parts.definitions);
    document.comments.extend(parts.comments);
    document.html_anchors.extend(parts.anchors);
    document.html_headings.extend(parts.html_headings);
}

/// The list or table before, which the first block of `parts` goes on with.
fn continued(document: &Document, parts: &Parts, source: &str) -> Option<BlockId> {
    let first = parts.blocks.first()?;
    // From the last block up to the top level: as many steps as it is deep.
    let mut id = BlockId((document.blocks.len() as u32).checked_sub(1)?);
    let mut last = document.block(id)?;
    while let Some(parent) = last.parent {
        id = parent;
        last = document.block(id)?;
    }
    let same = match (first.kind, last.kind) {
        (BlockKind::Table, BlockKind::Table) => parts.continues_table,
        (BlockKind::List { .. }, BlockKind::List { .. }) => marker(source, first) == marker(source, last),
        _ => false,
    };
    same.then_some(id)
}

/// The character that tells lists apart: the bullet, or what follows the number (CommonMark 5.3).
fn marker(source: &str, list: &Block) -> Option<char> {
    source.get(list.span.start..)?.chars().find(|character| !character.is_ascii_digit() && *character != ' ')
}

fn extend(blocks: &mut [Block], id: BlockId, end: usize) {
    if let Some(block) = blocks.get_mut(id.0 as usize) {
        block.span = Span::new(block.span.start, block.span.end.max(end));
    }
}

/// Gives every reference link the destination of the first definition with its label (CommonMark 6.3).
fn resolve(document: &mut Document, references: Vec<(LinkId, String)>) {
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (index, definition) in document.definitions.iter().enumerate() {
        first.entry(&*definition.identifier).or_insert(index);
    }
    let targets: Vec<_> = document
        .definitions
        .iter()
        .map(|definition| (target_of(&definition.url), UrlKey::of(&definition.url)))
        .collect();
    for (id, identifier) in references {
        let Some(index) = first.get(identifier.as_str()).copied() else { continue };
        let (Some(definition), Some((target, key))) = (document.definitions.get(index), targets.get(index)) else {
            continue;
        };
        let Some(link) = document.links.get_mut(id.0 as usize) else { continue };
        link.definition = Some(DefinitionId(index as u32));
        link.destination = definition.destination;
        link.url.clone_from(&definition.url);
        link.target = target.clone();
        link.key.clone_from(key);
    }
}
