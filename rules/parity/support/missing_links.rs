//! Links of text that one edition has and the other lacks: which of them are missing.

use crate::parity::support::comparison::Comparison;
use crate::parity::support::local_resources::{is_for_readers_of, is_local_address};
use crate::parity::support::page_sections::is_about_people;
use crate::parity::support::sentences::sentences;
use curate_document::alignment::page::{BlocksByShape, LoneLink, ProseLinks, Regions};
use curate_document::{BlockId, BlockKind, Document, Link, Side, UrlKey};
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

/// Whether a link leads to somebody's account.
fn is_person(link: &Link) -> bool {
    let key = link.key().map_or("", |key| key.as_str());
    let is_account = ACCOUNTS.iter().filter_map(|site| key.strip_prefix(site)).any(|rest| !rest.contains('/'));
    is_account || link.url.starts_with('@')
}

/// Whether a link there that leads nowhere here is missing: it is not here in another form, nor does it lead to a heading in a language of
/// its own. What is of interest to a few alone is missing where the rest of it is here, `is_told` says, and it is no account in a list of
/// them.
fn is_missing(comparison: &Comparison<'_>, link: &Link, is_told: bool) -> bool {
    let is_heading = link.url.split_once('#').is_some_and(|(_, heading)| heading.contains('%') || !heading.is_ascii());
    let is_minor = || is_person(link) || is_in_minor_section(comparison, link);
    let is_told = is_told && is_in_paragraph(comparison.other, link);
    !is_as_text(comparison, link) && !is_heading && (is_told || !is_minor())
}

fn is_in_paragraph(document: &Document, link: &Link) -> bool {
    document.block(link.block).is_some_and(|block| block.kind == BlockKind::Paragraph)
}

/// Whether the address of a link there stands here in whatever form, and not as the beginning of a longer one.
fn is_as_text(comparison: &Comparison<'_>, link: &Link) -> bool {
    let address = link.url.split_once("://").map_or(&*link.url, |(_, rest)| rest).trim_end_matches('/');
    let source = comparison.document.source();
    let goes_on = |rest: &str| {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        rest.starts_with(|next: char| next.is_ascii_alphanumeric() || matches!(next, '-' | '_' | '?' | '#' | '%'))
    };
    let mut places = source.match_indices(address).filter_map(|(at, _)| source.get(at + address.len()..));
    link.key().is_some() && places.any(|rest| !goes_on(rest))
}

/// Whether a link is in a section about people, sponsors and the like, or in one of those around.
fn is_in_minor_section(comparison: &Comparison<'_>, link: &Link) -> bool {
    let document = comparison.other;
    let own = document.block(link.block).and_then(|block| block.section);
    let mut around = std::iter::successors(own, |id| document.section(*id)?.parent);
    around.any(|id| is_about_people(comparison, id))
}

/// Whether a link of the source is missing in a translation and not only for readers of the source's language; `is_told` says whether
/// what is around it is there.
pub(crate) fn is_missing_in_translation(comparison: &Comparison<'_>, link: &Link, is_told: bool) -> bool {
    let language = comparison.other_edition.language.as_ref();
    let is_local = link.key().zip(language).is_some_and(|(key, language)| is_for_readers_of(key, language));
    !is_local && is_missing(comparison, link, is_told)
}

/// A link of a translation, and the block of the source that says the same without it.
pub(crate) type LinkBeyond<'a> = (&'a Link, BlockId);

/// So many links of a translation are looked at.
const MOST: usize = 200;

/// The links that a translation has beyond its source where the source may have lost them: a part of the source is built as that of
/// the translation, or another link shows which text of it is the same; that has fewer links and no other ones, and nothing says that
/// they are for the readers of the translation.
pub(crate) fn links_beyond<'a>(
    comparison: &Comparison<'a>,
    regions: &Regions,
    blocks: &BlocksByShape,
    links: &ProseLinks,
) -> Vec<LinkBeyond<'a>> {
    debug_assert!(comparison.side == Side::First, "a pair is seen from the source");
    let [source, translation] = [comparison.other, comparison.document];
    let others: BTreeSet<BlockId> =
        links.lone[0].iter().filter_map(|lone| Some(source.link(lone.link)?.block)).collect();
    let title = source.sections().first().map(|section| section.rendered.to_lowercase()).unwrap_or_default();
    let title: String = title.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let reversed = comparison.reversed();
    let language = reversed.other_edition.language.as_ref();
    let beyond = |lone: &LoneLink| {
        let link = translation.link(lone.link)?;
        let shaped = blocks.pair_of(1, link.block).filter(|_| regions.is_sure(lone.region)).cloned();
        let is_shaped = shaped.is_some();
        let is_instead = |there: &LoneLink| there.region == lone.region && there.place.may_stand_for(&lone.place);
        let placed = || {
            let across = lone.place.block_across().filter(|_| !link.image && is_in_paragraph(translation, link))?;
            (!links.lone[0].iter().any(is_instead)).then(|| [vec![across], vec![link.block]])
        };
        let [across, own] = shaped.or_else(placed)?;
        let is_told = says_no_more([(source, &across), (translation, &own)], is_shaped)
            && !across.iter().any(|block| others.contains(block));
        // The site that the page is about has pages for all its readers.
        let is_at_own_site = link.key().is_some_and(|key| is_named_in(&title, key));
        let is_local = || !is_at_own_site && language.is_none_or(|language| is_local_address(link, language));
        let is_lost = is_told && !is_local() && is_missing(&reversed, link, links.is_told(1, lone));
        across.first().filter(|_| is_lost).map(|across| (link, *across))
    };
    links.lone[1].iter().take(MOST).filter_map(beyond).collect()
}

/// Whether the blocks of a translation say nothing that those of the source do not, as far as sentences and brackets show: notes of
/// translators stand in some. They have more links all the same. `is_shaped` says whether their parts are built alike.
fn says_no_more([source, translation]: [(&Document, &Vec<BlockId>); 2], is_shaped: bool) -> bool {
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
    let is_split = !is_shaped || source.1.len() != translation.1.len();
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
