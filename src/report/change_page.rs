//! What somebody who opened a pull request is to change: each place with what is wrong, why, and the lines to write instead. What
//! maintainers want to know beside that is folded below.

use crate::locale::{RuleTexts, SpokenLanguage};
use crate::report::corrections::{Correction, corrections};
use crate::report::findings::{Report, ReportedFinding, declared};
use crate::report::markdown_page::MarkdownPage;
use crate::report::markdown_text::{self, code, fenced, prose};
use crate::report::rule_page::rule_page;
use crate::terminal::sanitize;
use curate_rules::{Text, plural, text};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// So many places are shown, and where there are more, so many of each rule: who has more to change needs the program rather than a
/// page.
const PLACES: usize = 10;
const OF_A_RULE: usize = 2;
/// So many other places of a finding are named.
const OTHERS: usize = 3;
/// So many corrections of a place are shown.
const CORRECTIONS: usize = 4;
/// So many lines of a correction are shown, and so many bytes.
const LINES: usize = 12;
const BYTES: usize = 3_000;
/// Bytes that are kept for what is folded.
const KEPT: usize = 2_000;

/// A page for the contributor of a change.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ChangePage<'a> {
    /// The page for maintainers, which is folded.
    pub page: MarkdownPage<'a>,
    /// The revision that the change is compared with, as a contributor may call it.
    pub base: Option<&'a str>,
}

/// The findings at one line.
struct ChangedLine<'a> {
    path: &'a str,
    line: usize,
    findings: Vec<ReportedFinding<'a>>,
}

impl ChangePage<'_> {
    /// The page of `report`, what fails the check first.
    pub(crate) fn of(&self, report: &Report<'_>) -> String {
        let language = report.language;
        let mut shown = report.shown();
        if shown.is_empty() {
            let heading = language.say(text!("nothing to change"));
            return format!("## curate: {heading}\n\n{}", self.page.body(report));
        }
        shown.sort_by_key(|found| Reverse(found.diagnostic.severity));
        let places = places(&shown);
        let gate = gate(report, &shown);
        let gate = if report.complete {
            gate
        } else {
            text!("{gate} Not everything could be checked; the log says what.", gate)
        };
        let heading = language.say(heading(&places, shown.len()));
        let mut page = format!("## curate: {heading}\n\n{}\n\n", language.say(gate));
        let writer = PlaceWriter { page: self, texts: RuleTexts::new(language), language };
        let mut told = BTreeMap::new();
        let mut written = 0;
        for place in &places {
            let is_known = |found: &ReportedFinding<'_>| told.get(found.diagnostic.rule) >= Some(&OF_A_RULE);
            if written == PLACES || places.len() > PLACES && place.findings.iter().all(is_known) {
                continue;
            }
            let text = writer.place(place, &mut told);
            if page.len() + text.len() + KEPT > self.page.most {
                break;
            }
            page.push_str(&text);
            written += 1;
        }
        if written < places.len() {
            let count = places.len() - written;
            let more =
                plural!(count, "… and {count} more line, listed below", "… and {count} more lines, listed below");
            let _ = writeln!(page, "### {}\n\n{}\n", language.say(more), language.say(self.command()));
        }
        for note in self.page.notes {
            let note = language.say(text!("For maintainers: {note}", note = note.clone()));
            let _ = writeln!(page, "> {}\n", markdown_text::text(&note));
        }
        let all = language.say(text!("For maintainers: all findings, with their rules"));
        let (opens, closes) = (format!("<details><summary>{all}</summary>\n\n"), "\n</details>\n");
        let most = self.page.most.saturating_sub(page.len() + opens.len() + closes.len());
        let folded = MarkdownPage { most, notes: &[], ..self.page }.body(report);
        page + &opens + &folded + closes
    }

    /// How to change what is certain at once.
    fn command(&self) -> Text {
        let since = self.base.map(|base| format!(" --since {base}")).unwrap_or_default();
        text!(
            "In a clone, `npx curate-lists lint --fix{since}` changes what is certain; `pip install curate-lists` brings the same program as `curate`.",
            since,
        )
    }
}

/// Writes what is wrong at a line.
struct PlaceWriter<'p> {
    page: &'p ChangePage<'p>,
    texts: RuleTexts,
    language: SpokenLanguage,
}

