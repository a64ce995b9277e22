//! Groups of links for a terminal, a file or a pipe: a line for each link.

use crate::report::concise::severity_style;
use crate::report::link_groups::{LinkGroup, ReportedLink};
use crate::report::look::{Look, Screen};
use crate::terminal::sanitize;
use anstyle::Style;
use curate_document::script::display_width;
use std::io::{self, Write};

/// Lines of a page that links may take.
const PAGE: usize = 54;
/// Lines of it that are kept for each group to come.
const KEPT: usize = 5;
/// Columns that are left of a title, however narrow the terminal is.
const SHORTEST_TITLE: usize = 12;
/// Where a link begins on a terminal.
const INDENT: &str = "    ";

/// Writes `groups`, on a terminal no more than a page of them; `taken` lines of it are taken.
///
/// # Errors
///
/// Where `out` cannot be written.
pub(super) fn write(groups: &[LinkGroup<'_>], look: Look, taken: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut left = PAGE.saturating_sub(taken);
    for (index, group) in groups.iter().enumerate() {
        heading(group, look, out)?;
        match look.screen {
            None => group.links.iter().try_for_each(|link| line(&format!("  {}", whole(link)), out))?,
            Some(screen) => {
                let kept = KEPT * (groups.len() - index - 1);
                left -= on_screen(group, screen, left.saturating_sub(kept), out)?.min(left);
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

fn heading(group: &LinkGroup<'_>, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let (heading, advice) = (group.heading(), group.group.advice().replace('`', ""));
    let fits = look.screen.is_none_or(|screen| heading.len() + advice.len() + 2 <= screen.width);
    let style = if look.coloured { severity_style(group.severity) } else { Style::new() };
    let gap = if fits { ": " } else { ":\n  " };
    writeln!(out, "{style}{heading}{style:#}{gap}{advice}")
}

/// All of `link` in one line.
fn whole(link: &ReportedLink<'_>) -> String {
    let place = |(path, lines): &(&str, Vec<usize>)| {
        let places: Vec<String> = lines.iter().map(|line| format!("{}:{line}", sanitize::line(path))).collect();
        places.join(", ")
    };
    let places: Vec<String> = link.documents.iter().map(place).collect();
    format!("{}  {}  {}", places.join(", "), name(link, usize::MAX), sanitize::line(&link.subject.result))
}

/// The title, of at most `columns`, and the URL.
fn name(link: &ReportedLink<'_>, columns: usize) -> String {
    let url = sanitize::line(&link.subject.url);
    match &link.subject.title {
        Some(title) => format!("\"{}\" {url}", cut(&sanitize::line(title), columns)),
        None => url.into_owned(),
    }
}

/// Writes `group` in at most `room` lines, but for two links of it; how many it took. Documents are named once for the links
/// that follow.
fn on_screen(group: &LinkGroup<'_>, screen: Screen, room: usize, out: &mut dyn Write) -> io::Result<usize> {
    let mut taken = 3;
    let mut documents: Vec<&str> = Vec::new();
    for (index, link) in group.links.iter().enumerate() {
        let names: Vec<&str> = link.documents.iter().map(|(path, _)| *path).collect();
        let lines = lines_of(link, screen.width);
        let names_anew = names != documents;
        let rows = lines.iter().map(|line| display_width(line).div_ceil(screen.width.max(1)).max(1)).sum::<usize>();
        let rows = rows + usize::from(names_anew);
        if !screen.scrolls && index >= 2 && taken + rows > room {
            let more = group.links.len() - index;
            writeln!(out, "  … and {more} more (--all shows them)")?;
            return Ok(taken);
        }
        taken += rows;
        if names_anew {
            let shown: Vec<String> = names.iter().map(|path| sanitize::line(path).into_owned()).collect();
            line(&format!("  {}", shown.join(" · ")), out)?;
            documents = names;
        }
        lines.iter().try_for_each(|text| line(text, out))?;
    }
    Ok(taken)
}

/// `link` without the names of its documents: one line where `width` allows it, with a title cut short rather than a second
/// line. What does not fit follows in a line of its own. A URL is never cut.
fn lines_of(link: &ReportedLink<'_>, width: usize) -> Vec<String> {
    let numbers = |(_, lines): &(&str, Vec<usize>)| lines.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
    let places = link.documents.iter().map(numbers).collect::<Vec<_>>().join(" · ");
    let result = sanitize::line(&link.subject.result);
    let of = |columns: usize| format!("{INDENT}{places}  {}", name(link, columns));
    // What stands around the title, which is one mark of omission here.
    let frame = display_width(&of(0)).saturating_sub(1);
    let room = width.saturating_sub(frame + 2 + display_width(&result));
    let line = format!("{}  {result}", of(room));
    let is_readable = room >= SHORTEST_TITLE || of(room) == of(usize::MAX);
    if display_width(&line) <= width && is_readable {
        return vec![line];
    }
    let room = width.saturating_sub(frame).max(SHORTEST_TITLE);
    vec![of(room), format!("{INDENT}{INDENT}{result}")]
}

/// `text` in at most `columns`.
fn cut(text: &str, columns: usize) -> String {
    if display_width(text) <= columns {
        return text.to_owned();
    }
    let mut short = String::new();
    for character in text.chars() {
        if display_width(&short) + display_width(character.encode_utf8(&mut [0; 4])) >= columns {
            break;
        }
        short.push(character);
    }
    format!("{}…", short.trim_end())
}

/// Writes one line, which no runner takes for a command.
fn line(text: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}{text}", if sanitize::is_command(text) { "\\" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use curate_rules::{LinkSubject, OutcomeGroup, Severity};
    use std::collections::BTreeMap;

    fn subjects(title: &str) -> Vec<LinkSubject> {
        let subject = |at| LinkSubject {
            title: Some(title.to_owned()),
            url: format!("https://lamp.example/gone/{at}"),
            result: "404 Not Found".to_owned(),
            others: BTreeMap::new(),
        };
        (0..100).map(subject).collect()
    }

    fn shown(title: &str, screen: Option<Screen>) -> Vec<String> {
        let subjects = subjects(title);
        let of = |group| {
            let link = |(at, subject)| ReportedLink {
                subject,
                documents: vec![("README.md", vec![at + 5]), ("::error::x.md", vec![at + 7, at + 300])],
            };
            LinkGroup { group, severity: Severity::Error, links: subjects.iter().enumerate().map(link).collect() }
        };
        let mut out = Vec::new();
        let groups = [of(OutcomeGroup::Dead), of(OutcomeGroup::Suspect)];
        write(&groups, Look { coloured: false, screen }, 0, &mut out).expect("written");
        String::from_utf8(out).expect("UTF-8").lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_terminal_gets_a_page_and_each_document_once() {
        let wide = "灯具大全，各种各样的灯，台灯落地灯吊灯";
        for (title, width, most) in [("Lamp", 80, 60), (wide, 80, 60), ("Lamp", 40, 64)] {
            let lines = shown(title, Some(Screen { width, scrolls: false }));
            let rows: usize = lines.iter().map(|line| display_width(line).div_ceil(width).max(1)).sum();
            assert!(rows <= most, "{rows}: {lines:#?}");
            assert_eq!(lines.iter().filter(|line| *line == "  README.md · ::error::x.md").count(), 2, "{lines:#?}");
            assert_eq!(lines.iter().filter(|line| line.ends_with("more (--all shows them)")).count(), 2, "{lines:#?}");
        }
        let lines = shown("Lamp", Some(Screen { width: 80, scrolls: false }));
        let first = "    5 · 7, 300  \"Lamp\" https://lamp.example/gone/0  404 Not Found";
        assert!(lines.iter().any(|line| line == first), "{lines:#?}");
        let lines = shown("A lamp that has a name of its own", Some(Screen { width: 80, scrolls: false }));
        let first = "    5 · 7, 300  \"A lamp that has a…\" https://lamp.example/gone/0  404 Not Found";
        assert!(lines.iter().any(|line| line == first), "cut rather than wrapped: {lines:#?}");
    }

    #[test]
    fn who_wants_all_and_who_reads_a_file_get_all() {
        let all = shown("Lamp", Some(Screen { width: 80, scrolls: true }));
        assert_eq!(all.iter().filter(|line| line.contains("404 Not Found")).count(), 200);
        let lines = shown("Lamp", None);
        let first =
            "  README.md:5, ::error::x.md:7, ::error::x.md:300  \"Lamp\" https://lamp.example/gone/0  404 Not Found";
        assert!(lines.iter().any(|line| line == first), "{lines:#?}");
        assert_eq!(lines.iter().filter(|line| line.contains("404 Not Found")).count(), 200);
    }
}
