//! The findings of text, by rule, each with its lines.

use crate::report::findings::{ReportedFinding, declared};
use crate::report::html::context::PageContext;
use crate::report::html::excerpt::{excerpt, place};
use crate::report::html::links::fix;
use crate::report::html::page::Part;
use crate::report::html::shown::{MessageText, link};
use crate::report::html::translations::ComparedPlaces;
use crate::report::link_groups::link_of;
use crate::report::rule_page::rule_page;
use curate_document::Span;
use curate_rules::{Applicability, Severity, plural, text};
use maud::{Markup, html};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Rules with more findings begin folded, but for errors.
const OPEN: usize = 12;
/// So many findings stand in one list; the others are folded.
const PAGE: usize = 50;
/// So many of the places that a finding points at are shown with their lines.
const LABELS: usize = 6;

/// The part of the page for those of `shown` that are about text; what is in `compared` stands among the translations.
pub(super) fn part(
    shown: &[ReportedFinding<'_>],
    compared: &ComparedPlaces<'_>,
    context: &PageContext<'_>,
) -> Option<Part> {
    let mut by_rule: BTreeMap<&str, Vec<&ReportedFinding<'_>>> = BTreeMap::new();
    let mut elsewhere = 0;
    for found in shown.iter().filter(|found| link_of(found).is_none()) {
        if compared.has(found) {
            elsewhere += 1;
        } else {
            by_rule.entry(found.diagnostic.rule).or_default().push(found);
        }
    }
    let count: usize = by_rule.values().map(Vec::len).sum();
    if count + elsewhere == 0 {
        return None;
    }
    let mut rules: Vec<(&str, Vec<&ReportedFinding<'_>>)> = by_rule.into_iter().collect();
    rules.sort_by_key(|(_, found)| Reverse((worst(found), found.len())));
    let body = html! {
        @if elsewhere > 0 {
            p { a href="#translations" { (context.say(plural!(
                elsewhere,
                "{elsewhere} more is shown with the translations",
                "{elsewhere} more are shown with the translations"
            ))) } }
        }
        @for (name, found) in &rules { (rule(name, found, context)) }
    };
    Some(Part { id: "findings", title: context.say(text!("Findings")), count, body })
}

fn worst(found: &[&ReportedFinding<'_>]) -> Severity {
    found.iter().map(|found| found.diagnostic.severity).max().unwrap_or(Severity::Hint)
}

fn rule(name: &str, found: &[&ReportedFinding<'_>], context: &PageContext<'_>) -> Markup {
    let worst = worst(found);
    let fixable = found.iter().filter(|found| found.fixed_with() == Some(Applicability::Safe)).count();
    let is_open =
        worst == Severity::Error || (found.len() <= OPEN && (worst > Severity::Hint || context.unfolds_hints));
    let summary = declared(name).map(|rule| context.texts.summary(rule));
    html! {
        details class="group" data-group open[is_open] {
            summary {
                h3 { code { (name) } } " " (context.severity(worst)) " " span class="count" { (found.len()) }
                @if fixable > 0 {
                    " " span class="muted" { (context.say(text!("{fixable} fixable with --fix", fixable))) }
                }
            }
            p class="advice" {
                @if let Some(summary) = summary { (MessageText(summary)) " · " }
                (link(&rule_page(name, context.language), html! { (context.say(text!("about {name}", name))) }))
            }
            (list(found, context))
        }
    }
}

/// `found` as a list; what is beyond a page of it is folded.
fn list(found: &[&ReportedFinding<'_>], context: &PageContext<'_>) -> Markup {
    let (first, rest) = found.split_at_checked(PAGE).unwrap_or((found, &[]));
    html! {
        ul class="findings" { @for one in first { (item(one, context)) } }
        @for page in rest.chunks(PAGE * 10) {
            details class="more" data-group {
                summary { (context.say(text!("more"))) " " span class="count" { (page.len()) } }
                ul class="findings" { @for one in page { (item(one, context)) } }
            }
        }
    }
}

fn item(found: &ReportedFinding<'_>, context: &PageContext<'_>) -> Markup {
    let diagnostic = found.diagnostic;
    let more: Vec<_> = found.places().skip(1).collect();
    let body = html! {
        p class="message" { (place(found, diagnostic.edition, diagnostic.span)) " " (MessageText(&diagnostic.message.to_string())) }
        (excerpt(found, diagnostic.edition, diagnostic.span, 1))
        (labels(found))
        @if !more.is_empty() {
            p class="places" {
                (context.say(text!("also at"))) " "
                @for (at, (edition, span)) in more.into_iter().enumerate() {
                    @if at > 0 { ", " }
                    (place(found, edition, span))
                }
            }
        }
        @if let Some(help) = &diagnostic.help { p class="help" { (MessageText(&help.to_string())) } }
        (fix(found, context))
    };
    context.item(found, &body)
}

/// What `found` points at elsewhere.
fn labels(found: &ReportedFinding<'_>) -> Markup {
    let own = (found.diagnostic.edition, found.position(found.diagnostic.edition, found.diagnostic.span.start).0);
    html! {
        @for (at, label) in found.diagnostic.labels.iter().enumerate() {
            @let is_beside = own == (label.edition, found.position(label.edition, label.span.start).0);
            p class="label" { (place(found, label.edition, label.span)) " " (MessageText(&label.message.to_string())) }
            @if at < LABELS && !is_beside && label.span != Span::default() {
                (excerpt(found, label.edition, label.span, 0))
            }
        }
    }
}
