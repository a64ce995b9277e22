//! # parity/entry-order
//!
//! An entry in another order, at another depth or in another section than in the source edition.
//!
//! ## Why
//!
//! Whoever carries a change from one edition to the other looks for the entry where it is in the first.
//!
//! Of two that have swapped places one is reported: the few that moved, not those that stayed, and a neighbour they are on
//! the wrong side of. Many moves in a section become one summary. Where a translation is in alphabetical order and the source
//! is not, that order is meant; where the source is, but for an entry or two, these are hints. Where it has in one section what
//! the source subdivides, the order within each subsection counts. Between editions that have drifted apart (less than 60 %
//! matched, or more than 100 entries missing) order is not looked at, unless all findings are wanted (`--all`).
//!
//! ## Bad
//!
//! ```markdown
//! README.md                               README.de.md
//!
//! - [Alpha](https://alpha.example)        - [Beta](https://beta.example)
//! - [Beta](https://beta.example)          - [Gamma](https://gamma.example)
//! - [Gamma](https://gamma.example)        - [Alpha](https://alpha.example)
//! ```
//!
//! ## Good
//!
//! ```markdown
//! README.md                               README.de.md
//!
//! - [Alpha](https://alpha.example)        - [Alpha](https://alpha.example)
//! - [Beta](https://beta.example)          - [Beta](https://beta.example)
//! - [Gamma](https://gamma.example)        - [Gamma](https://gamma.example)
//! ```
//!
//! ## Fix
//!
//! Unsafe: an entry in another order is moved, with all that is nested in it and its neighbours that moved along, beside the one it
//! follows or precedes in the source. None for depth and section, which only a person can decide.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Finding, Severity};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::parity::support::comparison::{Comparison, ReportSome};
use crate::parity::support::gaps::pairs;
use crate::parity::support::message_parts::{section_name, section_span, some_of};
use crate::parity::support::misplaced_entries::MisplacedEntries;
use crate::parity::support::move_fix::move_block;
use crate::parity::support::moved_blocks::{EntryPair, MoveAnchor, MovedBlock};
use crate::parity::support::section_counterparts::SectionPair;
use crate::text::entry_name::{entry_name, entry_span};
use curate_document::{Document, EditionId, EntryId, SectionId};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Unsafe,
    judges: &[Subject::List],
    scope: Scope::Translations,
    revealed_by_fixes: true,
    ..Declaration::warning(
        include_str!("entry_order.rs"),
        "an entry in another order, depth or section",
        Make::plain(|_| Box::new(EntryOrder)),
    )
};

/// More entries than this that went from one section to another are one finding.
const MOVED_TOGETHER: usize = 3;

struct EntryOrder;

impl Rule for EntryOrder {
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let near = pairs(context).filter(|(comparison, gaps)| !gaps.is_drifted(comparison));
        for comparison in near.map(|(comparison, _)| comparison) {
            let Some(reported_in) = comparison.reported_in() else { continue };
            let misplaced = MisplacedEntries::of(&comparison);
            for pair in &misplaced.other_depth {
                sink.report(depth(&comparison, *pair).finding(&comparison, reported_in));
            }
            for (sections, pairs) in &misplaced.other_section {
                if pairs.len() > MOVED_TOGETHER || comparison.is_summarised(pairs.len()) {
                    sink.report(summary(&comparison, reported_in, *sections, pairs, false));
                } else {
                    for pair in pairs {
                        sink.report(section(&comparison, *pair, sections.0).finding(&comparison, reported_in));
                    }
                }
            }
            for (sections, moved) in &misplaced.moved {
                let pairs: Vec<EntryPair> = moved.iter().flat_map(|block| block.pairs.iter().copied()).collect();
                if comparison.is_summarised(pairs.len()) {
                    sink.report(summary(&comparison, reported_in, *sections, &pairs, true));
                } else {
                    for block in moved {
                        sink.report_some(
                            order(&comparison, block).map(|moved| moved.finding(&comparison, reported_in)),
                        );
                    }
                }
            }
        }
    }
}

/// A finding before it is known which edition it is reported in.
struct Misplacement<'a> {
    pair: EntryPair,
    /// The message, as seen from the translation.
    message: Text,
    /// What is to be moved, if anything.
    block: Option<&'a MovedBlock>,
}

