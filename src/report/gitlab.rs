//! A code quality report as GitLab reads it from an artifact of a job.
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>

use crate::report::findings::{Report, ReportedPlace, places};
use crate::report::fingerprint::Fingerprints;
use crate::report::format::Format;
use crate::report::json::write_line;
use crate::terminal::sanitize;
use curate_rules::Severity;
use serde::Serialize;
use std::io::{self, Write};

/// An array of findings, one for each place.
pub(super) struct Gitlab;

#[derive(Serialize)]
struct GitlabIssue<'a> {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: GitlabLocation<'a>,
}

#[derive(Serialize)]
struct GitlabLocation<'a> {
    path: &'a str,
    lines: GitlabLines,
}

#[derive(Serialize)]
struct GitlabLines {
    begin: usize,
    end: usize,
}

impl Format for Gitlab {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut fingerprints = Fingerprints::default();
        let shown = places(&report.shown());
        let mut issues: Vec<GitlabIssue<'_>> = shown.iter().map(|place| issue(place, &mut fingerprints)).collect();
        // What was not checked has no place of its own: it stands at the first document.
        let first = report.judged_paths().into_iter().next();
        let unchecked = report.unchecked.iter().filter(|unchecked| unchecked.is_of_urls());
        issues.extend(unchecked.zip(first.into_iter().cycle()).map(|(unchecked, path)| GitlabIssue {
            description: report.language.say(unchecked.notice()),
            check_name: "not-checked",
            fingerprint: fingerprints.of_file(unchecked.reason.name(), path),
            severity: "info",
            location: GitlabLocation { path, lines: GitlabLines { begin: 1, end: 1 } },
        }));
        write_line(&issues, out)
    }

    fn is_for_people(&self) -> bool {
        false
    }
}

fn issue<'a>(place: &ReportedPlace<'a>, fingerprints: &mut Fingerprints) -> GitlabIssue<'a> {
    let ReportedPlace { found, edition, span } = place;
    let diagnostic = found.diagnostic;
    let line = |offset: usize| found.position(*edition, offset).0;
    GitlabIssue {
        description: sanitize::line(&place.message()).into_owned(),
        check_name: diagnostic.rule,
        fingerprint: fingerprints.of(place),
        severity: match diagnostic.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Hint => "info",
        },
        location: GitlabLocation {
            path: found.path(*edition),
            lines: GitlabLines { begin: line(span.start), end: line(span.end) },
        },
    }
}
