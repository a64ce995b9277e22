//! What a change introduced, of all that is found: not what was there before.
//!
//! The list is linted as it was before, too, and what was found then is taken away: by line where the line is still
//! there, else by the line's text (it was moved), the entry (it was re-worded) or the stretch of lines that replaced it.
//! What is left is new. It counts where the change touches one of its places (its own or a label's, the neighbours of
//! added and deleted lines included): an entry that is not written as the majority is, because the change made another
//! majority, is nobody's fault. Some rules report what is elsewhere, so that a heading that is gone breaks links that
//! nobody touched; theirs count wherever they are.
//!
//! With a change, what a rule would report as one finding of many in a document is reported one by one, so that only the new ones
//! are left.

use crate::api::change::{Change, LineChange};
use crate::api::declaration::{Declaration, Reach, Subject};
use crate::api::diagnostic::Diagnostic;
use crate::api::template::Text;
use curate_document::{Document, EditionId, List, Span};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Those of `found` by `rules` in `list` that `change` introduced; `known` was found before it.
pub(super) fn introduced(
    found: Vec<Diagnostic>,
    list: &List,
    change: &Change,
    known: &[Diagnostic],
    rules: &[&'static Declaration],
) -> Vec<Diagnostic> {
    let rules: BTreeMap<&'static str, &'static Declaration> = rules.iter().map(|rule| (rule.name, *rule)).collect();
    let pairs = list.editions.par_iter().zip(&change.before.editions);
    let lines: Vec<LineChange> = pairs.map(|(now, was)| LineChange::of(&was.document, &now.document)).collect();
    let comparison = BaseComparison { list, change, lines, rules };
    let mut new = comparison.without_known(found, known);
    new.retain(|diagnostic| comparison.is_caused(diagnostic));
    comparison.without_repetitions(new)
}

struct BaseComparison<'a> {
    list: &'a List,
    change: &'a Change,
    /// By edition.
    lines: Vec<LineChange>,
    /// By name.
    rules: BTreeMap<&'static str, &'static Declaration>,
}

/// By what a finding is known again.
#[derive(PartialEq, Eq, Hash)]
enum FindingPlace {
    /// The line, as it was before.
    Line(usize),
    /// The text of the line.
    Text(String),
    /// The URL of the entry.
    Entry(String),
    /// The stretch of changed lines.
    Stretch(usize),
}

/// A finding as far as it is compared: rule, edition, place, and of what is at the place or said of it.
type FindingKey<'a> = (&'a str, EditionId, FindingPlace, String);
/// Gives a finding's key, in the document before (`true`) or after the change; `None` where it has none of that kind.
type KeyOf<'a> = &'a dyn Fn(&Diagnostic, bool) -> Option<FindingKey<'static>>;

