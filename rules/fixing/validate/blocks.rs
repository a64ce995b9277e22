//! One block before and after edits, as the witness sees it: what the edits declare may differ where they are, and nothing else.

use crate::api::diagnostic::Effects;
use crate::fixing::summary::{BlockSummary, SummaryPart, SummaryPartKind};
use crate::fixing::validate::Rejection;
use curate_document::{Document, Link, LinkKind, Span, UrlKey};
use std::collections::{BTreeMap, BTreeSet};

/// An edit within a block; spans count from the start of the block's window.
#[derive(Clone, Debug)]
pub(crate) struct BlockChange {
    /// What is replaced.
    pub old: Span,
    /// Where the replacement is.
    pub new: Span,
    /// What the fix declares.
    pub effects: Effects,
    /// Whether it may be made unseen.
    pub is_safe: bool,
    /// Whether it is within the destination of a link or of a definition.
    pub in_destination: bool,
}

/// Before or after the edits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EditSide {
    /// Before.
    Before,
    /// After.
    After,
}

impl BlockChange {
    /// Whether it is in `part` or beside it.
    pub(crate) fn touches(&self, part: &SummaryPart, side: EditSide) -> bool {
        let span = match side {
            EditSide::Before => self.old,
            EditSide::After => self.new,
        };
        span.start <= part.span.end && part.span.start <= span.end
    }

    /// Whether what it declares holds for `part`: that a link stands beside it is not enough, save for a bare URL, whose end
    /// hangs on what follows.
    fn reaches(&self, part: &SummaryPart, side: EditSide) -> bool {
        let span = match side {
            EditSide::Before => self.old,
            EditSide::After => self.new,
        };
        let is_beside = span.end <= part.span.start || part.span.end <= span.start;
        let is_bounded = matches!(part.kind, SummaryPartKind::Link | SummaryPartKind::Image) && !part.is_literal;
        self.touches(part, side) && !(is_bounded && is_beside)
    }
}

/// What must be the same before and after.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct UnchangedPart {
    kind: SummaryPartKind,
    text: String,
    detail: String,
}

/// What in `summary` the `changes` must leave as it is, in order.
pub(crate) fn fixed(summary: &BlockSummary, changes: &[BlockChange], side: EditSide) -> Vec<UnchangedPart> {
    let touching = |part: &SummaryPart| changes.iter().filter(|change| change.touches(part, side)).collect::<Vec<_>>();
    let reaching = |part: &SummaryPart| declared(changes.iter().filter(|change| change.reaches(part, side)));
    // References lead where a definition leads, wherever they stand.
    let redirected: BTreeSet<&str> = summary
        .parts
        .iter()
        .filter(|part| part.kind == SummaryPartKind::Definition)
        .filter(|part| touching(part).iter().any(|change| change.in_destination))
        .map(|part| &*part.text)
        .collect();
    let all = declared(changes.iter());
    // Where blocks are split or joined, those beside the edit are others too; their letters stay, see `Letters`.
    let may_split = all.entries || all.headings || all.contents;
    let parts = summary.parts.iter().filter(|part| !may_split || !is_container(part.kind));
    parts.filter_map(|part| fixed_part(part, reaching(part), &touching(part), &redirected)).collect()
}

/// What the fixes of `changes` declare together.
fn declared<'c>(changes: impl Iterator<Item = &'c BlockChange>) -> Effects {
    changes.fold(Effects::default(), |all, change| all.and(change.effects))
}

/// Whether such a part is a block that holds text or other blocks, but no heading; or hangs on where those begin and end.
const fn is_container(kind: SummaryPartKind) -> bool {
    use SummaryPartKind::{Cell, Emphasized, Footnote, HardBreak, Item, Paragraph, Quote, Row, Table, ThematicBreak};
    matches!(
        kind,
        Item { .. } | Table | Row | Cell | Quote | Footnote | Paragraph | ThematicBreak | Emphasized | HardBreak
    )
}

/// Whether `part` may change or go where fixes with `effects` reach it.
fn may_change(part: &SummaryPart, effects: Effects) -> bool {
    match part.kind {
        SummaryPartKind::Heading(_) => effects.headings,
        SummaryPartKind::CodeSpan => effects.verbatim || effects.contents,
        SummaryPartKind::CodeBlock | SummaryPartKind::CodeElement | SummaryPartKind::Html => effects.verbatim,
        SummaryPartKind::Link => effects.links || effects.contents && part.text.starts_with('#'),
        SummaryPartKind::Image => effects.links,
        SummaryPartKind::Emphasis | SummaryPartKind::Strong | SummaryPartKind::Delete => {
            effects.emphasis || effects.entries || effects.contents
        }
        _ => false,
    }
}

