//! Places where fixes of other linters are known to have gone wrong: code, math, front matter, autolinks, badges, footnote
//! labels, `{#id}`, raw HTML, escapes, nested lists under tabs, tables, headings with anchors, line endings.
//!
//! What both levels of fixes make of them is recorded beside them. `CURATE_BLESS=1` records it anew; read it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

use super::list_of;
use curate_rules::{Applicability, Facts, Fixed, Linter, RULES, Settings, fix};
use curate_testing::recorded::assert_recorded;

const FOLDER: &str = "fixtures/traps";

/// A file of the folder of traps.
fn read(name: &str) -> String {
    std::fs::read_to_string(curate_testing::root().join(FOLDER).join(name)).expect("the file can be read")
}

/// `source` after the fixes of all rules, those that are off by default and hints too.
fn fixed(source: &str, least: Applicability) -> Fixed {
    let mut settings = Settings::defaults(RULES);
    for rule in RULES {
        settings.rule_mut(rule.name).expect("a setting for each rule").severity.get_or_insert(rule.severity);
    }
    // Writing destinations in another way is all that rule does.
    settings.retain(|name| name != "links/non-ascii");
    // The page has too few places to tell by itself how it is spaced.
    let spacing = &mut settings.rule_mut("formatting/cjk-spacing").expect("a setting").options;
    spacing.insert("spacing".to_owned(), "always".into());
    let settings = [settings];
    let list = list_of(&[("README.zh.md", source)]);
    let facts = Facts::default();
    let linter = Linter::new(RULES, &settings, &facts);
    fix(&linter, list, least, &|_, _| true)
}

fn text(fixed: &Fixed) -> &str {
    fixed.list.editions[0].document.source()
}

#[test]
fn both_levels_leave_what_is_recorded() {
    let source = read("README.md");
    for (least, name) in [(Applicability::Safe, "fixed.md"), (Applicability::Unsafe, "fixed-unsafe.md")] {
        let once = fixed(&source, least);
        assert_recorded(&format!("{FOLDER}/{name}"), text(&once));
        let again = fixed(text(&once), least);
        assert!(again.applied.is_empty(), "{name}: a second run applies {:?}", again.applied);
    }
}

#[test]
fn line_endings_stay() {
    let source = read("README.md");
    for (least, name) in [(Applicability::Safe, "fixed.md"), (Applicability::Unsafe, "fixed-unsafe.md")] {
        let recorded = read(name).replace('\n', "\r\n");
        assert_eq!(text(&fixed(&source.replace('\n', "\r\n"), least)), recorded, "{name}");
    }
}

#[test]
fn what_is_verbatim_is_not_touched() {
    let source = read("README.md");
    for least in [Applicability::Safe, Applicability::Unsafe] {
        let fixed = fixed(&source, least);
        for kept in [
            "title: 灯具Lamps清单，，\n",
            "(https://badge.example/灯Lamp，，.svg)](https://badge.example/状态ok)",
            "[\\[括号\\]",
            "(https://esc.example/\\(a\\))",
            "\\[不是链接\\](x)",
            "`灯Lamp，，`",
            "``a`灯Lamp``",
            "<span title=\"灯Lamp，，\">",
            "<!-- 注释note，， -->",
            "{#custom灯Lamp}",
            "<a name=\"旧的Anchor\"></a>",
            "$x灯Lamp，，y$",
            "$$\n灯Lamp，，= x\n$$",
            "```math\n灯Lamp，，\n```",
            "[^注Note]在",
            "[^注Note]: ",
            "- [代码]((https://fence.example))灯Lamp，，\n-[代码]",
            "~~~\n未闭合的`灯Lamp，，\n~~~",
            "    - [缩进]((https://indent.example))灯Lamp，，\n",
            "<!--\n- [注释]((https://comment.example))灯Lamp，，\n-->",
            "   echo \"灯Lamp，，\"\n",
            "(https://pipe.example/a\\|b)",
            "`a\\|b`",
            "<mail@auto.example>",
            "[ref灯Lamp]: https://ref.example/灯Lamp ",
            "[ref灯Lamp][]",
        ] {
            assert!(text(&fixed).contains(kept), "{least:?}: {kept:?} is gone");
        }
        // Markdown in a block of HTML is made to be read where it was meant to be: likely, not certain.
        let is_raw = text(&fixed).contains("<div>\n- [块]((https://block.example))灯Lamp，，\n</div>");
        assert_eq!(is_raw, least == Applicability::Safe);
        // That an address ends before full-width punctuation is likely, not certain.
        let is_cut = !text(&fixed).contains("<https://auto.example/灯Lamp，，>");
        assert_eq!(is_cut, least == Applicability::Unsafe);
    }
}
