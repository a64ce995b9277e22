//! SARIF 2.1.0, as GitHub's code scanning and other viewers read it.
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use crate::locale::SpokenLanguage;
use crate::report::findings::{Report, ReportedFinding, ReportedPlace, declared};
use crate::report::fingerprint::Fingerprints;
use crate::report::format::Format;
use crate::report::json::write_line;
use crate::report::rule_page::rule_page;
use crate::report::unchecked::Unchecked;
use crate::terminal::sanitize;
use curate_document::{EditionId, Span};
use curate_rules::{Fix, Severity};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// What stands for itself in a path of a URI (RFC 3986, section 3.3), and the slashes between its segments.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// One log with one run.
pub(super) struct Sarif;

#[derive(Serialize)]
struct SarifLog<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    runs: [SarifRun<'a>; 1],
    version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifRun<'a> {
    column_kind: &'static str,
    invocations: Value,
    results: SarifResults<'a>,
    tool: Value,
}

/// The findings, each made when it is written: as values all of them would take fifteen times the memory of the text.
struct SarifResults<'a> {
    found: &'a [ReportedFinding<'a>],
    names: &'a [&'static str],
}

impl Serialize for SarifResults<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fingerprints = Fingerprints::default();
        serializer.collect_seq(self.found.iter().map(|found| result(found, self.names, &mut fingerprints)))
    }
}

impl Format for Sarif {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let all = report.shown();
        let names: Vec<&'static str> =
            all.iter().map(|found| found.diagnostic.rule).collect::<BTreeSet<_>>().into_iter().collect();
        let rules: Vec<Value> = names.iter().map(|name| rule(name)).collect();
        let version = env!("CARGO_PKG_VERSION");
        let driver = json!({ "name": "curate", "version": version, "semanticVersion": version, "rules": rules });
        let run = SarifRun {
            column_kind: "unicodeCodePoints",
            invocations: json!([invocation(report)]),
            results: SarifResults { found: &all, names: &names },
            tool: json!({ "driver": driver }),
        };
        let schema = "https://json.schemastore.org/sarif-2.1.0.json";
        write_line(&SarifLog { schema, runs: [run], version: "2.1.0" }, out)
    }

    fn is_for_people(&self) -> bool {
        false
    }
}

/// What the run was: what it did not check is told as notifications.
fn invocation(report: &Report<'_>) -> Value {
    let notification = |unchecked: &Unchecked| {
        let level = if unchecked.reason.is_failure() { "error" } else { "note" };
        json!({ "level": level, "message": { "text": report.language.say(unchecked.sentence()) } })
    };
    let mut invocation = json!({ "executionSuccessful": report.complete });
    let notifications: Vec<Value> = report.unchecked.iter().map(notification).collect();
    if let Some(members) = invocation.as_object_mut().filter(|_| !notifications.is_empty()) {
        members.insert("toolExecutionNotifications".to_owned(), notifications.into());
    }
    invocation
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn rule(name: &str) -> Value {
    let Some(declared) = declared(name) else { return json!({ "id": name }) };
    let page = declared.page();
    json!({
        "id": name,
        "shortDescription": { "text": declared.summary },
        "help": { "text": page, "markdown": page },
        "helpUri": rule_page(name, SpokenLanguage::En),
        "defaultConfiguration": { "level": level(declared.severity) },
        "properties": { "tags": [declared.group()] },
    })
}

fn result(found: &ReportedFinding<'_>, names: &[&str], fingerprints: &mut Fingerprints) -> Value {
    let diagnostic = found.diagnostic;
    let message = match &diagnostic.help {
        Some(help) => sanitize::line(&format!("{}; {help}", diagnostic.message)).into_owned(),
        None => sanitize::line(&diagnostic.message.to_string()).into_owned(),
    };
    let own = ReportedPlace { found: *found, edition: diagnostic.edition, span: diagnostic.span };
    let mut result = json!({
        "ruleId": diagnostic.rule,
        "ruleIndex": names.iter().position(|name| *name == diagnostic.rule),
        "level": level(diagnostic.severity),
        "message": { "text": message },
        "locations": [{ "physicalLocation": place(found, diagnostic.edition, diagnostic.span) }],
        "partialFingerprints": { "curateFinding/v1": fingerprints.of(&own) },
    });
    let Some(members) = result.as_object_mut() else { return result };
    if !diagnostic.labels.is_empty() {
        let labels = diagnostic.labels.iter().enumerate();
        let related = labels.map(|(id, label)| {
            let message = json!({ "text": sanitize::line(&label.message.to_string()) });
            json!({ "id": id, "physicalLocation": place(found, label.edition, label.span), "message": message })
        });
        members.insert("relatedLocations".to_owned(), related.collect());
    }
    if let Some(fix) = &diagnostic.fix {
        members.insert("fixes".to_owned(), json!([fixed(found, fix)]));
    }
    result
}

fn fixed(found: &ReportedFinding<'_>, fix: &Fix) -> Value {
    let documents: BTreeSet<EditionId> = fix.edits.iter().map(|edit| edit.edition).collect();
    let change = |edition: EditionId| {
        let edits = fix.edits.iter().filter(|edit| edit.edition == edition);
        let replacement = |edit: &curate_rules::Edit| json!({ "deletedRegion": region(found, edition, edit.span), "insertedContent": { "text": edit.text } });
        json!({ "artifactLocation": artifact(found, edition), "replacements": edits.map(replacement).collect::<Value>() })
    };
    let changes: Value = documents.into_iter().map(change).collect();
    json!({ "description": { "text": sanitize::line(&fix.title.to_string()) }, "artifactChanges": changes })
}

fn place(found: &ReportedFinding<'_>, edition: EditionId, span: Span) -> Value {
    json!({ "artifactLocation": artifact(found, edition), "region": region(found, edition, span) })
}

fn artifact(found: &ReportedFinding<'_>, edition: EditionId) -> Value {
    json!({ "uri": utf8_percent_encode(found.path(edition), PATH).to_string() })
}

/// Lines and columns from 1; the end is exclusive, as SARIF has it (section 3.30).
fn region(found: &ReportedFinding<'_>, edition: EditionId, span: Span) -> Value {
    let (line, column) = found.position(edition, span.start);
    let (end_line, end_column) = found.position(edition, span.end);
    json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column })
}
