//! # parity/section-mismatch
//!
//! A section that is at another level, under another section or in another order than its counterpart, or whose entries
//! are in a section of another name.
//!
//! ## Why
//!
//! Two editions that are built differently cannot be kept in step: nobody finds where a change belongs.
//!
//! The alphabetical order of its own language is no mismatch in a translation. Sections that only their place matches are not compared,
//! but for the level of one between two others that are matched.
//!
//! ## Bad
//!
//! ```markdown
//! README.md         README.de.md
//!
//! ## Tools          ## Werkzeuge
//! ### Editors       ## Editoren
//! ```
//!
//! ## Good
//!
//! ```markdown
//! README.md         README.de.md
//!
//! ## Tools          ## Werkzeuge
//! ### Editors       ### Editoren
//! ```
//!
//! ## Fix
//!
//! None: only a person can say which edition is structured well.

use crate::api::declaration::{Declaration, Scope, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::engine::summarize;
use crate::parity::support::comparison::Comparison;
use crate::parity::support::message_parts::{section_name, section_span, some_of};
use crate::parity::support::moved_blocks::{is_sorted, sort_key};
use crate::parity::support::page_blocks::near;
use crate::parity::support::page_sections::is_label;
use curate_document::alignment::{PairEvidence, longest_increasing};
use curate_document::{Document, EditionId, SectionId, Side};
use std::collections::BTreeMap;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::List],
    scope: Scope::Markdown,
    revealed_by_fixes: true,
    ..Declaration::warning(
        include_str!("section_mismatch.rs"),
        "aligned sections that differ in level, parent or order",
        Make::plain(|_| Box::new(SectionMismatch)),
    )
};

struct SectionMismatch;

/// A section there and the one here that stands for it.
type AlignedSections = (SectionId, SectionId);

impl Rule for SectionMismatch {
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        // Editions that are far apart are not built alike.
        for comparison in near(context) {
            let Some(reported_in) = comparison.reported_in() else { continue };
            // One heading too many, or on another level, moves all that is under it.
            let mut alike: BTreeMap<Text, Vec<Finding>> = BTreeMap::new();
            for (section, partner) in comparison.alignment.sections() {
                let is_sure = comparison.alignment.evidence(Side::First, section) == PairEvidence::Much;
                let is_between = is_between(&comparison, (section, partner));
                let level = level(&comparison, section, partner).filter(|_| is_sure || is_between);
                let what = level.or_else(|| parent(&comparison, section, partner).filter(|_| is_sure));
                if let Some(message) = what {
                    let finding = report(&comparison, reported_in, (section, partner), message.clone());
                    alike.entry(message).or_default().push(finding);
                }
            }
            for (message, findings) in alike {
                let summary = move |count: usize| {
                    let (message, more) = (message.clone(), count - 1);
                    text!("{message}, and {more} more like it from here on", message, more)
                };
                summarize::report_more_than(summarize::FEW, findings, summary, "", context, sink);
            }
            for (section, partner, message) in reordered(&comparison) {
                sink.report(report(&comparison, reported_in, (section, partner), message));
            }
        }
        for comparison in near(context).filter(|_| context.is_list) {
            merged(&comparison, sink);
            merged(&comparison.reversed(), sink);
        }
    }
}

/// Whether the headings above and below a pair are pairs too, or there are none.
fn is_between(comparison: &Comparison<'_>, (section, partner): AlignedSections) -> bool {
    let is_pair = |theirs: Option<SectionId>, mine: Option<SectionId>| match (theirs, mine) {
        (Some(theirs), Some(mine)) => comparison.alignment.section(Side::First, theirs) == Some(mine),
        (None, None) => true,
        _ => false,
    };
    let above = |id: SectionId| id.0.checked_sub(1).map(SectionId);
    let below = |document: &Document, id: SectionId| {
        Some(SectionId(id.0 + 1)).filter(|below| document.section(*below).is_some())
    };
    is_pair(above(section), above(partner))
        && is_pair(below(comparison.other, section), below(comparison.document, partner))
}

fn report(
    comparison: &Comparison<'_>,
    reported_in: EditionId,
    (section, partner): (SectionId, SectionId),
    message: Text,
) -> Finding {
    let (there, here) =
        (section_span(comparison.other, Some(section)), section_span(comparison.document, Some(partner)));
    let (seen, path) = (message.clone(), &comparison.edition.path);
    let message_there = text!("{message} (seen from {path})", message = seen, path);
    let (here, there) = ((here, message, text!("the same section")), (there, message_there, text!("the same section")));
    comparison.finding(reported_in, here, there)
}

