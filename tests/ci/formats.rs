//! Reports in the formats of other programs, held against the schemas of those formats.

use super::{Folder, tool};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Holds `report` against the schema called `schema`, where it was fetched.
fn validate(schema: &str, report: &str) {
    let (Some(python), Some(schema)) = (tool("python/bin/python"), tool(&format!("schemas/{schema}"))) else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report");
    std::fs::write(&file, report).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ci/validate.py");
    let output = std::process::Command::new(python).arg(script).arg(schema).arg(&file).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{report}");
}

fn json(report: &str) -> Value {
    serde_json::from_str(report).expect("json")
}

fn at<'a>(value: &'a Value, pointer: &str) -> &'a Value {
    value.pointer(pointer).unwrap_or_else(|| panic!("{pointer} is not in {value}"))
}

/// The results of a SARIF log or the like that are of `rule`.
fn of_rule<'a>(results: &'a Value, key: &str, rule: &str) -> Vec<&'a Value> {
    results.as_array().unwrap().iter().filter(|result| at(result, key) == rule).collect()
}

#[test]
fn sarif_is_valid_and_has_fixes_and_relative_addresses() {
    let report = Folder::list().report("sarif");
    validate("sarif.json", &report);
    let log = json(&report);
    assert_eq!(at(&log, "/runs/0/columnKind"), "unicodeCodePoints");
    let results = at(&log, "/runs/0/results");
    let padding = of_rule(results, "/ruleId", "links/padding")[0];
    assert_eq!(at(padding, "/locations/0/physicalLocation/artifactLocation/uri"), "README.md");
    // Two characters and a space come before the bracket, which 7 bytes and a space would not be.
    assert_eq!(at(padding, "/locations/0/physicalLocation/region/startColumn"), 7);
    let replacement = at(padding, "/fixes/0/artifactChanges/0/replacements/0");
    assert_eq!(at(replacement, "/deletedRegion/startLine"), 7);
    let index = usize::try_from(at(padding, "/ruleIndex").as_u64().unwrap()).unwrap();
    assert_eq!(at(&log, &format!("/runs/0/tool/driver/rules/{index}/id")), "links/padding");
    assert!(at(&log, &format!("/runs/0/tool/driver/rules/{index}/help/markdown")).as_str().unwrap().contains("## Fix"));
    assert!(!of_rule(results, "/ruleId", "duplicates/url").is_empty(), "a rule with labels");
}

#[test]
fn names_of_files_are_addresses_in_sarif() {
    let folder = Folder::new();
    folder.file("docs/a b#c 灯.md", super::LIST);
    let log = json(&folder.report("sarif"));
    let uri = at(&log, "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri");
    assert_eq!(uri, "docs/a%20b%23c%20%E7%81%AF.md");
}

fn fingerprints(report: &Value, list: &str, key: &str) -> Vec<String> {
    at(report, list).as_array().unwrap().iter().map(|result| at(result, key).as_str().unwrap().to_owned()).collect()
}

#[test]
fn fingerprints_are_unique_and_know_no_lines() {
    for (format, list, key) in
        [("sarif", "/runs/0/results", "/partialFingerprints/curateFinding~1v1"), ("gitlab", "", "/fingerprint")]
    {
        let folder = Folder::new();
        let twice = "- [Clip ](https://clip.example/) - Holds on,.\n".repeat(3);
        folder.file("README.md", &format!("# Lamps\n\n{twice}"));
        let before = fingerprints(&json(&folder.report(format)), list, key);
        let unique: BTreeSet<&String> = before.iter().collect();
        assert!(before.len() > 3 && unique.len() == before.len(), "{format}: {before:?}");
        folder.file("README.md", &format!("# Lamps\n\nSome words.\n\nAnd more.\n\n{twice}"));
        assert_eq!(before, fingerprints(&json(&folder.report(format)), list, key), "{format}");
    }
}

#[test]
fn rdjson_counts_bytes() {
    let report = Folder::list().report("rdjson");
    validate("rdjson.json", &report);
    let report = json(&report);
    let padding = of_rule(at(&report, "/diagnostics"), "/code/value", "links/padding")[0];
    // `- ` is two bytes, the emoji four, the character three, and a space.
    assert_eq!(at(padding, "/location/range/start"), &serde_json::json!({ "line": 7, "column": 12 }));
    assert_eq!(at(padding, "/severity"), "WARNING");
}

/// Where a position of rdjson is in `text`: lines and bytes, both from 1.
fn offset(text: &str, position: &Value) -> usize {
    let number = |key: &str| usize::try_from(at(position, key).as_u64().unwrap()).unwrap();
    let before: usize = text.split_inclusive('\n').take(number("/line") - 1).map(str::len).sum();
    before + number("/column") - 1
}

