//! The examples, run on a list; the book shows them as they are.

#![expect(dead_code, reason = "the examples' own `main`")]

#[path = "../examples/fix.rs"]
mod fix;
#[path = "../examples/own_rule.rs"]
mod own_rule;

use curate_testing::recorded::{Example, assert_shown};

const LIST: &str = "# Lamps\n\n- [Bright ](https://bright.example/) - A lamp for late readers.\n\
    - [Glow](https://shop.glow.example/) - Warm light.\n- [Tall](https://bright.example/) - Two metres.\n";

#[test]
fn what_is_safe_is_fixed() {
    let (text, left) = fix::fixed(LIST);
    assert_eq!(text, LIST.replace("[Bright ]", "[Bright]"));
    assert_eq!(left, "5: error duplicates/url: the same URL as line 3 (\"Bright\")\n");
    assert_eq!(fix::fixed(&text), (text, left));
}

#[test]
fn a_rule_of_ones_own_runs_with_the_others() {
    let found = own_rule::found(LIST);
    assert!(found.contains("4: house/shop: shop.glow.example sells what it describes\n"), "{found}");
    assert!(found.contains("3: links/padding: ") && found.lines().count() == 3, "{found}");
    let ignored = LIST.replace("light.\n", "light. <!-- curate ignore house/shop: the only source -->\n");
    assert!(!own_rule::found(&ignored).contains("house/shop"));
}

#[test]
fn the_book_shows_them() {
    assert_shown(&[
        Example { name: "fix", source: include_str!("../examples/fix.rs") },
        Example { name: "own_rule", source: include_str!("../examples/own_rule.rs") },
    ]);
}
