//! What is offered is what is applied: fixes that the proof of single blocks refuses are taken from their findings before
//! anybody reads of them.

use crate::engine::diagnostic::{Applicability, Diagnostic};
use crate::fixing::edits::{Candidate, Identity, LineEnding, compatible};
use crate::fixing::screen::screen;
use crate::fixing::validate::Rejection;
use curate_document::List;
use std::collections::BTreeMap;

/// Takes from `diagnostics`, which are found in `list`, the fixes that would be refused. Safe ones whose place renderers read
/// in different ways, or that cannot be looked at twice, become unsafe.
pub fn screen_offers(list: &List, diagnostics: &mut [Diagnostic]) {
    for (index, rejection) in refused_offers(list, diagnostics) {
        let Some(diagnostic) = diagnostics.get_mut(index) else { continue };
        match (rejection, &mut diagnostic.fix) {
            (Rejection::Disagreement | Rejection::Unwitnessed, Some(fix)) => fix.applicability = Applicability::Unsafe,
            (_, fix) => *fix = None,
        }
    }
}

/// The safe fixes among those of `diagnostics` that would be refused in the blocks that they edit, by index, and why.
pub fn refused_offers(list: &List, diagnostics: &[Diagnostic]) -> Vec<(usize, Rejection)> {
    let is_safe =
        |diagnostic: &&Diagnostic| diagnostic.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe);
    if !diagnostics.iter().any(|diagnostic| is_safe(&diagnostic)) {
        return Vec::new();
    }
    let endings: Vec<LineEnding> =
        list.editions.iter().map(|edition| LineEnding::in_source(edition.document.source())).collect();
    let candidates = diagnostics.iter().filter(is_safe).filter_map(|found| Candidate::of(found, list, &endings));
    let (mut waiting, unsound): (Vec<_>, Vec<_>) = candidates.partition(|candidate| candidate.is_sound(list));
    let mut refused: BTreeMap<Identity, Rejection> =
        unsound.into_iter().map(|candidate| (candidate.identity(), Rejection::Unsound)).collect();
    // Fixes that touch one another are looked at one after the other, as they are applied.
    while !waiting.is_empty() {
        let chosen = compatible(waiting.clone());
        let taken: Vec<Identity> = chosen.iter().map(Candidate::identity).collect();
        waiting.retain(|candidate| !taken.contains(&candidate.identity()));
        let (_, of_these) = screen(list, chosen, Applicability::Safe);
        refused.extend(of_these.into_iter().map(|(candidate, rejection)| (candidate.identity(), rejection)));
    }
    let of = |found: &Diagnostic| {
        let candidate = Candidate::of(found, list, &endings).filter(|_| is_safe(&found))?;
        refused.get(&candidate.identity()).cloned()
    };
    diagnostics.iter().enumerate().filter_map(|(index, found)| Some((index, of(found)?))).collect()
}
