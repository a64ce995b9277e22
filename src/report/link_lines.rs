//! Groups of links for a terminal, a file or a pipe: a line for each link.

use crate::report::concise::severity_style;
use crate::report::link_groups::LinkGroup;
use crate::report::link_rows::{LinkRow, rows};
use crate::report::look::{Look, Screen};
use crate::report::row_lines::{fitting, whole, whole_on_screen};
use crate::terminal::sanitize;
use anstyle::Style;
use curate_rules::{Severity, Text, text};
use std::io::{self, Write};

/// Lines of a page that links may take.
const PAGE: usize = 48;
/// Lines that errors may take, however little of the page is left.
const ERRORS: usize = 200;
/// Lines that warnings may take, however little of it is left: findings of text, each with its line of the list, take more.
const WARNINGS: usize = 24;
/// Lines of it that are kept for each group to come.
const KEPT: usize = 6;

/// Writes groups of links; on a terminal it knows how much of a page is taken.
pub(super) struct LinkLines {
    look: Look,
    /// Lines of the page that are left.
    left: usize,
    /// Whether anything was shortened to fit in its line.
    is_shortened: bool,
}

impl LinkLines {
    /// The lines of a page on which there is nothing yet.
    pub(super) fn new(look: Look) -> Self {
        Self { look, left: PAGE, is_shortened: false }
    }

    /// So many `lines` were written by others.
    pub(super) fn take(&mut self, lines: usize) {
        self.left = self.left.saturating_sub(lines);
    }

    /// Writes `groups`, after which come `more`.
    ///
    /// # Errors
    ///
    /// Where `out` cannot be written.
    pub(super) fn write(&mut self, groups: &[LinkGroup<'_>], more: usize, out: &mut dyn Write) -> io::Result<()> {
        for (index, group) in groups.iter().enumerate() {
            match self.look.screen {
                None => {
                    self.heading(group, group.advice(), out)?;
                    group.links.iter().try_for_each(|link| line(&format!("  {}", whole(&LinkRow::of(link))), out))?;
                }
                Some(screen) if screen.scrolls => self.all(group, screen, out)?,
                Some(screen) => {
                    let kept = KEPT * (groups.len() - index - 1 + more);
                    let least = match group.severity {
                        Severity::Error => ERRORS,
                        Severity::Warning => WARNINGS,
                        Severity::Hint => 0,
                    };
                    self.on_page(group, screen, self.left.saturating_sub(kept).max(least), out)?;
                }
            }
            writeln!(out)?;
        }
        Ok(())
    }

    /// Says how to see what was shortened.
    ///
    /// # Errors
    ///
    /// Where `out` cannot be written.
    pub(super) fn end(&self, out: &mut dyn Write) -> io::Result<()> {
        if !self.is_shortened {
            return Ok(());
        }
        writeln!(out, "{}\n", self.look.language.say(text!("shortened to fit (…); --all shows all of it")))
    }

    fn heading(&self, group: &LinkGroup<'_>, what_to_do: Text, out: &mut dyn Write) -> io::Result<()> {
        let language = self.look.language;
        let style = if self.look.coloured { severity_style(group.severity) } else { Style::new() };
        let (heading, colon) = (language.say(group.heading()), language.say(text!(": ")));
        writeln!(out, "{style}{heading}{style:#}{colon}{}", language.say(what_to_do).replace('`', ""))
    }

    /// Writes all of `group`.
    fn all(&self, group: &LinkGroup<'_>, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
        self.heading(group, group.advice(), out)?;
        let rows: Vec<LinkRow<'_>> = group.links.iter().map(LinkRow::of).collect();
        let mut documents = None;
        for row in by_documents(&rows) {
            name_documents(row, &mut documents, out)?;
            whole_on_screen(row, screen.width).iter().try_for_each(|text| line(text, out))?;
        }
        Ok(())
    }

    /// Writes `group` in at most `room` lines: where these are few, only how many links it has.
    fn on_page(&mut self, group: &LinkGroup<'_>, screen: Screen, room: usize, out: &mut dyn Write) -> io::Result<()> {
        let rows = rows(group, self.look.language);
        let mut rows = by_documents(&rows).into_iter().peekable();
        if room < KEPT {
            self.take(2);
            return self.heading(group, group.advice_in_short(), out);
        }
        self.heading(group, group.advice(), out)?;
        // With the blank line below.
        let (mut taken, mut shown, mut documents) = (2, 0, None);
        while let Some(row) = rows.next() {
            let lines = fitting(row, screen.width);
            let needed = lines.texts.len() + usize::from(documents != Some(names(row)));
            // One line says how many more there are.
            if taken + needed + usize::from(rows.peek().is_some()) > room {
                let more = text!("… and {count} more (--all lists them)", count = group.links.len() - shown);
                writeln!(out, "  {}", self.look.language.say(more))?;
                taken += 1;
                break;
            }
            taken += needed;
            name_documents(row, &mut documents, out)?;
            lines.texts.iter().try_for_each(|text| line(text, out))?;
            self.is_shortened |= lines.is_shortened;
            shown += row.links;
        }
        self.take(taken);
        Ok(())
    }
}

/// `rows` with those together that are in the same documents.
fn by_documents<'r, 'a>(rows: &'r [LinkRow<'a>]) -> Vec<&'r LinkRow<'a>> {
    let mut orders: Vec<Vec<&str>> = Vec::new();
    let mut order = |row: &LinkRow<'a>| {
        let names = names(row);
        orders.iter().position(|known| *known == names).unwrap_or_else(|| {
            orders.push(names);
            orders.len() - 1
        })
    };
    let mut rows: Vec<(usize, &LinkRow<'a>)> = rows.iter().map(|row| (order(row), row)).collect();
    rows.sort_by_key(|(order, _)| *order);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The paths of the documents of `row`.
fn names<'a>(row: &LinkRow<'a>) -> Vec<&'a str> {
    row.documents.iter().map(|(path, _)| *path).collect()
}

