//! # parity/missing-section
//!
//! A section that one edition has and another lacks.
//!
//! ## Why
//!
//! Readers of one language miss all that is in it. The section is reported once, at the place where it belongs; its
//! entries and subsections are not repeated.
//!
//! Sections are matched by what is in them and by the words of their titles that no translation changes, so a
//! translated title is not a missing section. A section whose entries are in another one is a case of
//! `parity/section-mismatch`.
//!
//! On pages that are no lists, sections are matched by their code, links, images, numbers, names and places. Where a section of
//! the other edition may be the missing one under another name, nothing is said; nor in a list where neither has a link in an entry
//! to know it by. One or two sections that a translation has beyond its source are a hint at the source, which may have lost them;
//! more of them, and those about people or with links to what is in the language of the translation, are for its own readers. A
//! translation with less than 60 % of the sections is one finding. Where nothing but their places says which of several neighbouring
//! sections is missing, or one here may be it under another name while there are fewer at its place, a hint tells how many are here.
//! A section whose code stands in the section around it, or in one beside it, is not missing.
//!
//! ## Bad
//!
//! ```markdown
//! README.md         README.de.md
//!
//! ## Editors        ## Editoren
//! ## Terminals
//! ## License        ## Lizenz
//! ```
//!
//! ## Good
//!
//! ```markdown
//! README.md         README.de.md
//!
//! ## Editors        ## Editoren
//! ## Terminals      ## Terminals
//! ## License        ## Lizenz
//! ```
//!
//! What only one of several translations has is a hint: the source may have given it up.
//!
//! What is meant for one language says so in its heading or on the line before: `<!-- curate de-only -->`.
//!
//! ## Fix
//!
//! Unsafe: the heading, still in the other language, is put where it belongs, with a line in the table of contents.

use crate::api::declaration::{Declaration, FixKind, Scope, SectionState, Subject};
use crate::api::diagnostic::{Finding, Fix, Severity};
use crate::api::lacking::Lacking;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::parity::support::absorbed_sections::is_absorbed;
use crate::parity::support::comparison::{Comparison, ReportSome, entry_ids};
use crate::parity::support::gaps::{EditionGaps, directions, pairs};
use crate::parity::support::message_parts::{section_name, section_span, so_have, some_of};
use crate::parity::support::page_sections::{
    is_about_people, is_far, is_for_own_readers, is_known_by_resources, is_one_of_more, is_surely_missing,
    may_be_unmatched, shorter,
};
use crate::parity::support::section_messages::{uncertain_messages, with_size};
use crate::parity::support::section_place::SectionPlace;
use crate::parity::support::uncertain_runs::{UncertainRun, uncertain_run};
use curate_document::{EditionId, Partner, SectionId, Side, Span};
use std::collections::BTreeMap;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Unsafe,
    judges: &[Subject::List],
    scope: Scope::Markdown,
    yields_to_change: &["parity/one-sided-change"],
    section_state: SectionState::Missing,
    revealed_by_fixes: true,
    ..Declaration::warning(
        include_str!("missing_section.rs"),
        "a section that one edition lacks",
        Make::plain(|_| Box::new(MissingSection)),
    )
};

struct MissingSection;

impl Rule for MissingSection {
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        if !context.is_list {
            return of_pages(context, sink);
        }
        // What several translations have and the source lacks at one place is one finding.
        let mut findings: BTreeMap<(EditionId, Span, String), (Finding, Vec<String>)> = BTreeMap::new();
        let mut others: BTreeMap<EditionId, usize> = BTreeMap::new();
        for (comparison, gaps) in pairs(context).filter(|(comparison, gaps)| !gaps.is_drifted(comparison)) {
            for (comparison, gaps) in directions(&comparison, &gaps) {
                *others.entry(comparison.here).or_default() += 1;
                let Some(reported_in) = comparison.reported_in().filter(|_| !comparison.is_left_alone()) else {
                    continue;
                };
                let runs = gaps.runs.iter().map(|(place, run)| {
                    (
                        *place,
                        run.iter()
                            .copied()
                            .filter(|id| !may_be_unmatched(&comparison, *id) || is_one_of_more(&comparison, *id))
                            .collect(),
                    )
                });
                for (finding, name) in runs.flat_map(|run| findings_of_run(&comparison, reported_in, &run)) {
                    let identity =
                        if reported_in == comparison.here { name } else { format!("{name} {:?}", comparison.here) };
                    let found = findings.entry((reported_in, finding.span, identity)).or_insert((finding, Vec::new()));
                    found.1.push(comparison.other_edition.path.clone());
                }
            }
        }
        for ((reported_in, ..), (finding, mut paths)) in findings {
            let first = paths.remove(0);
            // One of several translations goes its own way, or the source has given the section up.
            let is_alone = paths.is_empty() && others.get(&reported_in).is_some_and(|count| *count > 1);
            let finding = if is_alone && reported_in == context.list.source {
                Finding { fix: None, ..finding.at_most(Severity::Hint) }
            } else {
                finding
            };
            sink.report(if paths.is_empty() { finding } else { finding.help(so_have(first, &paths)) });
        }
    }
}

