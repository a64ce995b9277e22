//! Safe fixes, each alone and all together, change what they declare and nothing else, as `pulldown-cmark` and as `comrak`
//! see it; fixing twice is fixing once.
//!
//! What follows a line `%%%` is a second edition, in Chinese.

#![no_main]

mod judges;

use curate_document::{Document, Edition, EditionId, List};
use curate_rules::{Applicability, Effects, Facts, Linter, RULES, Settings, fix};
use judges::{Seen, by_comrak, by_pulldown, may_miss_links};
use libfuzzer_sys::fuzz_target;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Longer inputs take too long for what they find.
const LONGEST: usize = 8 * 1024;

fuzz_target!(|text: &str| {
    if text.len() > LONGEST {
        return;
    }
    let texts: Vec<&str> = text.splitn(2, "\n%%%\n").collect();
    let list = list(&texts);
    let settings = vec![Settings::defaults(RULES); list.editions.len()];
    let facts = Facts::default();
    let linter = Linter::new(RULES, &settings, &facts);
    for diagnostic in linter.lint(&list) {
        let source = list.edition(diagnostic.edition).map_or("", |edition| edition.document.source());
        assert!(source.get(diagnostic.span.start..diagnostic.span.end).is_some(), "{diagnostic:?} in {source:?}");
        let Some(offered) = diagnostic.fix.filter(|fix| fix.applicability == Applicability::Safe) else { continue };
        let alone = fix(&linter, list.clone(), Applicability::Safe, &|found| found.fix.as_ref() == Some(&offered));
        let what = format!("{} alone: {}", diagnostic.rule, offered.title);
        compare(&list, &alone.list, offered.effects, &what);
    }
    // All that is offered on the way, by rule.
    let offered = RefCell::new(BTreeMap::<&str, Effects>::new());
    let once = fix(&linter, list.clone(), Applicability::Safe, &|found| {
        let effects = found.fix.as_ref().map_or(Effects::NONE, |fix| fix.effects);
        let mut offered = offered.borrow_mut();
        let known = offered.entry(found.rule).or_default();
        *known = known.and(effects);
        true
    });
    let applied: Vec<&str> = once.applied.keys().copied().collect();
    let offered = offered.into_inner();
    let declared = applied.iter().filter_map(|rule| offered.get(rule)).copied().fold(Effects::NONE, Effects::and);
    compare(&list, &once.list, declared, &format!("all together: {applied:?}"));
    let twice = fix(&linter, once.list.clone(), Applicability::Safe, &|_, _| true);
    assert!(
        sources(&twice.list) == sources(&once.list),
        "a second run applies {:?}\n--- fixed once\n{}\n--- fixed twice\n{}",
        twice.applied,
        sources(&once.list).join("%%%\n"),
        sources(&twice.list).join("%%%\n")
    );
});

fn list(texts: &[&str]) -> List {
    let names = ["README.md", "README.zh-cn.md"];
    let editions = texts.iter().zip(names).map(|(text, name)| Edition::new(name, Document::parse(*text), true));
    List::new(editions.collect())
}

fn sources(list: &List) -> Vec<&str> {
    list.editions.iter().map(|edition| edition.document.source()).collect()
}

fn compare(before: &List, after: &List, declared: Effects, what: &str) {
    for (id, old) in before.iter() {
        let Some(new) = after.edition(EditionId(id.0)) else { panic!("{what}: an edition is gone") };
        let (old, new) = (old.document.source(), new.document.source());
        if old == new {
            continue;
        }
        for (judge, see) in [("pulldown-cmark", by_pulldown as fn(&str) -> Seen), ("comrak", by_comrak)] {
            let mut seen = [see(old), see(new)];
            if judge == "comrak" && (may_miss_links(old) || may_miss_links(new)) {
                seen = seen.map(Seen::without_links);
            }
            let [before, after] = seen;
            let differences = before.differences(&after, declared);
            assert!(
                differences.is_empty(),
                "{what}: {judge}: {}\n--- before\n{old}\n--- after\n{new}",
                differences.join("; ")
            );
        }
    }
}
