//! What the parity rules say where not every edition is judged, where there are several, and when all is wanted.

use curate_document::{Document, Edition, EditionId, List};
use curate_rules::{Diagnostic, Facts, Linter, RULES, Settings};
use std::fmt::Write as _;

const SWITCH: &str = "[English](README.md) [Deutsch](README.de.md) [Français](README.fr.md)\n";

fn text(titles: &[&str]) -> String {
    let mut text = format!("# List\n\n{SWITCH}\n## Things\n\n");
    for title in titles {
        writeln!(text, "- [{title}](https://{}.example/) - x.", title.to_lowercase()).unwrap();
    }
    text
}

fn found(editions: &[(&str, &[&str], bool)], facts: &Facts) -> Vec<Diagnostic> {
    let editions = editions
        .iter()
        .map(|(path, titles, judged)| Edition::new(*path, Document::parse(text(titles)), *judged))
        .collect();
    let list = List::new(editions);
    let mut settings = Settings::defaults(RULES);
    settings.retain(|name| name == "parity/missing-entry");
    let settings = vec![settings; list.editions.len()];
    Linter::new(RULES, &settings, facts).lint(&list)
}

#[test]
fn the_judged_edition_speaks() {
    let both = ["Ash", "Birch", "Cedar"];
    let short = ["Ash", "Cedar"];
    let seen = |source: bool, translation: bool| {
        found(&[("README.md", &both, source), ("README.de.md", &short, translation)], &Facts::default())
    };
    // In order of their paths: 0 is README.de.md, 1 is README.md.
    let here = seen(true, true);
    assert_eq!(here.len(), 1);
    assert_eq!(here[0].edition, EditionId(0));
    assert!(here[0].fix.is_some());
    assert_eq!(seen(false, true), here);
    let there = seen(true, false);
    assert_eq!(there.len(), 1);
    assert_eq!((there[0].edition, there[0].fix.is_some()), (EditionId(1), false));
    assert_eq!(there[0].message.to_string(), "README.de.md lacks this entry: \"Birch\"");
    assert!(seen(false, false).is_empty());
}

#[test]
fn what_two_translations_have_is_one_finding() {
    let more = ["Ash", "Birch", "Cedar"];
    let found = found(
        &[("README.md", &["Ash", "Cedar"], true), ("README.de.md", &more, true), ("README.fr.md", &more, true)],
        &Facts::default(),
    );
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].message.to_string(),
        "README.de.md and README.fr.md have an entry here that this edition lacks: \"Birch\""
    );
    assert_eq!(found[0].labels.len(), 2);
}

#[test]
fn summaries_are_expanded_on_request() {
    let names: Vec<String> = (0..30).map(|number| format!("Tree{number}")).collect();
    let many: Vec<&str> = names.iter().map(String::as_str).collect();
    let few = many.get(..18).unwrap();
    let editions: [(&str, &[&str], bool); 2] = [("README.md", &many, true), ("README.de.md", few, true)];
    assert_eq!(found(&editions, &Facts::default()).len(), 1);
    assert_eq!(found(&editions, &Facts { expand: true, ..Facts::default() }).len(), 12);
}