#[test]
fn suggestions_of_rdjson_are_what_fix_writes() {
    let flawed = "# 😀 灯\n\n- 😀灯 [Clip ](https://clip.example/) - Holds on,.\n- [Flex]((https://flex.example/arm)) - Bends.\n- [ 暖 ](https://glow.example/) - Warm,. \n- [Tall](https://tall.example/)  -  Reaches over.\n";
    for text in [flawed.to_owned(), flawed.replace('\n', "\r\n"), format!("\u{feff}{flawed}")] {
        let folder = Folder::new();
        folder.file("README.md", &text);
        let report = folder.run(&["lint", "--output-format", "rdjson"], &[]).out;
        validate("rdjson.json", &report);
        let report = json(&report);
        let mut suggestions: Vec<(usize, usize, &str)> = Vec::new();
        for found in at(&report, "/diagnostics").as_array().unwrap() {
            for suggestion in found.get("suggestions").and_then(Value::as_array).into_iter().flatten() {
                let place = |key: &str| offset(&text, at(suggestion, key));
                let new = at(suggestion, "/text").as_str().unwrap();
                suggestions.push((place("/range/start"), place("/range/end"), new));
            }
        }
        suggestions.sort_unstable();
        assert!(suggestions.len() >= 6, "{report}");
        let mut accepted = text.clone();
        for (start, end, new) in suggestions.iter().rev() {
            accepted.replace_range(*start..*end, new);
        }
        folder.run(&["lint", "--fix"], &[]);
        assert_eq!(accepted, folder.text("README.md"));
    }
}

#[test]
fn junit_is_valid_and_a_clean_file_passes() {
    let folder = Folder::list();
    folder.file("docs/clean.md", "# Clean\n\nNothing is wrong here.\n");
    let report = folder.report("junit");
    validate("junit.xsd", &report);
    assert!(report.contains("<testcase name=\"nothing to report\" classname=\"docs/clean.md\"/>"), "{report}");
    assert!(report.contains("<testcase name=\"links/padding:7:7\" classname=\"README.md\">"), "{report}");
}

#[test]
fn what_is_unknown_is_skipped_in_junit() {
    let folder = Folder::new();
    // Nobody listens there any more.
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    folder.file("README.md", &format!("# Lamps\n\n- [Clip](http://{nobody}/) - Holds on.\n"));
    let run = folder.run(&["links", "--allow-private", "--no-store", "--output-format", "junit"], &[]);
    let report = folder.run(&["links", "--allow-private", "--no-store", "--output-format", "json"], &[]).out;
    let unknown = report.matches("\"rule\":\"links/unknown\"").count();
    assert_eq!((unknown, run.out.matches("<skipped ").count()), (1, 1), "{run:?}");
    assert!(run.out.contains(&format!("skipped=\"{unknown}\"")), "{run:?}");
}

#[test]
fn gitlab_has_what_gitlab_asks_for() {
    let report = json(&Folder::list().report("gitlab"));
    for issue in report.as_array().unwrap() {
        for key in ["/description", "/check_name", "/fingerprint", "/location/path"] {
            assert!(at(issue, key).as_str().is_some_and(|text| !text.is_empty()), "{key}: {issue}");
        }
        assert!(["info", "minor", "major"].contains(&at(issue, "/severity").as_str().unwrap()));
        assert!(at(issue, "/location/lines/begin").as_u64() <= at(issue, "/location/lines/end").as_u64());
    }
}

#[test]
fn json_lines_are_the_findings_of_json() {
    let folder = Folder::list();
    let lines: Vec<Value> = folder.report("json-lines").lines().map(json).collect();
    assert_eq!(&Value::from(lines), at(&json(&folder.report("json")), "/diagnostics"));
}

#[test]
fn grouped_names_each_file_once() {
    let report = Folder::list().report("grouped");
    let names: Vec<&str> = report.lines().filter(|line| line.starts_with("README")).collect();
    assert_eq!(names, ["README.md", "README.zh-cn.md"], "{report}");
    assert!(report.contains("\n   7:7  warning  links/padding "), "{report}");
}

#[test]
fn hostile_texts_stay_valid_and_harmless() {
    let folder = Folder::hostile();
    for (format, schema) in [("sarif", "sarif.json"), ("rdjson", "rdjson.json"), ("junit", "junit.xsd")] {
        validate(schema, &folder.report(format));
    }
    let html = folder.report("html");
    assert!(!html.contains("<b>") && !html.contains("<img"), "{html}");
    for format in
        ["full", "concise", "grouped", "json", "json-lines", "sarif", "gitlab", "junit", "rdjson", "markdown", "html"]
    {
        let report = folder.report(format);
        assert_eq!(super::grammar::commands(&report), [], "{format}:\n{report}");
        let live: Vec<char> = report.chars().filter(|c| c.is_control() && *c != '\n').collect();
        assert!(live.is_empty(), "{format}: {live:?}");
    }
}

/// What markdown becomes, as GitHub renders it.
fn rendered(page: &str) -> String {
    let mut options = markdown::Options::gfm();
    options.compile.allow_dangerous_html = true;
    markdown::to_html_with_options(page, &options).unwrap()
}

/// What is outside of code, where mentions and references are looked for.
pub fn without_code(html: &str) -> String {
    let mut out = String::new();
    for (index, part) in html.split("<code").enumerate() {
        out.push_str(if index == 0 { part } else { part.split_once("</code>").map_or("", |(_, after)| after) });
    }
    out
}

#[test]
fn markdown_is_only_text() {
    let folder = Folder::hostile();
    let html = rendered(&folder.report("markdown"));
    let prose = without_code(&html);
    assert!(html.contains("<table>"), "{html}");
    for refused in ["<a ", "<b>", "<img", "@octo", "#1", "<em>", "<script"] {
        assert!(!prose.contains(refused), "{refused}:\n{prose}");
    }
    let rows = folder.report("json").matches("\"rule\":").count();
    assert_eq!(html.matches("<tr>").count(), rows + 1, "a finding is a row, whatever is in it:\n{html}");
}
