//! All that a report is made of: lists with their findings, and what was found out about their links.

use crate::locale::SpokenLanguage;
use crate::report::unchecked::Unchecked;
use crate::workspace::unread_file::UnreadFile;
use curate_document::{Document, Edition, EditionId, List, Span};
use curate_rules::{Applicability, Declaration, Diagnostic, Outcomes, Overview, RULES, Severity, Text, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

/// A list with what was found in it.
#[derive(Debug)]
pub(crate) struct LintedList {
    /// The list.
    pub list: List,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
    /// How much its translations have of its source; `None` where nobody wanted to know, or there are none.
    pub overview: Option<Overview>,
}

impl LintedList {
    /// A file that could not be read, for every format to show: as an error of the rule that reports what is not checked,
    /// whether that is on or not.
    pub(crate) fn unread(file: &UnreadFile) -> Self {
        let list = List::new(vec![Edition::new(&file.shown, Document::parse(""), true)]);
        let found = Diagnostic {
            rule: RULES.iter().find(|rule| rule.reports_unchecked).map_or("", |rule| rule.name),
            severity: Severity::Error,
            message: file.reason.clone().into(),
            edition: EditionId(0),
            span: Span::at(0),
            labels: Vec::new(),
            help: file.help.clone().map(Text::from),
            fix: None,
            is_habit: false,
            summary_group: None,
            link: None,
            lacking: None,
            aliases: &[],
        };
        Self { list, diagnostics: vec![found], overview: None }
    }

    /// Has all that was found speak `language`.
    pub(crate) fn translate(&mut self, language: SpokenLanguage) {
        self.diagnostics.iter_mut().flat_map(Diagnostic::texts_mut).for_each(|text| language.translate(text));
    }

    /// Whether it says of the file at `path` that nothing of it was checked.
    pub(crate) fn says_unread(&self, path: &str) -> bool {
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
pub(crate) struct Report<'a> {
    /// The lists with their findings.
    pub lists: &'a [LintedList],
    /// How many documents were judged.
    pub documents: usize,
    /// Whether hints are shown.
    pub hints: bool,
    /// From which level on findings make the run fail; `None` where none do.
    pub fails_from: Option<Severity>,
    /// Whether everything that was named could be judged.
    pub complete: bool,
    /// How many findings a baseline knows; they are in none of the lists.
    pub known: usize,
    /// How many fixes were applied, by rule; `None` without `--fix`.
    pub applied: Option<&'a BTreeMap<&'static str, usize>>,
    /// What became of the links; `None` where none were to be checked.
    pub links: Option<&'a CheckedLinks>,
    /// What was not checked.
    pub unchecked: &'a [Unchecked],
    /// The language that is spoken; findings are translated already.
    pub language: SpokenLanguage,
    /// The day of the run in UTC, such as `2026-11-24`.
    pub day: &'a str,
}

/// The outcomes of the URLs that were to be checked.
#[derive(Debug)]
pub(crate) struct CheckedLinks {
    /// By URL; what was excluded too.
    pub outcomes: Outcomes,
    /// How many more there are that nothing is to be said of: a run over very many lists does not hold them.
    pub more: BTreeMap<Verdict, usize>,
    /// What was not checked, by reason; some of it has an outcome that says so.
    pub unchecked: Vec<Unchecked>,
    /// That hosts wanted fewer requests, and the settings with which they get them.
    pub limits: Vec<Text>,
    /// Which part of how many this was, from 1; `None` where it was all of it.
    pub shard: Option<(u32, u32)>,
    /// What is remembered of URLs that are not well, by URL.
    pub histories: BTreeMap<Arc<str>, LinkHistory>,
    /// How long each host took to respond, by host; empty where nobody wanted to know.
    pub times: BTreeMap<String, HostTime>,
}

/// What is remembered of a URL that fails: days in UTC, such as `2026-11-24`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LinkHistory {
    /// The day on which something last responded.
    pub responded_on: Option<String>,
    /// The days since on which it failed, in their order.
    pub failed_on: Vec<String>,
}

/// How long a host took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct HostTime {
    /// How many requests were sent to it.
    pub requests: usize,
    /// How long all of them took together, those without a response too.
    pub total: Duration,
}

impl CheckedLinks {
    /// Whether there was nothing to check.
    pub(crate) fn is_empty(&self) -> bool {
        self.outcomes.is_empty() && self.more.is_empty() && self.unchecked.is_empty()
    }

    /// What two parts of one run have found out.
    #[cfg(feature = "fleet")]
    pub(crate) fn joined(mut self, other: Self) -> Self {
        self.outcomes.extend(other.outcomes.iter().cloned());
        for (verdict, count) in other.more {
            *self.more.entry(verdict).or_default() += count;
        }
        self.unchecked = Unchecked::joined(self.unchecked.into_iter().chain(other.unchecked));
        self.limits.extend(other.limits);
        self.histories.extend(other.histories);
        for (host, time) in other.times {
            let own = self.times.entry(host).or_default();
            *own = HostTime { requests: own.requests + time.requests, total: own.total + time.total };
        }
        self
    }
}

/// A finding with the list it is in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReportedFinding<'a> {
    /// The list.
    pub list: &'a List,
    /// What was found.
    pub diagnostic: &'a Diagnostic,
}

