//! # parity/one-sided-change
//!
//! With `--since`: the change adds, removes or re-links an entry in one edition only.
//!
//! ## Why
//!
//! Editions drift apart one pull request at a time, and the moment to carry a change over is while somebody has it at
//! hand.
//!
//! A change that does the same in the other editions is silent, wherever it puts the entry there and however it words it;
//! so is what was different before, and a translation of which less than 60 % was matched: nobody keeps that in step.
//! Several entries of a new section, and more than 10 others, are one finding.
//!
//! ## Bad
//!
//! ```markdown
//! README.md, changed                         README.zh-cn.md, not changed
//!
//! - [Alpha](https://alpha.example) - One.    - [Alpha](https://alpha.example) - 一。
//! - [Beta](https://beta.example) - Two.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! README.md, changed                         README.zh-cn.md, changed
//!
//! - [Alpha](https://alpha.example) - One.    - [Alpha](https://alpha.example) - 一。
//! - [Beta](https://beta.example) - Two.      - [Beta](https://beta.example) - 二。
//! ```
//!
//! What is meant for one language says so on its own line, or in its section's heading: `<!-- curate zh-only -->`.
//!
//! ## Fix
//!
//! Unsafe: an added entry becomes a stub with `<!-- TODO: translate -->` in the edition that lacks it, and a new URL is copied.
//! None for what was removed, which only a person can decide.

use crate::api::declaration::{Declaration, FixKind, Need, Reach, Scope, SectionState, Subject};
use crate::api::diagnostic::{Applicability, Effects, Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::parity::support::changed_urls::changed_urls;
use crate::parity::support::comparison::{Comparison, SUMMARISED, both_ways, translations};
use crate::parity::support::entry_history::EntryHistory;
use crate::parity::support::insertion_point::InsertionPoint;
use crate::parity::support::message_parts::{section_name, section_span, some_of};
use crate::parity::support::stub::{entry_stubs, separators, stub_separator};
use crate::text::entry_name::{entry_name, entry_span};
use curate_document::{EditionId, Entry, EntryId, SectionId, Span};
use std::collections::BTreeMap;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Unsafe,
    judges: &[Subject::List],
    scope: Scope::Translations,
    needs: &[Need::Change],
    reach: Reach::Anywhere,
    section_state: SectionState::Unrelated,
    revealed_by_fixes: true,
    ..Declaration::warning(
        include_str!("one_sided_change.rs"),
        "with `--since`: an entry added, removed or re-linked in one edition only",
        Make::plain(|_| Box::new(OneSidedChange)),
    )
};

/// A translation of which less was matched before the change is not kept in step.
const KEPT_IN_STEP: f64 = 0.6;

struct OneSidedChange;

impl Rule for OneSidedChange {
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let Some(history) = EntryHistory::of(context) else { return };
        let is_kept = |comparison: &Comparison<'_>| {
            let (here, there) = (comparison.here, comparison.there);
            history.has_changed(here, there)
                && history.matched_share(here, there).is_some_and(|share| share >= KEPT_IN_STEP)
        };
        for comparison in both_ways(context).filter(is_kept) {
            let Some(reported_in) = comparison.reported_in() else { continue };
            let side = OneSide { comparison, history: &history, reported_in };
            side.report(sink);
        }
        for comparison in translations(context).filter(is_kept) {
            for changed in changed_urls(&comparison, &history) {
                if let Some(finding) = changed.finding() {
                    sink.report(finding);
                }
            }
        }
    }
}

/// What the change did to an entry that is there and not here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum EntryChange {
    /// It was added there.
    Added,
    /// It was removed here.
    Removed,
}

struct OneSide<'a> {
    comparison: Comparison<'a>,
    history: &'a EntryHistory<'a>,
    reported_in: EditionId,
}

