//! What of raw HTML presents a resource.

use curate_document::{BlockKind, Document, Entry, is_list};
use proptest::prelude::*;

/// The entries of `text` that are raw HTML: title, URL, and description where there is one.
fn presented(text: &str) -> Vec<String> {
    let document = Document::parse(text);
    let html = document.entries().iter().filter(|entry| entry.html);
    html.map(|entry| {
        let url = document.link_of(entry).map_or("", |link| &link.url);
        let title = document.rendered_title(entry).unwrap_or_default();
        let description = entry.description.map(|span| format!(" - {}", document.text(span))).unwrap_or_default();
        format!("{title} <{url}>{description}")
    })
    .collect()
}

/// The same under a heading, where pictures count as well.
fn in_section(html: &str) -> Vec<String> {
    presented(&format!("# Title\n\n## Section\n\n{html}\n"))
}

#[test]
fn rows_with_a_link() {
    for (html, expected) in [
        (
            "<table>\n<tr><th>Name</th><th>What</th></tr>\n\
             <tr><td><a href=\"https://a.example\">A</a></td><td>One.</td></tr>\n</table>",
            &["A <https://a.example> - One."][..],
        ),
        (
            "<table><tr><td><img src=a.png></td><td> <a href=https://a.example> <b>A</b> b </a> </td><td>One</td></tr>\n\
             <tr><td><img src=b.png></td><td><a href='b/README.md'>B &amp; C</a></td><td>Two</td></tr></table>",
            &["A b <https://a.example> - One", "B & C <b/README.md> - Two"],
        ),
        // Tags in capitals, none closed, one missing.
        (
            "<TABLE><TR><TD><A HREF=\"https://a.example\">A</A><TD>One<TR><TD><A HREF=\"https://b.example\">B</A><TD>Two</TABLE>",
            &["A <https://a.example> - One", "B <https://b.example> - Two"],
        ),
        (
            "<table><tr><td><a href=\"https://a.example\">A</a></td><td>One</td></tr>\n\
             <td><a href=\"https://b.example\">B</a></td><td>Two</td></tr></table>",
            &["A <https://a.example> - One", "B <https://b.example> - Two"],
        ),
        // The name stands before a link that says the same in each row.
        (
            "<table><tr><td>A</td><td><a href=\"https://a.example\">Link</a></td></tr>\n\
             <tr><td>B</td><td><a href=\"https://b.example\">Link</a></td></tr></table>",
            &["A <https://a.example>", "B <https://b.example>"],
        ),
        (
            "<div><table><tr><td><!-- <a href=x>X</a> --><a href=\"?a&amp;b\">A</a></td><td>One</td></tr></table></div>",
            &["A <?a&b> - One"],
        ),
    ] {
        assert_eq!(in_section(html), expected, "{html}");
    }
}

#[test]
fn items_with_a_link() {
    for (html, expected) in [
        (
            "<ul>\n<li><a href=\"https://a.example\">A</a> - One</li>\n<li>2014: <a href=\"https://b.example\">B</a>\n</ul>",
            &["A <https://a.example> - One", "B <https://b.example>"][..],
        ),
        (
            "<ul><li><a href=\"https://a.example\">A</a><ul><li><a href=\"https://b.example\">B</a> Two</ul></ul>",
            &["B <https://b.example> - Two"],
        ),
        ("<ol><li>What is said of it, see <a href=\"https://a.example\">A</a><li>More.</ol>", &[]),
    ] {
        assert_eq!(in_section(html), expected, "{html}");
    }
}

#[test]
fn cells_and_logos_side_by_side() {
    let cell =
        |name: &str| format!("<td><a href=\"https://{name}.example\"><img src=\"{name}.png\"><br>{name}</a></td>");
    let grid = format!("<table><tr>{}{}</tr><tr>{}<td></td></tr></table>", cell("A"), cell("B"), cell("C"));
    assert_eq!(in_section(&grid), ["A <https://A.example>", "B <https://B.example>", "C <https://C.example>"]);
    let logo =
        |name: &str| format!("<a href=\"https://{name}.example\"><img src=\"{name}.png\" alt=\"{name} &copy;\"></a>");
    let logos = format!("<p align=center>\n{}\n{}\n{}\n</p>", logo("A"), logo("B"), logo("C"));
    assert_eq!(in_section(&logos), ["A © <https://A.example>", "B © <https://B.example>", "C © <https://C.example>"]);
    for few in [format!("<p>\n{}\n{}\n</p>", logo("A"), logo("B")), format!("<table><tr>{}</tr></table>", cell("A"))] {
        assert_eq!(in_section(&few), [""; 0], "{few}");
    }
    // At the top of a page such rows are badges, sponsors and ways into the page.
    assert_eq!(presented(&format!("# Title\n\n{logos}\n\n{grid}\n\n## Section\n")), [""; 0]);
}

