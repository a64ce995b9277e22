//! The last lines: what was found, and what to do next.

use crate::report::counts::{FindingCounts, counted};
use crate::report::findings::{CheckedLinks, Report};
use curate_rules::{Outcomes, Refusal, Verdict};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What was found in how many files, and what to do next.
pub(crate) fn summary_line(report: &Report<'_>) -> String {
    let all = FindingCounts::of(&report.all());
    let shown = FindingCounts::of(&report.shown());
    let mut kinds = Vec::new();
    for (count, noun) in [(shown.errors, "error"), (shown.warnings, "warning"), (shown.hints, "hint")] {
        if count > 0 {
            kinds.push(counted(count, noun));
        }
    }
    let hidden = all.hints - shown.hints;
    let what = if kinds.is_empty() { "nothing to report".to_owned() } else { kinds.join(", ") };
    let incomplete = if report.complete { "" } else { "INCOMPLETE: " };
    let mut line = format!("{incomplete}{what} in {}", counted(report.documents, "file"));
    if hidden > 0 {
        let _ = write!(line, " ({} with --hints)", counted(hidden, "hint"));
    }
    if report.known > 0 {
        let _ = write!(line, " ({} in the baseline)", report.known);
    }
    line.push_str(&next_step(&shown));
    line
}

/// What to do next, where anything can be fixed; where findings stand for more places than one, how many are changed.
fn next_step(shown: &FindingCounts) -> String {
    let places = |findings: usize, places: usize| {
        if places > findings { format!(" ({})", counted(places, "place")) } else { String::new() }
    };
    let safe = places(shown.safe, shown.safe_places);
    let risky = places(shown.risky, shown.risky_places);
    match (shown.safe, shown.risky) {
        (0, 0) => String::new(),
        (count, 0) => format!("; {count} fixable with --fix{safe}"),
        (0, count) => format!("; {count} fixable with --unsafe-fixes{risky}"),
        (count, more) => format!("; {count} fixable with --fix{safe}; {more} more with --unsafe-fixes{risky}"),
    }
}

/// What became of the URLs, by verdict.
pub(crate) fn links_line(links: &CheckedLinks) -> String {
    let mut by_verdict: BTreeMap<Verdict, usize> = BTreeMap::new();
    links.outcomes.iter().for_each(|outcome| *by_verdict.entry(outcome.verdict).or_default() += 1);
    let total = by_verdict.values().sum::<usize>() + links.unremembered;
    let named = |(verdict, count): (&Verdict, &usize)| match verdict {
        Verdict::Refused => format!("{count} not checked ({})", why_not_checked(&links.outcomes)),
        verdict => format!("{count} {}", verdict.name()),
    };
    let mut kinds: Vec<String> = by_verdict.iter().map(named).collect();
    if links.unremembered > 0 {
        kinds.push(format!("{} not remembered", links.unremembered));
    }
    format!("{}: {}", counted(total, "URL"), kinds.join(", "))
}

/// Why URLs were not checked: how many for each reason, and which option checks them.
fn why_not_checked(outcomes: &Outcomes) -> String {
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for outcome in outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Refused) {
        let reason = match outcome.refusal {
            Some(Refusal::Excluded) => "excluded",
            Some(Refusal::PrivateAddress) => "at a private address: see --allow-private",
            Some(Refusal::NotIncluded) => "not included",
            Some(Refusal::Never) | None => "never checked",
        };
        *reasons.entry(reason).or_default() += 1;
    }
    reasons.iter().map(|(reason, count)| format!("{count} {reason}")).collect::<Vec<_>>().join(", ")
}

/// What was fixed, by rule.
pub(crate) fn fixed_line(applied: &BTreeMap<&'static str, usize>) -> String {
    let total: usize = applied.values().sum();
    if total == 0 {
        return "nothing was fixed".to_owned();
    }
    let by_rule: Vec<String> = applied.iter().map(|(rule, count)| format!("{count} {rule}")).collect();
    format!("fixed {}: {}", counted(total, "finding"), by_rule.join(", "))
}
