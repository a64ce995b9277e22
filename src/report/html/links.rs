//! The links that are not as they should be: by what became of them, and within that by the section that they stand in.

use crate::report::findings::{CheckedLinks, Report, ReportedFinding};
use crate::report::html::context::PageContext;
use crate::report::html::excerpt::place;
use crate::report::html::history;
use crate::report::html::links_state::LinksState;
use crate::report::html::page::Part;
use crate::report::html::shown::{Foreign, MessageText, WebAddress, link};
use crate::report::link_groups::{GroupedReport, LinkGroup, by_group, link_of};
use curate_rules::{Applicability, Outcome, OutcomeGroup, Severity, Text, Verdict, text};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Where the Wayback Machine shows the last copy of what follows.
const COPIES: &str = "https://web.archive.org/web/2/";
/// From so many links on, groups of hints begin folded.
const MANY: usize = 20;

/// The headings of documents, each with where its section begins, by path.
type HeadingsByPath<'a> = BTreeMap<&'a str, Vec<(usize, String)>>;

/// The part of the page; `None` where no links were checked.
pub(super) fn part(report: &Report<'_>, context: &PageContext<'_>) -> Option<Part> {
    let checked = report.links.filter(|links| !links.is_empty())?;
    let mut found: BTreeMap<OutcomeGroup, Vec<ReportedFinding<'_>>> = BTreeMap::new();
    for one in report.shown() {
        if let Some((group, _)) = link_of(&one) {
            found.entry(group).or_default().push(one);
        }
    }
    let all: Vec<&ReportedFinding<'_>> = found.values().flatten().collect();
    let headings = headings(&all);
    let GroupedReport { worst, hints, .. } = by_group(report);
    let groups = worst.iter().chain(&hints);
    let body = html! {
        @if all.is_empty() { p class="none" { (context.say(nothing_found(checked))) } }
        @for group in groups {
            (section(group, found.get(&group.group).map_or(&[], Vec::as_slice), checked, &headings, context))
        }
    };
    Some(Part { id: "links", title: context.say(text!("Links")), count: all.len(), body })
}

/// What is said where there is no finding about any link.
fn nothing_found(checked: &CheckedLinks) -> Text {
    let state = LinksState::of(checked);
    match () {
        () if state.is_all_ok() => text!("all links are as they should be"),
        () if state.is_unchecked() => text!("no link was checked"),
        () => text!("nothing is reported about these links, but not all are known to work"),
    }
}

/// One group; what is only a hint begins folded where there is much of it, or nobody asked for hints.
fn section(
    group: &LinkGroup<'_>,
    found: &[ReportedFinding<'_>],
    checked: &CheckedLinks,
    headings: &HeadingsByPath<'_>,
    context: &PageContext<'_>,
) -> Markup {
    let mut sections: Vec<(String, Vec<&ReportedFinding<'_>>)> = Vec::new();
    for one in found {
        let name = heading_of(one, headings);
        match sections.iter_mut().find(|(known, _)| *known == name) {
            Some((_, links)) => links.push(one),
            None => sections.push((name, vec![one])),
        }
    }
    let is_open = group.severity > Severity::Hint || (context.unfolds_hints && found.len() <= MANY);
    html! {
        details class="group" data-group open[is_open] {
            summary {
                h3 class=(group.severity.name()) { (context.say(group.group.heading())) } " "
                span class="count" { (found.len()) }
            }
            p class="advice" { (MessageText(&context.say(group.advice()))) }
            @for (name, links) in sections {
                div data-group {
                    @if !name.is_empty() { h4 { bdi { (Foreign(&name)) } } }
                    ul class="links" { @for one in links { (item(one, checked, context)) } }
                }
            }
        }
    }
}

fn item(found: &ReportedFinding<'_>, checked: &CheckedLinks, context: &PageContext<'_>) -> Markup {
    let Some((group, subject)) = link_of(found) else { return Markup::default() };
    let (address, _) = subject.url.split_once('#').unwrap_or((&subject.url, ""));
    let outcome = checked.outcomes.get(address);
    let history = outcome.and_then(|outcome| checked.histories.get(&outcome.url));
    let body = html! {
        p class="link" {
            @if let Some(title) = &subject.title { strong { bdi { (Foreign(title)) } } " " }
            span class="address" { (WebAddress(&subject.url)) }
        }
        p class="result" {
            (MessageText(&subject.result.to_string()))
            @if let Some(history) = history { " " (history::drawn(history, context)) }
        }
        p class="places" {
            @for (at, (edition, span)) in found.places().enumerate() {
                @if at > 0 { ", " }
                (place(found, edition, span))
            }
        }
        (advice(group, found, outcome, context))
    };
    context.item(found, &body)
}

/// What takes the place of a link: its new address, a copy.
fn advice(
    group: OutcomeGroup,
    found: &ReportedFinding<'_>,
    outcome: Option<&Outcome>,
    context: &PageContext<'_>,
) -> Markup {
    let moved_to = outcome.and_then(|outcome| outcome.moved_to.as_deref());
    let copy = outcome.and_then(|outcome| outcome.archived_at.as_deref());
    let is_gone =
        group == OutcomeGroup::Dead && outcome.is_some_and(|one| one.verdict == Verdict::Dead && !one.is_private);
    html! {
        @if let Some(address) = moved_to.filter(|_| group == OutcomeGroup::Moved) {
            p class="fix" { (context.say(text!("new address"))) (context.colon()) (WebAddress(address)) }
        }
        @if let Some(address) = copy {
            p class="fix" { (context.say(text!("last copy"))) (context.colon()) (WebAddress(address)) }
        } @else if let Some(outcome) = outcome.filter(|_| is_gone) {
            p class="fix" { (link(&format!("{COPIES}{}", outcome.url), html! { (context.say(text!("look for a copy"))) })) }
        }
        (fix(found, context))
    }
}

/// What `curate` would do about `found`, and what has it do so.
pub(super) fn fix(found: &ReportedFinding<'_>, context: &PageContext<'_>) -> Markup {
    let option = match found.fixed_with() {
        Some(Applicability::Safe) => "--fix",
        Some(Applicability::Unsafe) => "--unsafe-fixes",
        None => return Markup::default(),
    };
    let Some(fix) = &found.diagnostic.fix else { return Markup::default() };
    let is_hint = found.diagnostic.severity == Severity::Hint && !found.is_of_outcome();
    html! {
        p class="fix" { (context.say(text!("fix"))) (context.colon()) (MessageText(&fix.title.to_string())) " (" code { (option) @if is_hint { " --hints" } } ")" }
    }
}

/// The headings of the documents in which `found` stand.
fn headings<'a>(found: &[&ReportedFinding<'a>]) -> HeadingsByPath<'a> {
    let mut headings = HeadingsByPath::new();
    for one in found {
        let edition = one.diagnostic.edition;
        let Some(document) = one.document(edition) else { continue };
        headings.entry(one.path(edition)).or_insert_with(|| {
            let document = document.restored();
            let sections = document.sections().iter();
            sections.map(|section| (section.span.start, section.rendered.trim().to_owned())).collect()
        });
    }
    headings
}

/// The heading above `found`; empty where there is none.
fn heading_of(found: &ReportedFinding<'_>, headings: &HeadingsByPath<'_>) -> String {
    let own = headings.get(found.path(found.diagnostic.edition)).map_or(&[][..], Vec::as_slice);
    let above = own.partition_point(|(start, _)| *start <= found.diagnostic.span.start).checked_sub(1);
    above.and_then(|at| own.get(at)).map(|(_, heading)| heading.clone()).unwrap_or_default()
}
