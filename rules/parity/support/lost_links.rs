//! Links of text that the source has and a translation has nowhere, with what stands in their place.

use crate::parity::support::comparison::Comparison;
use crate::parity::support::local_resources::is_local_address;
use crate::parity::support::missing_links::is_missing_in_translation;
use crate::parity::support::slips::slips;
use crate::parity::support::urls::{are_at_one_host, are_neighbours};
use curate_document::alignment::page::{BlocksByShape, LoneLink, ProseLinks, Regions};
use curate_document::{Document, Link, LinkId, UrlKey};
use std::collections::BTreeSet;

/// A link or image of the source that a translation has nowhere.
pub(crate) struct LostLink<'a> {
    /// The index of the pair of parts that it is in.
    pub region: usize,
    /// The link.
    pub link: &'a Link,
    /// The link of the translation in its place that leads elsewhere.
    pub instead: Option<&'a Link>,
}

/// The links of two editions, compared, and the parts of the two that they are in.
pub(crate) struct ComparedLinks<'a> {
    /// The parts.
    pub regions: &'a Regions,
    /// The blocks in them.
    pub blocks: &'a BlocksByShape,
    /// The links.
    pub links: &'a ProseLinks,
}

/// So many links of one edition are looked at that the other lacks.
const MOST: usize = 200;
/// From this share of the source's links in the translation on its sections are known well enough, where others are missing.
const CARRIED: f64 = 0.7;

/// A link of one edition alone.
type Lone<'a> = (&'a LoneLink, &'a Link);

/// The links that the translation lost, in the order of the source. Those are left out for which another link of the translation may
/// stand; of these, `is_edition` says whether a link leads to an edition.
pub(crate) fn lost_links<'a>(
    comparison: &Comparison<'a>,
    compared: &ComparedLinks<'a>,
    is_edition: &dyn Fn(&Link) -> bool,
) -> Vec<LostLink<'a>> {
    let documents = [comparison.other, comparison.document];
    let lone = |side: usize| -> Vec<Lone<'a>> {
        let of_side = compared.links.lone[side].iter().take(MOST);
        of_side.filter_map(|lone| Some((lone, documents[side].link(lone.link)?))).collect()
    };
    let others: Vec<Lone<'a>> = lone(1).into_iter().filter(|(_, link)| !is_edition(link)).collect();
    let wanted = |(lone, link): &Lone<'a>| {
        compared.knows_part_of(lone) && is_missing_in_translation(comparison, link, compared.links.is_told(0, lone))
    };
    let theirs: Vec<Lone<'a>> = lone(0).into_iter().filter(wanted).collect();
    let mut taken: BTreeSet<LinkId> = BTreeSet::new();
    let mut instead: Vec<Option<&Link>> = vec![None; theirs.len()];
    // What has one text is one, before what is near in its address.
    for are_one in [have_one_text, have_near_addresses] {
        for (there, instead) in theirs.iter().zip(&mut instead).filter(|(_, instead)| instead.is_none()) {
            let mut rivals = others.iter().filter(|here| compared.may_be_one(there, here));
            let found = rivals.find(|(lone, here)| !taken.contains(&lone.link) && are_one(documents, there.1, here));
            taken.extend(found.map(|(lone, _)| lone.link));
            *instead = found.map(|(_, link)| *link);
        }
    }
    let lost = theirs.iter().zip(instead).filter(|(there, instead)| {
        let mut rivals = others.iter().filter(|here| compared.may_be_one(there, here));
        match instead {
            Some(here) => leads_elsewhere(comparison, there.1, here),
            None => rivals.all(|(lone, _)| taken.contains(&lone.link)),
        }
    });
    lost.map(|((lone, link), instead)| LostLink { region: lone.region, link, instead }).collect()
}

impl ComparedLinks<'_> {
    /// Whether the part across is surely the one that stands for that of `lone`: its neighbours show it, or links of it in a
    /// translation that has most of them.
    fn knows_part_of(&self, lone: &LoneLink) -> bool {
        let [count, alone] = [self.links.counts[0], self.links.lone[0].len()];
        let has_most = (count.saturating_sub(alone) as f64) >= CARRIED * count as f64;
        self.regions.is_sure(lone.region)
            || (has_most && self.links.shared.get(lone.region).is_some_and(|shared| *shared > 0))
    }

    /// Whether `here` stands where `there`, of the source, is.
    fn may_be_one(&self, there: &Lone<'_>, here: &Lone<'_>) -> bool {
        if there.0.region != here.0.region || there.1.image != here.1.image {
            return false;
        }
        let shaped = self.blocks.pair_of(0, there.1.block).filter(|_| self.regions.is_sure(there.0.region));
        shaped.map_or_else(|| there.0.place.may_stand_for(&here.0.place), |[_, across]| across.contains(&here.1.block))
    }
}

/// Addresses that differ in more letters lead to two things.
const SLIPS: usize = 3;
/// A text of fewer bytes says nothing.
const SHORTEST_TEXT: usize = 4;
/// Texts and addresses with more bytes are not compared: each of many is with each.
const LONGEST: usize = 300;

/// Whether two links of one site have nearly the same address: most of its last part is the same.
pub(crate) fn are_nearly_one(there: &Link, here: &Link) -> bool {
    let Some((source, translation)) = there.key().zip(here.key()) else { return false };
    let last = |key: &UrlKey| key.as_str().rsplit('/').next().unwrap_or("").len();
    let slips = slips(source.as_str(), translation.as_str());
    are_at_one_host(source, translation) && slips <= SLIPS && slips * 2 <= last(source).min(last(translation))
}

/// Whether two links have one text, or the text of one is in that of the other. Pictures are not known by their texts.
fn have_one_text(documents: [&Document; 2], there: &Link, here: &Link) -> bool {
    if there.image || there.text.len().max(here.text.len()) > LONGEST {
        return false;
    }
    let [first, second] = [(documents[0], there), (documents[1], here)].map(|(document, link)| {
        document.text(link.text).trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase()
    });
    first.len().min(second.len()) >= SHORTEST_TEXT && (first.contains(&*second) || second.contains(&*first))
}

/// Whether two addresses are nearly one, or of one page and what belongs to it.
fn have_near_addresses(_: [&Document; 2], there: &Link, here: &Link) -> bool {
    if there.image {
        return false;
    }
    let is_short = |(first, second): &(&UrlKey, &UrlKey)| first.as_str().len().max(second.as_str().len()) <= LONGEST;
    let Some((source, translation)) = there.key().zip(here.key()).filter(is_short) else { return false };
    let is_below = |page: &UrlKey, other: &UrlKey| {
        other.as_str().strip_prefix(page.as_str()).is_some_and(|rest| rest.starts_with('/'))
    };
    are_neighbours(source, translation)
        || is_below(source, translation)
        || is_below(translation, source)
        || are_nearly_one(there, here)
}

/// Whether `here` leads the readers of a translation to another page of the site that `there`, the same link of the source, leads to,
/// and not to one of their own.
fn leads_elsewhere(comparison: &Comparison<'_>, there: &Link, here: &Link) -> bool {
    let language = comparison.edition.language.as_ref();
    let is_local = || language.is_some_and(|language| is_local_address(here, language));
    let are_near = there.key().zip(here.key()).is_some_and(|(a, b)| are_at_one_host(a, b));
    are_near && (are_nearly_one(there, here) || !is_local())
}
