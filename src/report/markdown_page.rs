//! A table with what to do about it, for the comment of a bot or the summary of a job.
//!
//! What comes from a list is only text there: it mentions nobody, links nowhere, and is not markup.

use crate::report::counts::counted;
use crate::report::findings::{Report, ReportedFinding, declared};
use crate::report::format::Format;
use crate::report::summary::summary_line;
use crate::terminal::sanitize;
use curate_rules::{Applicability, Severity};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

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
}

impl Format for Markdown {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(MarkdownPage { most: usize::MAX, notes: &[], patch: "" }.of(report).as_bytes())
    }

    fn is_for_people(&self) -> bool {
        false
    }
}

impl MarkdownPage<'_> {
    /// How every page begins.
    pub(crate) const BEGINS: &'static str = "## curate\n";

    /// The page of `report`, the worst findings first. What does not fit is counted.
    pub(crate) fn of(&self, report: &Report<'_>) -> String {
        let mut shown = report.shown();
        shown.sort_by_key(|found| std::cmp::Reverse(found.diagnostic.severity));
        let mut page = format!("{}\n{}\n\n", Self::BEGINS, text(&summary_line(report)));
        for note in self.notes {
            let _ = writeln!(page, "> {}\n", text(note));
        }
        if shown.is_empty() {
            return page;
        }
        let how = how_to_fix(&shown);
        let patch = patch(self.patch);
        // The table may have what the advice leaves; the patch comes only where all of it fits.
        let room = self.most.saturating_sub(how.len() + 200);
        page.push_str("| | where | finding |\n|---|---|---|\n");
        for (index, found) in shown.iter().enumerate() {
            let row = row(found);
            if page.len() + row.len() > room {
                let _ = writeln!(page, "| | | and {} |", counted(shown.len() - index, "more finding"));
                break;
            }
            page.push_str(&row);
        }
        page.push_str(&how);
        if page.len() + patch.len() <= self.most {
            page.push_str(&patch);
        } else if page.len() + 100 <= self.most {
            page.push_str("\nThe suggested patch is too long to be shown; `curate lint --diff` prints it.\n");
        }
        page
    }
}

fn row(found: &ReportedFinding<'_>) -> String {
    let diagnostic = found.diagnostic;
    let (line, _) = found.position(diagnostic.edition, diagnostic.span.start);
    let place = code(&format!("{}:{line}", found.path(diagnostic.edition)));
    let mut row = format!("| {} | {place} | {}", diagnostic.severity.name(), prose(&diagnostic.message));
    if let Some(help) = &diagnostic.help {
        let _ = write!(row, "<br>{}", prose(help));
    }
    let _ = writeln!(row, " ({}) |", code(diagnostic.rule));
    row
}

/// What is to be done, by rule, from the rules' own pages.
fn how_to_fix(shown: &[ReportedFinding<'_>]) -> String {
    let safe = shown.iter().filter(|found| found.applicability() == Some(Applicability::Safe)).count();
    let mut how = String::from("\n### How to fix\n\n");
    if safe > 0 {
        let _ = writeln!(how, "`curate lint --fix` fixes {} by itself.\n", counted(safe, "finding"));
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

/// `text` of a message: what it has between backticks is code, the rest is text and nothing else.
fn prose(message: &str) -> String {
    let parts: Vec<&str> = message.split('`').collect();
    // A backtick too many is one of the list's own.
    if parts.len().is_multiple_of(2) {
        return text(message);
    }
    let part = |(index, part): (usize, &&str)| if index % 2 == 1 && !part.is_empty() { code(part) } else { text(part) };
    parts.iter().enumerate().map(part).collect()
}

/// `raw` as a code span in a table.
fn code(raw: &str) -> String {
    let raw = sanitize::line(raw).replace('|', "\\|");
    let fence = "`".repeat(longest_run(&raw) + 1);
    let touches = raw.starts_with(['`', ' ']) || raw.ends_with(['`', ' ']);
    let pad = if touches { " " } else { "" };
    format!("{fence}{pad}{raw}{pad}{fence}")
}

/// `raw` as text: markup is escaped. Mentions, references and addresses, which GitHub and GitLab find in what is rendered,
/// are broken by a space without width.
fn text(raw: &str) -> String {
    let raw = sanitize::line(raw);
    let mut out = String::with_capacity(raw.len() + 16);
    let mut characters = raw.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '|' | '$' => {
                out.push('\\');
                out.push(character);
            }
            // `!` and `%` begin references of GitLab: merge requests and milestones.
            '@' | '#' | '!' | '%' => {
                out.push(character);
                out.push_str("&#8203;");
            }
            ':' if characters.peek() == Some(&'/') => out.push_str(":&#8203;"),
            '.' if ends_with_word(&out, "www") => out.push_str("&#8203;."),
            '-' if ends_with_word(&out, "gh") => out.push_str("&#8203;-"),
            character => out.push(character),
        }
    }
    out
}

fn ends_with_word(out: &str, word: &str) -> bool {
    out.len().checked_sub(word.len()).and_then(|at| out.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(word))
}

fn longest_run(text: &str) -> usize {
    text.split(|character| character != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_only_text() {
        for (raw, expected) in [
            ("plain 中文 é.", "plain 中文 é."),
            ("@octo", "@&#8203;octo"),
            ("octo/x#1, GH-2", "octo/x#&#8203;1, GH&#8203;-2"),
            ("<b>*x*</b>", "&lt;b&gt;\\*x\\*&lt;/b&gt;"),
            ("[a](https://x.example)", "\\[a\\](https:&#8203;//x.example)"),
            ("www.x.example", "www&#8203;.x.example"),
            ("a|b\nc", "a\\|b\\\\nc"),
            ("&amp;&#64;x", "&amp;amp;&amp;#&#8203;64;x"),
        ] {
            assert_eq!(text(raw), expected);
        }
    }

    #[test]
    fn code_is_only_code() {
        for (raw, expected) in
            [("a", "`a`"), ("`a`", "`` `a` ``"), ("a``b", "```a``b```"), ("a|b", "`a\\|b`"), (" a", "`  a `")]
        {
            assert_eq!(code(raw), expected);
        }
    }

    #[test]
    fn what_is_between_backticks_is_code() {
        assert_eq!(prose("use `@a` for @b"), "use `@a` for @&#8203;b");
        assert_eq!(prose("a ` b"), "a \\` b");
        assert_eq!(prose("a `` b"), "a  b");
    }
}