/// What translations of a page lack that is not a list, and as hints what the source lacks of them.
fn of_pages(context: &Context<'_>, sink: &mut Sink<'_>) {
    for (comparison, gaps) in pairs(context) {
        if is_far(&comparison) {
            sink.report_some(shorter(&comparison).filter(|_| !comparison.is_left_alone()));
            continue;
        }
        for (comparison, gaps) in directions(&comparison, &gaps) {
            let Some(reported_in) = comparison.reported_in() else { continue };
            let runs = sure_runs(&comparison, gaps);
            for run in &runs {
                let is_minor = run.1.iter().all(|id| is_about_people(&comparison, *id));
                for (finding, _) in findings_of_run(&comparison, reported_in, run) {
                    let is_hint = is_minor || comparison.side == Side::Second;
                    sink.report(if is_hint { finding.at_most(Severity::Hint) } else { finding });
                }
            }
        }
    }
}

/// More sections than this of a translation are its own.
const BEYOND: usize = 2;

/// The runs of `gaps` without what may be here after all, and of a translation without what is for its own readers.
fn sure_runs(comparison: &Comparison<'_>, gaps: &EditionGaps) -> Vec<MissingRun> {
    let is_own = comparison.side == Side::Second;
    let is_wanted = |id: &SectionId| {
        let is_missing = is_surely_missing(comparison, *id) || is_one_of_more(comparison, *id);
        let is_here = || {
            let documents = [comparison.other, comparison.document];
            is_absorbed(comparison.alignment, comparison.side, documents, *id)
        };
        is_missing && !(is_own && is_for_own_readers(comparison, *id)) && !is_here()
    };
    let runs = gaps.runs.iter().map(|(place, run)| (*place, run.iter().copied().filter(is_wanted).collect::<Vec<_>>()));
    let runs: Vec<MissingRun> = runs.filter(|(_, run)| !run.is_empty()).collect();
    let count: usize = runs.iter().map(|(_, run)| run.len()).sum();
    if is_own && (count > BEYOND || comparison.is_left_alone()) { Vec::new() } else { runs }
}

/// Neighbouring sections that are missing, and the place of all of them.
type MissingRun = (SectionPlace, Vec<SectionId>);

/// One finding for a run, or one for each of its sections where the user wants all; with what it names.
fn findings_of_run(
    comparison: &Comparison<'_>,
    reported_in: EditionId,
    (place, run): &MissingRun,
) -> Vec<(Finding, String)> {
    let is_here = reported_in == comparison.here;
    let (known, missing): (Vec<SectionId>, Vec<SectionId>) = run.iter().partition(|id| size(comparison, **id).1);
    let (missing, runs) = without_uncertain(comparison, missing);
    let fix = if is_here && (comparison.is_list || comparison.side == Side::First) {
        place.stubs(comparison, &missing)
    } else {
        None
    };
    let single = |id: &SectionId, fix: Option<Fix>| {
        let name = section_name(comparison.other, *id);
        (single(comparison, reported_in, (*place, *id), &name, fix), name)
    };
    let mut findings: Vec<(Finding, String)> = known.iter().map(|id| single(id, None)).collect();
    findings.extend(runs.iter().map(|run| uncertain(comparison, reported_in, *place, run)));
    if missing.len() == 1 || comparison.expands() {
        findings.extend(missing.iter().map(|id| single(id, fix.clone())));
    } else if !missing.is_empty() {
        findings.push(several(comparison, reported_in, *place, &missing, fix));
    }
    findings
}

/// Sections that are surely missing, and the runs that the others are in, each where it begins.
fn without_uncertain(comparison: &Comparison<'_>, missing: Vec<SectionId>) -> (Vec<SectionId>, Vec<UncertainRun>) {
    let (mut sure, mut runs) = (Vec::new(), Vec::new());
    for id in missing {
        let is_known = is_known_by_resources(comparison, id);
        let is_sure =
            if comparison.is_list { !may_be_unmatched(comparison, id) } else { is_surely_missing(comparison, id) };
        match uncertain_run(comparison, id).filter(|run| !is_sure || (!is_known && run.paired > 0)) {
            // Nothing else here may be one of them.
            Some(run) if is_sure => add_run(&mut runs, UncertainRun { here: run.paired, ..run }),
            Some(run) => add_run(&mut runs, run),
            None => sure.push(id),
        }
    }
    // Where none of them is here, those that are surely missing have a finding of their own.
    for run in runs.iter_mut().filter(|run| run.here == 0) {
        run.sections.retain(|id| !sure.contains(id));
    }
    (sure, runs)
}

