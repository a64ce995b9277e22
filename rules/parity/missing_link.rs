//! # parity/missing-link
//!
//! A link or image in the text of a page that one edition lacks, or leads elsewhere with.
//!
//! ## Why
//!
//! What a sentence links to is a part of what it says. Readers of a translation without the link cannot follow.
//!
//! Links are compared in sections that stand for each other: those of pages, and in lists those outside entries. One counts as
//! present when its address is anywhere in the edition, in whatever language, from whatever folder and revision, or as code.
//! Badges, anchors, language switches, generated contents, accounts of people and what is about contributors and sponsors are not compared, nor is what is
//! for readers of the source's language. What a translation has beyond its source is for its own readers, but for a link in a text
//! that the source has without it: that is a hint at the source, which may have lost it.
//!
//! Where a section has other links of the same kind in both editions, one may stand for the other: nothing is said but of a single link
//! whose address is spelt in another way. More than 3 of a section are one finding.
//!
//! ## Bad
//!
//! ```markdown
//! README.md                                          README.de.md
//!
//! Read the [manual](https://lamp.example/manual).    Siehe Handbuch.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! README.md                                          README.de.md
//!
//! Read the [manual](https://lamp.example/manual).    Siehe [Handbuch](https://lamp.example/de/manual).
//! ```
//!
//! ## Fix
//!
//! None: where in the sentence a link belongs, a person has to find.

use crate::api::declaration::{Declaration, Scope, SectionState, Subject};
use crate::api::diagnostic::{Finding, Severity};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::parity::support::comparison::{Comparison, ReportSome};
use crate::parity::support::message_parts::{joined, section_span};
use crate::parity::support::missing_links::{LinkBeyond, is_missing_in_translation, links_beyond};
use crate::parity::support::page_blocks::near;
use crate::parity::support::slips::slips;
use crate::parity::support::urls::are_at_one_host;
use crate::text::entry_name::{first_line, shortened};
use curate_document::alignment::page::{ProseLinks, Regions};
use curate_document::{EditionId, Link, SectionId, Side, Span};
use std::collections::BTreeMap;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::List],
    scope: Scope::Markdown,
    section_state: SectionState::Lacks { one: "link", many: "links" },
    yields_to: &["parity/url-mismatch", "links/malformed"],
    revealed_by_fixes: true,
    ..Declaration::warning(
        include_str!("missing_link.rs"),
        "a link or image of a text that one edition lacks",
        Make::plain(|_| Box::new(MissingProseLink)),
    )
};

struct MissingProseLink;

/// Up to so many links of a section are reported one by one.
const SINGLE: usize = 3;
/// So many links of one edition are looked at that the other lacks.
const MOST: usize = 200;
/// Below this share of links that are in the translation, one finding reports all.
const DRIFTED: f64 = 0.6;

/// The links of one kind that only one side of a part has: of the source, and of the translation.
type OfRegion<'a> = [Vec<&'a Link>; 2];

impl Rule for MissingProseLink {
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        // What several translations have and the source lacks at one place is one finding.
        let mut beyond: BTreeMap<LinkIdentity, (Finding, Vec<String>)> = BTreeMap::new();
        for comparison in near(context).filter(|comparison| !comparison.is_left_alone()) {
            let documents = [comparison.other, comparison.document];
            let regions = Regions::of(documents, comparison.alignment);
            let links = ProseLinks::of(documents, &regions, !context.is_list);
            for (identity, finding) in findings_beyond(&comparison, &links_beyond(&comparison, &regions, &links)) {
                let found = beyond.entry(identity).or_insert((finding, Vec::new()));
                found.1.push(comparison.edition.path.clone());
            }
            let mut by_region: BTreeMap<(usize, bool), OfRegion<'_>> = BTreeMap::new();
            for (side, document) in documents.into_iter().enumerate() {
                for lone in links.lone[side].iter().take(MOST) {
                    let Some(link) = document.link(lone.link).filter(|_| regions.is_sure(lone.region)) else {
                        continue;
                    };
                    let of_region = by_region.entry((lone.region, link.image)).or_default();
                    if side == 1 || is_missing_in_translation(&comparison, link) {
                        of_region[side].push(link);
                    }
                }
            }
            by_region
                .retain(|_, [theirs, mine]| !theirs.is_empty() && (mine.is_empty() || is_one_changed(theirs, mine)));
            let count: usize = by_region.values().map(|[theirs, _]| theirs.len()).sum();
            if !context.facts.expand && count > SINGLE && (count as f64) > (1.0 - DRIFTED) * links.counts[0] as f64 {
                sink.report_some(several(
                    &comparison,
                    None,
                    &by_region.values().flat_map(|links| &links[0]).copied().collect::<Vec<_>>(),
                ));
                continue;
            }
            for ((region, _), of_region) in &by_region {
                let section = regions.pairs().get(*region).and_then(|pair| pair[1]);
                report(&comparison, section, of_region, sink);
            }
        }
        for (finding, mut paths) in beyond.into_values() {
            let first = paths.remove(0);
            let verb = if paths.len() == 1 { "does" } else { "do" };
            sink.report(if paths.is_empty() {
                finding
            } else {
                finding.help(format!("{first} has it, and so {verb} {}", joined(&paths)))
            });
        }
    }
}

