//! What many findings are told as one says how many are left when others are told better or silenced, and never hides them.

use curate_document::{Document, Edition, List};
use curate_rules::{Diagnostic, Facts, Linter, RULES, Settings};

fn lint(text: &str) -> Vec<Diagnostic> {
    let list = List::new(vec![Edition::new("README.md", Document::parse(text.to_owned()), true)]);
    let (settings, facts) = (vec![Settings::defaults(RULES)], Facts::default());
    Linter::new(RULES, &settings, &facts).lint(&list)
}

fn messages(text: &str) -> Vec<String> {
    let missing = lint(text).into_iter().filter(|diagnostic| diagnostic.rule == "anchors/missing");
    missing.map(|diagnostic| diagnostic.message.to_string()).collect()
}

/// Contents, one line of which leads nowhere, and `count` links below them that lead nowhere.
fn list(count: usize) -> String {
    let items =
        (0..count).map(|number| format!("- [Tool {number}](https://tool.example/{number}) - [Up](#up{number})\n"));
    let items = items.collect::<String>();
    format!(
        "# Tools\n\n- [Hand](#hand)\n- [Power](#power)\n- [Old](#old)\n\n## Hand\n\n{items}\n## Power\n\n- [Saw](https://saw.example)\n"
    )
}

#[test]
fn a_place_that_another_rule_tells_better_takes_no_summary_with_it() {
    assert_eq!(messages(&list(25)), ["25 links from here on lead to anchors that nothing has"]);
    assert_eq!(messages(&list(20)).len(), 20, "few are told one by one");
}

#[test]
fn a_silenced_place_takes_no_summary_with_it() {
    let text = list(25).replacen("(#up0)\n", "(#up0) <!-- curate ignore anchors/missing: to come -->\n", 1);
    assert_eq!(messages(&text), ["24 links from here on lead to anchors that nothing has"]);
}

#[test]
fn the_same_line_is_no_repetition_where_it_is_no_item() {
    let text = "# Seeds\n\n- - - the end\n- [Oak](https://oak.example.org) - A tree.\n- [Ash](https://ash.example.org) - A tree.\n- - - the end\n- [Elm](https://elm.example.org) - A tree.\n- [Fir](https://fir.example.org) - A tree.\n";
    let found: Vec<&str> = lint(text).iter().map(|diagnostic| diagnostic.rule).collect();
    assert_eq!(found, ["entries/glued", "entries/glued"]);
}