/// Says that the levels differ, unless the levels of the sections around them differ as much.
fn level(comparison: &Comparison<'_>, section: SectionId, partner: SectionId) -> Option<Text> {
    let (this, other) = (comparison.document.section(partner)?, comparison.other.section(section)?);
    let shift = i16::from(this.level) - i16::from(other.level);
    let around = other
        .parent
        .zip(this.parent)
        .filter(|(theirs, mine)| comparison.alignment.section(Side::First, *theirs) == Some(*mine));
    let around = around.and_then(|(theirs, mine)| {
        Some(i16::from(comparison.document.section(mine)?.level) - i16::from(comparison.other.section(theirs)?.level))
    });
    if shift == 0 || shift == around.unwrap_or(0) || stands_for_outer(comparison, section, partner) {
        return None;
    }
    let (level, there, path) = (this.level, other.level, &comparison.other_edition.path);
    Some(match outer(comparison.other, section).map(|id| section_name(comparison.other, id)) {
        Some(parent) => text!(
            "a section of level {level} that has level {there} in {path}, under \"{parent}\"",
            level,
            there,
            path,
            parent
        ),
        None => text!("a section of level {level} that has level {there} in {path}", level, there, path),
    })
}

/// Whether the section here stands for the one around its partner as well: it has those subsections that are beside the
/// partner there.
fn stands_for_outer(comparison: &Comparison<'_>, section: SectionId, partner: SectionId) -> bool {
    let Some(around) = outer(comparison.other, section) else { return false };
    let mut pairs = comparison.alignment.sections();
    comparison.alignment.section(Side::First, around).is_none()
        && pairs.any(|(theirs, mine)| {
            outer(comparison.other, theirs) == Some(around) && outer(comparison.document, mine) == Some(partner)
        })
}

/// Says that the sections around them are not the same.
fn parent(comparison: &Comparison<'_>, section: SectionId, partner: SectionId) -> Option<Text> {
    let (theirs, mine) = (outer(comparison.other, section), outer(comparison.document, partner));
    let (theirs, mine) = theirs.zip(mine)?;
    let across = comparison.alignment.section(Side::First, theirs);
    let is_known = |side, id| comparison.alignment.evidence(side, id) > PairEvidence::Place;
    // A heading that only one edition has takes all from one section, or it may be that.
    let is_only_here = comparison.alignment.section(Side::Second, mine).is_none();
    let is_mine = if is_only_here { !has_child_in(comparison, theirs, across) } else { is_known(Side::Second, mine) };
    let is_sure = is_known(Side::First, theirs) && is_mine;
    let has_label = is_label(comparison.other, theirs) || is_label(comparison.document, mine);
    if across == Some(mine) || !is_sure || has_label || is_regrouped(comparison, theirs, mine) {
        return None;
    }
    // Where all of one are all of the other, the two are one under other names.
    if !is_only_here && have_same_children(comparison, theirs, mine) {
        return None;
    }
    let (here, there) = (section_name(comparison.document, mine), section_name(comparison.other, theirs));
    let path = &comparison.other_edition.path;
    // Under two sections of one name there is nothing to see.
    (here != there).then(|| text!("a section under \"{here}\" that is under \"{there}\" in {path}", here, there, path))
}

/// Whether a section directly in `theirs` stands for one directly in `across`.
fn has_child_in(comparison: &Comparison<'_>, theirs: SectionId, across: Option<SectionId>) -> bool {
    let mut pairs = comparison.alignment.sections();
    pairs.any(|(section, partner)| {
        outer(comparison.other, section) == Some(theirs) && outer(comparison.document, partner) == across
    })
}

/// Whether all sections directly in `theirs` that stand for any stand for one in `mine`, and those in `mine` for one in `theirs`:
/// several of them.
fn have_same_children(comparison: &Comparison<'_>, theirs: SectionId, mine: SectionId) -> bool {
    let pairs = comparison.alignment.sections();
    let homes = pairs.map(|(section, partner)| {
        (outer(comparison.other, section) == Some(theirs), outer(comparison.document, partner) == Some(mine))
    });
    let of_either: Vec<(bool, bool)> = homes.filter(|(there, here)| *there || *here).collect();
    of_either.len() > 1 && of_either.iter().all(|(there, here)| *there && *here)
}

/// Whether a heading that is on another level here took what follows it along, or left it behind.
fn is_regrouped(comparison: &Comparison<'_>, theirs: SectionId, mine: SectionId) -> bool {
    let taken = comparison.alignment.section(Side::Second, mine);
    let left = comparison.alignment.section(Side::First, theirs);
    taken.is_some_and(|id| outer(comparison.other, id) == Some(theirs))
        || left.is_some_and(|id| outer(comparison.document, id) == Some(mine))
}

/// The section around, a document's title left out.
fn outer(document: &Document, section: SectionId) -> Option<SectionId> {
    document.section(section)?.parent.filter(|id| document.section(*id).is_some_and(|parent| parent.level > 1))
}

