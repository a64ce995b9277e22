//! Findings about single missing entries, collected over all editions: what several translations have is one finding.

use crate::api::diagnostic::{Applicability, Effects, Finding, Fix, Severity};
use crate::api::lacking::Lacking;
use crate::api::rule::{Context, Sink};
use crate::parity::support::comparison::Comparison;
use crate::parity::support::insertion_point::InsertionPoint;
use crate::parity::support::message_parts::joined;
use crate::parity::support::stub::{Insertion, StubPlace, entry_stubs, stub_separator};
use crate::text::entry_name::{entry_name, entry_span};
use crate::text::majority::Majority;
use curate_document::{EditionId, Entry, EntryId, Span};
use std::collections::{BTreeMap, HashMap};

/// With more translations than this, most of them say what the source lacks.
const FEW: usize = 2;

/// One entry that is missing in one edition and in which others it is.
struct PendingFinding {
    reported_in: EditionId,
    span: Span,
    name: String,
    /// Where it is: the edition, its path, the place.
    there: Vec<(EditionId, String, Span)>,
    /// The edition that lacks it, with the place where it belongs.
    here: (EditionId, String, Span),
    comment: Option<String>,
    /// The line of its stub, and where that is put.
    stub: Option<(StubPlace, String)>,
}

/// The entries that are reported one by one. What several translations have and the source lacks is one finding.
#[derive(Default)]
pub(crate) struct PendingFindings {
    found: Vec<PendingFinding>,
    by_identity: HashMap<(EditionId, String), usize>,
}

impl PendingFindings {
    /// Adds `entries`, which are missing here in one section.
    pub(crate) fn add(
        &mut self,
        comparison: &Comparison<'_>,
        reported_in: EditionId,
        entries: &[EntryId],
        styles: &Majority<&str>,
    ) {
        let mut places: BTreeMap<InsertionPoint, Vec<EntryId>> = BTreeMap::new();
        for id in entries {
            if let Some(place) = InsertionPoint::of(comparison, *id) {
                places.entry(place).or_default().push(*id);
            }
        }
        for (place, entries) in places {
            let style = stub_separator(styles, place.section);
            let is_here = reported_in == comparison.here;
            let stubs = is_here.then(|| entry_stubs(comparison, place, &entries, style)).flatten();
            for (index, id) in entries.into_iter().enumerate() {
                let Some(entry) = comparison.other.entry(id) else { continue };
                let stub =
                    stubs.as_ref().and_then(|stubs| Some((stubs.place.clone(), stubs.lines.get(index)?.clone())));
                self.add_one(comparison, reported_in, (entry, place), stub);
            }
        }
    }

    fn add_one(
        &mut self,
        comparison: &Comparison<'_>,
        reported_in: EditionId,
        (entry, place): (&Entry, InsertionPoint),
        stub: Option<(StubPlace, String)>,
    ) {
        let name = entry_name(comparison.other, entry);
        let link = comparison.other.link_of(entry);
        let known = link.map(|link| link.key().map_or_else(|| link.url.to_string(), ToString::to_string));
        let there = (comparison.there, comparison.other_edition.path.clone(), entry_span(comparison.other, entry));
        let here = (comparison.here, comparison.edition.path.clone(), place.span(comparison));
        // An edition that findings about several others are reported in has one for each of those.
        let identity = format!(
            "{:?} {}",
            (reported_in != comparison.here).then_some(comparison.here),
            known.unwrap_or(format!("{:?} {name}", entry.own))
        );
        let next = self.found.len();
        let index = *self.by_identity.entry((reported_in, identity)).or_insert(next);
        if index == next {
            let span = if reported_in == comparison.here { here.2 } else { there.2 };
            let comment = comparison.only_comment();
            self.found.push(PendingFinding { reported_in, span, name, there: Vec::new(), here, comment, stub });
        }
        // An edition may have it in a list and in a table.
        if let Some(missing) = self.found.get_mut(index)
            && missing.there.iter().all(|(edition, ..)| *edition != there.0)
        {
            missing.there.push(there);
        }
    }

    /// Reports them; all that belong at one place have one fix.
    pub(crate) fn report(self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let mut places: BTreeMap<(EditionId, StubPlace), Vec<String>> = BTreeMap::new();
        for missing in &self.found {
            if let Some((place, line)) = &missing.stub {
                places.entry((missing.here.0, place.clone())).or_default().push(line.clone());
            }
        }
        let translations = context.list.editions.len() - 1;
        for mut missing in self.found {
            // What few of many translations have is what the source has given up, or what they have added.
            let is_kept =
                missing.here.0 == context.list.source && translations > FEW && missing.there.len() * 2 <= translations;
            if is_kept {
                sink.report(missing.finding(None).at_most(Severity::Hint));
                continue;
            }
            let stub = missing.stub.take().and_then(|(place, _)| {
                let lines = places.get(&(missing.here.0, place.clone()))?;
                let document = &context.list.edition(missing.here.0)?.document;
                Some((place.insertion(document, lines), lines.len()))
            });
            let fix = stub.map(|(insertion, count)| fix(missing.here.0, insertion, count));
            sink.report(missing.finding(fix));
        }
    }
}

fn fix(edition: EditionId, insertion: Insertion, count: usize) -> Fix {
    let title = plural!(count, "Add a stub of the entry", "Add stubs of the entries that belong here");
    let effects = Effects { keys: true, links: true, entries: true, verbatim: true, ..Effects::default() };
    Fix::of(title, Applicability::Unsafe).edit(edition, insertion.at, insertion.text).with_effects(effects)
}

impl PendingFinding {
    fn finding(self, fix: Option<Fix>) -> Finding {
        let names: Vec<String> = self.there.iter().map(|(_, path, _)| path.clone()).collect();
        let is_reported_here = self.reported_in == self.here.0;
        let message = if is_reported_here {
            let count = names.len();
            plural!(
                count,
                "{paths} has an entry here that this edition lacks: \"{name}\"",
                "{paths} have an entry here that this edition lacks: \"{name}\"",
                paths = joined(&names),
                name = self.name
            )
        } else {
            text!("{path} lacks this entry: \"{name}\"", path = self.here.1, name = self.name)
        };
        let lacking = Some(Lacking { edition: self.here.0, count: 1 });
        let mut finding = Finding { lacking, ..Finding::at(self.span, message) }.in_edition(self.reported_in);
        if is_reported_here {
            for (edition, _, span) in self.there {
                finding = finding.label(edition, span, text!("the entry"));
            }
        } else {
            finding = finding.label(self.here.0, self.here.2, text!("it belongs after this"));
        }
        if let Some(comment) = self.comment.filter(|_| names.len() == 1) {
            finding = finding.help(text!(
                "add it, or end its line in {path} with `{comment}` where it is meant for that edition alone",
                path = names.concat(),
                comment
            ));
        }
        match fix {
            Some(fix) => finding.fix(fix),
            None => finding,
        }
    }
}
