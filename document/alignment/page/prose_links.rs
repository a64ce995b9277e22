//! Finds the links and images of text that only one of two editions has.

use super::super::language_menu::is_language_link;
use super::super::text_hash::{TextHash, text_hash};
use super::link_places::{LinkPlace, PartLink, SharedLinks};
use super::regions::Regions;
use crate::language::Language;
use crate::model::{BlockId, ContentsRegion, Document, Link, LinkId, Target};
use std::collections::{BTreeMap, BTreeSet};

/// A link or image that the other edition has nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoneLink {
    /// The link.
    pub link: LinkId,
    /// The index of the pair of parts that it is in (see [`Regions::pairs`]).
    pub region: usize,
    /// Where it stands among the links of its part that both editions have.
    pub place: LinkPlace,
}

/// The links and images of the text of two editions.
#[derive(Debug, Default)]
pub struct ProseLinks {
    /// By side, those that the other lacks, in order; those of sections that it lacks are not in it.
    pub lone: [Vec<LoneLink>; 2],
    /// By side, how many there are.
    pub counts: [usize; 2],
    /// By pair of parts, how many both have in the same order.
    pub shared: Vec<usize>,
}

/// So many links show that a part of an edition is there.
const SEVERAL: usize = 3;

impl ProseLinks {
    /// Compares the links of two documents, those of entries only where `with_entries`.
    pub fn of(documents: [&Document; 2], regions: &Regions, with_entries: bool) -> Self {
        let all = identities(documents.map(|document| compared_links(document, with_entries)));
        let counts = [0, 1].map(|side| all[side].len());
        let known = [0, 1].map(|side| all[side].iter().map(|(_, identity)| *identity).collect::<BTreeSet<TextHash>>());
        let mut parts: [Vec<Vec<PartLink>>; 2] = [0, 1].map(|_| vec![Vec::new(); regions.pairs().len()]);
        for side in [0, 1] {
            for (link, identity) in &all[side] {
                let Some(block) = documents[side].link(*link).map(|link| link.block) else { continue };
                let section = documents[side].block(block).map(|block| block.section);
                let region = section.and_then(|section| regions.index(side, section));
                if let Some(part) = region.and_then(|region| parts[side].get_mut(region)) {
                    part.push(PartLink { link: *link, block, identity: *identity });
                }
            }
        }
        let mut links = Self { counts, ..Self::default() };
        let [mine, theirs] = &parts;
        for (region, (mine, theirs)) in mine.iter().zip(theirs).enumerate() {
            let shared = SharedLinks::of([mine, theirs]);
            for (side, part) in [mine, theirs].into_iter().enumerate() {
                let alone = part.iter().enumerate().filter(|(_, own)| !known[1 - side].contains(&own.identity));
                let lone = alone.map(|(at, own)| LoneLink { link: own.link, region, place: shared.place(side, at) });
                links.lone[side].extend(lone);
            }
            links.shared.push(shared.count());
        }
        for lone in &mut links.lone {
            lone.sort_unstable_by_key(|lone| lone.link);
        }
        links
    }

    /// Whether the other edition has what is around `lone`, of the edition on `side`: a link of its block, or several of its part and all
    /// but this one.
    pub fn is_told(&self, side: usize, lone: &LoneLink) -> bool {
        let is_only = || {
            self.lone.get(side).is_some_and(|all| all.iter().filter(|other| other.region == lone.region).count() == 1)
        };
        let has_several = self.shared.get(lone.region).is_some_and(|shared| *shared >= SEVERAL);
        lone.place.block_across().is_some() || (has_several && is_only())
    }
}

/// Where a link leads, as far as it is compared.
struct Address {
    /// The address without its language; of a file of the repository its name, whatever the folder and the revision.
    short: String,
    /// Of such a file also the folder that it is in.
    long: String,
}

/// What says that two links are one: their addresses; of files that share their name with another one of their page also the folder.
fn identities(links: [Vec<(LinkId, Address)>; 2]) -> [Vec<(LinkId, TextHash)>; 2] {
    let mut shared: BTreeSet<&str> = BTreeSet::new();
    for links in &links {
        let mut known: BTreeMap<&str, &str> = BTreeMap::new();
        for (_, address) in links {
            if *known.entry(&address.short).or_insert(&address.long) != address.long {
                shared.insert(&address.short);
            }
        }
    }
    let identity =
        |address: &Address| text_hash(if shared.contains(&*address.short) { &address.long } else { &address.short });
    links.each_ref().map(|links| links.iter().map(|(link, address)| (*link, identity(address))).collect())
}

/// The links that are compared. Badges, anchors, mail addresses and language switches are not, nor is what a program wrote between its
/// comments.
fn compared_links(document: &Document, with_entries: bool) -> Vec<(LinkId, Address)> {
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
            && !document.is_generated(link.span)
            && !document.navigation.iter().any(|span| span.contains(link.span))
    });
    counted.filter_map(|(id, link)| Some((id, Address::of(link)?))).collect()
}

impl Address {
    fn of(link: &Link) -> Option<Self> {
        let (address, is_file) = match &link.target {
            Target::Url => {
                let address = link.key()?.as_str();
                let in_tree = ["/blob/", "/raw/", "/tree/"].iter().any(|part| address.contains(part));
                (address, in_tree || RAW_FILES.iter().any(|host| address.starts_with(host)))
            }
            Target::Path { path, .. } => (path.as_str(), true),
            _ => return None,
        };
        let address = address.split('#').next().unwrap_or("").trim_end_matches('/');
        let without_language = |address: &str| {
            let parts = address.split(['/', '.', '-', '_', '?', '&', '=']);
            let kept = parts.filter(|part| !part.is_empty() && Language::parse(part).is_none());
            kept.collect::<Vec<_>>().join("/").to_lowercase()
        };
        let (folders, name) = address.rsplit_once('/').filter(|_| is_file).unwrap_or(("", address));
        let short = without_language(name);
        let folder = without_language(folders.rsplit('/').next().unwrap_or(""));
        (!short.is_empty()).then(|| Self { long: format!("{folder}/{short}"), short })
    }
}

/// Hosts that show files of repositories.
const RAW_FILES: [&str; 3] = ["raw.githubusercontent.com/", "rawgit.com/", "cdn.rawgit.com/"];

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
