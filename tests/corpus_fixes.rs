//! Fixing the real lists: it ends, a second run finds nothing to do, and nothing is lost but what fixes declare.
//!
//! What there is before and after is read by `pulldown-cmark`, so that a mistake of our own parse does not hide itself.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test may panic and say why it skips"
)]

use curate_document::{Document, Edition, List, UrlKey};
use curate_rules::{Applicability, Effects, Facts, Fixed, Linter, RULES, Settings, fix};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The lists of the corpus, each with all its editions.
fn lists() -> Vec<(String, List)> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !corpus.exists() {
        println!("skipped: no real lists at {}", corpus.display());
        return Vec::new();
    }
    let mut folders: Vec<PathBuf> = fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let list = |folder: &PathBuf| {
        let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let editions = files
            .filter(|path| name(path).to_lowercase().starts_with("readme"))
            .map(|path| Edition::new(name(&path), Document::parse(fs::read_to_string(&path).unwrap()), true));
        (name(folder), List::new(editions.collect()))
    };
    folders.iter().filter(|folder| folder.is_dir()).map(list).collect()
}

/// What readers see of a document.
#[derive(Default)]
struct Seen {
    /// How often each web address is linked to, by its URL key: what fixes declare is a change of that.
    addresses: BTreeMap<String, usize>,
    /// Letters and digits of each heading, lower case.
    headings: Vec<String>,
    items: usize,
    /// Letters and digits of the whole text, lower case.
    letters: String,
}

fn seen(source: &str) -> Seen {
    let mut seen = Seen::default();
    let mut is_heading = false;
    for event in Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) if dest_url.contains("://") => {
                let key = UrlKey::of(&dest_url).map(|key| key.to_string());
                *seen.addresses.entry(key.unwrap_or_else(|| dest_url.into_string())).or_default() += 1;
            }
            Event::Start(Tag::Heading { .. }) => {
                is_heading = true;
                seen.headings.push(String::new());
            }
            Event::End(TagEnd::Heading(_)) => is_heading = false,
            Event::Start(Tag::Item | Tag::TableRow) => seen.items += 1,
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                let letters = text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase);
                let letters: String = letters.collect();
                seen.letters.push_str(&letters);
                if let Some(heading) = seen.headings.last_mut().filter(|_| is_heading) {
                    heading.push_str(&letters);
                }
            }
            _ => {}
        }
    }
    seen
}

/// Settings with the default rules, or with all.
fn settings(list: &List, all: bool) -> Vec<Settings> {
    let mut settings = Settings::defaults(RULES);
    for rule in RULES.iter().filter(|_| all) {
        settings.rule_mut(rule.name).unwrap().severity.get_or_insert(rule.severity);
    }
    vec![settings; list.editions.len()]
}

/// The rules whose fixes declare something that `has` says, as far as they find anything in `lists`.
fn declaring(lists: &[&List], settings: &[Settings], has: impl Fn(&Effects) -> bool) -> BTreeSet<&'static str> {
    let facts = Facts { expand: true, ..Facts::default() };
    let found = lists.iter().flat_map(|list| Linter::new(RULES, settings, &facts).lint(list));
    found.filter(|found| found.fix.as_ref().is_some_and(|fix| has(&fix.effects))).map(|found| found.rule).collect()
}

fn fixed(list: &List, settings: &[Settings], least: Applicability) -> Fixed {
    fix(&Linter::new(RULES, settings, &Facts::default()), list.clone(), least, &|_| true)
}

fn sources(list: &List) -> Vec<&str> {
    list.editions.iter().map(|edition| edition.document.source()).collect()
}

/// How many fixes of `rules` were applied.
fn applied(fixed: &Fixed, rules: &BTreeSet<&'static str>) -> usize {
    fixed.applied.iter().filter(|(rule, _)| rules.contains(*rule)).map(|(_, count)| count).sum()
}

/// How many of `before` are not in `after`.
fn lost<K: Ord>(before: &BTreeMap<K, usize>, after: &BTreeMap<K, usize>) -> usize {
    before.iter().map(|(key, count)| count.saturating_sub(after.get(key).copied().unwrap_or(0))).sum()
}

fn counted(names: &[String]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for name in names {
        *counts.entry(name.as_str()).or_default() += 1;
    }
    counts
}

fn check(name: &str, list: &List, all: bool, least: Applicability) -> Vec<String> {
    let settings = settings(list, all);
    let after = fixed(list, &settings, least);
    let mut wrong: Vec<String> = after.notes.iter().filter(|note| note.contains("left as it was")).cloned().collect();
    let again = fixed(&after.list, &settings, least);
    if !again.applied.is_empty() || sources(&again.list) != sources(&after.list) {
        wrong.push(format!("a second run applies {:?}", again.applied));
    }
    let both = [list, &after.list];
    let keys = declaring(&both, &settings, |effects| effects.keys);
    let headings = declaring(&both, &settings, |effects| effects.headings);
    let entries = declaring(&both, &settings, |effects| effects.entries);
    for (old, new) in list.editions.iter().zip(&after.list.editions) {
        let (before, now) = (seen(old.document.source()), seen(new.document.source()));
        let mut at_most = |what: &str, lost: usize, rules: &BTreeSet<&'static str>| {
            let most = applied(&after, rules);
            if lost > most {
                wrong.push(format!("{}: {lost} {what} lost, {most} declared by {rules:?}", old.path));
            }
        };
        at_most("addresses", lost(&before.addresses, &now.addresses), &keys);
        at_most("headings", lost(&counted(&before.headings), &counted(&now.headings)), &headings);
        at_most("items", before.items.saturating_sub(now.items), &entries);
        let mut declared = keys.clone();
        declared.extend(headings.iter().chain(&entries));
        if least == Applicability::Safe && applied(&after, &declared) == 0 && before.letters != now.letters {
            wrong.push(format!("{}: the text differs", old.path));
        }
    }
    println!("{name} all={all} {least:?}: {:?}", after.applied);
    wrong.into_iter().map(|line| format!("{name} all={all} {least:?}: {line}")).collect()
}

#[test]
fn nothing_is_lost_but_what_is_declared() {
    let mut wrong = Vec::new();
    for (name, list) in lists() {
        // The other two combinations do no more than these, and the large lists take their time.
        wrong.extend(check(&name, &list, false, Applicability::Safe));
        wrong.extend(check(&name, &list, true, Applicability::Unsafe));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Without the rules whose fixes declare anything, not a letter changes.
#[test]
fn safe_fixes_that_declare_nothing_change_no_letter() {
    for (name, list) in lists() {
        let mut settings = settings(&list, true);
        let declared = declaring(&[&list], &settings, |effects| *effects != Effects::default());
        for settings in &mut settings {
            settings.retain(|rule| !declared.contains(rule));
        }
        let after = fixed(&list, &settings, Applicability::Safe);
        for (old, new) in list.editions.iter().zip(&after.list.editions) {
            let (before, now) = (seen(old.document.source()), seen(new.document.source()));
            assert!(before.letters == now.letters, "{name}/{}: the text differs", old.path);
            // A bare address that becomes a link is one more to `pulldown-cmark`.
            assert_eq!(lost(&before.addresses, &now.addresses), 0, "{name}/{}", old.path);
            assert_eq!(before.items, now.items, "{name}/{}", old.path);
        }
    }
}
