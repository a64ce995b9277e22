//! One block before and after edits, as the witness sees it: what the edits declare may differ where they are, and nothing else.

use crate::engine::diagnostic::Effects;
use crate::fixing::summary::{BlockSummary, Part, PartKind};
use crate::fixing::validate::Rejection;
use curate_document::{Span, UrlKey};
use std::collections::{BTreeMap, BTreeSet};

/// An edit within a block; spans count from the start of the block's window.
#[derive(Clone, Debug)]
pub struct Change {
    /// What is replaced.
    pub old: Span,
    /// Where the replacement is.
    pub new: Span,
    /// What the fix declares.
    pub effects: Effects,
    /// Whether it is within the destination of a link or of a definition.
    pub in_destination: bool,
}

/// Before or after the edits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before.
    Before,
    /// After.
    After,
}

impl Change {
    /// Whether it is in `part` or beside it.
    pub fn touches(&self, part: &Part, side: Side) -> bool {
        let span = match side {
            Side::Before => self.old,
            Side::After => self.new,
        };
        span.start <= part.span.end && part.span.start <= span.end
    }
}

/// What must be the same before and after.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fixed {
    kind: PartKind,
    text: String,
    detail: String,
}

/// What in `summary` the `changes` must leave as it is, in order.
pub fn fixed(summary: &BlockSummary, changes: &[Change], side: Side) -> Vec<Fixed> {
    let touching = |part: &Part| changes.iter().filter(|change| change.touches(part, side)).collect::<Vec<_>>();
    // References lead where a definition leads, wherever they stand.
    let redirected: BTreeSet<&str> = summary
        .parts
        .iter()
        .filter(|part| part.kind == PartKind::Definition)
        .filter(|part| touching(part).iter().any(|change| change.in_destination))
        .map(|part| &*part.text)
        .collect();
    let all = declared(changes.iter());
    // Where blocks are split or joined, those beside the edit are others too; their letters stay, see `Letters`.
    let may_split = all.entries || all.headings || all.contents;
    let parts = summary.parts.iter().filter(|part| !may_split || !is_container(part.kind));
    parts.filter_map(|part| fixed_part(part, &touching(part), &redirected)).collect()
}

/// What the fixes of `changes` declare together.
fn declared<'c>(changes: impl Iterator<Item = &'c Change>) -> Effects {
    changes.fold(Effects::default(), |all, change| all.and(change.effects))
}

/// Whether such a part is a block that holds text or other blocks, but no heading; or hangs on where those begin and end.
const fn is_container(kind: PartKind) -> bool {
    use PartKind::{Cell, Emphasized, Footnote, HardBreak, Item, Paragraph, Quote, Row, Table, ThematicBreak};
    matches!(
        kind,
        Item { .. } | Table | Row | Cell | Quote | Footnote | Paragraph | ThematicBreak | Emphasized | HardBreak
    )
}

/// What of `part` the edits `touching` it must leave; `None` where it may change or go.
fn fixed_part(part: &Part, touching: &[&Change], redirected: &BTreeSet<&str>) -> Option<Fixed> {
    let effects = declared(touching.iter().copied());
    let is_touched = !touching.is_empty();
    let kept =
        |text: &str, detail: &str| Some(Fixed { kind: part.kind, text: text.to_owned(), detail: detail.to_owned() });
    let may_change = match part.kind {
        PartKind::Heading(_) => effects.headings,
        PartKind::CodeSpan => effects.verbatim || effects.contents,
        PartKind::CodeBlock | PartKind::CodeElement | PartKind::Html => effects.verbatim,
        PartKind::Link => effects.links || effects.contents && part.text.starts_with('#'),
        PartKind::Image => effects.links,
        PartKind::Emphasis | PartKind::Strong | PartKind::Delete => {
            effects.emphasis || effects.entries || effects.contents
        }
        // What is emphasized is told by the kinds of emphasis where it is edited. Definitions are looked at by themselves.
        PartKind::Emphasized | PartKind::Definition => is_touched,
        _ => false,
    };
    if may_change {
        return None;
    }
    match part.kind {
        PartKind::Paragraph | PartKind::Cell if is_touched => kept("", ""),
        PartKind::Link | PartKind::Image => {
            let is_redirected = touching.iter().any(|change| change.in_destination) || redirected.contains(&*part.text);
            match (effects.keys, is_redirected) {
                (true, _) => kept("", ""),
                // An anchor or a path may change within its destination, an address in the way that it is written.
                (false, true) => kept(UrlKey::of(&part.text).as_ref().map_or("", UrlKey::as_str), ""),
                // Titles and alternative texts are words.
                (false, false) => kept(&part.text, if is_touched { "" } else { &part.detail }),
            }
        }
        _ => kept(&part.text, &part.detail),
    }
}