impl Misplacement<'_> {
    fn finding(self, comparison: &Comparison<'_>, reported_in: EditionId) -> Finding {
        let (there, here) = self.pair;
        let spans = comparison.other.entry(there).map(|entry| entry_span(comparison.other, entry));
        let there = spans.unwrap_or_default();
        let entry = comparison.document.entry(here).map(|entry| entry_span(comparison.document, entry));
        let mine = entry.unwrap_or_default();
        if reported_in != comparison.here {
            let message = text!("{message}, seen from {path}", message = self.message, path = &comparison.edition.path);
            let finding = Finding::at(there, message).label(comparison.here, mine, text!("the same entry"));
            return finding.in_edition(reported_in);
        }
        let finding = Finding::at(mine, self.message).label(comparison.there, there, text!("the same entry"));
        let finding = finding.in_edition(reported_in);
        match self.block {
            // It is the source that is out of order.
            Some(block) if block.by_alphabet => finding.at_most(Severity::Hint),
            Some(block) => match move_block(comparison, block) {
                Some(fix) => finding.fix(fix),
                None => finding,
            },
            None => finding,
        }
    }
}

fn depth(comparison: &Comparison<'_>, (there, here): EntryPair) -> Misplacement<'static> {
    let nested = |document: &Document, id: EntryId| {
        let parent = document.entry(id).and_then(|entry| entry.parent).and_then(|id| document.entry(id));
        parent.map_or_else(
            || text!("at the top level"),
            |parent| text!("nested in \"{parent}\"", parent = entry_name(document, parent)),
        )
    };
    let message = text!(
        "an entry {here} that is {there} in {path}",
        here = nested(comparison.document, here),
        there = nested(comparison.other, there),
        path = &comparison.other_edition.path
    );
    Misplacement { pair: (there, here), message, block: None }
}

fn section(comparison: &Comparison<'_>, pair: EntryPair, section: Option<SectionId>) -> Misplacement<'static> {
    let path = &comparison.other_edition.path;
    let message = match section.map(|id| section_name(comparison.other, id)) {
        Some(section) => text!("an entry that is in the section \"{section}\" in {path}", section, path),
        None => text!("an entry that is in no section in {path}", path),
    };
    Misplacement { pair, message, block: None }
}

fn order<'a>(comparison: &Comparison<'_>, block: &'a MovedBlock) -> Option<Misplacement<'a>> {
    let name = |id: EntryId| comparison.document.entry(id).map(|entry| entry_name(comparison.document, entry));
    let names: Vec<String> = block.pairs.iter().filter_map(|(_, here)| name(*here)).collect();
    let (count, names, path) = (names.len(), some_of(&names), &comparison.other_edition.path);
    let message = match block.passed {
        MoveAnchor::After(id) if block.pairs.len() == 1 => {
            text!("an entry in another order than in {path}, where it comes after \"{other}\"", path, other = name(id)?)
        }
        MoveAnchor::Before(id) if block.pairs.len() == 1 => {
            text!(
                "an entry in another order than in {path}, where it comes before \"{other}\"",
                path,
                other = name(id)?
            )
        }
        MoveAnchor::After(id) => text!(
            "{count} entries in another order than in {path}, where they come after \"{other}\": {names}",
            count,
            path,
            other = name(id)?,
            names
        ),
        MoveAnchor::Before(id) => text!(
            "{count} entries in another order than in {path}, where they come before \"{other}\": {names}",
            count,
            path,
            other = name(id)?,
            names
        ),
    };
    Some(Misplacement { pair: *block.pairs.first()?, message, block: Some(block) })
}

/// One finding for many, in another order or in another section: at the heading of the section here.
fn summary(
    comparison: &Comparison<'_>,
    reported_in: EditionId,
    (theirs, mine): SectionPair,
    pairs: &[EntryPair],
    is_order: bool,
) -> Finding {
    let names: Vec<String> = pairs
        .iter()
        .filter_map(|(_, here)| comparison.document.entry(*here))
        .map(|entry| entry_name(comparison.document, entry))
        .collect();
    let (there, here) = (section_span(comparison.other, theirs), section_span(comparison.document, mine));
    let is_here = reported_in == comparison.here;
    let (section, path) = if is_here {
        (theirs.map(|id| section_name(comparison.other, id)), &comparison.other_edition.path)
    } else {
        (mine.map(|id| section_name(comparison.document, id)), &comparison.edition.path)
    };
    let (count, section, names) = (names.len(), section.unwrap_or_default(), some_of(&names));
    let message = if is_order {
        text!(
            "{count} entries of this section are in another order in the section \"{section}\" of {path}: {names}",
            count,
            section,
            path,
            names
        )
    } else {
        text!(
            "{count} entries of this section are in the section \"{section}\" of {path}: {names}",
            count,
            section,
            path,
            names
        )
    };
    let (here, there) = ((here, message.clone(), text!("that section")), (there, message, text!("that section")));
    comparison.finding(reported_in, here, there)
}
