//! A table with what to do about it, for the comment of a bot or the summary of a job.
//!
//! What comes from a list is only text there: it mentions nobody, links nowhere, and is not markup.

use crate::locale::{RuleTexts, SpokenLanguage};
use crate::report::findings::{Report, ReportedFinding, declared};
use crate::report::format::Format;
use crate::report::link_groups::{GroupedReport, LinkGroup, by_group};
use crate::report::link_rows::{LinkRow, rows};
use crate::report::markdown_text::{self, code, fenced, prose};
use crate::report::summary::{links_lines, summary_line};
use curate_rules::{Applicability, Severity, Text, plural, text};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

/// What stands for itself in the path of a link to a line.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.');

/// Every finding as markdown.
pub(super) struct Markdown;

/// A report as markdown of a bounded size.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MarkdownPage<'a> {
    /// The most bytes it may have.
    pub most: usize,
    /// What is to be said before anything else; our own words.
    pub notes: &'a [Text],
    /// What `--fix` would change, as a unified diff.
    pub patch: &'a str,
    /// The address on the web of the folder that paths begin in, with a slash at its end: places become links. `None` where it
    /// is not known.
    pub files_at: Option<&'a str>,
}

impl Format for Markdown {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(MarkdownPage { most: usize::MAX, notes: &[], patch: "", files_at: None }.of(report).as_bytes())
    }

    fn is_for_people(&self) -> bool {
        false
    }
}