impl OneSide<'_> {
    fn report(&self, sink: &mut Sink<'_>) {
        let pragmas = self.comparison.pragmas();
        let mut by_section: BTreeMap<(EntryChange, SectionId), Vec<EntryId>> = BTreeMap::new();
        let mut alone: BTreeMap<EntryChange, Vec<EntryId>> = BTreeMap::new();
        for id in self.comparison.alignment.lone_entries(self.comparison.side) {
            let entry = self.comparison.other.entry(id).filter(|entry| !pragmas.has_entry(entry));
            let (Some(entry), Some(change)) = (entry, self.change(id)) else { continue };
            match entry.section.filter(|section| self.comparison.section_for(*section).is_none()) {
                Some(section) => by_section.entry((change, self.outermost(section))).or_default().push(id),
                None => alone.entry(change).or_default().push(id),
            }
        }
        for ((change, section), entries) in by_section {
            sink.report(self.summary(change, Some(section), &entries));
        }
        for (change, entries) in alone {
            if entries.len() > SUMMARISED {
                sink.report(self.summary(change, None, &entries));
            } else {
                self.single(change, &entries, sink);
            }
        }
    }

    fn change(&self, entry: EntryId) -> Option<EntryChange> {
        let (here, there) = (self.comparison.here, self.comparison.there);
        if self.history.is_added(there, entry) {
            return Some(EntryChange::Added);
        }
        let former = self.history.counterpart(there, self.history.origin(there, entry)?, here)?;
        // What is still here has another URL: that is reported as such.
        self.history.outcome(here, former).is_none().then_some(EntryChange::Removed)
    }

    /// The outermost section around `section` that is missing here as well.
    fn outermost(&self, section: SectionId) -> SectionId {
        let parent = |id: SectionId| self.comparison.other.section(id)?.parent;
        let missing = |id: &SectionId| self.comparison.section_for(*id).is_none();
        std::iter::successors(Some(section), |id| parent(*id).filter(missing)).last().unwrap_or(section)
    }

    fn single(&self, change: EntryChange, entries: &[EntryId], sink: &mut Sink<'_>) {
        let comparison = &self.comparison;
        let mut places: BTreeMap<Option<InsertionPoint>, Vec<EntryId>> = BTreeMap::new();
        for id in entries {
            places.entry(InsertionPoint::of(comparison, *id)).or_default().push(*id);
        }
        for (place, entries) in places {
            let here = place.map_or_else(|| section_span(comparison.document, None), |place| place.span(comparison));
            let fix = place.filter(|_| change == EntryChange::Added).and_then(|place| self.stubs(place, &entries));
            for entry in entries.iter().filter_map(|id| comparison.other.entry(*id)) {
                let name = entry_name(comparison.other, entry);
                let mut finding = self.finding(change, &name, here, entry_span(comparison.other, entry));
                if let Some(fix) = &fix {
                    finding = finding.fix(fix.clone());
                }
                sink.report(finding);
            }
        }
    }

    /// Where the change was made, as long as that edition is judged.
    fn finding(&self, change: EntryChange, name: &str, here: Span, there: Span) -> Finding {
        let comparison = &self.comparison;
        let (path, other) = (&comparison.edition.path, &comparison.other_edition.path);
        let finding = match change {
            EntryChange::Added if comparison.other_edition.judged => {
                let message = text!("the change adds this entry here only; {path} lacks it: \"{name}\"", path, name);
                let label = text!("it belongs after this");
                Finding::at(there, message).in_edition(comparison.there).label(comparison.here, here, label)
            }
            EntryChange::Added => {
                let message =
                    text!("the change adds an entry to {other} that this edition lacks: \"{name}\"", other, name);
                let label = text!("the entry");
                Finding::at(here, message).in_edition(comparison.here).label(comparison.there, there, label)
            }
            EntryChange::Removed if comparison.edition.judged => {
                let message =
                    text!("the change removes an entry here only; {other} still has it: \"{name}\"", other, name);
                let label = text!("still here");
                Finding::at(here, message).in_edition(comparison.here).label(comparison.there, there, label)
            }
            EntryChange::Removed => {
                let message = text!("the change removes this entry from {path} only: \"{name}\"", path, name);
                let label = text!("it was after this");
                Finding::at(there, message).in_edition(comparison.there).label(comparison.here, here, label)
            }
        };
        let advice = match change {
            EntryChange::Added => text!("carry it over"),
            EntryChange::Removed => text!("remove it there as well"),
        };
        match comparison.only_comment() {
            Some(comment) => finding.help(text!(
                "{advice}, or end its line in {path} with `{comment}` where it is meant for that edition alone",
                advice,
                path = other,
                comment
            )),
            None => finding.help(advice),
        }
    }

    /// One finding for the `entries` of a section that is missing here, or for many.
    fn summary(&self, change: EntryChange, section: Option<SectionId>, entries: &[EntryId]) -> Finding {
        let comparison = &self.comparison;
        let all: Vec<&Entry> = entries.iter().filter_map(|id| comparison.other.entry(*id)).collect();
        let names: Vec<String> = all.iter().map(|entry| entry_name(comparison.other, entry)).collect();
        let message = match section.map(|id| section_name(comparison.other, id)) {
            Some(section) => self.message_with_section(change, &names, section),
            None => self.message(change, &names),
        };
        let first = all.first().map_or_else(Span::default, |entry| entry_span(comparison.other, entry));
        let there = section.map_or(first, |id| section_span(comparison.other, Some(id)));
        if self.reported_in == comparison.here && !comparison.other_edition.judged {
            let here = section_span(comparison.document, None);
            let label = text!("they are here");
            return Finding::at(here, message).in_edition(comparison.here).label(comparison.there, there, label);
        }
        Finding::at(there, message).in_edition(comparison.there)
    }

    fn message(&self, change: EntryChange, names: &[String]) -> Text {
        let (path, other) = (&self.comparison.edition.path, &self.comparison.other_edition.path);
        let (count, names) = (names.len(), some_of(names));
        match change {
            EntryChange::Added => plural!(
                count,
                "the change adds an entry to {other} only; {path} lacks {names}",
                "the change adds {count} entries to {other} only; {path} lacks {names}",
                other,
                path,
                names
            ),
            EntryChange::Removed => plural!(
                count,
                "the change removes an entry from {path} only; {other} has {names}",
                "the change removes {count} entries from {path} only; {other} has {names}",
                path,
                other,
                names
            ),
        }
    }

    fn message_with_section(&self, change: EntryChange, names: &[String], section: String) -> Text {
        let (path, other) = (&self.comparison.edition.path, &self.comparison.other_edition.path);
        let (count, names) = (names.len(), some_of(names));
        match change {
            EntryChange::Added => plural!(
                count,
                "the change adds an entry with the section \"{section}\" to {other} only; {path} lacks {names}",
                "the change adds {count} entries with the section \"{section}\" to {other} only; {path} lacks {names}",
                section,
                other,
                path,
                names
            ),
            EntryChange::Removed => plural!(
                count,
                "the change removes an entry with the section \"{section}\" from {path} only; {other} has {names}",
                "the change removes {count} entries with the section \"{section}\" from {path} only; {other} has {names}",
                section,
                path,
                other,
                names
            ),
        }
    }

    fn stubs(&self, place: InsertionPoint, entries: &[EntryId]) -> Option<Fix> {
        let comparison = &self.comparison;
        let styles = separators(comparison.document);
        let style = stub_separator(&styles, place.section);
        let stubs = entry_stubs(comparison, place, entries, style).filter(|_| comparison.edition.judged)?;
        let insertion = stubs.place.insertion(comparison.document, &stubs.lines);
        let effects = Effects { keys: true, links: true, entries: true, verbatim: true, ..Effects::default() };
        let title = text!("Add a stub to {path}", path = &comparison.edition.path);
        let fix = Fix::of(title, Applicability::Unsafe).edit(comparison.here, insertion.at, insertion.text);
        Some(fix.with_effects(effects))
    }
}
