//! The examples, run on a list with its translation; the book shows them as they are.

#![expect(dead_code, reason = "the examples' own `main`")]

#[path = "../examples/entries.rs"]
mod entries;
#[path = "../examples/missing.rs"]
mod missing;

use curate_testing::recorded::{Example, assert_shown};

const LIST: &str = "# Lamps\n\n- [Torch](https://torch.example/)\n\n## Desk\n\n\
    - [Bright \\*](https://bright.example/) - A lamp for *late* readers.\n\
    - [Glow](https://glow.example/) - Warm light.\n\n\
    ## Floor\n\n| lamp | what |\n|---|---|\n| [Tall](https://tall.example/) | Two \"metres\". |\n- Candles\n";

const TRANSLATION: &str = "# 灯\n\n- [Torch](https://torch.example/)\n\n## 台灯\n\n- [Glow](https://glow.example/) - 暖光。\n\n\
    ## 落地灯\n\n| 灯 | 介绍 |\n|---|---|\n";

#[test]
fn entries_are_listed() {
    let expected = [
        r#"{"description":null,"section":"Lamps","title":"Torch","url":"https://torch.example/"}"#,
        r#"{"description":"A lamp for *late* readers.","section":"Desk","title":"Bright *","url":"https://bright.example/"}"#,
        r#"{"description":"Warm light.","section":"Desk","title":"Glow","url":"https://glow.example/"}"#,
        r#"{"description":"Two \"metres\".","section":"Floor","title":"Tall","url":"https://tall.example/"}"#,
        r#"{"description":null,"section":"Floor","title":"Candles","url":null}"#,
        "",
    ];
    assert_eq!(entries::entries(LIST).split('\n').collect::<Vec<_>>(), expected);
    assert_eq!(entries::entries(""), "");
}

#[test]
fn missing_entries_are_found() {
    let expected =
        "line 7, Bright *: missing in 台灯\nline 14, Tall: missing in 落地灯\nline 15, Candles: missing in 落地灯\n";
    assert_eq!(missing::missing(LIST, TRANSLATION), expected);
    assert_eq!(missing::missing(LIST, LIST), "");
}

#[test]
fn the_book_shows_them() {
    assert_shown(&[
        Example { name: "entries", source: include_str!("../examples/entries.rs") },
        Example { name: "missing", source: include_str!("../examples/missing.rs") },
    ]);
}
