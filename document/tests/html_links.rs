//! Where raw HTML and bare URLs lead, and where that is written.

use curate_document::{Document, Link, LinkKind};

/// The URLs of `links`, each with what is written at its span where that differs.
fn urls<'a>(document: &'a Document, links: impl IntoIterator<Item = &'a Link>) -> Vec<(&'a str, &'a str)> {
    links.into_iter().map(|link| (&*link.url, document.text(link.destination))).collect()
}

/// What raw HTML in `text` leads to, links and images first.
fn of_html(text: &str) -> Vec<String> {
    let document = Document::parse(text);
    let html = document.links_and_embeds().filter(|link| link.kind == LinkKind::Html);
    urls(&document, html).iter().map(|(url, written)| [*url, *written].join(" ← ")).collect()
}

/// The same, where every URL is written as it is.
fn as_written(text: &str) -> Vec<String> {
    let document = Document::parse(text);
    let html: Vec<&Link> = document.links_and_embeds().filter(|link| link.kind == LinkKind::Html).collect();
    for (url, written) in urls(&document, html.iter().copied()) {
        assert_eq!(url, written, "{text}");
    }
    html.iter().map(|link| link.url.to_string()).collect()
}

#[test]
fn every_attribute_that_names_a_file() {
    for (text, expected) in [
        ("<img src=\"a.png\">", &["a.png"][..]),
        ("<video src=\"a.mp4\" poster=\"b.png\">", &["a.mp4", "b.png"]),
        ("<audio src=\"a.mp3\">", &["a.mp3"]),
        ("<source src=\"a.mp4\" type=\"video/mp4\">", &["a.mp4"]),
        ("<source media=\"(min-width: 1px)\" srcset=\"a.png\">", &["a.png"]),
        ("<track src=\"a.vtt\">", &["a.vtt"]),
        ("<iframe width=1 src=\"https://a.example/embed\"></iframe>", &["https://a.example/embed"]),
        ("<embed src=\"a.svg\">", &["a.svg"]),
        ("<object data=\"a.svg\">", &["a.svg"]),
        ("<area shape=rect HREF=a.md>", &["a.md"]),
        ("<IMG SRC='a.png' SrcSet='b.png 2x'>", &["a.png", "b.png"]),
        ("<video POSTER=a.png/b.png SRC=c.mp4>", &["a.png/b.png", "c.mp4"]),
        ("<video\n  poster = \" a.png \"\n  loop>", &["a.png"]),
        ("<video poster=\"\" src>", &[]),
        ("<p poster=a src=b srcset=c>", &[]),
        ("<link rel=stylesheet href=a.css>", &[]),
    ] {
        assert_eq!(as_written(text), expected, "{text}");
        assert_eq!(as_written(&format!("Text {text} and more.")), expected, "{text}");
        let line = text.replace('\n', " ");
        assert_eq!(as_written(&format!("> - <div>\n>   {line}")), expected, "{text}");
        assert_eq!(as_written(&format!("| a |\n|---|\n| {line} |")), expected, "{text}");
    }
}

#[test]
fn candidates_of_a_srcset() {
    for (value, expected) in [
        ("a.png", &["a.png"][..]),
        ("a.png 1x, b.png 2x", &["a.png", "b.png"]),
        ("a.png, b.png 2x", &["a.png", "b.png"]),
        ("a.png 100w,b.png 200w", &["a.png", "b.png"]),
        (" ,, a.png\n 1x ,\n b.png 2x,, ", &["a.png", "b.png"]),
        ("a,b.png 1x, c,d.png", &["a,b.png", "c,d.png"]),
        ("a.png,b.png", &["a.png,b.png"]),
        ("a.png,, b.png", &["a.png", "b.png"]),
        ("a.png (1x, 2x) 3x, b.png", &["a.png", "b.png"]),
        ("a.png (1x, b.png", &["a.png"]),
        ("data:image/png;base64,AAAA, b.png 2x", &["data:image/png;base64,AAAA", "b.png"]),
        (
            "https://a.example/w_1,h_2/x.png 2x,https://b.example/x.png",
            &["https://a.example/w_1,h_2/x.png", "https://b.example/x.png"],
        ),
        ("", &[]),
        (" , ", &[]),
    ] {
        assert_eq!(as_written(&format!("<source srcset=\"{value}\">")), expected, "{value}");
        assert_eq!(as_written(&format!("Text <img srcset='{value}'> text.")), expected, "{value}");
    }
    assert_eq!(as_written("> <img srcset=\"a.png 1x,\n>   b.png 2x\">"), ["a.png", "b.png"]);
    assert_eq!(as_written("<img srcset=\"{{ a }} 1x, {{ b, c }} 2x\">"), [""; 0]);
}

