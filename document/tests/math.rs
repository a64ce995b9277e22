//! Math is no prose, and money is no math.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

use curate_document::{BlockId, Document, InlineKind};

/// What of `text`, a paragraph, is taken for code.
fn code(text: &str) -> Vec<String> {
    let document = Document::parse(text);
    let inlines = document.inlines_of(BlockId(0)).iter().filter(|inline| inline.kind == InlineKind::Code);
    inlines.map(|inline| document.text(inline.span).to_owned()).collect()
}

#[test]
fn math() {
    for (text, expected) in [
        ("a $x + y$ b", &["$x + y$"][..]),
        ("公式$x，，y$在行内", &["$x，，y$"]),
        ("$a_1$ and $b_2$.", &["$a_1$", "$b_2$"]),
        ("$a*b*c$", &["$a", "b", "c$"]),
        ("$$\nx，，= y\n$$\ntext", &["$$", "x，，= y", "$$"]),
        ("$\\{x\\}$ &amp; $y$ &lt;", &["$\\{x\\}$", "$y$"]),
        ("`$a` $x$ $b`", &["`$a`", "$x$"]),
    ] {
        assert_eq!(code(text), expected, "{text}");
    }
}

#[test]
fn money_and_variables() {
    for text in [
        "from $5 to $10",
        "$5/month, $10/month",
        "US$5-US$10",
        "$HOME/$USER",
        "costs 5$ or 10$",
        "a \\$x$ b",
        "a $x\ny$ b",
        "$ x $",
        "$$$",
        "one $ sign",
    ] {
        assert_eq!(code(text), [""; 0], "{text}");
    }
}

#[test]
fn what_is_rendered_stays() {
    let document = Document::parse("# A &amp; $x\\_y$ \\* &lt;b");
    assert_eq!(document.rendered(BlockId(0)), "A & $x_y$ * <b");
}

#[test]
fn many_dollars_take_no_time() {
    let document = Document::parse("$a ".repeat(2_000));
    assert_eq!(document.inlines_of(BlockId(0)).len(), 1);
}
