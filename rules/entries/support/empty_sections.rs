//! Sections with nothing under their heading.

use crate::api::facts::SectionCount;
use crate::text::section_kinds::SectionKinds;
use curate_document::html::{Markup, scan};
use curate_document::{Block, BlockId, BlockKind, Document, InlineKind, Section, SectionId, SectionKind, Span, Target};
use std::collections::BTreeMap;

/// Tags that show nothing by themselves.
const FRAMES: [&str; 9] = ["a", "br", "hr", "div", "p", "span", "details", "summary", "center"];

/// How comments begin that programs read, in lower case.
const MARKS: [&str; 17] = [
    "toc",
    "omit",
    "curate",
    "markdownlint",
    "lint",
    "prettier",
    "textlint",
    "remark",
    "vale",
    "cspell",
    "start",
    "end",
    "begin",
    "doctoc",
    "autocorrect",
    "awesome-lint",
    "/",
];

/// Headings of this level and below are set in the size of text.
const SMALL: u8 = 5;

/// How many sections `document` has, and how many of them are empty.
pub fn section_count(document: &Document) -> SectionCount {
    SectionCount { all: document.sections().len(), empty: empty(document, &SectionKinds::of_document(document)).len() }
}

/// The indices of the sections with nothing under their heading.
pub(crate) fn empty(document: &Document, kinds: &SectionKinds) -> Vec<usize> {
    let sections = document.sections();
    let filled = filled(document);
    let mut levels: Vec<u8> =
        sections.iter().zip(&filled).filter(|(_, filled)| **filled).map(|(section, _)| section.level).collect();
    levels.sort_unstable();
    levels.dedup();
    // Where headings lead back to the contents, that they do says nothing of what is under them.
    let leading = sections.iter().filter(|section| holds_link(document, section.heading, true)).count();
    let lead_back = leading * 2 > sections.len();
    let is_empty = |(index, section): &(usize, &Section)| {
        let id = SectionId(*index as u32);
        let is_parent = sections.get(index + 1).is_some_and(|next| next.parent == Some(id));
        let is_filled = filled.get(*index).copied().unwrap_or(true);
        !(is_filled
            || is_parent
            || is_small_print(section, &levels)
            || section.rendered.is_empty()
            || stands_alone(document, *index, &filled)
            || matches!(
                kinds.within(Some(id)),
                Some(SectionKind::People | SectionKind::Support | SectionKind::Footnotes)
            )
            || holds_link(document, section.heading, !lead_back))
    };
    sections.iter().enumerate().filter(is_empty).map(|(index, _)| index).collect()
}

/// Whether the heading is text set as one: a sentence, or of a low level that has never anything under it.
fn is_small_print(section: &Section, filled_levels: &[u8]) -> bool {
    let is_sentence = section.rendered.ends_with(['.', '!', '。', '！', '।', '…']);
    is_sentence || (section.level >= SMALL && !filled_levels.contains(&section.level))
}

/// Whether the section is a title, or a subtitle right under it.
fn stands_alone(document: &Document, index: usize, filled: &[bool]) -> bool {
    let first = document.sections().first();
    match index {
        0 => true,
        1 => first.is_some_and(|first| first.level == 1) && filled.first() == Some(&false),
        _ => false,
    }
}

/// Whether the heading leads somewhere, be it within the document where `anchors` count, or shows an image.
fn holds_link(document: &Document, heading: BlockId, anchors: bool) -> bool {
    document.inlines_of(heading).iter().any(|inline| {
        let link = inline.link.and_then(|id| document.link(id));
        inline.kind == InlineKind::Image
            || link.is_some_and(|link| anchors || !matches!(link.target, Target::Anchor(_)))
    })
}

/// By section, whether something is under its heading, before the next one.
fn filled(document: &Document) -> Vec<bool> {
    let mut filled = vec![false; document.sections().len()];
    let returns = returns(document);
    for (index, block) in document.blocks().iter().enumerate() {
        let Some(slot) = block.section.and_then(|section| filled.get_mut(section.0 as usize)) else { continue };
        if *slot || block.parent.is_some() {
            continue;
        }
        *slot = shows_something(document, BlockId(index as u32), block, &returns);
    }
    filled
}

fn shows_something(document: &Document, id: BlockId, block: &Block, returns: &BTreeMap<&str, usize>) -> bool {
    match block.kind {
        BlockKind::Heading { .. } | BlockKind::ThematicBreak | BlockKind::Definition => false,
        BlockKind::Html => shows(document.text(block.span)),
        BlockKind::Paragraph => {
            let text = document.text(block.span);
            let is_return = returns.get(text.trim()).is_some_and(|count| *count > 1);
            !is_return && (has_words(document, id) || shows(text))
        }
        _ => true,
    }
}

fn has_words(document: &Document, id: BlockId) -> bool {
    let shown = |kind: InlineKind| !matches!(kind, InlineKind::Html | InlineKind::SoftBreak | InlineKind::HardBreak);
    document.inlines_of(id).iter().any(|inline| shown(inline.kind) && !document.text(inline.span).trim().is_empty())
}

/// Whether raw HTML shows anything: text, or a tag that is more than a frame.
fn shows(html: &str) -> bool {
    let mut at = 0;
    for markup in scan(html) {
        let span = match &markup {
            Markup::Comment(_, inner) if says_something(html.get(inner.start..inner.end).unwrap_or("")) => return true,
            Markup::Comment(span, _) | Markup::Close(_, span) => *span,
            Markup::Open(tag) if FRAMES.iter().any(|frame| tag.name.eq_ignore_ascii_case(frame)) => tag.span,
            Markup::Open(_) => return true,
        };
        if !html.get(at..span.start).unwrap_or("").trim().is_empty() {
            return true;
        }
        at = span.end;
    }
    !html.get(at..).unwrap_or("").trim().is_empty()
}

/// Whether a comment is meant for people: words that are not a mark for a program (`toc`, `LIST:START`, `markdownlint-disable`).
fn says_something(comment: &str) -> bool {
    let first = comment.split_whitespace().next().unwrap_or("");
    let name = first.to_ascii_lowercase();
    let is_mark = first.trim_end_matches(':').contains([':', '='])
        || name.contains("-list")
        || name.contains("-toc")
        || name.contains("-disable")
        || name.contains("-enable")
        || MARKS.iter().any(|mark| name.starts_with(mark));
    !is_mark && comment.contains(char::is_alphabetic)
}

/// The paragraphs that are one link to a place of the same document and nothing else, and how often each is there.
fn returns(document: &Document) -> BTreeMap<&str, usize> {
    let mut returns: BTreeMap<&str, usize> = BTreeMap::new();
    let anchors = document.links().iter().filter(|link| matches!(link.target, Target::Anchor(_)));
    for link in anchors {
        let Some(block) = document.block(link.block) else { continue };
        let is_paragraph = block.parent.is_none() && matches!(block.kind, BlockKind::Paragraph | BlockKind::Html);
        let around = [Span::new(block.span.start, link.span.start), Span::new(link.span.end, block.span.end)];
        let is_alone = around.iter().all(|part| !document.text(*part).contains(char::is_alphanumeric));
        if is_paragraph && is_alone {
            *returns.entry(document.text(block.span).trim()).or_default() += 1;
        }
    }
    returns
}
