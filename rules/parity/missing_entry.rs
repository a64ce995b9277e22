//! # parity/missing-entry
//!
//! An entry that one edition of a list has and another lacks.
//!
//! ## Why
//!
//! Readers of one language miss what readers of the other get, and with every change that is made in one edition only
//! the two drift further apart.
//!
//! The entry is reported at the place where it belongs, with its line in the other edition. An entry counts as present
//! when its URL is linked to anywhere in the edition, and no entry of a section that is missing as a whole is repeated.
//! More than 10 of a section become one summary; so does every section where less than 60 % of the two editions match.
//!
//! ## Bad
//!
//! ```markdown
//! README.md                                  README.zh-cn.md
//!
//! - [Alpha](https://alpha.example) - One.    - [Alpha](https://alpha.example) - 一。
//! - [Beta](https://beta.example) - Two.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! README.md                                  README.zh-cn.md
//!
//! - [Alpha](https://alpha.example) - One.    - [Alpha](https://alpha.example) - 一。
//! - [Beta](https://beta.example) - Two.      - [Beta](https://beta.example) - 二。
//! ```
//!
//! What is meant for one language says so on its own line, or in its section's heading: `<!-- curate zh-only -->`.
//!
//! ## Fix
//!
//! Unsafe: a stub with the same title and URL and `<!-- TODO: translate -->` is put after the entry that it follows there.

use super::comparison::{Comparison, both_ways, entry_span, joined, name_of, section_span, some_of};
use super::place::Place;
use super::stub::{self, separators};
use crate::engine::diagnostic::{Applicability, Effects, Finding, Fix, Severity};
use crate::engine::majority::Majority;
use crate::engine::rule::{Context, Declaration, FixKind, Rule, Sink, Subject};
use curate_document::{EditionId, EntryId, SectionId, Span};
use std::collections::BTreeMap;

/// The declaration of `parity/missing-entry`.
pub const RULE: Declaration = Declaration {
    name: "parity/missing-entry",
    summary: "an entry that one edition lacks",
    severity: Severity::Warning,
    on_by_default: true,
    fix: FixKind::Unsafe,
    judges: &[Subject::List],
    yields_to: &[],
    options: &[],
    source: include_str!("missing_entry.rs"),
    build: |_| Box::new(MissingEntry),
};

struct MissingEntry;

/// One entry that is missing in one edition and in which others it is.
struct Missing {
    speaker: EditionId,
    span: Span,
    name: String,
    /// Where it is: the edition, its path, the place.
    there: Vec<(EditionId, String, Span)>,
    /// The edition that lacks it, with the place where it belongs.
    here: (EditionId, String, Span),
    comment: Option<String>,
    fix: Option<Fix>,
}

impl Rule for MissingEntry {
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        // What several translations have and the source lacks is one finding.
        let mut singles: BTreeMap<(EditionId, String), Missing> = BTreeMap::new();
        for comparison in both_ways(context).filter(|comparison| !comparison.is_left_alone()) {
            let Some(speaker) = comparison.speaker() else { continue };
            let styles = separators(comparison.document);
            for (section, entries) in by_section(&comparison) {
                if comparison.is_summarised(entries.len()) {
                    summarise(&comparison, speaker, section, &entries, sink);
                } else {
                    single(&comparison, speaker, &entries, &styles, &mut singles);
                }
            }
        }
        for missing in singles.into_values() {
            sink.report(missing.finding());
        }
    }
}

/// The entries there that are missing, by their section here; those of missing sections left out.
fn by_section(comparison: &Comparison<'_>) -> BTreeMap<Option<SectionId>, Vec<EntryId>> {
    let mut sections: BTreeMap<Option<SectionId>, Vec<EntryId>> = BTreeMap::new();
    let mut homes: BTreeMap<SectionId, Option<SectionId>> = BTreeMap::new();
    let one_sided = comparison.one_sided();
    for id in comparison.alignment.lone_entries(comparison.side) {
        let Some(entry) = comparison.other.entry(id).filter(|entry| !one_sided.has_entry(entry)) else { continue };
        let home = entry.section.map(|section| *homes.entry(section).or_insert_with(|| comparison.home(section)));
        if home != Some(None) {
            sections.entry(home.flatten()).or_default().push(id);
        }
    }
    sections
}