impl PlaceWriter<'_> {
    /// A line with what is wrong there. How often each rule was `told` of before counts: the reason is given once.
    fn place(&self, place: &ChangedLine<'_>, told: &mut BTreeMap<&'static str, usize>) -> String {
        let mut page = format!("### {}\n\n", self.name_of(place.path, place.line));
        for found in &place.findings {
            let known = told.entry(found.diagnostic.rule).or_default();
            let sentence = self.language.say(text!("{what}.", what = self.what(found)));
            let reason = if *known == 0 { self.reason(found.diagnostic.rule) } else { String::new() };
            *known += 1;
            let _ = writeln!(page, "- {sentence}{reason}");
        }
        page.push('\n');
        let corrections = corrections(&place.findings);
        if corrections.len() <= CORRECTIONS && corrections.iter().all(is_short) {
            for correction in &corrections {
                page.push_str(&self.correction(correction, place));
            }
        } else {
            let command = self.page.command();
            let more = text!("More lines change than are shown here. {command}", command);
            let _ = writeln!(page, "{}\n", self.language.say(more));
        }
        page
    }

    /// Why the rule called `name` is one, and where there is more about it.
    fn reason(&self, name: &str) -> String {
        let reason = declared(name).map(|rule| self.texts.reason(rule)).unwrap_or_default();
        let more = format!("[{}](<{}>)", self.language.say(text!("More")), rule_page(name, self.language));
        self.language.say(text!(" {reason} {more}", reason, more))
    }

    /// What is wrong, what to do, and where else the very same is found.
    fn what(&self, found: &ReportedFinding<'_>) -> Text {
        let diagnostic = found.diagnostic;
        let group = declared(diagnostic.rule).and_then(|rule| rule.outcome_group);
        let said = |text: &Text| Text::verbatim(prose(&text.to_string()));
        let message = match group.zip(diagnostic.link.as_ref()) {
            Some((group, link)) => {
                text!(
                    "{group}: {url}, {result}",
                    group = group.heading(),
                    url = code(&link.url),
                    result = said(&link.result)
                )
            }
            None => said(&diagnostic.message),
        };
        let advice = diagnostic.help.as_ref().map(said);
        let advice =
            advice.or_else(|| group.map(|group| Text::verbatim(prose(&self.language.say(group.advice(false))))));
        let message = match advice {
            Some(advice) => text!("{message}; {advice}", message, advice),
            None => message,
        };
        let places = found.places().skip(1).take(OTHERS);
        let names: Vec<Text> = places
            .map(|(edition, span)| self.name_of(found.path(edition), found.position(edition, span.start).0))
            .map(Text::verbatim)
            .collect();
        if names.is_empty() {
            return message;
        }
        text!("{message}; also in {places}", message, places = Text::series(names))
    }

    /// A correction with the lines to copy.
    fn correction(&self, correction: &Correction<'_>, place: &ChangedLine<'_>) -> String {
        let Correction { path, line, replaced, lines, .. } = correction;
        let is_here = *path == place.path && *line == place.line;
        let file = || code(path);
        let (name, at) = match replaced {
            0 if *line > 1 => (text!("{file}, after line {line}", file = file(), line = line - 1), line - 1),
            0 => (text!("{file}, before line 1", file = file()), 1),
            1 => (text!("{file} line {line}", file = file(), line = *line), *line),
            _ => {
                (text!("{file} lines {line} to {last}", file = file(), line = *line, last = line + replaced - 1), *line)
            }
        };
        let place = self.page.page.link_to(self.language.say(name), path, at);
        let is_blank = lines.iter().all(|line| line.trim().is_empty());
        let count = lines.len();
        let what = match (replaced, lines.is_empty()) {
            (_, true) => text!("Remove {place}", place),
            (0, false) if is_blank => {
                plural!(count, "Add {count} blank line to {place}", "Add {count} blank lines to {place}", place)
            }
            (0, false) => text!("Add to {place}", place),
            (1, false) if is_here => text!("Write instead"),
            _ => text!("Write instead of {place}", place),
        };
        let what = if correction.is_suggestion { text!("A suggestion, to look at first. {what}", what) } else { what };
        if lines.is_empty() || *replaced == 0 && is_blank {
            return format!("{}\n\n", self.language.say(text!("{what}.", what)));
        }
        let shown: Vec<_> = lines.iter().map(|line| sanitize::line(line)).collect();
        let what = self.language.say(text!("{what}:", what));
        format!("{what}\n\n{}\n", fenced(&shown.join("\n"), "markdown"))
    }

    fn name_of(&self, path: &str, line: usize) -> String {
        let name = self.language.say(text!("{file} line {line}", file = code(path), line));
        self.page.page.link_to(name, path, line)
    }
}

/// `found`, which is sorted, by line: in the order of the first findings.
fn places<'a>(found: &[ReportedFinding<'a>]) -> Vec<ChangedLine<'a>> {
    let mut places: Vec<ChangedLine<'a>> = Vec::new();
    for found in found {
        let diagnostic = found.diagnostic;
        let (path, line) =
            (found.path(diagnostic.edition), found.position(diagnostic.edition, diagnostic.span.start).0);
        match places.iter_mut().find(|place| (place.path, place.line) == (path, line)) {
            Some(known) => known.findings.push(*found),
            None => places.push(ChangedLine { path, line, findings: vec![*found] }),
        }
    }
    places
}

/// `2 things to change in README.md`.
fn heading(places: &[ChangedLine<'_>], count: usize) -> Text {
    let files: BTreeSet<&str> = places.iter().map(|place| place.path).collect();
    match (files.len(), files.first()) {
        (1, Some(path)) => {
            let file = code(path);
            plural!(count, "{count} thing to change in {file}", "{count} things to change in {file}", file)
        }
        (files, _) => text!("{count} things to change in {files} files", count, files),
    }
}

/// Whether the check fails for what was found.
fn gate(report: &Report<'_>, found: &[ReportedFinding<'_>]) -> Text {
    let fails =
        |found: &&ReportedFinding<'_>| report.fails_from.is_some_and(|least| found.diagnostic.severity >= least);
    match found.iter().filter(fails).count() {
        0 if found.len() == 1 => text!("It does not fail the check."),
        0 => text!("None of them fails the check."),
        all if all == found.len() => text!("The check fails until this is changed."),
        1 => text!("One of them fails the check."),
        some => text!("{some} of them fail the check.", some),
    }
}

fn is_short(correction: &Correction<'_>) -> bool {
    correction.lines.len() <= LINES && correction.lines.iter().map(String::len).sum::<usize>() <= BYTES
}
