//! The last lines: what was found, and what to do next.

use crate::locale::SpokenLanguage;
use crate::report::counts::FindingCounts;
use crate::report::findings::{CheckedLinks, Report, ReportedFinding};
use crate::report::unchecked::{Unchecked, UncheckedReason};
use curate_rules::{Text, Verdict, plural, text};
use std::collections::BTreeMap;

/// The verdicts of what was checked, in the order in which they are worth reading.
const WORST_FIRST: [Verdict; 6] =
    [Verdict::Dead, Verdict::Suspect, Verdict::Moved, Verdict::Unknown, Verdict::Blocked, Verdict::Ok];

/// What was found in how many files, and what to do next.
pub(crate) fn summary_line(report: &Report<'_>) -> String {
    let found = report.all();
    let all = FindingCounts::of(&found);
    let shown = FindingCounts::of(&report.shown());
    let hidden = all.hints - shown.hints;
    let files = report.documents;
    let what = what_was_found(&shown);
    let mut line = plural!(files, "{what} in {files} file", "{what} in {files} files", what);
    if !report.complete {
        line = text!("INCOMPLETE: {line}", line);
    }
    if hidden > 0 {
        line = text!("{line} ({hints} with --hints)", line, hints = hints(hidden));
    }
    for unread in report.unchecked.iter().filter(|unchecked| !unchecked.is_of_urls()) {
        line = text!("{line} ({count} could not be read)", line, count = unread.count);
    }
    if report.known > 0 {
        line = text!("{line} ({count} in the baseline)", line, count = report.known);
    }
    let is_fixed = |found: &&ReportedFinding<'_>| report.is_shown(found) || found.is_of_outcome();
    let fixed: Vec<ReportedFinding<'_>> = found.iter().filter(is_fixed).copied().collect();
    let mut fixed = FindingCounts::of(&fixed);
    if report.applied.is_some() {
        // What `--fix` has left it will leave the next time too.
        fixed.safe = 0;
    }
    let line = with_next_step(line, &fixed, if report.hints { 0 } else { fixed.safe_hints });
    report.language.say(line)
}

/// How many errors, warnings and hints `shown` has.
fn what_was_found(shown: &FindingCounts) -> Text {
    let FindingCounts { errors, warnings, .. } = *shown;
    let kinds = [
        (errors, plural!(errors, "{errors} error", "{errors} errors")),
        (warnings, plural!(warnings, "{warnings} warning", "{warnings} warnings")),
        (shown.hints, hints(shown.hints)),
    ];
    if kinds.iter().all(|(count, _)| *count == 0) {
        return text!("nothing to report");
    }
    Text::series(kinds.into_iter().filter(|(count, _)| *count > 0).map(|(_, kind)| kind))
}

fn hints(hints: usize) -> Text {
    plural!(hints, "{hints} hint", "{hints} hints")
}

/// `line` with what to do next, where anything can be fixed; where findings stand for more places than one, how many are
/// changed. Of what `--fix` fixes, so many `hidden` hints are not shown.
fn with_next_step(line: Text, found: &FindingCounts, hidden: usize) -> Text {
    let FindingCounts { safe: count, risky, .. } = *found;
    let with_places = |step: Text, findings: usize, places: usize| {
        if places > findings {
            plural!(places, "{step} (in {places} place)", "{step} (in {places} places)", step)
        } else {
            step
        }
    };
    let safe = match hidden {
        0 => text!("{count} fixable with --fix", count),
        all if all == count => text!("{hints} fixable with --fix", hints = hints(all)),
        some => text!("{count} fixable with --fix ({hints} of them)", count, hints = hints(some)),
    };
    let safe = with_places(safe, count, found.safe_places);
    let only = with_places(text!("{risky} fixable with --unsafe-fixes", risky), risky, found.risky_places);
    let more = with_places(text!("{risky} more with --unsafe-fixes", risky), risky, found.risky_places);
    match (count, risky) {
        (0, 0) => line,
        (_, 0) => text!("{line}; {safe}", line, safe),
        (0, _) => text!("{line}; {only}", line, only),
        _ => text!("{line}; {safe}; {more}", line, safe, more),
    }
}