fn add_run(runs: &mut Vec<UncertainRun>, run: UncertainRun) {
    if runs.iter().all(|known| known.sections != run.sections) {
        runs.push(run);
    }
}

/// Says how many sections of `run` are here: which, only a reader can say.
fn uncertain(
    comparison: &Comparison<'_>,
    reported_in: EditionId,
    place: SectionPlace,
    run: &UncertainRun,
) -> (Finding, String) {
    let names: Vec<String> = run.sections.iter().map(|id| section_name(comparison.other, *id)).collect();
    let [message, message_there] = uncertain_messages(comparison, run.here, &names);
    let there = section_span(comparison.other, run.sections.first().copied());
    let here = (place.span(comparison.document), message, text!("they belong about here"));
    let finding = comparison.finding(reported_in, here, (there, message_there, text!("the first of them")));
    (finding.at_most(Severity::Hint), names.join(" "))
}

fn several(
    comparison: &Comparison<'_>,
    reported_in: EditionId,
    place: SectionPlace,
    sections: &[SectionId],
    fix: Option<Fix>,
) -> (Finding, String) {
    let names: Vec<String> = sections.iter().map(|id| section_name(comparison.other, *id)).collect();
    let (count, some) = (names.len(), some_of(&names));
    let there = section_span(comparison.other, sections.first().copied());
    let here = place.span(comparison.document);
    let path = &comparison.other_edition.path;
    let listed = some.clone();
    let message =
        text!("{path} has {count} sections here that this edition lacks: {names}", path, count, names = listed);
    let path = &comparison.edition.path;
    let message_there = text!("{path} lacks {count} sections from here on: {names}", path, count, names = some);
    let (here, there) =
        ((here, message, text!("they belong after this")), (there, message_there, text!("the first of them")));
    let lacking = Some(Lacking { edition: comparison.here, count });
    let finding = Finding { lacking, ..comparison.finding(reported_in, here, there) };
    let finding = finding.help(text!("`--all` reports every one of them"));
    let finding = if let Some(fix) = fix { finding.fix(fix) } else { finding };
    (finding, names.join(" "))
}

fn single(
    comparison: &Comparison<'_>,
    reported_in: EditionId,
    (place, id): (SectionPlace, SectionId),
    name: &str,
    fix: Option<Fix>,
) -> Finding {
    let there = section_span(comparison.other, Some(id));
    let here = place.span(comparison.document);
    let (counts, is_known) = size(comparison, id);
    let path = &comparison.other_edition.path;
    let message = if is_known {
        text!("{path} has a section of its own here for entries that are in others: \"{name}\"", path, name)
    } else {
        text!("{path} has a section here that this edition lacks: \"{name}\"", path, name)
    };
    let message_there = text!("{path} lacks this section: \"{name}\"", path = &comparison.edition.path, name);
    let (here, there) = (
        (here, with_size(message, counts), text!("it belongs after this")),
        (there, with_size(message_there, counts), text!("the section")),
    );
    let lacking = (!is_known).then_some(Lacking { edition: comparison.here, count: 1 });
    let finding = Finding { lacking, ..comparison.finding(reported_in, here, there) };
    let comment = comparison.only_comment().map(|comment| {
        text!(
            "add it, or put `{comment}` into its heading in {path} where it is meant for that edition alone",
            comment,
            path
        )
    });
    let finding = if let Some(comment) = comment { finding.help(comment) } else { finding };
    match fix {
        Some(fix) => finding.fix(fix),
        None => finding,
    }
}

/// How many entries a section has, how many of them are here all the same, and whether those are half of them or more.
/// Subsections that are here are not counted. Nothing of pages that are no lists: their items are text.
fn size(comparison: &Comparison<'_>, id: SectionId) -> ((usize, usize), bool) {
    if !comparison.is_list {
        return ((0, 0), false);
    }
    let alone = comparison.sections_in(id).filter(|(inner, _)| comparison.is_alone(*inner));
    let inside = alone.flat_map(|(_, section)| entry_ids(section));
    let states: Vec<Partner> =
        inside.map(|id| comparison.partner_state(id)).filter(|state| *state != Partner::Outside).collect();
    let known = states.iter().filter(|state| **state != Partner::Missing).count();
    ((states.len(), known), known > 0 && 2 * known >= states.len())
}
