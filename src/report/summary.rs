//! The last lines: what was found, and what to do next.

use crate::report::counted::counted;
use crate::report::counts::FindingCounts;
use crate::report::findings::{CheckedLinks, Report, ReportedFinding};
use crate::report::unchecked::{Unchecked, UncheckedReason};
use curate_rules::Verdict;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The verdicts of what was checked, in the order in which they are worth reading.
const WORST_FIRST: [Verdict; 6] =
    [Verdict::Dead, Verdict::Suspect, Verdict::Moved, Verdict::Unknown, Verdict::Blocked, Verdict::Ok];

/// What was found in how many files, and what to do next.
pub(crate) fn summary_line(report: &Report<'_>) -> String {
    let found = report.all();
    let all = FindingCounts::of(&found);
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
    for unread in report.unchecked.iter().filter(|unchecked| !unchecked.is_of_urls()) {
        let _ = write!(line, " ({} {})", unread.count, unread.reason.words());
    }
    if report.known > 0 {
        let _ = write!(line, " ({} in the baseline)", report.known);
    }
    let is_fixed = |found: &&ReportedFinding<'_>| report.is_shown(found) || found.is_of_outcome();
    let fixed: Vec<ReportedFinding<'_>> = found.iter().filter(is_fixed).copied().collect();
    let mut fixed = FindingCounts::of(&fixed);
    if report.applied.is_some() {
        // What `--fix` has left it will leave the next time too.
        fixed.safe = 0;
    }
    line.push_str(&next_step(&fixed, if report.hints { 0 } else { fixed.safe_hints }));
    line
}

/// What to do next, where anything can be fixed; where findings stand for more places than one, how many are changed. Of what
/// `--fix` fixes, so many `hidden` hints are not shown.
fn next_step(found: &FindingCounts, hidden: usize) -> String {
    let places = |findings: usize, places: usize| {
        if places > findings { format!(" ({})", counted(places, "place")) } else { String::new() }
    };
    let safe = match hidden {
        0 => format!("{} fixable with --fix", found.safe),
        all if all == found.safe => format!("{} fixable with --fix", counted(all, "hint")),
        some => format!("{} fixable with --fix ({} of them)", found.safe, counted(some, "hint")),
    } + &places(found.safe, found.safe_places);
    let risky = places(found.risky, found.risky_places);
    match (found.safe, found.risky) {
        (0, 0) => String::new(),
        (_, 0) => format!("; {safe}"),
        (0, count) => format!("; {count} fixable with --unsafe-fixes{risky}"),
        (_, more) => format!("; {safe}; {more} more with --unsafe-fixes{risky}"),
    }
}

/// What became of the URLs, by verdict; what was not checked, with the reasons; a line more for each host that wanted fewer
/// requests.
pub(crate) fn links_lines(links: &CheckedLinks) -> impl Iterator<Item = String> + use<'_> {
    std::iter::once(links_line(links)).chain(links.limits.iter().cloned())
}

fn links_line(links: &CheckedLinks) -> String {
    let mut counts = links.outcomes.counts(|outcome| (outcome.verdict != Verdict::Refused).then_some(outcome.verdict));
    // What there was no time for is unknown too, and counted once.
    let late = links.unchecked.iter().filter(|unchecked| unchecked.reason == UncheckedReason::Deadline);
    let late: usize = late.map(|unchecked| unchecked.count).sum();
    if let Some(unknown) = counts.get_mut(&Verdict::Unknown) {
        *unknown = unknown.saturating_sub(late);
    }
    let unchecked: usize = links.unchecked.iter().map(|unchecked| unchecked.count).sum();
    let total = counts.values().sum::<usize>() + unchecked;
    let by_verdict = WORST_FIRST.iter().filter_map(|verdict| Some((verdict, counts.get(verdict)?)));
    let mut kinds: Vec<String> = by_verdict
        .filter(|(_, count)| **count > 0)
        .map(|(verdict, count)| format!("{count} {}", verdict.name()))
        .collect();
    kinds.extend(Unchecked::total(&links.unchecked));
    format!("{}: {}", counted(total, "URL"), kinds.join(", "))
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
