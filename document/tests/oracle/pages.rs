//! Generated pages: what lists are made of, glued at random.

use proptest::prelude::*;
use proptest::sample::select;

/// What stands before the content of a line: indents, tabs, quotes.
const INDENTS: &[&str] = &["  ", "   ", "    ", "      ", "\t", " \t", "  \t", "> ", ">", "> > ", ">\t", " > ", ">   "];

/// What opens a block, or may be taken for it.
const OPENERS: &[&str] = &[
    "- ",
    "* ",
    "+ ",
    "-   ",
    "-\t",
    "-    ",
    "-      ",
    "- - ",
    "1. ",
    "1) ",
    "2. ",
    "10. ",
    "0. ",
    "- [ ] ",
    "- [x] ",
    "* [X] ",
    "- [ ]",
    "# ",
    "## ",
    "### ",
    "#\t",
    "#",
    "####### ",
    "> ",
    "> - ",
    "1.  ",
    "- > ",
    "-",
    "1.",
    "    ",
    "[^1]: ",
    "[^note]: ",
];

/// Lines that are something as a whole.
const LINES: &[&str] = &[
    "---",
    "===",
    "***",
    "- - -",
    "--",
    "=",
    "```",
    "```rust",
    "~~~",
    "````",
    "<div>",
    "</div>",
    "<details><summary>More</summary>",
    "<!-- whole -->",
    "<!-- open",
    "-->",
    "<br>",
    "<p align=\"center\">",
    "<img src=\"i.png\" alt=\"[x](y)\">",
    "| a | b |",
    "|---|---|",
    "|:--|--:|",
    "---|---",
    "a | b",
    "| [x](y) | `z` |",
    "| one |",
    "| a \\| b | c | d |",
    "| `a|b` | https://table.example |",
    "> [!NOTE]",
    "<a name=\"x\"></a>",
    "# Closed ##",
    "[^1]",
    "\\",
    "&nbsp;",
];

/// Labels of definitions and references: alike for CommonMark though written differently, and some without definition.
pub const LABELS: &[&str] =
    &["label", "Label", "LABEL", "my  label", "my label", "ß", "SS", "标签", "x\\]y", "a.b", "none", "*e*"];

const DESTINATIONS: &[&str] = &[
    "https://a.example",
    "https://a.example/b_c_d",
    "https://a.example/x(y)z",
    "https://a.example/?q=1&amp;r=2",
    "https://a.example/a\\*b",
    "<https://a.example/x y>",
    "<>",
    "",
    "#anchor",
    "README.zh-cn.md",
    "../路径/文件.md",
    "https://中文.example/路径",
    "mailto:me@a.example",
    "(https://broken.example",
    "https://a.example/&copy;",
    "www.a.example",
    "a b",
    "/url\\",
];

const TITLES: &[&str] =
    &["", "", "", "", " \"title\"", " 'title'", " (title)", " \"a &quot;b&quot;\"", " \"open", "\"glued\"", " "];

const WORDS: &[&str] = &[
    "word",
    "A description.",
    "一个描述。",
    "日本語のリスト",
    "รายการภาษาไทย",
    "قائمة الروابط",
    "한국어",
    "Ünïcödé",
    "👩‍💻",
    "e.g.",
    "*em*",
    "**strong**",
    "_em_",
    "__strong__",
    "***both***",
    "**粗体**",
    "*强调*。",
    "**「粗体」**",
    "~~gone~~",
    "~gone~",
    "*",
    "**",
    "_",
    "~~",
    "snake_case_word",
    "2*3*4",
    "`code`",
    "`` a`b ``",
    "`[x](y)`",
    "`",
    "``",
    "` `",
    "\\*",
    "\\[",
    "\\]",
    "\\`",
    "\\\\",
    "\\<",
    "\\!",
    "\\中",
    "&amp;",
    "&copy;",
    "&#35;",
    "&#x4e2d;",
    "&unknown;",
    "&",
    "&#0;",
    "<b>",
    "</b>",
    "<br>",
    "<br/>",
    "<img src=\"b.svg\">",
    "<a href=\"https://html.example\">html</a>",
    "<!-- note -->",
    "<not a tag",
    "<",
    ">",
    "a < b",
    "[",
    "]",
    "![",
    "](",
    "(",
    ")",
    "[]",
    "[ ]",
    "!",
    "|",
    "\\|",
    "[^1]",
    "[^note]",
    "[^none]",
    "—",
    " - ",
    ": ",
    "\u{a0}",
    "\u{3000}",
    "  ",
    "$x_1$",
    "#tag",
    "@user",
    ":smile:",
];