/// What of `part`, which fixes with `effects` reach, the edits `touching` it must leave; `None` where it may change or go.
fn fixed_part(
    part: &SummaryPart,
    effects: Effects,
    touching: &[&BlockChange],
    redirected: &BTreeSet<&str>,
) -> Option<UnchangedPart> {
    let is_touched = !touching.is_empty();
    let kept = |text: &str, detail: &str| {
        Some(UnchangedPart { kind: part.kind, text: text.to_owned(), detail: detail.to_owned() })
    };
    match part.kind {
        _ if may_change(part, effects) => None,
        // What is emphasized is known by the kinds of emphasis where it is edited. Definitions are looked at by themselves.
        SummaryPartKind::Emphasized | SummaryPartKind::Definition if is_touched => None,
        SummaryPartKind::Paragraph | SummaryPartKind::Cell if is_touched => kept("", ""),
        SummaryPartKind::Link | SummaryPartKind::Image => {
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

/// Whether what safe `changes` may change is changed in the way that they say: a link stays a link, and leads where it led or
/// to what was text; what is put into angle brackets is a URL to its end; headings and emphasis only appear.
///
/// # Errors
///
/// What is lost.
pub(crate) fn keeps_kinds(
    before: &BlockSummary,
    after: &BlockSummary,
    changes: &[BlockChange],
) -> Result<(), Rejection> {
    if changes.iter().any(|change| !change.is_safe || change.effects.contents) {
        return Ok(());
    }
    let changeable = |summary: &'_ BlockSummary, side: EditSide| -> Vec<SummaryPart> {
        let reaching = |part: &SummaryPart| declared(changes.iter().filter(|change| change.reaches(part, side)));
        summary.parts.iter().filter(|part| may_change(part, reaching(part))).cloned().collect()
    };
    let (old, new) = (changeable(before, EditSide::Before), changeable(after, EditSide::After));
    // A bare URL may go into the link that leads there, or be the address of one a second time.
    let is_repeated = |part: &&SummaryPart| {
        let is_same =
            |other: &SummaryPart| other.kind == SummaryPartKind::Link && !other.is_literal && other.text == part.text;
        part.is_literal && new.iter().any(is_same)
    };
    let old: Vec<&SummaryPart> = old.iter().filter(|part| !is_repeated(part)).collect();
    let count = |parts: &mut dyn Iterator<Item = &SummaryPart>, is_one: fn(&SummaryPart) -> bool| {
        parts.filter(|part| is_one(part)).count()
    };
    let is_lost =
        |is_one: fn(&SummaryPart) -> bool| count(&mut old.iter().copied(), is_one) > count(&mut new.iter(), is_one);
    if is_lost(|part| matches!(part.kind, SummaryPartKind::Link | SummaryPartKind::Image))
        || is_lost(|part| part.kind == SummaryPartKind::Image)
    {
        return Err(Rejection::Links);
    }
    if is_lost(|part| matches!(part.kind, SummaryPartKind::Heading(_))) {
        return Err(Rejection::Headings);
    }
    if is_lost(|part| {
        matches!(part.kind, SummaryPartKind::Emphasis | SummaryPartKind::Strong | SummaryPartKind::Delete)
    }) {
        return Err(Rejection::Emphasis);
    }
    let may_lead_elsewhere = changes.iter().any(|change| change.effects.keys);
    let stays = |part: &SummaryPart| new.iter().any(|other| UrlKey::of(&other.text) == UrlKey::of(&part.text));
    if !may_lead_elsewhere && !old.iter().copied().filter(|part| part.kind == SummaryPartKind::Link).all(stays) {
        return Err(Rejection::Urls);
    }
    let was_there = |part: &SummaryPart| old.iter().any(|other| !other.is_literal && other.text == part.text);
    let mut autolinks = new.iter().filter(|part| part.is_autolink && !was_there(part));
    if autolinks.all(|part| is_whole_url(&part.text)) { Ok(()) } else { Err(Rejection::Urls) }
}

/// Whether `url` is a bare URL to its end: neither punctuation nor a bracket that was opened before it, nor a mark of emphasis
/// (GFM 6.9).
fn is_whole_url(url: &str) -> bool {
    let document = Document::parse(url);
    let is_whole = |link: &Link| link.kind == LinkKind::Literal && document.text(link.span).len() == url.len();
    !url.contains("://") || document.links().first().is_some_and(is_whole)
}

/// The definitions that the `changes` touch: label, destination, and where they are.
pub(crate) fn definitions<'s>(
    summary: &'s BlockSummary,
    changes: &[BlockChange],
    side: EditSide,
) -> Vec<&'s SummaryPart> {
    let is_touched = |part: &&SummaryPart| changes.iter().any(|change| change.touches(part, side));
    summary.parts.iter().filter(|part| part.kind == SummaryPartKind::Definition).filter(is_touched).collect()
}

