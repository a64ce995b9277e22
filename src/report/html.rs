//! A page of its own for a browser: no script, nothing loaded from elsewhere.

use crate::locale::SpokenLanguage;
use crate::report::findings::{Report, ReportedFinding};
use crate::report::format::Format;
use crate::report::link_groups::{GroupedReport, LinkGroup, by_group};
use crate::report::link_rows::rows;
use crate::report::rule_page::rule_page;
use crate::report::summary::{links_lines, summary_line};
use crate::terminal::sanitize;
use curate_rules::{Applicability, Text, text};
use std::io::{self, Write};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;\
    color-scheme:light dark}table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;\
    padding:.4rem .6rem;border-bottom:1px solid #8884}.error{color:#c0392b}.warning{color:#b8860b}.hint{color:#2980b9}\
    code{font-size:.9em}.help{opacity:.75}td>code{overflow-wrap:anywhere}";

/// One page.
pub(super) struct Html;

impl Format for Html {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let language = report.language;
        writeln!(out, "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">", language.tag())?;
        writeln!(out, "<meta name=\"viewport\" content=\"width=device-width\">")?;
        writeln!(
            out,
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        )?;
        writeln!(out, "<title>curate</title>\n<style>{STYLE}</style>\n</head>\n<body>")?;
        writeln!(out, "<h1>curate</h1>\n<p>{}</p>", escaped(&summary_line(report)))?;
        if let Some(links) = report.links.filter(|links| !links.is_empty()) {
            links_lines(links, language).try_for_each(|line| writeln!(out, "<p>{}</p>", escaped(&line)))?;
        }
        let GroupedReport { worst, of_text, hints } = by_group(report);
        worst.iter().try_for_each(|group| section(group, language, out))?;
        for group in of_text.chunk_by(|a, b| path(a) == path(b)) {
            let Some(first) = group.first() else { continue };
            writeln!(out, "<h2><bdi>{}</bdi></h2>\n<table>", escaped(path(first)))?;
            writeln!(out, "{}", head([text!("line"), text!("level"), text!("rule"), text!("finding")], language))?;
            group.iter().try_for_each(|found| row(found, language, out))?;
            writeln!(out, "</table>")?;
        }
        hints.iter().try_for_each(|group| section(group, language, out))?;
        writeln!(out, "</body>\n</html>")
    }

    fn is_for_people(&self) -> bool {
        false
    }
}

/// A table of links, a row for each.
fn section(group: &LinkGroup<'_>, language: SpokenLanguage, out: &mut dyn Write) -> io::Result<()> {
    let (heading, class) = (escaped(&language.say(group.heading())), group.severity.name());
    writeln!(
        out,
        "<h2 class=\"{class}\">{heading}</h2>\n<p>{}</p>\n<table>",
        escaped(&language.say(group.advice()).replace('`', ""))
    )?;
    writeln!(out, "{}", head([text!("where"), text!("link"), text!("result")], language))?;
    for row in rows(group, language) {
        let lines =
            row.documents.iter().flat_map(|(path, lines)| lines.iter().map(move |line| format!("{path}:{line}")));
        let mut places: Vec<String> = lines.map(|place| format!("<bdi>{}</bdi>", escaped(&place))).collect();
        places.extend(row.is_cut.then(|| "…".to_owned()));
        let title = row.title.map(|title| format!("<bdi>{}</bdi><br>", escaped(title)));
        write!(out, "<tr><td>{}</td><td>{}", places.join("<br>"), title.unwrap_or_default())?;
        writeln!(out, "<code>{}</code></td><td>{}</td></tr>", escaped(&row.name), escaped(&row.result))?;
    }
    writeln!(out, "</table>")
}

fn path<'a>(found: &ReportedFinding<'a>) -> &'a str {
    found.path(found.diagnostic.edition)
}

/// The first row of a table.
fn head<const N: usize>(words: [Text; N], language: SpokenLanguage) -> String {
    let cells = words.map(|word| format!("<th>{}</th>", escaped(&language.say(word))));
    format!("<tr>{}</tr>", cells.concat())
}

fn row(found: &ReportedFinding<'_>, language: SpokenLanguage, out: &mut dyn Write) -> io::Result<()> {
    let diagnostic = found.diagnostic;
    let (line, column) = found.position(diagnostic.edition, diagnostic.span.start);
    let (class, severity) = (diagnostic.severity.name(), language.severity(diagnostic.severity));
    write!(out, "<tr><td>{line}:{column}</td><td class=\"{class}\">{severity}</td>")?;
    let (name, page) = (diagnostic.rule, rule_page(diagnostic.rule, language));
    write!(out, "<td><a href=\"{page}\"><code>{name}</code></a></td><td>{}", escaped(&diagnostic.message.to_string()))?;
    if let Some(help) = &diagnostic.help {
        write!(out, "<br><span class=\"help\">{}</span>", escaped(&help.to_string()))?;
    }
    if let Some(fix) = &diagnostic.fix {
        let option = if fix.applicability == Applicability::Safe { "--fix" } else { "--unsafe-fixes" };
        write!(out, "<br><span class=\"help\">{} (<code>{option}</code>)</span>", escaped(&fix.title.to_string()))?;
    }
    writeln!(out, "</td></tr>")
}

/// `text` for content or for an attribute in quotes.
fn escaped(text: &str) -> String {
    let text = sanitize::line(text);
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
