//! Fixing whole lists: it ends, all that is offered is applied, a second and a third run change nothing, and nothing is lost
//! but what fixes declare.

use crate::judge::{Seen, seen};
use crate::pages;
use curate_document::{List, UrlKey};
use curate_rules::{
    Applicability, Diagnostic, Effects, Facts, Fixed, Linter, RULES, Settings, Severity, fix, screen_offers,
};
use curate_testing::corpus;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Settings with the default rules, or with all.
pub fn settings(list: &List, all: bool) -> Vec<Settings> {
    let mut settings = Settings::defaults(RULES);
    for rule in RULES.iter().filter(|_| all) {
        settings.rule_mut(rule.name).unwrap().severity.get_or_insert(rule.severity);
    }
    vec![settings; list.editions.len()]
}

fn fixed(list: &List, settings: &[Settings], least: Applicability) -> Fixed {
    // As the fixer is told of findings: where many are told as one, its place moves when one of them goes.
    let facts = Facts { expand_for_fixes: true, ..Facts::default() };
    fix(&Linter::new(RULES, settings, &facts), list.clone(), least, &|_, _| true)
}

/// What is wrong after `list` was fixed with fixes that are at least as safe as `least`.
fn check(name: &str, list: &List, all: bool, least: Applicability) -> Vec<String> {
    let settings = settings(list, all);
    let after = fixed(list, &settings, least);
    // Who turns on alphabetical order for editions that translate one another asks for two orders at once.
    let is_wrong = |note: &&String| !note.contains("entries/order");
    let notes: Vec<String> = after.notes.iter().map(ToString::to_string).collect();
    let mut wrong: Vec<String> = match least {
        Applicability::Safe => notes.clone(),
        Applicability::Unsafe => {
            notes.iter().filter(|note| note.contains("find no end")).filter(is_wrong).cloned().collect()
        }
    };
    // A third run would do the same on the same text.
    let again = fixed(&after.list, &settings, least);
    if !again.applied.is_empty() || sources(&again.list) != sources(&after.list) {
        wrong.push(format!("a second run applies {:?}", again.applied));
    }
    let mut left = after.diagnostics.clone();
    screen_offers(&after.list, &mut left, Severity::Hint);
    let is_safe = |found: &&Diagnostic| found.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe);
    let is_given_up = |found: &&Diagnostic| notes.iter().any(|note| note.contains(found.rule));
    let left = left.iter().filter(is_safe).filter(|found| !is_given_up(found));
    wrong.extend(left.map(|found| format!("{} is still offered: {}", found.rule, found.message)));
    if least == Applicability::Safe {
        wrong.extend(lost(list, &after, &settings));
    }
    println!("{name} all={all} {least:?}: {:?}", after.applied);
    wrong.into_iter().map(|line| format!("{name} all={all} {least:?}: {line}")).collect()
}

fn sources(list: &List) -> Vec<&str> {
    list.editions.iter().map(|edition| edition.document.source()).collect()
}

/// What safe fixes took away from `before` more often than their rules declare such a thing.
fn lost(before: &List, after: &Fixed, settings: &[Settings]) -> Vec<String> {
    let facts = Facts { expand: true, ..Facts::default() };
    let linter = Linter::new(RULES, settings, &facts);
    let found = [before, &after.list].into_iter().flat_map(|list| linter.lint(list));
    let declared: Vec<(&str, Effects)> = found.filter_map(|found| Some((found.rule, found.fix?.effects))).collect();
    let applied = |has: fn(&Effects) -> bool| -> usize {
        let rules: BTreeSet<&str> =
            declared.iter().filter(|(_, effects)| has(effects)).map(|(rule, _)| *rule).collect();
        after.applied.iter().filter(|(rule, _)| rules.contains(*rule)).map(|(_, count)| count).sum()
    };
    let mut wrong = Vec::new();
    for (old, new) in before.editions.iter().zip(&after.list.editions) {
        let (old_seen, new_seen) = (seen(old.document.source()), seen(new.document.source()));
        let mut at_most = |what: &str, of: fn(&Seen) -> BTreeMap<String, usize>, declares: fn(&Effects) -> bool| {
            let now = of(&new_seen);
            let gone = of(&old_seen).into_iter();
            let gone: usize =
                gone.map(|(name, count)| count.saturating_sub(now.get(&name).copied().unwrap_or(0))).sum();
            if gone > applied(declares) {
                wrong.push(format!("{}: {gone} {what} lost, {} declared", old.path, applied(declares)));
            }
        };
        at_most("destinations", |seen| counted(seen.links.iter().map(|url| key(url))), |it| it.keys || it.contents);
        at_most("images", |seen| counted(seen.images.iter().map(|url| key(url))), |it| it.keys);
        at_most(
            "headings",
            |seen| counted(seen.headings.iter().map(|(level, text)| format!("{level} {text}"))),
            |it| it.headings,
        );
        at_most("code", |seen| counted(seen.code.iter().cloned()), |it| it.verbatim || it.contents);
        at_most("items", |seen| counted(seen.items.iter().cloned()), |it| it.entries || it.contents);
        at_most("emphases", |seen| counted(seen.emphasis.iter().map(|mark| (*mark).to_owned())), |it| it.emphasis);
    }
    wrong
}

fn key(url: &str) -> String {
    UrlKey::of(url).map_or_else(|| "a path or an anchor".to_owned(), |key| key.as_str().to_owned())
}

fn counted(names: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    counts
}

/// Lists of more bytes are fixed with safe fixes only.
const LONG: usize = 300_000;

fn check_all(lists: Vec<(String, List)>, kinds: &[(bool, Applicability)]) {
    // Unsafe fixes of many large editions take minutes in a debug build.
    let is_short = |list: &List, least: Applicability| {
        let length: usize = list.editions.iter().map(|edition| edition.document.source().len()).sum();
        least == Applicability::Safe || length < LONG
    };
    let jobs: Vec<_> = lists.iter().flat_map(|(name, list)| kinds.iter().map(move |kind| (name, list, kind))).collect();
    let wrong: Vec<String> = jobs
        .into_par_iter()
        .filter(|(_, list, (_, least))| is_short(list, *least))
        .flat_map_iter(|(name, list, (all, least))| check(name, list, *all, *least))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn real_lists_are_fixed_once() {
    check_all(pages::lists(corpus::real()), &[(false, Applicability::Safe), (true, Applicability::Unsafe)]);
}

#[test]
fn small_lists_are_fixed_once() {
    let kinds = [
        (false, Applicability::Safe),
        (false, Applicability::Unsafe),
        (true, Applicability::Safe),
        (true, Applicability::Unsafe),
    ];
    check_all(pages::lists(corpus::own()), &kinds);
}

#[test]
fn fixtures_and_cases_are_fixed_once() {
    let lists = [pages::fixtures(), pages::cases()].concat();
    check_all(lists, &[(false, Applicability::Safe), (true, Applicability::Unsafe)]);
}
