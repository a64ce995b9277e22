//! Fixes that one of two parsers would see otherwise, or that change more than they say, are refused; where, and why.

use curate_document::{Document, Edition, List, Span};
use curate_rules::Rejection;
use curate_rules::api::options::Make;
use curate_rules::api::rule::{Context, Rule, Sink};
use curate_rules::{
    Applicability, Declaration, Effects, Facts, Finding, Fix, FixKind, Fixed, Linter, Scope, Settings, Subject, fix,
};

/// A rule that replaces words of a document, once, as its options say.
static REPLACE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    ..Declaration::warning("//! # formatting/replace", "a text to be replaced", Make::configured::<Replace, Replace>())
};

#[derive(Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Replace {
    source: String,
    from: String,
    to: String,
    /// The effects that are declared.
    effects: Vec<String>,
}

impl Rule for Replace {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let Self { source, from, to, .. } = self;
        if context.document.source() != source {
            return;
        }
        let has = |name: &str| self.effects.iter().any(|effect| effect == name);
        let effects = Effects {
            keys: has("keys"),
            links: has("links"),
            emphasis: has("emphasis"),
            verbatim: has("verbatim"),
            ..Effects::default()
        };
        for (start, _) in source.match_indices(from) {
            let span = Span::new(start, start + from.len());
            let fix = Fix::safe("Replace it", context.edition, span, &**to).with_effects(effects);
            sink.report(Finding::at(span, format!("replaced at {start}")).fix(fix));
        }
    }
}

/// `source` after `from` was replaced by `to` wherever it stands, one fix for each; `effects` are what they declare.
fn replaced(source: &str, [from, to]: [&str; 2], effects: &[&str], least: Applicability) -> Fixed {
    let rules = [&REPLACE];
    let mut settings = Settings::defaults(&rules);
    let options = &mut settings.rule_mut(REPLACE.name).unwrap().options;
    for (name, text) in [("source", source), ("from", from), ("to", to)] {
        options.insert(name.to_owned(), text.into());
    }
    let effects: Vec<toml::Value> = effects.iter().map(|effect| (*effect).into()).collect();
    options.insert("effects".to_owned(), effects.into());
    let list = List::new(vec![Edition::new("README.md", Document::parse(source), true)]);
    fix(&Linter::new(&rules, &[settings], &Facts::default()), list, least, &|_, _| true)
}

fn text(fixed: &Fixed) -> &str {
    fixed.list.editions[0].document.source()
}

/// Why the safe fix that replaces `from` by `to` in `source` and declares `effects` is refused.
fn refusal(source: &str, from: &str, to: &str, effects: &[&str]) -> Option<Rejection> {
    let fixed = replaced(source, [from, to], effects, Applicability::Safe);
    let rejection = fixed.refused.first().map(|refused| refused.rejection.clone());
    let expected = if rejection.is_some() { source.to_owned() } else { source.replace(from, to) };
    assert_eq!(text(&fixed), expected);
    rejection
}

#[test]
fn what_changes_words_alone_is_applied() {
    for (source, from, to) in [
        ("# A list\n\n- [Loam](https://loam.example/) - Earth , and clay.\n", " ,", ","),
        ("| Tool | Use |\n|---|---|\n| [Hoe](https://hoe.example/) | weeds |\n| Rake | leafs |\n", "leafs", "leaves"),
        ("> Quoted 文text with [a link][l].\n\n[l]: https://l.example/ \"Title\"\n", "文text", "文 text"),
        ("1. One.\n2. Two..\n\n   More.\n", "..", "."),
        ("A note[^1] that is  long.\n\n[^1]: The note.\n", "  long", " long"),
        ("- [x] done ,\n- [ ] to do\n", " ,", ","),
        ("> [!NOTE]\n> Mind the gap ,\n", " ,", ","),
        ("Line one  \nline two ,\n", " ,", ","),
        ("---\ntitle: x ,\n---\n\nText ,,\n", ",,", ","),
        ("Costs $x_1$ and $5 , too.\n", " ,", ","),
        ("Text with <b>bold</b> ,\n", " ,", ","),
        ("See www.a.example/x and https://b.example/y) for more ,\n", " ,", ","),
        ("- One\n  ```sh\n  run ,\n  ```\n- Two ;\n", " ;", ";"),
    ] {
        assert_eq!(refusal(source, from, to, &[]), None, "{source:?}");
    }
}

