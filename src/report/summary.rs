//! The last lines: what was found, and what to do next.

use crate::report::{Asked, Found, Report, counted};
use curate_rules::{Applicability, Outcomes, Severity, Verdict};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How many findings there are, by severity and by fix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Hints.
    pub hints: usize,
    /// Those with a safe fix.
    pub safe: usize,
    /// Those with an unsafe fix.
    pub risky: usize,
    /// How many places the safe fixes change: of one cause told as one finding, each of its places.
    pub safe_places: usize,
    /// How many places the unsafe fixes change.
    pub risky_places: usize,
}

impl Counts {
    /// Counts `found`.
    pub fn of(found: &[Found<'_>]) -> Self {
        let mut counts = Self::default();
        for found in found {
            *match found.diagnostic.severity {
                Severity::Error => &mut counts.errors,
                Severity::Warning => &mut counts.warnings,
                Severity::Hint => &mut counts.hints,
            } += 1;
            let Some(fix) = &found.diagnostic.fix else { continue };
            let (findings, places) = match fix.applicability {
                Applicability::Safe => (&mut counts.safe, &mut counts.safe_places),
                Applicability::Unsafe => (&mut counts.risky, &mut counts.risky_places),
            };
            *findings += 1;
            *places += fix.groups.len().max(1);
        }
        counts
    }
}

/// What was found in how many files, and what to do next.
pub fn summary_line(report: &Report<'_>) -> String {
    let all = Counts::of(&report.all());
    let shown = Counts::of(&report.shown());
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
fn next_step(shown: &Counts) -> String {
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
pub fn links_line(asked: &Asked) -> String {
    let mut by_verdict: BTreeMap<Verdict, usize> = BTreeMap::new();
    asked.outcomes.iter().for_each(|outcome| *by_verdict.entry(outcome.verdict).or_default() += 1);
    let total = by_verdict.values().sum::<usize>() + asked.unremembered;
    let named = |(verdict, count): (&Verdict, &usize)| match verdict {
        Verdict::Refused => format!("{count} not asked ({})", why_not_asked(&asked.outcomes)),
        verdict => format!("{count} {}", verdict.name()),
    };
    let mut kinds: Vec<String> = by_verdict.iter().map(named).collect();
    if asked.unremembered > 0 {
        kinds.push(format!("{} not remembered", asked.unremembered));
    }
    format!("{}: {}", counted(total, "URL"), kinds.join(", "))
}

/// Why URLs were not asked: how many for each reason, and what would have them asked.
fn why_not_asked(outcomes: &Outcomes) -> String {
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for outcome in outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Refused) {
        let reason = match outcome.cause.as_str() {
            cause if cause.starts_with("excluded by ") => "excluded",
            cause if cause.ends_with(" is a private address") => "at a private address: see --allow-private",
            "not among what is included" => "not included",
            _ => "never asked",
        };
        *reasons.entry(reason).or_default() += 1;
    }
    reasons.iter().map(|(reason, count)| format!("{count} {reason}")).collect::<Vec<_>>().join(", ")
}

/// What was mended, by rule.
pub fn fixed_line(applied: &BTreeMap<&'static str, usize>) -> String {
    let total: usize = applied.values().sum();
    if total == 0 {
        return "nothing was mended".to_owned();
    }
    let by_rule: Vec<String> = applied.iter().map(|(rule, count)| format!("{count} {rule}")).collect();
    format!("mended {}: {}", counted(total, "finding"), by_rule.join(", "))
}