impl BaseComparison<'_> {
    /// Takes away from `found`, one for one, what is `known`.
    fn without_known(&self, found: Vec<Diagnostic>, known: &[Diagnostic]) -> Vec<Diagnostic> {
        let mut found = found;
        let mut known: Vec<&Diagnostic> = known.iter().filter(|diagnostic| !self.is_of_added(diagnostic)).collect();
        let exact = |diagnostic: &Diagnostic, before: bool| {
            self.key(diagnostic, before, Self::line, |text| format!("{text}\n{}", diagnostic.message.in_english()))
        };
        let roughly = |diagnostic: &Diagnostic, before: bool| {
            self.key(diagnostic, before, Self::line, |text| format!("{text}\n{}", without_numbers(&diagnostic.message)))
        };
        // What is missing is reported beside another line when that one moves; where it is, it stays.
        let label_of = |diagnostic: &Diagnostic| -> Option<(EditionId, Span)> {
            let label = diagnostic.labels.first().filter(|_| self.compares_editions(diagnostic))?;
            Some((label.edition, label.span))
        };
        let pointed = |diagnostic: &Diagnostic, before: bool| {
            let (edition, span) = label_of(diagnostic)?;
            let line = self.line_at(edition, span, before)?;
            Some((diagnostic.rule, edition, line, without_numbers(&diagnostic.message)))
        };
        let pointed_at = |diagnostic: &Diagnostic, before: bool| {
            let (edition, span) = label_of(diagnostic)?;
            let text = self.text_at(edition, span, before)?;
            Some((diagnostic.rule, edition, text, without_numbers(&diagnostic.message)))
        };
        let moved = |diagnostic: &Diagnostic, before: bool| {
            self.key(diagnostic, before, Self::text, |text| format!("{text}\n{}", without_numbers(&diagnostic.message)))
        };
        let reworded = |diagnostic: &Diagnostic, before: bool| {
            self.key(diagnostic, before, Self::entry, |_| without_numbers(&diagnostic.message))
        };
        let replaced = |diagnostic: &Diagnostic, before: bool| {
            self.key(diagnostic, before, Self::stretch, |_| without_numbers(&diagnostic.message))
        };
        let passes: [KeyOf<'_>; 7] = [&exact, &roughly, &pointed, &pointed_at, &moved, &reworded, &replaced];
        for key in passes {
            if found.is_empty() || known.is_empty() {
                break;
            }
            take_away(&mut found, &mut known, key);
        }
        found
    }

    fn key(
        &self,
        diagnostic: &Diagnostic,
        before: bool,
        place: impl Fn(&Self, &Document, &Diagnostic, bool) -> Option<FindingPlace>,
        rest: impl Fn(&str) -> String,
    ) -> Option<FindingKey<'static>> {
        let document = &self.list_at(before).edition(diagnostic.edition)?.document;
        let text = document.text(diagnostic.span).lines().next().unwrap_or("");
        Some((diagnostic.rule, diagnostic.edition, place(self, document, diagnostic, before)?, rest(text)))
    }

    fn list_at(&self, before: bool) -> &List {
        if before { &self.change.before } else { self.list }
    }

    fn line(&self, _: &Document, diagnostic: &Diagnostic, before: bool) -> Option<FindingPlace> {
        self.line_at(diagnostic.edition, diagnostic.span, before)
    }

    fn line_at(&self, edition: EditionId, span: Span, before: bool) -> Option<FindingPlace> {
        let line = self.list_at(before).edition(edition)?.document.line_of(span.start);
        let origin = if before { Some(line) } else { self.line_change(edition)?.origin(line) };
        origin.map(FindingPlace::Line)
    }

    fn text(&self, _: &Document, diagnostic: &Diagnostic, before: bool) -> Option<FindingPlace> {
        self.text_at(diagnostic.edition, diagnostic.span, before)
    }

    fn text_at(&self, edition: EditionId, span: Span, before: bool) -> Option<FindingPlace> {
        let document = &self.list_at(before).edition(edition)?.document;
        let line = document.line_of(span.start);
        let text = document.text(document.lines().content(line, document.source())).trim();
        (!text.is_empty()).then(|| FindingPlace::Text(text.to_owned()))
    }

    fn entry(&self, document: &Document, diagnostic: &Diagnostic, _: bool) -> Option<FindingPlace> {
        let at = diagnostic.span.start;
        let entries = document.entries();
        let last = entries.partition_point(|entry| entry.span.start <= at).checked_sub(1)?;
        let entry = entries.get(last).filter(|entry| at <= entry.span.end)?;
        let key = document.link_of(entry)?.key()?;
        Some(FindingPlace::Entry(key.to_string()))
    }

    fn stretch(&self, document: &Document, diagnostic: &Diagnostic, before: bool) -> Option<FindingPlace> {
        let line = document.line_of(diagnostic.span.start);
        let lines = self.line_change(diagnostic.edition)?;
        let stretch = if before { lines.former_stretch(line) } else { lines.stretch(line) };
        // An entry is told apart by its URL: one that replaces another is new.
        stretch.filter(|_| self.entry(document, diagnostic, before).is_none()).map(FindingPlace::Stretch)
    }

    fn line_change(&self, edition: EditionId) -> Option<&LineChange> {
        self.lines.get(edition.0 as usize)
    }

    /// Whether a finding before the change has to do with an edition that the change adds.
    fn is_of_added(&self, diagnostic: &Diagnostic) -> bool {
        let is_added = |edition: EditionId| self.change.added.contains(&edition);
        is_added(diagnostic.edition) || diagnostic.labels.iter().any(|label| is_added(label.edition))
    }

    /// Whether the change touches a place of a finding, or may have brought it about from afar.
    fn is_caused(&self, diagnostic: &Diagnostic) -> bool {
        let own = (diagnostic.edition, diagnostic.span);
        let mut places = diagnostic.labels.iter().map(|label| (label.edition, label.span)).chain([own]);
        match self.rules.get(diagnostic.rule).map(|rule| rule.reach) {
            Some(Reach::Anywhere) => true,
            Some(Reach::NewLines) => places.any(|(edition, span)| self.is_new(edition, span)),
            _ => places.any(|(edition, span)| self.is_touched(edition, span)),
        }
    }

    fn compares_editions(&self, diagnostic: &Diagnostic) -> bool {
        self.rules.get(diagnostic.rule).is_some_and(|rule| rule.judges(Subject::List))
    }

    /// One defect, one finding: what a rule reports of the change is not reported of the list at rest as well.
    fn without_repetitions(&self, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let yields =
            |diagnostic: &Diagnostic| self.rules.get(diagnostic.rule).map_or(&[][..], |rule| rule.yields_to_change);
        let yielded_to: BTreeSet<&str> = found.iter().flat_map(yields).copied().collect();
        let mut reported: BTreeMap<(&str, EditionId), Vec<Span>> = BTreeMap::new();
        for diagnostic in found.iter().filter(|diagnostic| yielded_to.contains(diagnostic.rule)) {
            let labels = diagnostic.labels.iter().map(|label| (label.edition, label.span));
            for (edition, span) in std::iter::once((diagnostic.edition, diagnostic.span)).chain(labels) {
                reported.entry((diagnostic.rule, edition)).or_default().push(span);
            }
        }
        let is_reported = |rule: &'static str, edition: EditionId, span: Span| {
            reported.get(&(rule, edition)).is_some_and(|spans| spans.iter().any(|other| other.overlaps(span)))
        };
        found.retain(|diagnostic| {
            !yields(diagnostic).iter().any(|rule| {
                let mut labels = diagnostic.labels.iter();
                is_reported(rule, diagnostic.edition, diagnostic.span)
                    || labels.any(|label| is_reported(rule, label.edition, label.span))
            })
        });
        found
    }

    /// Whether the first line of `span` is new.
    fn is_new(&self, edition: EditionId, span: Span) -> bool {
        let document = self.list.edition(edition).map(|edition| &edition.document);
        let lines = self.line_change(edition).zip(document);
        lines.is_some_and(|(lines, document)| lines.stretch(document.line_of(span.start)).is_some())
    }

    fn is_touched(&self, edition: EditionId, span: Span) -> bool {
        let document = self.list.edition(edition).map(|edition| &edition.document);
        self.line_change(edition).zip(document).is_some_and(|(lines, document)| lines.touches(document, span))
    }
}

/// Removes from both what has one key, as often as both have it.
fn take_away(found: &mut Vec<Diagnostic>, known: &mut Vec<&Diagnostic>, key: KeyOf<'_>) {
    let mut counts: HashMap<FindingKey<'static>, usize> = HashMap::new();
    for key in known.iter().filter_map(|diagnostic| key(diagnostic, true)) {
        *counts.entry(key).or_default() += 1;
    }
    let mut taken: HashMap<FindingKey<'static>, usize> = HashMap::new();
    found.retain(|diagnostic| {
        let Some(key) = key(diagnostic, false) else { return true };
        let Some(count) = counts.get_mut(&key).filter(|count| **count > 0) else { return true };
        *count -= 1;
        *taken.entry(key).or_default() += 1;
        false
    });
    known.retain(|diagnostic| {
        let Some(key) = key(diagnostic, true) else { return true };
        let Some(count) = taken.get_mut(&key).filter(|count| **count > 0) else { return true };
        *count -= 1;
        false
    });
}

/// `message` without its digits: lines and counts are others when something was added above.
fn without_numbers(message: &Text) -> String {
    message.in_english().replace(|character: char| character.is_ascii_digit(), "")
}
