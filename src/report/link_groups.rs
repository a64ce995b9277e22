//! Findings about checked links as reports for people show them: by what became of the links, the worst first.

use crate::report::findings::{Report, ReportedFinding, declared};
use curate_rules::{Applicability, LinkSubject, OutcomeGroup, Severity, Text, text};
use std::collections::BTreeMap;

/// The links that have one thing in common.
#[derive(Debug)]
pub(super) struct LinkGroup<'a> {
    /// What became of them.
    pub group: OutcomeGroup,
    /// The worst severity of their findings.
    pub severity: Severity,
    /// By place.
    pub links: Vec<ReportedLink<'a>>,
    /// How many more there are that only `--hints` shows.
    pub hidden: usize,
    /// How many of them `--fix` fixes.
    pub safe: usize,
    /// How many of them `--unsafe-fixes` fixes.
    pub risky: usize,
}

/// A link that was checked, with all its places.
#[derive(Debug)]
pub(super) struct ReportedLink<'a> {
    /// What it is called, and what became of it.
    pub subject: &'a LinkSubject,
    /// The documents that it is in, and the lines where it stands, from 1; each once.
    pub documents: Vec<(&'a str, Vec<usize>)>,
}

/// What a report for people shows, in this order.
#[derive(Debug)]
pub(super) struct GroupedReport<'a> {
    /// Links that are gone, or lead elsewhere.
    pub worst: Vec<LinkGroup<'a>>,
    /// Findings of text, sorted by file and place.
    pub of_text: Vec<ReportedFinding<'a>>,
    /// Links of which there are only hints.
    pub hints: Vec<LinkGroup<'a>>,
}

impl LinkGroup<'_> {
    fn new(group: OutcomeGroup) -> Self {
        Self { group, severity: Severity::Hint, links: Vec::new(), hidden: 0, safe: 0, risky: 0 }
    }

    /// `dead (3)`, or `suspect (16; 2 more with --hints)`.
    pub(super) fn heading(&self) -> Text {
        let (name, count) = (self.group.heading(), self.links.len());
        match self.hidden {
            0 => text!("{name} ({count})", name, count),
            hidden => text!("{name} ({count}; {hidden} more with --hints)", name, count, hidden),
        }
    }

    /// What to do about its links; what is to be typed stands between backticks.
    pub(super) fn advice(&self) -> Text {
        let rest = self.links.len() - self.safe - self.risky;
        let (safe, risky) = (self.safe, self.risky);
        match (safe, risky, rest) {
            _ if self.group != OutcomeGroup::Moved => self.group.advice(self.is_fixable()),
            (0, 0, _) => self.group.advice(false),
            (_, 0, 0) => text!("`--fix` writes the new addresses"),
            (0, _, 0) => text!("`--unsafe-fixes` writes the new addresses"),
            (_, 0, _) => text!("`--fix` writes {safe} of the new addresses; the rest by hand", safe),
            (0, _, _) => text!("`--unsafe-fixes` writes {risky} of the new addresses; the rest by hand", risky),
            (_, _, 0) => text!("`--fix` writes {safe} of the new addresses, `--unsafe-fixes` the rest", safe),
            _ => text!(
                "`--fix` writes {safe} of the new addresses, `--unsafe-fixes` {risky} more; the rest by hand",
                safe,
                risky
            ),
        }
    }

    /// What to do where its links are not listed.
    pub(super) fn advice_in_short(&self) -> Text {
        if self.is_fixable() {
            text!("`--all` lists them; {advice}", advice = self.advice())
        } else {
            text!("`--all` lists them")
        }
    }

    fn is_fixable(&self) -> bool {
        self.safe + self.risky > 0
    }
}

/// What `report` shows: the findings of text, and those of links in their groups.
pub(super) fn by_group<'a>(report: &Report<'a>) -> GroupedReport<'a> {
    let mut of_text = Vec::new();
    let mut groups: BTreeMap<OutcomeGroup, LinkGroup<'a>> = BTreeMap::new();
    for found in report.all() {
        let (diagnostic, is_shown) = (found.diagnostic, report.is_shown(&found));
        let Some((group, subject)) = link_of(&found) else {
            of_text.extend(is_shown.then_some(found));
            continue;
        };
        let known = groups.entry(group).or_insert_with(|| LinkGroup::new(group));
        if is_shown {
            known.severity = known.severity.max(diagnostic.severity);
            match found.fixed_with() {
                // What `--fix` has left it will leave the next time too.
                Some(Applicability::Safe) if report.applied.is_none() => known.safe += 1,
                Some(Applicability::Unsafe) => known.risky += 1,
                _ => {}
            }
            known.links.push(ReportedLink { subject, documents: documents(&found) });
        } else {
            known.hidden += 1;
        }
    }
    let groups = groups.into_values().filter(|group| !group.links.is_empty());
    let (worst, hints) = groups.partition(|group| group.severity > Severity::Hint);
    GroupedReport { worst, of_text, hints }
}

/// The link that `found` is about, where it is shown among links.
pub(super) fn link_of<'a>(found: &ReportedFinding<'a>) -> Option<(OutcomeGroup, &'a LinkSubject)> {
    declared(found.diagnostic.rule)?.outcome_group.zip(found.diagnostic.link.as_ref())
}

fn documents<'a>(found: &ReportedFinding<'a>) -> Vec<(&'a str, Vec<usize>)> {
    let mut documents = Vec::new();
    for (edition, span) in found.places() {
        add_lines(&mut documents, found.path(edition), &[found.position(edition, span.start).0]);
    }
    documents
}

/// Adds `lines` of the document at `path`, which come in their order.
pub(super) fn add_lines<'a>(documents: &mut Vec<(&'a str, Vec<usize>)>, path: &'a str, lines: &[usize]) {
    let at = documents.iter().position(|(known, _)| *known == path).unwrap_or_else(|| {
        documents.push((path, Vec::new()));
        documents.len() - 1
    });
    let Some((_, known)) = documents.get_mut(at) else { return };
    known.extend(lines);
    known.dedup();
}
