//! A table with what to do about it, for the comment of a bot or the summary of a job.
//!
//! What comes from a list is only text there: it mentions nobody, links nowhere, and is not markup.

use crate::report::counted::counted;
use crate::report::findings::{Report, ReportedFinding, declared};
use crate::report::format::Format;
use crate::report::link_groups::{GroupedReport, LinkGroup, by_group};
use crate::report::link_rows::{LinkRow, rows};
use crate::report::markdown_text::{code, longest_run, prose, text};
use crate::report::summary::{links_lines, summary_line};
use curate_rules::{Applicability, Severity};
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
    pub notes: &'a [String],
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
        let GroupedReport { worst, mut of_text, hints } = by_group(report);
        of_text.sort_by_key(|found| std::cmp::Reverse(found.diagnostic.severity));
        let mut page = format!("{}\n{}\n\n", Self::BEGINS, text(&summary_line(report)));
        if let Some(links) = report.links.filter(|links| !links.is_empty()) {
            for line in links_lines(links) {
                let _ = writeln!(page, "{}\n", text(&line));
            }
        }
        for note in self.notes {
            let _ = writeln!(page, "> {}\n", text(note));
        }
        if of_text.is_empty() && worst.is_empty() && hints.is_empty() {
            return page;
        }
        // Where all are long, each has a half of what those before it leave.
        let half = |page: &String, is_last: bool| self.most.saturating_sub(page.len()) / if is_last { 1 } else { 2 };
        page.push_str(&self.links(&worst, half(&page, of_text.is_empty() && hints.is_empty())));
        if !of_text.is_empty() {
            self.findings(&of_text, half(&page, hints.is_empty()), &mut page);
        }
        page.push_str(&self.links(&hints, half(&page, true)));
        let patch = patch(self.patch);
        if page.len() + patch.len() <= self.most {
            page.push_str(&patch);
        } else if page.len() + 100 <= self.most {
            page.push_str("\nThe suggested patch is too long to be shown; `curate lint --diff` prints it.\n");
        }
        page
    }

    /// Adds a table of `found` with what to do, of at most `most` bytes.
    fn findings(&self, found: &[ReportedFinding<'_>], most: usize, page: &mut String) {
        let how = how_to_fix(found);
        // The table may have what the advice leaves; the patch comes only where all of it fits.
        let rows: Vec<String> = found.iter().map(|found| self.row(found)).collect();
        page.push_str("| | where | finding |\n|---|---|---|\n");
        let left = table(&rows, most.saturating_sub(how.len() + 200), page);
        if left > 0 {
            let _ = writeln!(page, "| | | and {} |", counted(left, "more finding"));
        }
        page.push_str(&how);
        page.push('\n');
    }

    fn row(&self, found: &ReportedFinding<'_>) -> String {
        let diagnostic = found.diagnostic;
        let (line, _) = found.position(diagnostic.edition, diagnostic.span.start);
        let place = self.place(found.path(diagnostic.edition), line);
        let mut row = format!("| {} | {place} | {}", diagnostic.severity.name(), prose(&diagnostic.message));
        if let Some(help) = &diagnostic.help {
            let _ = write!(row, "<br>{}", prose(help));
        }
        let _ = writeln!(row, " ({}) |", code(diagnostic.rule));
        row
    }

    /// A section for each of `groups`, a row for each link, of about `most` bytes together.
    fn links(&self, groups: &[LinkGroup<'_>], most: usize) -> String {
        let mut page = String::new();
        for group in groups {
            let _ = writeln!(page, "### {}\n\n{}\n", group.heading(), prose(&group.advice()));
            page.push_str("| where | link | result |\n|---|---|---|\n");
            let rows = rows(group);
            let texts: Vec<String> = rows.iter().map(|row| self.link_row(row)).collect();
            let left = table(&texts, most.saturating_sub(page.len() + 200), &mut page);
            let left: usize = rows.iter().rev().take(left).map(|row| row.links).sum();
            if left > 0 {
                let _ = writeln!(page, "| | and {} | |", counted(left, "more link"));
            }
            page.push('\n');
        }
        page
    }

    fn link_row(&self, row: &LinkRow<'_>) -> String {
        let places = row.documents.iter().flat_map(|(path, lines)| lines.iter().map(|line| self.place(path, *line)));
        let end = row.is_cut.then(|| "…".to_owned());
        let places = places.chain(end).collect::<Vec<_>>().join(", ");
        let title = row.title.map(|title| format!("{} ", text(title))).unwrap_or_default();
        format!("| {places} | {title}{} | {} |\n", code(&row.name), prose(row.result))
    }

    /// `path:line`, a link to that line where it is known where the files are.
    fn place(&self, path: &str, line: usize) -> String {
        let shown = code(&format!("{path}:{line}"));
        match self.files_at {
            Some(base) => format!("[{shown}](<{base}{}#L{line}>)", utf8_percent_encode(path, PATH)),
            None => shown,
        }
    }
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
fn how_to_fix(shown: &[ReportedFinding<'_>]) -> String {
    let safe = shown.iter().filter(|found| found.applicability() == Some(Applicability::Safe)).count();
    let mut how = String::from("\n### How to fix\n\n");
    if safe > 0 {
        let _ = writeln!(
            how,
            "`curate lint --fix` fixes {} by itself. With Node, nothing needs to be installed: `npx curate-lists lint --fix`; \
             else `pip install curate-lists` brings `curate`.\n",
            counted(safe, "finding")
        );
    }
    let mut named = BTreeSet::new();
    for found in shown.iter().filter(|found| found.diagnostic.severity > Severity::Hint) {
        let name = found.diagnostic.rule;
        if !named.insert(name) {
            continue;
        }
        let page = declared(name).map(curate_rules::Declaration::page).unwrap_or_default();
        let lines = page.lines().skip_while(|line| *line != "## Fix").skip(2);
        let advice: Vec<&str> = lines.take_while(|line| !line.is_empty() && !line.starts_with('#')).collect();
        let _ = writeln!(how, "- `{name}`: {}", advice.join(" "));
    }
    how
}

/// `diff` in a fence that nothing in it can close.
fn patch(diff: &str) -> String {
    if diff.is_empty() {
        return String::new();
    }
    let fence = "`".repeat(longest_run(diff).max(2) + 1);
    let end = if diff.ends_with('\n') { "" } else { "\n" };
    format!("\n<details><summary>Suggested patch</summary>\n\n{fence}diff\n{diff}{end}{fence}\n\n</details>\n")
}
