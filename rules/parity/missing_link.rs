//! # parity/missing-link
//!
//! A link or image in the text of a page that one edition lacks, or that leads elsewhere there.
//!
//! ## Why
//!
//! What a sentence links to is a part of what it says. Readers of a translation without the link cannot follow.
//!
//! Links are compared in sections that stand for each other: those of pages, and in lists those outside entries. One counts as
//! present when its address is anywhere in the edition, in whatever language, from whatever folder and revision, or as code.
//! Badges, anchors, language switches, generated contents and the contributors of all-contributors are not compared, nor is what is for readers of the source's language.
//! Accounts of people and links about contributors and sponsors are, where another link of their paragraph or all others of their section
//! are there. What a translation has beyond its source is for its own readers, but for a link in a text that the source has without it:
//! that is a hint at the source, which may have lost it.
//!
//! Where the translation has another link of the same kind at that place, between the same links of both editions, one may stand for the
//! other: nothing is said but of one whose address is spelt in another way and, as a hint, of one that leads elsewhere on the same site.
//! More than 3 of a section are one finding.
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
//! None: a person has to find where in the sentence the link belongs.

use crate::api::declaration::{Declaration, Scope, SectionState, Subject};
use crate::api::diagnostic::{Finding, Severity};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::parity::support::comparison::{Comparison, ReportSome};
use crate::parity::support::language_links::EditionIndex;
use crate::parity::support::lost_links::{ComparedLinks, are_nearly_one, lost_links};
use crate::parity::support::message_parts::{section_span, so_have};
use crate::parity::support::missing_links::{LinkBeyond, links_beyond};
use crate::parity::support::page_blocks::near;
use crate::text::entry_name::{first_line, shortened};
use curate_document::alignment::page::{BlocksByShape, ProseLinks, Regions};
use curate_document::{Document, EditionId, Link, SectionId, Side, Span};
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
/// Below this share of links that are in the translation, one finding reports all.
const DRIFTED: f64 = 0.6;

impl Rule for MissingProseLink {
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        // What several translations have and the source lacks at one place is one finding.
        let mut beyond: BTreeMap<LinkIdentity, (Finding, Vec<String>)> = BTreeMap::new();
        let editions = EditionIndex::of(context.list, context.facts.own_repository.as_ref());
        for comparison in near(context).filter(|comparison| !comparison.is_left_alone()) {
            let documents = [comparison.other, comparison.document];
            let regions = Regions::of(documents, comparison.alignment);
            let blocks = BlocksByShape::of(documents, &regions);
            let links = ProseLinks::of(documents, &regions, !context.is_list);
            let found = links_beyond(&comparison, &regions, &blocks, &links);
            for (identity, finding) in findings_beyond(&comparison, &found) {
                let found = beyond.entry(identity).or_insert((finding, Vec::new()));
                found.1.push(comparison.edition.path.clone());
            }
            let compared = ComparedLinks { regions: &regions, blocks: &blocks, links: &links };
            let is_edition = |link: &Link| editions.target(&comparison.edition.path, link).is_some();
            let lost = lost_links(&comparison, &compared, &is_edition);
            let (changed, missing): (Vec<_>, Vec<_>) = lost.iter().partition(|lost| lost.instead.is_some());
            if !context.facts.expand
                && lost.len() > SINGLE
                && (lost.len() as f64) > (1.0 - DRIFTED) * links.counts[0] as f64
            {
                sink.report_some(several(&comparison, None, &lost.iter().map(|lost| lost.link).collect::<Vec<_>>()));
                continue;
            }
            for lost in changed {
                sink.report_some(lost.instead.and_then(|here| leads_elsewhere(&comparison, lost.link, here)));
            }
            let mut by_region: BTreeMap<(usize, bool), Vec<&Link>> = BTreeMap::new();
            for lost in missing {
                by_region.entry((lost.region, lost.link.image)).or_default().push(lost.link);
            }
            for ((region, _), of_region) in &by_region {
                let section = regions.pairs().get(*region).and_then(|pair| pair[1]);
                report(&comparison, section, of_region, sink);
            }
        }
        for (finding, mut paths) in beyond.into_values() {
            let first = paths.remove(0);
            sink.report(if paths.is_empty() { finding } else { finding.help(so_have(first, &paths)) });
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
        let path = &comparison.edition.path;
        let message = text!("{path} has a link here that this edition lacks: `{url}`", path, url = &url);
        let path = &comparison.other_edition.path;
        let message_there = text!("{path} lacks this link: `{url}`", path, url = &url);
        let (here, there) = ((here, message, text!("it belongs here")), (there, message_there, text!("it is here")));
        let finding = reversed.finding(reported_in, here, there).at_most(Severity::Hint);
        Some(((reported_in, finding.span, url), finding))
    };
    beyond.iter().filter_map(finding).collect()
}

