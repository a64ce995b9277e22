//! What the program finds on the lists of both corpora.

use super::rules;
use assert_cmd::Command;
use curate_testing::corpus::ListFolder;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

/// A finding of the program.
pub struct ListFinding {
    /// The name of the folder that its list is in.
    pub corpus: String,
    pub folder: PathBuf,
    pub diagnostic: Value,
    /// The text of its document.
    pub source: std::rc::Rc<str>,
}

/// Everything that the rules that are on by default find in `list`, one finding for each place.
pub fn findings(list: &ListFolder) -> Vec<ListFinding> {
    let names: Vec<&str> = rules().map(|rule| rule.name).collect();
    let output = Command::cargo_bin("curate")
        .expect("the program")
        .current_dir(&list.folder)
        .args(["lint", "--all", "--output-format", "json", "--select", &names.join(",")])
        .output()
        .expect("it runs");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let mut sources = std::collections::HashMap::new();
    let mut source = |path: &str| -> std::rc::Rc<str> {
        let read = || fs::read_to_string(list.folder.join(path)).unwrap_or_default().into();
        std::rc::Rc::clone(sources.entry(path.to_owned()).or_insert_with(read))
    };
    let diagnostics = report["diagnostics"].as_array().expect("findings").clone();
    let found = diagnostics.into_iter().map(|diagnostic| {
        let source = source(diagnostic["path"].as_str().unwrap_or(""));
        ListFinding { corpus: list.corpus.clone(), folder: list.folder.clone(), diagnostic, source }
    });
    found.collect()
}

impl ListFinding {
    pub fn text(&self, key: &str) -> &str {
        self.diagnostic[key].as_str().unwrap_or("")
    }

    /// The 1-based line it is on.
    pub fn line(&self) -> usize {
        usize::try_from(self.diagnostic["start"]["line"].as_u64().unwrap_or(1)).unwrap()
    }

    pub fn list(&self) -> &str {
        self.folder.file_name().and_then(|name| name.to_str()).unwrap_or("")
    }

    /// What a judgement is tied to: rule, severity, list, path, the text of the line, the message without its line numbers, and
    /// the edits. Sixteen hexadecimal digits, which are also the lot by which samples are drawn.
    pub fn fingerprint(&self) -> String {
        let line = self.source.lines().nth(self.line() - 1).unwrap_or("");
        let message: String = self.text("message").chars().filter(|letter| !letter.is_ascii_digit()).collect();
        let edits = self.diagnostic["fix"]["edits"].as_array().map_or(String::new(), |edits| {
            edits.iter().map(|edit| edit["text"].as_str().unwrap_or("")).collect::<Vec<_>>().join("\0")
        });
        let parts = [self.text("rule"), self.text("severity"), self.list(), self.text("path"), line, &message, &edits];
        // FNV-1a, and a last mixing, since its high bits are poor for short keys.
        let hash = parts
            .join("\0")
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        format!("{:016x}", (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9))
    }
}
