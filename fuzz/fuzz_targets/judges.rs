//! What readers see of a page, by two parsers.

// What is known to be a mistake of `comrak`'s, with proof.
#[allow(dead_code, reason = "most of what it covers hurts no judgement")]
#[path = "../../document/tests/oracle/covers.rs"]
mod covers;

use comrak::nodes::{Node, NodeValue};
use curate_document::url::UrlKey;
use curate_rules::Effects;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Whether `comrak` may miss a bare address in `source` that GitHub makes a link.
pub fn may_miss_links(source: &str) -> bool {
    let differences = [covers::url_in_dead_bracket, covers::short_www, covers::symbol_in_host, covers::mail_in_bracket];
    differences.iter().any(|covers| covers(source))
}

/// What readers see of a page.
#[derive(Debug, Default)]
pub struct Seen {
    /// Web addresses that links and images lead to, those of HTML too, in their normal form: a fix may write one in another way.
    destinations: Vec<String>,
    links: usize,
    /// Letters and digits of headings.
    headings: Vec<String>,
    items: usize,
    /// Code as it is, and raw HTML as it is but for where it leads.
    verbatim: Vec<String>,
    emphasis: usize,
}

impl Seen {
    /// Where the links of a page are not to be compared.
    pub fn without_links(self) -> Self {
        Self { destinations: Vec::new(), links: 0, ..self }
    }

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
        // Lines of a table of contents are items with links to headings, as these are written.
        let Effects { keys, links, emphasis, headings, entries, contents, verbatim } = declared;
        same(keys || links, "links", sorted(&self.destinations), sorted(&after.destinations));
        same(links || contents, "number of links", self.links.to_string(), after.links.to_string());
        same(headings, "headings", shown(&self.headings), shown(&after.headings));
        same(entries || contents, "number of items", self.items.to_string(), after.items.to_string());
        same(verbatim || contents, "code and HTML", shown(&self.verbatim), shown(&after.verbatim));
        let loosened = emphasis || entries || contents;
        same(loosened, "emphasis", self.emphasis.to_string(), after.emphasis.to_string());
        wrong
    }

    fn link(&mut self, destination: &str) {
        self.links += 1;
        self.destination(destination);
    }

    fn destination(&mut self, destination: &str) {
        // White space around an address in HTML belongs to the attribute.
        let destination = destination.trim();
        if destination.contains("://") && !destination.starts_with('#') {
            self.destinations
                .push(UrlKey::of(destination).map_or(destination.to_owned(), |key| key.as_str().to_owned()));
        }
    }

    /// Takes down raw HTML, and by themselves the destinations in it.
    fn html(&mut self, html: &str) {
        let mut rest = html;
        let mut plain = String::new();
        let opening =
            |text: &str| ["href=", "src="].iter().filter_map(|name| Some(text.find(name)? + name.len())).min();
        while let Some((before, after)) = opening(rest).map(|at| rest.split_at(at)) {
            let value = after.trim_start_matches(['"', '\'']);
            let quote = after.chars().next().filter(|_| value.len() < after.len());
            let closes = |next: char| quote.map_or(next.is_whitespace() || next == '>', |quote| next == quote);
            let (destination, after) = value.split_at(value.find(closes).unwrap_or(value.len()));
            plain.push_str(before);
            self.destination(destination);
            rest = after;
        }
        self.verbatim(&(plain + rest));
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
    let mut link: Option<(String, String)> = None;
    for event in Parser::new_ext(source, options) {
        if let (Some((_, shown)), Event::Text(text)) = (&mut link, &event) {
            shown.push_str(text);
        }
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => link = Some((dest_url.into_string(), String::new())),
            Event::End(TagEnd::Link) => {
                let (destination, shown) = link.take().unwrap_or_default();
                // A bare address is text to this parser; what is written around one makes no other link of it.
                let is_bare =
                    |scheme: &&str| destination == format!("{scheme}{shown}") && shown.contains(['.', '/', '@']);
                if !["", "http://", "mailto:"].iter().any(is_bare) {
                    seen.link(&destination);
                }
            }
            Event::Start(Tag::Image { dest_url, .. }) => seen.link(&dest_url),
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => seen.headings.extend(heading.take()),
            Event::Start(Tag::Item | Tag::TableRow) => seen.items += 1,
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => seen.emphasis += 1,
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => code = Some(String::new()),
            Event::End(TagEnd::CodeBlock) => seen.verbatim(&code.take().unwrap_or_default()),
            Event::End(TagEnd::HtmlBlock) => seen.html(&code.take().unwrap_or_default()),
            Event::Text(text) | Event::Html(text) => {
                if let Some(code) = &mut code {
                    code.push_str(&text);
                } else if let Some(heading) = &mut heading {
                    heading.push_str(&letters(&text));
                }
            }
            Event::Code(text) => seen.verbatim(&text),
            Event::InlineHtml(text) => seen.html(&text),
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
        NodeValue::HtmlBlock(html) => seen.html(&html.literal),
        NodeValue::HtmlInline(html) => seen.html(html),
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
