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
//! More than 10 of a section become one summary. Where less than 60 % of an edition is in the other, one finding says so
//! for both, sections included; `--all` reports each. Where two entries that share neither title nor URL stand at one place,
//! one finding names both. Rows of HTML tables and items of HTML lists with a link are entries, too.
//!
//! What few of several translations have and the source lacks is a hint: the source may have given it up.
//!
//! What a translation has beyond its source in its own language, by the script of a title that it would else keep or by
//! its host, is for its own readers: one hint counts such entries.
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

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Applicability, Effects, Finding, Fix, Severity};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::parity::support::comparison::{Comparison, ReportSome, SUMMARISED};
use crate::parity::support::gaps::{EditionGaps, directions, pairs};
use crate::parity::support::insertion_point::InsertionPoint;
use crate::parity::support::message_parts::{joined, section_span, some_of};
use crate::parity::support::stub::{StubPlace, separators};
use crate::parity::support::{drifted_editions, html_rows, replaced_entries, stub};
use crate::text::entry_name::{entry_name, entry_span};
use crate::text::majority::Majority;
use curate_document::{Document, EditionId, Entry, EntryId, SectionId, Side, Span};
use std::collections::{BTreeMap, HashMap};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Unsafe,
    judges: &[Subject::List],
    scope: Scope::Translations,
    yields_to_change: &["parity/one-sided-change"],
    revealed_by_fixes: true,
    ..Declaration::warning(
        include_str!("missing_entry.rs"),
        "an entry that one edition lacks",
        Make::plain(|_| Box::new(MissingEntry)),
    )
};

/// With more translations than this, most of them say what the source lacks.
const FEW: usize = 2;

struct MissingEntry;

impl Rule for MissingEntry {
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let mut singles = PendingFindings::default();
        for (comparison, gaps) in pairs(context) {
            if gaps.is_drifted(&comparison) {
                sink.report_some(
                    (!context.facts.single).then(|| drifted_editions::drift_finding(&comparison, &gaps)).flatten(),
                );
                continue;
            }
            for (comparison, gaps) in directions(&comparison, &gaps) {
                let Some(speaker) = comparison.speaker().filter(|_| !comparison.is_left_alone()) else { continue };
                sink.report_some(local(&comparison, gaps));
                let all: Vec<EntryId> = gaps.entries.values().flatten().copied().collect();
                if comparison.side == Side::Second && comparison.is_summarised(all.len()) && all.len() > SUMMARISED {
                    sink.report(beyond(&comparison, speaker, &all));
                    continue;
                }
                let styles = separators(comparison.document);
                for (section, entries) in &gaps.entries {
                    if comparison.is_summarised(entries.len()) {
                        summarise(&comparison, speaker, *section, entries, sink);
                    } else {
                        singles.add(&comparison, speaker, entries, &styles);
                    }
                }
            }
            if !context.facts.single {
                html_rows::report_rows(&comparison, sink);
                replaced_entries::report(&comparison, sink);
            }
        }
        singles.report(context, sink);
    }
}

/// Says what a translation has for its own readers.
fn local(comparison: &Comparison<'_>, gaps: &EditionGaps) -> Option<Finding> {
    let first = comparison.other.entry(*gaps.local.first()?).filter(|_| comparison.other_edition.judged)?;
    let language = comparison.other_edition.language.as_ref()?.english_name();
    let count = gaps.local.len();
    let entries = if count == 1 { "1 entry is".to_owned() } else { format!("{count} entries are") };
    let message = format!("{entries} in this edition alone, for readers of {language}; this is the first");
    let finding = Finding::at(entry_span(comparison.other, first), message).in_edition(comparison.there);
    Some(finding.at_most(Severity::Hint))
}

/// One finding for what a translation has beyond its source, where that is much: entries that the source has given up.
fn beyond(comparison: &Comparison<'_>, speaker: EditionId, entries: &[EntryId]) -> Finding {
    let all: Vec<&Entry> = entries.iter().filter_map(|id| comparison.other.entry(*id)).collect();
    let names: Vec<String> = all.iter().map(|entry| entry_name(comparison.other, entry)).collect();
    let (count, some) = (names.len(), some_of(&names));
    let here = section_span(comparison.document, None);
    let there = all.first().map(|entry| entry_span(comparison.other, entry)).unwrap_or_default();
    let finding = if speaker == comparison.here {
        let message = format!("{} has {count} entries that this edition lacks: {some}", comparison.other_edition.path);
        Finding::at(here, message).label(comparison.there, there, "the first of them")
    } else {
        let message = format!("{} lacks {count} entries of this edition: {some}", comparison.edition.path);
        Finding::at(there, message).label(comparison.here, here, "the other edition")
    };
    finding.in_edition(speaker).help("`--all` reports every one of them")
}

