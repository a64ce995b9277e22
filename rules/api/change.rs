//! A change to a list: what the list was before, and which of its lines are not as they were.

use crate::api::linked_file::LinkedFile;
use curate_document::alignment::longest_increasing;
use curate_document::{Document, EditionId, List, Span};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// What a list was before a change.
#[derive(Clone, Debug)]
pub struct Change {
    /// The list before the change: as many editions, in the same order. One that the change adds is empty here.
    pub before: List,
    /// The editions that the change adds.
    pub added: BTreeSet<EditionId>,
    /// The files that documents link to, as they were before the change; as [`crate::Facts::files`].
    pub files: BTreeMap<String, LinkedFile>,
}

impl Change {
    /// What `edition` was before the change; `None` where the change adds it.
    pub fn document(&self, edition: EditionId) -> Option<&Document> {
        self.before.edition(edition).filter(|_| !self.added.contains(&edition)).map(|edition| &edition.document)
    }
}

/// How the lines of a document after a change go back to those before it. A line is the same whatever ends it; it is
/// touched where its end is another, unless all of them are, as git writes them.
#[derive(Debug, Default)]
pub struct LineChange {
    /// For each line after the change (0-based) the same line before it.
    origins: Vec<Option<usize>>,
    /// For each line before the change the stretch of changed lines it was in; 0 where it is still there.
    former: Vec<usize>,
    /// For each line after the change the stretch of changed lines it is in; 0 where it was there before.
    stretches: Vec<usize>,
    /// Whether each line after the change is new, or next to a change.
    near: Vec<bool>,
}

impl LineChange {
    /// Compares the lines of `before` and `after`.
    pub fn of(before: &Document, after: &Document) -> Self {
        let (old, new) = (comparable_lines(before), comparable_lines(after));
        let mut change = Self {
            origins: origins(&old, &new),
            former: vec![0; old.len()],
            stretches: vec![0; new.len()],
            near: vec![false; new.len()],
        };
        let kept = change.origins.iter().enumerate().filter_map(|(line, origin)| Some(((*origin)?, line)));
        let kept: Vec<(usize, usize)> = kept.chain([(old.len(), new.len())]).collect();
        let (mut from, mut number) = ((0, 0), 1);
        for (origin, line) in kept {
            let (gone, come) = (from.0..origin, from.1..line);
            if !gone.is_empty() || !come.is_empty() {
                let beside = come.start.saturating_sub(1)..(come.end + 1).min(new.len());
                change.former.get_mut(gone).into_iter().flatten().for_each(|stretch| *stretch = number);
                change.stretches.get_mut(come).into_iter().flatten().for_each(|stretch| *stretch = number);
                change.near.get_mut(beside).into_iter().flatten().for_each(|near| *near = true);
                number += 1;
            }
            from = (origin + 1, line + 1);
        }
        change.touch_other_ends(before, after);
        change
    }

    /// Counts lines as touched whose end alone has changed.
    fn touch_other_ends(&mut self, before: &Document, after: &Document) {
        if !before.source().contains('\r') && !after.source().contains('\r') {
            return;
        }
        let kept = self.origins.iter().enumerate().filter_map(|(line, origin)| Some((line, (*origin)?)));
        let kept = kept.filter_map(|(line, origin)| Some((line, end_of(before, origin)?, end_of(after, line)?)));
        let (same, others): (Vec<_>, Vec<_>) = kept.partition(|(_, was, now)| was == now);
        let alike = |pair: &[(usize, bool, bool)]| matches!(pair, [(_, was, _), (_, other, _)] if was == other);
        if same.is_empty() && others.windows(2).all(alike) {
            return;
        }
        for (line, ..) in others {
            self.near.get_mut(line).into_iter().for_each(|near| *near = true);
        }
    }

    /// The 1-based line before the change that the 1-based `line` is; `None` where it is new.
    pub fn origin(&self, line: usize) -> Option<usize> {
        self.origins.get(line.checked_sub(1)?).copied().flatten().map(|origin| origin + 1)
    }

    /// The stretch of changed lines that the 1-based `line` is in, counted from 1.
    pub fn stretch(&self, line: usize) -> Option<usize> {
        self.stretches.get(line.checked_sub(1)?).copied().filter(|stretch| *stretch > 0)
    }

    /// The stretch that the 1-based `line` before the change was in; `None` where the line is still there.
    pub fn former_stretch(&self, line: usize) -> Option<usize> {
        self.former.get(line.checked_sub(1)?).copied().filter(|stretch| *stretch > 0)
    }

    /// Whether a line of `span`, which is of the document after the change, is new or next to a change.
    pub fn touches(&self, document: &Document, span: Span) -> bool {
        let first = document.line_of(span.start).saturating_sub(1);
        let last = document.line_of(span.end.saturating_sub(1).max(span.start));
        self.near.get(first..last.min(self.near.len())).unwrap_or(&[]).contains(&true)
    }
}

fn comparable_lines(document: &Document) -> Vec<&str> {
    let lines = document.lines();
    (1..=lines.count()).map(|line| document.text(lines.content(line, document.source()))).collect()
}

/// Whether the 0-based `line` of `document` ends in `\r\n`; `None` where it has no end.
fn end_of(document: &Document, line: usize) -> Option<bool> {
    let content = document.lines().content(line + 1, document.source());
    let rest = document.source().get(content.end..)?;
    if rest.starts_with("\r\n") { Some(true) } else { rest.starts_with('\n').then_some(false) }
}

