//! What `comrak`, which has no part in the proof of fixes, makes of a text before a fix and after it.

use comrak::nodes::{ListType, Node, NodeValue};
use comrak::{Arena, Options};
use curate_document::UrlKey;
use curate_rules::Effects;
use std::collections::BTreeMap;

/// What readers see of a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Seen {
    pub links: Vec<String>,
    pub images: Vec<String>,
    pub headings: Vec<(u8, String)>,
    pub items: Vec<String>,
    pub blocks: Vec<String>,
    pub code: Vec<String>,
    pub html: Vec<String>,
    pub emphasis: Vec<&'static str>,
    /// All rendered text, code included.
    pub text: String,
}

/// What a fix says of itself.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// What it declares to change.
    pub effects: Effects,
    /// Whether it may be applied unseen.
    pub is_safe: bool,
    /// All that it takes away, and all that it writes.
    pub edited: [String; 2],
}

/// Reads `source` as GitHub does.
pub fn seen(source: &str) -> Seen {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    options.parse.leave_footnote_definitions = true;
    let arena = Arena::new();
    let mut seen = Seen::default();
    seen.walk(comrak::parse_document(&arena, source, &options), 0);
    seen
}

impl Seen {
    fn walk(&mut self, parent: Node<'_>, depth: usize) {
        for node in parent.children() {
            let value = node.data().value.clone();
            let start = self.text.len();
            let mut block = |name: String| self.blocks.push(format!("{depth} {name}"));
            let mut inside = depth;
            match &value {
                NodeValue::Item(_) | NodeValue::TaskItem(_) => {
                    let task = match &value {
                        NodeValue::TaskItem(task) => task.symbol.map_or("[ ]", |_| "[x]"),
                        _ => "",
                    };
                    let list = node.parent().map(|list| list.data().value.clone());
                    let ordered = matches!(list, Some(NodeValue::List(list)) if list.list_type == ListType::Ordered);
                    self.items.push(format!("{depth} {task} {ordered}"));
                    inside += 1;
                }
                NodeValue::Paragraph => block("paragraph".to_owned()),
                NodeValue::ThematicBreak => block("break".to_owned()),
                NodeValue::TableRow(_) => block(format!("row {}", node.children().count())),
                NodeValue::BlockQuote | NodeValue::Alert(_) | NodeValue::FootnoteDefinition(_) => {
                    block("quote".to_owned());
                    inside += 1;
                }
                NodeValue::CodeBlock(code) => self.code.push(format!("{}\n{}", code.info, code.literal)),
                NodeValue::HtmlBlock(html) => self.html.push(without_destinations(&html.literal)),
                NodeValue::HtmlInline(html) => self.html.push(without_destinations(html)),
                NodeValue::Code(code) => {
                    self.code.push(code.literal.clone());
                    self.text.push_str(&code.literal);
                }
                NodeValue::Text(text) => self.text.push_str(text),
                NodeValue::LineBreak => block("line break".to_owned()),
                NodeValue::Link(link) => self.links.push(link.url.clone()),
                NodeValue::Image(image) => self.images.push(image.url.clone()),
                NodeValue::Emph => self.emphasis.push("*"),
                NodeValue::Strong => self.emphasis.push("**"),
                NodeValue::Strikethrough => self.emphasis.push("~~"),
                _ => {}
            }
            let heading = matches!(value, NodeValue::Heading(_)).then_some(self.headings.len());
            self.walk(node, inside);
            if let (NodeValue::Heading(level), Some(_)) = (&value, heading) {
                self.headings.push((level.level, letters(&self.text[start..])));
            }
        }
    }

    /// What `after` shows that the fix does not say; nothing where it says all.
    pub fn undeclared(&self, after: &Self, declared: &Declared) -> Vec<String> {
        let Declared { effects, is_safe, edited } = declared;
        let mut wrong = Vec::new();
        let mut differ = |what: &str, before: &dyn std::fmt::Debug, after: &dyn std::fmt::Debug| {
            wrong.push(format!("{what}: {before:?} -> {after:?}"));
        };
        let splits = effects.entries || effects.headings || effects.contents;
        if !effects.verbatim {
            if self.code != after.code && !effects.contents {
                differ("code", &self.code, &after.code);
            }
            if self.html != after.html {
                differ("html", &self.html, &after.html);
            }
        }
        if self.emphasis != after.emphasis && !(effects.emphasis || effects.entries || effects.contents) {
            differ("emphasis", &self.emphasis, &after.emphasis);
        }
        let levels = |seen: &Self| seen.headings.iter().map(|(level, _)| *level).collect::<Vec<_>>();
        if levels(self) != levels(after) && !effects.headings {
            differ("headings", &self.headings, &after.headings);
        }
        if !effects.entries && !effects.contents && self.items != after.items {
            differ("items", &self.items, &after.items);
        }
        // A doubled marker goes with the item that it made.
        let flat = |seen: &Self| seen.items.iter().filter(|item| item.starts_with('0')).count();
        if *is_safe && !effects.contents && flat(self) > flat(after) {
            differ("fewer items", &self.items, &after.items);
        }
        if *is_safe && self.emphasis.len() > after.emphasis.len() && !effects.contents {
            differ("less emphasis", &self.emphasis, &after.emphasis);
        }
        if !splits && self.blocks != after.blocks {
            differ("blocks", &self.blocks, &after.blocks);
        }
        let mut sorted = [self, after].map(|seen| seen.links.clone());
        if effects.contents {
            for links in &mut sorted {
                links.retain(|link| !link.starts_with('#'));
            }
        }
        let [old, new] = sorted;
        if let Some(why) = redirected(&old, &new, declared) {
            differ(&format!("links, {why}"), &old, &new);
        }
        if let Some(why) = redirected(&self.images, &after.images, declared) {
            differ(&format!("images, {why}"), &self.images, &after.images);
        }
        if !effects.contents
            && let Some(why) = retold(self, after, *effects, edited)
        {
            differ(&format!("text, {why}"), &self.text, &after.text);
        }
        wrong
    }
}

