//! Findings about checked links as reports for people show them: by what became of the links, the worst first.

use crate::report::findings::{Report, ReportedFinding, declared};
use curate_rules::{LinkSubject, OutcomeGroup, Severity};
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
}

/// A link that was checked, with all its places.
#[derive(Debug)]
pub(super) struct ReportedLink<'a> {
    /// What it is called, and what became of it.
    pub subject: &'a LinkSubject,
    /// The documents that it is in, and the lines where it stands, from 1; each once.
    pub documents: Vec<(&'a str, Vec<usize>)>,
}

impl LinkGroup<'_> {
    /// `dead (3)`.
    pub(super) fn heading(&self) -> String {
        format!("{} ({})", self.group.heading(), self.links.len())
    }
}

/// The findings that `report` shows: those of text, and those of links in their groups.
pub(super) fn by_group<'a>(report: &Report<'a>) -> (Vec<ReportedFinding<'a>>, Vec<LinkGroup<'a>>) {
    let mut of_text = Vec::new();
    let mut groups: BTreeMap<OutcomeGroup, LinkGroup<'a>> = BTreeMap::new();
    for found in report.shown() {
        let group = declared(found.diagnostic.rule).and_then(|rule| rule.outcome_group);
        let Some((group, subject)) = group.zip(found.diagnostic.link.as_ref()) else {
            of_text.push(found);
            continue;
        };
        let severity = found.diagnostic.severity;
        let known = groups.entry(group).or_insert_with(|| LinkGroup { group, severity, links: Vec::new() });
        known.severity = known.severity.max(severity);
        known.links.push(ReportedLink { subject, documents: documents(&found) });
    }
    (of_text, groups.into_values().collect())
}

fn documents<'a>(found: &ReportedFinding<'a>) -> Vec<(&'a str, Vec<usize>)> {
    let mut documents: Vec<(&str, Vec<usize>)> = Vec::new();
    for (edition, span) in found.places() {
        let (path, (line, _)) = (found.path(edition), found.position(edition, span.start));
        match documents.iter_mut().find(|(known, _)| *known == path) {
            Some((_, lines)) if lines.contains(&line) => {}
            Some((_, lines)) => lines.push(line),
            None => documents.push((path, vec![line])),
        }
    }
    documents
}
