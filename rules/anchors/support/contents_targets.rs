//! Where the anchors of a document lead, for the lines of its contents.

use crate::anchors::support::anchor_index::attribute_id;
use crate::anchors::support::fragment_spelling::decoded;
use curate_document::Document;
use curate_document::slug::{fold, without_variation_selectors};
use std::collections::BTreeMap;

/// The farthest, in bytes, that an HTML anchor may stand before its heading.
const FARTHEST_ANCHOR: usize = 300;

/// Where the anchor of a line leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// To the heading of the section at this index.
    Section(usize),
    /// To raw HTML away from any heading, to a heading in a quote, or on a route of the site.
    Elsewhere,
    /// To the top of the page, as what has no place yet does.
    Top,
}

/// Where an anchor leads by its place.
#[derive(Clone, Copy, Debug)]
struct AnchorTarget {
    /// What it leads to, whatever the line says.
    usual: Destination,
    /// The sections that a line may name by it as well: the one it is in, the one whose heading follows.
    near: [Option<usize>; 2],
}

impl AnchorTarget {
    fn of(usual: Destination) -> Self {
        Self { usual, near: [None; 2] }
    }
}

/// The anchors of a document.
#[derive(Default)]
pub(crate) struct AnchorTargets {
    exact: BTreeMap<String, AnchorTarget>,
    folded: BTreeMap<String, AnchorTarget>,
    /// By an anchor in raw HTML, the sections whose headings have it.
    given: BTreeMap<String, Vec<usize>>,
}

impl AnchorTargets {
    /// The anchors of `document`.
    pub(crate) fn of(document: &Document) -> Self {
        let mut targets = Self::default();
        for (index, section) in document.sections().iter().enumerate() {
            targets.add(&section.slug, AnchorTarget::of(Destination::Section(index)));
            if let Some(id) = attribute_id(&section.rendered) {
                targets.add(id, AnchorTarget::of(Destination::Section(index)));
            }
        }
        for anchor in document.html_anchors() {
            let (name, target) = (document.text(anchor.span), target_at(document, anchor.span.start, anchor.span.end));
            targets.add(name, target);
            if let Destination::Section(section) = target.usual {
                targets.given.entry(name.to_owned()).or_default().push(section);
            }
        }
        for anchor in document.anchors() {
            targets.add(anchor, AnchorTarget::of(Destination::Elsewhere));
        }
        targets
    }

    /// Where `anchor` leads on a line that has the names of the sections `named`.
    pub(crate) fn find(&self, anchor: &str, named: &[usize]) -> Option<Destination> {
        let anchor = decoded(anchor);
        if matches!(anchor.to_ascii_lowercase().as_str(), "" | "top" | "readme") {
            return Some(Destination::Top);
        }
        if anchor.starts_with(['/', '!']) {
            return Some(Destination::Elsewhere);
        }
        let anchor = anchor.strip_prefix("user-content-").unwrap_or(&anchor);
        let target = self.exact.get(anchor).or_else(|| self.folded.get(&fold(&without_variation_selectors(anchor))))?;
        let meant = target.near.into_iter().flatten().find(|section| named.contains(section));
        Some(meant.map_or(target.usual, Destination::Section))
    }

    /// The sections whose headings have `anchor` from raw HTML, in document order: editors that number contents give several one.
    pub(crate) fn sharing(&self, anchor: &str) -> &[usize] {
        let anchor = decoded(anchor);
        let anchor = anchor.strip_prefix("user-content-").unwrap_or(&anchor);
        self.given.get(anchor).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, anchor: &str, target: AnchorTarget) {
        self.exact.entry(anchor.to_owned()).or_insert(target);
        self.folded.entry(fold(&without_variation_selectors(anchor))).or_insert(target);
    }
}

/// The anchor that the heading of the section at `index` has from an attribute list or raw HTML.
pub(crate) fn given_anchor(document: &Document, index: usize) -> Option<&str> {
    let section = document.sections().get(index)?;
    attribute_id(&section.rendered).or_else(|| {
        let is_own = |start, end| target_at(document, start, end).usual == Destination::Section(index);
        let anchor = document.html_anchors().iter().find(|anchor| is_own(anchor.span.start, anchor.span.end))?;
        Some(document.text(anchor.span))
    })
}

/// What an HTML anchor from `start` to `end` leads to: the heading that it is in, that it stands right before or, with nothing
/// but tags between, below; to a section that has the line's name from anywhere in it.
fn target_at(document: &Document, start: usize, end: usize) -> AnchorTarget {
    let sections = document.sections();
    let after = sections.partition_point(|section| section.span.start <= start);
    let around = after.checked_sub(1);
    let heading = around.and_then(|index| sections.get(index)).and_then(|section| document.block(section.heading));
    if let (Some(index), true) = (around, heading.is_some_and(|heading| heading.span.covers(start))) {
        return AnchorTarget::of(Destination::Section(index));
    }
    let source = document.source();
    let until_next = sections.get(after).and_then(|next| source.get(end..next.span.start));
    let until_next = until_next.filter(|text| text.len() <= FARTHEST_ANCHOR);
    let since_heading = heading.and_then(|heading| source.get(heading.span.end..start));
    let is_right_below = since_heading.is_some_and(|text| is_only_tags(text, false));
    let usual = match around {
        _ if until_next.is_some_and(|text| is_only_tags(text, true)) => Destination::Section(after),
        Some(index) if is_right_below => Destination::Section(index),
        _ => Destination::Elsewhere,
    };
    AnchorTarget { usual, near: [around, until_next.map(|_| after)] }
}

/// Whether `text`, which begins inside of a tag where `in_tag`, has nothing but tags and blank space.
fn is_only_tags(text: &str, mut in_tag: bool) -> bool {
    text.chars().all(|character| {
        match character {
            '>' => in_tag = false,
            '<' => in_tag = true,
            _ => return in_tag || character.is_whitespace(),
        }
        true
    })
}