fn summarise(
    comparison: &Comparison<'_>,
    speaker: EditionId,
    section: Option<SectionId>,
    entries: &[EntryId],
    sink: &mut Sink<'_>,
) {
    let all: Vec<&curate_document::Entry> = entries.iter().filter_map(|id| comparison.other.entry(*id)).collect();
    let names: Vec<String> = all.iter().map(|entry| name_of(comparison.other, entry)).collect();
    let here = section_span(comparison.document, section);
    let there = section_span(comparison.other, all.first().and_then(|entry| entry.section));
    let count = names.len();
    let finding = if speaker == comparison.here {
        let message = format!(
            "{} has {count} entries in this section that this edition lacks: {}",
            comparison.other_edition.path,
            some_of(&names)
        );
        Finding::at(here, message).label(comparison.there, there, "the same section")
    } else {
        let message = format!("{} lacks {count} entries of this section: {}", comparison.edition.path, some_of(&names));
        Finding::at(there, message).label(comparison.here, here, "the same section")
    };
    sink.report(finding.in_edition(speaker).help("`--all` reports every one of them"));
}

/// Adds `entries`, which are missing here in one section.
fn single(
    comparison: &Comparison<'_>,
    speaker: EditionId,
    entries: &[EntryId],
    styles: &Majority<&str>,
    singles: &mut BTreeMap<(EditionId, String), Missing>,
) {
    let mut places: BTreeMap<Place, Vec<EntryId>> = BTreeMap::new();
    for id in entries {
        if let Some(place) = Place::of(comparison, *id) {
            places.entry(place).or_default().push(*id);
        }
    }
    for (place, entries) in places {
        let style = styles.style(place.section).filter(|style| style.contains(' ')).unwrap_or(" - ");
        let fix = (speaker == comparison.here).then(|| fix(comparison, place, &entries, style)).flatten();
        for id in entries {
            let Some(entry) = comparison.other.entry(id) else { continue };
            let name = name_of(comparison.other, entry);
            let known = comparison
                .other
                .link_of(entry)
                .map(|link| link.key().map_or_else(|| link.url.to_string(), ToString::to_string));
            let there = (comparison.there, comparison.other_edition.path.clone(), entry_span(comparison.other, entry));
            let here = (comparison.here, comparison.edition.path.clone(), place.span(comparison));
            let missing = Missing {
                speaker,
                span: if speaker == comparison.here { here.2 } else { there.2 },
                there: Vec::new(),
                here,
                comment: comparison.only_comment(),
                fix: fix.clone(),
                name: name.clone(),
            };
            // An edition that only speaks for others says each of them apart.
            let identity = format!(
                "{:?} {}",
                (speaker != comparison.here).then_some(comparison.here),
                known.unwrap_or(format!("{:?} {name}", entry.own))
            );
            singles.entry((speaker, identity)).or_insert(missing).there.push(there);
        }
    }
}

fn fix(comparison: &Comparison<'_>, place: Place, entries: &[EntryId], style: &str) -> Option<Fix> {
    let insertion = stub::entries(comparison, place, entries, style)?;
    let title =
        if entries.len() == 1 { "Add a stub of the entry" } else { "Add stubs of the entries that belong here" };
    let effects = Effects { keys: true, links: true, entries: true, verbatim: true, ..Effects::default() };
    Some(
        Fix::of(title, Applicability::Unsafe).edit(comparison.here, insertion.at, insertion.text).with_effects(effects),
    )
}

impl Missing {
    fn finding(self) -> Finding {
        let names: Vec<String> = self.there.iter().map(|(_, path, _)| path.clone()).collect();
        let spoken_here = self.speaker == self.here.0;
        let message = if spoken_here {
            let have = if names.len() == 1 { "has" } else { "have" };
            format!("{} {have} an entry here that this edition lacks: \"{}\"", joined(&names), self.name)
        } else {
            format!("{} lacks this entry: \"{}\"", self.here.1, self.name)
        };
        let mut finding = Finding::at(self.span, message).in_edition(self.speaker);
        if spoken_here {
            for (edition, _, span) in self.there {
                finding = finding.label(edition, span, "the entry");
            }
        } else {
            finding = finding.label(self.here.0, self.here.2, "it belongs after this");
        }
        if let Some(comment) = self.comment.filter(|_| names.len() == 1) {
            finding = finding.help(format!(
                "add it, or end its line in {} with `{comment}` where it is meant for that edition alone",
                names.concat()
            ));
        }
        match self.fix {
            Some(fix) => finding.fix(fix),
            None => finding,
        }
    }
}
