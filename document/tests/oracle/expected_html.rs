//! What an example of a specification is rendered as, against the parts that `curate` finds in it.

use crate::html_tokens::{Token, tokens};
use curate_document::{Block, BlockId, BlockKind, Document, Inline, InlineKind, LinkKind};
use percent_encoding::percent_decode_str;

/// What the page `markdown` has that is not in `html` (`+`), and the other way round (`-`).
pub fn compare(markdown: &str, html: &str) -> Vec<String> {
    let document = Document::parse(markdown);
    let html = of_html(&without_raw_html(html, &document));
    let page = of_document(&document, &html.code_blocks);
    let missing = |sign: char, parts: &[String], mut others: Vec<String>| -> Vec<String> {
        let mut is_missing = |part: &&String| {
            let at = others.iter().position(|other| other == *part);
            at.map(|at| others.remove(at)).is_none()
        };
        parts.iter().filter(|part| is_missing(part)).map(|part| format!("{sign}{part}")).collect()
    };
    let more = missing('+', &page.parts, html.parts.clone());
    [more, missing('-', &html.parts, page.parts)].concat()
}

/// The parts of a page, where order does not count.
#[derive(Default)]
struct Parts {
    parts: Vec<String>,
    /// The texts of the code blocks, in order.
    code_blocks: Vec<String>,
}

impl Parts {
    fn add(&mut self, part: impl Into<String>) {
        self.parts.push(part.into());
    }

    /// `what` with its text; white space is not compared.
    fn add_text(&mut self, what: &str, text: &str) {
        let text: String = text.chars().filter(|character| !character.is_whitespace()).collect();
        if !text.is_empty() {
            self.add(format!("{what} {text}"));
        }
    }
}

fn of_document(document: &Document, code_blocks: &[String]) -> Parts {
    let mut parts = Parts::default();
    let mut text = String::new();
    let mut code_blocks = code_blocks.iter();
    for (index, block) in document.blocks().iter().enumerate() {
        let id = BlockId(index as u32);
        let rendered = document.rendered(id);
        match block.kind {
            BlockKind::Heading { level } => parts.add_text(&format!("heading {level}"), &rendered),
            BlockKind::Item { task } => parts.add(if task { "item with a box" } else { "item" }),
            BlockKind::Quote => parts.add("quote"),
            BlockKind::ThematicBreak => parts.add("thematic break"),
            BlockKind::Cell => parts.add_text("cell", &rendered),
            BlockKind::Code => add_code_block(&mut parts, document, block, code_blocks.next()),
            _ => {}
        }
        text += &rendered;
        document.inlines_of(id).iter().for_each(|inline| add_inline(&mut parts, document, inline));
    }
    for link in document.links().iter().filter(|link| link.kind != LinkKind::Html) {
        let what = if link.image { "image" } else { "link" };
        parts.add(format!("{what} {}", percent_decode_str(&link.url).decode_utf8_lossy()));
    }
    parts.add_text("text", &text);
    parts
}

/// A code block: its text is in its bytes, apart from white space and the markers of quotes.
fn add_code_block(parts: &mut Parts, document: &Document, block: &Block, expected: Option<&String>) {
    let squashed = |text: &str| text.replace(|it: char| it.is_whitespace() || it == '>', "");
    let written = document.text(block.span);
    match expected.filter(|expected| squashed(written).contains(&squashed(expected))) {
        Some(expected) => parts.add(format!("code block {expected:?}")),
        None => parts.add(format!("code block {written:?}")),
    }
}

fn add_inline(parts: &mut Parts, document: &Document, inline: &Inline) {
    match inline.kind {
        InlineKind::HardBreak => parts.add("hard break"),
        // Math is code to us, and text to markdown.
        InlineKind::Code if document.text(inline.span).starts_with('`') => {
            parts.add(format!("code {:?}", document.rendered_inlines(std::slice::from_ref(inline))));
        }
        _ => {}
    }
}

fn of_html(html: &str) -> Parts {
    let mut parts = Parts::default();
    let mut text = String::new();
    // The elements that are open and whose text counts, each with its text.
    let mut open: Vec<(String, String)> = Vec::new();
    for token in tokens(html) {
        match token {
            Token::Text(string) => {
                if !open.iter().any(|(name, _)| name == "pre") {
                    text += &string;
                }
                for (_, text) in &mut open {
                    *text += &string;
                }
            }
            Token::Open(name, attributes) => {
                add_tag(&mut parts, &name, &attributes);
                if matches!(&*name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "td" | "th" | "code" | "pre") {
                    open.push((name, String::new()));
                }
            }
            Token::Close(name) => {
                let Some(at) = open.iter().rposition(|(open, _)| *open == name) else { continue };
                let (_, text) = open.remove(at);
                let is_in_block = open.iter().any(|(name, _)| name == "pre");
                add_element(&mut parts, &name, text, is_in_block);
            }
        }
    }
    parts.add_text("text", &text);
    parts
}

fn add_tag(parts: &mut Parts, name: &str, attributes: &[(String, String)]) {
    let value = |wanted: &str| {
        let (_, value) = attributes.iter().find(|(name, _)| name == wanted)?;
        Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
    };
    match name {
        "a" => parts.parts.extend(value("href").map(|url| format!("link {url}"))),
        "img" => parts.parts.extend(value("src").map(|url| format!("image {url}"))),
        "li" => parts.add("item"),
        "input" => {
            let item = parts.parts.iter_mut().rfind(|part| *part == "item");
            if let Some(item) = item {
                *item += " with a box";
            }
        }
        "blockquote" => parts.add("quote"),
        "hr" => parts.add("thematic break"),
        "br" => parts.add("hard break"),
        _ => {}
    }
}

fn add_element(parts: &mut Parts, name: &str, text: String, is_in_block: bool) {
    match name {
        "td" | "th" => parts.add_text("cell", &text),
        "pre" => {
            parts.add(format!("code block {text:?}"));
            parts.code_blocks.push(text);
        }
        "code" if is_in_block => {}
        "code" => parts.add(format!("code {text:?}")),
        heading => parts.add_text(&format!("heading {}", &heading[1..]), &text),
    }
}

/// `html` without what stands in it as it stands in the page.
fn without_raw_html(html: &str, document: &Document) -> String {
    let blocks = document.blocks().iter().filter(|block| block.kind == BlockKind::Html).map(|block| block.span);
    let tags = document.inlines().iter().filter(|inline| inline.kind == InlineKind::Html).map(|inline| inline.span);
    let mut html = html.to_owned();
    for line in blocks.chain(tags).flat_map(|span| document.text(span).lines()) {
        let without_markers = line.trim_start_matches(['>', ' ', '\t']);
        let raw = [line.trim(), without_markers].into_iter().find(|raw| !raw.is_empty() && html.contains(raw));
        html = raw.map_or_else(|| html.clone(), |raw| html.replacen(raw, "", 1));
    }
    html
}
