//! Small hostile texts: inline pieces side by side, in every kind of block.

/// Pieces of a line that are often edited, or that editing their neighbours takes apart.
const PIECES: &[&str] = &[
    "[文a](https://a.example/x)",
    "[ pad ](https://a.example/x)",
    "[t]( https://a.example/y )",
    "[C:\\ ](https://a.example/c)",
    "[E](https://a.example/a\\ )",
    "[r][hoe]",
    "[hoe]",
    "![图](https://a.example/i.png)",
    "[![b](https://a.example/b.svg)](https://a.example/)",
    "https://a.example/a_b",
    "https://a.example/a，",
    "(https://a.example/y)，",
    "https://a.example/0、https://b.example/0。",
    "www.a.example/z。",
    "<https://a.example/q>",
    "_https://a.example/u_，",
    "`code，，`",
    "`` a ` b ``",
    "**输入:**",
    "**bold**,",
    "*em*中",
    "__init__",
    "~~gone~~ ,",
    "<kbd>,.</kbd>",
    "<code>中，，文</code>",
    "<a href=\"https://a.example/?utm_source=x&b=1\">raw</a>",
    "<br>",
    "<!-- note,. -->",
    "&amp;，。",
    "\\*,.",
    "$x_1,.$",
    "中文English字",
    "，。",
    "字 , 字",
    "（免费)",
    "。。",
    "\u{200B}字",
    "[^1]",
    "(文",
    "[t] (https://a.example/m)",
    "[t](https://a.example/n",
    "[t]((https://a.example/o))",
    "（t）[https://a.example/p]",
    "[t]（https://a.example/p）",
    "http//a.example/s",
    "https:/a.example/s",
    "[w](www.a.example)",
    "[u](https://a.example/?utm_source=x&spm_id_from=3)",
    ":wave:",
    "한국어,한국",
    "हिन्दी,.",
    "ไทย ,ไทย",
    "العربية،,",
    "日本語API,",
    "💡中text",
    "  ",
    " - ",
    "- [S](https://s.example) - t.",
    "|",
    "\\",
    "{{ x,. }}",
    "\"引,.\"",
];

/// Blocks with a place for a line.
const BLOCKS: &[&str] = &[
    "@\n",
    "- @\n- [Oak](https://oak.example/) - A tree.\n",
    "- [Elm](https://elm.example/) - @\n- [Oak](https://oak.example/) - A tree.\n",
    "-\t@\n\n  more\n",
    "## @\n\n- [x](#x)\n",
    "> @\n> and more\n",
    "| 名 | b |\n|---|---|\n| @ | c |\n",
    "text\n@\n===\n",
    "1. one\n   - @\n     next\n",
    "*     @\n",
    "<div>\n@\n</div>\n",
    "**@**\n",
    "[@](https://outer.example/)\n",
    "```\n@\n",
];

/// What stands before and after, so that references, footnotes and anchors have something to lead to.
fn page(block: &str, line: &str) -> String {
    let block = block.replace('@', line);
    format!("# List\n\n{block}\n\n[hoe]: https://hoe.example/\n\n[^1]: Note.\n")
}

/// Every piece beside every other in one kind of block or another, and by itself in every kind: every `step`-th of some 6000
/// pages, or all where `CURATE_COMBINATIONS` is `all` (two minutes).
pub fn pages(step: usize) -> impl Iterator<Item = String> {
    let is_all = std::env::var("CURATE_COMBINATIONS").is_ok_and(|value| value == "all");
    all_pages().step_by(if is_all { 1 } else { step })
}

fn all_pages() -> impl Iterator<Item = String> {
    let glue = ["", " ", "字", "，"];
    let pairs =
        PIECES.iter().enumerate().flat_map(|(i, a)| PIECES.iter().enumerate().map(move |(j, b)| (i, j, *a, *b)));
    let of_pairs = pairs.map(move |(i, j, a, b)| {
        // Each kind of block and each glue comes by every piece.
        let block = BLOCKS[(i * 5 + j * 3) % BLOCKS.len()];
        page(block, &format!("{a}{}{b}", glue[(i + j + i * j) % glue.len()]))
    });
    let alone = PIECES.iter().flat_map(|piece| {
        BLOCKS.iter().flat_map(move |block| {
            [format!("字{piece}字"), (*piece).to_owned(), format!("a {piece} b")].map(|line| page(block, &line))
        })
    });
    of_pairs.chain(alone)
}