#[test]
fn character_references_are_decoded_in_attributes() {
    for (text, expected) in [
        ("<a href=\"?a=1&amp;b=2\">", "?a=1&b=2 ← ?a=1&amp;b=2"),
        ("<img src='a&#46;png'>", "a.png ← a&#46;png"),
        ("<video poster=a&#x2E;png>", "a.png ← a&#x2E;png"),
        ("<img srcset=\"1x.png?a&amp;b 1x\">", "1x.png?a&b ← 1x.png?a&amp;b"),
        ("<a href=\"&auml;\\&lt;\">", "ä\\< ← &auml;\\&lt;"),
        ("<a href=\"?a=1&copy=2&none;\">", "?a=1&copy=2&none; ← ?a=1&copy=2&none;"),
    ] {
        assert_eq!(of_html(text), [expected], "{text}");
    }
}

#[test]
fn what_is_not_shown_leads_nowhere() {
    for text in [
        "<!-- <img src=\"a.png\" srcset=\"b.png\"> -->",
        "Text <!-- <video poster=a.png> --> text.",
        "`<img src=\"a.png\">`",
        "    <img src=\"a.png\">",
        "```html\n<video src=\"a.mp4\">\n```",
        "<script>\nx = '<img src=\"a.png\">';\n</script>",
        "<style>\n/* <a href=\"a\"> */\n</style>",
        "<template>\n<video poster=\"a.png\"></video>\n</template>",
        "Text <template><img src=\"a.png\"></template> text.",
        "<textarea>\n<a href=\"a\">\n</TEXTAREA>",
        "<img alt=\"<video src='a.mp4'>\">",
    ] {
        assert_eq!(of_html(text), [""; 0], "{text}");
    }
    assert_eq!(as_written("<div><script>x</script><img src=a.png></div>"), ["a.png"]);
    assert_eq!(as_written("<div><Template><img src=a.png></Template>\n<img src=b.png></div>"), ["b.png"]);
    assert_eq!(as_written("<div><script src=\"x.js\" /><img src=a.png></div>"), ["a.png"]);
}

#[test]
fn embeds_are_no_links_of_an_entry() {
    let text = "- <video poster=\"a.png\" src=\"b.mp4\"></video> [Lamp](https://lamp.example) - A light.\n\
        - <source srcset=\"c.png\"> Text.\n";
    let document = Document::parse(text);
    assert_eq!(urls(&document, document.links()), [("https://lamp.example", "https://lamp.example")]);
    assert_eq!(document.embeds().len(), 3);
    assert!(document.entries().iter().all(|entry| document.links_of(entry).len() <= 1));
    assert_eq!(document.entries().iter().filter(|entry| entry.link.is_some()).count(), 1);
}

/// An unfinished tag leads nowhere; what follows a quote that nothing closes is looked through.
#[test]
fn unfinished_tags() {
    assert_eq!(as_written("<div>\n<a title=\"x <img src=b.png> <img src=c.png>"), ["b.png", "c.png"]);
    assert_eq!(as_written("<div>\n<a title=\"<img src=b.png>\" "), [""; 0]);
    assert_eq!(as_written("<div>\n<a href=\"x\" <img src=b.png>"), ["b.png"]);
    // Were all of it read anew at each `<`, this would take minutes.
    let long = format!("<div>\n<a {}", "b=\"<a\" ".repeat(300_000));
    assert_eq!(as_written(&long), [""; 0]);
}

/// GitHub leads to what is written; what is meant is checked, and compared.
#[test]
fn character_references_of_bare_urls() {
    for (text, written, meant) in [
        ("https://a.example/?a=1&amp;b=2 text", "https://a.example/?a=1&amp;b=2", "https://a.example/?a=1&b=2"),
        ("www.a.example/?a&#38;b#c", "http://www.a.example/?a&#38;b#c", "http://www.a.example/?a&b#c"),
        ("https://a.example/x&#40;y", "https://a.example/x&#40;y", "https://a.example/x(y"),
        ("https://a.example/x&nbsp;text", "https://a.example/x&nbsp;text", "https://a.example/x"),
        ("https://a.example/?a=1&copy=2", "https://a.example/?a=1&copy=2", "https://a.example/?a=1&copy=2"),
        ("https://a.example/?a=1&amp;", "https://a.example/?a=1", "https://a.example/?a=1"),
        ("<https://a.example/?a=1&amp;b=2>", "https://a.example/?a=1&b=2", "https://a.example/?a=1&b=2"),
    ] {
        let document = Document::parse(text);
        let found: Vec<_> =
            document.links().iter().map(|link| (&*link.url, link.parsed_url().map(url::Url::as_str))).collect();
        assert_eq!(found, [(written, Some(meant))], "{text}");
        let meant = Document::parse(format!("[a](<{meant}>)"));
        let keys = [&document, &meant].map(|document| document.links().first().and_then(Link::key));
        assert!(keys[0].is_some() && keys[0] == keys[1], "{text}: {keys:?}");
    }
}

#[test]
fn bare_urls_are_rendered_as_they_are_written() {
    let text = "&lt; https://a.example/&copy;x &lt; https://a.example/?a&amp;b c&copy; www.a.example/&copy;y";
    let document = Document::parse(text);
    let rendered = document.rendered(curate_document::BlockId(0));
    assert_eq!(rendered, "< https://a.example/&copy;x < https://a.example/?a&amp;b c© www.a.example/&copy;y");
}
