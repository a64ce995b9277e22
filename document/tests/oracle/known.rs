//! Every difference between the parts that `curate` and `comrak` find, with who is right and why.

use crate::covers;
use crate::difference::{KnownDifference, Page, Right};

/// The differences, but for those of rendered examples.
pub const KNOWN: &[KnownDifference] = &[
    KnownDifference {
        page: Page::Named("corpus/public-apis/README.md"),
        differences: &[
            "-paragraph 10101..10120 depth 1",
            "+paragraph 10101..10126 depth 1",
            "-html 10121..10121 depth 0",
            "+tag 10121..10121 ",
        ],
        right: Right::Curate,
        reason: LAZY_TAG,
    },
    KnownDifference {
        page: Page::Excerpt("- word\n<br>", covers::lazy_tag),
        differences: &["-paragraph 2..6 depth 1", "+paragraph 2..11 depth 1", "-html 7..7 depth 0", "+tag 7..7 "],
        right: Right::Curate,
        reason: LAZY_TAG,
    },
    KnownDifference {
        page: Page::Named("gfm-extensions 19"),
        differences: &["+literal 438..453 http://🍄.ga/"],
        right: Right::Curate,
        reason: SYMBOL_IN_HOST,
    },
    KnownDifference {
        page: Page::Excerpt("https://💻", covers::symbol_in_host),
        differences: &["+literal 0..12 https://💻"],
        right: Right::Curate,
        reason: SYMBOL_IN_HOST,
    },
    KnownDifference {
        page: Page::Named("gfm 646"),
        differences: &["+text 19..19 foo", "-text 19..19 foo <!-- foo--->", "+tag 23..23 "],
        right: Right::Curate,
        reason: COMMENT,
    },
    KnownDifference {
        page: Page::Excerpt("- [ ]*em*", covers::tight_box),
        differences: &[
            "+item 0..0 depth 0 ordered false task false",
            "-item 0..0 depth 0 ordered false task true",
            "+text 2..2 [ ]‹em",
            "+paragraph 2..9 depth 1",
            "-text 5..5 ‹em",
            "-paragraph 5..9 depth 1",
        ],
        right: Right::Curate,
        reason: "a box needs white space after it (GFM 5.3); comrak takes the end of its first text for that",
    },
    KnownDifference {
        page: Page::Excerpt("- [ ] \n[label]: https://a.example", covers::lone_box),
        differences: &[
            "-link 33..33 https://a.example",
            "-paragraph 33..33 depth 1",
            "-text 33..33 [label]: https://a.example",
        ],
        right: Right::Oracle,
        reason: "a definition cannot interrupt the paragraph that begins with the box (CommonMark 4.7); for pulldown-cmark \
                 there is none yet",
    },
    KnownDifference {
        page: Page::Excerpt("> [!NOTE] #\n> word", covers::alert),
        differences: &[
            "+text 2..2 [!NOTE] # word",
            "+paragraph 2..18 depth 1",
            "-text 14..14 word",
            "-paragraph 14..18 depth 1",
        ],
        right: Right::Curate,
        reason: "an alert has no title and is a quote like any other: its marker is a paragraph that lazy lines continue",
    },
    KnownDifference {
        page: Page::Excerpt("[label]: https://a.example\n---", covers::line_below_definition),
        differences: &["+break 27..27 depth 0", "-paragraph 30..30 depth 0", "-text 30..30 ---"],
        right: Right::Curate,
        reason: "what is left of a paragraph when its definitions are taken away is nothing, so the line is a thematic break, \
                 as in commonmark.js; cmark keeps it for text",
    },
    KnownDifference {
        page: Page::Excerpt("[word][ ]\n\n[word]: https://a.example", covers::blank_label),
        differences: &[
            "-text 0..0 word",
            "+text 0..0 word[ ]",
            "+link 0..6 https://a.example",
            "-link 0..9 https://a.example",
        ],
        right: Right::Curate,
        reason: "a label is not blank (CommonMark 4.7), so that is a shortcut reference and two brackets; cmark drops them",
    },
    KnownDifference {
        page: Page::Excerpt("[ me@mail.example", covers::mail_in_bracket),
        differences: &["+literal 2..17 mailto:me@mail.example"],
        right: Right::Curate,
        reason: "for cmark-gfm only URLs make no link behind an open bracket; comrak says so of mail addresses too",
    },
    KnownDifference {
        page: Page::Excerpt("[[[](https://a.example)](https://b.example)", covers::url_in_dead_bracket),
        differences: &["+literal 25..42 https://b.example"],
        right: Right::Curate,
        reason: "for cmark-gfm a bracket that a link has made inactive is none any more; comrak finds no URL behind it",
    },
    KnownDifference {
        page: Page::Excerpt("https://bare.example/*x*", covers::url_over_markup),
        differences: &["+text 0..0 https://bare.example/*x", "-text 0..0 https://bare.example/*x*"],
        right: Right::Oracle,
        reason: "the mark that closes what a URL has run over is text; pulldown-cmark has taken it for the emphasis",
    },
    KnownDifference {
        page: Page::Excerpt("www.bare", covers::short_www),
        differences: &["+literal 0..8 http://www.bare"],
        right: Right::Curate,
        reason: "for cmark-gfm the dot after `www` is the one that a domain needs; comrak needs another",
    },
    KnownDifference {
        page: Page::Excerpt(
            "> [one]: https://a.example\n  [label]: https://a.example\n\n[label]",
            covers::lazy_definition,
        ),
        differences: &[
            "-link 55..55 https://a.example",
            "-paragraph 55..55 depth 1",
            "-text 55..55 [label]: https://a.example",
            "-text 57..57 [label]",
            "+text 57..57 label",
            "+link 57..64 https://a.example",
        ],
        right: Right::Curate,
        reason: "the indent of a lazy line is no part of its paragraph (CommonMark 4.8); cmark keeps it below a definition, and \
                 does not see another definition behind it",
    },
    KnownDifference {
        page: Page::Excerpt("[label]: https://a.example\n| a |\n|---|", covers::definition_above_table),
        differences: &[
            "-link 26..26 https://a.example",
            "-paragraph 26..26 depth 0",
            "-text 26..26 [label]: https://a.example",
        ],
        right: Right::Oracle,
        reason: "a table takes the line above it from a paragraph before definitions are taken from that (cmark-gfm), so what is \
                 above stays text; for pulldown-cmark it is a definition",
    },
    KnownDifference {
        page: Page::Excerpt("text\na | b\n|---|---|", covers::table_in_paragraph),
        differences: &[
            "-text 0..0 text",
            "+text 0..0 text a | b |---|---|",
            "-paragraph 0..4 depth 0",
            "+paragraph 0..20 depth 0",
            "-table 5..5 depth 0",
            "-text 5..5 a",
            "-cell 5..6 depth 0 row 0 column 0",
            "-text 9..9 b",
            "-cell 9..10 depth 0 row 0 column 1",
        ],
        right: Right::Oracle,
        reason: "a table's head may be the last line of a paragraph (cmark-gfm); for pulldown-cmark only one with a bar at its \
                 start",
    },
    KnownDifference {
        page: Page::Excerpt("---|---\\\n|---|---|\n", covers::table_head_of_hyphens),
        differences: &[
            "-table 0..0 depth 0",
            "-text 0..0 ---",
            "+text 0..0 ---|---⏎|---|---|",
            "-cell 0..3 depth 0 row 0 column 0",
            "+paragraph 0..18 depth 0",
            "-text 4..4 ---\\",
            "-cell 4..8 depth 0 row 0 column 1",
        ],
        right: Right::Oracle,
        reason: "a head may end in a backslash (GFM 4.10); pulldown-cmark takes it for a line break within a paragraph",
    },
    KnownDifference {
        page: Page::Excerpt(
            "[![](https://a.example) [[word](a b)](https://a.example) \n[]( word](<>) ",
            covers::image_in_bracket_chain,
        ),
        differences: &["-link 0..0 ", "+text 0..0 [ [word](a b) []( word](<>)", "-text 0..0 [word](a b) []( word"],
        right: Right::Oracle,
        reason: "a bracket that opens before a link that failed is still open (CommonMark 6.3); pulldown-cmark has closed it",
    },
    KnownDifference {
        page: Page::Excerpt("[^1][word][label] \n[^1]: word ", covers::footnote_before_brackets),
        differences: &["+text 0..0 [^1][word][label]", "-text 0..0 [word][label]", "-footnote reference 0..4 "],
        right: Right::Oracle,
        reason: "a footnote reference ends at its bracket whatever follows; pulldown-cmark takes two pairs behind it for a link that \
                 fails, and the whole for text",
    },
    KnownDifference {
        page: Page::Excerpt("`one\n  two`", covers::indented_code_span),
        differences: &["+text 0..0 `one   two`", "-text 0..0 `one two`"],
        right: Right::Oracle,
        reason: "the indent of a line is no part of its paragraph (CommonMark 4.8); pulldown-cmark keeps it in a code span",
    },
    KnownDifference {
        page: Page::Excerpt("`one\r\ntwo`", covers::code_span_over_lines),
        differences: &["-text 0..0 `one\r two`", "+text 0..0 `one  two`"],
        right: Right::Oracle,
        reason: "a line ending in a code span is rendered as one space (CommonMark 6.1); pulldown-cmark makes two of `\\r\\n`",
    },
    KnownDifference {
        page: Page::Excerpt("word \t\nword", covers::tab_before_line_ending),
        differences: &["-text 0..0 word word", "+text 0..0 word⏎word"],
        right: Right::Oracle,
        reason: "spaces make a hard break (CommonMark 6.7); pulldown-cmark takes tabs for them",
    },
    KnownDifference {
        page: Page::Excerpt("> \n\t> word", covers::tab_before_quote),
        differences: &["-code 4..4 depth 0", "+text 6..6 word", "+paragraph 6..10 depth 1"],
        right: Right::Oracle,
        reason: "a tab is four columns, too many before the marker of a quote; pulldown-cmark lets it pass where a quote is open",
    },
    KnownDifference {
        page: Page::Excerpt("word~gone~", covers::single_tilde),
        differences: &["+text 0..0 word~gone~", "-text 0..0 word‹gone"],
        right: Right::Oracle,
        reason: "for GitHub one tilde is as good as two; for pulldown-cmark it is none inside a word",
    },
    KnownDifference {
        page: Page::Excerpt("[word](<https://a.example>\"title\")", covers::glued_title),
        differences: &[
            "-text 0..0 [word](https://a.example\"title\")",
            "+text 0..0 word",
            "+link 0..34 https://a.example",
            "-link 7..26 https://a.example",
        ],
        right: Right::Oracle,
        reason: "white space is needed before a title (CommonMark 6.3); pulldown-cmark does without after `>`",
    },
    KnownDifference {
        page: Page::Excerpt("[word][^none]\n\n[word]: https://a.example", covers::footnote_label),
        differences: &["-text 0..0 [word][^none]", "+text 0..0 word[^none]", "+link 0..6 https://a.example"],
        right: Right::Oracle,
        reason: "a label that no definition answers makes no link of the text before it; pulldown-cmark does not take it for a label",
    },
    KnownDifference {
        page: Page::Excerpt("[[^1]](https://a.example)\n\n[^1]: word", covers::footnote_in_link),
        differences: &[
            "-text 0..0 ",
            "+text 0..0 [](https://a.example)",
            "-link 0..25 https://a.example",
            "+literal 7..24 https://a.example",
        ],
        right: Right::Oracle,
        reason: "a reference to a footnote may be in a link; to pulldown-cmark it is a link, which may not",
    },
    KnownDifference {
        page: Page::Excerpt("    code\r---", covers::lone_carriage_return),
        differences: &["-break 9..9 depth 0"],
        right: Right::Oracle,
        reason: "a carriage return alone ends a line (CommonMark 2.1); pulldown-cmark does not see it everywhere",
    },
];

const LAZY_TAG: &str = "a line that is one tag cannot interrupt a paragraph (CommonMark 4.6, condition 7), so it goes on with that \
                        of the item or quote before; cmark-gfm makes it HTML after the item (corrected in cmark 0.30)";

const SYMBOL_IN_HOST: &str = "for cmark-gfm a host is made of whatever is neither white space nor punctuation; comrak wants no \
                              symbols either";

/// Why comments differ.
pub const COMMENT: &str = "since CommonMark 0.31 a comment may hold and end in hyphens (6.6); GFM has the rule of 0.29";