/// The few sections that have another order among those around them.
fn reordered(comparison: &Comparison<'_>) -> Vec<(SectionId, SectionId, Text)> {
    let mut families: BTreeMap<(Option<SectionId>, Option<SectionId>), Vec<AlignedSections>> = BTreeMap::new();
    for (section, partner) in comparison.alignment.sections() {
        let (theirs, mine) = (outer(comparison.other, section), outer(comparison.document, partner));
        let same = match theirs {
            None => mine.is_none(),
            Some(theirs) => mine.is_some() && comparison.alignment.section(Side::First, theirs) == mine,
        };
        if same {
            families.entry((theirs, mine)).or_default().push((section, partner));
        }
    }
    let mut found = Vec::new();
    // Links that several sections of a list have are rare; on a page they are not.
    let least = if comparison.is_list { PairEvidence::Some } else { PairEvidence::Much };
    let is_told = |section: SectionId| {
        comparison.alignment.evidence(Side::First, section) >= least && !is_label(comparison.other, section)
    };
    for family in families.into_values().filter(|family| !is_alphabetical(comparison.document, family)) {
        let order: Vec<usize> = family.iter().map(|(_, partner)| partner.0 as usize).collect();
        let kept = longest_increasing(&order);
        let mut before: Option<SectionId> = None;
        for ((section, partner), kept) in family.iter().zip(kept) {
            if kept {
                // What comes after the title comes first.
                before = Some(*partner)
                    .filter(|id| comparison.document.section(*id).is_some_and(|section| section.level > 1));
            } else if is_told(*section) {
                let path = &comparison.other_edition.path;
                let message = match before.map(|id| section_name(comparison.document, id)) {
                    Some(name) => {
                        text!("a section in another order than in {path}, where it comes after \"{name}\"", path, name)
                    }
                    None => text!("a section in another order than in {path}, where it comes first", path),
                };
                found.push((*section, *partner, message));
            }
        }
    }
    found
}

/// So few sections are in alphabetical order, by and large, by chance: it is meant where all of them are.
const BY_CHANCE: usize = 12;

/// Whether the sections here are in the alphabetical order of their own language, which is meant where there are so many.
fn is_alphabetical(document: &Document, family: &[AlignedSections]) -> bool {
    let mut sections: Vec<SectionId> = family.iter().map(|(_, partner)| *partner).collect();
    sections.sort_unstable();
    // The title of the document has no place in an order.
    let sections = sections.into_iter().filter_map(|id| document.section(id)).filter(|section| section.level > 1);
    let titles: Vec<String> = sections.map(|section| sort_key(&section.rendered)).collect();
    let is_strict = titles.windows(2).all(|pair| matches!(pair, [before, after] if before <= after));
    is_sorted(&titles) && (is_strict || titles.len() >= BY_CHANCE)
}

/// Reports the sections there whose entries are in another section here, those of one section here as one.
fn merged(comparison: &Comparison<'_>, sink: &mut Sink<'_>) {
    let Some(reported_in) = comparison.reported_in() else { return };
    let pragmas = comparison.pragmas();
    let mut homes: BTreeMap<SectionId, Vec<SectionId>> = BTreeMap::new();
    for section in comparison.alignment.lone_sections(comparison.side) {
        if pragmas.has_section(comparison.other, section) {
            continue;
        }
        // Two that have the entries of one another are one section.
        let is_home = |home: &SectionId| comparison.reversed().merged_into(*home) != Some(section);
        if let Some(home) = comparison.merged_into(section).filter(is_home) {
            homes.entry(home).or_default().push(section);
        }
    }
    for (home, sections) in homes {
        // The first subsection there for what has no heading of its own here.
        let around = comparison.alignment.section(comparison.side.other(), home);
        if let [section] = sections[..]
            && around.is_some()
            && outer(comparison.other, section) == around
        {
            continue;
        }
        let names: Vec<String> = sections.iter().map(|id| section_name(comparison.other, *id)).collect();
        let path = &comparison.other_edition.path;
        let here = section_span(comparison.document, Some(home));
        let there = section_span(comparison.other, sections.first().copied());
        let message = match &names[..] {
            [name] => {
                text!("{path} has a section \"{name}\" of its own for entries that are in this section", path, name)
            }
            names => {
                let names = some_of(names);
                text!("{path} has sections {names} of their own for entries that are in this section", path, names)
            }
        };
        let (path, home) = (&comparison.edition.path, section_name(comparison.document, home));
        let message_there = match &names[..] {
            [_] => text!("the entries of this section are in \"{home}\" in {path}", home, path),
            names => {
                let names = some_of(names);
                text!("the entries of the sections {names} are in \"{home}\" in {path}", names, home, path)
            }
        };
        let (here, there) = ((here, message, text!("where they are")), (there, message_there, text!("the section")));
        sink.report(comparison.finding(reported_in, here, there));
    }
}
