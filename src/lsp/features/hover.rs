//! What a client shows where the pointer rests: of a link what is known of it, of a finding the page of its rule.

use crate::locale::RuleTexts;
use crate::lsp::features::anchors::{AnchorPosition, anchor_position, destination_of};
use crate::lsp::features::cursor::{link_at, touches};
use crate::lsp::features::markdown_text::plain;
use crate::lsp::features::pages::Page;
use crate::lsp::snapshot::Snapshot;
use curate_document::{Document, Link, Span};
use curate_rules::{Diagnostic, RULES, Text, plural, text};
use gen_lsp_types::{Hover, MarkupContent, MarkupKind, Position, Uri};

/// So many pages of rules are shown at once; more are not read.
const PAGES: usize = 3;

/// What is known of what is at `position`, in markdown; `None` where that is nothing.
pub(crate) fn hover(snapshot: &Snapshot, uri: &Uri, position: Position) -> Option<Hover> {
    let page = snapshot.page_at(uri)?;
    let offset = page.offset(position);
    let of_link = link_at(page.document, offset).and_then(|link| Some((link.span, about_link(snapshot, page, link)?)));
    let findings = findings_at(snapshot, page, offset);
    let of_rules = rule_pages(snapshot, &findings);
    let span = of_link.as_ref().map(|(span, _)| *span).or_else(|| findings.first().map(|(_, span)| *span))?;
    let parts: Vec<String> = of_link.map(|(_, text)| text).into_iter().chain(of_rules).collect();
    let contents = MarkupContent { kind: MarkupKind::Markdown, value: parts.join("\n\n---\n\n") };
    Some(Hover { contents: contents.into(), range: Some(page.range(span)) })
}

/// The findings at `offset` of `page`, the narrowest first, with their places there.
fn findings_at<'a>(snapshot: &'a Snapshot, page: Page<'_>, offset: usize) -> Vec<(&'a Diagnostic, Span)> {
    let Some(edition) = page.edition else { return Vec::new() };
    let at = |diagnostic: &'a Diagnostic| {
        let mut places = diagnostic.places().filter(|(of, span)| *of == edition && touches(*span, offset));
        places.next().map(|(_, span)| (diagnostic, span))
    };
    let mut found: Vec<_> = snapshot.diagnostics.iter().filter_map(at).collect();
    found.sort_by_key(|(_, span)| (!span.covers(offset), span.len()));
    found
}

/// The pages of the rules of `findings`, each once.
fn rule_pages(snapshot: &Snapshot, findings: &[(&Diagnostic, Span)]) -> Vec<String> {
    let mut names: Vec<&str> = Vec::new();
    for (diagnostic, _) in findings {
        if !names.contains(&diagnostic.rule) && names.len() < PAGES {
            names.push(diagnostic.rule);
        }
    }
    let texts = RuleTexts::new(snapshot.language);
    let rules = names.iter().filter_map(|name| RULES.iter().find(|rule| rule.name == *name));
    rules.map(|rule| texts.page(rule).trim().to_owned()).collect()
}

/// What is known of where `link` leads: the heading, or what earlier runs have found out.
fn about_link(snapshot: &Snapshot, page: Page<'_>, link: &Link) -> Option<String> {
    if let Some((to, Some(fragment))) = destination_of(snapshot, page, link)
        && let Some(AnchorPosition::Heading(id)) = anchor_position(to.document, &fragment)
    {
        let section = to.document.section(id)?;
        let mut lines = vec![format!("**{}**", plain(&section.rendered))];
        let line = to.document.line_of(section.title.start);
        lines.push(plain(&snapshot.language.say(text!("{path}, line {line}", path = to.path, line))));
        let inside = |start: usize| section.span.covers(start);
        let count = to.document.entries().iter().filter(|entry| inside(entry.span.start)).count();
        if count > 0 {
            lines.push(plain(&snapshot.language.say(plural!(count, "one entry", "{count} entries"))));
        }
        return Some(lines.join("  \n"));
    }
    let (outcome, history) = snapshot.surroundings.checked.of(link)?;
    let say = |line: &Text| format!("- {}", plain(&snapshot.language.say(line.clone())));
    let mut lines =
        vec![format!("**{}**  \n{}", plain(&name_of(page.document, link)), plain(&outcome.url)), String::new()];
    lines.extend(history.iter().map(say));
    Some(lines.join("\n"))
}

/// What `link` is called: the title of the entry that it is the resource of, else its own text.
fn name_of(document: &Document, link: &Link) -> String {
    let entry = link.entry.and_then(|id| document.entry(id));
    let entry = entry.filter(|entry| document.link_of(entry).is_some_and(|resource| std::ptr::eq(resource, link)));
    let title = entry.and_then(|entry| document.rendered_title(entry)).filter(|title| !title.trim().is_empty());
    title.unwrap_or_else(|| document.rendered_at(link.block, link.text))
}
