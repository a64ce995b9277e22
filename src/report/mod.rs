//! Findings as output: one format, one file.

mod concise;
pub mod diff;
mod fingerprint;
mod full;
mod github;
mod gitlab;
mod grouped;
mod html;
mod json;
mod json_lines;
mod junit;
mod markdown_page;
pub mod output_format;
mod rdjson;
mod sarif;
mod snippet;
mod statistics;
mod summary;

use crate::report::output_format::OutputFormat;
use curate_document::{Document, Edition, EditionId, List, Span};
use curate_rules::{Applicability, Declaration, Diagnostic, Outcomes, RULES, Severity};
use std::collections::BTreeMap;
use std::io::{self, Write};

pub use crate::report::github::Annotations;
pub use crate::report::json::{JoinError, Joined};
pub use crate::report::markdown_page::Page;
pub use crate::report::statistics::Statistics;
pub use crate::report::summary::{fixed_line, links_line, summary_line};

/// A list with what was found in it.
#[derive(Debug)]
pub struct Judged {
    /// The list.
    pub list: List,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
}

impl Judged {
    /// A file that could not be read, for every format to show: as an error of the rule that reports what is not checked,
    /// whether that is on or not.
    pub fn unread(path: &str, reason: &str) -> Self {
        let list = List::new(vec![Edition::new(path, Document::parse(""), true)]);
        let found = Diagnostic {
            rule: RULES.iter().find(|rule| rule.reports_unchecked).map_or("", |rule| rule.name),
            severity: Severity::Error,
            message: reason.to_owned(),
            edition: EditionId(0),
            span: Span::at(0),
            labels: Vec::new(),
            help: None,
            fix: None,
            is_habit: false,
            summary_group: None,
        };
        Self { list, diagnostics: vec![found] }
    }

    /// Whether it says of the file at `path` that nothing of it was checked.
    pub fn says_unread(&self, path: &str) -> bool {
        let is_said = |found: &Diagnostic| {
            let edition = self.list.edition(found.edition);
            declared(found.rule).is_some_and(|rule| rule.reports_unchecked)
                && edition.is_some_and(|edition| edition.path == path)
        };
        self.diagnostics.iter().any(is_said)
    }
}

/// All that a report is made of.
#[derive(Debug)]
pub struct Report<'a> {
    /// The lists with their findings.
    pub lists: &'a [Judged],
    /// How many documents were judged.
    pub documents: usize,
    /// Whether hints are shown.
    pub hints: bool,
    /// Whether everything that was named could be judged.
    pub complete: bool,
    /// How many findings a baseline knows; they are in none of the lists.
    pub known: usize,
    /// How many fixes were applied, by rule; `None` where none were asked for.
    pub applied: Option<&'a BTreeMap<&'static str, usize>>,
    /// What was learnt by asking; `None` where nothing was to be asked.
    pub asked: Option<&'a Asked>,
}

/// What was learnt of URLs by asking.
#[derive(Debug)]
pub struct Asked {
    /// By URL; what was excluded too.
    pub outcomes: Outcomes,
    /// How many URLs were neither asked nor remembered, with `--cached`; nothing is known of them.
    pub unremembered: usize,
    /// Which part of how many this was, from 1; `None` where it was all of it.
    pub shard: Option<(u32, u32)>,
}

/// A finding with the list it is in.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// The list.
    pub list: &'a List,
    /// What was found.
    pub diagnostic: &'a Diagnostic,
}

/// A way to write a report.
pub trait Format {
    /// Writes the findings of `report`.
    ///
    /// # Errors
    ///
    /// Where `out` cannot be written.
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()>;

    /// Whether people read it: then a summary follows.
    fn is_for_people(&self) -> bool;
}

/// The format called `name`.
pub fn format(name: OutputFormat, coloured: bool) -> Box<dyn Format> {
    match name {
        OutputFormat::Full => Box::new(crate::report::full::Full::new(coloured)),
        OutputFormat::Concise => Box::new(crate::report::concise::Concise { coloured }),
        OutputFormat::Grouped => Box::new(crate::report::grouped::Grouped { coloured }),
        OutputFormat::Json => Box::new(crate::report::json::Json),
        OutputFormat::JsonLines => Box::new(crate::report::json_lines::JsonLines),
        OutputFormat::Sarif => Box::new(crate::report::sarif::Sarif),
        OutputFormat::Github => Box::new(crate::report::github::Github),
        OutputFormat::Gitlab => Box::new(crate::report::gitlab::Gitlab),
        OutputFormat::Junit => Box::new(crate::report::junit::Junit),
        OutputFormat::Rdjson => Box::new(crate::report::rdjson::Rdjson),
        OutputFormat::Markdown => Box::new(crate::report::markdown_page::Markdown),
        OutputFormat::Html => Box::new(crate::report::html::Html),
    }
}

impl<'a> Report<'a> {
    /// Every finding, hints too, sorted by file, place and rule.
    pub fn all(&self) -> Vec<Found<'a>> {
        let found =
            |judged: &'a Judged| judged.diagnostics.iter().map(|diagnostic| Found { list: &judged.list, diagnostic });
        let mut all: Vec<Found<'a>> = self.lists.iter().flat_map(found).collect();
        all.sort_by(|a, b| order(a).cmp(&order(b)));
        all
    }

    /// The findings that are shown, in the same order.
    pub fn shown(&self) -> Vec<Found<'a>> {
        let mut shown = self.all();
        shown.retain(|found| self.hints || found.diagnostic.severity > Severity::Hint);
        shown
    }
}

/// By place; several findings of a rule at one place by what they point at elsewhere.
fn order<'a>(found: &Found<'a>) -> (&'a str, Span, &'static str, Option<(&'a str, Span)>, &'a str) {
    let diagnostic = found.diagnostic;
    let label = diagnostic.labels.first().map(|label| (found.path(label.edition), label.span));
    (found.path(diagnostic.edition), diagnostic.span, diagnostic.rule, label, &diagnostic.message)
}

impl<'a> Found<'a> {
    /// The path of `edition`.
    pub fn path(&self, edition: EditionId) -> &'a str {
        self.list.edition(edition).map_or("", |edition| &edition.path)
    }

    /// The document of `edition`.
    pub fn document(&self, edition: EditionId) -> Option<&'a Document> {
        self.list.edition(edition).map(|edition| &edition.document)
    }

    /// Line and column, both 1-based, the column in characters.
    pub fn position(&self, edition: EditionId, offset: usize) -> (usize, usize) {
        position(self.list, edition, offset)
    }

    /// The line and column that `offset` has for a reader that counts bytes, both 1-based.
    pub fn position_in_bytes(&self, edition: EditionId, offset: usize) -> (usize, usize) {
        let Some(document) = self.document(edition) else { return (1, 1) };
        let line = document.line_of(offset);
        (line, offset.saturating_sub(document.lines().content(line, document.source()).start) + 1)
    }

    /// Whether its fix is a safe one, an unsafe one, or there is none.
    pub fn applicability(&self) -> Option<Applicability> {
        self.diagnostic.fix.as_ref().map(|fix| fix.applicability)
    }
}

/// The declaration of the rule called `name`.
fn declared(name: &str) -> Option<&'static Declaration> {
    RULES.iter().find(|rule| rule.name == name).copied()
}

/// Line and column of a place in a document of `list`, both 1-based, the column in characters.
fn position(list: &List, edition: EditionId, offset: usize) -> (usize, usize) {
    let Some(edition) = list.edition(edition) else { return (1, 1) };
    let document = &edition.document;
    (document.line_of(offset), document.lines().column_of(offset, document.source()))
}

/// A count with its noun.
fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