#[test]
fn a_link_stays_a_link() {
    assert_eq!(refusal("[C:\\ ](https://drive.example/)\n", "\\ ]", "\\]", &["keys"]), Some(Rejection::Urls));
    assert_eq!(refusal("[Elm](https://elm.example/a\\ )\n", " )", ")", &["keys"]), Some(Rejection::Text));
    assert_eq!(refusal("![Fir](https://fir.example/f.png)\n", "![", "[", &["keys"]), Some(Rejection::Links));
    assert_eq!(refusal("!! [Oak](https://oak.example/)\n", "! [", "![", &[]), Some(Rejection::Links));
    assert_eq!(refusal("[Ash](https://ash.example/)\n", "https://ash", "https://yew", &[]), Some(Rejection::Urls));
    assert_eq!(refusal("[Ash](https://ash.example/)\n", "https://ash", "https://yew", &["keys"]), None);
    assert_eq!(refusal("[Ash](#Trees)\n", "#Trees", "#trees", &[]), None);
    assert_eq!(
        refusal(
            "(Ash)[https://ash.example/]\n",
            "(Ash)[https://ash.example/]",
            "[Ash](https://ash.example/)",
            &["links", "keys",]
        ),
        None
    );
}

#[test]
fn declared_is_only_what_the_edit_touches() {
    let source = "[A] (https://a.example/) and [B](https://b.example/ ) end\n";
    assert_eq!(refusal(source, "] (", "](", &["links", "keys"]), None);
    // The edit makes the first a link, and takes the second apart at the other end of the line.
    let source = "a ` b and [B](https://b.example/) and ` c\n";
    assert!(refusal(source, "a ` b", "a b", &["links", "keys"]).is_some());
}

#[test]
fn emphasis_stays() {
    assert_eq!(refusal("**输入:** 字\n", ":** ", "：", &[]), Some(Rejection::Emphasis));
    assert_eq!(refusal("*one * and *two*\n", "one *", "one*", &[]), Some(Rejection::Emphasis));
    assert_eq!(refusal("*one * and *two*\n", "one *", "one*", &["emphasis"]), None);
    assert_eq!(refusal("~~gone~~ ,\n", "~~ ,", ",", &[]), Some(Rejection::Emphasis));
    let merged = refusal("见 _https://x.example/a_，\n", "https://x.example/a_", "<https://x.example/a_>", &["keys"]);
    assert!(merged.is_some());
}

#[test]
fn code_is_not_edited() {
    for source in [
        "Press <kbd>,.</kbd> twice.\n",
        "Press <KBD>,.</KBD> twice.\n",
        "见 <code>中,.文</code>。\n",
        "Run `a,.b` now.\n",
        "```\na,.b\n```\n",
        "*     a,.b\n",
        "    a,.b\n",
        "<div>a,.b</div>\n",
        "<!-- a,.b -->\n",
        "Text <b title=\"a,.b\">bold</b>\n",
    ] {
        assert_eq!(refusal(source, ",.", ".", &[]), Some(Rejection::Verbatim), "{source:?}");
        assert_eq!(refusal(source, ",.", ".", &["verbatim"]), None, "{source:?}");
    }
}

#[test]
fn what_is_not_edited_is_shown_as_before() {
    assert_eq!(refusal("Fish & amp; chips\n", "& amp", "&amp", &[]), Some(Rejection::Text));
    assert_eq!(refusal("One\n\nTwo\n", "\n\n", "\n", &[]), Some(Rejection::Text));
    assert_eq!(refusal("Text\n-- \n", "-- ", "--", &[]), None);
    assert_eq!(refusal("# Head ,\n", " ,", ",", &[]), Some(Rejection::Headings));
    assert_eq!(refusal("- One\n-Two\n", "-Two", "- Two", &[]), Some(Rejection::Text));
    assert_eq!(refusal("| a | b |\n|---|---|\n| c | d |\n", "c | d", "c d", &[]), Some(Rejection::Entries));
    assert_eq!(refusal("- [ ] to do\n", "[ ]", "[x]", &[]), Some(Rejection::Entries));
    assert_eq!(refusal("Line one  \nline two\n", "  \n", "\n", &[]), Some(Rejection::Text));
}

/// Where the parsers read a block differently as it stands, nothing in it is touched without being asked for.
#[test]
fn no_safe_fix_where_renderers_differ() {
    for source in [
        "<img src=https://x.example/a.png> 一,.二\n",
        "Text <a href=https://x.example/y/>link</a> 一,.二\n",
        "-\tOne\n\n   一,.二\n",
        "-\t一,.二\n\n   Two\n",
    ] {
        let safe = replaced(source, [",.", "."], &[], Applicability::Safe);
        assert_eq!(
            safe.refused.first().map(|refused| &refused.rejection),
            Some(&Rejection::Disagreement),
            "{source:?}"
        );
        assert_eq!(text(&safe), source);
        let risky = replaced(source, [",.", "."], &[], Applicability::Unsafe);
        assert_eq!(text(&risky), source.replace(",.", "."));
    }
}

/// A definition is in use where any parser may take something for a reference to it.
#[test]
fn definitions_in_use_stay() {
    let lone = "Text.\n\n[hoe]: https://hoe.example/\n";
    assert_eq!(refusal(lone, "[hoe]: https://hoe.example/\n", "", &[]), None);
    for use_of_it in ["-\t*\t[hoe]", "    [hoe]", "`[hoe]`", "<b>[hoe]</b>", "[Hoe][ HOE ]"] {
        let source = format!("- a\n\n{use_of_it}\n\n[hoe]: https://hoe.example/\n");
        assert_eq!(
            refusal(&source, "[hoe]: https://hoe.example/\n", "", &["keys"]),
            Some(Rejection::Urls),
            "{source:?}"
        );
    }
    let twice = "[hoe]\n\n[hoe]: https://hoe.example/\n\nText.\n\n[Hoe]: https://hoe.example/\n";
    assert_eq!(refusal(twice, "[Hoe]: https://hoe.example/\n", "", &[]), None);
}