/// The definitions that the `changes` touch: label, destination, and where they are.
pub fn definitions<'s>(summary: &'s BlockSummary, changes: &[Change], side: Side) -> Vec<&'s Part> {
    let is_touched = |part: &&Part| changes.iter().any(|change| change.touches(part, side));
    summary.parts.iter().filter(|part| part.kind == PartKind::Definition).filter(is_touched).collect()
}

/// Says what differs between `before` and `after`; nothing where they are the same.
///
/// # Errors
///
/// The first difference.
pub fn compare(before: &[Fixed], after: &[Fixed]) -> Result<(), Rejection> {
    let length = before.len().max(after.len());
    let Some((old, new)) = (0..length).map(|at| (before.get(at), after.get(at))).find(|(old, new)| old != new) else {
        return Ok(());
    };
    let kind = old.or(new).map_or(PartKind::Paragraph, |part| part.kind);
    Err(match (kind, old.zip(new).is_some_and(|(old, new)| old.kind == new.kind)) {
        (PartKind::Link | PartKind::Image, true) | (PartKind::Definition, _) => Rejection::Urls,
        (PartKind::Link | PartKind::Image | PartKind::FootnoteReference, _) => Rejection::Links,
        (PartKind::Heading(_), _) => Rejection::Headings,
        (PartKind::CodeBlock | PartKind::CodeSpan | PartKind::CodeElement | PartKind::Html, _) => Rejection::Verbatim,
        (PartKind::Emphasis | PartKind::Strong | PartKind::Delete | PartKind::Emphasized, _) => Rejection::Emphasis,
        (PartKind::Item { .. } | PartKind::Table | PartKind::Row | PartKind::Quote | PartKind::Footnote, _) => {
            Rejection::Entries
        }
        (PartKind::Paragraph | PartKind::Cell | PartKind::HardBreak | PartKind::ThematicBreak, _) => Rejection::Text,
    })
}

/// The characters that readers see outside of the edits, how often each: all of them before must be there after, or one that
/// was markup shows, or one that was text does not.
#[derive(Clone, Debug, Default)]
pub struct Letters(BTreeMap<char, isize>);

impl Letters {
    /// Takes in one block: what is rendered of it, and what of that at the `changes`, before them and after.
    pub fn add(&mut self, before: &[String; 2], after: &[String; 2], changes: &[Change]) {
        let all = declared(changes.iter());
        // An address that becomes one of a link is not seen any more, nor is what was text and is a tag.
        if all.links || all.verbatim {
            return;
        }
        // Markers of items and of headings, and those of emphasis.
        let is_loose = all.entries || all.headings || all.emphasis;
        let counts = |character: &char| {
            if is_loose { character.is_alphabetic() } else { !character.is_whitespace() }
        };
        let [[old, old_edits], [new, new_edits]] = [before, after];
        for (text, by) in [(old, -1), (old_edits, 1), (new, 1), (new_edits, -1)] {
            for character in text.chars().filter(counts) {
                *self.0.entry(character).or_default() += by;
            }
        }
    }

    /// Whether the same characters are seen.
    pub fn are_kept(&self) -> bool {
        self.0.values().all(|count| *count == 0)
    }
}
