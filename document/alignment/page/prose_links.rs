//! Finds the links and images of text that only one of two editions has.

use super::super::language_menu::is_language_link;
use super::super::text_hash::{FastMap, TextHash, text_hash};
use super::regions::Regions;
use crate::language::Language;
use crate::model::{BlockId, ContentsRegion, Document, Link, LinkId, Target};
use std::collections::BTreeMap;

/// A link or image that the other edition has nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoneLink {
    /// The link.
    pub link: LinkId,
    /// The index of the pair of parts that it is in (see [`Regions::pairs`]).
    pub region: usize,
}

/// The links and images of the text of two editions.
#[derive(Debug, Default)]
pub struct ProseLinks {
    /// By side, those that the other lacks, in order; those of sections that it lacks are not in it.
    pub lone: [Vec<LoneLink>; 2],
    /// By side, how many there are.
    pub counts: [usize; 2],
}

impl ProseLinks {
    /// Compares the links of two documents, those of entries only where `with_entries`.
    pub fn of(documents: [&Document; 2], regions: &Regions, with_entries: bool) -> Self {
        let all = documents.map(|document| identities(document, with_entries));
        let mut known: [FastMap<TextHash, usize>; 2] = [FastMap::default(), FastMap::default()];
        for (known, links) in known.iter_mut().zip(&all) {
            for (_, identity) in links {
                *known.entry(*identity).or_default() += 1;
            }
        }
        let counts = [0, 1].map(|side| all[side].len());
        let lone = [0, 1].map(|side| {
            let others = &known[1 - side];
            let alone = all[side].iter().filter(|(_, identity)| !others.contains_key(identity));
            let placed = alone.filter_map(|(link, _)| {
                let own = documents[side].link(*link)?;
                let section = documents[side].block(own.block)?.section;
                Some(LoneLink { link: *link, region: regions.index(side, section)? })
            });
            placed.collect()
        });
        Self { lone, counts }
    }
}

/// The links that are compared, with what says that two are one. Badges, anchors, mail addresses and language switches are not, nor is what a
/// program wrote between the comments of the contents.
fn identities(document: &Document, with_entries: bool) -> Vec<(LinkId, TextHash)> {
    let contents = document.contents_region().map(ContentsRegion::inside);
    let mut switches: BTreeMap<BlockId, usize> = BTreeMap::new();
    for link in document.links().iter().filter(|link| is_language_link(document, link)) {
        *switches.entry(link.block).or_default() += 1;
    }
    let is_of_switch = |link: &Link| {
        matches!(link.target, Target::Path { .. }) && switches.get(&link.block).is_some_and(|count| *count > 1)
    };
    let links = document.links().iter().zip(0..).map(|(link, index)| (LinkId(index), link));
    let counted = links.filter(|(_, link)| {
        (with_entries || link.entry.is_none())
            && (link.image || link.has_text)
            && !is_badge(link)
            && !is_language_link(document, link)
            && !is_of_switch(link)
            && !contents.is_some_and(|contents| contents.contains(link.span))
            && !document.navigation.iter().any(|span| span.contains(link.span))
    });
    counted.filter_map(|(id, link)| Some((id, text_hash(&identity(link)?)))).collect()
}

/// What says that two links are one: their address without its language; of a file of the repository its name, whatever the
/// folder and the revision.
fn identity(link: &Link) -> Option<String> {
    let (address, is_file) = match &link.target {
        Target::Url => {
            let address = link.key()?.as_str();
            let in_tree = ["/blob/", "/raw/", "/tree/"].iter().any(|part| address.contains(part));
            (address, in_tree || address.starts_with("raw.githubusercontent.com/"))
        }
        Target::Path { path, .. } => (path.as_str(), true),
        _ => return None,
    };
    let address = address.split('#').next().unwrap_or("").trim_end_matches('/');
    let address = if is_file { address.rsplit('/').next().unwrap_or(address) } else { address };
    let parts = address.split(['/', '.', '-', '_', '?', '&', '=']);
    let kept = parts.filter(|part| !part.is_empty() && Language::parse(part).is_none());
    let identity = kept.collect::<Vec<_>>().join("/").to_lowercase();
    (!identity.is_empty()).then_some(identity)
}

/// Hosts and parts of addresses of images that show a state, not a thing.
const BADGES: [&str; 18] = [
    "shields.io",
    "badge",
    "badgen.net",
    "codecov",
    "coveralls",
    "travis-ci",
    "circleci",
    "trendshift",
    "star-history",
    "contrib.rocks",
    "opencollective",
    "sonarcloud",
    "visitor",
    "githubreadme",
    "github-readme-stats",
    "forthebadge",
    "hellogithub",
    "buymeacoffee",
];

fn is_badge(link: &Link) -> bool {
    link.image && BADGES.iter().any(|name| link.url.contains(name))
}
