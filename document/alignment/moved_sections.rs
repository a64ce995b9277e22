//! Matches sections that are still alone by their code, wherever they stand.

use super::features::Features;
use super::section_matches::SectionMatches;

/// Matches the sections that are alone on both sides and have the same blocks of code, where no other that is alone has them.
pub(super) fn match_moved(features: [&Features; 2], matched: &mut SectionMatches) {
    let lone = [0, 1].map(|side| {
        let nodes = features[side].nodes.iter().enumerate();
        let alone = nodes.filter(|(index, node)| !node.code.is_empty() && matched.partner(side, *index).is_none());
        alone.collect::<Vec<_>>()
    });
    for (index, node) in &lone[0] {
        let [mine, theirs] = [&lone[0], &lone[1]].map(|lone| {
            let same = lone.iter().filter(|(_, other)| other.code == node.code).map(|(index, _)| *index);
            same.collect::<Vec<_>>()
        });
        if let ([_], [across]) = (&mine[..], &theirs[..]) {
            matched.pair(*index, *across);
        }
    }
}
