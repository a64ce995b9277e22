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
//! one finding names both. Rows and cells of
//! HTML tables, items of HTML lists and logos are entries, too, but for those of people and at the top of a page.
//!
//! What few of several translations have and the source lacks is a hint: the source may have given it up.
//!
//! What a translation has beyond its source in its own language, by the script of a title that it would else keep or by
//! its host, is for its own readers: from four on, one hint counts such entries.
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
//! Unsafe: a stub with the same title and URL and `<!-- TODO: translate -->` is put after the entry that it follows there. None where
//! the entry is raw HTML.

use crate::api::declaration::{Declaration, FixKind, Scope, SectionState, Subject};
use crate::api::diagnostic::{Finding, Severity};
use crate::api::lacking::Lacking;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::parity::support::comparison::{Comparison, ReportSome, SUMMARISED};
use crate::parity::support::drifted_editions::drift_finding;
use crate::parity::support::gaps::{EditionGaps, directions, pairs};
use crate::parity::support::language_names::language_name;
use crate::parity::support::message_parts::{section_span, some_of};
use crate::parity::support::pending_findings::PendingFindings;
use crate::parity::support::replaced_entries::report_replaced;
use crate::parity::support::stub::separators;
use crate::text::entry_name::{entry_name, entry_span};
use curate_document::{Document, EditionId, Entry, EntryId, SectionId, Side};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Unsafe,
    judges: &[Subject::List],
    scope: Scope::Translations,
    yields_to_change: &["parity/one-sided-change"],
    section_state: SectionState::Lacks { one: "entry", many: "entries" },
    revealed_by_fixes: true,
    ..Declaration::warning(
        include_str!("missing_entry.rs"),
        "an entry that one edition lacks",
        Make::plain(|_| Box::new(MissingEntry)),
    )
};

struct MissingEntry;

impl Rule for MissingEntry {
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let mut singles = PendingFindings::default();
        for (comparison, gaps) in pairs(context) {
            if gaps.is_drifted(&comparison) {
                sink.report_some(
                    (!context.facts.expand_for_change).then(|| drift_finding(&comparison, &gaps)).flatten(),
                );
                continue;
            }
            for (comparison, gaps) in directions(&comparison, &gaps) {
                let Some(reported_in) = comparison.reported_in().filter(|_| !comparison.is_left_alone()) else {
                    continue;
                };
                sink.report_some(local(&comparison, gaps));
                let all: Vec<EntryId> = gaps.entries.values().flatten().copied().collect();
                if comparison.side == Side::Second && comparison.is_summarised(all.len()) && all.len() > SUMMARISED {
                    sink.report(beyond(&comparison, reported_in, &all));
                    continue;
                }
                let styles = separators(comparison.document);
                for (section, entries) in &gaps.entries {
                    if comparison.is_summarised(entries.len()) {
                        summarise(&comparison, reported_in, *section, entries, sink);
                    } else {
                        singles.add(&comparison, reported_in, entries, &styles);
                    }
                }
            }
            if !context.facts.expand_for_change {
                report_replaced(&comparison, sink);
            }
        }
        singles.report(context, sink);
    }
}

/// Fewer entries that a translation has for its own readers than this are not worth a line.
const NOTED: usize = 4;

/// Says what a translation has for its own readers.
fn local(comparison: &Comparison<'_>, gaps: &EditionGaps) -> Option<Finding> {
    let first = comparison.other.entry(*gaps.local.first()?).filter(|_| comparison.other_edition.judged)?;
    let language = language_name(comparison.other_edition.language.as_ref()?);
    let count = Some(gaps.local.len()).filter(|count| *count >= NOTED)?;
    let message = text!(
        "{count} entries are in this edition alone, for readers of {language}; this is the first",
        count,
        language
    );
    let finding = Finding::at(entry_span(comparison.other, first), message).in_edition(comparison.there);
    Some(finding.at_most(Severity::Hint))
}

/// One finding for what a translation has beyond its source, where that is much: entries that the source has given up.
fn beyond(comparison: &Comparison<'_>, reported_in: EditionId, entries: &[EntryId]) -> Finding {
    let all: Vec<&Entry> = entries.iter().filter_map(|id| comparison.other.entry(*id)).collect();
    let names: Vec<String> = all.iter().map(|entry| entry_name(comparison.other, entry)).collect();
    let (count, names) = (names.len(), some_of(&names));
    let here = section_span(comparison.document, None);
    let there = all.first().map(|entry| entry_span(comparison.other, entry)).unwrap_or_default();
    let [path, own] = [comparison.other_edition, comparison.edition].map(|edition| &edition.path);
    let listed = names.clone();
    let message = text!("{path} has {count} entries that this edition lacks: {names}", path, count, names = listed);
    let message_there = text!("{path} lacks {count} entries of this edition: {names}", path = own, count, names);
    let (here, there) =
        ((here, message, text!("the other edition")), (there, message_there, text!("the first of them")));
    let lacking = Some(Lacking { edition: comparison.here, count });
    let finding = Finding { lacking, ..comparison.finding(reported_in, here, there) };
    finding.help(text!("`--all` reports every one of them"))
}

fn summarise(
    comparison: &Comparison<'_>,
    reported_in: EditionId,
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
    let named = |message: Text| {
        let names = some_of(&names);
        match struck {
            0 => text!("{message}: {names}", message, names),
            _ if struck == count => text!("{message}, all of them struck out: {names}", message, names),
            _ => text!("{message}, {struck} of them struck out: {names}", message, struck, names),
        }
    };
    let path = &comparison.other_edition.path;
    let message = named(text!("{path} has {count} entries in this section that this edition lacks", path, count));
    let path = &comparison.edition.path;
    let message_there = named(text!("{path} lacks {count} entries of this section", path, count));
    let (here, there) = ((here, message, text!("the same section")), (there, message_there, text!("the same section")));
    let lacking = Some(Lacking { edition: comparison.here, count });
    let finding = Finding { lacking, ..comparison.finding(reported_in, here, there) };
    sink.report(finding.help(text!("`--all` reports every one of them")));
}

/// Whether the text of an entry begins struck out: it is given up.
fn is_struck(document: &Document, entry: &Entry) -> bool {
    let text = document.text(entry.own);
    let body =
        text.trim_start_matches(|character: char| !character.is_alphanumeric() && !matches!(character, '~' | '<'));
    body.starts_with("~~") || body.starts_with("<del>") || body.starts_with("<s>")
}
