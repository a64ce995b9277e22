//! What is offered is what is applied: fixes that the proof of single blocks refuses are taken from their findings before
//! anybody reads of them.

use crate::api::diagnostic::{Applicability, Diagnostic, Fix, Severity};
use crate::fixing::edits::{FixCandidate, Identity, LineEnding, compatible};
use crate::fixing::screen::screen;
use crate::fixing::validate::Rejection;
use curate_document::List;
use std::collections::{BTreeMap, BTreeSet};

/// Takes from `diagnostics`, which are found in `list`, the fixes that would be refused. Safe ones whose place renderers read
/// in different ways, or that cannot be looked at twice, become unsafe; of several fixes in one, the others stay.
///
/// Findings below `least`, which nobody is shown, are left alone.
pub fn screen_offers(list: &List, diagnostics: &mut [Diagnostic], least: Severity) {
    let mut refused: BTreeMap<usize, BTreeMap<usize, Rejection>> = BTreeMap::new();
    for RefusedOffer { finding, group, rejection } in refused_offers(list, diagnostics, least) {
        refused.entry(finding).or_default().insert(group, rejection);
    }
    for (finding, rejections) in refused {
        let Some(offered) = diagnostics.get_mut(finding).map(|found| &mut found.fix) else { continue };
        *offered = offered.take().and_then(|fix| without(fix, &rejections));
    }
}

/// What is left of `fix` where some of its groups are refused.
fn without(mut fix: Fix, rejections: &BTreeMap<usize, Rejection>) -> Option<Fix> {
    if fix.groups.is_empty() {
        fix.groups.push((fix.edits.len(), fix.effects));
    }
    let is_refused = |group: usize| rejections.contains_key(&group);
    let is_doubtful =
        |group: usize| matches!(rejections.get(&group), Some(Rejection::Disagreement | Rejection::Unwitnessed));
    let all = 0..fix.groups.len();
    let kept: BTreeSet<usize> = if all.clone().all(is_refused) {
        fix.applicability = Applicability::Unsafe;
        all.filter(|group| is_doubtful(*group)).collect()
    } else {
        all.filter(|group| !is_refused(*group)).collect()
    };
    let mut edits = fix.edits.into_iter();
    let (mut kept_edits, mut kept_groups) = (Vec::new(), Vec::new());
    for (index, group) in fix.groups.into_iter().enumerate() {
        let of_group = edits.by_ref().take(group.0);
        if kept.contains(&index) {
            kept_edits.extend(of_group);
            kept_groups.push(group);
        } else {
            of_group.for_each(drop);
        }
    }
    (!kept_edits.is_empty()).then_some(Fix { edits: kept_edits, groups: kept_groups, ..fix })
}

/// A safe fix that would be refused.
#[derive(Clone, Debug)]
pub struct RefusedOffer {
    /// Which finding offers it.
    pub finding: usize,
    /// Which group of the finding's edits it is.
    pub group: usize,
    /// Why.
    pub rejection: Rejection,
}

/// The safe fixes among those of `diagnostics` from `least` on that the blocks which they edit would refuse.
pub fn refused_offers(list: &List, diagnostics: &[Diagnostic], least: Severity) -> Vec<RefusedOffer> {
    let is_safe = |diagnostic: &Diagnostic| {
        diagnostic.severity >= least
            && diagnostic.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe)
    };
    if !diagnostics.iter().any(is_safe) {
        return Vec::new();
    }
    let endings: Vec<LineEnding> =
        list.editions.iter().map(|edition| LineEnding::in_source(edition.document.source())).collect();
    let safe = diagnostics.iter().enumerate().filter(|(_, diagnostic)| is_safe(diagnostic));
    let offers: Vec<(usize, usize, FixCandidate)> = safe
        .flat_map(|(finding, diagnostic)| {
            let groups = FixCandidate::all_of(finding, diagnostic, list, &endings).into_iter().enumerate();
            groups.filter_map(move |(group, candidate)| Some((finding, group, candidate?)))
        })
        .collect();
    let candidates = offers.iter().map(|(.., candidate)| candidate.clone());
    let (mut waiting, unsound): (Vec<_>, Vec<_>) = candidates.partition(|candidate| candidate.is_sound(list));
    let mut refused: BTreeMap<Identity, Rejection> =
        unsound.into_iter().map(|candidate| (candidate.identity(), Rejection::Unsound)).collect();
    // Fixes that touch one another are looked at one after the other, as they are applied.
    while !waiting.is_empty() {
        let chosen = compatible(waiting.clone());
        let taken: BTreeSet<Identity> = chosen.iter().map(FixCandidate::identity).collect();
        waiting.retain(|candidate| !taken.contains(&candidate.identity()));
        let (_, of_these) = screen(list, chosen, Applicability::Safe);
        refused.extend(of_these.into_iter().map(|(candidate, rejection)| (candidate.identity(), rejection)));
    }
    let refusal = |(finding, group, candidate): (usize, usize, FixCandidate)| {
        let rejection = refused.get(&candidate.identity()).cloned()?;
        Some(RefusedOffer { finding, group, rejection })
    };
    offers.into_iter().filter_map(refusal).collect()
}
