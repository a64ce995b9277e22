//! A rule that is off runs between the comments that open it, and nowhere else.

use curate_document::{Document, Edition, List};
use curate_rules::{Facts, Linter, RULES, Settings};

/// Two lists that are not in order, the second one between `start` and `end`.
fn page(start: &str, end: &str) -> String {
    format!(
        "# 灯\n\n## Free\n\n- [Zeta](https://zeta.example) - 亮。\n- [Alpha](https://alpha.example) - Dim.\n- [Beta](https://beta.example) - Dim.\n\n## Sorted\n\n{start}\n\n1. [Gamma](https://gamma.example) - مضيء.\n2. [Iota](https://iota.example) - Dim.\n3. [Eta](https://eta.example) - 밝다.\n4. [Kappa](https://kappa.example) - Dim.\n\n{end}\n\n## More\n\n- [Xi](https://xi.example) - Dim.\n- [Mu](https://mu.example) - Dim.\n- [Nu](https://nu.example) - Dim.\n"
    )
}

fn found(text: &str, settings: Settings) -> Vec<String> {
    let list = List::new(vec![Edition::new("README.md", Document::parse(text.to_owned()), true)]);
    let (settings, facts) = (vec![settings], Facts::default());
    let found = Linter::new(RULES, &settings, &facts).lint(&list);
    found
        .into_iter()
        .filter(|diagnostic| diagnostic.rule == "entries/order")
        .map(|found| found.message.to_string())
        .collect()
}

const ETA: &str = "\"Eta\" is out of order: it belongs before \"Gamma\" (line 13)";

#[test]
fn between_its_comments_alone() {
    let defaults = || Settings::defaults(RULES);
    assert_eq!(found(&page("<!-- curate sorted -->", "<!-- /curate sorted -->"), defaults()), [ETA]);
    assert!(found(&page("<!-- sorted -->", "<!-- /sorted -->"), defaults()).is_empty());
    assert!(found(&page("<!-- curate sorted -->", ""), defaults()).is_empty(), "nothing ends it");
    assert!(found(&page("", "<!-- /curate sorted -->"), defaults()).is_empty(), "nothing begins it");
}

#[test]
fn on_a_page_that_is_no_list() {
    let text = "# 笔记\n\nSome text.\n\n<!-- curate sorted -->\n\n- [Mu](https://mu.example)\n- [Lambda](https://lambda.example)\n\n<!-- /curate sorted -->\n\n- a\n- b\n- c\n- d\n";
    assert_eq!(found(text, Settings::defaults(RULES)).len(), 1);
}

#[test]
fn where_it_is_on_the_comments_add_what_it_leaves_alone() {
    let on = || {
        let mut settings = Settings::defaults(RULES);
        let rule = settings.rule_mut("entries/order").expect("the rule");
        rule.severity = Some(curate_rules::Severity::Warning);
        settings
    };
    assert_eq!(found(&page("", ""), on()).len(), 2, "numbered lists are left alone");
    assert_eq!(found(&page("<!-- curate sorted -->", "<!-- /curate sorted -->"), on()).len(), 3);
}

#[test]
fn where_it_is_turned_off_by_name_nothing_opens_it() {
    let mut settings = Settings::defaults(RULES);
    settings.retain(|rule| rule != "entries/order");
    assert!(found(&page("<!-- curate sorted -->", "<!-- /curate sorted -->"), settings).is_empty());
}
