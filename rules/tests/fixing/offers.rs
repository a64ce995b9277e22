//! Every safe fix that is offered, by itself and with all others: it is applied, and does what it declares and nothing else.
//!
//! What there is before and after is read by `comrak`, which has no part in the proof.

use crate::judge::{Declared, seen};
use crate::{combinations, cut, pages, whole};
use curate_document::{Document, Edition, EditionId, List};
use curate_rules::{Applicability, Diagnostic, Edit, Effects, Facts, Fix, Linter, RULES, Severity, fix, screen_offers};
use curate_rules::{RefusedOffer, refused_offers};
use curate_testing::corpus;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What was tried, and what is wrong with it.
#[derive(Default)]
struct Outcome {
    tried: usize,
    /// How many fixes were not offered since they would be refused, by rule and reason.
    withdrawn: BTreeMap<String, usize>,
    wrong: Vec<String>,
}

impl Outcome {
    fn and(mut self, other: Self) -> Self {
        self.tried += other.tried;
        self.wrong.extend(other.wrong);
        for (name, count) in other.withdrawn {
            *self.withdrawn.entry(name).or_default() += count;
        }
        self
    }

    fn check(self, what: &str) {
        println!("{what}: {} fixes tried; withdrawn: {:#?}", self.tried, self.withdrawn);
        let count = self.wrong.len();
        let shown: Vec<_> = self.wrong.into_iter().take(60).collect();
        assert!(count == 0, "{what}: {count} wrong\n{}", shown.join("\n"));
    }
}

fn is_safe(fix: &Fix) -> bool {
    fix.applicability == Applicability::Safe
}

/// Takes every safe fix that is offered in `list`.
fn outcome(name: &str, list: &List) -> Outcome {
    let settings = whole::settings(list, true);
    let facts = Facts::default();
    let mut diagnostics = Linter::new(RULES, &settings, &facts).lint(list);
    let mut outcome = Outcome::default();
    for RefusedOffer { finding, rejection, .. } in refused_offers(list, &diagnostics, Severity::Hint) {
        let found = &diagnostics[finding];
        let kind = format!("{}: {}", found.rule, rejection.text());
        let line = list.editions[found.edition.0 as usize].document.line_of(found.span.start);
        println!("withdrawn {name}:{line} {kind}");
        *outcome.withdrawn.entry(kind).or_default() += 1;
    }
    screen_offers(list, &mut diagnostics, Severity::Hint);
    let offered: Vec<(&Diagnostic, &Fix)> = diagnostics
        .iter()
        .filter_map(|found| Some((found, found.fix.as_ref()?)))
        .filter(|(_, fix)| is_safe(fix))
        .collect();
    for (found, fix) in &offered {
        outcome.tried += 1;
        for wrong in undeclared(list, &[fix]) {
            let line = list.editions[found.edition.0 as usize].document.line_of(found.span.start);
            outcome.wrong.push(format!("{name}:{line} {}: {wrong}", found.rule));
        }
    }
    // All that can be made at once.
    let mut together: Vec<&Fix> = Vec::new();
    for (_, fix) in &offered {
        let touches = |edit: &Edit| {
            let mut others = together.iter().flat_map(|fix| &fix.edits);
            others.any(|other| {
                other.edition == edit.edition && other.span.start <= edit.span.end && edit.span.start <= other.span.end
            })
        };
        if offered.len() > 500 || !fix.edits.iter().any(touches) {
            together.push(fix);
        }
    }
    if offered.len() <= 500 && together.len() > 1 {
        outcome.wrong.extend(undeclared(list, &together).into_iter().map(|wrong| format!("{name} together: {wrong}")));
    }
    outcome
}

/// What `fixes`, made together, change in `list` without saying so.
fn undeclared(list: &List, fixes: &[&Fix]) -> Vec<String> {
    let mut editions: BTreeMap<EditionId, Vec<&Edit>> = BTreeMap::new();
    for edit in fixes.iter().flat_map(|fix| &fix.edits) {
        editions.entry(edit.edition).or_default().push(edit);
    }
    let mut wrong = Vec::new();
    for (id, edits) in editions {
        let document = &list.editions[id.0 as usize].document;
        let [before, after] = cut::before_and_after(document, &edits);
        let effects = fixes.iter().fold(Effects::default(), |all, fix| all.and(fix.effects));
        let taken = edits.iter().map(|edit| document.text(edit.span)).collect();
        let written = edits.iter().map(|edit| &*edit.text).collect();
        let declared = Declared { effects, is_safe: fixes.iter().all(|fix| is_safe(fix)), edited: [taken, written] };
        let found = seen(&before).undeclared(&seen(&after), &declared);
        if !found.is_empty() {
            let shown = |text: &str| text.chars().take(400).collect::<String>();
            wrong.push(format!("{}\n  {:?}\n  {:?}", found.join("\n  "), shown(&before), shown(&after)));
        }
    }
    wrong
}

fn all(lists: &[(String, List)]) -> Outcome {
    lists.par_iter().map(|(name, list)| outcome(name, list)).reduce(Outcome::default, Outcome::and)
}

fn single(text: String) -> List {
    List::new(vec![Edition::new("README.md", Document::parse(text), true)])
}

#[test]
fn in_real_lists() {
    all(&pages::lists(corpus::real())).check("real lists");
}

#[test]
fn in_small_lists() {
    all(&pages::lists(corpus::own())).check("our own lists");
}

#[test]
fn in_fixtures_and_cases() {
    all(&pages::fixtures()).check("fixtures");
    all(&pages::cases()).check("cases");
}

#[test]
fn in_combinations() {
    let pages: Vec<(String, List)> = combinations::pages(2).map(|page| (format!("{page:?}"), single(page))).collect();
    all(&pages).check("combinations");
}

/// What is offered is applied, and afterwards nothing is offered any more.
#[test]
fn nothing_offered_is_left() {
    let wrong: Vec<String> = combinations::pages(7)
        .collect::<Vec<_>>()
        .into_par_iter()
        .filter_map(|page| {
            let list = single(page.clone());
            let settings = whole::settings(&list, true);
            let facts = Facts::default();
            let linter = Linter::new(RULES, &settings, &facts);
            let mut fixed = fix(&linter, list, Applicability::Safe, &|_, _| true);
            screen_offers(&fixed.list, &mut fixed.diagnostics, Severity::Hint);
            let left: Vec<_> =
                fixed.diagnostics.iter().filter(|found| found.fix.as_ref().is_some_and(is_safe)).collect();
            (!left.is_empty()).then(|| format!("{page:?}: {:?} {:?}", left[0], fixed.notes))
        })
        .collect();
    assert!(wrong.is_empty(), "{} pages\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
}