fn summarise(
    comparison: &Comparison<'_>,
    speaker: EditionId,
    section: Option<SectionId>,
    entries: &[EntryId],
    sink: &mut Sink<'_>,
) {
    let all: Vec<&curate_document::Entry> = entries.iter().filter_map(|id| comparison.other.entry(*id)).collect();
    let names: Vec<String> = all.iter().map(|entry| entry_name(comparison.other, entry)).collect();
    let here = section_span(comparison.document, section);
    let there = section_span(comparison.other, all.first().and_then(|entry| entry.section));
    let count = names.len();
    let struck = all.iter().filter(|entry| is_struck(comparison.other, entry)).count();
    let some = match struck {
        0 => some_of(&names),
        _ if struck == count => format!("all of them struck out: {}", some_of(&names)),
        _ => format!("{struck} of them struck out: {}", some_of(&names)),
    };
    let finding = if speaker == comparison.here {
        let message = format!(
            "{} has {count} entries in this section that this edition lacks{}{some}",
            comparison.other_edition.path,
            if struck == 0 { ": " } else { ", " }
        );
        Finding::at(here, message).label(comparison.there, there, "the same section")
    } else {
        let mark = if struck == 0 { ": " } else { ", " };
        let message = format!("{} lacks {count} entries of this section{mark}{some}", comparison.edition.path);
        Finding::at(there, message).label(comparison.here, here, "the same section")
    };
    sink.report(finding.in_edition(speaker).help("`--all` reports every one of them"));
}

/// Whether the text of an entry begins struck out: it is given up.
fn is_struck(document: &Document, entry: &Entry) -> bool {
    let text = document.text(entry.own);
    let body =
        text.trim_start_matches(|character: char| !character.is_alphanumeric() && !matches!(character, '~' | '<'));
    body.starts_with("~~") || body.starts_with("<del>") || body.starts_with("<s>")
}

/// One entry that is missing in one edition and in which others it is.
struct PendingFinding {
    speaker: EditionId,
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

/// The entries that are told one by one. What several translations have and the source lacks is one finding.
#[derive(Default)]
struct PendingFindings {
    found: Vec<PendingFinding>,
    by_identity: HashMap<(EditionId, String), usize>,
}

impl PendingFindings {
    /// Adds `entries`, which are missing here in one section.
    fn add(&mut self, comparison: &Comparison<'_>, speaker: EditionId, entries: &[EntryId], styles: &Majority<&str>) {
        let mut places: BTreeMap<InsertionPoint, Vec<EntryId>> = BTreeMap::new();
        for id in entries {
            if let Some(place) = InsertionPoint::of(comparison, *id) {
                places.entry(place).or_default().push(*id);
            }
        }
        for (place, entries) in places {
            let style = stub::separator(styles, place.section);
            let is_here = speaker == comparison.here;
            let stubs = is_here.then(|| stub::entries(comparison, place, &entries, style)).flatten();
            for (index, id) in entries.into_iter().enumerate() {
                let Some(entry) = comparison.other.entry(id) else { continue };
                let stub =
                    stubs.as_ref().and_then(|stubs| Some((stubs.place.clone(), stubs.lines.get(index)?.clone())));
                self.add_one(comparison, speaker, (entry, place), stub);
            }
        }
    }

    fn add_one(
        &mut self,
        comparison: &Comparison<'_>,
        speaker: EditionId,
        (entry, place): (&Entry, InsertionPoint),
        stub: Option<(StubPlace, String)>,
    ) {
        let name = entry_name(comparison.other, entry);
        let link = comparison.other.link_of(entry);
        let known = link.map(|link| link.key().map_or_else(|| link.url.to_string(), ToString::to_string));
        let there = (comparison.there, comparison.other_edition.path.clone(), entry_span(comparison.other, entry));
        let here = (comparison.here, comparison.edition.path.clone(), place.span(comparison));
        // An edition that only speaks for others says each of them apart.
        let identity = format!(
            "{:?} {}",
            (speaker != comparison.here).then_some(comparison.here),
            known.unwrap_or(format!("{:?} {name}", entry.own))
        );
        let next = self.found.len();
        let index = *self.by_identity.entry((speaker, identity)).or_insert(next);
        if index == next {
            let span = if speaker == comparison.here { here.2 } else { there.2 };
            let comment = comparison.only_comment();
            self.found.push(PendingFinding { speaker, span, name, there: Vec::new(), here, comment, stub });
        }
        // An edition may have it in a list and in a table.
        if let Some(missing) = self.found.get_mut(index)
            && missing.there.iter().all(|(edition, ..)| *edition != there.0)
        {
            missing.there.push(there);
        }
    }

    /// All that belong at one place have one fix.
    fn report(self, context: &Context<'_>, sink: &mut Sink<'_>) {
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

fn fix(edition: EditionId, insertion: stub::Insertion, count: usize) -> Fix {
    let title = if count == 1 { "Add a stub of the entry" } else { "Add stubs of the entries that belong here" };
    let effects = Effects { keys: true, links: true, entries: true, verbatim: true, ..Effects::default() };
    Fix::of(title, Applicability::Unsafe).edit(edition, insertion.at, insertion.text).with_effects(effects)
}

impl PendingFinding {
    fn finding(self, fix: Option<Fix>) -> Finding {
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
        match fix {
            Some(fix) => finding.fix(fix),
            None => finding,
        }
    }
}