/// What became of the URLs, by verdict; what was not checked, with the reasons; a line more for each host that wanted fewer
/// requests.
pub(crate) fn links_lines(links: &CheckedLinks, language: SpokenLanguage) -> impl Iterator<Item = String> + use<'_> {
    std::iter::once(links_line(links)).chain(links.limits.iter().cloned()).map(move |line| language.say(line))
}

/// How many URLs there are by verdict, and in all: what was not checked has none, what policy refuses counts as not checked.
pub(crate) fn verdict_counts(links: &CheckedLinks) -> (BTreeMap<Verdict, usize>, usize) {
    let mut counts = links.outcomes.counts(|outcome| (outcome.verdict != Verdict::Refused).then_some(outcome.verdict));
    for (verdict, more) in &links.more {
        *counts.entry(*verdict).or_default() += more;
    }
    // What there was no time for is unknown too, and counted once.
    let late = links.unchecked.iter().filter(|unchecked| unchecked.reason == UncheckedReason::Deadline);
    let late: usize = late.map(|unchecked| unchecked.count).sum();
    if let Some(unknown) = counts.get_mut(&Verdict::Unknown) {
        *unknown = unknown.saturating_sub(late);
    }
    let unchecked: usize = links.unchecked.iter().map(|unchecked| unchecked.count).sum();
    let total = counts.values().sum::<usize>() + unchecked;
    (counts, total)
}

/// How many links are where the list says, or have moved.
pub(crate) fn well(counts: &BTreeMap<Verdict, usize>) -> usize {
    let count = |verdict| counts.get(&verdict).copied().unwrap_or_default();
    count(Verdict::Ok) + count(Verdict::Moved)
}

/// Whether so many of `total` links are well that it may be said of all: what nothing certain is known of is not claimed to be well.
pub(crate) fn are_mostly_well(counts: &BTreeMap<Verdict, usize>, total: usize) -> bool {
    well(counts) * 10 >= total * 9
}

fn links_line(links: &CheckedLinks) -> Text {
    let (counts, total) = verdict_counts(links);
    let by_verdict = WORST_FIRST.iter().filter_map(|verdict| Some((verdict, counts.get(verdict)?)));
    let kinds =
        by_verdict.filter(|(_, count)| **count > 0).map(|(verdict, count)| verdicts(*verdict, count.to_string()));
    let kinds = Text::series(kinds.chain(Unchecked::total(&links.unchecked)));
    if total == 0 {
        return text!("no URLs");
    }
    plural!(total, "{total} URL: {kinds}", "{total} URLs: {kinds}", kinds)
}

/// How many URLs have a verdict: `3 dead`.
pub(crate) fn verdicts(verdict: Verdict, count: String) -> Text {
    match verdict {
        Verdict::Dead => text!("{count} dead", count),
        Verdict::Suspect => text!("{count} suspect", count),
        Verdict::Moved => text!("{count} moved", count),
        Verdict::Unknown => text!("{count} unknown", count),
        Verdict::Blocked => text!("{count} blocked", count),
        Verdict::Ok => text!("{count} ok", count),
        Verdict::Refused => text!("{count} refused", count),
    }
}

/// What was fixed, by rule; `known` findings were in the baseline, and left as they are.
pub(crate) fn fixed_line(applied: &BTreeMap<&'static str, usize>, known: usize) -> Text {
    let total: usize = applied.values().sum();
    if total == 0 && known > 0 {
        return text!("nothing was fixed: findings of the baseline stay; --no-baseline fixes them too");
    }
    if total == 0 {
        return text!("nothing was fixed");
    }
    let rules = Text::series(applied.iter().map(|(rule, count)| text!("{count} {rule}", count = *count, rule = *rule)));
    plural!(total, "fixed {total} finding: {rules}", "fixed {total} findings: {rules}", rules)
}