impl<'a> Report<'a> {
    /// Every finding, hints too, sorted by file, place and rule.
    pub(crate) fn all(&self) -> Vec<ReportedFinding<'a>> {
        let found = |judged: &'a LintedList| {
            judged.diagnostics.iter().map(|diagnostic| ReportedFinding { list: &judged.list, diagnostic })
        };
        let mut all: Vec<ReportedFinding<'a>> = self.lists.iter().flat_map(found).collect();
        all.sort_by(|a, b| order(a).cmp(&order(b)));
        all
    }

    /// The findings that are shown, in the same order.
    pub(crate) fn shown(&self) -> Vec<ReportedFinding<'a>> {
        let mut shown = self.all();
        shown.retain(|found| self.is_shown(found));
        shown
    }

    /// The documents that were judged, by path.
    pub(super) fn judged_paths(&self) -> BTreeSet<&'a str> {
        let editions = self.lists.iter().flat_map(|judged| &judged.list.editions);
        editions.filter(|edition| edition.judged).map(|edition| &*edition.path).collect()
    }

    /// Whether `found` is shown.
    pub(super) fn is_shown(&self, found: &ReportedFinding<'_>) -> bool {
        self.hints || found.diagnostic.severity > Severity::Hint
    }
}

/// A finding at one of its places.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReportedPlace<'a> {
    /// The finding.
    pub found: ReportedFinding<'a>,
    /// The document.
    pub edition: EditionId,
    /// Where it is.
    pub span: Span,
}

impl ReportedPlace<'_> {
    /// What is said of it: of a link with its title there.
    pub(super) fn message(&self) -> String {
        let diagnostic = self.found.diagnostic;
        let other = diagnostic.link.as_ref().and_then(|link| link.others.get(&(self.edition, self.span)));
        other.map_or(&diagnostic.message, |(_, message)| message).to_string()
    }
}

/// Every place of `findings`, sorted by file, place and rule: for formats that know one place for each of their rows. What is
/// found in a document that is judged is no finding of its own in one that is not, which is there as context.
pub(super) fn places<'a>(findings: &[ReportedFinding<'a>]) -> Vec<ReportedPlace<'a>> {
    let of = |found: &ReportedFinding<'a>| {
        let found = *found;
        let own = found.diagnostic.edition;
        let is_judged = move |at: EditionId| found.list.edition(at).is_some_and(|edition| edition.judged);
        let places = found.places().filter(move |(edition, _)| *edition == own || is_judged(*edition));
        places.map(move |(edition, span)| ReportedPlace { found, edition, span }).collect::<Vec<_>>()
    };
    let mut places: Vec<ReportedPlace<'a>> = findings.iter().flat_map(of).collect();
    // Findings are sorted already.
    places.sort_by_key(|place| (place.found.path(place.edition), place.span, place.found.diagnostic.rule));
    places
}

/// By place; several findings of a rule at one place by what they point at elsewhere.
fn order<'a>(found: &ReportedFinding<'a>) -> (&'a str, Span, &'static str, Option<(&'a str, Span)>, &'a Text) {
    let diagnostic = found.diagnostic;
    let label = diagnostic.labels.first().map(|label| (found.path(label.edition), label.span));
    (found.path(diagnostic.edition), diagnostic.span, diagnostic.rule, label, &diagnostic.message)
}

impl<'a> ReportedFinding<'a> {
    /// The path of `edition`.
    pub(crate) fn path(&self, edition: EditionId) -> &'a str {
        self.list.edition(edition).map_or("", |edition| &edition.path)
    }

    /// The document of `edition`.
    pub(crate) fn document(&self, edition: EditionId) -> Option<&'a Document> {
        self.list.edition(edition).map(|edition| &edition.document)
    }

    /// `path:line` of `span` in `edition`.
    pub(crate) fn place(&self, edition: EditionId, span: Span) -> String {
        format!("{}:{}", self.path(edition), self.position(edition, span.start).0)
    }

    /// Line and column, both 1-based, the column in characters.
    pub(crate) fn position(&self, edition: EditionId, offset: usize) -> (usize, usize) {
        line_and_column(self.list, edition, offset)
    }

    /// The line and column that `offset` has for a reader that counts bytes, both 1-based.
    pub(crate) fn position_in_bytes(&self, edition: EditionId, offset: usize) -> (usize, usize) {
        let Some(document) = self.document(edition) else { return (1, 1) };
        let line = document.line_of(offset).max(1);
        (line, offset.saturating_sub(document.lines().content(line, document.source()).start) + 1)
    }

    /// Where it is found: its own place first, then those where the very same is found.
    pub(crate) fn places(&self) -> impl Iterator<Item = (EditionId, Span)> + use<'a> {
        self.diagnostic.places()
    }

    /// Whether it is about the outcome of a URL: `--fix` fixes it whether it is shown or not.
    pub(crate) fn is_of_outcome(&self) -> bool {
        declared(self.diagnostic.rule).is_some_and(Declaration::judges_only_outcomes)
    }

    /// What applies its fix: safe is `--fix`, and unsafe `--unsafe-fixes`. `None` where there is no fix.
    pub(super) fn fixed_with(&self) -> Option<Applicability> {
        let is_requested = declared(self.diagnostic.rule).is_some_and(Declaration::fixes_on_request);
        self.applicability().map(|given| if is_requested { Applicability::Safe } else { given })
    }

    /// Whether its fix is a safe one, an unsafe one, or there is none.
    pub(crate) fn applicability(&self) -> Option<Applicability> {
        self.diagnostic.fix.as_ref().map(|fix| fix.applicability)
    }
}

/// The declaration of the rule called `name`.
pub(crate) fn declared(name: &str) -> Option<&'static Declaration> {
    RULES.iter().find(|rule| rule.name == name).copied()
}

/// Line and column of a place in a document of `list`, both 1-based, the column in characters.
pub(crate) fn line_and_column(list: &List, edition: EditionId, offset: usize) -> (usize, usize) {
    let Some(edition) = list.edition(edition) else { return (1, 1) };
    let document = &edition.document;
    // A file that was not read has no lines.
    (document.line_of(offset).max(1), document.lines().column_of(offset, document.source()))
}
