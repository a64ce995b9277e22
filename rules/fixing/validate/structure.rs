//! The structure of a whole document before and after fixes.

use crate::api::diagnostic::{Applicability, Edit};
use crate::fixing::edits::{FixCandidate, OffsetMap};
use crate::fixing::validate::Rejection;
use curate_document::{
    Block, BlockId, BlockKind, DefinitionId, Document, EditionId, InlineKind, Link, LinkKind, Span, Target,
};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Whether `after` is `before` but for wording and what `fixes` declare.
///
/// # Errors
///
/// What differs that should not.
pub(crate) fn structure(
    before: &Document,
    after: &Document,
    edition: EditionId,
    moves: &OffsetMap,
    fixes: &[&FixCandidate],
) -> Result<(), Rejection> {
    let fixes: Vec<&FixCandidate> =
        fixes.iter().copied().filter(|fix| fix.edits.iter().any(|edit| edit.edition == edition)).collect();
    let check = StructureCheck { before, edition, moves, fixes: &fixes };
    let reorders = fixes.iter().any(|fix| fix.effects.entries);
    let (keys_before, keys_after) = (keys(before), keys(after));
    let key_changes = check.allowance(|fix| fix.effects.keys, &keys_before, &keys_after);
    let is_safe = fixes.iter().all(|fix| fix.applicability == Applicability::Safe);
    let (left_before, left_after) = (check.elsewhere(before, Stage::Before), check.elsewhere(after, Stage::After));
    let stay = same(&left_before, &left_after, 0, reorders)
        || !is_safe && same(&keys_before, &keys_after, key_changes, reorders);
    if !stay || paths(after) + key_changes < paths(before) {
        return Err(Rejection::Urls);
    }
    let (headings_before, headings_after) = (headings(before), headings(after));
    let heading_changes = check.allowance(|fix| fix.effects.headings, &headings_before, &headings_after);
    if !same(&headings_before, &headings_after, heading_changes, false) {
        return Err(Rejection::Headings);
    }
    let (verbatim_before, verbatim_after) = (verbatim(before), verbatim(after));
    let verbatim_changes = check.allowance(|fix| fix.effects.verbatim, &verbatim_before, &verbatim_after);
    if !same(&verbatim_before, &verbatim_after, verbatim_changes, reorders) {
        return Err(Rejection::Verbatim);
    }
    let tears = reorders && is_safe && torn_lists(after) > torn_lists(before);
    if !tears && check.same_entries(before, after, key_changes) { Ok(()) } else { Err(Rejection::Entries) }
}

/// How many lists follow another one at once, as where an item has another sign than those above it (CommonMark 5.3).
fn torn_lists(document: &Document) -> usize {
    let mut last: BTreeMap<Option<BlockId>, bool> = BTreeMap::new();
    let mut is_torn = |block: &&Block| {
        let is_list = matches!(block.kind, BlockKind::List { .. });
        last.insert(block.parent, is_list) == Some(true) && is_list
    };
    document.blocks().iter().filter(|block| is_torn(block)).count()
}

/// Something with the offset where it begins, in document order.
type Placed<T> = Vec<(usize, T)>;

/// How many links are looked at that begin before the end of an edit: images in a link begin after it.
const NEAR: usize = 16;

/// Before or after the fixes.
#[derive(Clone, Copy)]
enum Stage {
    Before,
    After,
}

/// What the fixes of one document may change.
struct StructureCheck<'a> {
    before: &'a Document,
    edition: EditionId,
    moves: &'a OffsetMap,
    fixes: &'a [&'a FixCandidate],
}

