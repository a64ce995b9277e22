//! How often each rule found something.

use crate::locale::RuleTexts;
use crate::report::findings::{Report, declared};
use crate::report::format::Format;
use curate_rules::{Applicability, Severity};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// A line for each rule, the most frequent first: count, severity, rule, what it reports; `[*]` where `--fix` fixes it.
pub(crate) struct Statistics;

impl Format for Statistics {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let texts = RuleTexts::new(report.language);
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
            let summary = declared(rule).map_or("", |rule| texts.summary(rule));
            let mark = if fixable { "[*]" } else { "   " };
            let severity = report.language.severity_in_column(severity);
            writeln!(out, "{count:>6}  {severity}  {rule:<width$}  {mark} {summary}")?;
        }
        Ok(())
    }

    fn is_for_people(&self) -> bool {
        true
    }
}