/// Literal autolinks (GFM 6.9), autolinks (CommonMark 6.5), and what is neither.
const ADDRESSES: &[&str] = &[
    "https://bare.example",
    "http://bare.example/path_with_marks_",
    "https://bare.example/a(b)c",
    "(https://bare.example/x)",
    "https://bare.example/x).",
    "https://bare.example/&amp;",
    "https://bare.example/?a=1&b;",
    "https://bare.example/?a=1&amp;b=2&#35;",
    "https://bare.example/路径",
    "https://bare.example。",
    "https://bare.example/*x*",
    "https://bare.example,",
    "https://bare.example\"",
    "www.bare.example",
    "www.bare.example/a_b?c=(d)",
    "www.bare",
    "xwww.bare.example",
    "wwww.bare.example",
    "me@mail.example",
    "me.too+tag@mail.example.",
    "me@mail.example_",
    "me@mail",
    "mailto:me@mail.example",
    "ftp://bare.example/file",
    "HTTPS://BARE.example",
    "https://",
    "https://localhost:8080/x",
    "https://a_b.example",
    "xhttps://bare.example",
    "中https://bare.example",
    "中www.bare.example",
    "<https://auto.example/x_y_>",
    "<https://auto.example/?a=1&amp;b=2\\&copy;>",
    "<me@auto.example>",
    "<https://auto.example/a b>",
    "<mailto:me@auto.example>",
];

/// A page of up to 15 lines, with one kind of line ending.
pub fn page() -> impl Strategy<Value = String> {
    let ending = select(&["\n", "\n", "\n", "\n", "\n", "\r\n", "\r\n", "\r"][..]);
    (proptest::collection::vec(line(), 1..16), ending, any::<bool>()).prop_map(|(lines, ending, is_ended)| {
        let page = lines.join(ending);
        if is_ended { page + ending } else { page }
    })
}

fn line() -> impl Strategy<Value = String> {
    let indent = prop_oneof![6 => Just(String::new()), 2 => one_of(INDENTS), 1 => (one_of(INDENTS), one_of(INDENTS)).prop_map(joined)];
    let opener = prop_oneof![3 => Just(String::new()), 3 => one_of(OPENERS)];
    let content = prop_oneof![
        3 => Just(String::new()),
        2 => one_of(LINES),
        2 => definition(),
        6 => (opener, inlines()).prop_map(joined),
    ];
    let trailer = prop_oneof![8 => Just(String::new()), 1 => one_of(&["  ", "\\", " ", "\t", " #", "   "])];
    (indent, content, trailer).prop_map(|(indent, content, trailer)| indent + &content + &trailer)
}

/// A definition, mostly; the same label may have several, or none that refers to it.
fn definition() -> impl Strategy<Value = String> {
    (one_of(LABELS), one_of(&[": ", ":", ":  ", ":\t", " : "]), one_of(DESTINATIONS), one_of(TITLES))
        .prop_map(|(label, colon, destination, title)| format!("[{label}]{colon}{destination}{title}"))
}

fn inlines() -> impl Strategy<Value = String> {
    let glue = prop_oneof![3 => Just(" ".to_owned()), 2 => Just(String::new())];
    proptest::collection::vec((inline(), glue), 1..6)
        .prop_map(|inlines| inlines.into_iter().map(joined).collect::<String>())
}

fn inline() -> impl Strategy<Value = String> {
    prop_oneof![5 => one_of(WORDS), 3 => link(text()), 1 => one_of(ADDRESSES), 1 => link(link(text()))]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => one_of(WORDS),
        2 => one_of(LABELS),
        1 => one_of(ADDRESSES),
        1 => (one_of(WORDS), one_of(WORDS)).prop_map(|(first, second)| format!("{first} {second}")),
    ]
}

/// A link or an image with `text`, written in any way.
fn link(text: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    (text, one_of(&["", "", "", "!"]), one_of(DESTINATIONS), one_of(TITLES), one_of(LABELS), 0..8).prop_map(
        |(text, mark, destination, title, label, way)| match way {
            0..=3 => format!("{mark}[{text}]({destination}{title})"),
            4 => format!("{mark}[{text}][{label}]"),
            5 => format!("{mark}[{label}][]"),
            6 => format!("{mark}[{label}]"),
            _ => format!("{mark}[{text}] ({destination})"),
        },
    )
}

fn one_of(options: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(options).prop_map(str::to_owned)
}

fn joined((first, second): (String, String)) -> String {
    first + &second
}