/// What the second parser panics on, or cannot be given, is left alone.
#[test]
fn what_cannot_be_witnessed_is_refused() {
    let deep = format!("{}一,.二\n", "> ".repeat(100));
    let long = format!("一,.二 {}\n", "word ".repeat(14_000));
    let open = format!("一,.二 {}\n", "[".repeat(30_000));
    let emphasis = format!("一,.二 {}\n", "*a ".repeat(2_000));
    let wide = format!("| 一,.二 |{}\n|{}\n", " x |".repeat(3_000), "---|".repeat(3_001));
    for source in [
        "> 一,.二\n>\n> -|-\n> x|y\n> -|-\n> > <",
        "> 一,.二\n>\n> x|y\n> -|-\n> - <",
        &deep,
        &long,
        &open,
        &emphasis,
        &wide,
    ] {
        let shown: String = source.chars().take(30).collect();
        let safe = replaced(source, [",.", "."], &[], Applicability::Safe);
        assert_eq!(safe.refused.first().map(|refused| &refused.rejection), Some(&Rejection::Unwitnessed), "{shown:?}");
        assert_eq!(text(&safe), source);
        let risky = replaced(source, [",.", "."], &[], Applicability::Unsafe);
        assert_eq!(text(&risky), source.replace(",.", "."), "{shown:?}");
    }
}

/// Of many fixes in one block, those that hurt are refused and no others.
#[test]
fn each_fix_of_a_block_is_judged_by_itself() {
    let source = "Good ,. and `bad ,.` and good ,. again, in one block with <kbd>,.</kbd>\n";
    let fixed = replaced(source, [",.", "."], &[], Applicability::Safe);
    assert_eq!(text(&fixed), "Good . and `bad ,.` and good . again, in one block with <kbd>,.</kbd>\n");
    assert_eq!(fixed.refused.len(), 2);
    assert!(fixed.refused.iter().all(|refused| refused.rejection == Rejection::Verbatim));
}

/// A refused fix does not stand in the way of those in other blocks, however many are refused before it.
#[test]
fn refusals_do_not_add_up() {
    let source = format!("{}- Good ,. end\n", "- Run `a,.b` now\n".repeat(100));
    let fixed = replaced(&source, [",.", "."], &[], Applicability::Safe);
    assert_eq!(text(&fixed), source.replace("Good ,.", "Good ."));
    assert_eq!(fixed.refused.len(), 100);
}

/// What is put into angle brackets is a URL to its end: not the bracket around it, nor a mark of emphasis.
#[test]
fn autolinks_are_made_of_whole_urls() {
    for (source, url) in [
        ("這是 (https://a.example/y)，\n", "https://a.example/y)"),
        ("见 _https://x.example/a_，\n", "https://x.example/a_"),
        ("见 **https://x.example/a**，\n", "https://x.example/a**"),
        ("见 https://x.example/a。很好\n", "https://x.example/a。"),
    ] {
        let declared = ["keys", "links", "emphasis"];
        let fixed = format!("<{url}>");
        let is_refused = refusal(source, url, &fixed, &declared).is_some();
        assert_eq!(is_refused, !url.ends_with('。'), "{source:?}");
    }
    let whole = ["https://a.example/w_(x)", "<https://a.example/w_(x)>"];
    assert_eq!(refusal("见 https://a.example/w_(x)，好\n", whole[0], whole[1], &["keys", "links"]), None);
}

/// What a fix may change is changed in the way that it says: links and headings stay what they are.
#[test]
fn what_may_change_is_not_lost() {
    let both = &["keys", "links"];
    assert_eq!(refusal("[A](https://a.example/)\n", "](https://a.example/)", "]", both), Some(Rejection::Links));
    assert_eq!(refusal("![A](https://a.example/a.png)\n", "![A]", "[A]", both), Some(Rejection::Links));
    let source = "[A](https://a.example/)[B](https://b.example/)\n";
    assert_eq!(
        refusal(source, "[A](https://a.example/)", "[A](https://c.example/)", &["links"]),
        Some(Rejection::Urls)
    );
    // The anchor of a heading hangs on every blank in it.
    assert_eq!(refusal("Text\n[ A ](https://a.example/)\n===\n", "[ A ]", "[A]", &[]), Some(Rejection::Headings));
    // What stands beside an edit is none of its business.
    let source = "Mail [A](https://a.example/) (B)[https://b.example/]\n";
    assert_eq!(refusal(source, "(B)[https://b.example/]", "[B](https://b.example/)", both), None);
}
