//! Gives a section that has taken in the one below, whose heading got lost, back to its own counterpart.

use super::features::Features;
use super::section_matches::SectionMatches;
use super::text_hash::{FastMap, TextHash};
use super::words::similarity;

/// Moves the pair of a section that begins with all of another one, which is alone and stands above its partner, to that: the
/// heading is that of what comes first under it.
pub(super) fn match_lost_headings(features: [&Features; 2], matched: &mut SectionMatches) {
    for side in [0, 1] {
        let (mine, theirs) = (features[side], features[1 - side]);
        let owners = owners(mine);
        for across in 1..theirs.nodes.len() {
            let Some(last) = matched.partner(1 - side, across) else { continue };
            let Some(first) = first_of(mine, theirs, &owners, (last, across)) else { continue };
            if matched.partner(side, first).is_none() {
                matched.part(side, last);
                let (a, b) = if side == 0 { (first, across) } else { (across, first) };
                matched.pair(a, b);
            }
        }
    }
}

/// The node of each key that is in one alone.
fn owners(features: &Features) -> FastMap<TextHash, Option<usize>> {
    let mut owners: FastMap<TextHash, Option<usize>> = FastMap::default();
    for (index, node) in features.nodes.iter().enumerate() {
        for (key, _) in &node.keys {
            owners.entry(*key).and_modify(|owner| *owner = None).or_insert(Some(index));
        }
    }
    owners
}

/// The node whose keys open `across`, before any of `last`: several, and nearly all it has.
fn first_of(
    mine: &Features,
    theirs: &Features,
    owners: &FastMap<TextHash, Option<usize>>,
    (last, across): (usize, usize),
) -> Option<usize> {
    let node = theirs.nodes.get(across)?;
    let known: Vec<usize> = node.order.iter().filter_map(|key| owners.get(key).copied().flatten()).collect();
    let first = *known.first()?;
    let of_first = known.iter().filter(|owner| **owner == first).count();
    let end = known.iter().rposition(|owner| *owner == first)?;
    let is_before = first < last && known.iter().position(|owner| *owner == last).is_some_and(|start| end < start);
    let (opening, partner) = (mine.nodes.get(first)?, mine.nodes.get(last)?);
    let is_named = (partner.title.is_some() && partner.title == node.title)
        || (partner.kind.is_some() && partner.kind == node.kind)
        || similarity(&partner.words, &node.words) > similarity(&opening.words, &node.words);
    let is_whole = of_first > 1 && 4 * of_first >= 3 * opening.keys.len();
    (is_before && !is_named && is_whole).then_some(first)
}