/// For each line of `new` the line of `old` that it is: lines that both have once and that kept their order, and what is
/// the same above and below of those. Takes time in proportion to the number of lines (and its logarithm).
fn origins(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
    let mut origins: Vec<Option<usize>> = vec![None; new.len()];
    let head = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let tails = old.iter().skip(head).rev().zip(new.iter().skip(head).rev());
    let tail = tails.take_while(|(old, new)| old == new).count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    for (line, slot) in origins.iter_mut().enumerate() {
        if line < head {
            *slot = Some(line);
        } else if line >= new_end {
            *slot = Some(line + old.len() - new.len());
        }
    }
    let unique = unique_pairs(old, new, head..old_end, head..new_end);
    let order: Vec<usize> = unique.iter().map(|(old, _)| *old).collect();
    let kept = longest_increasing(&order).into_iter().zip(unique).filter_map(|(kept, pair)| kept.then_some(pair));
    // Where each anchor's stretch upwards must stop: what is matched already.
    let mut floor = (head, head);
    let anchors: Vec<(usize, usize)> = kept.collect();
    for (at, (o, n)) in anchors.iter().copied().enumerate() {
        if o < floor.0 || n < floor.1 {
            continue;
        }
        let ceiling = anchors.get(at + 1).copied().unwrap_or((old_end, new_end));
        let (mut first, mut last) = ((o, n), (o, n));
        while first.0 > floor.0 && first.1 > floor.1 && old.get(first.0 - 1) == new.get(first.1 - 1) {
            first = (first.0 - 1, first.1 - 1);
        }
        while last.0 + 1 < ceiling.0 && last.1 + 1 < ceiling.1 && old.get(last.0 + 1) == new.get(last.1 + 1) {
            last = (last.0 + 1, last.1 + 1);
        }
        for (slot, line) in origins.get_mut(first.1..=last.1).into_iter().flatten().zip(first.0..) {
            *slot = Some(line);
        }
        floor = (last.0 + 1, last.1 + 1);
    }
    origins
}

/// The lines that are there once in each range, with their two places, in the order of `new`.
fn unique_pairs(old: &[&str], new: &[&str], olds: Range<usize>, news: Range<usize>) -> Vec<(usize, usize)> {
    let mut places: HashMap<&str, (Option<usize>, usize)> = HashMap::new();
    for at in olds {
        if let Some(line) = old.get(at) {
            let (place, count) = places.entry(line).or_insert((None, 0));
            (*place, *count) = (Some(at), *count + 1);
        }
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for line in new.get(news.clone()).unwrap_or(&[]) {
        *counts.entry(line).or_default() += 1;
    }
    news.filter_map(|at| {
        let line = new.get(at).filter(|line| counts.get(**line) == Some(&1))?;
        let (place, count) = places.get(*line).copied()?;
        place.filter(|_| count == 1).map(|old| (old, at))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origins_of(before: &str, after: &str) -> Vec<usize> {
        let (before, after) = (Document::parse(before), Document::parse(after));
        let change = LineChange::of(&before, &after);
        (1..=after.lines().count()).map(|line| change.origin(line).unwrap_or(0)).collect()
    }

    #[test]
    fn lines_go_back_to_what_they_were() {
        for (before, after, expected) in [
            ("a\nb\nc\n", "a\nb\nc\n", &[1, 2, 3, 4][..]),
            ("a\nb\nc\n", "a\nx\nb\nc\n", &[1, 0, 2, 3, 4]),
            ("a\nb\nc\n", "a\nc\n", &[1, 3, 4]),
            ("a\r\nb\r\n", "a\nb\n", &[1, 2, 3]),
            // A moved line is new where it is.
            ("a\nb\nc\nd\n", "b\nc\na\nd\n", &[2, 3, 0, 4, 5]),
            // Blank lines are found by their neighbours.
            ("a\n\nb\n\nc\n\nd\n", "x\n\nb\n\nc\n\ny\n", &[0, 2, 3, 4, 5, 6, 0, 8]),
            ("", "a\nb\n", &[0, 0, 1]),
            ("a\na\na\n", "a\na\na\na\n", &[1, 2, 3, 0, 4]),
        ] {
            assert_eq!(origins_of(before, after), expected, "{before:?} {after:?}");
        }
    }

    #[test]
    fn ends_of_lines_touch_them_unless_all_have_changed() {
        for (before, after, expected) in [
            ("a\nb\nc\n", "a\nb\r\nc\n", &[false, true, false, false][..]),
            ("a\r\nb\nc\r\n", "a\r\nb\r\nc\r\n", &[false, true, false, false]),
            ("a\nb\nc\n", "a\r\nb\r\nc\r\n", &[false; 4]),
            ("a\r\nb\r\nc\r\n", "a\nb\nc\n", &[false; 4]),
            ("a\nb\r\nc\n", "a\r\nb\nc\r\n", &[true, true, true, false]),
            ("a\r\nb", "a\nb", &[false; 2]),
        ] {
            let change = LineChange::of(&Document::parse(before), &Document::parse(after));
            assert_eq!(change.near, expected, "{before:?} {after:?}");
        }
    }

    #[test]
    fn what_replaces_what() {
        let (before, after) = (Document::parse("a\nb\nc\nd\ne\n"), Document::parse("a\nx\ny\nc\ne\n"));
        let change = LineChange::of(&before, &after);
        let stretches: Vec<_> = (1..=5).map(|line| change.stretch(line).unwrap_or(0)).collect();
        let former: Vec<_> = (1..=5).map(|line| change.former_stretch(line).unwrap_or(0)).collect();
        assert_eq!((stretches, former), (vec![0, 1, 1, 0, 0], vec![0, 1, 0, 2, 0]));
        assert_eq!(change.near, [true, true, true, true, true, false]);
    }
}
