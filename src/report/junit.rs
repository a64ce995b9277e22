//! Test results, as Jenkins and GitLab read them: a suite for each file, a test case for each place of a finding. It fails
//! where the finding fails the run, and passes with a text otherwise. A file without findings is one case that passes. A link
//! without a certain outcome is skipped.

use crate::report::findings::{Report, ReportedPlace, declared, places};
use crate::report::format::Format;
use crate::terminal::sanitize;
use curate_rules::{Diagnostic, Text};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

/// What a test case comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CaseResult {
    Passed,
    Skipped,
    Failed,
}

/// A finding at one of its places, with what its test case comes to.
type Case<'a> = (ReportedPlace<'a>, CaseResult);

fn result_of(report: &Report<'_>, found: &Diagnostic) -> CaseResult {
    if declared(found.rule).is_some_and(|rule| rule.is_undecided) {
        CaseResult::Skipped
    } else if report.fails_from.is_some_and(|least| found.severity >= least) {
        CaseResult::Failed
    } else {
        CaseResult::Passed
    }
}

/// One XML document.
pub(super) struct Junit;

impl Format for Junit {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut suites: BTreeMap<&str, Vec<Case<'_>>> =
            report.judged_paths().into_iter().map(|path| (path, Vec::new())).collect();
        for place in places(&report.all()) {
            let result = result_of(report, place.found.diagnostic);
            if report.is_shown(&place.found) || result == CaseResult::Skipped {
                suites.entry(place.found.path(place.edition)).or_default().push((place, result));
            }
        }
        let failures: usize = suites.values().map(|cases| count(cases, CaseResult::Failed)).sum();
        let tests: usize = suites.values().map(|found| found.len().max(1)).sum::<usize>() + report.unchecked.len();
        let errors = report.unchecked.iter().filter(|unchecked| unchecked.reason.is_failure()).count();
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(out, "<testsuites name=\"curate\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">")?;
        for (path, found) in suites {
            suite(path, &found, out)?;
        }
        if !report.unchecked.is_empty() {
            unchecked_suite(report, errors, out)?;
        }
        writeln!(out, "</testsuites>")
    }

    fn is_for_people(&self) -> bool {
        false
    }
}

fn count(cases: &[Case<'_>], wanted: CaseResult) -> usize {
    cases.iter().filter(|(_, result)| *result == wanted).count()
}

/// What was not checked: a test case for each reason, an error where the run is incomplete for it.
fn unchecked_suite(report: &Report<'_>, errors: usize, out: &mut dyn Write) -> io::Result<()> {
    let (all, language) = (report.unchecked, report.language);
    let (tests, skipped) = (all.len(), all.len() - errors);
    write!(out, "  <testsuite name=\"not checked\" tests=\"{tests}\" failures=\"0\" errors=\"{errors}\"")?;
    writeln!(out, " skipped=\"{skipped}\">")?;
    for unchecked in all {
        let (name, message) = (unchecked.reason.name(), escaped(&language.say(unchecked.sentence())));
        let element = if unchecked.reason.is_failure() { "error" } else { "skipped" };
        writeln!(out, "    <testcase name=\"{name}\" classname=\"not checked\">")?;
        writeln!(out, "      <{element} message=\"{message}\"/>\n    </testcase>")?;
    }
    writeln!(out, "  </testsuite>")
}

fn suite(path: &str, cases: &[Case<'_>], out: &mut dyn Write) -> io::Result<()> {
    let (tests, path) = (cases.len().max(1), escaped(path));
    let (failures, skipped) = (count(cases, CaseResult::Failed), count(cases, CaseResult::Skipped));
    write!(out, "  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\"")?;
    writeln!(out, " skipped=\"{skipped}\">")?;
    if cases.is_empty() {
        writeln!(out, "    <testcase name=\"nothing to report\" classname=\"{path}\"/>")?;
    }
    for one in cases {
        case(&path, one, out)?;
    }
    writeln!(out, "  </testsuite>")
}

fn case(path: &str, (place, result): &Case<'_>, out: &mut dyn Write) -> io::Result<()> {
    let diagnostic = place.found.diagnostic;
    let (line, column) = place.found.position(place.edition, place.span.start);
    let message = escaped(&place.message());
    let severity = diagnostic.severity.name();
    let help = diagnostic.help.as_ref().map(Text::to_string);
    let help = help.as_deref().or(declared(diagnostic.rule).map(|rule| rule.summary)).unwrap_or("");
    let text = format!("{path}:{line}:{column}: {message}&#10;{}", escaped(help));
    writeln!(out, "    <testcase name=\"{}:{line}:{column}\" classname=\"{path}\">", diagnostic.rule)?;
    match result {
        CaseResult::Passed => writeln!(out, "      <system-out>{severity}: {text}</system-out>")?,
        CaseResult::Skipped => writeln!(out, "      <skipped message=\"{message}\"/>")?,
        CaseResult::Failed => {
            writeln!(out, "      <failure type=\"{severity}\" message=\"{message}\">{text}</failure>")?;
        }
    }
    writeln!(out, "    </testcase>")
}

/// `text` for an attribute or for content. Characters that no XML document can have are shown as escapes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for character in sanitize::line(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\t' => out.push_str("&#9;"),
            '\u{FFFE}' | '\u{FFFF}' => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(character));
            }
            character => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_xml_cannot_hold_is_shown() {
        assert_eq!(
            escaped("a<b>&\"'\u{0}\u{8}\n\u{FFFE}]]>"),
            "a&lt;b&gt;&amp;&quot;&apos;\\u{0}\\u{8}\\n\\u{fffe}]]&gt;"
        );
    }
}
