//! How often each rule found something.

use crate::report::findings::Report;
use crate::report::format::Format;
use curate_rules::{Applicability, RULES, Severity};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// A line for each rule, the most frequent first: count, severity, rule, what it reports; `[*]` where `--fix` fixes it.
pub(crate) struct Statistics;

impl Format for Statistics {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut rules: BTreeMap<(&str, Severity), (usize, bool)> = BTreeMap::new();
        for found in report.shown() {
            let counted = rules.entry((found.diagnostic.rule, found.diagnostic.severity)).or_default();
            counted.0 += 1;
            counted.1 |= found.applicability() == Some(Applicability::Safe);
        }
        let mut lines: Vec<_> = rules.into_iter().collect();
        lines.sort_by_key(|((rule, _), (count, _))| (std::cmp::Reverse(*count), *rule));
        let width = lines.iter().map(|((rule, _), _)| rule.len()).max().unwrap_or(0);
        for ((rule, severity), (count, fixable)) in lines {
            let summary = RULES.iter().find(|declared| declared.name == rule).map_or("", |declared| declared.summary);
            let mark = if fixable { "[*]" } else { "   " };
            writeln!(out, "{count:>6}  {:<7}  {rule:<width$}  {mark} {summary}", severity.name())?;
        }
        Ok(())
    }

    fn is_for_people(&self) -> bool {
        true
    }
}