impl StructureCheck<'_> {
    /// How many things may change: for each fix that declares it one, or as many as its edits touch or are within.
    fn allowance<T>(&self, declares: impl Fn(&FixCandidate) -> bool, before: &Placed<T>, after: &Placed<T>) -> usize {
        let of_fix = |fix: &FixCandidate| {
            let mine = fix.edits.iter().filter(|edit| edit.edition == self.edition);
            // An edit of a destination lies within its link, which began before.
            let around = |edit: &Edit| before.partition_point(|(offset, _)| *offset <= edit.span.start);
            let within = mine.clone().map(around).collect::<BTreeSet<usize>>().len();
            let (removed, added) = mine.fold((0, 0), |(removed, added), edit| {
                let new = self.moves.replacement(edit.span);
                (removed + count_in(before, edit.span), added + count_in(after, new))
            });
            removed.max(added).max(within).max(1)
        };
        self.fixes.iter().filter(|fix| declares(fix)).map(|fix| of_fix(fix)).sum()
    }

    /// The URL keys where no edit of a fix that declares them reaches: neither the link nor its definition is edited, and no
    /// link that is has run over it.
    fn elsewhere<'d>(&self, document: &'d Document, moment: Stage) -> Placed<&'d str> {
        let declaring = self.fixes.iter().filter(|fix| fix.effects.keys);
        let edits = declaring.flat_map(|fix| &fix.edits).filter(|edit| edit.edition == self.edition);
        let mut places: Vec<Span> = edits
            .map(|edit| match moment {
                Stage::Before => self.widened(edit.span),
                Stage::After => self.moves.replacement(edit.span).join(self.moves.span(self.widened(edit.span))),
            })
            .collect();
        places.sort_unstable();
        places.dedup_by(|next, last| {
            let is_joined = next.start <= last.end;
            if is_joined {
                *last = last.join(*next);
            }
            is_joined
        });
        let is_edited = |span: Span| {
            let next = places.partition_point(|place| place.end < span.start);
            places.get(next).is_some_and(|place| place.start <= span.end)
        };
        let defined_in = |link: &Link| {
            let index = link.definition.map(|DefinitionId(index)| index as usize);
            index.and_then(|index| document.definitions().get(index)).map(|definition| definition.span)
        };
        keys_of(document, |link| !is_edited(link.span) && !defined_in(link).is_some_and(is_edited))
    }

    /// `edit` with the links that it touches, before it is made.
    fn widened(&self, edit: Span) -> Span {
        let links = self.before.links();
        let last = links.partition_point(|link| link.span.start <= edit.end);
        let near = links.get(last.saturating_sub(NEAR)..last).unwrap_or(&[]);
        near.iter().filter(|link| edit.start <= link.span.end).fold(edit, |wide, link| wide.join(link.span))
    }

    /// Entries stay, in number, depth and title, apart from what is declared; a safe fix may add entries, never lose one.
    fn same_entries(&self, before: &Document, after: &Document, key_changes: usize) -> bool {
        let (old, new) = (entries(before), entries(after));
        let changes = self.allowance(|fix| fix.effects.entries, &old, &new);
        if changes > 0 {
            let titles = |entries: &Placed<PageShape>| -> Placed<String> {
                entries.iter().map(|(offset, shape)| (*offset, shape.title.clone())).collect()
            };
            let lossy = self.fixes.iter().any(|fix| fix.effects.entries && fix.applicability == Applicability::Unsafe);
            // What was taken for an entry may become a line of the contents.
            let relisted = self.fixes.iter().filter(|fix| fix.effects.entries && fix.effects.contents).count();
            let kept = lossy || old.len() <= new.len() + relisted;
            return kept && same(&titles(&old), &titles(&new), changes + key_changes, true);
        }
        let reworded = self.reworded();
        let mut retitled = 0;
        old.len() == new.len()
            && old.iter().zip(&new).all(|((offset, a), (_, b))| {
                retitled += usize::from(a.title != b.title && !is_reworded(before, *offset, &reworded));
                a.depth == b.depth && a.row == b.row
            })
            && retitled <= key_changes
    }

    /// The places that unsafe fixes edit, in order: there, words may change.
    fn reworded(&self) -> Vec<Span> {
        let unsafe_fixes = self.fixes.iter().filter(|fix| fix.applicability == Applicability::Unsafe);
        let edits = unsafe_fixes.flat_map(|fix| &fix.edits).filter(|edit| edit.edition == self.edition);
        let mut spans: Vec<Span> = edits.map(|edit| edit.span).collect();
        spans.sort_unstable();
        spans
    }
}

/// Whether one of `places` touches the title of the entry at `offset`.
fn is_reworded(document: &Document, offset: usize, places: &[Span]) -> bool {
    let index = document.entries().partition_point(|entry| entry.own.start < offset);
    let Some(title) = document.entries().get(index).and_then(|entry| entry.title) else { return false };
    let last = places.partition_point(|place| place.start <= title.end);
    places.get(..last).and_then(<[Span]>::last).is_some_and(|place| place.end >= title.start)
}