#[test]
fn what_presents_nothing() {
    let person =
        "<td align=\"center\"><a href=\"https://github.com/user\"><img src=u.png><br><sub><b>User</b></sub></a></td>";
    let people =
        person.replace("user", "user-1") + &person.replace("user", "user-2") + &person.replace("user", "user-3");
    let row = |text: &str, url: &str| format!("<tr><td><a href=\"{url}\">{text}</a></td><td>Text</td></tr>");
    for html in [
        format!("<table><tr>{people}</tr></table>"),
        format!("<table>{}{}</table>", row("Contents", "#contents"), row("Mail", "mailto:a@b.example")),
        format!("<table>{}{}</table>", row("中文", "README.zh-cn.md"), row("Français", "docs/README.fr.md")),
        format!("<table>{}{}</table>", row("A", "topics/a.md"), row("Topic", "#topic")),
        format!("<table>{}</table>", row("Script", "javascript:alert(1)")),
        format!("<table>{}</table>", row("<img src=a.png>", "https://a.example")),
        format!("<table>{}</table>", row("<img src=a.png alt=A>", "a.png?raw=true")),
        format!("<table>{}</table>", row("<img src=https://img.shields.io/x alt=A>", "https://a.example")),
        "<table><tr><td><img src=a.png></td><td><img src=b.png></td></tr></table>".to_owned(),
        "<table><tr><td><a href=a>A</a> <a href=b>B</a> <a href=c>C</a> <a href=d>D</a></td><td>Text</td></tr></table>"
            .to_owned(),
        format!("<template><table>{}</table></template>", row("A", "https://a.example")),
        format!("<!-- <table>{}</table> -->", row("A", "https://a.example")),
    ] {
        assert_eq!(in_section(&html), [""; 0], "{html}");
    }
    for heading in ["Contributors", "Sponsors", "贡献者"] {
        let text = format!("# Title\n\n## {heading}\n\n<table>{}</table>\n", row("A", "https://a.example"));
        assert_eq!(presented(&text), [""; 0], "{text}");
    }
}

#[test]
fn entries_of_both_kinds_are_in_order() {
    let text = "# Title\n\n## Section\n\n- [A](https://a.example) - One.\n  <ul><li><a href=\"https://b.example\">B</a> Two</li></ul>\n\n\
                <ul><li><a href=\"https://c.example\">C</a> Three</li></ul>\n\n- [D](https://d.example)\n";
    let document = Document::parse(text);
    let found: Vec<_> = document
        .entries()
        .iter()
        .map(|entry| (document.rendered_title(entry).unwrap_or_default(), entry.depth, entry.html))
        .collect();
    assert_eq!(
        found,
        [("A", 0, false), ("B", 1, true), ("C", 0, true), ("D", 0, false)].map(|(title, depth, html)| (
            title.to_owned(),
            depth,
            html
        ))
    );
    assert_eq!(document.markdown_entries().count(), 2);
    let section = document.sections().last().map(|section| document.entries_of(section).len());
    assert_eq!(section, Some(4));
    let link = document.links().iter().find(|link| &*link.url == "https://c.example");
    assert_eq!(link.and_then(|link| link.entry).and_then(|id| document.entry(id)).map(|entry| entry.html), Some(true));
}

#[test]
fn raw_html_makes_a_list_only_where_it_is_most_of_the_page() {
    let rows = |count: usize| -> String {
        let row =
            |number| format!("<tr><td><a href=\"https://{number}.example\">Name {number}</a></td><td>Text</td></tr>");
        format!("# Title\n\n## Section\n\n<table>{}</table>\n\n", (0..count).map(row).collect::<String>())
    };
    assert!(is_list(&Document::parse(rows(10))));
    assert!(!is_list(&Document::parse(rows(9))));
    assert!(!is_list(&Document::parse(rows(10) + &"- Text.\n".repeat(20))));
}

/// However deep the tags are nested, and whatever is left open, reading takes one step for each.
#[test]
fn nesting_without_end() {
    for opening in ["<table><tr><td>", "<ul><li>", "<td><li>", "<tr><a href=x>", "<li><a href=\"https://a.example\">A"]
    {
        let text = format!("## Section\n\n<div>\n{}", opening.repeat(100_000));
        assert!(Document::parse(text.as_str()).entries().len() <= 100_000, "{opening}");
    }
}

fn assert_sound(document: &Document, entry: &Entry) {
    let parts = [entry.prefix, entry.title, entry.description, entry.separator, entry.extras, entry.trailer];
    assert!(document.source().get(entry.own.start..entry.own.end).is_some(), "{entry:?}");
    assert!(document.link_of(entry).is_some_and(|link| entry.own.contains(link.span)), "{entry:?}");
    assert_eq!(document.block(entry.block).map(|block| block.kind), Some(BlockKind::Html));
    assert!(document.block(entry.block).is_some_and(|block| block.span.contains(entry.own)), "{entry:?}");
    for part in parts.into_iter().flatten() {
        assert!(document.source().get(part.start..part.end).is_some_and(|text| !text.is_empty()), "{entry:?}");
        assert!(entry.own.contains(part), "{entry:?}");
    }
}

proptest! {
    /// What is made of tags in any order gives entries whose parts are bytes of their own rows, one behind the other.
    #[test]
    fn spans_are_sound(pieces in prop::collection::vec(prop::sample::select(PIECES), 1..60)) {
        let document = Document::parse(format!("# T\n\n## S\n\n<div>\n{}", pieces.concat()));
        let html: Vec<&Entry> = document.entries().iter().filter(|entry| entry.html).collect();
        for entry in &html {
            assert_sound(&document, entry);
        }
        prop_assert!(html.windows(2).all(|pair| pair[0].own.end <= pair[1].own.start));
    }
}

/// What hostile HTML may be made of.
const PIECES: &[&str] = &[
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<TD>",
    "</td>",
    "<th a=b>",
    "<ul>",
    "</ul>",
    "<li>",
    "</li>",
    "<br/>",
    "<a href=\"https://a.example\">",
    "<a href=b>",
    "<A HREF='https://c.example/?a&amp;b'>",
    "</a>",
    "<a",
    " href=\"",
    "\"",
    ">",
    "<img src=a.png alt=Lamp>",
    "<img src=b.png alt=\"灯\">",
    "<!-- ",
    " -->",
    "<script>",
    "</script>",
    "<",
    "\n",
    "\n\n",
    "- ",
    "> ",
    "Text",
    "灯，",
    "&nbsp;",
    "&amp",
    "\u{200B}",
    " ",
    "<td><a href=\"https://d.example\">D</a></td><td>Text</td>",
    "<li><a href=\"https://e.example\">E</a> Text",
];