impl MarkdownPage<'_> {
    /// How every page begins.
    pub(crate) const BEGINS: &'static str = "## curate\n";

    /// The page of `report`: links that are gone, findings of text, the worst first, then what there are only hints of. What does
    /// not fit is counted.
    pub(crate) fn of(&self, report: &Report<'_>) -> String {
        let most = self.most.saturating_sub(Self::BEGINS.len() + 1);
        format!("{}\n{}", Self::BEGINS, Self { most, ..*self }.body(report))
    }

    /// The same without its heading.
    pub(super) fn body(&self, report: &Report<'_>) -> String {
        let language = report.language;
        let GroupedReport { worst, mut of_text, hints } = by_group(report);
        of_text.sort_by_key(|found| std::cmp::Reverse(found.diagnostic.severity));
        let mut page = format!("{}\n\n", markdown_text::text(&summary_line(report)));
        if let Some(links) = report.links.filter(|links| !links.is_empty()) {
            for line in links_lines(links, report.language) {
                let _ = writeln!(page, "{}\n", markdown_text::text(&line));
            }
        }
        for note in self.notes {
            let _ = writeln!(page, "> {}\n", markdown_text::text(&language.say(note.clone())));
        }
        if of_text.is_empty() && worst.is_empty() && hints.is_empty() {
            return page;
        }
        // Where all are long, each has a half of what those before it leave.
        let half = |page: &String, is_last: bool| self.most.saturating_sub(page.len()) / if is_last { 1 } else { 2 };
        page.push_str(&self.links(&worst, language, half(&page, of_text.is_empty() && hints.is_empty())));
        if !of_text.is_empty() {
            self.findings(&of_text, language, half(&page, hints.is_empty()), &mut page);
        }
        page.push_str(&self.links(&hints, language, half(&page, true)));
        let patch = patch(self.patch, language);
        if page.len() + patch.len() <= self.most {
            page.push_str(&patch);
        } else if page.len() + 100 <= self.most {
            let why = text!("The suggested patch is too long to be shown; `curate lint --diff` prints it.");
            let _ = writeln!(page, "\n{}", language.say(why));
        }
        page
    }

    /// Adds a table of `found` with what to do, of at most `most` bytes.
    fn findings(&self, found: &[ReportedFinding<'_>], language: SpokenLanguage, most: usize, page: &mut String) {
        let how = how_to_fix(found, language);
        // The table may have what the advice leaves; the patch comes only where all of it fits.
        let rows: Vec<String> = found.iter().map(|found| self.row(found, language)).collect();
        page.push_str(&head([None, Some(text!("where")), Some(text!("finding"))], language));
        let left = table(&rows, most.saturating_sub(how.len() + 200), page);
        if left > 0 {
            let more = plural!(left, "and {left} more finding", "and {left} more findings");
            let _ = writeln!(page, "| | | {} |", language.say(more));
        }
        page.push_str(&how);
        page.push('\n');
    }

    fn row(&self, found: &ReportedFinding<'_>, language: SpokenLanguage) -> String {
        let diagnostic = found.diagnostic;
        let (line, _) = found.position(diagnostic.edition, diagnostic.span.start);
        let place = self.place(found.path(diagnostic.edition), line);
        let severity = language.severity(diagnostic.severity);
        let mut row = format!("| {severity} | {place} | {}", prose(&diagnostic.message.to_string()));
        if let Some(help) = &diagnostic.help {
            let _ = write!(row, "<br>{}", prose(&help.to_string()));
        }
        let _ = writeln!(row, " ({}) |", code(diagnostic.rule));
        row
    }

    /// A section for each of `groups`, a row for each link, of about `most` bytes together.
    fn links(&self, groups: &[LinkGroup<'_>], language: SpokenLanguage, most: usize) -> String {
        let mut page = String::new();
        for group in groups {
            let (heading, advice) = (language.say(group.heading()), language.say(group.advice()));
            let _ = writeln!(page, "### {heading}\n\n{}\n", prose(&advice));
            page.push_str(&head([text!("where"), text!("link"), text!("result")].map(Some), language));
            let rows = rows(group, language);
            let texts: Vec<String> = rows.iter().map(|row| self.link_row(row)).collect();
            let left = table(&texts, most.saturating_sub(page.len() + 200), &mut page);
            let left: usize = rows.iter().rev().take(left).map(|row| row.links).sum();
            if left > 0 {
                let more = plural!(left, "and {left} more link", "and {left} more links");
                let _ = writeln!(page, "| | {} | |", language.say(more));
            }
            page.push('\n');
        }
        page
    }

    fn link_row(&self, row: &LinkRow<'_>) -> String {
        let places = row.documents.iter().flat_map(|(path, lines)| lines.iter().map(|line| self.place(path, *line)));
        let end = row.is_cut.then(|| "…".to_owned());
        let places = places.chain(end).collect::<Vec<_>>().join(", ");
        let title = row.title.map(|title| format!("{} ", markdown_text::text(title))).unwrap_or_default();
        format!("| {places} | {title}{} | {} |\n", code(&row.name), prose(&row.result))
    }

    /// `path:line`, a link to that line where it is known where the files are.
    fn place(&self, path: &str, line: usize) -> String {
        self.link_to(code(&format!("{path}:{line}")), path, line)
    }

    /// `shown`, a link to that line where it is known where the files are. Only as plain text has a markdown file lines on GitHub.
    pub(super) fn link_to(&self, shown: String, path: &str, line: usize) -> String {
        match self.files_at {
            Some(base) => format!("[{shown}](<{base}{}?plain=1#L{line}>)", utf8_percent_encode(path, PATH)),
            None => shown,
        }
    }
}

/// The head of a table, and the line below it.
fn head<const N: usize>(words: [Option<Text>; N], language: SpokenLanguage) -> String {
    let cells = words.map(|word| word.map_or_else(String::new, |word| format!(" {}", language.say(word))) + " |");
    format!("|{}\n|{}\n", cells.concat(), "---|".repeat(N))
}

/// Adds `rows` to `page` while they have at most `most` bytes; how many are left.
fn table(rows: &[String], most: usize, page: &mut String) -> usize {
    let mut written = 0;
    for (index, row) in rows.iter().enumerate() {
        written += row.len();
        if written > most {
            return rows.len() - index;
        }
        page.push_str(row);
    }
    0
}

/// What is to be done, by rule, from the rules' own pages.
fn how_to_fix(shown: &[ReportedFinding<'_>], language: SpokenLanguage) -> String {
    let texts = RuleTexts::new(language);
    let safe = shown.iter().filter(|found| found.applicability() == Some(Applicability::Safe)).count();
    let mut how = format!("\n### {}\n\n", language.say(text!("How to fix")));
    if safe > 0 {
        let by_itself = plural!(
            safe,
            "`curate lint --fix` fixes {safe} finding by itself. With Node, nothing needs to be installed: \
             `npx curate-lists lint --fix`; else `pip install curate-lists` brings `curate`.",
            "`curate lint --fix` fixes {safe} findings by itself. With Node, nothing needs to be installed: \
             `npx curate-lists lint --fix`; else `pip install curate-lists` brings `curate`."
        );
        let _ = writeln!(how, "{}\n", language.say(by_itself));
    }
    let mut named = BTreeSet::new();
    for found in shown.iter().filter(|found| found.diagnostic.severity > Severity::Hint) {
        let name = found.diagnostic.rule;
        if !named.insert(name) {
            continue;
        }
        let advice = declared(name).map(|rule| texts.how_to_fix(rule)).unwrap_or_default();
        let _ = writeln!(how, "- `{name}`{}{advice}", language.say(text!(": ")));
    }
    how
}

/// `diff` as a fold.
fn patch(diff: &str, language: SpokenLanguage) -> String {
    if diff.is_empty() {
        return String::new();
    }
    let name = language.say(text!("Suggested patch"));
    format!("\n<details><summary>{name}</summary>\n\n{}\n</details>\n", fenced(diff, "diff"))
}
