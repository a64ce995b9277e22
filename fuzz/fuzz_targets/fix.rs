//! Safe fixes, each alone and all together, change what they declare and nothing else, as `pulldown-cmark` and as `comrak`
//! see it; fixing twice is fixing once.
//!
//! What follows a line `%%%` is a second edition, in Chinese.

#![no_main]

mod judges;

use curate_document::{Document, Edition, EditionId, List};
use curate_rules::{Applicability, Effects, Facts, Fix, Linter, RULES, Settings, fix};
use judges::{Seen, by_comrak, by_pulldown};
use libfuzzer_sys::fuzz_target;

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
        compare(&list, &alone.list, effects(&linter, &list, &alone.applied.keys().copied().collect::<Vec<_>>()), &what);
    }
    let once = fix(&linter, list.clone(), Applicability::Safe, &|_| true);
    let applied: Vec<&'static str> = once.applied.keys().copied().collect();
    let declared = effects(&linter, &list, &applied).and(effects(&linter, &once.list, &applied));
    compare(&list, &once.list, declared, &format!("all together: {applied:?}"));
    let twice = fix(&linter, once.list.clone(), Applicability::Safe, &|_| true);
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

/// All that fixes of `rules` declare in `list`.
fn effects(linter: &Linter<'_>, list: &List, rules: &[&str]) -> Effects {
    let found = linter.lint(list);
    let meant = found.iter().filter(|found| rules.contains(&found.rule)).filter_map(|found| found.fix.as_ref());
    meant.map(|fix: &Fix| fix.effects).fold(Effects::NONE, Effects::and)
}

fn compare(before: &List, after: &List, declared: Effects, what: &str) {
    for (id, old) in before.iter() {
        let Some(new) = after.edition(EditionId(id.0)) else { panic!("{what}: an edition is gone") };
        let (old, new) = (old.document.source(), new.document.source());
        if old == new {
            continue;
        }
        for (judge, see) in [("pulldown-cmark", by_pulldown as fn(&str) -> Seen), ("comrak", by_comrak)] {
            let differences = see(old).differences(&see(new), declared);
            assert!(
                differences.is_empty(),
                "{what}: {judge}: {}\n--- before\n{old}\n--- after\n{new}",
                differences.join("; ")
            );
        }
    }
}