/// What readers do not see as text of what `changes` make or unmake in `summary`: the destinations of links and images, the `x` of a
/// task.
pub(crate) fn hidden(summary: &BlockSummary, changes: &[BlockChange], side: EditSide) -> String {
    let is_hidden = |part: &&SummaryPart| {
        let is_link = matches!(part.kind, SummaryPartKind::Link | SummaryPartKind::Image)
            && !part.is_literal
            && !part.is_autolink;
        is_link && changes.iter().any(|change| change.effects.links && change.reaches(part, side))
    };
    // The `x` in the box of a task is text where the item is not made.
    let is_ticked = |part: &&SummaryPart| {
        let is_task = matches!(part.kind, SummaryPartKind::Item { task: true, .. });
        is_task && changes.iter().any(|change| change.effects.entries && change.reaches(part, side))
    };
    let links = summary.parts.iter().filter(is_hidden).map(|part| &*part.text);
    links.chain(summary.parts.iter().filter(is_ticked).map(|part| &*part.detail)).collect()
}

/// Says what differs between `before` and `after`; nothing where they are the same.
///
/// # Errors
///
/// The first difference.
pub(crate) fn compare(before: &[UnchangedPart], after: &[UnchangedPart]) -> Result<(), Rejection> {
    let length = before.len().max(after.len());
    let Some((old, new)) = (0..length).map(|at| (before.get(at), after.get(at))).find(|(old, new)| old != new) else {
        return Ok(());
    };
    let kind = old.or(new).map_or(SummaryPartKind::Paragraph, |part| part.kind);
    Err(match (kind, old.zip(new).is_some_and(|(old, new)| old.kind == new.kind)) {
        (SummaryPartKind::Link | SummaryPartKind::Image, true) | (SummaryPartKind::Definition, _) => Rejection::Urls,
        (SummaryPartKind::Link | SummaryPartKind::Image | SummaryPartKind::FootnoteReference, _) => Rejection::Links,
        (SummaryPartKind::Heading(_), _) => Rejection::Headings,
        (
            SummaryPartKind::CodeBlock
            | SummaryPartKind::CodeSpan
            | SummaryPartKind::CodeElement
            | SummaryPartKind::Html,
            _,
        ) => Rejection::Verbatim,
        (
            SummaryPartKind::Emphasis | SummaryPartKind::Strong | SummaryPartKind::Delete | SummaryPartKind::Emphasized,
            _,
        ) => Rejection::Emphasis,
        (
            SummaryPartKind::Item { .. }
            | SummaryPartKind::Table
            | SummaryPartKind::Row
            | SummaryPartKind::Quote
            | SummaryPartKind::Footnote,
            _,
        ) => Rejection::Entries,
        (
            SummaryPartKind::Paragraph
            | SummaryPartKind::Cell
            | SummaryPartKind::HardBreak
            | SummaryPartKind::ThematicBreak,
            _,
        ) => Rejection::Text,
    })
}

/// The characters that readers see outside of the edits, how often each: all of them before must be there after, or one that
/// was markup shows, or one that was text does not.
#[derive(Clone, Debug, Default)]
pub(crate) struct Letters {
    /// How many more there are after.
    balance: BTreeMap<char, isize>,
    /// How often they stand in destinations that are made links of, or were: as many may go, or come.
    hidden: [BTreeMap<char, isize>; 2],
}

impl Letters {
    /// Takes in one block: what is rendered of it, and what of that at the `changes`, before them and after; `hidden` are the
    /// destinations of links made or unmade.
    pub(crate) fn add(
        &mut self,
        before: &[String; 2],
        after: &[String; 2],
        hidden: &[String; 2],
        changes: &[BlockChange],
    ) {
        let all = declared(changes.iter());
        if (all.links || all.verbatim) && changes.iter().any(|change| !change.is_safe) {
            return;
        }
        // Markers of items and of headings, those of emphasis, brackets.
        let is_loose = all.entries || all.headings || all.emphasis || all.links || all.verbatim;
        let counts = |character: &char| {
            if is_loose { character.is_alphabetic() } else { !character.is_whitespace() }
        };
        let count = |counted: &mut BTreeMap<char, isize>, text: &str, by: isize| {
            text.chars().filter(counts).for_each(|character| *counted.entry(character).or_default() += by);
        };
        let [[old, old_edits], [new, new_edits]] = [before, after];
        for (text, by) in [(old, -1), (old_edits, 1), (new, 1), (new_edits, -1)] {
            count(&mut self.balance, text, by);
        }
        for (counted, text) in self.hidden.iter_mut().zip(hidden) {
            count(counted, text, 1);
        }
    }

    /// Whether the same characters are seen.
    pub(crate) fn are_kept(&self) -> bool {
        let [shown, gone] = &self.hidden;
        let most = |counted: &BTreeMap<char, isize>, character| counted.get(&character).copied().unwrap_or(0);
        self.balance.iter().all(|(character, by)| -most(gone, *character) <= *by && *by <= most(shown, *character))
    }
}
