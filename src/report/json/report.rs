//! One object with everything: a contract, described in the documentation. Hints are always in it.

use crate::report::counts::FindingCounts;
use crate::report::findings::Report;
use crate::report::format::Format;
use crate::report::json::finding::{finding, location};
use crate::report::json::sanitized::write_line;
use crate::report::json::shape::{JsonHop, JsonLink, JsonLocation, JsonReport, JsonSummary, JsonUnchecked, SCHEMA};
use crate::terminal::sanitize;
use curate_rules::{Outcome, Outcomes};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// One object.
pub(crate) struct Json;

impl Format for Json {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let all = report.all();
        let summary = summary(report, FindingCounts::of(&all));
        let links = report.links.map(|checked| links(report, &checked.outcomes));
        write_line(&JsonReport { schema: SCHEMA, summary, diagnostics: all.iter().map(finding).collect(), links }, out)
    }

    fn is_for_people(&self) -> bool {
        false
    }
}

/// What is said of the whole run.
pub(crate) fn summary(report: &Report<'_>, counts: FindingCounts) -> JsonSummary {
    let unchecked = report.unchecked.iter();
    JsonSummary {
        documents: report.documents,
        errors: counts.errors,
        warnings: counts.warnings,
        hints: counts.hints,
        fixable: counts.safe,
        complete: report.complete,
        shard: report.links.and_then(|links| links.shard),
        shards: Vec::new(),
        unchecked: unchecked
            .map(|one| JsonUnchecked { reason: one.reason.name().to_owned(), count: one.count })
            .collect(),
    }
}

/// The outcomes, by URL, each with every place in the lists.
fn links<'a>(report: &Report<'a>, outcomes: &'a Outcomes) -> Vec<JsonLink<'a>> {
    let mut places: BTreeMap<&str, Vec<JsonLocation<'a>>> = BTreeMap::new();
    for judged in report.lists {
        for (id, edition) in judged.list.iter() {
            for link in edition.document.restored().links_and_embeds() {
                if let Some(outcome) = outcomes.of(link) {
                    places.entry(&outcome.url).or_default().push(location(&judged.list, id, link.destination));
                }
            }
        }
    }
    let link = |outcome: &'a Outcome| {
        let mut places = places.remove(&*outcome.url).unwrap_or_default();
        places.sort();
        places.dedup();
        JsonLink {
            url: sanitize::covered(&outcome.url),
            verdict: outcome.verdict.name().into(),
            status: outcome.status,
            final_url: outcome.final_url.as_deref().map(Into::into),
            cause: (&*outcome.cause).into(),
            hops: outcome.hops.iter().map(|hop| JsonHop { status: hop.status, to: (&*hop.to).into() }).collect(),
            cached: outcome.cached,
            since: outcome.since.as_deref().map(Into::into),
            places,
        }
    };
    outcomes.iter().map(link).collect()
}
