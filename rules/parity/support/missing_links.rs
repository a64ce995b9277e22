//! Links of text that one edition has and the other lacks: which of them are missing.

use crate::parity::support::comparison::Comparison;
use crate::parity::support::local_resources::{is_for_readers_of, is_local_address};
use crate::parity::support::page_sections::is_about_people;
use crate::parity::support::sentences::sentences;
use curate_document::alignment::page::{BlocksByShape, LoneLink, ProseLinks, Regions};
use curate_document::{BlockId, Document, Link, Side, UrlKey};
use std::collections::BTreeSet;

/// Where a page directly below the root is an account.
const ACCOUNTS: [&str; 8] = [
    "github.com/",
    "twitter.com/",
    "x.com/",
    "instagram.com/",
    "facebook.com/",
    "linkedin.com/in/",
    "patreon.com/",
    "buymeacoffee.com/",
];

/// Whether a link leads to somebody's account, or to a heading in a language of its own.
fn is_person_or_heading(link: &Link) -> bool {
    let key = link.key().map_or("", |key| key.as_str());
    let is_account = ACCOUNTS.iter().filter_map(|site| key.strip_prefix(site)).any(|rest| !rest.contains('/'));
    let is_heading = link.url.split_once('#').is_some_and(|(_, heading)| heading.contains('%') || !heading.is_ascii());
    is_account || is_heading || link.url.starts_with('@')
}

/// Whether a link there that leads nowhere here is missing: it is not of interest to a few alone, or here in another form.
fn is_missing(comparison: &Comparison<'_>, link: &Link) -> bool {
    let address = link.url.split_once("://").map_or(&*link.url, |(_, rest)| rest).trim_end_matches('/');
    let is_as_code = link.key().is_some() && comparison.document.source().contains(address);
    !is_as_code && !is_person_or_heading(link) && !is_in_minor_section(comparison, link)
}

/// Whether a link is in a section about people, sponsors and the like, or in one of those around.
fn is_in_minor_section(comparison: &Comparison<'_>, link: &Link) -> bool {
    let document = comparison.other;
    let own = document.block(link.block).and_then(|block| block.section);
    let mut around = std::iter::successors(own, |id| document.section(*id)?.parent);
    around.any(|id| is_about_people(comparison, id))
}

/// Whether a link of the source is missing in a translation and not only for readers of the source's language.
pub(crate) fn is_missing_in_translation(comparison: &Comparison<'_>, link: &Link) -> bool {
    let language = comparison.other_edition.language.as_ref();
    let is_local = link.key().zip(language).is_some_and(|(key, language)| is_for_readers_of(key, language));
    !is_local && is_missing(comparison, link)
}

/// A link of a translation, and the block of the source that says the same without it.
pub(crate) type LinkBeyond<'a> = (&'a Link, BlockId);

/// So many links of a translation are looked at.
const MOST: usize = 200;

/// The links that a translation has beyond its source where the source may have lost them: a part of the source is built as that of
/// the translation, its text at that place has fewer links and no other ones, and nothing says that they are for the readers of the
/// translation.
pub(crate) fn links_beyond<'a>(
    comparison: &Comparison<'a>,
    regions: &Regions,
    links: &ProseLinks,
) -> Vec<LinkBeyond<'a>> {
    debug_assert!(comparison.side == Side::First, "a pair is seen from the source");
    let [source, translation] = [comparison.other, comparison.document];
    let blocks = BlocksByShape::of([source, translation], regions);
    let others: BTreeSet<BlockId> =
        links.lone[0].iter().filter_map(|lone| Some(source.link(lone.link)?.block)).collect();
    let title = source.sections().first().map(|section| section.rendered.to_lowercase()).unwrap_or_default();
    let title: String = title.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let reversed = comparison.reversed();
    let language = reversed.other_edition.language.as_ref();
    let beyond = |lone: &LoneLink| {
        let link = translation.link(lone.link).filter(|link| !link.image && regions.is_sure(lone.region))?;
        let [across, own] = blocks.pair_of(1, link.block)?;
        let is_told =
            says_no_more([(source, across), (translation, own)]) && !across.iter().any(|block| others.contains(block));
        // The site that the page is about has pages for all its readers.
        let is_at_own_site = link.key().is_some_and(|key| is_named_in(&title, key));
        let is_local = || !is_at_own_site && language.is_none_or(|language| is_local_address(link, language));
        let is_lost = is_told && !is_local() && is_missing(&reversed, link);
        across.first().filter(|_| is_lost).map(|across| (link, *across))
    };
    links.lone[1].iter().take(MOST).filter_map(beyond).collect()
}

/// Whether the blocks of a translation say nothing that those of the source do not, as far as sentences and brackets show: notes of
/// translators stand in some. They have more links all the same.
fn says_no_more([source, translation]: [(&Document, &Vec<BlockId>); 2]) -> bool {
    let count = |(document, blocks): (&Document, &Vec<BlockId>)| {
        let blocks = blocks.iter().filter_map(|id| Some((*id, document.block(*id)?)));
        blocks.fold([0; 3], |[links, brackets, said], (id, block)| {
            [
                links + document.links_in(block.span).len(),
                brackets + document.rendered(id).matches(['(', '（', '[', '［', '【', '〔']).count(),
                said + sentences(document, id, block).len(),
            ]
        })
    };
    let is_split = source.1.len() != translation.1.len();
    let ([links, brackets, said], [more_links, more_brackets, more_said]) = (count(source), count(translation));
    links < more_links && brackets >= more_brackets && (!is_split || said >= more_said)
}

/// A part of a host name that is shorter says nothing.
const SHORTEST_NAME: usize = 3;

/// Whether the site of a URL has its name from `title`, which is in small letters, without blanks: `docs.lamp.example` of `Lamp`.
fn is_named_in(title: &str, key: &UrlKey) -> bool {
    let host = key.as_str().split(['/', '?', '#']).next().unwrap_or("");
    let labels = host.rsplit_once('.').map_or("", |(labels, _)| labels).split('.');
    labels.into_iter().any(|label| label.len() >= SHORTEST_NAME && title.contains(label))
}
