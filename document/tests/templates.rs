//! What belongs to a site generator and not to the reader.

#![allow(clippy::indexing_slicing, reason = "a test may panic")]

use curate_document::{Document, InlineKind, Link, Span};

/// What of `text` is of a template.
fn templates(text: &str) -> Vec<String> {
    let document = Document::parse(text);
    document.templates().iter().map(|span| document.text(*span).to_owned()).collect()
}

#[test]
fn it_is_found_whole() {
    for (text, expected) in [
        ("See {{ page.title }} here.", &["{{ page.title }}"][..]),
        ("{{< figure src=\"https://a.example/x.png\" >}}", &["{{< figure src=\"https://a.example/x.png\" >}}"]),
        (
            "{% include card.html\n   url=\"https://a.example\" %}",
            &["{% include card.html\n   url=\"https://a.example\" %}"],
        ),
        ("{% include a.html\n\n  b=1 %}", &["{% include a.html\n\n  b=1 %}"]),
        (
            "{% highlight js %}\nx(a,b)\n\ny\n{% endhighlight %} z",
            &["{% highlight js %}\nx(a,b)\n\ny\n{% endhighlight %}"],
        ),
        ("{# a remark #} text", &["{# a remark #}"]),
        ("<%= link_to \"https://a.example\" %>", &["<%= link_to \"https://a.example\" %>"]),
        ("[a](https://a.example){: .new title=\"}\" } b", &["{: .new title=\"}\" }"]),
        ("# Title {#own-id}", &["{#own-id}"]),
        ("# Title { #own-id .wide }", &["{ #own-id .wide }"]),
        ("![a](b.png){width=50%}", &["{width=50%}"]),
        ("- Text\n{: .note}", &["{: .note}"]),
        (":::card{url=https://a.example/c}\nText\n:::", &[":::card", "{url=https://a.example/c}", ":::"]),
        ("::: tip 标题\nText\n:::", &["::: tip", ":::"]),
        ("An :icon[star]{href=\"x\"} here", &[":icon", "{href=\"x\"}"]),
        (
            "import Tabs from '@theme/Tabs';\nimport 'https://a.example/x.js'",
            &["import Tabs from '@theme/Tabs';", "import 'https://a.example/x.js'"],
        ),
        ("export const meta = {\n  a: 1,\n}", &["export const meta = {\n  a: 1,\n}"]),
        ("<img src=https://a.example/i?a=b alt=“a b”> c", &["<img src=https://a.example/i?a=b alt=“a b”>"]),
        ("<img src=\"https://a.example/i.png\" alt=\"b\"", &["<img src=\"https://a.example/i.png\" alt=\"b\""]),
        ("Set URL=https://a.example/x now", &["https://a.example/x"]),
        ("[a]({{ site.url }}/x) [b]({{site.url}}/x)", &["{{ site.url }}", "{{site.url}}/x"]),
    ] {
        assert_eq!(templates(text), expected, "{text}");
    }
}

#[test]
fn prose_stays() {
    for text in [
        "Prose {text} and {a, b} and {} stay, a{1,3} too.",
        "Code `{{` opens and `}}` closes.",
        "A \\{{ brace }}",
        "[Lupin]{https://lupin.example.org/}",
        "{{ never closed",
        "Vec<T> and a <b and c < d",
        "See: [a](b), at 10:30, a::b[c], :tada: and :-) too.",
        "import the data from a file",
        "export it",
        "https://a.example/?b=https://c.example",
        "`{% raw %}` and ```{: .x}```",
        "```\n{{ x }}\n```",
        "因此{文字}不变：[链接](b)。",
    ] {
        assert_eq!(templates(text), [""; 0], "{text}");
    }
}

#[test]
fn inlines_are_cut_and_nothing_is_lost() {
    let document =
        Document::parse("# A {{ b }} c\n\n- [d](e){: .f } - g {{ h }}, i.\n\n| {{ j }} |\n|-|\n| k {{l}} |\n");
    for (id, block) in document.leaves() {
        let inlines = document.inlines_of(id);
        assert!(!inlines.is_empty() && inlines.iter().all(|inline| block.span.contains(inline.span)));
        assert!(inlines.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    }
    let of_templates = document.inlines().iter().filter(|inline| inline.kind == InlineKind::Template);
    let texts: Vec<&str> = of_templates.map(|inline| document.text(inline.span)).collect();
    assert_eq!(texts, ["{{ b }}", "{: .f }", "{{ h }}", "{{ j }}", "{{l}}"]);
    // Code hosts show them, and count them.
    assert_eq!(&*document.sections()[0].slug, "a--b--c");
    let description = document.entries()[0].description.map(|span| document.text(span));
    assert_eq!(description, Some("g {{ h }}, i."));
}

#[test]
fn a_url_ends_with_its_value() {
    let document = Document::parse(
        "[a](b){: href=\"https://a.example/x\"} {c=https://b.example/y}\n<img src=https://c.example/z?a=b>d",
    );
    let urls: Vec<&str> = document.links().iter().map(|link: &Link| &*link.url).collect();
    assert_eq!(urls, ["b", "https://a.example/x", "https://b.example/y", "https://c.example/z?a=b"]);
}

#[test]
fn spans_are_asked_about() {
    let document = Document::parse("a {{ b }} c");
    let is_in = |start, end| document.in_template(Span::new(start, end));
    assert!(is_in(2, 9) && is_in(4, 5) && is_in(0, 4) && is_in(5, 11) && is_in(5, 5));
    assert!(!is_in(0, 11) && !is_in(0, 2) && !is_in(9, 11) && !is_in(2, 2) && !is_in(9, 9));
    assert!(document.is_beside_template(2) && document.is_beside_template(9) && !document.is_beside_template(3));
}