/// How the destinations `before` and `after` differ that they must not.
fn redirected(before: &[String], after: &[String], declared: &Declared) -> Option<String> {
    let Declared { effects, is_safe, edited: [_, written] } = declared;
    if effects.entries && !is_safe || effects.contents && effects.links {
        return None;
    }
    if !effects.links && !effects.entries && before.len() != after.len() {
        return Some("another number".to_owned());
    }
    // What was text or a bare URL may become an image.
    if *is_safe && before.len() > after.len() && !written.contains("![") && !effects.links {
        return Some("some are gone".to_owned());
    }
    if *is_safe
        && let Some(open) =
            after.iter().find(|link| !before.contains(link) && is_open(link) && written.contains(&format!("<{link}>")))
    {
        return Some(format!("{open} took something with it"));
    }
    if before.len() != after.len() || effects.keys {
        return None;
    }
    let differs = |(old, new): &(&String, &String)| match (UrlKey::of(old), UrlKey::of(new)) {
        (Some(old), Some(new)) => old != new,
        // An anchor or a path is changed by what is written into it.
        _ => old != new && !new.chars().all(|letter| written.contains(letter) || old.contains(letter)),
    };
    before.iter().zip(after).find(differs).map(|(old, new)| format!("{old} is not {new}"))
}

/// Whether an address ends in a bracket that it does not open, in punctuation or in a mark of emphasis.
fn is_open(url: &str) -> bool {
    let count = |bracket| url.matches(bracket).count();
    url.starts_with("http")
        && (url.ends_with(['.', ',', '!', '?', ':', ';', '"', '\'', '*', '_', '~'])
            || url.ends_with(')') && count(')') > count('(')
            || url.chars().any(|letter| "，。、；：！？（）「」【】".contains(letter)))
}

/// How the text `before` and `after` differs by more than the edits.
fn retold(before: &Seen, after: &Seen, effects: Effects, [taken, written]: &[String; 2]) -> Option<String> {
    let mut marks = String::new();
    // A `|` in a link in a table had cut off what stands behind it.
    let is_cut = |seen: &Seen| seen.blocks.iter().any(|block| block.contains("row"));
    if effects.links && is_cut(before) && written.contains("\\|") {
        return None;
    }
    if effects.links || effects.keys {
        marks.push_str("[]()<>\\");
        after.links.iter().chain(&before.links).for_each(|link| marks.push_str(link));
    }
    if effects.emphasis {
        marks.push_str("*_~");
    }
    if effects.entries || effects.headings {
        marks.push_str("*_~-+#|.)0123456789•·–=:[]xX");
    }
    let counts = |text: &str| {
        let mut counts: BTreeMap<char, isize> = BTreeMap::new();
        text.chars()
            .filter(|letter| !letter.is_whitespace())
            .for_each(|letter| *counts.entry(letter).or_default() += 1);
        counts
    };
    let (old, new, taken, written) = (counts(&before.text), counts(&after.text), counts(taken), counts(written));
    let count = |counts: &BTreeMap<char, isize>, letter: char| counts.get(&letter).copied().unwrap_or(0);
    old.keys().chain(new.keys()).find_map(|letter| {
        let gained = count(&new, *letter) - count(&old, *letter);
        let is_declared = gained <= count(&written, *letter) && -gained <= count(&taken, *letter);
        (!is_declared && !marks.contains(*letter)).then(|| format!("{letter:?} by {gained}"))
    })
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A tag as written, but for where it leads.
fn without_destinations(html: &str) -> String {
    let mut rest = html;
    let mut plain = String::new();
    while let Some(at) = ["href=\"", "src=\""].iter().filter_map(|name| Some(rest.find(name)? + name.len())).min() {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = &rest[rest.find('"').unwrap_or(rest.len())..];
    }
    plain + rest
}
