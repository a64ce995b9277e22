//! Definitions: those that `pulldown-cmark` knows, and those that a generated page was made of.

use crate::pages;
use curate_document::Document;
use proptest::prelude::*;
use pulldown_cmark::{Options, Parser};

/// Label as written, destination, first byte.
pub type DefinitionSite = (String, String, usize);

/// What differs between the definitions that `pulldown-cmark` answers references with, and ours that come first of their
/// label: `+` for what only we have.
pub fn differences(source: &str) -> Vec<String> {
    let document = Document::parse(source);
    let start = document.front_matter().map_or(0, |span| span.end);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let parser = Parser::new_ext(&source[start..], options);
    let theirs: Vec<DefinitionSite> = parser
        .reference_definitions()
        .iter()
        .map(|(label, definition)| (collapsed(label), definition.dest.to_string(), start + definition.span.start))
        .collect();
    let mut seen: Vec<&str> = Vec::new();
    let mut ours = Vec::new();
    for (definition, place) in document.definitions().iter().zip(found(source)) {
        if !seen.contains(&&*definition.identifier) {
            seen.push(&definition.identifier);
            ours.push(place);
        }
    }
    let more = ours.iter().filter(|place| !theirs.contains(place)).map(|place| format!("+{place:?}"));
    let less = theirs.iter().filter(|place| !ours.contains(place)).map(|place| format!("-{place:?}"));
    more.chain(less).collect()
}

/// The definitions of `source`, in order.
pub fn found(source: &str) -> Vec<DefinitionSite> {
    let document = Document::parse(source);
    let places = document.definitions().iter().map(|definition| {
        let label = collapsed(document.text(definition.label));
        (label, definition.url.to_string(), definition.span.start)
    });
    places.collect()
}

/// Which white space is in a label makes no difference.
fn collapsed(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A page that is nothing but definitions and what may stand between them.
#[derive(Clone, Debug)]
pub struct Written {
    /// The page.
    pub page: String,
    /// Its definitions.
    pub definitions: Vec<DefinitionSite>,
}

/// What may stand between definitions: each leaves the definition after it one.
const BETWEEN: &[&str] = &[
    "\n",
    "",
    "\nText with [label] and [my label][].\n\n",
    "\n- item\n\n",
    "# Heading\n",
    "\n| a |\n|---|\n| [label] |\n\n",
    "***\n",
    "```\n[code]: https://code.example\n```\n",
    "\n<!--\n[hidden]: https://hidden.example\n-->\n\n",
    "\n[^1]: Note.\n\n",
    "> quote\n\n",
];

/// What may stand before a definition on its line.
const BEFORE: &[&str] = &["", "", "", " ", "   ", "> ", "- ", "  > ", "> > ", "1. "];

/// Destinations as written and decoded.
const DESTINATIONS: &[(&str, &str)] = &[
    ("https://a.example", "https://a.example"),
    ("<https://a.example/x y>", "https://a.example/x y"),
    ("<>", ""),
    ("#anchor", "#anchor"),
    ("https://a.example/?q=1&amp;r=2", "https://a.example/?q=1&r=2"),
    ("https://a.example/a\\*b", "https://a.example/a*b"),
    ("../路径/文件.md", "../路径/文件.md"),
];

const TITLES: &[&str] = &["", "", " \"title\"", " 'title'", " (title)", "\n  \"title\"", "  "];

/// Generated pages of definitions, whose labels are often the same.
pub fn written() -> impl Strategy<Value = Written> {
    let definition = (
        proptest::sample::select(BETWEEN),
        proptest::sample::select(BEFORE),
        proptest::sample::select(pages::LABELS),
        proptest::sample::select(DESTINATIONS),
        proptest::sample::select(TITLES),
    );
    (proptest::collection::vec(definition, 1..12), any::<bool>()).prop_map(|(lines, is_windows)| {
        let mut written = Written { page: String::new(), definitions: Vec::new() };
        let mut last = "";
        for (between, before, label, (destination, url), title) in lines {
            // In a container that goes on, what follows would be in it too.
            let between = if last.trim().is_empty() && before.trim().is_empty() { between } else { "\n<!-- -->\n\n" };
            // A title of its own line would need the prefix of its container.
            let title = if before.trim().is_empty() { title } else { title.trim_start_matches('\n') };
            last = before;
            written.page += &ended(between, is_windows);
            written.page += before;
            written.definitions.push((collapsed(label), url.to_owned(), written.page.len()));
            written.page += &ended(&format!("[{label}]: {destination}{title}\n"), is_windows);
        }
        written
    })
}

fn ended(text: &str, is_windows: bool) -> String {
    if is_windows { text.replace('\n', "\r\n") } else { text.to_owned() }
}
