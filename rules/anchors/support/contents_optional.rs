//! Sections that a table of contents may leave out.

use crate::anchors::support::heading_name::heading_name;
use curate_document::contents_title::is_contents_title;
use curate_document::normal_text::undecorated;
use curate_document::{BlockKind, Contents, Document, Link, Section, SectionKind, Target};
use std::collections::BTreeSet;

/// Comments of tools that write contents which keep a heading out of them, without blanks and hyphens.
const OMITTED: [&str; 8] =
    ["omitintoc", "omitfromtoc", "omittoc", "toc:ignore", "tocignore", "ignoretoc", "notoc", "ignoreintoc"];
/// Classes that do the same in kramdown and Pandoc.
const CLASSES: [&str; 3] = [".no_toc", ".unlisted", ".no-toc"];
/// How the names of its files begin.
const README: &str = "readme";
/// A section that only leads on to another has at most this many bytes of text.
const LONGEST_STUB: usize = 400;

/// For every section, whether the contents may leave it out by what it is: it stands before the contents, is about the list,
/// says that it is to be left out, only leads on to another, has no anchor, or is named by an item without one.
pub(crate) fn may_be_left_out(document: &Document, contents: &Contents) -> Vec<bool> {
    let named = names_without_anchor(document, contents);
    left_out(document, contents.span.end, |name| SectionKind::of(name).is_some() || named.contains(&undecorated(name)))
}

/// For every section, whether contents that end at `end` may leave it out: as above, or because of its name.
pub(crate) fn left_out(document: &Document, end: usize, is_left_out: impl Fn(&str) -> bool) -> Vec<bool> {
    let omitted = omitted(document);
    let mut optional: Vec<bool> = Vec::with_capacity(document.sections().len());
    for (index, section) in document.sections().iter().enumerate() {
        let around = section.parent.and_then(|parent| optional.get(parent.0 as usize)).copied().unwrap_or(false);
        // What stands before the contents may hold what stands after it.
        let around = around
            && section
                .parent
                .and_then(|parent| document.section(parent))
                .is_some_and(|parent| parent.span.start >= end);
        let name = heading_name(document, section);
        let is_own = around
            || section.span.start < end
            || section.base.trim_matches('-').is_empty()
            || omitted.contains(&index)
            || is_contents_title(&name)
            || is_left_out(&name)
            || leads_on(document, index, section);
        optional.push(is_own);
    }
    optional
}

/// The texts of items without an anchor: they name sections, or link to pages of theirs.
fn names_without_anchor(document: &Document, contents: &Contents) -> BTreeSet<String> {
    let items = contents.items.iter().filter(|item| item.link.is_none());
    let name = |item: &curate_document::ContentsItem| {
        let link = document.links_in(item.span).first().filter(|link| item.span.contains(link.span));
        link.map_or_else(
            || undecorated(document.text(item.span)),
            |link| undecorated(document.rendered_at(link.block, link.text).trim()),
        )
    };
    items.map(name).collect()
}

/// The sections that a comment or a class keeps out of contents.
fn omitted(document: &Document) -> BTreeSet<usize> {
    let sections = document.sections();
    let mut omitted = BTreeSet::new();
    for comment in document.comments() {
        let text = document.text(comment.text).to_ascii_lowercase();
        let text: String = text.chars().filter(|character| !character.is_whitespace() && *character != '-').collect();
        if !OMITTED.contains(&text.as_str()) {
            continue;
        }
        let block = document.block(comment.block);
        if block.is_some_and(|block| matches!(block.kind, BlockKind::Heading { .. })) {
            let at = sections.partition_point(|section| section.span.start <= comment.span.start);
            omitted.extend(at.checked_sub(1));
            continue;
        }
        // Above the heading, nothing but blank space between.
        let at = sections.partition_point(|section| section.span.start < comment.span.end);
        let between = sections.get(at).and_then(|section| document.source().get(comment.span.end..section.span.start));
        if between.is_some_and(|between| between.trim().is_empty()) {
            omitted.insert(at);
        }
    }
    for (index, section) in sections.iter().enumerate() {
        let heading = document.block(section.heading).map_or(section.title, |heading| heading.span);
        let next = document.lines().content(document.line_of(heading.end) + 1, document.source());
        let next = document.text(next).trim();
        let is_attributes = |text: &str| text.ends_with('}') && CLASSES.iter().any(|class| text.contains(class));
        if is_attributes(document.text(section.title)) || (next.starts_with("{:") && is_attributes(next)) {
            omitted.insert(index);
        }
    }
    omitted
}

/// Whether a section is kept only to lead readers on: a few words with links to anchors of the document, or links to its
/// translations, and nothing else.
fn leads_on(document: &Document, index: usize, section: &Section) -> bool {
    let is_leaf = document.sections().get(index + 1).is_none_or(|next| next.span.start >= section.span.end);
    let heading = document.block(section.heading).map_or(section.title.end, |heading| heading.span.end);
    let body = curate_document::Span::new(heading.min(section.span.end), section.span.end);
    if !is_leaf || body.len() > LONGEST_STUB {
        return false;
    }
    let inside = document.links_in(body);
    let blocks = document.blocks();
    let first = blocks.partition_point(|block| block.span.start < body.start);
    let mut kinds = blocks.get(first..).unwrap_or(&[]).iter().take_while(|block| block.span.start < body.end);
    let is_prose = kinds.all(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote));
    let leads_within = |link: &Link| !link.image && matches!(link.target, Target::Anchor(_));
    let is_translation = |link: &Link| link.image || is_readme(&link.target);
    let texts = inside.iter().filter(|link| !link.image).count();
    is_prose && texts > 0 && inside.iter().all(leads_within) || texts > 1 && inside.iter().all(is_translation)
}

/// Whether `target` is the README of the folder in some language.
fn is_readme(target: &Target) -> bool {
    let Target::Path { path, .. } = target else { return false };
    let name = path.strip_prefix("./").unwrap_or(path);
    name.get(..README.len()).is_some_and(|start| start.eq_ignore_ascii_case(README)) && !name.contains('/')
}
