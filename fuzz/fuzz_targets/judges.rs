//! What readers see of a page, by two parsers.

use comrak::nodes::{Node, NodeValue};
use curate_document::url_key::UrlKey;
use curate_rules::Effects;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

/// What readers see of a page.
#[derive(Debug, Default)]
pub struct Seen {
    /// Web addresses that links and images lead to, in their normal form: a fix may write one in another way.
    destinations: Vec<String>,
    links: usize,
    /// Letters and digits of headings.
    headings: Vec<String>,
    items: usize,
    /// Code, and raw HTML, as it is.
    verbatim: Vec<String>,
    emphasis: usize,
}

impl Seen {
    /// What is not the same in `after`, and was not `declared`.
    pub fn differences(&self, after: &Self, declared: Effects) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut same = |may_change: bool, what: &str, before: String, after: String| {
            if !may_change && before != after {
                wrong.push(format!("{what}: {before} became {after}"));
            }
        };
        let shown = |texts: &[String]| format!("{texts:?}");
        let sorted = |texts: &[String]| {
            let mut texts = texts.to_vec();
            texts.sort();
            shown(&texts)
        };
        same(declared.keys || declared.links, "links", sorted(&self.destinations), sorted(&after.destinations));
        same(declared.links, "number of links", self.links.to_string(), after.links.to_string());
        same(declared.headings, "headings", shown(&self.headings), shown(&after.headings));
        same(declared.entries, "number of items", self.items.to_string(), after.items.to_string());
        same(declared.verbatim, "code and HTML", shown(&self.verbatim), shown(&after.verbatim));
        same(declared.emphasis, "emphasis", self.emphasis.to_string(), after.emphasis.to_string());
        wrong
    }

    fn link(&mut self, destination: &str) {
        self.links += 1;
        if destination.contains("://") {
            self.destinations
                .push(UrlKey::of(destination).map_or(destination.to_owned(), |key| key.as_str().to_owned()));
        }
    }

    /// White space within code and HTML of several lines is how it is indented.
    fn verbatim(&mut self, text: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            self.verbatim.push(text);
        }
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).collect()
}

/// What `pulldown-cmark` sees of `source`.
pub fn by_pulldown(source: &str) -> Seen {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut seen = Seen::default();
    let (mut heading, mut code): (Option<String>, Option<String>) = (None, None);
    for event in Parser::new_ext(source, options) {
        match event {
            // A bare address is text to this parser, and one in angle brackets is not.
            Event::Start(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }) => {}
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => seen.link(&dest_url),
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => seen.headings.extend(heading.take()),
            Event::Start(Tag::Item | Tag::TableRow) => seen.items += 1,
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => seen.emphasis += 1,
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => code = Some(String::new()),
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                let text = code.take().unwrap_or_default();
                seen.verbatim(&text);
            }
            Event::Text(text) | Event::Html(text) => {
                if let Some(code) = &mut code {
                    code.push_str(&text);
                } else if let Some(heading) = &mut heading {
                    heading.push_str(&letters(&text));
                }
            }
            Event::Code(text) | Event::InlineHtml(text) => seen.verbatim(&text),
            _ => {}
        }
    }
    seen
}

/// What `comrak` sees of `source`.
pub fn by_comrak(source: &str) -> Seen {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    let arena = comrak::Arena::new();
    let mut seen = Seen::default();
    walk(comrak::parse_document(&arena, source, &options), &mut seen, false);
    seen
}

fn walk<'a>(node: Node<'a>, seen: &mut Seen, in_heading: bool) {
    let mut in_heading = in_heading;
    match &node.data.borrow().value {
        NodeValue::Link(link) | NodeValue::Image(link) => seen.link(&link.url),
        NodeValue::Heading(_) => {
            seen.headings.push(String::new());
            in_heading = true;
        }
        NodeValue::Item(_) | NodeValue::TaskItem(_) | NodeValue::TableRow(false) => seen.items += 1,
        NodeValue::Emph | NodeValue::Strong | NodeValue::Strikethrough => seen.emphasis += 1,
        NodeValue::Code(code) => seen.verbatim(&code.literal),
        NodeValue::CodeBlock(code) => seen.verbatim(&code.literal),
        NodeValue::HtmlBlock(html) => seen.verbatim(&html.literal),
        NodeValue::HtmlInline(html) => seen.verbatim(html),
        NodeValue::Text(text) if in_heading => {
            if let Some(heading) = seen.headings.last_mut() {
                heading.push_str(&letters(text));
            }
        }
        _ => {}
    }
    for child in node.children() {
        walk(child, seen, in_heading);
    }
}