/// Where a link is missing: in which edition, at which place, and its address.
type LinkIdentity = (EditionId, Span, String);

/// Hints at the source for the links `beyond` of a translation; nothing where there are many of them, a habit of the translation.
fn findings_beyond(comparison: &Comparison<'_>, beyond: &[LinkBeyond<'_>]) -> Vec<(LinkIdentity, Finding)> {
    let reversed = comparison.reversed();
    let Some(reported_in) = reversed.reported_in().filter(|_| beyond.len() <= SINGLE) else { return Vec::new() };
    let finding = |(link, across): &LinkBeyond<'_>| {
        let url = shortened(&link.url);
        let there = first_line(comparison.document, address(link));
        let here = first_line(comparison.other, comparison.other.block(*across)?.span);
        let message = format!("{} has a link here that this edition lacks: `{url}`", comparison.edition.path);
        let message_there = format!("{} lacks this link: `{url}`", comparison.other_edition.path);
        let (here, there) = ((here, message, "it belongs here"), (there, message_there, "it is here"));
        let finding = reversed.finding(reported_in, here, there).at_most(Severity::Hint);
        Some(((reported_in, finding.span, url), finding))
    };
    beyond.iter().filter_map(finding).collect()
}

/// Addresses that differ in more letters lead to two things.
const SLIPS: usize = 3;

/// Whether a single link has nearly the same address.
fn is_one_changed(theirs: &[&Link], mine: &[&Link]) -> bool {
    let ([there], [here]) = (theirs, mine) else { return false };
    let keys = there.key().zip(here.key());
    !there.image && keys.is_some_and(|(a, b)| are_at_one_host(a, b) && slips(a.as_str(), b.as_str()) <= SLIPS)
}

fn report(comparison: &Comparison<'_>, section: Option<SectionId>, [theirs, mine]: &OfRegion<'_>, sink: &mut Sink<'_>) {
    if let ([there], [here]) = (&theirs[..], &mine[..]) {
        sink.report_some(changed(comparison, there, here));
    } else if theirs.len() > SINGLE && !comparison.expands() {
        sink.report_some(several(comparison, section, theirs));
    } else {
        for link in theirs {
            sink.report_some(single(comparison, section, link));
        }
    }
}

fn changed(comparison: &Comparison<'_>, there: &Link, here: &Link) -> Option<Finding> {
    let spans = [first_line(comparison.document, address(here)), first_line(comparison.other, address(there))];
    let reported_in = comparison.reported_in()?;
    let message = format!("{} leads to `{}` here", comparison.other_edition.path, shortened(&there.url));
    let message_there = format!("{} leads to `{}` here", comparison.edition.path, shortened(&here.url));
    let (here, there) = ((spans[0], message, "the link there"), (spans[1], message_there, "the link there"));
    Some(comparison.finding(reported_in, here, there))
}

fn single(comparison: &Comparison<'_>, section: Option<SectionId>, link: &Link) -> Option<Finding> {
    let (what, this) = if link.image { ("an image", "image") } else { ("a link", "link") };
    let url = shortened(&link.url);
    let here = format!("{} has {what} in this section that this edition lacks: `{url}`", comparison.other_edition.path);
    let there = format!("{} lacks this {this}: `{url}`", comparison.edition.path);
    finding(comparison, section, link, [here, there])
}

fn several(comparison: &Comparison<'_>, section: Option<SectionId>, links: &[&Link]) -> Option<Finding> {
    let first = links.first()?;
    let (count, url) = (links.len(), shortened(&first.url));
    let here = format!(
        "{} has {count} links and images here that this edition lacks, `{url}` the first of them",
        comparison.other_edition.path
    );
    let there =
        format!("{} lacks {count} links and images from here on, `{url}` the first of them", comparison.edition.path);
    finding(comparison, section, first, [here, there])
}

/// The finding where the translation is judged, or where only the source is.
fn finding(
    comparison: &Comparison<'_>,
    section: Option<SectionId>,
    link: &Link,
    [here, there]: [String; 2],
) -> Option<Finding> {
    debug_assert!(comparison.side == Side::First, "a pair is seen from the source");
    let reported_in = comparison.reported_in()?;
    let spans = [section_span(comparison.document, section), first_line(comparison.other, address(link))];
    let (here, there) = ((spans[0], here, "it belongs in this section"), (spans[1], there, "it is here"));
    Some(comparison.finding(reported_in, here, there))
}

/// Where the address of `link` stands in the text; the link itself where a definition elsewhere holds its address.
fn address(link: &Link) -> Span {
    if link.span.contains(link.destination) { link.destination } else { link.span }
}