/// Names the documents of `row` in a line, unless they are the `last` that were named.
fn name_documents<'a>(row: &LinkRow<'a>, last: &mut Option<Vec<&'a str>>, out: &mut dyn Write) -> io::Result<()> {
    let names = names(row);
    if last.as_ref() == Some(&names) {
        return Ok(());
    }
    let shown: Vec<String> = names.iter().map(|path| sanitize::line(path).into_owned()).collect();
    line(&format!("  {}", shown.join(" · ")), out)?;
    *last = Some(names);
    Ok(())
}

/// Writes one line, which no runner takes for a command.
fn line(text: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}{text}", if sanitize::is_command(text) { "\\" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::link_groups::ReportedLink;
    use curate_document::script::display_width;
    use curate_rules::{LinkSubject, OutcomeGroup, Text};
    use std::collections::BTreeMap;

    const PEOPLE: Option<Screen> = Some(Screen { width: 80, height: 24, scrolls: false, redrawn: false });

    /// How many links there are of a group, with a title and what became of them.
    type Links<'a> = (OutcomeGroup, usize, &'a str, &'a str);

    fn subjects(&(group, count, title, result): &Links<'_>) -> Vec<LinkSubject> {
        let subject = |at| LinkSubject {
            title: Some(title.to_owned()),
            url: format!("https://lamp{}.example/{}/{at}", at % 3, group.heading()),
            result: Text::verbatim(result),
            moved_to: result.strip_prefix("moved for good to ").map(Text::verbatim),
            others: BTreeMap::new(),
        };
        (0..count).map(subject).collect()
    }

    fn shown(all: &[Links<'_>], screen: Option<Screen>) -> Vec<String> {
        let subjects: Vec<Vec<LinkSubject>> = all.iter().map(subjects).collect();
        let groups: Vec<LinkGroup<'_>> = all.iter().zip(&subjects).map(|(links, of)| group(links.0, of)).collect();
        let mut out = Vec::new();
        let mut lines = LinkLines::new(Look { screen, ..Look::default() });
        lines.write(&groups, 0, &mut out).and_then(|()| lines.end(&mut out)).expect("written");
        String::from_utf8(out).expect("UTF-8").lines().map(str::to_owned).collect()
    }

    fn group(group: OutcomeGroup, subjects: &[LinkSubject]) -> LinkGroup<'_> {
        let severity = match group {
            OutcomeGroup::Dead => Severity::Error,
            OutcomeGroup::Suspect | OutcomeGroup::MissingPart => Severity::Warning,
            _ => Severity::Hint,
        };
        let link = |(at, subject)| ReportedLink {
            subject,
            documents: vec![("README.md", vec![at + 5]), ("::error::x.md", vec![at + 7, at + 300])],
        };
        let links = subjects.iter().enumerate().map(link).collect();
        let safe = if group == OutcomeGroup::Moved { subjects.len() } else { 0 };
        LinkGroup { group, severity, links, hidden: 0, safe, risky: 0 }
    }

    #[test]
    fn a_terminal_gets_a_page_with_all_that_is_dead() {
        let title = "灯具大全，各种各样的灯，台灯落地灯吊灯";
        let all = [
            (OutcomeGroup::Dead, 12, title, "404 Not Found"),
            (OutcomeGroup::Suspect, 8, title, "for sale, it seems: a page of a domain parker"),
            (OutcomeGroup::Unknown, 15, title, "no response for 10 s while connecting"),
            (OutcomeGroup::Blocked, 10, title, "403 Forbidden, from a bot wall (Cloudflare)"),
            (OutcomeGroup::Moved, 30, title, "moved for good to https://lamp.example/a/long/way/to/a/page.html"),
        ];
        let lines = shown(&all, PEOPLE);
        assert!(lines.len() <= PAGE + 2, "{}: {lines:#?}", lines.len());
        assert!(lines.iter().all(|line| display_width(line) <= 80), "{lines:#?}");
        assert_eq!(lines.iter().filter(|line| line.ends_with("  404 Not Found")).count(), 12, "{lines:#?}");
        assert_eq!(lines.iter().filter(|line| *line == "  README.md · ::error::x.md").count(), 5, "{lines:#?}");
        let row = "    5, 8, 11 · 7, 300, 10 …  lamp0.example: 5 URLs  no response for 10 s while…";
        assert!(lines.iter().any(|line| line == row), "a row for a host: {lines:#?}");
        assert_eq!(lines[lines.len() - 2], "shortened to fit (…); --all shows all of it");
    }

    #[test]
    fn what_is_dead_takes_more_than_a_page_and_the_rest_is_counted() {
        let all =
            [(OutcomeGroup::Dead, 122, "Lamp", "404 Not Found"), (OutcomeGroup::Unknown, 60, "Lamp", "no response")];
        let lines = shown(&all, PEOPLE);
        assert_eq!(lines.iter().filter(|line| line.ends_with("  404 Not Found")).count(), 122, "{lines:#?}");
        assert_eq!(lines[lines.len() - 2], "unknown (60): --all lists them");
        let all = [(OutcomeGroup::Dead, 1000, "Lamp", "404 Not Found")];
        let lines = shown(&all, PEOPLE);
        assert!((ERRORS - 5..=ERRORS).contains(&lines.len()), "{}", lines.len());
        assert!(lines.iter().any(|line| line.ends_with("more (--all lists them)")), "{lines:#?}");
    }

    #[test]
    fn warnings_are_listed_though_errors_fill_the_page_and_what_is_folded_says_what_fixes_it() {
        let all = [
            (OutcomeGroup::Dead, 60, "Lamp", "404 Not Found"),
            (OutcomeGroup::Suspect, 11, "Lamp", "leads to the home page"),
            (OutcomeGroup::MissingPart, 30, "Lamp", "no such part: #bulbs"),
            (OutcomeGroup::Moved, 54, "Lamp", "moved for good to https://lamp.example/"),
        ];
        let lines = shown(&all, PEOPLE);
        let ending = |end: &str| lines.iter().filter(|line| line.ends_with(end)).count();
        assert_eq!((ending("  leads to the home page"), ending("  no such part: #bulbs")), (11, 20), "{lines:#?}");
        let folded = "moved (54): --all lists them; --fix writes the new addresses";
        assert!(lines.iter().any(|line| line == folded), "{lines:#?}");
    }

    #[test]
    fn who_wants_all_and_who_reads_a_file_get_all() {
        let all = [(OutcomeGroup::Dead, 300, "Lamp", "404"), (OutcomeGroup::Unknown, 300, "Lamp", "404")];
        let lines = shown(&all, Some(Screen { width: 80, height: 24, scrolls: true, redrawn: false }));
        assert_eq!(lines.iter().filter(|line| line.ends_with("  404")).count(), 600);
        let lines = shown(&all, None);
        let first = "  README.md:5, ::error::x.md:7, ::error::x.md:300  \"Lamp\" https://lamp0.example/dead/0  404";
        assert_eq!(lines.get(1).map(String::as_str), Some(first));
        assert_eq!(lines.iter().filter(|line| line.ends_with("  404")).count(), 600);
    }
}
