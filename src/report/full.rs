//! Findings with the lines of the list, what is wrong marked in them (by miette); of links that were checked, a line each.

use crate::report::clip::Clip;
use crate::report::digest;
use crate::report::findings::{Report, ReportedFinding};
use crate::report::format::Format;
use crate::report::link_groups::{GroupedReport, by_group};
use crate::report::link_lines::LinkLines;
use crate::report::look::{Look, Screen};
use crate::report::rule_page::rule_name;
use crate::report::snippet::Snippet;
use crate::terminal::flow::flow;
use crate::terminal::{help_word, sanitize};
use anstyle::{AnsiColor, Style};
use curate_document::script::display_width;
use curate_rules::{Applicability, Severity, text};
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::fmt::{self, Write as _};
use std::io::{self, Write};

/// So few findings are rendered before another thread would have begun.
const FEWEST: usize = 32;
/// The lines that a finding takes at least.
const LOWEST: usize = 4;
/// Lines that are left to the summary.
const SUMMARY: usize = 2;
/// The fewest columns that miette is given.
const NARROWEST: usize = 30;
/// The columns of what stands before a fix, `   fix: `, as before a help text of miette.
const FIX_WIDTH: usize = 8;

/// Findings with their lines.
pub(super) struct Full {
    handler: GraphicalReportHandler,
    look: Look,
}

impl Full {
    /// The format, looking like that.
    pub(super) fn new(look: Look) -> Self {
        let theme = if look.coloured { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let handler = GraphicalReportHandler::new_themed(theme)
            .without_syntax_highlighting()
            .with_urls(false)
            .with_context_lines(0);
        let handler = match look.screen {
            Some(screen) => handler.with_width(screen.width.max(NARROWEST)),
            // Wrapped lines could begin with what a CI runner takes for a command.
            None => handler.with_wrap_lines(false),
        };
        Self { handler, look }
    }
}

impl Full {
    /// What is shown of `found`: where a terminal does not hold all of it, a digest.
    fn lines(&self, found: &[ReportedFinding<'_>]) -> Result<Vec<String>, fmt::Error> {
        let page = self.look.screen.filter(|screen| !screen.scrolls);
        let is_many = |screen: &Screen| found.len() * LOWEST > screen.height;
        if let Some(screen) = page.filter(is_many) {
            return Ok(digest::lines(found, screen, self.look));
        }
        let rendered = found.par_iter().with_min_len(FEWEST).map(|found| self.rendered(found));
        let rendered: Vec<String> = rendered.collect::<Result<_, fmt::Error>>()?;
        let lines: Vec<String> = rendered.iter().flat_map(|text| text.lines().chain([""])).map(str::to_owned).collect();
        Ok(match page.filter(|screen| found.len() > 1 && lines.len() + SUMMARY > screen.height) {
            Some(screen) => digest::lines(found, screen, self.look),
            None => lines,
        })
    }

    /// `found` as it is shown, with the lines of the list.
    fn rendered(&self, found: &ReportedFinding<'_>) -> Result<String, fmt::Error> {
        let language = self.look.language;
        let clip = self.look.screen.map_or(Clip::FILE, |screen| Clip::drawn_within(screen.width));
        let mut text = String::new();
        self.handler.render_report(&mut text, &ShownFinding::of(found, clip))?;
        if found.diagnostic.help.is_some() {
            text = help_word::spoken(&text, language);
        }
        if self.look.linked {
            // The name comes first.
            text = text.replacen(found.diagnostic.rule, &rule_name(found.diagnostic.rule, self.look), 1);
        }
        if let Some(fix) = &found.diagnostic.fix {
            let option = match fix.applicability {
                Applicability::Safe => "--fix",
                Applicability::Unsafe => "--unsafe-fixes",
            };
            let style = if self.look.coloured { AnsiColor::Green.on_default() } else { Style::new() };
            let fix = format!("{} ({option})", sanitize::line(&fix.title.to_string()));
            let lines = match self.look.screen {
                Some(screen) => {
                    flow(&fix, screen.width.saturating_sub(FIX_WIDTH), 0).join(&format!("\n{:FIX_WIDTH$}", ""))
                }
                None => fix,
            };
            let (word, colon) = (language.say(text!("fix")), language.say(text!(": ")));
            let indent = FIX_WIDTH - display_width(&word) - display_width(&colon);
            writeln!(text, "{:indent$}{style}{word}{style:#}{colon}{lines}", "")?;
        }
        Ok(text)
    }
}

impl Format for Full {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let GroupedReport { worst, mut of_text, hints } = by_group(report);
        if self.look.screen.is_some() {
            // Whoever scrolls finds the worst first; a file is read from its top to its end.
            of_text.sort_by_key(|found| Reverse(found.diagnostic.severity));
        }
        let mut lines = LinkLines::new(self.look);
        lines.write(&worst, hints.len(), out)?;
        for line in self.lines(&of_text).map_err(io::Error::other)? {
            lines.take(1);
            // Every part is sanitized already; this is about a part that begins a line.
            let mark = if sanitize::is_command(&line) { "\\" } else { "" };
            writeln!(out, "{mark}{line}")?;
        }
        lines.write(&hints, 0, out)?;
        lines.end(out)
    }

    fn is_for_people(&self) -> bool {
        true
    }
}

/// A finding as miette takes it, every text sanitized.
#[derive(Debug)]
struct ShownFinding {
    rule: &'static str,
    severity: Severity,
    message: String,
    help: Option<String>,
    snippet: Snippet,
}

impl ShownFinding {
    fn of(found: &ReportedFinding<'_>, clip: Clip) -> Self {
        let diagnostic = found.diagnostic;
        let help = diagnostic.help.as_ref().map(|help| sanitize::line(&help.to_string()).into_owned());
        let message = sanitize::line(&diagnostic.message.to_string()).into_owned();
        Self { rule: diagnostic.rule, severity: diagnostic.severity, message, help, snippet: Snippet::of(found, clip) }
    }
}

impl fmt::Display for ShownFinding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for ShownFinding {}

impl Diagnostic for ShownFinding {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.rule))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Hint => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.snippet)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.snippet.labels().iter().cloned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::SpokenLanguage;
    use crate::report::findings::LintedList;
    use crate::workspace::unread_file::UnreadFile;

    #[test]
    fn a_terminal_gets_the_worst_first() {
        let of = |severity: Severity| {
            let shown = format!("{}.md", severity.name().replace("hint", "a"));
            let mut linted = LintedList::unread(&UnreadFile { shown, reason: severity.name().to_owned(), help: None });
            linted.diagnostics.iter_mut().for_each(|found| found.severity = severity);
            linted
        };
        let lists = [of(Severity::Error), of(Severity::Hint), of(Severity::Warning)];
        let report = Report {
            lists: &lists,
            documents: 3,
            hints: true,
            fails_from: None,
            complete: true,
            known: 0,
            applied: None,
            links: None,
            unchecked: &[],
            language: SpokenLanguage::En,
            day: "2026-11-24",
        };
        let order = |screen| {
            let mut out = Vec::new();
            Full::new(Look { screen, ..Look::default() }).write(&report, &mut out).expect("written");
            let text = String::from_utf8(out).expect("UTF-8");
            let mut found = ["error", "warning", "hint"].map(|word| (text.find(&format!(" {word}\n")), word));
            found.sort_unstable();
            found.map(|(_, word)| word)
        };
        assert_eq!(
            order(Some(Screen { width: 80, height: 24, scrolls: false, redrawn: false })),
            ["error", "warning", "hint"]
        );
        assert_eq!(order(None), ["hint", "error", "warning"], "in the order of the files");
    }
}