fn count_in<T>(things: &Placed<T>, span: Span) -> usize {
    let first = things.partition_point(|(offset, _)| *offset < span.start);
    let last = things.partition_point(|(offset, _)| *offset < span.end);
    last.saturating_sub(first)
}

/// Whether `after` is `before`, save for `changes` things removed and as many added. Without changes the order counts.
fn same<T: Ord>(before: &Placed<T>, after: &Placed<T>, changes: usize, reorders: bool) -> bool {
    let before: Vec<&T> = before.iter().map(|(_, thing)| thing).collect();
    let after: Vec<&T> = after.iter().map(|(_, thing)| thing).collect();
    if before == after {
        return true;
    }
    if changes == 0 && !reorders {
        return false;
    }
    let mut balance: BTreeMap<&T, isize> = BTreeMap::new();
    for thing in before {
        *balance.entry(thing).or_default() -= 1;
    }
    for thing in after {
        *balance.entry(thing).or_default() += 1;
    }
    let removed: usize = balance.values().filter(|count| **count < 0).map(|count| count.unsigned_abs()).sum();
    let added: usize = balance.values().filter(|count| **count > 0).map(|count| count.unsigned_abs()).sum();
    removed <= changes && added <= changes
}

/// The URL keys of links and images; references that share a definition count once.
fn keys(document: &Document) -> Placed<&str> {
    keys_of(document, |_| true)
}

/// Those of the links that `counts`.
fn keys_of(document: &Document, counts: impl Fn(&Link) -> bool) -> Placed<&str> {
    let mut found: Placed<&str> = Vec::new();
    let mut defined = vec![false; document.definitions().len()];
    for link in document.links().iter().filter(|link| counts(link)) {
        let Some(key) = link.key() else { continue };
        if let Some(seen) = link.definition.and_then(|id| defined.get_mut(id.0 as usize))
            && std::mem::replace(seen, true)
        {
            continue;
        }
        found.push((link.span.start, key.as_str()));
    }
    found
}

/// How many links lead to files and mail addresses.
fn paths(document: &Document) -> usize {
    document.links().iter().filter(|link| matches!(link.target, Target::Path { .. } | Target::Mail)).count()
}

fn headings(document: &Document) -> Placed<(u8, &str)> {
    document.sections().iter().map(|section| (section.span.start, (section.level, &*section.rendered))).collect()
}

/// What an entry is, apart from its wording.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct PageShape {
    depth: u8,
    row: bool,
    /// Letters and digits of the title, lower case; empty for an entry of text only, whose title ends where its separator happens to be.
    title: String,
}

fn entries(document: &Document) -> Placed<PageShape> {
    let shown = document.entries().iter().filter(|entry| entry.title.is_some());
    shown
        .map(|entry| {
            let title = document.link_of(entry).and(entry.title).map_or("", |title| document.text(title));
            let letters = title.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase);
            (entry.own.start, PageShape { depth: entry.depth, row: entry.row, title: letters.collect() })
        })
        .collect()
}

/// Code, raw HTML, templates and front matter as written, but for line endings and the destinations of links in HTML.
fn verbatim(document: &Document) -> Placed<Cow<'_, str>> {
    let blocks = document
        .blocks()
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Code | BlockKind::Html))
        .map(|block| block.span);
    let inlines = document
        .inlines()
        .iter()
        .filter(|inline| matches!(inline.kind, InlineKind::Code | InlineKind::Html))
        .map(|inline| inline.span);
    let mut spans: Vec<Span> = document.front_matter().into_iter().chain(blocks).chain(inlines).collect();
    spans.sort_unstable();
    let mut links = document.links().iter().filter(|link| link.kind == LinkKind::Html).peekable();
    let mut found = Vec::with_capacity(spans.len());
    for span in spans {
        let mut text = String::new();
        let mut at = span.start;
        while links.next_if(|link| link.destination.start < span.start).is_some() {}
        while let Some(link) = links.next_if(|link| link.destination.end <= span.end) {
            text.push_str(document.text(Span::new(at, link.destination.start)));
            at = link.destination.end;
        }
        let rest = document.text(Span::new(at, span.end));
        let whole = if at == span.start { Cow::Borrowed(rest) } else { Cow::Owned(text + rest) };
        found.push((span.start, if whole.contains('\r') { Cow::Owned(whole.replace('\r', "")) } else { whole }));
    }
    found
}