fn report(comparison: &Comparison<'_>, section: Option<SectionId>, links: &[&Link], sink: &mut Sink<'_>) {
    if links.len() > SINGLE && !comparison.expands() {
        sink.report_some(several(comparison, section, links));
    } else {
        for link in links {
            sink.report_some(single(comparison, section, link));
        }
    }
}

/// A link of the source and the one at its place with another address: a hint, but where they are nearly one.
fn leads_elsewhere(comparison: &Comparison<'_>, there: &Link, here: &Link) -> Option<Finding> {
    let spans = [first_line(comparison.document, address(here)), first_line(comparison.other, address(there))];
    let reported_in = comparison.reported_in()?;
    let level = if are_nearly_one(there, here) { Severity::Warning } else { Severity::Hint };
    let leads =
        |path: &String, link: &Link| text!("in {path} this link leads to `{url}`", path, url = shortened(&link.url));
    let message = leads(&comparison.other_edition.path, there);
    let message_there = leads(&comparison.edition.path, here);
    let (here, there) =
        ((spans[0], message, text!("the link there")), (spans[1], message_there, text!("the link there")));
    Some(comparison.finding(reported_in, here, there).at_most(level))
}

fn single(comparison: &Comparison<'_>, section: Option<SectionId>, link: &Link) -> Option<Finding> {
    let (path, url) = (&comparison.other_edition.path, &shortened(&link.url));
    let here = match (link.image, is_above_headings(comparison, section, link)) {
        (true, true) => {
            text!("{path} has an image before its first heading that this edition lacks: `{url}`", path, url)
        }
        (true, false) => text!("{path} has an image in this section that this edition lacks: `{url}`", path, url),
        (false, true) => {
            text!("{path} has a link before its first heading that this edition lacks: `{url}`", path, url)
        }
        (false, false) => text!("{path} has a link in this section that this edition lacks: `{url}`", path, url),
    };
    let path = &comparison.edition.path;
    let there = if link.image {
        text!("{path} lacks this image: `{url}`", path, url)
    } else {
        text!("{path} lacks this link: `{url}`", path, url)
    };
    finding(comparison, section, link, [here, there])
}

fn several(comparison: &Comparison<'_>, section: Option<SectionId>, links: &[&Link]) -> Option<Finding> {
    let first = links.first()?;
    let (count, url) = (links.len(), &shortened(&first.url));
    let path = &comparison.other_edition.path;
    let here = text!(
        "{path} has {count} links and images here that this edition lacks, `{url}` the first of them",
        path,
        count,
        url
    );
    let path = &comparison.edition.path;
    let there =
        text!("{path} lacks {count} links and images from here on, `{url}` the first of them", path, count, url);
    finding(comparison, section, first, [here, there])
}

/// The finding where the translation is judged, or where only the source is.
fn finding(
    comparison: &Comparison<'_>,
    section: Option<SectionId>,
    link: &Link,
    [here, there]: [Text; 2],
) -> Option<Finding> {
    debug_assert!(comparison.side == Side::First, "a pair is seen from the source");
    let reported_in = comparison.reported_in()?;
    let (place, label) = if is_above_headings(comparison, section, link) {
        (first_block(comparison.document), text!("it belongs above the first heading"))
    } else {
        (section_span(comparison.document, section), text!("it belongs in this section"))
    };
    let spans = [place, first_line(comparison.other, address(link))];
    let (here, there) = ((spans[0], here, label), (spans[1], there, text!("it is here")));
    Some(comparison.finding(reported_in, here, there))
}

/// Whether `link` stands before any heading there, and no heading here stands for that place.
fn is_above_headings(comparison: &Comparison<'_>, section: Option<SectionId>, link: &Link) -> bool {
    section.is_none() && comparison.other.block(link.block).is_some_and(|block| block.section.is_none())
}

/// The first line of text.
fn first_block(document: &Document) -> Span {
    document.blocks().first().map_or_else(|| section_span(document, None), |block| first_line(document, block.span))
}

/// Where the address of `link` stands in the text; the link itself where a definition elsewhere holds its address.
fn address(link: &Link) -> Span {
    if link.span.contains(link.destination) { link.destination } else { link.span }
}
